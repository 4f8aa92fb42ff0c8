"""Installing model packages on a station: what is done, by whom, and noted in the log."""
