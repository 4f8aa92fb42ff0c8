"""Checking a package's file, all of it, before anything of it is unpacked; and unpacking what was checked."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from leukdesk.files import sync_folder
from leukdesk.inference.card import ModelCard, parse_card
from leukdesk.inference.package import CARD_NAME, MODEL_NAME, ModelLoadError, ModelPackage
from leukdesk.inference.stick.contents import (
    MANIFEST_NAME,
    SIGNATURE_BYTES,
    SIGNATURE_NAME,
    Manifest,
    check_names,
    is_picture,
    read_manifest,
)
from leukdesk.inference.stick.errors import CancelledError, ContentsProblem, PackageFileError, WrongSignatureError
from leukdesk.inference.stick.signing import is_signed
from leukdesk.inference.stick.zip_file import ZipOfPackage, told
from leukdesk.inference.tables import CardProblem
from leukdesk.language import marked, tr

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many bytes of it, and of how many."""
Cancelled = Callable[[], bool]

_CHECKING = marked("Checking the model package")
_UNPACKING = marked("Unpacking the model package")
_KIBI = 1024


def no_progress(_what: str, _done: int, _total: int) -> None:
    """Show nothing."""


def never() -> bool:
    """Go on."""
    return False


@dataclass(frozen=True)
class CheckedFile:
    """A package's file, all of which was read and found in order.

    Attributes
    ----------
    path : Path
    manifest : Manifest
        Its signature, where it names a key, is right; whether that key is trusted is another question.
    manifest_bytes : bytes
        As they were signed.
    signature : bytes
        Empty where it is not signed.
    card : ModelCard
    """

    path: Path
    manifest: Manifest
    manifest_bytes: bytes
    signature: bytes
    card: ModelCard

    @property
    def card_sha256(self) -> str:
        """Of the card's file, which has the hash of the graph: two packages with the same one answer the same."""
        return self.manifest.files[CARD_NAME].sha256


@dataclass(frozen=True)
class _InMemory(ModelPackage):
    """A package that is still in its file; its graph was read, and is the one of its card."""

    content: bytes = field(default=b"", repr=False)

    def read_model(self) -> bytes:
        """Return the bytes that were hashed."""
        return self.content


def check_file(
    path: Path,
    admit: Callable[[Manifest], bool] = lambda _: True,
    progress: Progress = no_progress,
    cancelled: Cancelled = never,
) -> CheckedFile:
    """Check a package's file: the zip, its names and sizes, every hash, the signature, the card, and the graph.

    Parameters
    ----------
    admit : callable
        Given the manifest as soon as its signature was proved; raises where such a package is not taken at all. Where
        it returns no, the graph is not given to the runtime, which one that was made for it can crash: that is for
        :func:`check_graph`, once somebody wants the package.

    Raises
    ------
    PackageFileError, WrongSignatureError, PackageUnreadableError, CancelledError
    """
    with told(path), ZipOfPackage(path) as package:
        own = [name for name in package.names if name not in (MANIFEST_NAME, SIGNATURE_NAME)]
        check_names(own)
        if package.names.count(MANIFEST_NAME) != 1 or package.names.count(SIGNATURE_NAME) > 1:
            raise ContentsProblem(tr("it has no {name}, or several").format(name=MANIFEST_NAME))
        content = package.read(MANIFEST_NAME)
        manifest = read_manifest(content)
        signature = package.read(SIGNATURE_NAME) if SIGNATURE_NAME in package.names else b""
        _check_signature(path, manifest, content, signature)
        loads = admit(manifest)
        if set(own) != set(manifest.files):
            raise ContentsProblem(tr("its files are not those that its {name} lists").format(name=MANIFEST_NAME))
        kept: dict[str, bytes] = {}
        step = _Counted(tr(_CHECKING), manifest.size, progress, cancelled)
        for name in own:
            chunks = step.through(package.chunks(name))
            kept[name] = _hashed(name, chunks, manifest, keep=name in (CARD_NAME, MODEL_NAME))
        card = _card(kept[CARD_NAME], manifest)
    if loads:
        check_graph(path, _InMemory(path, card, content=kept[MODEL_NAME]))
    return CheckedFile(path, manifest, content, signature, card)


