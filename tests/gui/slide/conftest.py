"""A log whose records are the white cells of rendered fields, suggested by a model that the tests make up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from leukdesk.capture.virtual.cells.kinds import PLATELET
from leukdesk.capture.virtual.objectives import OBJECTIVES
from leukdesk.capture.virtual.slide import layout_of, slide_of
from leukdesk.capture.virtual.style import STYLES
from leukdesk.capture.virtual.truth import cells_in
from leukdesk.differential.correction import Errors
from leukdesk.differential.tally import Classes
from leukdesk.history.records import NewRecord
from leukdesk.history.session.plan import FieldFacts, SessionPlan
from leukdesk.history.sessions import Sessions
from leukdesk.history.store import History
from leukdesk.imaging.cell import Cell
from leukdesk.imaging.frame import Region, pixels_sha256
from leukdesk.imaging.optics import Optics
from leukdesk.paths import DataPaths

NAMES = {
    "neutrophil": "Neutrophil",
    "eosinophil": "Eosinophil",
    "basophil": "Basophil",
    "lymphocyte": "Lymphocyte",
    "monocyte": "Monocyte",
    "ig": "Immature granulocyte",
    "erythroblast": "Erythroblast",
    "blast": "Blast-like",
}
CLASSES = Classes(
    NAMES, {**{each: Errors(0.95, 0.99) for each in NAMES}, "blast": Errors(0.87, 0.80), "basophil": Errors(0.5, 0.6)}
)
_OF = {
    "segmented neutrophil": "neutrophil",
    "band neutrophil": "neutrophil",
    "eosinophil": "eosinophil",
    "basophil": "basophil",
    "lymphocyte": "lymphocyte",
    "monocyte": "monocyte",
    "erythroblast": "erythroblast",
    "lymphoblast": "blast",
    "hematogone": "lymphocyte",
    "smudge cell": "lymphocyte",
}
SIZE = (640, 480)
PLAN = SessionPlan(
    sample="B-0417",
    operator="Ana Vogt",
    model_id="eight-kinds",
    model_version="1.0.0",
    model_sha256="a" * 64,
    target=200,
    source="virtual microscope",
    uncertain_below=0.6,
    class_ids=tuple(NAMES),
    class_names=tuple(NAMES.values()),
)


@cache
def rendered(fields, size=SIZE, seed=1):
    """Return so many fields around white cells that lie apart: pixels, and the white cells that are whole in each."""
    layout, style = layout_of(seed, STYLES["smear"]), STYLES["smear"]
    objective = OBJECTIVES["100× oil"]
    slide = slide_of(layout, style, objective.scale(1280), objective.sharpness)
    width, height = size
    found, taken = [], []
    for cell in layout.cells:
        left, top = round(cell.x * slide.scale - width / 2), round(cell.y * slide.scale - height / 2)
        if cell.kind == PLATELET or any(abs(left - x) < width and abs(top - y) < height for x, y in taken):
            continue
        taken.append((left, top))
        white = [each for each in cells_in(slide, left, top, width, height, red=False) if each.kind != PLATELET]
        found.append((slide.view(left, top, width, height).copy(), [each for each in white if each.whole]))
        if len(found) == fields:
            break
    return found


def suggestion(cell, number):
    """What a model that is right four times in five would suggest of the cell with a number, and how surely."""
    ids = list(NAMES)
    true = _OF.get(cell.kind, "ig")
    label = true if number % 5 else ids[(ids.index(true) + 3) % len(ids)]
    sure = 0.42 + 0.56 * ((number * 37) % 100) / 100
    rest = (1 - sure) / (len(ids) - 1)
    return label, {each: sure if each == label else rest for each in ids}


def results(fields, size=SIZE):
    """Yield what is logged of each rendered field: a record a cell, with the whole field as its picture."""
    number = 0
    for pixels, cells in rendered(fields, size):
        sha256 = pixels_sha256(pixels)
        new_cells = []
        for cell in cells:
            label, probabilities = suggestion(cell, number)
            radius = round(cell.radius * 1.15)
            x, y = max(round(cell.x) - radius, 0), max(round(cell.y) - radius, 0)
            side_x, side_y = min(2 * radius, size[0] - x), min(2 * radius, size[1] - y)
            box = Region(x, y, side_x, side_y)
            new = NewRecord(
                time=datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(seconds=7 * number),
                sample="B-0417",
                operator="Ana Vogt",
                source="virtual microscope",
                region=box,
                picture_sha256=sha256,
                width=size[0],
                height=size[1],
                model_id="eight-kinds",
                model_version="1.0.0",
                model_sha256="a" * 64,
                probabilities=probabilities,
                label=label,
                label_name=NAMES[label],
                uncertain=probabilities[label] < 0.6,
                quality={"focus": 0.7},
                optics=Optics("virtual", "100× oil", 0.1),
                hands_free=True,
                cell=Cell(box),
            )
            number += 1
            new_cells.append(new)
        yield new_cells, pixels


def end(button, answer="&End it"):
    """Click what ends a session below its target, and answer the question that comes."""
    asked = []

    def give_answer():
        box = QApplication.activeModalWidget()
        asked.append(box.text())
        next(each for each in box.buttons() if each.text() == answer).click()

    QTimer.singleShot(0, give_answer)
    button.click()
    return asked[0]


@pytest.fixture
def history(data_dir):
    with History(DataPaths(data_dir)) as opened:
        yield opened


def count(history, fields, size=SIZE, plan=PLAN):
    """Begin a session in a log and count so many rendered fields; return its id."""
    sessions = Sessions(history)
    session = sessions.begin(plan)
    for number, (cells, pixels) in enumerate(results(fields, size)):
        cells = [replace(each, sample=plan.sample) for each in cells]
        facts = FieldFacts(pixels_sha256(pixels), seen_before=number % 2, cut=number % 3)
        sessions.add_field(session.id, facts, cells, pixels)
    return session.id


@pytest.fixture
def session_id(history):
    """A session of ten cells in eight fields, still being counted."""
    return count(history, 8)


@pytest.fixture
def cells(history, session_id):
    """The cells of that session."""
    return Sessions(history).cells(session_id)
