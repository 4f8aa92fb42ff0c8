"""Disks and folders that cannot hold the log: each is told clearly, and nothing is left half done."""

import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath

import numpy as np
import pytest

from leukdesk.history import location
from leukdesk.history.checking.verify import verify
from leukdesk.history.database import connect, migrate, migrations
from leukdesk.history.errors import DiskFullError, HistoryBusyError, HistoryLocationError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.json_lines import JsonLines
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.records import Record
from leukdesk.history.review import Decision, State
from leukdesk.history.safety.archive import archive
from leukdesk.history.safety.archive_plan import plan
from leukdesk.history.safety.backups import Backups
from leukdesk.history.searching.search import Filter
from leukdesk.history.store import History
from leukdesk.paths import DataDirNotAFolderError, DataDirReadOnlyError, DataPaths
from leukdesk.selftest import run as run_selftest


def files_below(folder: Path) -> set[str]:
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}


def assert_whole(paths: DataPaths, acknowledged: list[int]) -> None:
    """Open the log again: what was acknowledged is there, with its picture, and nothing is half there."""
    with History(paths) as history:
        assert history.check() == []
        found = {record.id for record in history.page(limit=-1)}
        assert found >= set(acknowledged)
        assert history.count("S-") == len(found)
    assert not list(paths.pictures.rglob("*.part"))


# A disk that takes nothing


def test_a_read_only_disk_is_refused_before_anything_is_made(small_disk):
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    paths = DataPaths(small_disk / "data")
    with pytest.raises(DataDirReadOnlyError, match=re.escape(str(paths.root))) as caught:
        History(paths)
    assert caught.value.code == "data-folder-read-only"
    assert files_below(small_disk) == set()


AS_ANOTHER_USER = """
import os, sys
from datetime import datetime, UTC
from pathlib import Path
import numpy as np
from leukdesk.history.records import NewRecord
from leukdesk.history.store import History
from leukdesk.errors import LeukdeskError
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.paths import DataPaths
from leukdesk.history.database import migrations
import leukdesk.history.png
migrations()  # imports what another user may not be able to read
os.setgid(65534); os.setuid(65534)
pixels = np.zeros((20, 20, 3), np.uint8)
new = NewRecord(datetime.now(UTC), "S", "", "", None, pixels_sha256(pixels), 20, 20, "m", "1", "0", {"a": 1.0}, "a",
                False, {})
try:
    with History(DataPaths(Path(sys.argv[1]))) as history:
        print("opened", flush=True)
        sys.stdin.readline()
        try:
            history.append(new, pixels)
        finally:
            print(history.count())
except LeukdeskError as problem:
    print(problem.code, problem)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Make a folder that other users can come to, unlike pytest's own."""
    if sys.platform == "win32" or os.geteuid() != 0:
        pytest.skip("needs root, to become another user")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def test_a_user_without_the_right_to_write(open_folder, start, result):
    paths = DataPaths(open_folder)
    with History(paths) as history:
        history.append(*result())
    before = paths.database.read_bytes()
    said = start(AS_ANOTHER_USER, paths.root).communicate(timeout=120)[0]
    assert said.startswith(f"opened\n1\ndata-folder-read-only The data folder {paths.root} cannot be used")
    for folder in (paths.root, paths.pictures, paths.pictures / "incoming"):
        folder.chmod(0o777)
    said = start(AS_ANOTHER_USER, paths.root).communicate(timeout=120)[0]
    assert said.startswith(f"opened\n1\nhistory-read-only {paths.database} may not be written to")
    assert paths.database.read_bytes() == before


@pytest.mark.parametrize("place", [".", "incoming"])
def test_a_folder_that_turns_read_only_while_the_program_runs(open_folder, start, place):
    open_folder.chmod(0o777)
    paths = DataPaths(open_folder)
    child = start(AS_ANOTHER_USER, paths.root)
    assert child.stdout.readline() == "opened\n"
    (paths.pictures / place).chmod(0o555)
    count, said = child.communicate("\n", timeout=120)[0].splitlines()
    assert count == "0"
    assert said.startswith(f"history-read-only {paths.pictures}")
    assert "nothing was stored" in said
    assert files_below(paths.pictures) == set()


