import json
import os
import random
import signal
import time
from dataclasses import replace

import pytest

from leukdesk.history.events import Kind
from leukdesk.history.exporting.csv import Csv
from leukdesk.history.exporting.errors import ExportError
from leukdesk.history.exporting.json_lines import JsonFile
from leukdesk.history.exporting.outbox import MARK, Handover, OutboxError, When, begin, deliver, is_known
from leukdesk.history.exporting.png import Png
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.review import Decision, State
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.restore import restore
from leukdesk.history.store import History

OPEN = Privacy(identified=True)
CONFIRM = Decision(State.CONFIRMED)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "lis"
    folder.mkdir()
    return folder


@pytest.fixture
def how(folder):
    return Handover(folder, JsonFile(), privacy=OPEN)


@pytest.fixture
def five(history, result):
    for number in range(1, 6):
        history.append(*result(number, sample=f"A-{number}"))
    return history


def seen(folder):
    """What the other system sees: no hidden files, in order of names."""
    return [json.loads(each.read_text("utf-8")) for each in sorted(folder.glob("[!.]*"))]


def test_what_is_signed_is_handed_over_once_and_in_order(five, folder, how):
    begin(five, folder)
    five.decide([3, 1], CONFIRM, "Ben")
    assert deliver(five, how) == 0
    five.sign([3], "Cleo", "Seen.")
    assert deliver(five, how) == 1
    five.sign([1], "Cleo", "Seen.")
    assert deliver(five, how) == 1
    assert deliver(five, how) == 0
    assert [each["id"] for each in seen(folder)] == [3, 1]
    first = seen(folder)[0]
    assert (first["state"], first["sample"], len(first["decisions"])) == ("signed", "A-3", 2)
    told = five.events([Kind.EXPORTED])
    assert [each.record_id for each in reversed(told)] == [3, 1]
    assert not list(folder.glob("*.part"))
    assert not list(folder.glob(".*.part"))


def test_each_decision_is_handed_over_as_it_stood(five, folder, how):
    begin(five, folder)
    five.decide([2], CONFIRM, "Ben")
    five.decide([2], Decision(State.CHANGED, "early", "Early", "a second look"), "Cleo")
    five.sign([2], "Cleo", "Seen.")
    assert deliver(five, replace(how, when=When.DECIDED)) == 3
    files = seen(folder)
    assert [each["state"] for each in files] == ["confirmed", "changed", "signed"]
    assert [each["decided_by"] for each in files] == ["Ben", "Cleo", "Cleo"]
    assert [len(each["decisions"]) for each in files] == [1, 2, 3]


def test_what_takes_a_signature_back_is_handed_over_after_it(five, folder, how):
    begin(five, folder)
    five.decide([2, 4], CONFIRM, "Ben")
    five.sign([2], "Cleo", "Seen.")
    five.decide([2], Decision(State.REJECTED, reason="of another patient"), "Cleo")
    five.decide([4], Decision(State.REJECTED, reason="blurred"), "Cleo")
    assert deliver(five, how) == 2
    assert [(each["id"], each["state"]) for each in seen(folder)] == [(2, "signed"), (2, "rejected")]
    five.decide([2], Decision(State.CONFIRMED, reason="it is of this one"), "Ben")
    assert deliver(five, how) == 1
    assert seen(folder)[-1]["state"] == "confirmed"
    assert deliver(five, how) == 0


def test_it_begins_now_or_with_the_earlier_ones(five, folder, how, tmp_path):
    five.decide([1, 2], CONFIRM, "Ben")
    five.sign([1, 2], "Cleo", "Seen.")
    assert not is_known(five, folder)
    begin(five, folder)
    assert is_known(five, folder)
    assert deliver(five, how) == 0
    begin(five, folder, earlier=True)
    assert deliver(five, how) == 2
    begin(five, folder, earlier=True)
    assert deliver(five, how) == 0


def test_names_stay_in_the_station_unless_asked(five, folder, how, result):
    five.append(*result(9, sample="../Garcia"))
    begin(five, folder)
    five.decide([6], CONFIRM, "Ben")
    five.sign([6], "Cleo", "Seen.")
    deliver(five, replace(how, privacy=Privacy()))
    (file,) = folder.glob("[!.]*")
    assert "Garcia" not in file.name
    assert not [name for name in ("Garcia", "Ben", "Cleo", "Ana") if name in file.read_text("utf-8")]


