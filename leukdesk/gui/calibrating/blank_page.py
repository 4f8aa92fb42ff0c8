"""Second page: the blank field, from an empty place or from different fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton

from leukdesk.gui.calibrating.bench import Bench
from leukdesk.gui.calibrating.collecting import ENOUGH, Collector
from leukdesk.gui.calibrating.page import Choices, Page, Thumbnail
from leukdesk.gui.live.objective_picker import date_text
from leukdesk.gui.parts.theme import SPACE
from leukdesk.imaging.frame import Frame
from leukdesk.language import marked, tr

BLANK, FIELDS, KEEP, NONE = "blank", "fields", "keep", "none"
_FROM = {BLANK: "blank field", FIELDS: "different fields"}
_LOST = marked("The picture stopped. It goes on by itself when the camera is there again; what was taken is not lost.")
_HOW = {
    BLANK: marked(
        "Move to an empty place without cells, defocus slightly so that dust vanishes, and take your hand away."
    ),
    FIELDS: marked(
        "Show {enough} different fields, the looser the cells lie the better. Each is taken by itself as soon as the "
        "stage is at rest."
    ),
    KEEP: marked("The light must not have been changed since."),
    NONE: marked("Uneven light stays in the pictures, and the white balance cannot be measured."),
}


@dataclass(frozen=True, eq=False)
class _Field:
    """What came of the frames: a blank field, or a sentence on why not."""

    problem: str
    blank: NDArray[np.uint8] | None = None
    background: tuple[float, float, float] | None = None


class BlankPage(Page):
    """Takes frames while the picture lives."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(
            bench,
            tr("Blank field"),
            tr("Blank field"),
            tr("{enough} pictures of nothing but light tell how uneven it is. Their mean is kept.").format(
                enough=ENOUGH
            ),
        )
        self._collector: Collector | None = None
        self._working = self._lost = False
        self._turn = 0
        self._thumbnail = Thumbnail(tr("Live picture"))
        self.choices = Choices(
            (
                (BLANK, tr("Take it at an empty place")),
                (FIELDS, tr("There is no empty place: take different fields instead")),
                (KEEP, ""),
                (NONE, tr("Do without")),
            )
        )
        self.choices.choose(BLANK)
        self.take = QPushButton()
        self.take.setAutoDefault(False)
        self.this_one = QPushButton(tr("Take this field"))
        self.this_one.setAutoDefault(False)
        self.this_one.setToolTip(tr("For fields that look alike, so that they are not told apart"))
        self._progress = QProgressBar()
        self._progress.setRange(0, ENOUGH)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr("Frames taken"))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.take)
        buttons.addWidget(self.this_one)
        buttons.addStretch(1)
        aside = self.beside(self._thumbnail)
        aside.addWidget(self.choices)
        aside.addSpacing(SPACE)
        aside.addLayout(buttons)
        aside.addWidget(self._progress)
        aside.addWidget(self.message)
        aside.addStretch(1)
        self.choices.changed.connect(self._choose)
        self.take.clicked.connect(self._take)
        self.this_one.clicked.connect(self._take_this)

    @property
    def ready(self) -> bool:
        """Whether there is a blank field, or none is wanted."""
        if self._working or self._collector is not None:
            return False
        return self.choices.chosen == NONE or self.bench.draft.blank is not None

    def entered(self) -> None:
        """Offer to keep the earlier one where it still fits."""
        earlier, frame = self.bench.earlier, self.bench.frame
        size = (frame.width, frame.height) if frame is not None else self.bench.draft.size
        usable = earlier is not None and earlier.blank is not None and earlier.blank.shape[1::-1] == size
        made = ""
        if usable and earlier is not None:
            made = tr("Keep the one of {date}").format(date=date_text(earlier.calibration.made))
        self.choices.offer(KEEP, made)
        if not usable and self.choices.chosen == KEEP:
            self.choices.choose(BLANK)
        if self.bench.draft.blank is None:
            # Nothing was taken yet, or it was of another objective or size.
            self._choose(self.choices.chosen)
        self._dress()

    def left(self) -> None:
        """Break off what is under way."""
        self._stop()
        self._dress()

    def frame_came(self, frame: Frame) -> None:
        """Show it, and take it while frames are being taken."""
        self._thumbnail.show_frame(frame)
        if self._lost:
            self._lost = False
            self._prompt()
        if self._collector is not None:
            self._collector.offer(frame)
            self._collected()

    def frame_lost(self) -> None:
        """Say so; what was taken stays."""
        self._lost = True
        self._thumbnail.show_words(tr("No picture"))
        self.say(tr(_LOST), "warning")

    def _choose(self, key: str) -> None:
        self._stop()
        self._forget()
        earlier = self.bench.earlier
        if key == KEEP and earlier is not None:
            known = earlier.calibration
            self.bench.change(
                blank=earlier.blank,
                blank_from=known.blank_from,
                background=known.background,
                size=(known.width, known.height),
            )
        self._prompt()
        self._dress()
        self.changed.emit()

    def _take(self) -> None:
        if self._collector is not None:
            self._stop()
            self._prompt()
        else:
            self._forget()
            self._collector = Collector(different=self.choices.chosen == FIELDS)
            self._progress.setValue(0)
            self._prompt()
        self._dress()
        self.changed.emit()

    def _take_this(self) -> None:
        if self._collector is not None:
            self._collector.want_next()

    def _collected(self) -> None:
        collector = self._collector
        if collector is None:
            return
        count = len(collector.frames)
        self._progress.setValue(count)
        if not collector.done:
            if collector.different:
                said = tr("{count} of {enough} fields. Move the stage to another field.")
                self.say(said.format(count=count, enough=ENOUGH))
            return
        self._collector, self._working = None, True
        self.say(tr("Looking at what was taken…"))
        self._dress()
        frames, different = [each.pixels for each in collector.frames], collector.different
        self._turn += 1
        self.bench.ask(
            lambda: _made(frames, different=different),
            partial(self._done, self._turn),
            partial(self._failed, self._turn),
        )

    def _done(self, turn: int, field: _Field) -> None:
        if turn != self._turn:
            return
        self._working = False
        if field.blank is None:
            self.say(field.problem, "warning")
        else:
            self.bench.change(
                blank=field.blank,
                blank_from=_FROM.get(self.choices.chosen, ""),
                background=field.background,
                size=(field.blank.shape[1], field.blank.shape[0]),
                white=None,
            )
            self.say(tr("The blank field is good."))
        self._dress()
        self.changed.emit()

    def _failed(self, turn: int, problem: Exception) -> None:
        if turn != self._turn:
            return
        self._working = False
        self._dress()
        self.say(tr("The blank field could not be worked out. Take it again."), "warning")
        self.changed.emit()
        raise problem

    def _stop(self) -> None:
        self._collector, self._working = None, False
        self._turn += 1

    def _forget(self) -> None:
        self.bench.change(blank=None, blank_from="", background=None, white=None)
        self._progress.setValue(0)

    def _prompt(self) -> None:
        chosen = self.choices.chosen
        if self._collector is not None and chosen == BLANK:
            self.say(tr("Taking frames. Touch nothing."))
        else:
            self.say(tr(_HOW[chosen]).format(enough=ENOUGH))

    def _dress(self) -> None:
        chosen, taking = self.choices.chosen, self._collector is not None
        own = chosen in (BLANK, FIELDS)
        self.take.setVisible(own)
        self.take.setEnabled(not self._working)
        begin = (
            tr("Take again") if self.bench.draft.blank is not None else tr("Take {enough} frames").format(enough=ENOUGH)
        )
        self.take.setText(tr("Stop") if taking else begin)
        self.this_one.setVisible(taking and chosen == FIELDS)
        self._progress.setVisible(own)


def _made(frames: Sequence[NDArray[np.uint8]], *, different: bool) -> _Field:
    """Make a blank field of frames, or say why none can be made; on the worker."""
    from leukdesk.imaging.blank import estimated_blank, problem_of_blank
    from leukdesk.imaging.correction import mean_of

    if different:
        try:
            blank = estimated_blank(frames)
        except ValueError as problem:
            return _Field(str(problem))
    else:
        if said := problem_of_blank(frames):
            return _Field(said)
        blank = mean_of(frames)
    red, green, blue = (max(float(value), 1.0) for value in blank.mean(axis=(0, 1)))
    return _Field("", blank, (red, green, blue))
