"""The wizard that calibrates a camera with an objective, one page a file."""
