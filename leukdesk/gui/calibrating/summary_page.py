"""Last page: what pictures look like before and after, and what will be kept."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel

from leukdesk.capture.source_name import source_name
from leukdesk.gui.calibrating.bench import Bench, Draft
from leukdesk.gui.calibrating.page import Page, Thumbnail
from leukdesk.gui.calibrating.white_page import factors_text
from leukdesk.gui.parts.theme import SPACE
from leukdesk.imaging.frame import Frame
from leukdesk.language import marked, tr

_EVERY = 1.0
"""Seconds between two pictures that are corrected for looking at."""
_CAPTIONS = (
    marked("Objective"),
    marked("Blank field"),
    marked("Unevenness"),
    marked("White balance"),
    marked("Scale"),
)
_TAKEN = {
    "blank field": marked("Taken at an empty place"),
    "different fields": marked("Estimated from different fields"),
}
_KEPT = marked("Kept")


@dataclass(frozen=True, eq=False)
class _Compared:
    after: NDArray[np.uint8]
    before_unevenness: float | None
    after_unevenness: float | None


class SummaryPage(Page):
    """Corrects the live picture once a second, on the worker."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(
            bench,
            tr("Save"),
            tr("Look and save"),
            tr("Move to cells and compare. Nothing is kept until it is saved."),
        )
        self._before, self._after = Thumbnail(tr("Now")), Thumbnail(tr("With this calibration"))
        self._busy, self._asked = False, 0.0
        self._shown = False
        self._values: dict[str, QLabel] = {}
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self._before, 1)
        row.addWidget(self._after, 1)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE // 2)
        for caption in _CAPTIONS:
            value = QLabel()
            value.setAccessibleName(tr(caption))
            name = QLabel(tr(caption))
            name.setProperty("role", "muted")
            form.addRow(name, value)
            self._values[caption] = value
        self.column.addLayout(row, 1)
        self.column.addLayout(form)
        self.column.addWidget(self.message)

    @property
    def ready(self) -> bool:
        """Whether there is something to save."""
        return not self.bench.draft.empty and self.bench.draft.size is not None

    def value(self, caption: str) -> str:
        """Return what stands beside a caption."""
        return self._values[caption].text()

    def entered(self) -> None:
        """Say what will be kept."""
        draft = self.bench.draft
        scale = draft.micrometres_per_pixel
        self._write("Objective", f"{draft.objective}, {source_name(self.bench.camera_name)}")
        self._write("Blank field", tr("None") if draft.blank is None else tr(_TAKEN.get(draft.blank_from, _KEPT)))
        self._write("Unevenness", "")
        self._write("White balance", factors_text(draft.white) if draft.white is not None else tr("None"))
        made = f", {tr(draft.scale_from)}" if draft.scale_from else ""
        known = "" if scale is None else tr("{scale:.4g} µm per pixel").format(scale=scale)
        self._write("Scale", f"{known}{made}" if known else tr("None"))
        self.say(tr("There is nothing to save: every part was left out.") if draft.empty else "", "warning")
        self._after.show_words("")
        self._asked, self._shown = 0.0, True
        if self.bench.frame is not None:
            self.frame_came(self.bench.frame)

    def left(self) -> None:
        """Correct nothing any more."""
        self._shown = False

    def frame_came(self, frame: Frame) -> None:
        """Show it, and now and then what becomes of it."""
        self._before.show_frame(frame)
        now = time.monotonic()
        if self._busy or now - self._asked < _EVERY:
            return
        self._busy, self._asked = True, now
        draft = self.bench.draft

        def done(compared: _Compared) -> None:
            self._busy = False
            if self._shown and draft is self.bench.draft:
                self._after.show_frame(replace(frame, pixels=compared.after))
                self._write("Unevenness", _unevenness_text(compared))

        def failed(problem: Exception) -> None:
            # It stays busy: what failed for one frame would fail for each.
            self.say(tr("The picture cannot be corrected by this calibration."), "warning")
            raise problem

        self.bench.ask(lambda: _compare(frame.pixels, draft), done, failed)

    def frame_lost(self) -> None:
        """Say so; what was gathered can be saved all the same."""
        self._before.show_words(tr("No picture"))

    def _write(self, caption: str, text: str) -> None:
        self._values[caption].setText(text)


def _compare(pixels: NDArray[np.uint8], draft: Draft) -> _Compared:
    """Correct a frame and measure how uneven its light is before and after; on the worker."""
    from leukdesk.imaging.correction import Correction
    from leukdesk.imaging.illumination import measure_light

    after = Correction(draft.blank, draft.white).apply(pixels)
    before_light, after_light = measure_light(pixels), measure_light(after)
    return _Compared(
        after,
        before_light.unevenness if before_light is not None else None,
        after_light.unevenness if after_light is not None else None,
    )


def _unevenness_text(compared: _Compared) -> str:
    if compared.before_unevenness is None or compared.after_unevenness is None:
        return tr("Too little background in this field to tell")
    before, after = compared.before_unevenness, compared.after_unevenness
    return tr("{before:.0%} of the light now, {after:.0%} with this calibration").format(before=before, after=after)
