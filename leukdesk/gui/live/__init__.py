"""The live picture: its source, objective, suggestions, and captures without a hand."""
