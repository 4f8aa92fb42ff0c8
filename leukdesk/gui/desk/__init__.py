"""The one picture that is looked at, and everything that belongs to it."""
