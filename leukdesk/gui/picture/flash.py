"""The sign that a picture was taken by itself: one short fade over it, and a few words in its corner for a second."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, QVariantAnimation, Signal

STRONGEST = 0.6
"""Opacity at the begin: bright enough for the corner of the eye, and the picture stays in sight."""
FADES_IN = 200
"""Milliseconds."""
WORDS_STAY = 1000
"""Milliseconds."""
LEAST_APART = 500
"""Milliseconds; WCAG 2.2 (2.3.1) allows three flashes in a second, this keeps to two."""


class Flash(QObject):
    """Says how strong the light is and what is written at each moment; the view draws it."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.words = ""
        self.opacity = 0.0
        self._since_last = QElapsedTimer()
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(STRONGEST)
        self._fade.setEndValue(0.0)
        self._fade.setDuration(FADES_IN)
        self._fade.valueChanged.connect(self._faded)
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(WORDS_STAY)
        self._away.timeout.connect(self._take_words_away)

    def begin(self, words: str, *, light: bool) -> None:
        """Show words, and the light where it is wished and the last one is long enough ago."""
        self.words = words
        if words:
            self._away.start()
        if light and not (self._since_last.isValid() and self._since_last.elapsed() < LEAST_APART):
            self._since_last.start()
            self._fade.stop()
            self.opacity = STRONGEST
            self._fade.start()
        self.changed.emit()

    def stop(self) -> None:
        """End at once."""
        self._fade.stop()
        self._away.stop()
        self.words, self.opacity = "", 0.0

    def _faded(self, opacity: float) -> None:
        self.opacity = opacity
        self.changed.emit()

    def _take_words_away(self) -> None:
        self.words = ""
        self.changed.emit()
