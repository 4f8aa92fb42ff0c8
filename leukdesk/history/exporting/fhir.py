"""FHIR R5: a bundle of report, observations, specimen and model, as laboratory systems read it.

The resources are plain JSON after https://hl7.org/fhir/R5/, so that no library is needed to write them. Ids are the
same at every export, so that a later bundle, with a signature, takes the place of the one before. Every code is of this
program's own systems: a suggestion for research is none of the tests that public code systems name.
"""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from leukdesk import INTENDED_USE
from leukdesk.history.exporting.facts import clean, stable_uuid
from leukdesk.history.exporting.format import Format, Item, Items
from leukdesk.history.plain import time_text
from leukdesk.history.records import Record
from leukdesk.history.review import Decided, State, decisions_of
from leukdesk.language import marked

_OURS = "urn:leukdesk"
_UCUM = "http://unitsofmeasure.org"

Resource = dict[str, Any]


class Fhir(Format):
    """One bundle a file."""

    id = "fhir"
    title = marked("FHIR R5 bundles (DiagnosticReport and Observation), for laboratory systems")
    suffix = ".fhir.json"
    one_file: ClassVar[bool] = False

    def write(self, items: Items, path: Path) -> None:
        """Write the bundle of the one item."""
        (item,) = items()
        path.write_text(json.dumps(bundle(item), ensure_ascii=False, allow_nan=False, indent=1), encoding="utf-8")


def bundle(item: Item) -> Resource:
    """Return a record with its decisions as a FHIR R5 bundle."""
    record = item.record
    decided = record.state is not State.SUGGESTED
    resources = [
        _report(record, decided=decided),
        _suggestion(record),
        *([_decision(item)] if decided else []),
        _specimen(item),
        _model(record),
    ]
    return {
        **_resource("Bundle", record, "bundle"),
        "identifier": {"system": "urn:ietf:rfc:3986", "value": stable_uuid(record, "fhir bundle").urn},
        "type": "collection",
        "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources],
    }


def _report(record: Record, *, decided: bool) -> Resource:
    signed = record.state is State.SIGNED
    signer = _text(record.standing.signed_by)
    return {
        **_resource("DiagnosticReport", record, "report"),
        "status": "final" if signed else "preliminary",
        "code": _code("report", "class", "Classification of a blood-smear picture"),
        "specimen": [_reference(record, "specimen")],
        "effectiveDateTime": time_text(record.time),
        "issued": time_text(record.standing.signed_at or record.standing.decided_at or record.time),
        **_performer(record.operator),
        **({"resultsInterpreter": [{"display": signer}]} if signed and signer else {}),
        "result": [_reference(record, "suggestion"), *([_reference(record, "decision")] if decided else [])],
        "note": [{"text": INTENDED_USE}],
    }


def _suggestion(record: Record) -> Resource:
    """Return what the model answered; it stays preliminary whatever a person decides."""
    remarks = filter(None, map(_text, record.remarks.values()))
    return {
        **_observation(record, "suggestion", "Class that the picture resembles, suggested by a model"),
        "status": "preliminary",
        "effectiveDateTime": time_text(record.time),
        **_performer(record.operator),
        "valueCodeableConcept": _class(record, record.label, record.label_name),
        "device": {"reference": _model_uuid(record).urn},
        "component": [
            *(
                {
                    "code": _class(record, each, record.label_name if each == record.label else ""),
                    "valueQuantity": {"value": probability, "unit": "probability", "system": _UCUM, "code": "1"},
                }
                for each, probability in record.probabilities.items()
            ),
            {"code": _code("observation", "uncertain", "Uncertain"), "valueBoolean": record.uncertain},
            {"code": _code("observation", "picture-sha256", "Picture"), "valueString": record.picture_sha256},
            *_cell(record),
            {"code": _code("observation", "record", "Record"), "valueInteger": record.id},
            {
                "code": _code("observation", "program", "Program"),
                "valueString": f"Leukdesk {_text(record.program_version)}",
            },
        ],
        "note": [
            {"text": INTENDED_USE},
            *({"text": remark} for remark in remarks),
        ],
    }


