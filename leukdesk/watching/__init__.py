"""Looking at live frames without being asked: suggestions, quality, rest, and captures by itself. Knows no window."""
