"""What a station receives, run from outside as its users do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leukdesk.paths import resources

EXECUTABLE = os.environ.get("LEUKDESK_EXECUTABLE", "")
"""The single file, made by packaging/build.sh."""
FOLDER_BUILD = Path(EXECUTABLE).parent / "leukdesk-folder" / Path(EXECUTABLE).name
"""The same program as the installers take it."""
SAMPLES = resources() / "samples"
NEEDED = ("SYSTEMROOT", "TEMP", "LOCALAPPDATA", "APPDATA") if sys.platform == "win32" else ()
"""What every program of Windows is told, and cannot start without; elsewhere a bare environment will do."""


def objects(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


@dataclass
class Frozen:
    """The program as a file, and where it runs: without Python, a library path, or anything of the checkout.

    Attributes
    ----------
    command : list of str
        The executable, behind whatever it is run by.
    home : Path
        Its working folder, and its home.
    variables : dict
        Its environment.
    """

    command: list[str]
    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, executable: str | Path, home: Path, by: Sequence[str] = (), **more: str) -> Frozen:
        given = {name: os.environ[name] for name in NEEDED}
        own = {"PATH": "/usr/bin:/bin", "HOME": str(home), "LEUKDESK_DATA_DIR": str(home / "data")}
        variables = {**given, **own, **more}
        return cls([*by, str(executable)], home, variables)

    @property
    def data(self) -> Path:
        return Path(self.variables["LEUKDESK_DATA_DIR"])

    def run(self, *arguments: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
        command = [*self.command, *map(str, arguments)]
        environment = {**self.variables, **more}
        return subprocess.run(
            command, cwd=self.home, env=environment, capture_output=True, text=True, timeout=180, check=False
        )

    def answers(self, *arguments: str | Path) -> list[dict[str, Any]]:
        """Run a command that must succeed; return the objects that it prints."""
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        return objects(done.stdout)

    @contextmanager
    def window(self, screen: Screen, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """Open the window on a screen, with the keyboard in it; it must end by itself, and without a complaint."""
        messages = self.home / "messages"
        with messages.open("w") as stream:
            program = subprocess.Popen(
                [*self.command, *arguments],
                cwd=self.home,
                env={**self.variables, "DISPLAY": screen.name},
                stdout=stream,
                stderr=stream,
                text=True,
            )
        try:
            window = screen.hands("search", "--sync", "--onlyvisible", "--name", "Leukdesk").split()[0]
            # No window manager runs here to give the keyboard to the window.
            screen.hands("windowfocus", "--sync", window)
            yield program
            assert program.wait(60) == 0, messages.read_text()
            log = (self.data / "logs" / "leukdesk.log").read_text(encoding="utf-8")
            assert "The window is open." in log
            for told in (messages.read_text(), log):
                assert "Traceback" not in told and "ERROR" not in told, told
        finally:
            # The single file is two processes, the second made by the first; an end by signal reaches both.
            program.terminate()
            program.wait(30)

    def capture(self, screen: Screen, *arguments: str) -> dict[str, Any]:
        """Open the window, capture one frame with the space bar, close it; return the row of the log."""
        with self.window(screen, *arguments) as program:
            rows: list[dict[str, Any]] = []
            until = time.monotonic() + 120
            while not rows and time.monotonic() < until:
                assert program.poll() is None, (self.home / "messages").read_text()
                # Before the first frame and the model are there it captures nothing; a frame without a result it
                # releases.
                screen.hands("key", "space")
                time.sleep(2)
                rows = objects(self.run("history", "list", "--json").stdout)
            screen.hands("key", "ctrl+q")
        assert len(rows) == 1
        assert rows[0]["label"] in rows[0]["probabilities"]
        assert [p.stem for p in (self.data / "pictures").rglob("*.png")] == [rows[0]["picture_sha256"]]
        return rows[0]


@dataclass
class Screen:
    """A virtual X screen, by the name that DISPLAY takes."""

    name: str

    def hands(self, *arguments: str) -> str:
        """What a person at the screen does, by xdotool."""
        environment = {"PATH": "/usr/bin:/bin", "DISPLAY": self.name}
        done = subprocess.run(
            ["xdotool", *arguments], env=environment, stdout=subprocess.PIPE, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, arguments
        return done.stdout
