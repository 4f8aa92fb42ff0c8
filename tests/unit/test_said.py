"""What is stored in English and told in another language: it knows what it was made of, or is known again."""

from __future__ import annotations

import string
from collections.abc import Iterator

import pytest

from leukdesk import language
from leukdesk.counting import Counted
from leukdesk.history.errors import HistoryDamagedError
from leukdesk.imaging import remark_texts
from leukdesk.imaging.remark import shown
from leukdesk.language import Language, Said, tr_said, tr_stored

TEXT = "The archive {path} holds {pictures}. {advice}"
REASON = "no cells can be seen"
SAMPLES = {"reason": REASON, "largest": 4095, "bits": 12, "pages": 3}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    language.speak(Language())


def speak(texts: dict[str, str], plurals: dict[str, tuple[str, ...]] | None = None) -> None:
    language.speak(Language("fr", texts, plurals or {}, "\N{NARROW NO-BREAK SPACE}"))


def test_it_is_stored_in_english_and_told_in_the_language_that_is_spoken() -> None:
    speak(
        {TEXT: "{advice} {pictures} dans {path}.", "Verify it.": "À vérifier :"},
        {"%n picture(s)": ("%n image", "%n images")},
    )
    said = Said(TEXT, path="a b.zip", pictures=Counted(1204, "picture"), advice=Said("Verify it."))
    assert said == "The archive a b.zip holds 1,204 pictures. Verify it."
    assert tr_said(said) == "À vérifier : 1\u202f204 images dans a b.zip."
    assert tr_said("What somebody typed.") == "What somebody typed."


def test_its_numbers_are_written_as_the_language_does() -> None:
    speak({"{count:,} texts, row {row}": "{count:,} textes, ligne {row}"})
    assert tr_said(Said("{count:,} texts, row {row}", count=1204, row=1204)) == "1\u202f204 textes, ligne 1204"


def test_in_english_it_is_told_as_it_is_stored() -> None:
    said = Said(TEXT, path="a.zip", pictures=Counted(1, "picture"), advice=Said("Verify it."))
    assert tr_said(said) == said == "The archive a.zip holds 1 picture. Verify it."


def test_an_error_of_the_log_is_told_in_the_language_and_keeps_its_english(tmp_path) -> None:
    english = str(HistoryDamagedError(tmp_path, Said("text in it is no text any more")))
    text = english.replace(str(tmp_path), "{path}").replace("text in it is no text any more", "{reason}")
    speak({text: "{path} : {reason}", "text in it is no text any more": "illisible"})
    problem = HistoryDamagedError(tmp_path, Said("text in it is no text any more"))
    assert str(problem) == f"{tmp_path} : illisible"
    assert (problem.said, problem.reason) == (english, "text in it is no text any more")


@pytest.mark.parametrize("text", remark_texts.ALL)
def test_a_logged_remark_is_known_again_with_its_figures(text: str) -> None:
    values = {name: SAMPLES.get(name, 0.63) for _, name, _, _ in string.Formatter().parse(text) if name}
    speak({each: f"[{each}]" for each in remark_texts.ALL} | {REASON: REASON.upper()})
    told = text.format(**values).replace(REASON, REASON.upper())
    assert shown({"code": text.format(**values)}) == {"code": f"[{told}]"}


def test_what_is_none_of_the_texts_stays_as_it_was_stored() -> None:
    speak({"Only {count} pixels.": "{count} pixels seulement."})
    assert tr_stored("Only 12 pixels.", ["Only {count} pixels."]) == "12 pixels seulement."
    assert tr_stored("Only a few.", ["Only {count} pixels."]) == "Only a few."
