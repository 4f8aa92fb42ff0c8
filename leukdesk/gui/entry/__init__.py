"""Sample code and operator."""