@pytest.mark.parametrize("privacy", [OPEN, Privacy()])
def test_what_is_not_fetched_yet_is_not_overwritten_when_numbers_come_again_after_a_restore(
    paths, result, folder, how, privacy
):
    how = replace(how, when=When.DECIDED, privacy=privacy)
    with History(paths) as history:
        history.append(*result(1))
        begin(history, folder)
        backup = Backups(paths).make(history)
        history.decide([1], CONFIRM, "Ben")
        event = history.events([Kind.DECIDED])[0]
        assert deliver(history, how) == 1
    (file,) = folder.glob("[!.]*")
    content = file.read_bytes()
    assert (event.hash.hex()[:8] in file.name) == privacy.identified
    restore(paths, Backups(paths), backup)
    with History(paths) as history:
        history.decide([1], Decision(State.REJECTED, reason="a smudge"), "Cleo")
        assert history.events([Kind.DECIDED])[0].id == event.id
        assert deliver(history, how) == 1
    assert file.read_bytes() == content
    assert sorted(each["state"] for each in seen(folder)) == ["confirmed", "rejected"]


def test_other_formats_are_handed_over_as_well(five, folder, how):
    begin(five, folder)
    five.decide([1], CONFIRM, "Ben")
    five.sign([1], "Cleo", "Seen.")
    assert deliver(five, replace(how, fmt=Csv())) == 1
    (file,) = folder.glob("[!.]*")
    assert file.suffix == ".csv"
    assert b"A-1" in file.read_bytes()


def test_a_folder_that_is_away_is_said_and_caught_up_with(five, folder, how):
    begin(five, folder)
    five.decide([1, 2], CONFIRM, "Ben")
    five.sign([1], "Cleo", "Seen.")
    away = folder.with_name("away")
    folder.rename(away)
    with pytest.raises(OutboxError, match="Nothing is lost"):
        deliver(five, how)
    folder.mkdir()  # as where a share is mounted and is not now
    with pytest.raises(OutboxError, match=r"missing\. Connect the share"):
        deliver(five, how)
    assert list(folder.iterdir()) == []
    folder.rmdir()
    five.sign([2], "Cleo", "Seen.")
    away.rename(folder)
    assert deliver(five, how) == 2
    assert [each["id"] for each in seen(folder)] == [1, 2]


def test_a_folder_that_lost_its_mark_goes_on_when_it_is_chosen_once_more(five, folder, how):
    begin(five, folder)
    five.decide([1, 2], CONFIRM, "Ben")
    five.sign([1], "Cleo", "Seen.")
    assert deliver(five, how) == 1
    (folder / MARK).unlink()
    five.sign([2], "Cleo", "Seen.")
    with pytest.raises(OutboxError, match="choose the folder once more"):
        deliver(five, how)
    begin(five, folder)
    assert deliver(five, how) == 1
    begin(five, folder)
    assert deliver(five, how) == 0
    assert [each["id"] for each in seen(folder)] == [1, 2]


def test_a_full_disk_is_said_and_caught_up_with(five, small_disk):
    begin(five, small_disk)
    five.decide([1], CONFIRM, "Ben")
    five.sign([1], "Cleo", "Seen.")
    with pytest.raises(OSError, match="28"), (small_disk / "filler").open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(4096))
    how = Handover(small_disk, JsonFile(), privacy=OPEN)
    with pytest.raises(OutboxError, match="no room"):
        deliver(five, how)
    assert sorted(each.name for each in small_disk.iterdir()) == [MARK, "filler"]
    (small_disk / "filler").unlink()
    assert deliver(five, how) == 1


def test_the_log_is_no_export_folder(five):
    with pytest.raises(ExportError, match="part of the log"):
        begin(five, five.paths.pictures)


def test_a_station_that_stops_halfway_says_so_the_next_time(five, folder, how, monkeypatch):
    """Stopped at each of the steps between the hidden file and the event, whatever the other system did meanwhile."""
    begin(five, folder)
    five.decide([1, 2, 3, 4], CONFIRM, "Ben")
    taken = []

    def take():
        for file in sorted(folder.glob("[!.]*")):
            taken.append(json.loads(file.read_text("utf-8"))["id"])
            file.unlink()

    class Killed(BaseException):
        pass

    writing, count = five.writing, [0]

    def dying(at, before):
        def lent():
            count[0] += 1
            if count[0] == at and before:
                raise Killed
            return writing() if count[0] != at else _after(writing(), Killed)

        return lent

    for record, (at, before) in enumerate([(1, True), (1, False), (2, True), (2, False)], start=1):
        five.sign([record], "Cleo", "Seen.")
        count[0] = 0
        monkeypatch.setattr(five, "writing", dying(at, before))
        with pytest.raises(Killed):
            deliver(five, how)
        monkeypatch.setattr(five, "writing", writing)
        take()
        deliver(five, how)
        take()
        assert taken == list(range(1, record + 1))
    assert [each.record_id for each in reversed(five.events([Kind.EXPORTED]))] == [1, 2, 3, 4]


