"""PINs: how they are kept, compared, and how guessing is slowed.

A PIN keeps colleagues apart. It does not keep out an attacker who has the disk: a PIN is short, so whoever copies the
log can try all of them elsewhere, and whoever may write the log needs none. scrypt (RFC 7914) only makes the trying
slow.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import os
import threading
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

SHORTEST, LONGEST = 4, 64
"""Characters."""

# 32 MiB and about 0.1 s a try: the parameters that OWASP's "Password Storage Cheat Sheet" names for little memory.
_N, _R, _P = 2**15, 8, 1
_MOST_MEMORY = 256 * 1024 * 1024
_SALT, _KEY = 16, 32
_FREE_TRIES = 3
_LONGEST_WAIT = 300.0


def why_not_a_pin(pin: str) -> str:
    """Return why a text cannot be a PIN, as a sentence; empty when it can."""
    if not SHORTEST <= len(pin) <= LONGEST:
        return f"A PIN has {SHORTEST} to {LONGEST} characters."
    if not pin.isprintable() or pin != pin.strip():
        return "A PIN has no spaces at its ends and no control characters."
    return ""


def stored_form(pin: str) -> str:
    """Return what is kept of a PIN: ``scrypt$n$r$p$salt$hash``, each with a salt of its own."""
    salt = os.urandom(_SALT)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${_key(pin, salt, _N, _R, _P).hex()}"


def fits(pin: str, stored: str) -> bool:
    """Tell whether a PIN is the one that was stored; takes the time that one try is to take.

    False also for what was not stored by this program.
    """
    try:
        scheme, n, r, p, salt, key = stored.split("$")
        if scheme != "scrypt":
            return False
        found = _key(pin, bytes.fromhex(salt), int(n), int(r), int(p))
        return hmac.compare_digest(found, bytes.fromhex(key))
    except (ValueError, OverflowError, MemoryError):
        return False


def digest(stored: str) -> str:
    """Return what an event keeps of a stored PIN: it tells that the table was changed, and not the PIN."""
    return hashlib.sha256(stored.encode("utf-8", "surrogateescape")).hexdigest() if stored else ""


@dataclass
class _Tries:
    wrong: int = 0
    next_at: float = -math.inf


class Patience:
    """Slows whoever tries PINs: after the third wrong one there is a wait, twice as long with every further one.

    Kept in memory, and so for this program only; starting it anew forgets. The log is told by its owner.

    Parameters
    ----------
    clock : callable
        Seconds, rising.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries: dict[str, _Tries] = {}
        self._changing = threading.Lock()

    def wait(self, name: str) -> float:
        """Return for how many seconds no PIN of an operator is looked at; 0 when one may be tried."""
        with self._changing:
            tries = self._tries.get(name)
            return 0.0 if tries is None else max(0.0, tries.next_at - self._clock())

    def wrong(self, name: str) -> int:
        """Take note of a wrong PIN; return how many there were in a row."""
        with self._changing:
            tries = self._tries.setdefault(name, _Tries())
            tries.wrong += 1
            if tries.wrong >= _FREE_TRIES:
                wait = min(2.0 ** min(tries.wrong - _FREE_TRIES + 1, 20), _LONGEST_WAIT)
                tries.next_at = self._clock() + wait
            return tries.wrong

    def right(self, name: str) -> None:
        """Forget the wrong ones."""
        with self._changing:
            self._tries.pop(name, None)


def _key(pin: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    # One PIN however its letters are composed; what a keyboard cannot make is no reason to fail.
    text = unicodedata.normalize("NFKC", pin).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(text, salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=_KEY)
