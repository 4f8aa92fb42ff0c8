"""A language that nobody speaks, and every word that a window holds: what is not in brackets was not translated."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, Qt, QTranslator
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QProgressBar,
    QSpinBox,
    QTabWidget,
    QTextBrowser,
    QToolButton,
    QWidget,
)

from leukdesk.counting import THINGS
from leukdesk.language import Language

from ..unit.test_language import texts_in_code


class _Bracketed(Mapping[str, str]):
    """Each text that the code marks, in brackets; no other."""

    def __init__(self, texts: set[str]) -> None:
        self._texts = texts

    def __getitem__(self, text: str) -> str:
        if text not in self._texts:
            raise KeyError(text)
        return f"⟦{text}⟧"

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def bracketed() -> Language:
    """Return the language: English in brackets."""
    forms = {each: (f"⟦{each.removesuffix('(s)')}⟧", f"⟦{each.replace('(s)', 's')}⟧") for each in THINGS}
    return Language("fr", _Bracketed(texts_in_code()), forms, " ")


class QtBracketed(QTranslator):
    """The same for Qt's own words."""

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(self, context, sourceText, disambiguation=None, n=-1):  # noqa: N803
        # The names of keys are read back from what they are written as.
        return sourceText if context in ("QShortcut", "QGuiApplication") else f"⟦{sourceText}⟧"


def part_of(widget: QObject) -> str:
    """Return which part of the window something belongs to: the folder of the code that made it.

    What is used by all (`parts`) belongs to the part that uses it.
    """
    at: QObject | None = widget
    found = ""
    while at is not None:
        names = type(at).__module__.split(".")
        if names[:2] == ["leukdesk", "gui"]:
            found = names[2] if len(names) > 3 else ""
            if found != "parts":
                return found
        at = at.parent()
    return found


def words_of(thing: object) -> Iterator[str]:
    """Return every text in nested dataclasses, mappings and sequences."""
    if isinstance(thing, str | Path):
        yield str(thing)
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from words_of(getattr(thing, each.name))
    elif isinstance(thing, Mapping):
        yield from words_of([*thing.keys(), *thing.values()])
    elif isinstance(thing, Iterable):
        for each in thing:
            yield from words_of(each)


def untranslated(root: QWidget, own: Iterable[str]) -> Iterator[tuple[QObject, str, str]]:
    """Return what in a window, its actions and all they hold stands outside the brackets: where, of what kind, what.

    Parameters
    ----------
    own : iterable of str
        Texts that are the same in every language.
    """
    longest_first = sorted({each for each in own if each}, key=len, reverse=True)
    for each in (root, *root.findChildren(QObject)):
        for kind, text in _words(each):
            if rest := _outside(text, each, longest_first):
                yield each, kind, rest


def _words(each: QObject) -> Iterator[tuple[str, str]]:
    if isinstance(each, QAction):
        if not each.isSeparator():
            yield from (("text", each.text()), ("tip", each.toolTip()), ("status tip", each.statusTip()))
            yield "icon text", each.iconText()
        return
    if not isinstance(each, QWidget):
        return
    yield "title", each.windowTitle()
    yield from (("tip", each.toolTip()), ("status tip", each.statusTip()))
    yield from (("accessible name", each.accessibleName()), ("accessible description", each.accessibleDescription()))
    match each:
        case QLabel():
            # What finds no room is told by the tip.
            yield "label", getattr(each, "full_text", each.text())
        case QAbstractButton():
            yield "button", each.text()
        case QLineEdit():
            yield "placeholder", each.placeholderText()
        case QComboBox():
            yield "placeholder", each.placeholderText()
            yield from (("choice", each.itemText(row)) for row in range(each.count()))
        case QSpinBox() | QDoubleSpinBox():
            yield from (("prefix", each.prefix()), ("suffix", each.suffix()))
        case QAbstractSpinBox():
            yield "special", each.specialValueText()
        case QGroupBox() | QMenu():
            yield "title", each.title()
        case QTabWidget():
            yield from (("tab", each.tabText(tab)) for tab in range(each.count()))
        case QProgressBar():
            yield "progress", each.format() if each.isTextVisible() else ""
        case QTextBrowser():
            yield "page", each.toPlainText()
        case QHeaderView():
            yield from _heads(each)
        case QAbstractItemView() if each.model() is not None:
            model = each.model()
            columns = 1 if isinstance(each, QListView) else model.columnCount(QModelIndex())
            for row in range(min(model.rowCount(QModelIndex()), 30)):
                for column in range(columns):
                    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                        found = model.index(row, column).data(role)
                        yield "cell", found if isinstance(found, str) else ""


def _heads(head: QHeaderView) -> Iterator[tuple[str, str]]:
    if head.model() is None or head.isHidden():
        return
    for section in range(min(head.count(), 30)):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            found = head.model().headerData(section, head.orientation(), role)
            yield "head", found if isinstance(found, str) else ""


def _outside(text: str, each: QObject, own: Sequence[str]) -> str:
    """Return the words outside of brackets, without those that are nobody's language: units and keys."""
    text = html.unescape(re.sub(r"<[^>]*>", " ", text))
    while (inner := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = inner
    action = each.defaultAction() if isinstance(each, QToolButton) else each
    if isinstance(action, QAction):
        for keys in action.shortcuts():
            text = text.replace(f"({keys.toString(QKeySequence.SequenceFormat.NativeText)})", "")
    text = text.replace("&&", "&")
    for words in own:
        text = text.replace(words, "")
    text = " ".join(re.sub(r"(?<![\w'])(?:µm|ms|s|K|F\d+)(?!\w)", "", text).split())
    return text if any(letter.isalpha() for letter in text) else ""
