"""``leukdesk models``."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from leukdesk import INTENDED_USE
from leukdesk.counting import many
from leukdesk.inference.elsewhere import caution
from leukdesk.inference.package import ModelPackage
from leukdesk.paths import DataPaths
from leukdesk.station import read_catalog
from leukdesk.terminal import Terminal


def run(_: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """List the models of the station, and those that are refused."""
    catalog = read_catalog(paths).checked()
    terminal.text(INTENDED_USE)
    for package in catalog.packages:
        terminal.result(_model_object(package), _model_text(package))
    for refused in catalog.refused:
        terminal.result(
            {"id": refused.id, "folder": str(refused.folder), "usable": False, "reason": refused.reason},
            f"{refused.id}: refused. {refused.reason}",
        )
    return 0


def _model_object(package: ModelPackage) -> dict[str, Any]:
    card = package.card
    return {
        "id": card.id,
        "version": card.version,
        "title": card.title,
        "summary": card.summary,
        "architecture": card.architecture,
        "scope": card.scope,
        "classes": {c.id: c.name for c in card.classes},
        "uncertain_below": card.uncertain_below,
        "figures": {name: asdict(figure) for name, figure in card.figures.items()},
        "limits": list(card.limits),
        "elsewhere": [asdict(each) for each in card.elsewhere],
        "sha256": card.sha256,
        "folder": str(package.folder),
        "usable": True,
    }


def _model_text(package: ModelPackage) -> str:
    card = package.card
    lines = [f"{card.id} {card.version}: {card.title}", f"    {card.summary}"]
    lines += [f"    classes: {', '.join(c.name for c in card.classes)}"]
    lines += [
        f"    {name.replace('_', ' ')}: {figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"
        for name, figure in card.figures.items()
    ]
    lines += [
        f"    elsewhere: {each.accuracy:.3f} ({each.low:.3f} to {each.high:.3f}) right of {many(each.cells, 'cell')}, "
        f"always the commonest {each.commonest:.3f}: {each.data}"
        for each in card.elsewhere
    ]
    lines += [f"    {sentence}" for sentence in [caution(card.elsewhere)] if sentence]
    lines += [f"    limit: {limit}" for limit in card.limits]
    return "\n".join(lines)
