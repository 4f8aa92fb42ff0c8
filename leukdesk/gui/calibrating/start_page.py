"""First page: what it is for, which objective, and whether a picture comes at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout, QLabel

from leukdesk.capture.source_name import source_name
from leukdesk.gui.calibrating.bench import Bench, Earlier
from leukdesk.gui.calibrating.page import Page, Thumbnail
from leukdesk.gui.live.objective_picker import ObjectiveBox, date_text
from leukdesk.gui.parts.theme import SPACE
from leukdesk.imaging.frame import Frame
from leukdesk.language import marked, tr

NO_PICTURE = marked("No picture comes from the camera. See that it is connected and that the live view runs.")


class StartPage(Page):
    """Chooses the objective and reads what is known of it."""

    def __init__(self, bench: Bench, objective: str, own: Sequence[str]) -> None:
        super().__init__(
            bench,
            tr("Objective"),
            tr("Calibrate a camera with an objective"),
            tr(
                "Uneven light and the lamp's colour are taken out of every picture from then on, before it is "
                "classified, and sizes are known in micrometres. It takes about two minutes. You need an empty place "
                "on a slide and, for the scale, a stage micrometer. Set the lamp, the exposure and the camera's own "
                "white balance to the fixed values that you work with, and turn the objective in."
            ),
        )
        self.box = ObjectiveBox()
        self.box.setMinimumContentsLength(16)
        self.box.set_own(own)
        self.box.set_objective(objective)
        self._known = QLabel()
        self._known.setWordWrap(True)
        self._known.setProperty("role", "muted")
        self._thumbnail = Thumbnail(tr("Live picture"))
        self._reading = False
        caption = QLabel(tr("&Objective"))
        caption.setBuddy(self.box)
        camera = QLabel(source_name(bench.camera_name))
        camera.setWordWrap(True)
        form = QGridLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.setColumnStretch(1, 1)
        form.addWidget(QLabel(tr("Camera")), 0, 0)
        form.addWidget(camera, 0, 1)
        form.addWidget(caption, 1, 0)
        form.addWidget(self.box, 1, 1)
        aside = self.beside(self._thumbnail)
        aside.addLayout(form)
        aside.addWidget(self._known)
        aside.addWidget(self.message)
        aside.addStretch(1)
        self.box.picked.connect(self._read)

    @property
    def ready(self) -> bool:
        """Whether there is an objective, and a picture."""
        return bool(self.box.objective) and not self._reading and self.bench.frame is not None

    def entered(self) -> None:
        """Read what is known."""
        self._read(self.box.objective)

    def frame_came(self, frame: Frame) -> None:
        """Show that it lives."""
        self._thumbnail.show_frame(frame)
        self._tell()

    def frame_lost(self) -> None:
        """Say so."""
        self._thumbnail.show_words(tr("No picture"))
        self.say(tr(NO_PICTURE), "warning")

    def _read(self, objective: str) -> None:
        if not objective:
            self._tell()
            return
        self._reading = True
        self._tell()
        self.changed.emit()
        bench = self.bench
        self.bench.ask(
            lambda: Earlier.read(bench.store, bench.camera, objective), partial(self._found, objective), self._not_found
        )

    def _found(self, objective: str, earlier: Earlier | None) -> None:
        if objective != self.box.objective:
            return  # another was chosen meanwhile, and its answer comes
        self._reading = False
        self.bench.begin(objective, earlier)
        if earlier is None:
            self._known.setText(tr("This camera was not calibrated with this objective before."))
        else:
            made = date_text(earlier.calibration.made)
            self._known.setText(
                tr("Calibrated before, on {date}: each part can be kept or made again.").format(date=made)
            )
        self._tell()
        self.changed.emit()

    def _not_found(self, problem: Exception) -> None:
        self._reading = False
        self.bench.begin(self.box.objective, None)
        self._known.setText(tr("What was known of it cannot be read: {problem}").format(problem=problem))
        self.changed.emit()

    def _tell(self) -> None:
        if self.bench.frame is None:
            self.say(tr(NO_PICTURE), "warning")
        elif not self.box.objective:
            self.say(tr("Choose the objective to go on."))
        else:
            self.say("")
