"""What is told of a source while it runs, or while it is being connected again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from leukdesk.capture.controls import Control

Kind = Literal["connecting", "live", "fault", "stopped", "ended"]


STALE = 1.5
"""Seconds from which the newest picture of a live source is too old to be captured, before it becomes a fault."""


@dataclass(frozen=True)
class GrabberState:
    """What a grabber is doing at one moment.

    Attributes
    ----------
    kind : str
        "connecting", "live", "fault" (retrying by itself), "ended" (a film; its last frame stays), "stopped".
    sentence : str
        For the user: what is going on, and in a fault what to do.
    fps : float
        New pictures a second over the last two seconds.
    frames, dropped : int
        Handed out so far, and of these, replaced before the live view looked.
    controls : tuple of Control
        What can be set. While the source is connected, with the values in force, and over them those that are just
        being set; otherwise as last known, with the values that it will be opened with.
    notes : tuple of str
        What opening the source had to do without.
    key : str
        What the source is recognised by another day; empty before it was first connected.
    age : float, optional
        Seconds since the newest picture was handed out; None when there is none.
    """

    kind: Kind
    sentence: str
    fps: float
    frames: int
    dropped: int
    controls: tuple[Control, ...] = ()
    notes: tuple[str, ...] = ()
    key: str = ""
    age: float | None = None

    @property
    def is_stale(self) -> bool:
        """Whether the newest picture is old, though the source is not given up yet."""
        return self.kind == "live" and self.age is not None and self.age > STALE
