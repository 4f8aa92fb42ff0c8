"""Which language the window speaks: the one in the settings, else the first of the system's that there is."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from leukdesk.language import ENGLISH, NAMES, Language, TranslationError, read_language, speak
from leukdesk.paths import resources

logger = logging.getLogger(__name__)


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
    if words is not None:
        app.installTranslator(words)
    try:
        yield problem
    finally:
        if words is not None:
            app.removeTranslator(words)
        speak(Language())


def _words_of_qt(code: str) -> QTranslator | None:
    """Return Qt's own translation; None for English, which Qt speaks anyhow, and where there is none."""
    if code == ENGLISH:
        return None
    words, folder = QTranslator(), QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{code}", folder):
        return words
    logger.warning("Qt's own words stay English: there is no translation qtbase_%s.qm in %s.", code, folder)
    return None
