"""FHIR bundles, read by the FHIR model and as plain JSON."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leukdesk import INTENDED_USE
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.fhir import Fhir
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.review import Decision, State

Bundle = pytest.importorskip("fhir.resources.bundle", reason="needs the test extra").Bundle


@pytest.fixture
def exported(tmp_path):
    """Export a record and return its resources by kind, once the FHIR model has accepted all of them."""

    def run(history, number, *, identified=True):
        path = tmp_path / f"{number}-{identified}.fhir.json"
        export(history, [number], Fhir(), path, privacy=Privacy(identified=identified))
        Bundle.model_validate_json(path.read_text(encoding="utf-8"))
        found = {}
        for entry in json.loads(path.read_text(encoding="utf-8"))["entry"]:
            found.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
            assert entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}"
        return found

    return run


def texts(value):
    match value:
        case dict():
            return [text for each in value.values() for text in texts(each)]
        case list():
            return [text for each in value for text in texts(each)]
        case _:
            return [value] if isinstance(value, str) else []


def test_a_suggestion_alone_is_preliminary(filled, exported):
    found = exported(filled, 1)
    (report,), (observation,) = found["DiagnosticReport"], found["Observation"]
    assert report["status"] == observation["status"] == "preliminary"
    assert report["result"] == [{"reference": f"urn:uuid:{observation['id']}"}]
    assert observation["valueCodeableConcept"]["text"] == "Pre-B ALL"
    shares = {
        each["code"]["coding"][0]["code"]: each["valueQuantity"]["value"]
        for each in observation["component"]
        if "valueQuantity" in each
    }
    assert shares == {"benign": 0.1, "early": 0.2, "pre": 0.7}
    (device,) = found["Device"]
    assert observation["device"]["reference"] == f"urn:uuid:{device['id']}"
    assert device["identifier"][0]["value"] == filled.get(1).model_sha256
    assert device["version"][0]["value"] == "1.2.0"
    assert found["Specimen"][0]["accessionIdentifier"] == {"system": "urn:leukdesk:sample-code", "value": "CASE-ALPHA"}


def test_a_signature_makes_the_report_final_and_the_suggestion_stays(filled, exported):
    found = exported(filled, 2)
    (report,) = found["DiagnosticReport"]
    suggested, decided = found["Observation"]
    assert (report["status"], suggested["status"], decided["status"]) == ("final", "preliminary", "final")
    assert suggested["valueCodeableConcept"]["text"] == "Pre-B ALL"
    assert decided["valueCodeableConcept"]["text"] == "Early Pre-B"
    assert decided["performer"] == [{"display": "Ben"}]
    assert report["resultsInterpreter"] == [{"display": "Cleo"}]
    assert decided["derivedFrom"] == [{"reference": f"urn:uuid:{suggested['id']}"}]
    assert [note.get("authorString") for note in decided["note"]] == [None, "Ben", "Cleo"]
    assert "told by Dr Ruiz" in decided["note"][1]["text"]


def test_what_was_rejected_has_no_class(history, result, exported):
    record = history.append(*result(1))
    history.decide([record.id], Decision(State.REJECTED, reason="A smudge."), "Ben")
    found = exported(history, record.id)
    decided = found["Observation"][1]
    assert "valueCodeableConcept" not in decided and "rejected" in decided["dataAbsentReason"]["text"]
    assert found["DiagnosticReport"][0]["status"] == decided["status"] == "preliminary"


def test_ids_stay_when_a_decision_comes_later(history, result, exported):
    record = history.append(*result(1))
    before = exported(history, record.id)
    history.decide([record.id], Decision(State.CONFIRMED), "Ben")
    after = exported(history, record.id)
    for kind in ("DiagnosticReport", "Specimen", "Device"):
        assert before[kind][0]["id"] == after[kind][0]["id"]
    assert before["Observation"][0] == after["Observation"][0]


def test_no_name_by_default(filled, exported):
    found = exported(filled, 2, identified=False)
    specimen = found["Specimen"][0]["accessionIdentifier"]
    assert specimen["system"] == "urn:leukdesk:pseudonym" and specimen["value"].startswith("S-")
    for told in ("CASE-BRAVO", "Zoë", "Ben", "Cleo", "Ruiz"):
        # As a word: a pseudonym may hold any letters.
        assert not any(re.search(rf"\b{told}\b", text) for text in texts(found))


def test_every_resource_says_what_it_is_for_and_none_says_diagnosis(filled, exported):
    found = exported(filled, 2)
    for resources in found.values():
        for resource in resources:
            assert INTENDED_USE in [note["text"] for note in resource["note"]]
            assert resource["meta"]["tag"][0]["code"] == "research-use-only"
            assert not {"category", "conclusion", "conclusionCode", "interpretation"} & set(resource)
    words = [text for text in texts(found) if text != INTENDED_USE and text != "DiagnosticReport"]
    assert not any("diagnos" in word.casefold() or "loinc" in word.casefold() for word in words)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
def test_any_text_makes_a_valid_bundle(history, result, exported, text):
    record = history.append(
        *result(1, sample=text, operator=text, label_name=text, remarks={"a": text}, model_id=text, model_version=text)
    )
    history.decide([record.id], Decision(State.CHANGED, "early", text, f"because {text}"), f"Ben {text}")
    history.sign([record.id], f"Cleo {text}", f"seen {text}")
    assert exported(history, record.id)["DiagnosticReport"][0]["status"] == "final"
