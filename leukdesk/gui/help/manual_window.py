"""The window of the operator's manual: what it is about at the left, a page at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from leukdesk import INTENDED_USE
from leukdesk.counting import many
from leukdesk.gui.help.manual import FIRST, Found, Manual
from leukdesk.gui.help.manual_page import ManualPage
from leukdesk.gui.parts.icons import icon
from leukdesk.gui.parts.theme import SPACE
from leukdesk.language import tr

_LIST_WIDTH = 270


class ManualWindow(QDialog):
    """Not modal: what is read is done in the window behind it.

    Parameters
    ----------
    folder : Path
        With a folder of pages for each language.
    language : str
        The code of the one that the window speaks.
    """

    shown = Signal(str)
    """The name of the page that is on the screen now."""

    def __init__(self, folder: Path, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Manual"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.manual = Manual(folder, language)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search the manual"))
        self.search.setAccessibleName(tr("Search the manual"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Pages of the manual"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setWordWrap(True)
        self.list.setSpacing(SPACE // 4)
        self.page = ManualPage(folder)
        self.note = QLabel()
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.setWordWrap(True)
        self.back, self.forward = self._button("back", tr("Back")), self._button("forward", tr("Forward"))
        self.larger, self.smaller = (
            self._button("zoom-in", tr("Larger type")),
            self._button("zoom-out", tr("Smaller type")),
        )
        self._lay_out()
        self._connect()
        self._list_pages()
        self.resize(1080, 720)

    def open_page(self, name: str) -> None:
        """Show the page of a name."""
        self.page.open_page(self.manual.path(name))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the scheme."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "smaller"):
            for button in (self.back, self.forward, self.larger, self.smaller):
                button.setIcon(icon(button.objectName()))
            self.page.reload()
        super().changeEvent(event)

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setIcon(icon(name))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        above = QHBoxLayout()
        above.setSpacing(SPACE // 2)
        above.addWidget(self.back)
        above.addWidget(self.forward)
        above.addWidget(self.note, 1)
        above.addWidget(self.smaller)
        above.addWidget(self.larger)
        right = QVBoxLayout()
        right.setSpacing(SPACE)
        right.addLayout(above)
        right.addWidget(self.page, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addLayout(left)
        row.addLayout(right, 1)
        notice = QLabel(tr(INTENDED_USE))
        notice.setProperty("role", "notice")
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(notice, 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(row, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.back.clicked.connect(self.page.backward)
        self.forward.clicked.connect(self.page.forward)
        self.larger.clicked.connect(lambda: self.page.zoomIn())
        self.smaller.clicked.connect(lambda: self.page.zoomOut())
        for button, able in ((self.back, self.page.backwardAvailable), (self.forward, self.page.forwardAvailable)):
            button.setEnabled(False)
            able.connect(button.setEnabled)
        for keys, slot in (
            (QKeySequence.StandardKey.Find, self._to_search),
            (QKeySequence.StandardKey.Back, self.back.click),
            (QKeySequence.StandardKey.Forward, self.forward.click),
            (QKeySequence.StandardKey.ZoomIn, self.larger.click),
            (QKeySequence("Ctrl+="), self.larger.click),
            (QKeySequence.StandardKey.ZoomOut, self.smaller.click),
        ):
            QShortcut(keys, self).activated.connect(slot)
        self.search.textChanged.connect(self._look)
        self.search.returnPressed.connect(self._next)
        self.list.currentItemChanged.connect(self._chosen)
        self.page.sourceChanged.connect(lambda url: self._page_shown(Path(url.toLocalFile()).stem))
        self.page.outside.connect(self._tell_link)

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _look(self, words: str) -> None:
        """List what is found of some words, or all pages where there are none."""
        self.page.mark(words)
        self.note.clear()
        if not words.strip():
            self._list_pages()
            return
        found = self.manual.search(words)
        self._fill([(f"{_where(each)}\n{each.excerpt}", each) for each in found])
        self.note.setText(
            many(len(found), "place") if found else tr("Nothing is found of this. Try fewer or other words.")
        )

    def _list_pages(self) -> None:
        self._fill([(page.title, Found(page, "", "")) for page in self.manual.pages])
        self._select(self.page.name or FIRST)

    def _fill(self, rows: list[tuple[str, Found]]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for text, found in rows:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, found)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _next(self) -> None:
        """Go to the next place that was found; after the last comes the first."""
        if self.search.text().strip() and self.list.count():
            self.list.setCurrentRow((self.list.currentRow() + 1) % self.list.count())

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        found: Found = item.data(Qt.ItemDataRole.UserRole)
        self.open_page(found.page.name)
        if found.heading:
            self.page.go_to(found.heading)

    def _page_shown(self, name: str) -> None:
        self.shown.emit(name)
        if not self.search.text().strip():
            self.note.clear()
            self._select(name)

    def _select(self, name: str) -> None:
        """Let the list of pages say which one is shown."""
        rows = {self.list.item(row).data(Qt.ItemDataRole.UserRole).page.name: row for row in range(self.list.count())}
        self.list.blockSignals(True)
        self.list.setCurrentRow(rows.get(name, -1))
        self.list.blockSignals(False)

    def _tell_link(self, address: str) -> None:
        self.note.setText(tr("Outside the manual, and not opened by this program: {address}").format(address=address))


def _where(found: Found) -> str:
    title = found.page.title
    return title if found.heading == title else f"{title} › {found.heading}"
