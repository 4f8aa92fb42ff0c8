"""Where the laboratory sets its own reference lines; they are drawn beside the counts and judge nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from leukdesk.gui.parts.theme import SPACE
from leukdesk.gui.slide.class_model import References
from leukdesk.language import marked, tr
from leukdesk.settings import Line

_FIGURES = QRegularExpression(r"\d{0,3}([.,]\d{0,2})?")
"""With a point or a comma, whatever the desktop's language is."""
_SAID = marked(
    "Per cent of the white cells, set by this laboratory and drawn as brackets on the bars. They are kept for all "
    "models with such a class; an empty field draws no line."
)


class ReferenceDialog(QDialog):
    """Two fields a class.

    Parameters
    ----------
    names : mapping of class id to name
    references : mapping
        As they are now; those of other classes are kept.
    """

    wanted = Signal(object)
    """All lines, by the id of the class."""

    def __init__(self, names: Mapping[str, str], references: References, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Reference lines"))
        self._names, self._before = names, references
        self._hint = QLabel()
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setProperty("role", "warning")
        self._hint.setWordWrap(True)
        said = QLabel(tr(_SAID))
        said.setWordWrap(True)
        said.setProperty("role", "muted")
        self.fields: dict[str, tuple[QLineEdit, QLineEdit]] = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(SPACE // 2)
        for column, head in enumerate((tr("Class"), tr("From, %"), tr("To, %"))):
            label = QLabel(head)
            label.setProperty("role", "caption")
            grid.addWidget(label, 0, column)
        for row, (key, name) in enumerate(names.items(), start=1):
            label = QLabel(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(label, row, 0)
            pair = references.get(key, (None, None))
            low = self._field(tr("{name}, from").format(name=name), pair[0])
            high = self._field(tr("{name}, to").format(name=name), pair[1])
            grid.addWidget(low, row, 1)
            grid.addWidget(high, row, 2)
            self.fields[key] = low, high
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(names) + 1, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        box.accepted.connect(self._commit)
        box.rejected.connect(self.reject)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column_.setSpacing(SPACE)
        for widget in (said, area, self._hint, box):
            column_.addWidget(widget)
        self.resize(460, min(190 + 34 * len(names), 560))

    @property
    def said(self) -> str:
        """What is wrong, as it is said."""
        return self._hint.text()

    def _field(self, name: str, line: Line) -> QLineEdit:
        field = QLineEdit("" if line is None else f"{100 * line:g}")
        field.setAccessibleName(name)
        field.setMaximumWidth(90)
        field.setValidator(QRegularExpressionValidator(_FIGURES, field))
        field.textEdited.connect(lambda _: self._hint.clear())
        return field

    def _commit(self) -> None:
        lines: dict[str, tuple[Line, Line]] = {}
        for key, (low_field, high_field) in self.fields.items():
            low, high = (_share(each) for each in (low_field, high_field))
            wrong = next((each for each in (low, high) if each is not None and not 0 <= each <= 1), None)
            if wrong is not None or (low is not None and high is not None and low > high):
                said = tr("{name}: A line lies between 0 and 100 %, and the first is not above the second.")
                self._hint.setText(said.format(name=self._names[key]))
                (high_field if wrong is not None and wrong == high else low_field).setFocus()
                return
            if low is not None or high is not None:
                lines[key] = low, high
        kept = {key: each for key, each in self._before.items() if key not in self.fields}
        self.wanted.emit({**kept, **lines})
        self.accept()


def _share(field: QLineEdit) -> Line:
    text = field.text().strip().replace(",", ".")
    return None if text in ("", ".") else float(text) / 100
