"""Deciding about suggestions, and signing, in the window."""
