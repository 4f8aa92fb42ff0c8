"""Sentences that stand in more than one place."""

NOTICE = "For research use only. Not for use in diagnostic procedures."
