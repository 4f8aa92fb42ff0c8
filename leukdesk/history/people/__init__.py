"""Who works at a station, and what each may do."""
