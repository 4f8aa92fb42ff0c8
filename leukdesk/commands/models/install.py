"""``leukdesk models install``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from leukdesk.commands.asking import administrator
from leukdesk.commands.history.opening import open_history
from leukdesk.errors import LeukdeskError
from leukdesk.history.people.operators import Operators
from leukdesk.inference.stick.errors import CancelledError
from leukdesk.model_packages.errors import NotThereError
from leukdesk.model_packages.offers import Offer, Step
from leukdesk.model_packages.work import ModelPackages
from leukdesk.paths import DataPaths
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible

_FAILURE = 1


def run(options: argparse.Namespace, paths: DataPaths, terminal: Terminal) -> int:
    """Install models from files; one that is refused does not keep the others out.

    Raises
    ------
    LeukdeskError
        The log cannot be opened, or who does it may not.
    """
    return install_all(options, paths, terminal, update=False)


def install_all(options: argparse.Namespace, paths: DataPaths, terminal: Terminal, *, update: bool) -> int:
    """Install models; for an ``update`` each in place of one that is there."""
    status = 0
    with interruptible() as cancelled, open_history(paths, terminal) as history:
        by, packages = administrator(Operators(history), options.operator), ModelPackages(paths, history)

        def show(what: str, done: int, total: int) -> None:
            terminal.progress(f"{what}: {done:,} of {total:,} KiB")

        def install(file: Path) -> None:
            offer = packages.offer(file, show, cancelled)
            if update and offer.before is None:
                raise NotThereError(
                    f"There is no model {offer.checked.manifest.id!r} here that {file} could update. Nothing was "
                    "installed; use: leukdesk models install"
                )
            done = packages.install(
                offer, by, untrusted=options.unsigned, step_back=options.anyway, progress=show, cancelled=cancelled
            )
            terminal.done()
            terminal.result(_as_object(offer, done=done), _as_text(offer))

        for file in options.file:
            try:
                install(file)
            except CancelledError as stopped:
                terminal.tell(str(stopped))
                return INTERRUPTED
            except LeukdeskError as problem:
                status = _FAILURE
                terminal.done()
                if terminal.json_lines:
                    terminal.result({"file": str(file), "error": {"code": problem.code, "message": str(problem)}}, "")
                else:
                    terminal.tell(str(problem))
    return status


def _as_object(offer: Offer, *, done: bool) -> dict[str, Any]:
    checked, before = offer.checked, offer.before
    return {
        "file": str(checked.path),
        "id": checked.card.id,
        "version": checked.card.version,
        "title": checked.card.title,
        "sha256": checked.card.sha256,
        "installed": done,
        "step": offer.step.value,
        "replaced_version": None if before is None else before.card.version,
        "signed_by": None if offer.signer is None else offer.signer.name,
        "public_key": checked.manifest.public_key or None,
    }


def _as_text(offer: Offer) -> str:
    card, before = offer.checked.card, offer.before
    if offer.step is Step.SAME:
        return f"{card.id} {card.version} is there already; nothing was changed."
    place = "" if before is None else f" in place of {before.card.version}"
    return (
        f"{card.id} {card.version} was installed{place}: {card.title}. Signature: {offer.signed_by}. A program that is "
        "open uses it from its next start on."
    )
