"""Where a picture is looked at, and what is laid over it."""
