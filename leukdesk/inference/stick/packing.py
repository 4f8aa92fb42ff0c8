"""Making one file of a package's folder, signed or not."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path
from typing import IO

from leukdesk.files import replacing
from leukdesk.inference.card import CardError
from leukdesk.inference.package import CARD_NAME, FILE_SUFFIX, MODEL_NAME, ModelPackage, read_package
from leukdesk.inference.stick.checking import Cancelled, CheckedFile, Progress, check_file, never, no_progress
from leukdesk.inference.stick.contents import (
    MANIFEST_NAME,
    SIGNATURE_NAME,
    Listed,
    Manifest,
    is_picture,
    limit_of,
    why_not_allowed,
)
from leukdesk.inference.stick.errors import PackageFileError, StickError
from leukdesk.inference.stick.signing import public_of, sign
from leukdesk.inference.stick.zip_file import CHUNK
from leukdesk.language import tr

_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3


class PackingError(StickError):
    """No file was made of a folder."""

    code = "packing"

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(tr("No package was made of {folder}: {reason}.").format(folder=folder, reason=reason))


def pack(
    folder: Path,
    target: Path,
    secret: bytes | None = None,
    progress: Progress = no_progress,
    cancelled: Cancelled = never,
) -> CheckedFile:
    """Make one file of a package, and check it as a station does before it takes the place of an older one.

    The same folder and key make the same bytes on every system: files are in the order of their names, stored as they
    are (a graph hardly packs), without times or owners.

    Parameters
    ----------
    folder : Path
        With a card and its graph.
    target : Path
        The file, or a folder, in which it is called after the model and its version.
    secret : bytes, optional
        To sign with.

    Raises
    ------
    PackingError, StickError
        There is no file then, or the one of before.
    """
    try:
        package = read_package(folder)
    except CardError as problem:
        raise PackingError(folder, str(problem).rstrip(".")) from problem
    if target.is_dir():
        target = target / f"{package.id}-{package.card.version}{FILE_SUFFIX}"
    try:
        names = _names(package)
        listed = {name: _listed(folder / name) for name in names}
        key = "" if secret is None else public_of(secret)
        manifest = Manifest(package.id, package.card.version, listed, key).as_bytes()
        with replacing(target) as stream:
            _write(stream, folder, names, manifest, b"" if secret is None else sign(secret, manifest))
            stream.flush()
            checked = check_file(Path(stream.name), progress=progress, cancelled=cancelled)
    except PackageFileError as problem:
        raise PackingError(folder, problem.reason) from problem
    except OSError as problem:
        raise PackingError(
            folder,
            tr("{file} cannot be read or written: {reason}").format(
                file=problem.filename or target, reason=problem.strerror or problem
            ),
        ) from problem
    return CheckedFile(target, checked.manifest, checked.manifest_bytes, checked.signature, checked.card)


def _names(package: ModelPackage) -> list[str]:
    """Return the files of a package, sorted; what is hidden is left out, and what is no part of one is refused."""
    golden = {str(each.picture) for each in package.card.golden}
    names = []
    # By their names as text: paths are sorted otherwise on Windows.
    for name, path in sorted((path.relative_to(package.folder).as_posix(), path) for path in package.folder.rglob("*")):
        # What is left of an installed package's own file is made anew.
        hidden = any(part.startswith(".") for part in name.split("/")) or name in (MANIFEST_NAME, SIGNATURE_NAME)
        if hidden or path.is_dir():
            continue
        if (why := why_not_allowed(name)) or (is_picture(name) and name not in golden):
            raise PackingError(package.folder, why or tr("{name!r} is no golden picture of its card").format(name=name))
        if path.stat().st_size > limit_of(name):
            raise PackingError(package.folder, tr("{name!r} is larger than it may be").format(name=name))
        names.append(name)
    for needed in (CARD_NAME, MODEL_NAME):
        if needed not in names:
            raise PackingError(package.folder, tr("it has no {name}").format(name=needed))
    return names


def _listed(path: Path) -> Listed:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Listed(size, digest.hexdigest())


def _write(stream: IO[bytes], folder: Path, names: list[str], manifest: bytes, signature: bytes) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=False) as package:
        for name, content in ((MANIFEST_NAME, manifest), (SIGNATURE_NAME, signature)):
            if content:
                package.writestr(_entry(name), content)
        for name in names:
            with (folder / name).open("rb") as source, package.open(_entry(name), "w") as inside:
                while chunk := source.read(CHUNK):
                    inside.write(chunk)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.external_attr, entry.create_system = _PLAIN_FILE, _UNIX
    return entry
