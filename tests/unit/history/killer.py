"""Has a thing done by another program that is killed while it does it."""

import os
import signal
import time
from collections import Counter
from contextlib import suppress

import pytest

from leukdesk.files import PARTIAL

# It imports once; for every line that it reads it forks a program that does one thing and says when it begins and ends.
SERVER = """
import os, sys
from datetime import datetime, timedelta, UTC
from pathlib import Path
import cv2
from leukdesk.history.safety import thinning
from leukdesk.history.safety.archive import archive
from leukdesk.history.safety.archive_plan import plan
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.merge import merge
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.safety.restore import restore
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
import leukdesk.history.png

cv2.setNumThreads(1)
# Every backup thins the earlier ones: only the newest two stay.
thinning._ALL_OF = thinning._ONE_A_DAY = thinning._ONE_A_WEEK = timedelta(0)

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())

def back_up(root, folder):
    with open_history(DataPaths(root)) as history:
        say("begun")
        say("done", Backups(history.paths, folder).make(history).name)

def put_back(root, folder):
    place = Backups(DataPaths(root), folder)
    say("begun")
    restore(place.paths, place, place.all()[0], "Ana")
    say("done")

def put_away(root, folder):
    with open_history(DataPaths(root)) as history:
        wanted = plan(history, datetime(2025, 1, 1, tzinfo=UTC))
        say("begun")
        archive(history, wanted, folder, "Ana")
        say("done")

def open_up(root):
    say("begun")
    with open_history(DataPaths(root)) as history:
        say("done", history.head().id)

def bring_together(root, *stations):
    say("begun")
    for each in merge(stations, root, "Dora"):
        say("taken", each.station)
    say("done")

def count_and_kill(at):
    # By what really happens on the disk; the moments inside SQLite are left to the clock.
    done = [0]
    def hook(event, _arguments):
        if event.startswith(("os.", "open", "sqlite3.", "shutil.")):
            done[0] += 1
            if done[0] == at:
                os.kill(os.getpid(), 9)
    sys.addaudithook(hook)
    return done

say("ready")
for line in sys.stdin:
    at, what, *folders = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        try:
            done = count_and_kill(int(at))
            globals()[what](*map(Path, folders))
            say("steps", done[0])
        except BaseException as problem:
            say("failed", repr(problem))
        finally:
            os._exit(0)
    say("child", child)
    os.waitpid(child, 0)
    say("gone")
"""


class Killer:
    """Has one thing done by another program again and again, which is killed.

    At first, and now and then, it comes to its end, to learn how long that takes here and with how many operations on
    files. From then on it is killed at a random moment or before a random one of these operations, in turns.
    """

    def __init__(self, server, chance, kills):
        self.server, self.chance = server, chance
        self.rounds = range(kills + kills // 7 + 1)
        self.takes, self.steps = 0.0, 0
        self.ended = Counter()

    def __call__(self, what, *folders):
        """Return what the program said after it had begun; at last "done" if it came to that."""
        learns = self.ended.total() % 8 == 0
        by_clock = self.ended.total() % 2 == 0 and not learns
        at = 0
        if not (learns or by_clock):
            # By the last few operations things get their names.
            at = self.steps - self.chance.integers(30 if self.ended.total() % 4 == 1 else self.steps)
        self.server.stdin.write("\t".join(map(str, [at, what, *folders])) + "\n")
        self.server.stdin.flush()
        said, child, begun = [], 0, 0.0
        for line in self.server.stdout:
            words = line.split()
            match words[0]:
                case "child":
                    child = int(words[1])
                case "begun":
                    begun = time.monotonic()
                case "steps":
                    self.steps = int(words[1])
                case "gone":
                    break
                case "failed":
                    pytest.fail(line)
                case _:
                    said.append(words)
            if by_clock and child and begun and not said:
                signal.sigtimedwait([signal.SIGUSR1], self.chance.uniform(0, self.takes))
                with suppress(ProcessLookupError):  # it has ended
                    os.kill(child, signal.SIGKILL)
                child = 0
        if learns:
            assert said[-1][0] == "done"
            self.takes = time.monotonic() - begun
        self.ended["came to its end" if said and said[-1][0] == "done" else "was killed before its end"] += 1
        return said


def left_over(*folders):
    """Return what no finished work leaves: half-written files, and files and folders to work in."""
    return [
        each
        for folder in folders
        for each in folder.rglob("*")
        if each.name.endswith((PARTIAL, ".building", ".ready", ".moving", ".pending"))
        or each.name.startswith((".making", ".leukdesk-"))
    ]


def an_hour_later(folder):
    """Let half-written files be an hour older: younger ones may be another living program's, and stay."""
    for each in folder.glob(f".*{PARTIAL}"):
        before = each.stat().st_mtime - 3601
        os.utime(each, (before, before))
