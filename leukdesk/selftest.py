"""Does this station still do what it did when it was released? Read by a person, or by a program that watches it."""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.capture.devices import list_cameras, open_source
from leukdesk.counting import many
from leukdesk.errors import LeukdeskError
from leukdesk.history.searching.search import Filter
from leukdesk.history.store import History
from leukdesk.imaging.reading import read_picture
from leukdesk.inference.card import Golden
from leukdesk.inference.package import ModelPackage
from leukdesk.inference.runtime import Classifier
from leukdesk.inference.stick.signing import is_signed
from leukdesk.installing.copies import Copy, read_copy
from leukdesk.installing.how import Kind
from leukdesk.installing.installation import Installation
from leukdesk.paths import NO_HOME, DataPaths, NoHomeError, bundled_root, resources
from leukdesk.station import read_catalog

logger = logging.getLogger(__name__)

LEAST_FREE_BYTES = 500 * 1000**2
FORMATS = (".bmp", ".jpg", ".png", ".tif", ".webp")
SIGNED = (
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
)
"""A public key, and its signature of no bytes at all: the first example of RFC 8032."""
_MOST_TOLD = 3
_MOST_LOST = 8.0
"""Mean difference of levels, of 255, that a format which keeps pictures small may make."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; ``detail`` says what was found and, where it failed, what to do."""

    name: str
    ok: bool
    detail: str


def run(paths: DataPaths, installation: Installation | None = None) -> Iterator[Check]:
    """Check models, readers, signatures, log, disk, cameras and an unpacked copy of the program, one after the other.

    No camera is opened and nothing is logged. Every model answers for the pictures that its card gives, so this takes
    a second for each model or so.
    """
    yield from _models(paths)
    yield _told("pictures", _pictures)
    yield _told("film", _film)
    yield _told("signatures", _signatures)
    yield _told("log", lambda: _log(paths))
    yield _told("disk space", lambda: _disk(paths.root))
    yield Check("cameras", True, _cameras())
    for copy in _copies(installation or Installation.of_this_user()):
        yield _told("copy on this station", partial(_copy, copy))


def _told(name: str, look: Callable[[], str]) -> Check:
    """Run a check that returns what it found, or raises what is wrong."""
    try:
        return Check(name, True, look())
    except LeukdeskError as problem:
        return Check(name, False, str(problem))
    except OSError as problem:
        return Check(name, False, f"{problem.filename}: {problem.strerror or problem}")
    except Exception as problem:  # whatever it is, it is what a check is there to find
        logger.warning("The check of the %s failed unexpectedly.", name, exc_info=True)
        detail = f"failed unexpectedly ({type(problem).__name__}: {problem}). Report it; the messages say more."
        return Check(name, False, detail)


def _models(paths: DataPaths) -> Iterator[Check]:
    catalog = read_catalog(paths)
    for package in catalog.packages:
        yield _told(f"model {package.id}", partial(_model, package))
    for refused in catalog.refused:
        yield Check(f"model {refused.id}", False, refused.reason)
    if not catalog.packages:
        yield _told("models", lambda: catalog.default.id)


def _model(package: ModelPackage) -> str:
    classifier = Classifier(package)
    worst = max(_difference(classifier, golden) for golden in package.card.golden)
    pictures = many(len(package.card.golden), "golden picture")
    return f"version {package.card.version}, SHA-256 as on its card, {pictures} answered to within {worst:.4f}"


def _difference(classifier: Classifier, golden: Golden) -> float:
    """Return the largest difference between what the model answers and what its card promises."""
    package = classifier.package
    own = package.folder / golden.picture
    picture = own if own.is_file() else bundled_root() / golden.picture
    prediction = classifier.classify(read_picture(picture))
    found = {c.id: c.probability for c in prediction.classes}
    worst = max(found, key=lambda each: abs(found[each] - golden.probabilities[each]))
    difference = abs(found[worst] - golden.probabilities[worst])
    if difference > golden.tolerance:
        raise LeukdeskError(
            f"For {picture} the model answers {worst} {found[worst]:.4f}, and its card says "
            f"{golden.probabilities[worst]:.4f}. Do not use this model on this computer; install the program again, "
            "and report it if it stays so."
        )
    return difference


