"""Model packages, the catalog of them, the LiteRT runtime, a prediction."""
