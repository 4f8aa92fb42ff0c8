"""Which model answers, and the cards."""
