"""A program that is killed at any moment loses nothing that it acknowledged, and leaves nothing behind.

Ten kills, or as many as LEUKDESK_TEST_KILLS says.
"""

import logging
import os
import signal
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from leukdesk.history.checking.verify import verify
from leukdesk.history.errors import HistoryBusyError, HistoryError
from leukdesk.history.events import Kind
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

logger = logging.getLogger(__name__)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks a program that has imported everything already")

# It imports once; every line that it reads is a folder, for which it forks a program that logs until it is killed.
SERVER = """
import os, sys, time, traceback
from dataclasses import replace
from datetime import datetime, UTC
from pathlib import Path
import cv2, numpy as np
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.records import NewRecord
from leukdesk.history.review import Decision, State
from leukdesk.history.store import History
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.paths import DataPaths

cv2.setNumThreads(1)

def result(chance):
    # Sometimes a picture that was logged already.
    value = np.random.default_rng(int(chance.integers(40))) if chance.random() < 0.2 else chance
    pixels = value.integers(0, 256, (40, 40, 3), dtype=np.uint8)
    return NewRecord(datetime.now(UTC), "S", "", "", None, pixels_sha256(pixels), 40, 40, "m", "1", "0", {"a": 1.0},
                     "a", False, {}), pixels

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())

def work(folder, seed):
    chance = np.random.default_rng(seed)
    with History(DataPaths(Path(folder))) as history:
        say("opened")
        while True:
            match int(chance.integers(6)):
                case 0 | 1:
                    record = history.append(*result(chance))
                    say("record", record.id, record.picture_sha256)
                case 2 | 3:
                    for record in history.append_many([result(chance) for _ in range(int(chance.integers(2, 6)))]):
                        say("record", record.id, record.picture_sha256)
                case 4 if newest := history.newest_id():
                    record_id = int(chance.integers(1, newest + 1))
                    somebody = f"Bo {history.head().id}"  # who has not rejected it already
                    history.decide([record_id], Decision(State.REJECTED, reason=f"seed {seed}"), somebody)
                    say("decision", record_id, history.head().id)
                case 5:
                    (event,) = history.note(NewEvent(Kind.SETTING, subject="scheme", new={"seed": seed}))
                    say("event", event.id, event.hash.hex())

print("ready", flush=True)
for line in sys.stdin:
    folder, seed = line.split()
    child = os.fork()
    if child == 0:
        try:
            work(folder, int(seed))
        except BaseException:
            traceback.print_exc()  # it is to be killed, and does not end by itself
        finally:
            os._exit(1)
    print("child", child, flush=True)
    _, status = os.waitpid(child, 0)
    print("gone", os.waitstatus_to_exitcode(status), flush=True)
"""


@pytest.fixture
def server(start):
    process = start(SERVER)
    assert process.stdout.readline() == "ready\n"
    return process


def kill_once(server, paths: DataPaths, seed: int, after: int) -> list[list[str]]:
    """Let a program log, kill it soon after it acknowledged so much, and return what it acknowledged."""
    server.stdin.write(f"{paths.root} {seed}\n")
    server.stdin.flush()
    child, said = 0, []
    for line in server.stdout:
        words = line.split()
        if words[0] == "gone":
            assert words[1:] == [str(-signal.SIGKILL)], "it ended by itself"
            break
        if words[0] == "child":
            child = int(words[1])
        else:
            said.append(words)
        if child and len(said) >= after:
            # Somewhere between two acknowledgements: a picture is written, a row, a checkpoint, or it is just opening.
            if after:
                pause = np.random.default_rng(seed).uniform(0, 0.01)
                signal.sigtimedwait([signal.SIGUSR1], pause)
            os.kill(child, signal.SIGKILL)
            after = sys.maxsize
    return said


