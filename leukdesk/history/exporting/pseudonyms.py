"""Pseudonyms of sample codes and operators, made with a secret of this station.

The same code always gets the same pseudonym here, so that exports of different days belong together. Whoever has an
export but not the secret cannot try codes until one fits (HMAC-SHA256: RFC 2104, FIPS 198-1).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import shutil
from functools import lru_cache
from pathlib import Path

from leukdesk.files import sync_folder
from leukdesk.history.errors import HistoryError
from leukdesk.history.telling import from_os
from leukdesk.language import marked, tr
from leukdesk.paths import DataPaths

KEY_FILE = "pseudonym.key"
HOW_TO_GO_ON = marked(
    "Put a copy of the file back: each backup of the log holds the key of its day. If there is none, move away what is "
    "there and make a new key with: leukdesk history pseudonym --new-key. From then on every sample code has another "
    "pseudonym."
)
_KEY_BYTES = 32
_REMEMBERED = 1000
_GROUP, _GROUPS = 4, 3  # 12 letters are 60 bits: of a million codes two are alike once in two million stations
# Crockford's letters: none that is taken for another.
_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")


class PseudonymKeyError(HistoryError):
    """The secret from which pseudonyms are made cannot be used."""

    code = "pseudonym-key"

    def __init__(self, path: Path) -> None:
        words = tr("The key of this station's pseudonyms, {path}, is damaged. {advice}")
        super().__init__(words.format(path=path, advice=tr(HOW_TO_GO_ON)))


class PseudonymsAlikeError(HistoryError):
    """Two codes of one export got the same pseudonym."""

    code = "pseudonyms-alike"

    def __init__(self) -> None:
        super().__init__(
            tr(
                "Two sample codes or two operators got the same pseudonym, so that they could not be told apart. "
                "Nothing was written. Export fewer records at a time."
            )
        )


class Pseudonyms:
    """Gives pseudonyms, and notices when two codes get the same one.

    Parameters
    ----------
    key : bytes
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._given: dict[str, bytes] = {}
        self._of = lru_cache(maxsize=_REMEMBERED)(self._made_of)  # most records have the code or operator of the last

    @classmethod
    def of_station(cls, paths: DataPaths) -> Pseudonyms:
        """Return those of a data folder, where a key is made if there is none.

        Whether it is the key of earlier exports, :func:`leukdesk.history.exporting.station_key.pseudonyms_of` asks.

        Raises
        ------
        PseudonymKeyError, HistoryError
        """
        return cls(_station_key(paths.root / KEY_FILE))

    @property
    def name_of_key(self) -> str:
        """Tells the keys of stations apart and gives nothing of them away."""
        return self._digest("key", "")[:8].hex()

    def sample(self, code: str) -> str:
        """Return the pseudonym of a sample code; none of an empty one."""
        return self._of("S", code)

    def person(self, name: str) -> str:
        """Return the pseudonym of an operator; none of an empty name."""
        return self._of("P", name)

    def proof(self, event_hash: bytes) -> str:
        """Return what proves an event's hash to whoever has the key: HMAC-SHA256, as 64 hexadecimal digits."""
        return self._digest("event", event_hash.hex()).hex()

    def _made_of(self, kind: str, text: str) -> str:
        if not text:
            return ""
        digest = self._digest(kind, text)
        letters = base64.b32encode(digest).decode("ascii").translate(_LETTERS)
        groups = (letters[start : start + _GROUP] for start in range(0, _GROUP * _GROUPS, _GROUP))
        pseudonym = "-".join((kind, *groups))
        if self._given.setdefault(pseudonym, digest) != digest:
            raise PseudonymsAlikeError
        return pseudonym

    def _digest(self, kind: str, text: str) -> bytes:
        message = f"{kind}\0{text}".encode("utf-8", "backslashreplace")
        return hmac.new(self._key, message, hashlib.sha256).digest()


def copy_key(source: Path, target: Path) -> None:
    """Copy a station's key from a data folder or a backup to another folder; one that is there already stays.

    Who has it can try sample codes: a copy belongs where the log itself is kept, and never goes with an export. A
    damaged one is not copied.

    Raises
    ------
    OSError
    """
    key = _usable(source)
    if key is not None and not (target / KEY_FILE).exists():
        _write_key(target / KEY_FILE, key.hex() + "\n")


def has_another_key(source: Path, target: Path) -> bool:
    """Tell whether a folder has a usable key, and another one has a key that is not the same.

    Raises
    ------
    OSError
    """
    key = _usable(source)
    return key is not None and (target / KEY_FILE).exists() and _usable(target) != key


def exchange_key(source: Path, target: Path, aside: Path) -> None:
    """Put the key of a backup in the place of another one, which gets the name ``aside`` on the same disk.

    There is a key at every moment, whenever the program is killed.

    Raises
    ------
    OSError
        The other key is where it was.
    """
    key, path = _usable(source), target / KEY_FILE
    if key is None:
        return
    new = path.with_name(f".{KEY_FILE}.new")
    new.unlink(missing_ok=True)
    _write_key(new, key.hex() + "\n")
    try:
        aside.hardlink_to(path)
    except OSError:  # a file system without links
        shutil.copy2(path, aside)
    new.replace(path)
    sync_folder(target)


def _usable(folder: Path) -> bytes | None:
    """Return the key in a folder; None where there is none or a damaged one."""
    try:
        key = bytes.fromhex((folder / KEY_FILE).read_text(encoding="ascii").strip())
    except (FileNotFoundError, ValueError):
        return None
    return key if len(key) == _KEY_BYTES else None


def _station_key(path: Path) -> bytes:
    try:
        if not path.exists():
            _write_key(path, secrets.token_hex(_KEY_BYTES) + "\n")
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError as problem:
        raise from_os(path, problem) from problem
    except ValueError as problem:
        raise PseudonymKeyError(path) from problem
    if len(key) != _KEY_BYTES:
        raise PseudonymKeyError(path)
    return key


def _write_key(path: Path, text: str) -> None:
    """Write a key that only this user may read; another program's key of the same moment stays."""
    partial = path.with_name(f".{secrets.token_hex(16)}.part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            path.hardlink_to(partial)  # never over another one, as a rename would be
        except FileExistsError:
            return
        except OSError:  # a file system without links
            if not path.exists():
                partial.rename(path)
        sync_folder(path.parent)
    finally:
        partial.unlink(missing_ok=True)