def _sample() -> NDArray[np.uint8]:
    """Return a rendered smear, uint8 (H, W, 3) RGB."""
    return read_picture(min((resources() / "samples").glob("*.png"))).pixels


def _pictures() -> str:
    """Write a smear in every format and read it as the program reads pictures."""
    smear = _sample()
    with tempfile.TemporaryDirectory(prefix="leukdesk-") as folder:
        for suffix in FORMATS:
            file = Path(folder, f"smear{suffix}")
            cv2.imwrite(str(file), smear[..., ::-1])
            _compare(read_picture(file).pixels, smear, f"A picture of the kind {suffix}")
    return f"read as they were written: {', '.join(each.lstrip('.') for each in FORMATS)}"


def _film() -> str:
    """Write a film of two frames and play it as the program plays films and cameras."""
    smear = _sample()
    height, width = smear.shape[:2]
    with tempfile.TemporaryDirectory(prefix="leukdesk-") as folder:
        file = Path(folder, "smear.avi")
        writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*"MJPG"), 10, (width, height))
        for _ in range(2):
            writer.write(smear[..., ::-1])
        writer.release()
        source = open_source(str(file))
        source.open({})
        try:
            frame = source.read()
        finally:
            source.close()
    if frame is None:
        raise LeukdeskError("A film gave no picture. Install the program again, and report it if it stays so.")
    _compare(frame, smear, "A film")
    return "played as it was written"


def _signatures() -> str:
    """Prove a signature as that of a model package, and refuse it for something else."""
    key, signature = SIGNED
    proved, refused = (is_signed(key, content, bytes.fromhex(signature)) for content in (b"", b"something else"))
    if not proved or refused:
        raise LeukdeskError(
            "A signature was not told from a wrong one. Install no model packages on this computer; install the "
            "program again, and report it if it stays so."
        )
    return "a right one is proved, a wrong one refused"


def _compare(found: NDArray[np.uint8], smear: NDArray[np.uint8], what: str) -> None:
    lost = float(np.abs(found.astype(float) - smear).mean()) if found.shape == smear.shape else 255.0
    if lost > _MOST_LOST:
        raise LeukdeskError(
            f"{what} is not read as it was written ({lost:.0f} levels off). Install the program again, and report it "
            "if it stays so."
        )


def _log(paths: DataPaths) -> str:
    with History(paths) as history:
        if history.writable_problem is not None:
            raise history.writable_problem
        # Not what is in the pictures: a million of them would take hours.
        if problems := history.check(pictures="there"):
            more = f" And {len(problems) - _MOST_TOLD} more, at least." if len(problems) > _MOST_TOLD else ""
            raise LeukdeskError(" ".join(problems[:_MOST_TOLD]) + more)
        cells = history.count(Filter(session=""))
        in_sessions = f" and {many(cells, 'cell')} of slide sessions" if cells else ""
        found = f"{many(history.count(), 'record')}{in_sessions}, sound, in {paths.database}"
        return " ".join((found + ".", *history.notices)) if history.notices else found


def _copies(installation: Installation) -> tuple[Copy, ...]:
    """Return the copies that the program that runs has made, or is; a checkout and an installer's folder have none."""
    match installation.here.kind:
        case Kind.SINGLE_FILE:
            return installation.found().copies
        case Kind.UNPACKED:
            own = read_copy(installation.here.executable.parent)
            return (own,) if own is not None else ()
        case _:
            return ()


def _copy(copy: Copy) -> str:
    if damaged := copy.damage(contents=True):
        raise LeukdeskError(
            f"In {copy.folder} {many(len(damaged), 'file')} lost or changed: {', '.join(damaged[:_MOST_TOLD])}. "
            "Run the single file with --install, which makes the copy anew."
        )
    return f"{many(len(copy.files), 'file')} as they were unpacked, {copy.size / 1000**2:.0f} MB, in {copy.folder}"


def _disk(root: Path) -> str:
    if root == NO_HOME:
        raise NoHomeError
    there = next(folder for folder in (root, *root.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    if free < LEAST_FREE_BYTES:
        raise LeukdeskError(f"Only {free / 1000**2:.0f} MB are free on the disk of {root}. Free some space.")
    return f"{free / 1000**3:.1f} GB free on the disk of {root}"


def _cameras() -> str:
    names = [camera.name for camera in list_cameras()]
    return ", ".join(names) if names else "none connected; the virtual microscope is always there"
