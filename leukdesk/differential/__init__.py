"""Counting the cells of a slide: shares with intervals, what errors do to them, and no cell twice. Knows no window."""
