"""Sample code and operator, as typed or as scanned."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from leukdesk.counting import many
from leukdesk.gui.parts.plain_tip import plain_tip
from leukdesk.gui.parts.theme import SPACE
from leukdesk.history.plain import LONGEST
from leukdesk.language import tr


class EntryBar(QWidget):
    """Two fields; Enter hands the keyboard back to the picture. What a barcode scanner types ends up in the first.

    A sample code may hold spaces inside, so the space bar types while a field has the keyboard; Enter, Tab or Escape
    leave it. Where a list of operators is kept the second one is no field but the name of who is signed in, with a
    menu.

    Parameters
    ----------
    remark : QWidget, optional
        What is to be said of the sample code, on the line of its name.
    """

    sample_changed = Signal()
    """With every letter."""
    sample_entered = Signal()
    """A whole code: it was scanned, or the keyboard has left its field."""
    typing_changed = Signal()
    """The keyboard has come into the field of the sample code, or left it."""
    done = Signal()
    """Nothing more to type: the keyboard can go back to the picture."""

    def __init__(self, remark: QWidget | None = None) -> None:
        super().__init__()
        # A sample code is never cut: a part of it would be another code. What is too long is refused as a whole.
        self._sample = _field(tr("Sample code"), tr("Type or scan"))
        self._operator = _field(tr("Operator"), tr("Who is working"))
        self._operator.setMaxLength(LONGEST)
        sample_label, operator_label = QLabel(tr("&Sample code")), QLabel(tr("O&perator"))
        sample_label.setBuddy(self._sample)
        operator_label.setBuddy(self._operator)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE)
        grid.setVerticalSpacing(SPACE // 2)
        for place, (label, field) in enumerate(((sample_label, self._sample), (operator_label, self._operator))):
            label.setProperty("role", "muted")
            grid.addWidget(field, 1, place)
        name = QHBoxLayout()
        name.setSpacing(SPACE)
        name.addWidget(sample_label)
        name.addWidget(remark or QWidget(), 1)
        grid.addLayout(name, 0, 0)
        grid.addWidget(operator_label, 0, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self._chosen: str | None = None
        self._who = QPushButton()
        self._who.setAccessibleName(tr("Operator"))
        self._who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._who.setStyleSheet("text-align: left; padding: 4px 8px;")
        self._who.hide()
        grid.addWidget(self._who, 1, 1)
        self._operator_label = operator_label
        self._entered = ""
        self._sample.installEventFilter(self)
        self._sample.textChanged.connect(lambda _: self.sample_changed.emit())
        self._sample.returnPressed.connect(self.done)
        self._operator.returnPressed.connect(self.done)

    @property
    def sample(self) -> str:
        """The sample code as it goes into the log: without spaces around it, and one at a time inside."""
        return " ".join(self._sample.text().split())

    @property
    def typing(self) -> bool:
        """Whether a sample code is being typed, so that it may not be whole."""
        return self._sample.hasFocus()

    @property
    def operator(self) -> str:
        """The operator, without spaces around it; empty where nobody is signed in."""
        return self._operator.text().strip() if self._chosen is None else self._chosen

    def set_operator(self, name: str) -> None:
        """Fill in the operator who was remembered."""
        self._operator.setText(name)

    def set_operator_menu(self, menu: QMenu) -> None:
        """Say what can be chosen at the operator's name."""
        self._who.setMenu(menu)

    def wait_for_operator(self) -> None:
        """Let nobody be named until it is known whether a list of operators is kept."""
        self._chosen = ""
        self._operator.setEnabled(False)

    def show_operator(self, name: str | None) -> None:
        """Show who is signed in, an empty text for nobody; None lets the name be typed."""
        self._chosen = name
        self._operator.setEnabled(True)
        self._operator.setVisible(name is None)
        self._who.setVisible(name is not None)
        self._operator_label.setBuddy(self._operator if name is None else self._who)
        # An ampersand in a name is no underlined letter.
        self._who.setText((name or tr("Nobody: look only")).replace("&", "&&"))
        nobody = tr("Nothing is logged or decided until somebody signs in")
        self._who.setToolTip(plain_tip(tr("{name} is signed in").format(name=name)) if name else nobody)

    def focus_operator(self) -> None:
        """Go to where the operator is named."""
        (self._operator if self._chosen is None else self._who).setFocus()

    def focus_sample(self) -> None:
        """Go to the sample code with all of it selected, so that the next scan replaces it."""
        self._sample.setFocus()
        self._sample.selectAll()

    def set_sample(self, code: str) -> None:
        """Fill in a sample code, as a scanner read it.

        Raises
        ------
        ValueError
            It is longer than a sample code can be: a part of it would be another code.
        """
        if len(code) > LONGEST:
            raise ValueError(many(len(code), "character"))
        self._sample.setText(code)
        self._enter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Notice when the keyboard comes to the sample code and leaves it."""
        if watched is self._sample and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.typing_changed.emit()
            if event.type() == QEvent.Type.FocusOut:
                self._enter()
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        if self.sample != self._entered:
            self._entered = self.sample
            self.sample_entered.emit()


def _field(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    field.setClearButtonEnabled(True)
    # A scanner may send a tab or another control character; none belongs into a code.
    field.setValidator(QRegularExpressionValidator(QRegularExpression(r"\P{C}*"), field))
    field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return field
