import json

from leukdesk import INTENDED_USE
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.json_lines import JsonFile, JsonLines
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.plain import storable

from .conftest import HOSTILE


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def test_json_lines_hold_what_was_logged(filled, whole):
    lines = lines_of(whole(filled, JsonLines()).target)
    assert [line["id"] for line in lines] == [1, 2, 3]
    assert lines[0]["region"] == [1, 2, 32, 24]
    assert lines[1]["region"] is None
    assert lines[1]["operator"] == 'Zoë, "Z"\nline'
    assert lines[2]["probabilities"] == {"blast": 0.75, "benign": 0.25}
    assert {line["intended_use"] for line in lines} == {INTENDED_USE}


def test_json_lines_hold_every_decision_with_its_reason(filled, whole):
    lines = lines_of(whole(filled, JsonLines()).target)
    assert [len(line["decisions"]) for line in lines] == [0, 2, 0]
    decided, signed = lines[1]["decisions"]
    assert (decided["kind"], decided["by"], decided["reason"]) == ("decided", "Ben", "told by Dr Ruiz")
    assert (decided["old"]["state"], decided["new"]["state"]) == ("suggested", "changed")
    assert (signed["kind"], signed["by"], signed["reason"]) == ("signed", "Cleo", "I have seen it.")
    newest = filled.events(record_id=2)[0]
    assert (signed["event"], signed["sha256"]) == (newest.id, newest.hash.hex())


def test_every_text_comes_back_exactly(hostile, whole):
    lines = lines_of(whole(hostile, JsonLines()).target)
    assert [line["sample"] for line in lines] == [storable(text) for text in HOSTILE]


def test_a_file_for_each_holds_the_same(filled, whole, tmp_path):
    lines = lines_of(whole(filled, JsonLines()).target)
    export(filled, "", JsonFile(), tmp_path / "each", privacy=Privacy(identified=True))
    files = sorted((tmp_path / "each").iterdir())
    assert [json.loads(file.read_text("utf-8")) for file in files] == lines
