"""Version, licence, and where things are kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from leukdesk import INTENDED_USE, __version__
from leukdesk.gui.parts.icons import program_icon
from leukdesk.gui.parts.theme import SPACE
from leukdesk.installing.how import Running
from leukdesk.language import marked, tr
from leukdesk.paths import NO_HOME, DataPaths, bundled_root

_NOWHERE = marked("Nowhere: this user has no home folder.")


class AboutDialog(QDialog):
    """One page, with the paths selectable so that they can be copied into a message."""

    def __init__(self, paths: DataPaths, here: Running, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("About Leukdesk"))
        picture = QLabel()
        picture.setPixmap(program_icon().pixmap(72, 72))
        title = QLabel(f"Leukdesk {__version__}")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        title.setFont(font)
        purpose = QLabel(
            tr(
                "Classifies pictures of peripheral blood smears on an offline microscope station.\n"
                "The program suggests; a qualified person decides."
            )
        )
        notice = QLabel(tr(INTENDED_USE))
        notice.setProperty("role", "notice")
        form = QFormLayout()
        form.setHorizontalSpacing(2 * SPACE)
        for caption, text in (
            (tr("Data"), _where(paths, here)),
            (tr("Messages"), str(paths.log_file) if paths.root != NO_HOME else tr(_NOWHERE)),
            (
                tr("Licence"),
                " ".join((tr("Apache-2.0; Qt and PySide6 are used under the LGPL-3.0."), _third_parties())).strip(),
            ),
        ):
            value = QLabel(text)
            value.setOpenExternalLinks(True)
            value.setWordWrap(True)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            form.addRow(caption, value)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        words = QVBoxLayout()
        words.setSpacing(SPACE)
        for widget in (title, purpose, notice):
            words.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(row)
        column.addLayout(form)
        column.addWidget(buttons)
        self.setMinimumWidth(520)


def _where(paths: DataPaths, here: Running) -> str:
    """Say where the data lie, and what keeps them there."""
    if paths.root == NO_HOME:
        return tr(_NOWHERE)
    if paths.root == here.portable_data and here.portable_marker is not None:
        portable = tr("Portable: the file {marker} keeps them beside the program.")
        return f"{paths.root}\n{portable.format(marker=here.portable_marker.name)}"
    return str(paths.root)


def _third_parties() -> str:
    """Return a link to the terms of what the executable carries; a checkout carries nothing."""
    texts = bundled_root() / "licenses" / "THIRD-PARTY-NOTICES.txt"
    terms = tr("The terms of everything included")
    return f'<a href="{texts.as_uri()}">{terms}</a>.' if texts.is_file() else ""
