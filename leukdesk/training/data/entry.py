"""One picture as a data set's folder describes it, before the classes are known."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leukdesk.training.data.dataset import Part


@dataclass(frozen=True)
class Entry:
    """A picture file with its label as it is spelled, its group, and the part that it was put in, if any."""

    path: Path
    label: str
    group: str
    part: Part | None
