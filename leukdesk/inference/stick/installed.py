"""The models that a station has installed from files: one in use for each id, and the one before it.

Below `installed-models` every version has a folder of its own under a name that is never used again, and
`installed.json` says which is in use. Writing that file anew, in one step, is what installs, removes and goes back:
before it nothing has changed, after it everything has. A folder that it does not name is left over from a program that
was killed, or was replaced, and goes at the next start.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leukdesk.files import LEFT_AFTER, PARTIAL, replacing, sync_folder
from leukdesk.inference.card import ID
from leukdesk.inference.stick.errors import InstalledError
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.inference.stick.checking import Cancelled, CheckedFile, Progress

_STATE = "installed.json"
_FORMAT = 1
_LIMIT = 4 * 1024**2
_FOLDER = re.compile(r"[a-z0-9][A-Za-z0-9._+-]{0,160}")


@dataclass(frozen=True)
class Copy:
    """One version of a model, unpacked.

    Attributes
    ----------
    folder : str
        Its name below the folder of installed models.
    version : str
    card_sha256 : str
        Of the card's file, which holds the hash of the graph.
    file : str
        Name of the file that it came in.
    time : datetime
        When it was installed, UTC.
    by : str
        Who did it.
    public_key : str
        Of the signature; empty where there was none.
    """

    folder: str
    version: str
    card_sha256: str
    file: str
    time: datetime
    by: str
    public_key: str


@dataclass(frozen=True)
class Kept:
    """What is kept of one model: the version in use, and the one before.

    Attributes
    ----------
    present, former : Copy, optional
        None stands for the program's own model of that id, or for no model.
    """

    present: Copy | None
    former: Copy | None = None


class Installed:
    """The folder of installed models. Whoever changes it holds the log's write lock, so that one at a time does.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self) -> dict[str, Kept]:
        """Return what is kept, by the models' ids.

        Raises
        ------
        InstalledError
        """
        state = self.folder / _STATE
        try:
            with state.open("rb") as stream:
                content = stream.read(_LIMIT)
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except OSError as problem:
            raise _unreadable(state, problem.strerror or str(problem)) from problem
        try:
            found = json.loads(content.decode("utf-8"))
            if found["format"] != _FORMAT:
                raise ValueError("format")
            return {
                _id(name): Kept(_copy(each["present"]), _copy(each["former"])) for name, each in found["models"].items()
            }
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
            raise _unreadable(state, tr("it is damaged")) from problem

    def place(self, copy: Copy) -> Path:
        """Return the folder of a version."""
        return self.folder / copy.folder

    def in_use(self) -> dict[Path, str]:
        """Return the folders of the models in use, each with the SHA-256 that its card must have.

        Raises
        ------
        InstalledError
        """
        return self._pinned(each.present for each in self.read().values())

    def former(self) -> dict[Path, str]:
        """Return those of the former versions.

        Raises
        ------
        InstalledError
        """
        return self._pinned(each.former for each in self.read().values())

    def unpack(self, checked: CheckedFile, by: str, progress: Progress, cancelled: Cancelled) -> Copy:
        """Unpack a file that was checked; it is on the disk then and not in use.

        Raises
        ------
        InstalledError, StickError
            Nothing is left of it.
        """
        # Here, since a program that starts unpacks nothing.
        from leukdesk.inference.stick.checking import unpack

        name = f"{checked.manifest.id}-{checked.manifest.version}-{uuid.uuid4().hex[:12]}"
        partial, whole = self.folder / f".{name}{PARTIAL}", self.folder / name
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                unpack(checked, partial, progress, cancelled)
                partial.rename(whole)
                sync_folder(self.folder)
            except BaseException:
                for each in (partial, whole):
                    shutil.rmtree(each, ignore_errors=True)
                raise
        except OSError as problem:
            raise InstalledError.of_disk(self.folder, problem) from problem
        return Copy(
            name, checked.manifest.version, checked.card_sha256, checked.path.name, datetime.now(UTC), by,
            checked.manifest.public_key,
        )  # fmt: skip

    def put(self, model_id: str, copy: Copy) -> None:
        """Use a version that was unpacked; the one in use until now is the former one from now on.

        Raises
        ------
        InstalledError
        """
        kept = self.read()
        before = kept.get(model_id)
        self.write({**kept, model_id: Kept(copy, None if before is None else before.present)})

    def roll_back(self, model_id: str) -> Kept:
        """Let the former version and the one in use change places.

        Raises
        ------
        InstalledError
        """
        kept = self.read()
        before = kept[model_id]
        after = replace(before, present=before.former, former=before.present)
        self.write({**kept, model_id: after})
        return after

    def remove(self, model_id: str) -> None:
        """Keep nothing of a model.

        Raises
        ------
        InstalledError
        """
        kept = self.read()
        del kept[model_id]
        self.write(kept)

    def write(self, kept: Mapping[str, Kept]) -> None:
        """Say what is in use from now on.

        Raises
        ------
        InstalledError
        """
        models = {name: {"present": _plain(each.present), "former": _plain(each.former)} for name, each in kept.items()}
        text = json.dumps({"format": _FORMAT, "models": models}, indent=1, sort_keys=True) + "\n"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with replacing(self.folder / _STATE) as stream:
                stream.write(text.encode("ascii"))
        except OSError as problem:
            raise InstalledError.of_disk(self.folder, problem) from problem
        with suppress(OSError):  # it holds from here on: to call it failed would be wrong
            sync_folder(self.folder)

    def _pinned(self, copies: Iterable[Copy | None]) -> dict[Path, str]:
        return {self.place(copy): copy.card_sha256 for copy in copies if copy is not None}

    def discard(self, *copies: Copy | None) -> None:
        """Take folders away that nothing names any more; what cannot go now does at another start."""
        for copy in copies:
            if copy is not None:
                shutil.rmtree(self.place(copy), ignore_errors=True)

    def clear_up(self) -> None:
        """Remove what nothing names and is older than an hour: left by a program that was killed."""
        try:
            named = {copy.folder for each in self.read().values() for copy in (each.present, each.former) if copy}
            entries = [*os.scandir(self.folder)]
        except (OSError, InstalledError):
            return
        limit = time.time() - LEFT_AFTER
        for entry in entries:
            with suppress(OSError):  # another program may be clearing up at the same moment
                if entry.name in named or entry.stat(follow_symlinks=False).st_mtime > limit:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                elif entry.name.endswith(PARTIAL):
                    Path(entry.path).unlink()


def _id(name: object) -> str:
    if not isinstance(name, str) or not ID.fullmatch(name):
        raise ValueError("id")
    return name


def _copy(found: dict[str, Any] | None) -> Copy | None:
    if found is None:
        return None
    time_text = found.pop("time")
    if not all(isinstance(each, str) for each in found.values()) or not _FOLDER.fullmatch(found["folder"]):
        raise ValueError("copy")
    return Copy(time=datetime.fromisoformat(time_text), **found)


def _plain(copy: Copy | None) -> dict[str, str] | None:
    return None if copy is None else asdict(copy) | {"time": copy.time.isoformat()}


def _unreadable(state: Path, reason: str) -> InstalledError:
    return InstalledError(
        tr(
            "Which models are installed cannot be read from {file}: {reason}. Models that came with the program are "
            "used. Put the file back from a copy, or take it away and install the models again."
        ).format(file=state, reason=reason)
    )
