"""The window's offer to put the single file on this station, and the way to take it away again."""
