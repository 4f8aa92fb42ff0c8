"""Shows a page of the manual: its pictures as wide as there is room for, its links inside the manual alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from leukdesk.gui.help.manual import folded
from leukdesk.gui.parts.theme import SPACE, tones
from leukdesk.language import tr

_LINE = 125
"""Height of a line, in percent of the type's own."""
_SETTLE = 150
"""Milliseconds that a new width has to stay before pictures are drawn anew for it."""
_PICTURES = (".png", ".svg")
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
_UNKNOWN = QTextDocument.ResourceType.UnknownResource


class ManualPage(QTextBrowser):
    """Reads nothing but files below one folder.

    Parameters
    ----------
    folder : Path
        The manual with all its languages and pictures.
    """

    outside = Signal(str)
    """A link that leads out of the manual was clicked; it is not opened."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder.resolve()
        self._words: tuple[str, ...] = ()
        self._resized = QTimer(self)
        self._resized.setSingleShot(True)
        self._resized.setInterval(_SETTLE)
        self._resized.timeout.connect(self._fit)
        self._drawn_for = self._top = 0
        self.setOpenLinks(False)
        self.setAccessibleName(tr("Page of the manual"))
        self.document().setDocumentMargin(2 * SPACE)
        # Else a page would be laid out twice: without the bar, then with it.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.anchorClicked.connect(self._follow)

    def open_page(self, path: Path) -> None:
        """Show a page, or a sentence where its file is missing."""
        self.setSource(QUrl.fromLocalFile(str(path)))

    @property
    def name(self) -> str:
        """Of the page that is shown."""
        return Path(self.source().toLocalFile()).stem

    def mark(self, words: str) -> None:
        """Mark words wherever they stand on this page and the next ones; an empty text marks nothing any more."""
        self._words = tuple(folded(words).split())
        text = folded(self.document().toPlainText())
        look = QTextCharFormat()
        look.setBackground(self.palette().color(QPalette.ColorRole.Highlight))
        look.setForeground(self.palette().color(QPalette.ColorRole.HighlightedText))
        marked = []
        for word in self._words:
            at = text.find(word)
            while at >= 0:
                selection = QTextEdit.ExtraSelection()
                selection.cursor = self._cursor(at, at + len(word))
                selection.format = look
                marked.append(selection)
                at = text.find(word, at + len(word))
        self.setExtraSelections(marked)

    def go_to(self, heading: str) -> None:
        """Bring a heading to the top of the view."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text() == heading:
                self._show_block(block)
                return
            block = block.next()

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802
        """Read a page or a picture; what lies outside the manual is not there."""
        url = QUrl(name)
        path = Path(self.source().resolved(url).toLocalFile() if url.isRelative() else url.toLocalFile())
        wanted = QTextDocument.ResourceType
        if kind == wanted.ImageResource:
            return self._picture(path)
        if not self._is_ours(path):
            return tr(
                "# This page is missing\n\nThe file {file} cannot be read: the program's files are incomplete. "
                "Install the program again."
            ).format(file=path.name)
        if path.suffix in _PICTURES:
            return f'<img src="{url.toString()}">'
        return path.read_text(encoding="utf-8")

    def doSetSource(  # noqa: N802
        self,
        name: QUrl | str,
        type: QTextDocument.ResourceType = _UNKNOWN,  # noqa: A002
    ) -> None:
        """Show a page and dress it."""
        missing = not self._is_ours(Path(QUrl(name).toLocalFile()))
        self._top = 0
        super().doSetSource(name, QTextDocument.ResourceType.MarkdownResource if missing else type)
        self._dress()
        self.mark(" ".join(self._words))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Draw the pictures anew once the width stays; what stands at the top now is at the top then."""
        if not self._resized.isActive():
            self._top = self.cursorForPosition(QPoint(0, 2 * SPACE)).position()
        self._resized.start()  # first: laying the text out may send another such event
        super().resizeEvent(event)

    def _is_ours(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self._folder) and path.is_file()

    def _picture(self, path: Path) -> QImage:
        """Return a picture as wide as the page at most; by itself, in its own size."""
        image = QImage(str(path)) if self._is_ours(path) else QImage()
        self._drawn_for = self.viewport().width()
        dots = self.devicePixelRatioF()
        room = round((self._drawn_for - 5 * SPACE) * dots)
        if image.isNull() or Path(self.source().toLocalFile()).suffix in _PICTURES:
            return image
        if image.width() > room > 0:
            image = image.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(dots)
        return image

    def _follow(self, link: QUrl) -> None:
        target = self.source().resolved(link)
        if target.isLocalFile():
            self.setSource(target)
        else:
            self.outside.emit(target.toString())

    def _fit(self) -> None:
        """Lay the page out for a new width, at the place where it is read."""
        if self.viewport().width() == self._drawn_for:
            return
        top = self._top
        self.reload()
        self._show_block(self.document().findBlock(top))

    def _show_block(self, block: QTextBlock) -> None:
        self._top, bar = block.position(), self.verticalScrollBar()
        self.setTextCursor(QTextCursor(block))
        bar.setValue(bar.value() + self.cursorRect().top() - SPACE)

    def _cursor(self, begin: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(begin)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _dress(self) -> None:
        """Give lines and tables room; Markdown says nothing of that."""
        dress = tones(self.palette())
        room, above = QTextBlockFormat(), QTextBlockFormat()
        room.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        above.setTopMargin(2 * SPACE)
        block = self.document().begin()
        while block.isValid():
            if _OBJECT not in block.text():  # a picture is as high as it is
                QTextCursor(block).mergeBlockFormat(room)
            if block.blockFormat().headingLevel() > 1:
                QTextCursor(block).mergeBlockFormat(above)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                shape = frame.format()
                shape.setCellPadding(SPACE / 2)
                shape.setCellSpacing(0)
                shape.setBorderCollapse(True)
                shape.setBorder(1)
                shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                shape.setBorderBrush(QBrush(QColor(dress.border)))
                shape.setTopMargin(SPACE)
                shape.setBottomMargin(SPACE)
                frame.setFormat(shape)
