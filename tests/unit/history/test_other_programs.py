"""Programs that share the log, hold it, or are killed in the middle of it."""

import time

import pytest

from leukdesk.history.checking.verify import verify
from leukdesk.history.errors import (
    HistoryBusyError,
)
from leukdesk.history.events import Kind
from leukdesk.history.store import History

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
"""


def test_a_log_held_by_another_program(paths, result, start):
    with History(paths, busy_seconds=0.4) as history:
        first = history.append(*result(1))
        holder = start(HOLD, paths.database)
        assert holder.stdout.readline() == "held\n"
        began = time.monotonic()
        with pytest.raises(HistoryBusyError, match=r"held by another program for more than 0\.4 seconds") as caught:
            history.append(*result(2))
        assert 0.3 < time.monotonic() - began < 10
        assert caught.value.code == "history-busy"
        assert history.page() == [first]
        holder.communicate("\n", timeout=30)
        second = history.append(*result(2))
        assert history.page() == [second, first]


def test_a_log_held_for_a_moment_is_waited_for(paths, result, start):
    with History(paths, busy_seconds=30) as history:
        holder = start(HOLD.replace("sys.stdin.readline()", "import time; time.sleep(1)"), paths.database)
        assert holder.stdout.readline() == "held\n"
        history.append(*result())
        assert history.count() == 1


def test_opening_waits_for_another_program_that_is_opening(paths, start):
    paths.create()
    holder = start(HOLD, f"{paths.database}.opening")
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(HistoryBusyError):
        History(paths, busy_seconds=0.3)
    holder.communicate("\n", timeout=30)
    History(paths, busy_seconds=0.3).close()


KILLED = """
import sys
from dataclasses import replace
from datetime import datetime, UTC
from pathlib import Path
import numpy as np
from leukdesk.history.records import NewRecord
from leukdesk.history.store import History
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.paths import DataPaths
many = int(sys.argv[2])
chance = np.random.default_rng()
with History(DataPaths(Path(sys.argv[1]))) as history:
    for _ in range(100 // many):
        batch = []
        for _ in range(many):
            pixels = chance.integers(0, 256, (60, 60, 3), dtype=np.uint8)
            batch.append((NewRecord(datetime.now(UTC), "S", "", "", None, pixels_sha256(pixels), 60, 60, "m", "1", "0",
                                    {"a": 1.0}, "a", False, {}), pixels))
        for record in history.append_many(batch):
            print(record.id, record.picture_sha256, flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize("many", [1, 4])
@pytest.mark.parametrize("lines", [1, 9])
def test_a_program_killed_while_it_logs(paths, start, many, lines):
    child = start(KILLED, paths.root, many)
    seen = [child.stdout.readline() for _ in range(lines)]
    child.kill()
    # Not communicate(): it passes over what readline() has buffered, and begins in the middle of a line.
    seen += child.stdout.readlines()
    acknowledged = dict(line.split() for line in seen if line.endswith("\n"))
    with History(paths) as history:
        for record_id, sha256 in acknowledged.items():
            record = history.get(int(record_id))
            assert record.picture_sha256 == sha256
            assert history.picture(record).shape == (60, 60, 3)
        assert history.check() == []
        assert history.count() % many == 0
        assert history.count("S") == history.count()


BUSY = """
import sys
from datetime import datetime, UTC
from pathlib import Path
import numpy as np
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.records import NewRecord
from leukdesk.history.review import Decision, State
from leukdesk.history.store import History
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.paths import DataPaths
name = sys.argv[2]
same = np.random.default_rng(0)  # both log the same pictures
with History(DataPaths(Path(sys.argv[1])), busy_seconds=60) as history:
    print("opened", flush=True)
    sys.stdin.readline()
    for turn in range(40):
        pixels = same.integers(0, 256, (40, 40, 3), dtype=np.uint8)
        new = NewRecord(datetime.now(UTC), name, name, "", None, pixels_sha256(pixels), 40, 40, "m", "1", "0",
                        {"a": 1.0}, "a", False, {})
        record = history.append(new, pixels)
        print("record", record.id, flush=True)
        # The other's records, too: the newest may be anybody's.
        (decided,) = history.decide([history.newest_id()], Decision(State.REJECTED, reason=f"{name} {turn}"), name)
        print("decision", decided.id, flush=True)
        (event,) = history.note(NewEvent(Kind.SETTING, name, subject=str(turn)))
        print("event", event.id, flush=True)
"""


def test_two_programs_that_log_and_decide_at_once_lose_nothing(paths, start):
    children = {name: start(BUSY, paths.root, name) for name in ("one", "other")}
    for child in children.values():
        assert child.stdout.readline() == "opened\n"
    for child in children.values():
        child.stdin.write("\n")
        child.stdin.flush()
    said = {name: child.communicate(timeout=240)[0].splitlines() for name, child in children.items()}
    with History(paths) as history:
        assert verify(history).problems == ()
        decisions = history.events([Kind.DECIDED], limit=-1)
        settings = history.events([Kind.SETTING], limit=-1)
        for name, lines in said.items():
            assert len(lines) == 120
            records = [int(line.split()[1]) for line in lines if line.startswith("record")]
            assert [history.get(each).sample for each in records] == [name] * 40
            decided = [int(line.split()[1]) for line in lines if line.startswith("decision")]
            assert [each.record_id for each in reversed(decisions) if each.actor == name] == decided
            events = [int(line.split()[1]) for line in lines if line.startswith("event")]
            assert [each.id for each in reversed(settings) if each.actor == name] == events
        assert history.count() == 80
        # What was decided before is what the next decision says it was.
        last = {}
        for event in reversed(decisions):
            assert event.old == last.get(event.record_id, event.old)
            last[event.record_id] = event.new
        assert len([*paths.pictures.glob("??/*.png")]) == 40
    assert not list((paths.pictures / "incoming").iterdir())
