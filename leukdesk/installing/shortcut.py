"""The menu entry of Windows: a shortcut in the Start menu, made by Windows Script Host, which every Windows has.

Not run by the project's own tests on Windows. The script is constant text; the paths reach it as environment
variables, so that no letter in them can become a part of it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from leukdesk.installing.problems import InstallError
from leukdesk.language import tr

LINK, TARGET = "LEUKDESK_LINK", "LEUKDESK_TARGET"
# Script Host takes letters of the system's own code page; any other path has a short name on most disks. There are no
# double quotes in it: the whole script is one word of a command line.
SCRIPT = f"""
$ErrorActionPreference = 'Stop'
$shell = New-Object -ComObject WScript.Shell
$target = $env:{TARGET}
$link = $shell.CreateShortcut($env:{LINK})
$link.TargetPath = $target
if ($link.TargetPath -ne $target) {{
    $target = (New-Object -ComObject Scripting.FileSystemObject).GetFile($target).ShortPath
    $link.TargetPath = $target
}}
if ($link.TargetPath -ne $target) {{ throw 'the path cannot be written in a shortcut' }}
$link.WorkingDirectory = $env:USERPROFILE
$link.IconLocation = $target + ',0'
$link.Description = 'Leukdesk. For research use only.'
$link.Save()
"""
_SECONDS = 60


def command(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Return the command that runs the script, by the whole path of Windows' own PowerShell."""
    # Not Path: the tests look at it on systems that write paths otherwise.
    shell = environment.get("SYSTEMROOT", r"C:\Windows") + r"\System32\WindowsPowerShell\v1.0\powershell.exe"
    return [shell, "-NoLogo", "-NoProfile", "-NonInteractive", "-Command", SCRIPT]


def make_shortcut(link: Path, target: Path) -> None:
    """Make a shortcut, or write over it.

    Raises
    ------
    InstallError
    """
    environment = {**os.environ, LINK: str(link), TARGET: str(target)}
    no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(  # noqa: S603 - Windows' own, by its whole path
            command(), env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
            timeout=_SECONDS, creationflags=no_window, check=False,
        )  # fmt: skip
        failed, why = done.returncode != 0, next(iter(done.stderr.strip().splitlines()), "")
    except (OSError, subprocess.TimeoutExpired) as problem:
        failed, why = True, str(problem)
    if failed or not link.is_file():  # one of before may be there though it failed
        raise InstallError(
            tr(
                "The Start menu's entry {link} could not be made: {reason}. Make a shortcut to {target} by hand: "
                "press its right mouse button in the Explorer, and choose to send it to the desktop."
            ).format(link=link, reason=why or tr("Windows did not write it"), target=target)
        )
