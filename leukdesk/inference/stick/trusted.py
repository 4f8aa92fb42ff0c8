"""Whose signatures a station trusts, and whether it takes nothing else.

They stand in a file of the data folder. It keeps a stick with another model from being taken for the laboratory's own;
it does not keep out somebody who may write the data folder, who can exchange the models themselves.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from leukdesk.files import replacing, sync_folder
from leukdesk.inference.stick.errors import TrustedKeysError
from leukdesk.inference.stick.signing import fingerprint
from leukdesk.language import tr

_KEY = re.compile(r"[0-9a-f]{64}")
_LIMIT = 1024**2
_FORMAT = 1


@dataclass(frozen=True)
class TrustedKey:
    """A public key that the station trusts.

    Attributes
    ----------
    name : str
        Whose it is, as the administrator has called it.
    public_key : str
        64 hex digits.
    since : datetime
        UTC.
    """

    name: str
    public_key: str
    since: datetime

    @property
    def fingerprint(self) -> str:
        """What two people compare."""
        return fingerprint(self.public_key)


@dataclass(frozen=True)
class Trust:
    """All trusted keys, and whether packages without the signature of one of them are refused."""

    keys: tuple[TrustedKey, ...] = ()
    only_signed: bool = False

    def of(self, public_key: str) -> TrustedKey | None:
        """Return the key where it is trusted."""
        return next((each for each in self.keys if each.public_key == public_key), None)

    def named(self, name: str) -> TrustedKey | None:
        """Return the key of somebody; upper and lower case are the same."""
        return next((each for each in self.keys if each.name.casefold() == name.casefold()), None)


def read_trust(path: Path) -> Trust:
    """Read the trusted keys; none where there is no file.

    Raises
    ------
    TrustedKeysError
        It cannot be understood: then it must not be guessed whom the station trusts.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(_LIMIT)
    except FileNotFoundError:
        return Trust()
    except OSError as problem:
        raise _unreadable(path, problem.strerror or str(problem)) from problem
    try:
        found = json.loads(content.decode("utf-8"))
        if found["format"] != _FORMAT or type(found["only_signed"]) is not bool:
            raise ValueError("format")
        keys = tuple(
            TrustedKey(str(each["name"]), str(each["public_key"]), datetime.fromisoformat(each["since"]))
            for each in found["keys"]
        )
        if not all(_KEY.fullmatch(each.public_key) and each.since.tzinfo for each in keys):
            raise ValueError("key")
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise _unreadable(path, tr("it is damaged")) from problem
    return Trust(keys, found["only_signed"])


def write_trust(path: Path, trust: Trust) -> None:
    """Write the trusted keys; the earlier file stays until the new one is on the disk.

    Raises
    ------
    TrustedKeysError
    """
    keys = [asdict(each) | {"since": each.since.astimezone(UTC).isoformat()} for each in trust.keys]
    text = json.dumps({"format": _FORMAT, "only_signed": trust.only_signed, "keys": keys}, indent=1) + "\n"
    try:
        with replacing(path) as stream:
            stream.write(text.encode("ascii"))
    except OSError as problem:
        raise TrustedKeysError(
            tr(
                "The trusted keys could not be saved to {file}: {reason}. They are as they were. See that the disk "
                "has room and that the folder can be written to."
            ).format(file=path, reason=problem.strerror or problem)
        ) from problem
    with suppress(OSError):  # it holds from here on: to call it failed would be wrong
        sync_folder(path.parent)


def _unreadable(path: Path, reason: str) -> TrustedKeysError:
    return TrustedKeysError(
        tr(
            "The trusted keys in {file} cannot be read: {reason}. No model package is installed meanwhile. Put the "
            "file back from a copy, or take it away and add the keys again."
        ).format(file=path, reason=reason)
    )
