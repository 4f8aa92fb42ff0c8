"""Model packages in the window: installing from a file, removing, going back, and the keys that are trusted."""