def test_a_file_where_the_folder_should_be(tmp_path):
    (tmp_path / "data").write_text("mine")
    with pytest.raises(DataDirNotAFolderError, match="file"):
        History(DataPaths(tmp_path / "data"))
    assert (tmp_path / "data").read_text() == "mine"


# No room


def test_a_disk_that_fills_up_while_pictures_are_stored(small_disk, result):
    paths = DataPaths(small_disk / "data")
    acknowledged = []
    with History(paths) as history:
        with pytest.raises(DiskFullError, match="no room") as caught:
            for seed in range(100):
                acknowledged.append(history.append(*result(seed, side=200)).id)  # noqa: PERF401
        assert caught.value.code == "disk-full"
        assert str(small_disk) in str(caught.value)
        assert 2 < len(acknowledged) < 50
        assert history.count() == len(acknowledged)
        assert history.check() == []
        assert not list(paths.pictures.rglob("*.part"))


@pytest.mark.parametrize("room", [0, 4096, 16384, 65536])
def test_a_disk_without_room_for_the_row(small_disk, result, room):
    paths = DataPaths(small_disk / "data")
    filler = small_disk / "filler"
    with History(paths) as history:
        first = history.append(*result())
        with pytest.raises(OSError, match="28"), filler.open("wb", buffering=0) as stream:
            while True:
                stream.write(bytes(4096))
        os.truncate(filler, filler.stat().st_size - room)
        acknowledged = [first.id]
        # The picture is there already, so that it is the row which finds no room.
        with pytest.raises(DiskFullError, match="no room"):
            for _ in range(200):
                acknowledged.append(history.append(*result(0)).id)  # noqa: PERF401
        assert history.count() == len(acknowledged)
        filler.unlink()
        acknowledged.append(history.append(*result(1)).id)
        assert history.count() == len(acknowledged)
    assert_whole(paths, acknowledged)


def fill_up(disk: Path, room: int = 0) -> Path:
    """Leave so many bytes on a disk."""
    filler = disk / "filler"
    with pytest.raises(OSError, match="28"), filler.open("ab", buffering=0) as stream:
        while True:
            stream.write(bytes(4096))
    os.truncate(filler, max(0, filler.stat().st_size - room))
    return filler


def test_at_every_level_of_a_disk_that_fills_up_it_is_all_or_nothing(disk_of, result):
    small_disk = disk_of("8m")
    paths = DataPaths(small_disk / "data")
    records, notes, decided = [], [], set()
    people = itertools.count()
    refused: Counter[str] = Counter()
    with History(paths) as history:
        records += history.append_many([result(seed, side=8) for seed in range(20)])
        for level in range(40):
            filler = fill_up(small_disk, 4096 * level)
            for what in ("append", "append again", "decide", "note") * 3:
                head = history.head()
                try:
                    match what:
                        case "append":
                            records.append(history.append(*result(100 + len(records), side=30)))
                        case "append again":
                            records.append(history.append(*result(0, side=8)))
                        case "decide":
                            somebody = f"Bo {next(people)}"  # who has not decided just that already
                            history.decide([level % 20 + 1], Decision(State.REJECTED, reason="blurred"), somebody)
                            decided.add(level % 20 + 1)
                        case "note":
                            notes += history.note(NewEvent(Kind.SETTING, new={"level": level}))
                except DiskFullError as problem:
                    assert "no room" in str(problem)
                    refused[what] += 1
                    assert history.head() == head
                assert history.newest_id() == len(records)
            filler.unlink()
            # Work goes on as soon as there is room.
            records.append(history.append(*result(1000 + level, side=8)))
        assert set(refused) == {"append", "append again", "decide", "note"}
        assert {each.stem for each in paths.pictures.glob("??/*.png")} == {each.picture_sha256 for each in records}
    with History(paths) as history:
        findings = verify(history)
        assert findings.problems == ()
        assert {each.id for each in history.page(limit=-1)} == {each.id for each in records}
        assert {each.id for each in history.page(Filter(state=State.REJECTED), limit=-1)} == decided
        assert history.events([Kind.SETTING], limit=-1) == notes[::-1]