def files(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def test_nothing_acknowledged_is_lost_and_nothing_is_left_however_often_a_program_is_killed(server, paths):
    kills = int(os.environ.get("LEUKDESK_TEST_KILLS", "10"))
    chance = np.random.default_rng(20260131)
    records: dict[int, str] = {}
    events: dict[int, str] = {}
    rejected: set[int] = set()
    left: Counter[str] = Counter()
    for seed in range(kills):
        for kind, *values in kill_once(server, paths, seed, int(chance.integers(0, 30))):
            if kind == "record":
                records[int(values[0])] = values[1]
            elif kind == "decision":
                rejected.add(int(values[0]))
            elif kind == "event":
                events[int(values[0])] = values[1]
        if not paths.database.exists():
            left["killed before there was a log"] += 1
            continue
        stored = {each.stem for each in paths.pictures.glob("??/*.png")}
        left["half-written pictures"] += len([*paths.pictures.rglob("*.part")])
        with History(paths) as history:
            logged = {record.picture_sha256 for record in history.page(limit=-1)}
            left["pictures without a row"] += len(stored - logged)
            assert {each.stem for each in paths.pictures.glob("??/*.png")} == logged
            assert files(paths.pictures / "incoming") == []
            assert verify(history, "there", quick=seed % 10 != 0 and seed != kills - 1).problems == ()
            assert {record.id: record.picture_sha256 for record in history.page(limit=-1)}.items() >= records.items()
    with History(paths) as history:
        findings = verify(history)
        assert findings.problems == ()
        assert {each.id: each.hash.hex() for each in history.events([Kind.SETTING], limit=-1)}.items() >= events.items()
        assert all(history.get(each).state == "rejected" for each in rejected)
        assert len(records) > 3 * kills
        logger.info(
            "%d kills: %d records, %d decided and %d events acknowledged, none lost; in the log %d records and %d "
            "events; left by the killed and cleared up: %s",
            kills, len(records), len(rejected), len(events), findings.records, findings.events, dict(left),
        )  # fmt: skip


@pytest.mark.parametrize("moment", ["announced", "half-written", "stored"])
def test_what_a_killed_append_left_goes_when_the_log_is_opened(paths, result, start, moment):
    child = start(STOPPED, paths.root, moment)
    assert child.stdout.readline() == f"{moment}\n"
    with History(paths) as beside:
        # Its program is alive, so all of it stays.
        incoming = files(paths.pictures / "incoming")
        assert any(each.suffix == ".pending" for each in incoming)
        assert any(each.suffix == ".part" for each in incoming) == (moment == "half-written")
        assert len([*paths.pictures.glob("??/*.png")]) == (moment == "stored")
        kept = beside.append(*result(1))
    child.kill()
    child.wait()
    with History(paths) as history:
        assert files(paths.pictures / "incoming") == []
        assert [each.stem for each in paths.pictures.glob("??/*.png")] == [kept.picture_sha256]
        assert history.check() == []


# Stops at a moment of an append, where a test can kill it: by what really happens on the disk then.
STOPPED = """
import sys
from datetime import datetime, UTC
from pathlib import Path
import numpy as np
import leukdesk.history.png  # loaded at the first picture otherwise, which lists folders, too
from leukdesk.history.records import NewRecord
from leukdesk.history.store import History
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.paths import DataPaths

paths, moment = DataPaths(Path(sys.argv[1])), sys.argv[2]
pixels = np.random.default_rng(99).integers(0, 256, (40, 40, 3), dtype=np.uint8)
new = NewRecord(datetime.now(UTC), "S", "", "", None, pixels_sha256(pixels), 40, 40, "m", "1", "0", {"a": 1.0}, "a",
                False, {})

def stop(event, arguments):
    name = str(arguments[0]) if arguments else ""
    at = {
        "announced": event == "os.mkdir" and name.endswith(f"pictures/{new.picture_sha256[:2]}"),
        "half-written": event == "os.rename" and name.endswith(".part"),
        "stored": event == "os.listdir" or (event == "open" and name.endswith(f"pictures/{new.picture_sha256[:2]}")),
    }[moment]
    if at:
        print(moment, flush=True)
        sys.stdin.readline()

with History(paths) as history:
    sys.addaudithook(stop)
    history.append(new, pixels)
"""


def test_what_a_failed_append_left_while_the_log_was_held_goes_when_the_program_ends(paths, result, start):
    held = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN EXCLUSIVE')"
    with History(paths, busy_seconds=0.2) as history:
        holder = start(f"{held}; print('held', flush=True); sys.stdin.readline()", paths.database)
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(HistoryBusyError):
            history.append(*result())
        assert len([*paths.pictures.glob("??/*.png")]) == 1
        holder.communicate("\n", timeout=60)
    assert files(paths.pictures) == []
    with History(paths) as history:
        record = history.append(*result())
        with pytest.raises(HistoryError), history._announced({record.picture_sha256: result()[1]}):
            raise HistoryError("another failure")
        assert history.check() == []  # the picture is a record's
