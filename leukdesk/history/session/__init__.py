"""Slide sessions: the parts of :mod:`leukdesk.history.sessions`."""
