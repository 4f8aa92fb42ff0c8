"""PINs: how they are kept, compared, and how guessing is slowed.

A PIN keeps colleagues apart. It does not keep out an attacker who has the disk: a PIN is short, so whoever copies the
log can try all of them elsewhere, and whoever may write the log needs none. scrypt (RFC 7914) only makes the trying
slow.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata

from leukdesk.language import marked, tr

SHORTEST, LONGEST = 4, 64
"""Characters."""
PIN_LOST = marked("The PIN was lost with the damaged log; nobody works under this name until a new one is set.")
"""The reason that the log keeps of it, in English."""
LENGTH = f"{SHORTEST} to {LONGEST} characters"
"""As the command says it before a PIN is chosen."""

# 32 MiB and about 0.1 s a try: the parameters that OWASP's "Password Storage Cheat Sheet" names for little memory.
_N, _R, _P = 2**15, 8, 1
_MOST_MEMORY = 256 * 1024 * 1024
_SALT, _KEY = 16, 32
_FREE_TRIES = 3
_LONGEST_WAIT = 300.0


def why_not_a_pin(pin: str) -> str:
    """Return why a text cannot be a PIN, as a sentence; empty when it can."""
    if not SHORTEST <= len(pin) <= LONGEST:
        return tr("A PIN has {least} to {most} characters.").format(least=SHORTEST, most=LONGEST)
    if not pin.isprintable() or pin != pin.strip():
        return tr("A PIN has no spaces at its ends and no control characters.")
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


def wait_after(wrong: int) -> float:
    """Return for how many seconds no PIN is looked at after so many wrong ones in a row, from the last one on."""
    return min(2.0 ** min(wrong - _FREE_TRIES + 1, 20), _LONGEST_WAIT) if wrong >= _FREE_TRIES else 0.0


def _key(pin: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    # One PIN however its letters are composed; what a keyboard cannot make is no reason to fail.
    text = unicodedata.normalize("NFKC", pin).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(text, salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=_KEY)
