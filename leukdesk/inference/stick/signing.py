"""Ed25519 signatures of model packages: keys, their fingerprints, signing and proving.

Who publishes models has a secret key and never takes it to a station; a station has public keys only. libsodium
(PyNaCl) is loaded when something is signed or proved, and not with the program.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from leukdesk.inference.stick.errors import KeyFileError
from leukdesk.language import tr

_SECRET = "leukdesk secret signing key 1"  # noqa: S105 - the first line of the file, not the key
_PUBLIC = "leukdesk public signing key 1"
_HEX = re.compile(r"[0-9a-f]{64}")
_LONGEST = 1024
_GROUPS, _GROUP = 6, 4
PUBLIC_SUFFIX = ".pub"


def fingerprint(public_key: str) -> str:
    """Return what two people compare by telephone: 96 bits of the key's SHA-256 in six groups."""
    digest = hashlib.sha256(bytes.fromhex(public_key)).hexdigest()
    return "-".join(digest[at : at + _GROUP] for at in range(0, _GROUPS * _GROUP, _GROUP))


def make_key(path: Path) -> str:
    """Make a secret key and the public one beside it; return that.

    Only its owner may read the secret one, where the system and the disk keep such rights: not Windows, nor FAT.

    Raises
    ------
    KeyFileError
        A file is there already, which is never replaced, or nothing can be written.
    """
    from nacl.signing import SigningKey

    key = SigningKey.generate()
    public = key.verify_key.encode().hex()
    beside = Path(f"{path}{PUBLIC_SUFFIX}")
    made: list[Path] = []
    try:
        for file, first, value, mode in ((path, _SECRET, key.encode().hex(), 0o600), (beside, _PUBLIC, public, 0o644)):
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
            made.append(file)
            with os.fdopen(descriptor, "w", encoding="ascii", newline="\n") as stream:
                stream.write(f"{first}\n{value}\n")
                stream.flush()
                os.fsync(stream.fileno())
    except OSError as problem:
        for file in made:
            file.unlink(missing_ok=True)
        raise KeyFileError(
            tr("No key was made at {file}: {reason}. Name a file that is not there yet, in a folder with room.").format(
                file=problem.filename or path, reason=problem.strerror or problem
            )
        ) from problem
    return public


def read_secret_key(path: Path) -> bytes:
    """Return the 32 bytes of a secret key.

    Raises
    ------
    KeyFileError
    """
    return bytes.fromhex(_read(path, _SECRET))


def read_public_key(path: Path) -> str:
    """Return the public key of a file, 64 hex digits.

    Raises
    ------
    KeyFileError
    """
    return _read(path, _PUBLIC)


def public_of(secret: bytes) -> str:
    """Return the public key that goes with a secret one."""
    from nacl.signing import SigningKey

    return SigningKey(secret).verify_key.encode().hex()


def sign(secret: bytes, content: bytes) -> bytes:
    """Return the 64 bytes of a signature."""
    from nacl.signing import SigningKey

    return SigningKey(secret).sign(content).signature


def is_signed(public_key: str, content: bytes, signature: bytes) -> bool:
    """Tell whether a signature is that of these bytes by this key."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    try:
        VerifyKey(bytes.fromhex(public_key)).verify(content, signature)
    except (BadSignatureError, ValueError):  # the second: of another length
        return False
    return True


def _read(path: Path, first: str) -> str:
    try:
        with path.open("rb") as stream:
            lines = stream.read(_LONGEST).decode("ascii").split()
    except OSError as problem:
        raise KeyFileError(
            tr("The key {file} cannot be read: {reason}. Name the file of a key.").format(
                file=path, reason=problem.strerror or problem
            )
        ) from problem
    except UnicodeDecodeError:
        lines = []
    *head, value = lines or [""]
    if head == _SECRET.split() and first == _PUBLIC:
        raise KeyFileError(
            tr(
                "{file} is a secret key. It must never be on a station: take it away from here. Use the file of the "
                "same name with {suffix} at its end."
            ).format(file=path, suffix=PUBLIC_SUFFIX)
        )
    if head != first.split() or not _HEX.fullmatch(value):
        raise KeyFileError(
            tr("{file} is not the file of a {kind}. Use one that “leukdesk models keygen” has made.").format(
                file=path, kind=first.rsplit(" ", 1)[0]
            )
        )
    return value
