"""Everything that can be chosen, and when."""