class _after:  # noqa: N801
    """A block that dies when it is over."""

    def __init__(self, block, death):
        self.block, self.death = block, death

    def __enter__(self):
        return self.block.__enter__()

    def __exit__(self, *problem):
        self.block.__exit__(*problem)
        raise self.death


@pytest.mark.skipif(os.name == "nt", reason="killed otherwise on Windows")
def test_killed_at_random_nothing_is_handed_over_twice_or_lost(five, folder, how, start, result):
    begin(five, folder)
    new, pixels = result(0)
    records = five.append_many([(replace(new, sample=str(number)), pixels) for number in range(60)])
    ids = [record.id for record in records]
    five.decide(ids, CONFIRM, "Ben")
    five.sign(ids, "Cleo", "Seen.")
    server = start(FORKING, five.paths.root, folder)
    chance = random.Random(5)
    taken = []
    for _ in range(6):
        server.stdin.write("\n")
        server.stdin.flush()
        program = int(server.stdout.readline())
        until = time.monotonic() + chance.uniform(0.01, 0.1)
        while time.monotonic() < until:
            taken += take_away(folder)
        os.kill(program, signal.SIGKILL)
        assert server.stdout.readline() == "gone\n"
    deliver(five, how)
    taken += take_away(folder)
    assert taken == ids
    with History(five.paths) as again:
        assert deliver(again, how) == 0


# It imports once, and forks a program for every line that it reads.
FORKING = """
import os, sys
from pathlib import Path
from leukdesk.history.exporting.json_lines import JsonFile
from leukdesk.history.exporting.outbox import Handover, deliver
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

for _ in sys.stdin:
    child = os.fork()
    if child == 0:
        history = History(DataPaths(Path(sys.argv[1])))
        print(os.getpid(), flush=True)
        deliver(history, Handover(Path(sys.argv[2]), JsonFile(), privacy=Privacy(identified=True)))
        sys.stdin.read()  # until it is killed
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


def take_away(folder):
    taken = []
    for file in sorted(folder.glob("[!.]*")):
        taken.append(json.loads(file.read_text("utf-8"))["id"])
        file.unlink()
    return taken


def test_a_record_that_cannot_be_written_is_skipped_once_and_the_others_go_on(five, folder, how, caplog):
    how = replace(how, fmt=Png())
    begin(five, folder)
    five.decide([1, 2, 3], CONFIRM, "Ben")
    five.sign([1, 2, 3], "Cleo", "Seen.")
    gone = five._pictures.path(five.get(2).picture_sha256)
    kept = gone.read_bytes()
    gone.unlink()
    said = []
    assert deliver(five, how, skipped=said.append) == 2
    assert [each.name.split("-")[3] for each in sorted(folder.glob("[!.]*"))] == ["0000001", "0000003"]
    assert len(said) == 1
    assert "Record 2 was not handed over" in said[0]
    assert str(five.paths.root) not in said[0]
    with five.reading() as connection:
        (reason,) = connection.execute("SELECT skipped FROM handed_over WHERE record_id = 2").fetchone()
    assert reason == "The stored picture of record 2 is missing."
    assert len(five.events([Kind.EXPORTED])) == 2
    assert deliver(five, how, skipped=said.append) == 0
    assert len(said) == 1
    gone.write_bytes(kept)
    five.decide([2], Decision(State.REJECTED, reason="a smudge"), "Cleo")
    five.sign([2], "Cleo", "Seen.")
    assert deliver(five, how, skipped=said.append) == 1
    assert not list(folder.glob(".*.part"))


def test_what_was_skipped_is_in_the_programs_log_where_nobody_else_is_told(five, folder, how, caplog):
    begin(five, folder)
    five.decide([1], CONFIRM, "Ben")
    five.sign([1], "Cleo", "Seen.")
    five._pictures.path(five.get(1).picture_sha256).write_bytes(b"no picture")
    assert deliver(five, replace(how, fmt=Png())) == 0
    assert "The stored picture of record 1 is damaged" in caplog.text
