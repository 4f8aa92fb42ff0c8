"""Who is working: chosen at the start, locked, changed, and the list of them."""