def check_graph(path: Path, package: ModelPackage) -> None:
    """Have the runtime load a package's graph and compare it with the card, as whenever a model is loaded.

    Raises
    ------
    PackageFileError
    """
    # Here, since a window that opens needs no runtime.
    from leukdesk.inference.runtime import Classifier

    try:
        Classifier(package, threads=1)
    except ModelLoadError as problem:
        raise PackageFileError(path, tr("its model cannot be run ({reason})").format(reason=problem)) from problem


def unpack(checked: CheckedFile, folder: Path, progress: Progress = no_progress, cancelled: Cancelled = never) -> None:
    """Unpack a file into a new folder, durable; every byte is once more compared with what was checked.

    The manifest and the signature are put beside the rest: they prove where it came from. Where it fails, the folder
    is left to whoever made it.

    Raises
    ------
    PackageFileError, PackageUnreadableError, CancelledError
    OSError
        The folder cannot be written: no room, no permission.
    """
    step = _Counted(tr(_UNPACKING), checked.manifest.size, progress, cancelled)
    folder.mkdir()
    for name in checked.manifest.files:
        target = folder.joinpath(*name.split("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as stream:
            for chunk in step.through(_chunks(checked, name)):
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
    for name, content in ((MANIFEST_NAME, checked.manifest_bytes), (SIGNATURE_NAME, checked.signature)):
        if content:
            with (folder / name).open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
    for each in (*(path for path in folder.rglob("*") if path.is_dir()), folder):
        sync_folder(each)


def _chunks(checked: CheckedFile, name: str) -> Iterator[bytes]:
    """Yield a file's bytes from the stick, where another file may have taken the place of the one that was checked."""
    listed, digest, size = checked.manifest.files[name], hashlib.sha256(), 0
    with told(checked.path), ZipOfPackage(checked.path) as package:
        chunks = package.chunks(name) if package.names.count(name) == 1 else iter(())
        while True:
            chunk = next(chunks, b"")
            digest.update(chunk)
            size += len(chunk)
            if size > listed.size or (not chunk and (size, digest.hexdigest()) != (listed.size, listed.sha256)):
                raise ContentsProblem(tr("it was changed while it was being installed"))
            if not chunk:
                return
            yield chunk


class _Counted:
    """Tells how much was read, and stops where the user wants it."""

    def __init__(self, what: str, total: int, progress: Progress, cancelled: Cancelled) -> None:
        self._what, self._total, self._progress, self._cancelled = what, total, progress, cancelled
        self._done = 0

    def through(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            if self._cancelled():
                raise CancelledError
            yield chunk
            self._done += len(chunk)
            self._progress(self._what, self._done // _KIBI, max(self._total // _KIBI, 1))


def _check_signature(path: Path, manifest: Manifest, content: bytes, signature: bytes) -> None:
    if bool(manifest.public_key) != bool(signature):
        raise WrongSignatureError(path, tr("its signature was taken away, or is not its own"))
    if not signature:
        return
    if len(signature) != SIGNATURE_BYTES or not is_signed(manifest.public_key, content, signature):
        raise WrongSignatureError(path, tr("its signature is wrong"))


def _hashed(name: str, chunks: Iterator[bytes], manifest: Manifest, *, keep: bool) -> bytes:
    """Read a file to its end and compare it with the manifest; return its bytes where they are wanted."""
    digest, size, kept = hashlib.sha256(), 0, BytesIO()  # which gives its bytes away without a second copy
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
        if keep:
            kept.write(chunk)
    if (size, digest.hexdigest()) != (manifest.files[name].size, manifest.files[name].sha256):
        raise ContentsProblem(tr("{name!r} in it is not what its manifest says").format(name=name))
    return kept.getvalue()


def _card(content: bytes, manifest: Manifest) -> ModelCard:
    try:
        card = parse_card(content.decode("utf-8"))
    except UnicodeDecodeError as problem:
        raise ContentsProblem(tr("its card is not UTF-8 text")) from problem
    except CardProblem as problem:
        raise ContentsProblem(tr("its card is not in order: {reason}").format(reason=problem)) from problem
    if (card.id, card.version) != (manifest.id, manifest.version):
        raise ContentsProblem(tr("its card is of another model than its {name}").format(name=MANIFEST_NAME))
    if card.sha256 != manifest.files[MODEL_NAME].sha256:
        raise ContentsProblem(tr("its model is not the one that its card describes"))
    golden = {str(each.picture) for each in card.golden}
    if strange := sorted(name for name in manifest.files if is_picture(name) and name not in golden):
        raise ContentsProblem(tr("{name!r} in it is no golden picture of its card").format(name=strange[0]))
    return card
