"""Which language the window speaks: the one in the settings, else the first of the system's that there is."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from leukdesk.language import ENGLISH, NAMES, Language, TranslationError, marked, read_language, speak, tr
from leukdesk.paths import resources

logger = logging.getLogger(__name__)

_LEFT_OUT = (marked("&Look in:"), marked("Files of &type:"), marked("Folder"))
"""Words of Qt's dialog for files that its own translations lack."""


def system_languages() -> list[str]:
    """Return the languages that the system's user wishes for, the dearest first, as ``fr-CA`` or ``fr``."""
    return list(QLocale.system().uiLanguages())


def language_code(chosen: str, wished: Sequence[str]) -> str:
    """Return the code of the language to speak.

    Parameters
    ----------
    chosen : str
        A code of the settings; empty for the system's language.
    wished : sequence of str
        What the system's user wishes for; see :func:`system_languages`.
    """
    if chosen:
        return chosen
    codes = (each.replace("_", "-").split("-")[0].lower() for each in wished)
    return next((code for code in codes if code in NAMES), ENGLISH)


def translation(code: str) -> Language:
    """Read the translation of a language that came with the program.

    Raises
    ------
    TranslationError
    """
    return read_language(code, resources() / "translations")


@contextmanager
def speaking(app: QCoreApplication, chosen: str) -> Iterator[str]:
    """Speak a language of the settings as long as the block lasts; Qt's own words (Cancel, Copy) with it.

    Begin it before any widget is made, which keeps the words that it was made with.

    Yields
    ------
    str
        Why English is spoken instead, in sentences; empty where all is well.
    """
    code, problem = language_code(chosen, system_languages()), ""
    try:
        speak(translation(code))
    except TranslationError as found:
        logger.warning("%s", found)
        code, problem = ENGLISH, str(found)
    words = _words_of_qt(code)
    # The one that comes last is asked first.
    installed = [] if words is None else [_LeftOut(), words]
    for each in installed:
        app.installTranslator(each)
    try:
        yield problem
    finally:
        for each in installed:
            app.removeTranslator(each)
        speak(Language())


class _LeftOut(QTranslator):
    """What Qt's own translation lacks, out of the program's."""

    def isEmpty(self) -> bool:  # noqa: N802
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str | None:  # noqa: ARG002
        return tr(text) if text in _LEFT_OUT else None


def _words_of_qt(code: str) -> QTranslator | None:
    """Return Qt's own translation; None for English, which Qt speaks anyhow, and where there is none."""
    if code == ENGLISH:
        return None
    words, folder = QTranslator(), QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{code}", folder):
        return words
    logger.warning("Qt's own words stay English: there is no translation qtbase_%s.qm in %s.", code, folder)
    return None
