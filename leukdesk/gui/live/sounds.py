"""The sound that a picture was taken by itself, by what the system plays sounds with (QtMultimedia is not shipped)."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from PySide6.QtWidgets import QApplication

from leukdesk.paths import resources

logger = logging.getLogger(__name__)

_PLAYERS = (("paplay",), ("pw-play",), ("aplay", "-q"), ("afplay",))
"""Commands of Linux' sound servers, of ALSA, and of macOS."""
_LONGEST = 5.0
"""Seconds; a player that takes longer waits for a sound server that does not answer."""

_playing = threading.Lock()


def play_capture() -> None:
    """Play the sound of a capture, or beep where nothing can play it.

    Returns at once and never fails: a sound is never worth a picture. One that comes while another is played is left
    out. To be called on the GUI thread.
    """
    path = resources() / "sounds" / "capture.wav"
    if not path.is_file():
        QApplication.beep()
    elif sys.platform == "win32":
        _play_on_windows(path)
    elif players := _installed():
        if _playing.acquire(blocking=False):
            # The thread waits for the player's end, so that none is left behind as a zombie.
            threading.Thread(target=_play, args=(players, path), name="sound", daemon=True).start()
    else:
        QApplication.beep()


def _play_on_windows(path: Path) -> None:
    if sys.platform == "win32":
        import winsound

        try:
            winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        except RuntimeError:
            QApplication.beep()


def _installed() -> list[list[str]]:
    """Return the commands of the players that are there."""
    found = [(shutil.which(name), options) for name, *options in _PLAYERS]
    return [[name, *options] for name, options in found if name is not None]


def _play(players: list[list[str]], path: Path) -> None:
    """Play by the first player that can; the lock is held."""
    try:
        for command in players:
            if _run([*command, str(path)]):
                return
        logger.info("No player could play %s.", path)
    finally:
        _playing.release()


def _run(command: list[str]) -> bool:
    """Run a player to its end, or end it; returns whether it played."""
    quiet = subprocess.DEVNULL
    try:
        found = subprocess.run(  # noqa: S603 -- the players named above
            command, stdin=quiet, stdout=quiet, stderr=quiet, env=_environment(), timeout=_LONGEST, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return found.returncode == 0


def _environment() -> dict[str, str]:
    """Return the environment of the desktop: the single executable points the loader to libraries of its own."""
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
            own = environment.pop(f"{name}_ORIG", None)
            environment.pop(name, None)
            if own is not None:
                environment[name] = own
    return environment
