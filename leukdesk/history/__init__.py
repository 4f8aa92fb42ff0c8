"""The log: what was classified, when, by whom, with what, and the picture itself."""
