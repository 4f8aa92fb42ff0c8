"""What a package's file may hold: names, sizes, and the manifest that lists every file with its hash.

The file is a zip: `manifest.json`, perhaps `signature.ed25519`, then the package's own files. The signature is one of
the manifest's bytes, and the manifest has the hash of every other byte that is unpacked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from leukdesk.inference.card import CARD_LIMIT, ID, VERSION
from leukdesk.inference.package import CARD_NAME, MODEL_LIMIT, MODEL_NAME
from leukdesk.inference.stick.errors import ContentsProblem
from leukdesk.language import tr

FORMAT = 1
MANIFEST_NAME = "manifest.json"
SIGNATURE_NAME = "signature.ed25519"
SIGNATURE_BYTES = 64
MANIFEST_LIMIT = 64 * 1024

MOST_FILES = 100
OTHER_LIMIT = 32 * 1024**2
"""Bytes of a picture or a file of the evaluation."""
TOTAL_LIMIT = MODEL_LIMIT + 256 * 1024**2
"""Bytes of all files together, unpacked."""
LONGEST_VERSION = 40
"""Characters: it becomes part of a folder's name."""

EVALUATION = "evaluation"
_EVALUATION_KINDS = frozenset({".json", ".html", ".png", ".svg", ".csv", ".txt"})
_PICTURE_KINDS = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"})
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
_LONGEST_NAME, _MOST_PARTS = 120, 5
# Windows opens a device under these names, whatever folder and suffix they have.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"([0-9a-f]{64})?")


@dataclass(frozen=True)
class Listed:
    """One file as the manifest has it; ``size`` in bytes, ``sha256`` in lower-case hex."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a package's file says that it holds.

    Attributes
    ----------
    id, version : str
        As the card has them.
    files : mapping of name to Listed
        All but the manifest and the signature.
    public_key : str
        Of who signed it, 64 hex digits; empty where it is not signed. Being signed with the rest it tells a signature
        by a key that is not known here from one that is wrong.
    """

    id: str
    version: str
    files: Mapping[str, Listed]
    public_key: str = ""

    @property
    def size(self) -> int:
        """Bytes of all its files, unpacked."""
        return sum(each.size for each in self.files.values())

    def as_bytes(self) -> bytes:
        """Return the bytes that are stored and signed: the same ones for the same contents."""
        values: dict[str, Any] = {
            "format": FORMAT,
            "id": self.id,
            "version": self.version,
            "public_key": self.public_key,
            "files": {name: {"size": each.size, "sha256": each.sha256} for name, each in self.files.items()},
        }
        return (json.dumps(values, indent=1, sort_keys=True) + "\n").encode("ascii")


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest strictly.

    Raises
    ------
    ContentsProblem
    """
    try:
        found = json.loads(content.decode("ascii"), object_pairs_hook=_once)
        keys = {"format", "id", "version", "public_key", "files"}
        if not isinstance(found, dict) or found.keys() != keys or type(found["format"]) is not int:
            raise ValueError("keys")
        if found["format"] != FORMAT:
            raise ContentsProblem(
                tr("it is of format {found}, and this program reads {known}: use a matching program version").format(
                    found=found["format"], known=FORMAT
                )
            )
        manifest = Manifest(
            _text(found["id"], ID),
            _text(found["version"], VERSION),
            {str(name): _listed(each) for name, each in found["files"].items()},
            _text(found["public_key"], _KEY),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise ContentsProblem(tr("its {name} is not in order").format(name=MANIFEST_NAME)) from problem
    if len(manifest.version) > LONGEST_VERSION:
        raise ContentsProblem(tr("its version is longer than {most} characters").format(most=LONGEST_VERSION))
    check_names(manifest.files)
    if manifest.size > TOTAL_LIMIT or any(each.size > limit_of(name) for name, each in manifest.files.items()):
        raise ContentsProblem(tr("what it says that it holds is larger than a model package may be"))
    return manifest


def check_names(names: Iterable[str]) -> None:
    """See that files are those of one package, under names that are safe on every system.

    Raises
    ------
    ContentsProblem
    """
    known: set[str] = set()
    for name in names:
        if why := why_not_allowed(name):
            raise ContentsProblem(why)
        if name.casefold() in known:
            raise ContentsProblem(tr("it holds {name!r} more than once").format(name=name))
        known.add(name.casefold())
    for name in sorted(known):
        if any(str(folder) in known for folder in PurePosixPath(name).parents):
            raise ContentsProblem(tr("{name!r} is both a file and a folder").format(name=name))
    for needed in (CARD_NAME, MODEL_NAME):
        if needed not in known:
            raise ContentsProblem(tr("it has no {name}").format(name=needed))


def why_not_allowed(name: str) -> str:
    """Return why a file of this name is no part of a package, as the end of a sentence; empty where it may be one.

    Whether a picture is one of the card's golden ones is seen when the card is read.
    """
    parts = name.split("/")
    safe = len(name) <= _LONGEST_NAME and len(parts) <= _MOST_PARTS and all(_PART.fullmatch(part) for part in parts)
    if not safe or any(_DEVICES.fullmatch(part) for part in parts):
        shown = repr(name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…")
        return tr("the name {name} in it is not one that a package's file may have").format(name=shown)
    kind = PurePosixPath(name).suffix.lower()
    in_evaluation = parts[0].casefold() == EVALUATION
    if name in (CARD_NAME, MODEL_NAME):
        return ""
    if in_evaluation and parts[0] == EVALUATION and len(parts) == 2 and kind in _EVALUATION_KINDS:
        return ""
    if not in_evaluation and kind in _PICTURE_KINDS:
        return ""
    return tr("{name!r} is no file of a model package").format(name=name)


def is_picture(name: str) -> bool:
    """Tell whether a file that is allowed must be one of the card's golden pictures."""
    return name not in (CARD_NAME, MODEL_NAME) and not name.startswith(f"{EVALUATION}/")


def limit_of(name: str) -> int:
    """Return how many bytes a file may have."""
    return {
        CARD_NAME: CARD_LIMIT,
        MODEL_NAME: MODEL_LIMIT,
        MANIFEST_NAME: MANIFEST_LIMIT,
        SIGNATURE_NAME: SIGNATURE_BYTES,
    }.get(name, OTHER_LIMIT)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that is there twice: two readers could take it for different things."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key is there twice")
    return dict(pairs)


def _text(value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError("text")
    return value


def _listed(value: dict[str, Any]) -> Listed:
    if value.keys() != {"size", "sha256"} or type(value["size"]) is not int or value["size"] < 0:
        raise ValueError("file")
    return Listed(value["size"], _text(value["sha256"], _SHA256))
