"""Whether the log is what it was: events, records, what is kept for searching, and pictures."""
