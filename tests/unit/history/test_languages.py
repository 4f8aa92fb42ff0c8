"""What the log stores of a window that speaks another language."""

from collections.abc import Iterator

import pytest

from leukdesk import language
from leukdesk.history.checking.verify import keep_findings, verify
from leukdesk.history.events import Kind
from leukdesk.history.session.signing import meaning
from leukdesk.history.session.state import SessionPlan
from leukdesk.history.sessions import Sessions
from leukdesk.language import Language

FRENCH = "Image {record_id} : {path} manque"


@pytest.fixture
def french(history) -> Iterator[None]:
    english = (
        "The picture of record {record_id} is missing: {path}. The record itself is unharmed. The backups keep "
        "pictures under the same name, in their folder pictures: copy the file from there."
    )
    words = {english: FRENCH, "counting": "en cours"}
    yield language.speak(Language("fr", words, {"%n cell(s)": ("%n cellule", "%n cellules")}))
    language.speak(Language())


def test_findings_are_told_in_the_language_and_stored_in_english_once(history, result, paths, french):
    new, pixels = result(1)
    record = history.append(new, pixels)
    picture = next(paths.pictures.rglob("*.png"))
    picture.unlink()
    findings = verify(history, "there")
    assert [each.sentence for each in findings.problems] == [FRENCH.format(record_id=record.id, path=picture)]
    assert keep_findings(history, findings)
    (stored,) = history.events([Kind.CHECK_FAILED])
    assert stored.new["first"][0].startswith(f"The picture of record {record.id} is missing: {picture}. The record")
    language.speak(Language())
    assert not keep_findings(history, verify(history, "there")), "it was stored before, in another language"


def test_what_is_kept_and_exported_of_a_session_is_english(history, french):
    classes = {"class_ids": ("benign",), "class_names": ("Benign",)}
    plan = SessionPlan("S-1", "Ana", "cells", "1.0.0", "1" * 64, 100, "camera", 0.6, **classes)
    session = Sessions(history).begin(plan)
    assert (session.words, session.exported_words) == ("en cours", "counting")
    assert meaning(session).startswith("I have looked at this session of 0 cells in 0 fields, and the class of each")
