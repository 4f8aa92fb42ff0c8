"""``leukdesk cells``: the white cells of fields, from files and folders. Nothing is logged."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leukdesk import INTENDED_USE
from leukdesk.analysis import Failure, or_failure
from leukdesk.cell_analysis import FieldAnalysis, NamedCell, analyse_field, cell_package
from leukdesk.commands.meant import find_meant, tell_failure
from leukdesk.counting import many
from leukdesk.imaging.reading import read_picture
from leukdesk.imaging.remark import by_code
from leukdesk.inference.card import ModelCard
from leukdesk.inference.prediction import in_words
from leukdesk.inference.runtime import Classifier
from leukdesk.paths import DataPaths
from leukdesk.station import read_catalog
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible, one_line


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Find the cells of files and folders; a file that fails does not stop the others.

    Raises
    ------
    LeukdeskError
        The model is not there, is none of cells, or cannot be loaded.
    """
    classifier = Classifier(cell_package(read_catalog(paths), options.model)) if options.model else None
    card = None if classifier is None else classifier.package.card
    with interruptible() as cancelled:
        meant = find_meant(options.path)
        named = "White cells are found, and not named" if card is None else f"{card.title}, version {card.version}"
        terminal.text(f"{named}. {INTENDED_USE}")
        failed = done = found = 0
        for done, each in enumerate(meant, start=1):
            outcome = each if isinstance(each, Failure) else _analyse(each, classifier)
            if isinstance(outcome, Failure):
                failed += 1
                tell_failure(terminal, outcome)
            else:
                found += _whole(outcome)
                terminal.result(_as_object(outcome, card), _as_text(outcome))
            terminal.progress(f"{done} of {len(meant)}")
            if cancelled():
                break
        terminal.done()
    if done < len(meant):
        terminal.tell(f"Stopped after {done} of {many(len(meant), 'picture')}.")
        return INTERRUPTED
    if len(meant) > 1:
        terminal.text(f"{many(found, 'whole white cell')} in {many(done - failed, 'picture')}, {failed} failed.")
    return 1 if failed else 0


def _analyse(path: Path, classifier: Classifier | None) -> FieldAnalysis | Failure:
    def analyse() -> FieldAnalysis:
        started = time.perf_counter()
        frame = read_picture(path)
        return analyse_field(frame, classifier, read_ms=(time.perf_counter() - started) * 1000)

    return or_failure(str(path), analyse)


def _whole(analysis: FieldAnalysis) -> int:
    """How many cells count: one that an edge cuts might be counted in the next field, too."""
    return sum(not each.cell.cut for each in analysis.cells)


def _as_object(analysis: FieldAnalysis, card: ModelCard | None) -> dict[str, Any]:
    found, scale = analysis.found, analysis.found.micrometres_per_pixel
    return {
        "file": analysis.frame.source,
        "sha256": analysis.frame.sha256,
        "model": None if card is None else card.id,
        "model_version": None if card is None else card.version,
        "scale": {"micrometres_per_pixel": None if scale is None else round(scale, 5), "from": found.scale_from},
        "red_diameter": None if found.red_diameter is None else round(found.red_diameter, 2),
        "counts": {"white": _whole(analysis)},
        "cells": [_cell_object(each) for each in analysis.cells],
        "single_cell": analysis.single,
        "remarks": by_code(analysis.remarks),
        "milliseconds": {name: round(value, 3) for name, value in asdict(analysis.milliseconds).items()},
    }


def _cell_object(named: NamedCell) -> dict[str, Any]:
    box, said = named.cell.box, named.prediction
    return {
        "box": [box.x, box.y, box.width, box.height],
        "cut": named.cell.cut,
        "label": None if said is None else said.top.id,
        "name": None if said is None else said.top.name,
        "probability": None if said is None else said.top.probability,
        "probabilities": None if said is None else {c.id: c.probability for c in said.classes},
        "uncertain": None if said is None else said.uncertain,
    }


def _as_text(analysis: FieldAnalysis) -> str:
    cells, whole = analysis.cells, _whole(analysis)
    cut = f", and {len(cells) - whole} cut by an edge" if whole < len(cells) else ""
    names = Counter(each.prediction.top.name for each in cells if each.prediction is not None and not each.cell.cut)
    counts = "".join(f"; {count} {name}" for name, count in names.most_common())
    lines = [one_line(f"{analysis.frame.source}: {many(whole, 'white cell')}{cut}{counts}")]
    lines += [f"    {_cell_text(each)}" for each in cells]
    lines += [f"    {remark.sentence}" for remark in analysis.remarks]
    return "\n".join(lines)


def _cell_text(named: NamedCell) -> str:
    box, said = named.cell.box, named.prediction
    where = f"at {box.x}, {box.y}, {box.width} × {box.height}{' (cut by an edge)' if named.cell.cut else ''}"
    if said is None:
        return where
    return f"{where}: {in_words(said.top.name, said.top.probability, uncertain=said.uncertain)}"
