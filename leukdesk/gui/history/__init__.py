"""The history in the window: its table, review, search, charts, exports, and what keeps it safe."""