def killed_copy(paths: DataPaths, disk: Path) -> DataPaths:
    """Copy a log that is open, as a killed program leaves it: with all its newest records in the write-ahead log."""
    copy = DataPaths(disk / "copy")
    copy.root.mkdir()
    for ending in ("", "-wal", ".head"):
        shutil.copy(f"{paths.database}{ending}", copy.root)
    shutil.copytree(paths.pictures, copy.pictures, ignore=shutil.ignore_patterns("incoming"))
    return copy


def log_on(disk: Path, tmp_path: Path, result, *, killed: bool) -> tuple[DataPaths, list[Record]]:
    """Make a log with three records on a disk."""
    if not killed:
        paths = DataPaths(disk / "copy")
        with History(paths) as history:
            return paths, [history.append(*result(seed)) for seed in range(3)]
    with History(DataPaths(tmp_path / "data")) as history:
        records = [history.append(*result(seed)) for seed in range(3)]
        return killed_copy(history.paths, disk), records


@pytest.mark.parametrize("killed", [False, True], ids=["closed", "killed"])
def test_a_log_on_a_full_disk_opens_for_reading_and_goes_on_when_there_is_room(small_disk, tmp_path, result, killed):
    paths, records = log_on(small_disk, tmp_path, result, killed=killed)
    filler = fill_up(small_disk)
    before = paths.database.read_bytes()
    with History(paths) as history:
        assert isinstance(history.writable_problem, DiskFullError)
        assert history.page() == records[::-1]
        assert history.count("S-0001") == 1
        np.testing.assert_array_equal(history.picture(records[0]), result(0)[1])
        with history.reading() as one, history.reading() as other:
            assert one.execute("SELECT count(*) FROM record").fetchone() == (3,)
            assert other.execute("SELECT count(*) FROM event").fetchone() == (4,)
        for _ in range(2):
            with pytest.raises(DiskFullError, match="no room"):
                history.append(*result(3))
            with pytest.raises(DiskFullError, match="no room"):
                history.decide([1], Decision(State.CONFIRMED), "Bo")
        assert paths.database.read_bytes() == before
        assert verify(history).problems == ()
        filler.unlink()
        records.append(history.append(*result(3)))
        assert history.writable_problem is None
        assert history.page() == records[::-1]
        (confirmed,) = history.decide([1], Decision(State.CONFIRMED), "Bo")
    with History(paths) as history:
        assert history.writable_problem is None
        assert history.page() == [*records[:0:-1], confirmed]
        assert history.check() == []


@pytest.mark.parametrize("what", ["export", "backup", "archive"])
def test_what_a_full_log_cannot_note_is_not_begun_on_another_disk(small_disk, tmp_path, result, what):
    paths, _ = log_on(small_disk, tmp_path, result, killed=False)
    filler = fill_up(small_disk)
    away = tmp_path / "away"
    with History(paths) as history:
        do = {
            "export": lambda: export(history, "", JsonLines(), away / "log.jsonl", privacy=Privacy(identified=True)),
            "backup": lambda: Backups(paths, away).make(history),
            "archive": lambda: archive(history, plan(history, datetime.now(UTC)), away),
        }[what]
        with pytest.raises(DiskFullError, match=f"no room left on the disk of {re.escape(str(small_disk))}"):
            do()
        assert not away.exists()
        filler.unlink()
        away.mkdir()
        do()
        assert files_below(away)


@pytest.mark.parametrize("killed", [False, True], ids=["closed", "killed"])
def test_a_log_on_a_read_only_disk_opens_for_reading(small_disk, tmp_path, result, killed):
    paths, records = log_on(small_disk, tmp_path, result, killed=killed)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with History(paths) as history:
        assert isinstance(history.writable_problem, DataDirReadOnlyError)
        assert history.page() == records[::-1]
        with pytest.raises(DataDirReadOnlyError):
            history.note(NewEvent(Kind.SETTING))
        assert verify(history).problems == ()
        checks = {check.name: check for check in run_selftest(paths)}
        assert not checks["log"].ok
        assert "nothing may be written" in checks["log"].detail
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
        records.append(history.append(*result(3)))
        assert history.page() == records[::-1]
        assert history.check() == []


