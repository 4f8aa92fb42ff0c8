"""``leukdesk cells``: the white cells of fields, from files and folders. Nothing is logged."""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

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
        failed = done = white = beside = 0
        for done, each in enumerate(meant, start=1):
            outcome = each if isinstance(each, Failure) else _analyse(each, classifier)
            if isinstance(outcome, Failure):
                failed += 1
                tell_failure(terminal, outcome)
            else:
                counts = _counts(outcome, card)
                white, beside = white + counts.white.total(), beside + counts.beside.total()
                terminal.result(_as_object(outcome, card, counts), _as_text(outcome, counts))
            terminal.progress(f"{done} of {len(meant)}")
            if cancelled():
                break
        terminal.done()
    if done < len(meant):
        terminal.tell(f"Stopped after {done} of {many(len(meant), 'picture')}.")
        return INTERRUPTED
    if len(meant) > 1:
        others = f", {many(beside, 'other cell')} beside them" if beside else ""
        terminal.text(
            f"{many(white, 'whole white cell')} in {many(done - failed, 'picture')}{others}, {failed} failed."
        )
    return 1 if failed else 0


def _analyse(path: Path, classifier: Classifier | None) -> FieldAnalysis | Failure:
    def analyse() -> FieldAnalysis:
        started = time.perf_counter()
        frame = read_picture(path)
        return analyse_field(frame, classifier, read_ms=(time.perf_counter() - started) * 1000)

    return or_failure(str(path), analyse)


class _Counts(NamedTuple):
    """How many cells of each name count, of white cells and of those that the model's card calls none."""

    white: Counter[str]
    beside: Counter[str]


def _counts(analysis: FieldAnalysis, card: ModelCard | None) -> _Counts:
    """Count the whole cells: one that an edge cuts might be counted in the next field, too.

    Without a model each counts as the white cell that it was found as, and has no name.
    """
    no_white_cells = {each.id for each in card.classes if not each.white} if card is not None else set()
    counts = _Counts(Counter(), Counter())
    for each in analysis.cells:
        if each.cell.cut:
            continue
        top = None if each.prediction is None else each.prediction.top
        kind = counts.beside if top is not None and top.id in no_white_cells else counts.white
        kind["" if top is None else top.name] += 1
    return counts


def _as_object(analysis: FieldAnalysis, card: ModelCard | None, counts: _Counts) -> dict[str, Any]:
    found, scale = analysis.found, analysis.found.micrometres_per_pixel
    return {
        "file": analysis.frame.source,
        "sha256": analysis.frame.sha256,
        "model": None if card is None else card.id,
        "model_version": None if card is None else card.version,
        "scale": {"micrometres_per_pixel": None if scale is None else round(scale, 5), "from": found.scale_from},
        "red_diameter": None if found.red_diameter is None else round(found.red_diameter, 2),
        "counts": {"white": counts.white.total(), "beside": counts.beside.total()},
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


def _as_text(analysis: FieldAnalysis, counts: _Counts) -> str:
    cut = sum(each.cell.cut for each in analysis.cells)
    parts = [many(counts.white.total(), "white cell"), *_named(counts.white)]
    if counts.beside:
        parts.append(f"beside them {', '.join(_named(counts.beside))}")
    if cut:
        parts.append(f"{many(cut, 'cell')} cut by an edge")
    lines = [one_line(f"{analysis.frame.source}: {'; '.join(parts)}")]
    lines += [f"    {_cell_text(each)}" for each in analysis.cells]
    lines += [f"    {remark.sentence}" for remark in analysis.remarks]
    return "\n".join(lines)


def _named(counts: Counter[str]) -> list[str]:
    return [f"{count} {name}" for name, count in counts.most_common() if name]


def _cell_text(named: NamedCell) -> str:
    box, said = named.cell.box, named.prediction
    where = f"at {box.x}, {box.y}, {box.width} × {box.height}{' (cut by an edge)' if named.cell.cut else ''}"
    if said is None:
        return where
    return f"{where}: {in_words(said.top.name, said.top.probability, uncertain=said.uncertain)}"
