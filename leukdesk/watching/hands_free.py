"""When a picture is taken without a hand: at rest, in focus, well exposed, and of a field that was not captured yet."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from leukdesk.imaging.fields import FieldMemory
from leukdesk.imaging.judgement import Reference
from leukdesk.imaging.motion import FieldView
from leukdesk.imaging.quality import Quality
from leukdesk.imaging.remark import by_code, shown
from leukdesk.language import marked, tr
from leukdesk.watching.sensitivity import Sensitivity

_JUST_STOPPED = 0.15  # seconds at rest, below which the stage is said to move
_STEADY_SECONDS = 0.4
_STEADY_LOOKS = 3  # at least, however slow the machine is
_STEADY_SHARE = 0.10  # of the sharpness: noise makes less than half of it, a hand on the fine focus makes more
_OF_THIS_REST = 0.88  # of the sharpest moment since the stage stopped


class Wait(StrEnum):
    """What is waited for; the value is the sentence for the user."""

    MOVING = marked("Waiting for the stage to rest.")
    SETTLING = marked("Hold still…")
    FOCUS = marked("Out of focus: turn the fine focus.")
    FOCUSING = marked("Waiting until the focus is found.")
    ANOTHER_SLIDE = marked("Another slide: move to its first field.")
    KNOWN = marked("This field is captured. Move on to a new one.")
    NOTHING = ""


@dataclass(frozen=True)
class Verdict:
    """What keeps from capturing a frame, in a sentence; empty where nothing does."""

    sentence: str

    @property
    def capture(self) -> bool:
        """Whether the frame is to be captured."""
        return not self.sentence


class HandsFree:
    """Judges frame after frame.

    What was captured is remembered until :meth:`begin_anew`, across changes of sensitivity.
    """

    def __init__(self) -> None:
        self._known = FieldMemory()
        self._must_move = False
        self._sharpness: deque[tuple[float, float]] = deque()
        self._best = 0.0

    def judge(
        self,
        view: FieldView,
        quality: Quality,
        reference: Reference,
        still: float,
        at: float,
        sensitivity: Sensitivity,
    ) -> Verdict:
        """Say whether the frame is to be captured.

        Parameters
        ----------
        view : FieldView
        quality : Quality
            Of the frame.
        reference : Reference
            The station's own best.
        still : float
            Seconds at rest.
        at : float
            When it is looked at, in seconds of the clock that ``still`` is told by.
        sensitivity : Sensitivity
        """
        self._follow(quality.sharpness, still, at)
        if still < _JUST_STOPPED:
            self._must_move = False
            return Verdict(tr(Wait.MOVING))
        if self._must_move:
            return Verdict(tr(Wait.ANOTHER_SLIDE))
        if still < sensitivity.rest:
            return Verdict(tr(Wait.SETTLING))
        if (fault := _fault(quality)) is not None:
            return Verdict(fault)
        if reference.sharpness is not None and quality.sharpness < sensitivity.focus * reference.sharpness:
            return Verdict(tr(Wait.FOCUS))
        if not self._is_steady(quality.sharpness):
            return Verdict(tr(Wait.FOCUSING))
        if self._known.find(view) > sensitivity.overlap:
            return Verdict(tr(Wait.KNOWN))
        return Verdict(Wait.NOTHING)

    def captured(self, frame_id: str, view: FieldView) -> None:
        """Remember the field of a frame that was captured, by itself or by hand."""
        self._known.add(frame_id, view)

    def not_captured(self, frame_id: str) -> None:
        """Forget the field of a frame: capturing it failed after all."""
        self._known.forget(frame_id)

    def begin_anew(self, *, elsewhere: bool = False) -> None:
        """Forget every field: another slide lies on the stage.

        Parameters
        ----------
        elsewhere : bool
            It does not yet: the field that is seen now belongs to the one before, until the stage has moved.
        """
        self._known.clear()
        self._must_move = elsewhere

    def _follow(self, sharpness: float, still: float, at: float) -> None:
        """Keep the sharpness of the last moments, all of the present rest."""
        if still < _JUST_STOPPED:
            self._sharpness.clear()
            self._best = 0.0
        self._sharpness.append((at, sharpness))
        while len(self._sharpness) > _STEADY_LOOKS and self._sharpness[0][0] < at - _STEADY_SECONDS:
            self._sharpness.popleft()
        self._best = max(self._best, sharpness)

    def _is_steady(self, sharpness: float) -> bool:
        """Whether nobody is turning the focus, nor left it beside the best of this rest."""
        lately = [each for _, each in self._sharpness]
        varies = max(lately) - min(lately) > _STEADY_SHARE * max(lately)
        return len(lately) >= _STEADY_LOOKS and not varies and sharpness >= _OF_THIS_REST * self._best


def _fault(quality: Quality) -> str | None:
    """Return what is wrong with the picture, and what to do, if it may not be captured.

    How sharp it has to be beyond what a model needs, the sensitivity says.
    """
    warnings = shown(by_code(remark for remark in quality.remarks if remark.severity == "warning")).values()
    bad = [each.sentence for each in quality.judgements if each.level == "bad" and each.id != "focus"]
    return next(iter((*warnings, *bad)), None)
