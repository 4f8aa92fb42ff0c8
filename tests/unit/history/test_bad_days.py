"""Each with a clear message, and nothing left half done."""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PureWindowsPath

import cv2
import numpy as np
import pytest

from leukdesk.history import location
from leukdesk.history.errors import (
    DiskFullError,
    HistoryBusyError,
    HistoryDamagedError,
    HistoryLocationError,
    HistoryNewerError,
    PictureChangedError,
    PictureMissingError,
)
from leukdesk.history.store import History
from leukdesk.paths import DataDirNotAFolderError, DataDirReadOnlyError, DataPaths


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
    assert said.startswith(f"data-folder-read-only The data folder {paths.root} cannot be used")
    for folder in (paths.root, paths.pictures, paths.pictures / "incoming"):
        folder.chmod(0o777)
    said = start(AS_ANOTHER_USER, paths.root).communicate(timeout=120)[0]
    assert said.startswith(f"history-read-only {paths.database} may not be written to")
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


# Another program

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
    seen += child.communicate(timeout=30)[0].splitlines(keepends=True)
    acknowledged = dict(line.split() for line in seen if line.endswith("\n"))
    with History(paths) as history:
        for record_id, sha256 in acknowledged.items():
            record = history.get(int(record_id))
            assert record.picture_sha256 == sha256
            assert history.picture(record).shape == (60, 60, 3)
        assert history.check() == []
        assert history.count() % many == 0
        assert history.count("S") == history.count()


# A log that is none


def test_a_log_of_a_newer_program_is_left_untouched(paths, result):
    with History(paths) as history:
        history.append(*result())
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = paths.database.read_bytes()
    with pytest.raises(HistoryNewerError, match=r"newer Leukdesk \(format 99; this program knows up to 1\)") as caught:
        History(paths)
    assert caught.value.code == "history-newer"
    assert paths.database.read_bytes() == before


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE other (x); INSERT INTO other VALUES ('mine'); PRAGMA user_version = 3;")


def empty_foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_text("a letter to the hospital\n" * 100, encoding="utf-8"),
        lambda path: path.write_bytes(b"hello"),
        lambda path: path.write_bytes(np.random.default_rng(3).bytes(50_000)),
        foreign_database,
        empty_foreign_database,
    ],
    ids=["text", "short", "noise", "another program's database", "an empty one"],
)
def test_a_file_that_is_no_log_is_moved_aside(paths, result, make):
    paths.create()
    make(paths.database)
    content = paths.database.read_bytes()
    wal = paths.database.with_name(paths.database.name + "-wal")
    wal.write_bytes(b"belongs to it")
    with History(paths) as history:
        (notice,) = history.notices
        (aside,) = (each for each in paths.root.glob("*.not-a-database-*") if not each.name.endswith(("-wal", "-shm")))
        assert aside.name in notice
        assert str(paths.database) in notice
        assert aside.read_bytes() == content
        if make not in (
            foreign_database,
            empty_foreign_database,
        ):
            assert aside.with_name(aside.name + "-wal").read_bytes() == b"belongs to it"
        record = history.append(*result())
    with History(paths) as history:
        assert history.notices == ()
        assert history.page() == [record]


def test_an_empty_file_becomes_the_log(paths, result):
    paths.create()
    paths.database.touch()
    with History(paths) as history:
        assert history.notices == ()
        history.append(*result())


def test_a_damaged_log_is_told_and_left(paths, result):
    with History(paths) as history:
        history.append_many([result(sample=f"S-{number}" * 50) for number in range(200)])
    content = bytearray(paths.database.read_bytes())
    content[8192:] = np.random.default_rng(0).bytes(len(content) - 8192)
    paths.database.write_bytes(content)
    with History(paths) as history:
        assert history.notices == ()
        (problem, *_) = history.check()
        assert "damaged" in problem
        with pytest.raises(HistoryDamagedError, match="Nothing was changed"):
            history.append(*result(1000))
    assert not list(paths.root.glob("*not-a-database*"))


# Pictures that are not what they were


def test_a_missing_and_a_changed_picture_are_told(history, paths, result):
    records = [history.append(*result(seed)) for seed in range(5)]
    path = {r.id: paths.pictures / r.picture_sha256[:2] / f"{r.picture_sha256}.png" for r in records}
    _, missing, cut, other, empty = records
    path[missing.id].unlink()
    path[cut.id].write_bytes(path[cut.id].read_bytes()[:-200])
    cv2.imwrite(str(path[other.id]), np.zeros((24, 32, 3), np.uint8))
    path[empty.id].write_bytes(b"")
    with pytest.raises(PictureMissingError, match=f"record {missing.id} is missing"):
        history.picture(missing)
    for record in (cut, other, empty):
        with pytest.raises(PictureChangedError, match=f"record {record.id} is not the one") as caught:
            history.picture(record)
        assert str(path[record.id]) in str(caught.value)
    problems = history.check()
    assert len(problems) == 4
    for record in records[1:]:
        assert any(str(path[record.id]) in each for each in problems)
    (only,) = history.check(pictures="there")
    assert str(path[missing.id]) in only
    assert history.check(pictures="none") == []
    seen = []
    assert history.check(progress=lambda done, total: seen.append((done, total)), cancelled=lambda: len(seen) == 2)
    assert seen == [(1, 5), (2, 5)]


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
