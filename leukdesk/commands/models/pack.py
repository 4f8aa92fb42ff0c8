"""``leukdesk models pack``."""

from __future__ import annotations

import argparse

from leukdesk.inference.stick.errors import CancelledError
from leukdesk.inference.stick.packing import pack
from leukdesk.inference.stick.signing import fingerprint, read_secret_key
from leukdesk.paths import DataPaths
from leukdesk.terminal import INTERRUPTED, Terminal, interruptible


def run(options: argparse.Namespace, _: DataPaths, terminal: Terminal) -> int:
    """Make one file of a package's folder.

    Raises
    ------
    LeukdeskError
        There is no file then, or the one of before.
    """
    secret = None if options.sign is None else read_secret_key(options.sign)
    with interruptible() as cancelled:
        try:
            packed = pack(
                options.folder,
                options.file,
                secret,
                lambda what, done, total: terminal.progress(f"{what}: {done:,} of {total:,} KiB"),
                cancelled,
            )
        except CancelledError:
            terminal.tell("Cancelled: no file was made.")
            return INTERRUPTED
    terminal.done()
    its = packed.manifest
    mark = fingerprint(its.public_key) if its.public_key else None
    terminal.result(
        {
            "file": str(packed.path), "id": its.id, "version": its.version, "files": len(its.files),
            "bytes": its.size, "public_key": its.public_key or None, "fingerprint": mark,
        },
        f"{packed.path} has {its.id} {its.version}, {its.size / 1e6:.1f} MB, "
        f"{'not signed' if mark is None else f'signed with the key {mark}'}.",
    )  # fmt: skip
    return 0
