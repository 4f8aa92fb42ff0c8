"""What every page of the wizard has, and the pictures and choices that they are made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from leukdesk.gui.calibrating.bench import Bench
from leukdesk.gui.parts.theme import SPACE, tones
from leukdesk.gui.picture.image_item import wrap
from leukdesk.imaging.frame import Frame
from leukdesk.imaging.resizing import reduced
from leukdesk.language import tr


class Thumbnail(QWidget):
    """A small picture with a caption under it; grey while there is none."""

    def __init__(self, caption: str) -> None:
        super().__init__()
        self._caption = caption
        self._pixels: object = None
        self._image: QImage | None = None
        self._words = ""
        self.setAccessibleName(caption)
        self.setMinimumSize(220, 165)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def empty(self) -> bool:
        """Whether it shows no picture."""
        return self._image is None

    def show_frame(self, frame: Frame) -> None:
        """Show a frame."""
        pixels = reduced(frame.pixels, max(round(self.width() * self.devicePixelRatioF()), 1))
        # The memory must live as long as the image over it.
        self._image, self._pixels, self._words = wrap(pixels), pixels, ""
        self.update()

    def show_words(self, words: str) -> None:
        """Say why there is no picture."""
        self._image, self._pixels, self._words = None, None, words
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Of a common shape."""
        return QSize(360, 290)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Draw the picture as large as it fits, the caption below."""
        t = tones(self.palette())
        painter = QPainter(self)
        below = self.fontMetrics().height() + SPACE // 2
        room = self.rect().adjusted(0, 0, 0, -below)
        if self._image is None:
            painter.fillRect(room, QColor(t.stage))
            painter.setPen(QColor(t.muted))
            inside = room.adjusted(SPACE, SPACE, -SPACE, -SPACE)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
        else:
            size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            room = QRect((room.width() - size.width()) // 2, 0, size.width(), size.height())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(room, self._image)
        painter.setPen(QColor(t.muted))
        painter.drawText(0, room.bottom() + 1, self.width(), below, Qt.AlignmentFlag.AlignCenter, self._caption)
        painter.end()


class Choices(QWidget):
    """A few ways to go on, one of which is chosen."""

    changed = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._buttons: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)
        for key, text in choices:
            button = QRadioButton(text)
            self._buttons[key] = button
            self._group.addButton(button)
            self._column.addWidget(button)
            button.clicked.connect(lambda _=False, chosen=key: self.changed.emit(chosen))

    @property
    def chosen(self) -> str:
        """Key of the one that is chosen; empty before."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def button(self, key: str) -> QRadioButton:
        """Return one of them."""
        return self._buttons[key]

    def insert(self, key: str, widget: QWidget) -> None:
        """Put a widget under one of them."""
        self._column.insertWidget(self._column.indexOf(self._buttons[key]) + 1, widget)

    def choose(self, key: str) -> None:
        """Choose one, without telling."""
        self._buttons[key].setChecked(True)

    def offer(self, key: str, text: str = "") -> None:
        """Offer one under a text, or with none no longer."""
        self._buttons[key].setVisible(bool(text))
        if text:
            self._buttons[key].setText(text)


class Page(QWidget):
    """One page.

    Parameters
    ----------
    bench : Bench
    step : str
        Its name in the row of steps.
    title, words : str
        What is done here, and how.
    """

    changed = Signal()
    """Whether one may go on may have changed."""

    def __init__(self, bench: Bench, step: str, title: str, words: str) -> None:
        super().__init__()
        self.bench, self.step = bench, step
        heading = QLabel(title)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setWeight(font.Weight.DemiBold)
        heading.setFont(font)
        self.explanation = QLabel(words)
        self.explanation.setWordWrap(True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE)
        self.column.addWidget(heading)
        self.column.addWidget(self.explanation)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setAccessibleName(tr("Message"))

    @property
    def ready(self) -> bool:
        """Whether one may go on."""
        return True

    def entered(self) -> None:
        """The page is shown."""

    def left(self) -> None:
        """The page is left, forward or back."""

    def frame_came(self, frame: Frame) -> None:
        """A new frame of the live view."""

    def frame_lost(self) -> None:
        """No picture comes any more."""

    def beside(self, thumbnail: Thumbnail) -> QVBoxLayout:
        """Lay a thumbnail out on the page, and return the column beside it."""
        aside, row = QVBoxLayout(), QHBoxLayout()
        aside.setSpacing(SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(thumbnail, 1)
        row.addLayout(aside, 1)
        self.column.addLayout(row, 1)
        return aside

    def say(self, text: str, role: str = "muted") -> None:
        """Say something on the page's last line: "muted" or "warning"."""
        self.message.setText(text)
        if self.message.property("role") != role:
            self.message.setProperty("role", role)
            self.message.style().polish(self.message)
