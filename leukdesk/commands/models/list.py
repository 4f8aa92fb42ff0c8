"""``leukdesk models``, and what its actions say of a model."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from leukdesk import INTENDED_USE
from leukdesk.counting import many
from leukdesk.inference.elsewhere import caution
from leukdesk.model_packages.offers import Standing, standings
from leukdesk.paths import DataPaths
from leukdesk.station import read_catalog
from leukdesk.terminal import Terminal


def run(_: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """List the models of the station, and those that are refused."""
    catalog = read_catalog(paths).checked()
    terminal.text(INTENDED_USE)
    for each in standings(paths, catalog):
        terminal.result(_model_object(each), _model_text(each))
    for refused in catalog.refused:
        terminal.result(
            {"id": refused.id, "folder": str(refused.folder), "usable": False, "reason": refused.reason},
            f"{refused.id}: refused. {refused.reason}",
        )
    return 0


def _model_object(standing: Standing) -> dict[str, Any]:
    package, copy = standing.package, standing.copy
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
        "origin": standing.origin,
        "instead_of": None if package.instead is None else package.instead.card.version,
        "former_version": standing.former or None,
        "signed_by": None if standing.signer is None else standing.signer.name,
        "public_key": (copy.public_key or None) if copy is not None else None,
        "file": None if copy is None else copy.file,
    }


def _model_text(standing: Standing) -> str:
    card = standing.package.card
    lines = [f"{card.id} {card.version}: {card.title}", f"    {card.summary}", f"    {_origin(standing)}"]
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


def _origin(standing: Standing) -> str:
    """Say where a model comes from, and what it can be rolled back to."""
    copy, instead = standing.copy, standing.package.instead
    if standing.package.bundled:
        words = "came with the program"
    elif copy is None:
        words = "copied to this station by hand"
    else:
        words = f"installed from {copy.file} on {copy.time:%Y-%m-%d} by {copy.by}, signature: {standing.signed_by}"
    place = f"; in place of the program's {instead.card.version}" if instead is not None else ""
    former = f"; can be rolled back to {standing.former}" if standing.former else ""
    return f"{words}{place}{former}"
