"""A slide session as it is seen and reviewed: the running differential, the gallery of its cells, its signature."""