def _cell(record: Record) -> list[Resource]:
    """Return where the cell lies in the picture, and of which slide session it is."""
    box = record.region
    place = f"{box.width} x {box.height} pixels at {box.x}, {box.y}" if box is not None else ""
    told = {"cell-box": ("Cell in the picture", place if record.cell else ""), "session": ("Session", record.session)}
    return [
        {"code": _code("observation", code, display), "valueString": text}
        for code, (display, text) in told.items()
        if text
    ]


def _decision(item: Item) -> Resource:
    """Return what a person decided last; its notes tell of every decision and signature."""
    record, standing = item.record, item.record.standing
    if standing.label:
        value = {"valueCodeableConcept": _class(record, standing.label, standing.label_name)}
    else:
        value = {"dataAbsentReason": {"text": "The suggestion was rejected; no class of the model fits."}}
    return {
        **_observation(record, "decision", "Class that a person decided on"),
        "status": "final" if record.state is State.SIGNED else "preliminary",
        **({"effectiveDateTime": time_text(standing.decided_at)} if standing.decided_at is not None else {}),
        **_performer(standing.decided_by),
        **value,
        "derivedFrom": [_reference(record, "suggestion")],
        "component": [
            {
                "code": _code("observation", "state", "State"),
                "valueCodeableConcept": _code("state", record.state.value, record.state.value),
            }
        ],
        "note": [{"text": INTENDED_USE}, *map(_note, decisions_of(item.decisions))],
    }


def _note(decided: Decided) -> Resource:
    text = ": ".join(filter(None, (_text(decided.words), _text(decided.reason))))
    who = _text(decided.by)
    return {**({"authorString": who} if who else {}), "time": time_text(decided.time), "text": text}


def _specimen(item: Item) -> Resource:
    record, code = item.record, _text(item.record.sample)
    system = f"{_OURS}:{'sample-code' if item.identified else 'pseudonym'}"
    return {
        **_resource("Specimen", record, "specimen"),
        **({"accessionIdentifier": {"system": system, "value": code}} if code else {}),
        "note": [{"text": INTENDED_USE}],
    }


def _model(record: Record) -> Resource:
    return {
        **_resource("Device", record, "model"),
        "id": str(_model_uuid(record)),
        "identifier": [{"system": f"{_OURS}:model-sha256", "value": record.model_sha256}],
        "name": [{"value": _text(record.model_id) or "model", "type": "user-friendly-name"}],
        "version": [{"value": _text(record.model_version) or "unknown"}],
        "note": [{"text": INTENDED_USE}],
    }


def _observation(record: Record, code: str, display: str) -> Resource:
    return {
        **_resource("Observation", record, code),
        "code": _code("observation", code, display),
        "specimen": _reference(record, "specimen"),
    }


def _resource(kind: str, record: Record, what: str) -> Resource:
    tag = {"system": f"{_OURS}:intended-use", "code": "research-use-only", "display": INTENDED_USE}
    return {"resourceType": kind, "id": str(stable_uuid(record, f"fhir {what}")), "meta": {"tag": [tag]}}


def _reference(record: Record, what: str) -> Resource:
    return {"reference": stable_uuid(record, f"fhir {what}").urn}


def _model_uuid(record: Record) -> uuid.UUID:
    """Return the model's own id: the same one in every record that it answered."""
    parts = (record.model_id, record.model_version, record.model_sha256)
    return uuid.uuid5(
        uuid.NAMESPACE_URL, f"{_OURS}:model:{':'.join(quote(part, safe='') for part in map(clean, parts))}"
    )


def _class(record: Record, label: str, name: str) -> Resource:
    """Return a class as a code: what it means is said by the model's card, so the system is the model's own."""
    system = (
        f"{_OURS}:model:{quote(clean(record.model_id), safe='')}:{quote(clean(record.model_version), safe='')}:class"
    )
    text = _text(name) or _text(label) or "class"
    return {"coding": [{"system": system, "code": _text(label) or "class", "display": text}], "text": text}


def _code(system: str, code: str, display: str) -> Resource:
    return {"coding": [{"system": f"{_OURS}:{system}", "code": code, "display": display}], "text": display}


def _performer(name: str) -> Resource:
    who = _text(name)
    return {"performer": [{"display": who}]} if who else {}


def _text(text: str) -> str:
    """Return a text as FHIR has it: not empty, no control characters, no space at its ends."""
    return " ".join(clean(text).split())