def test_a_log_of_an_earlier_program_that_cannot_be_brought_up_to_date_says_why(small_disk, result):
    paths = DataPaths(small_disk / "data")
    paths.create()
    with closing(connect(paths.database, 5)) as connection:
        migrate(connection, migrations()[:3])
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(DataDirReadOnlyError):
        History(paths)


def test_a_log_that_is_read_is_not_opened_for_writing_meanwhile(small_disk, tmp_path, result):
    paths, _ = log_on(small_disk, tmp_path, result, killed=True)
    filler = fill_up(small_disk)
    with History(paths, busy_seconds=0.2) as history:
        with history.reading() as connection:
            filler.unlink()
            with pytest.raises(HistoryBusyError):
                history.note(NewEvent(Kind.SETTING))
            assert connection.execute("SELECT count(*) FROM record").fetchone() == (3,)
        history.note(NewEvent(Kind.SETTING))


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits as POSIX has them")
def test_a_log_that_a_limit_of_file_sizes_keeps_from_being_begun_is_told_that_there_is_no_room(paths, start):
    code = """
import resource, sys
from pathlib import Path
from leukdesk.history.errors import DiskFullError
from leukdesk.history.store import History
from leukdesk.paths import DataPaths
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
try:
    History(DataPaths(Path(sys.argv[1])))
except DiskFullError:
    print("no room")
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with History(DataPaths(Path(sys.argv[1]))) as history:
    print(history.check(), history.writable_problem)
"""
    child = start(code, paths.root)
    assert child.stdout.read().splitlines() == ["no room", "[] None"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits as POSIX has them")
def test_a_file_larger_than_allowed(paths, start):
    code = """
import resource, sys
from datetime import datetime, UTC
from pathlib import Path
import numpy as np
from leukdesk.history.records import NewRecord
from leukdesk.history.store import History
from leukdesk.history.errors import DiskFullError
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.paths import DataPaths
with History(DataPaths(Path(sys.argv[1]))) as history:
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    pixels = np.random.default_rng(0).integers(0, 256, (400, 400, 3), dtype=np.uint8)
    new = NewRecord(datetime.now(UTC), "", "", "", None, pixels_sha256(pixels), 400, 400, "m", "1", "0", {"a": 1.0},
                    "a", False, {})
    try:
        history.append(new, pixels)
    except DiskFullError as problem:
        print(problem.code, history.count())
"""
    assert start(code, paths.root).communicate(timeout=60)[0] == "disk-full 0\n"
    assert files_below(paths.pictures) == set()
    assert_whole(paths, [])


# A network folder

MOUNTS = r"""
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
tank:/home /home nfs4 rw 0 0
/dev/sdb1 /home/local xfs rw 0 0
//server/share /mnt/with\040blank cifs rw 0 0
me@host: /mnt/ssh fuse.sshfs rw 0 0
/dev/sdc1 /mnt/ssh ext4 rw 0 0
nonsense
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/home/ana/leukdesk", "nfs4"),
        ("/home/local/leukdesk", "xfs"),
        ("/home/localised", "nfs4"),
        ("/mnt/with blank/x", "cifs"),
        ("/mnt/ssh/x", "ext4"),
    ],
)
def test_the_disk_of_a_folder_is_found(folder, kind):
    assert location.mount_type(Path(folder), MOUNTS) == kind


@pytest.mark.parametrize(
    ("name", "remote"),
    [
        (r"\\server\share\leukdesk", True),
        (r"\\?\UNC\server\share\leukdesk", True),
        (r"\\?\C:\leukdesk", False),
        (r"C:\leukdesk", False),
    ],
)
def test_a_windows_name_of_another_computer_is_known(name, remote):
    assert location.is_network_name(PureWindowsPath(name)) is remote


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/self/mounts")
def test_a_network_folder_is_refused(paths, monkeypatch):
    kind = location.mount_type(paths.root.resolve(), Path("/proc/self/mounts").read_text())
    monkeypatch.setattr(location, "NETWORK_TYPES", {kind})  # no network folder can be had in a test
    with pytest.raises(HistoryLocationError, match=f"network folder \\(of type {re.escape(kind)}\\)") as caught:
        History(paths)
    assert "--data-dir" in str(caught.value)
    assert files_below(paths.root) == set()
