"""Asks for what a slide session needs before its first field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from leukdesk.counting import capital, many
from leukdesk.gui.entry.sample_code import why_refused
from leukdesk.gui.parts.elided_label import ElidedLabel
from leukdesk.gui.parts.intended_use import IntendedUse
from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.review.words import clock
from leukdesk.gui.slide.status import Way
from leukdesk.history.plain import LONGEST
from leukdesk.history.session.state import Session
from leukdesk.inference.card import ModelCard
from leukdesk.inference.elsewhere import caution
from leukdesk.language import marked, tr

TARGETS = (100, 200, 400, 500)
_WAYS = {
    Way.HANDS_FREE: marked("&Hands-free: captured when the stage rests"),
    Way.BY_HAND: marked("By hand: captured by a &key"),
    Way.FOLDER: marked("From a &folder of pictures"),
}


@dataclass(frozen=True)
class NewSlide:
    """What a session is begun with.

    Attributes
    ----------
    target : int
        White cells to be counted.
    folder : Path, optional
        Of the pictures, where they come from one.
    """

    sample: str
    operator: str
    model_id: str
    target: int
    way: Way
    folder: Path | None = None


class NewSlideDialog(QDialog):
    """Begins nothing itself.

    Parameters
    ----------
    cards : sequence of ModelCard
        Of all models; those for single cells are offered.
    operator : str
        Who is working.
    why_nobody : str, optional
        Why nobody of the list of operators can work now, in a sentence; empty where somebody can, None without a list:
        then a name can be typed.
    others : sequence of Session
        All that the log has on the sample code.
    """

    wanted = Signal(object)
    """The NewSlide."""
    go_on_wanted = Signal(str)
    """Id of the open session on the same sample code that is to be gone on with."""
    others_wanted = Signal(str)
    """The sample code that is entered now: :meth:`show_others` is to be called with what the log has on it."""

    def __init__(
        self,
        cards: Sequence[ModelCard],
        sample: str,
        operator: str,
        others: Sequence[Session] = (),
        *,
        why_nobody: str | None = None,
        model_id: str = "",
        target: int = TARGETS[0],
        way: Way = Way.HANDS_FREE,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("New slide session"))
        self._cautions = {card.id: caution(card.elsewhere) for card in cards}
        self._why_nobody = why_nobody or ""
        self._others: tuple[Session, ...] = ()
        self.operator = QLineEdit(operator)
        self.operator.setAccessibleName(tr("Operator"))
        self.operator.setPlaceholderText(tr("Who is working"))
        self.operator.setMaxLength(LONGEST)
        self.operator.setReadOnly(why_nobody is not None)
        self.sample = QLineEdit(sample)
        self.sample.setAccessibleName(tr("Sample code"))
        self.sample.setPlaceholderText(tr("Scan or type"))
        self.model = QComboBox()
        self.model.setAccessibleName(tr("Model"))
        for card in cards:
            if card.scope == "cell":
                self.model.addItem(f"{card.title} {card.version}", card.id)
        # Most of all a slide is counted into the types of normal cells.
        most = max((card for card in cards if card.scope == "cell"), key=lambda card: len(card.classes), default=None)
        wanted = (self.model.findData(each) for each in (model_id, most.id if most is not None else ""))
        self.model.setCurrentIndex(next((index for index in wanted if index >= 0), 0))
        self.target = QComboBox()
        self.target.setAccessibleName(tr("Target"))
        for each in TARGETS:
            self.target.addItem(many(each, "white cell"), each)
        self.target.setCurrentIndex(max(self.target.findData(target), 0))
        self.ways = {each: QRadioButton(tr(words)) for each, words in _WAYS.items()}
        group = QButtonGroup(self)
        for button in self.ways.values():
            group.addButton(button)
        self.ways[way].setChecked(True)
        self._folder: Path | None = None
        self._folder_name = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self.choose_folder = QPushButton(tr("Choose…"))
        self.choose_folder.setAutoDefault(False)
        self._twin = QLabel()
        self._twin.setTextFormat(Qt.TextFormat.PlainText)
        self._twin.setWordWrap(True)
        self._twin.setProperty("role", "warning")
        self.go_on = QPushButton(tr("&Go on with that one"))
        self.go_on.setAutoDefault(False)
        self._caution = QLabel()
        self._caution.setTextFormat(Qt.TextFormat.PlainText)
        self._caution.setWordWrap(True)
        self._caution.setProperty("role", "muted")
        self._hint = QLabel()
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "warning")
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.begin = box.button(QDialogButtonBox.StandardButton.Ok)
        self.begin.setText(tr("&Begin"))
        self._lay_out(box)
        self.sample.textChanged.connect(lambda _: self._entered())
        self.operator.textChanged.connect(lambda _: self._look())
        self.model.currentIndexChanged.connect(lambda _: self._look())
        self.choose_folder.clicked.connect(self._ask_folder)
        for button in self.ways.values():
            button.toggled.connect(lambda _: self._look())
        self.go_on.clicked.connect(self._go_on)
        box.accepted.connect(self._commit)
        box.rejected.connect(self.reject)
        self.show_others(self._code, others)

    @property
    def said(self) -> str:
        """What is missing, as it is said; empty where nothing is."""
        return self._hint.text()

    @property
    def said_of_model(self) -> str:
        """What the model was worth at other laboratories, in a sentence; empty where its card does not tell."""
        return self._caution.text()

    @property
    def said_of_twin(self) -> str:
        """What is said of another session on the same code; empty where there is none."""
        return self._twin.text()

    @property
    def new(self) -> NewSlide:
        """What is chosen now."""
        way = next(each for each, button in self.ways.items() if button.isChecked())
        folder = self._folder if way is Way.FOLDER else None
        model, target = self.model.currentData() or "", int(self.target.currentData())
        return NewSlide(self._code, " ".join(self.operator.text().split()), model, target, way, folder)

    def set_folder(self, folder: Path) -> None:
        """Take the pictures from a folder."""
        self._folder = folder
        self._folder_name.set_full_text(str(folder))
        self.ways[Way.FOLDER].setChecked(True)
        self._look()

    def show_others(self, sample: str, others: Sequence[Session]) -> None:
        """Tell of the other sessions on a sample code, where it is still the one that is entered."""
        if sample == self._code:
            self._others = tuple(sorted(others, key=lambda each: not each.is_open))
            self._look()

    @property
    def _code(self) -> str:
        return " ".join(self.sample.text().split())

    def _entered(self) -> None:
        self._others = ()
        self._look()
        self.others_wanted.emit(self._code)

    def _look(self) -> None:
        """Say what is missing, and what else was counted on this code."""
        others = self._others
        self._twin.setText(_of_others(others))
        self._twin.setVisible(bool(others))
        self.go_on.setVisible(bool(others) and others[0].is_open)
        said = self._cautions.get(self.model.currentData(), "")
        self._caution.setText(said)
        self._caution.setVisible(bool(said))
        by_folder = self.ways[Way.FOLDER].isChecked()
        self.choose_folder.setEnabled(by_folder)
        self._hint.setText(self._missing())
        self.begin.setEnabled(not self.said)
        self._make_room()

    def _make_room(self) -> None:
        """Grow with what is said: lines that break have no least height that would do it."""
        self._column.activate()
        self.resize(self.width(), max(self.height(), self._column.totalHeightForWidth(self.width())))

    def _missing(self) -> str:
        if self._why_nobody:
            return capital(self._why_nobody)
        if not self.model.count():
            return tr("No model for single cells is installed: cells can be found, and not be named.")
        if not self.operator.text().strip():
            return tr("Type who is working.")
        if not self._code:
            return tr("Scan or type the sample code.")
        if why := why_refused(self._code):
            return why
        if self.ways[Way.FOLDER].isChecked() and self._folder is None:
            return tr("Choose the folder with the pictures.")
        return ""

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Folder of pictures"))
        if name:
            self.set_folder(Path(name))

    def _go_on(self) -> None:
        twin = self._others[0].id
        self.accept()
        self.go_on_wanted.emit(twin)

    def _commit(self) -> None:
        self._look()
        if not self.said:
            new = self.new
            self.accept()
            self.wanted.emit(new)

    def _lay_out(self, box: QDialogButtonBox) -> None:
        folder = QHBoxLayout()
        folder.setContentsMargins(3 * SPACE, 0, 0, 0)
        folder.addWidget(self._folder_name, 1)
        folder.addWidget(self.choose_folder)
        ways = QVBoxLayout()
        ways.setSpacing(SPACE // 2)
        for button in self.ways.values():
            ways.addWidget(button)
        ways.addLayout(folder)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        form.setVerticalSpacing(SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("&Sample code"), self.sample)
        form.addRow(tr("&Operator"), self.operator)
        form.addRow(tr("&Model"), self.model)
        form.addRow("", self._caution)
        form.addRow(tr("&Target"), self.target)
        form.addRow(tr("Fields come"), ways)
        twin = QHBoxLayout()
        twin.addWidget(self._twin, 1)
        twin.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignTop)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(form)
        column.addLayout(twin)
        column.addWidget(self._hint)
        column.addWidget(IntendedUse())
        column.addWidget(box)
        self.setMinimumWidth(520)


def _of_others(others: Sequence[Session]) -> str:
    if not others:
        return ""
    first, more = others[0], len(others) - 1
    said = [
        tr("A session on this sample code is {state}: {so_far}, begun by {name}, {time}.").format(
            state=first.words,
            so_far=first.so_far,
            name=first.plan.operator or tr("somebody unnamed"),
            time=clock(first.begun),
        )
    ]
    if more:
        rest = tr("There is {count} more on it.") if more == 1 else tr("There are {count} more on it.")
        said.append(rest.format(count=more))
    return " ".join([*said, tr("Two sessions would count cells twice.")])
