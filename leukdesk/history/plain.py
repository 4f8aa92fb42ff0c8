"""Times and texts as the log stores them."""

from __future__ import annotations

from datetime import UTC, datetime


def time_text(time: datetime) -> str:
    """Return a time as it is stored: UTC, always 27 characters, so that text sorts as time does."""
    if time.tzinfo is None:
        raise ValueError(f"the time of a record is UTC, {time!r} does not say so")
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def storable(text: str) -> str:
    r"""Return text that UTF-8 can hold.

    A file's name on Linux may be any bytes; Python reads those that are no UTF-8 as lone surrogates, which are written
    here as ``\udcXX`` so that such a file can be logged, and its name read.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
