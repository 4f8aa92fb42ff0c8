"""``leukdesk models keygen``."""

from __future__ import annotations

import argparse

from leukdesk.inference.stick.signing import PUBLIC_SUFFIX, fingerprint, make_key
from leukdesk.paths import DataPaths
from leukdesk.terminal import Terminal


def run(options: argparse.Namespace, _: DataPaths, terminal: Terminal) -> int:
    """Make a key to sign packages with.

    Raises
    ------
    KeyFileError
    """
    public = make_key(options.file)
    beside = f"{options.file}{PUBLIC_SUFFIX}"
    terminal.result(
        {"secret_key_file": str(options.file), "public_key_file": beside, "public_key": public,
         "fingerprint": fingerprint(public)},
        f"The secret key is in {options.file}: keep it where packages are made, never on a station, and keep a copy.\n"
        f"The public key is in {beside}: give it to the stations.\n"
        f"Its fingerprint is {fingerprint(public)}: tell it to them on another way, to be compared.",
    )  # fmt: skip
    return 0
