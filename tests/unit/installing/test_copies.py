import errno
import os
import shutil
import subprocess
import sys
import time

import pytest

from leukdesk.installing import copies, holding, unpacking
from leukdesk.installing.copies import read_copy, remove_copy
from leukdesk.installing.how import LAUNCHER, MANIFEST, Kind, look
from leukdesk.installing.installation import Installation
from leukdesk.installing.problems import (
    CannotReadError,
    CannotWriteError,
    CopyInUseError,
    InstallCancelledError,
    NoRoomError,
    NothingRunsThereError,
)
from leukdesk.installing.unpacking import size_of, unpack

from .conftest import single_file

linux = pytest.mark.skipif(sys.platform != "linux", reason="locks and rights as Linux has them")


def test_a_copy_has_the_files_the_links_and_a_launcher_that_runs(stick, places):
    told = []
    copy = unpack(stick.files, stick.launcher, places.programs / stick.build, lambda *step: told.append(step))
    assert copy.folder == places.programs / stick.build
    assert sorted(each.name for each in copy.folder.iterdir()) == sorted(("_internal", LAUNCHER, MANIFEST))
    inside = copy.folder / "_internal"
    assert not (inside / "launcher").exists()
    for path in (path for path in stick.files.rglob("*") if path.is_file() and path.parent.name != "launcher"):
        assert (inside / path.relative_to(stick.files)).read_bytes() == path.read_bytes()
    assert (inside / "libQt6Core.so.6").readlink() == (stick.files / "libQt6Core.so.6").readlink()
    assert (inside / "PySide6" / "lib").is_symlink()
    assert os.access(inside / "libfirst.so.6", os.X_OK) and not os.access(inside / "resources" / "empty", os.X_OK)
    done = subprocess.run([copy.launcher, "a b"], capture_output=True, text=True, check=True)
    assert done.stdout == "launched with 1 words a b\n"
    size = size_of(stick.files, stick.launcher)
    assert (
        copy.size
        == size
        == sum(p.stat().st_size for p in copy.folder.rglob("*") if not p.is_symlink() and p.is_file())
        - ((copy.folder / MANIFEST).stat().st_size)
    )
    assert [step[1] for step in told] == sorted(step[1] for step in told)
    assert told[-1][1] == told[-1][2] == -(-size // 1000**2)
    assert read_copy(copy.folder) == copy
    assert copy.damage(contents=True) == []
    assert look(copy.launcher, inside, frozen=True).kind is Kind.UNPACKED
    assert look(copy.launcher, inside, frozen=True).build == stick.build


def test_what_is_there_and_whole_is_left_alone(stick, places):
    folder = places.programs / stick.build
    unpack(stick.files, stick.launcher, folder)
    before = (folder / LAUNCHER).stat()
    told = []
    assert unpack(stick.files, stick.launcher, folder, lambda *step: told.append(step)) == read_copy(folder)
    assert (folder / LAUNCHER).stat().st_ino == before.st_ino
    assert told == []


@pytest.mark.parametrize(
    ("name", "contents"),
    [
        (LAUNCHER, False),
        ("_internal/libQt6Core.so.6", False),
        ("_internal/resources/empty", False),
        (MANIFEST, False),
        ("_internal/resources/icons/leukdesk.svg", True),
    ],
)
def test_a_damaged_copy_is_found_and_made_again(stick, places, name, contents):
    folder = places.programs / stick.build
    whole = unpack(stick.files, stick.launcher, folder)
    if contents:
        (folder / name).write_bytes(b"<gvs/>")  # as long as before: only reading it tells
        assert read_copy(folder).damage(contents=False) == []
    elif name == MANIFEST:
        (folder / name).write_text('{"build": 3, "files": [')
    else:
        (folder / name).unlink()
    assert read_copy(folder).damage(contents=True) == [name]
    if contents:
        (folder / name).unlink()
    assert unpack(stick.files, stick.launcher, folder) == whole
    assert whole.damage(contents=True) == []
    assert [each.name for each in places.programs.iterdir()] == [stick.build]


def test_a_folder_without_a_list_is_half_of_a_copy_and_made_again(stick, places):
    folder = places.programs / stick.build
    (folder / "_internal").mkdir(parents=True)
    assert read_copy(folder) is None
    assert unpack(stick.files, stick.launcher, folder).damage(contents=True) == []


@pytest.mark.parametrize("before", [0, 1, 3])
def test_what_is_cancelled_leaves_nothing(stick, places, before):
    asked = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > before

    with pytest.raises(InstallCancelledError):
        unpack(stick.files, stick.launcher, places.programs / stick.build, cancelled=cancelled)
    assert not places.programs.exists()


def test_what_a_killed_program_left_goes_after_an_hour(stick, places):
    code = (
        "import os, sys; from pathlib import Path; from leukdesk.installing.unpacking import unpack;"
        "files, launcher, folder = map(Path, sys.argv[1:]);"
        "unpack(files, launcher, folder, lambda *_: os._exit(7))"
    )
    folder = places.programs / stick.build
    killed = subprocess.run([sys.executable, "-c", code, stick.files, stick.launcher, folder])
    assert killed.returncode == 7
    (half,) = places.programs.iterdir()
    assert half.name.startswith(".") and copies.copies(places.programs) == []
    unpack(stick.files, stick.launcher, folder)
    assert half.exists()  # somebody may be at it
    file = places.programs / f".half{copies.PARTIAL}"  # of the menu entry's receipt
    file.touch()
    before = time.time() - 3601
    for each in (half, file):
        os.utime(each, (before, before))
    unpack(stick.files, stick.launcher, folder)
    assert list(places.programs.iterdir()) == [folder]


def test_the_copy_of_another_build_goes_when_the_new_one_is_there(stick, places, tmp_path):
    unpack(stick.files, stick.launcher, places.programs / stick.build)
    newer = single_file(stick.executable.parent, "two")
    (places.programs / "mine").mkdir()
    unpack(newer.files, newer.launcher, places.programs / newer.build)
    assert sorted(each.name for each in places.programs.iterdir()) == sorted(("mine", newer.build))


@linux
def test_a_copy_that_runs_stays(stick, places):
    folder = unpack(stick.files, stick.launcher, places.programs / stick.build).folder
    newer = single_file(stick.executable.parent, "two")
    code = (
        "import sys; from pathlib import Path; from leukdesk.installing import holding, how;"
        "folder = Path(sys.argv[1]);"
        "holding.hold(how.look(folder / 'leukdesk', folder / '_internal', frozen=True));"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        unpack(newer.files, newer.launcher, places.programs / newer.build)
        assert sorted(each.build for each in copies.copies(places.programs)) == sorted((stick.build, newer.build))
        with pytest.raises(CopyInUseError, match="Close every window"):
            remove_copy(folder)
        assert read_copy(folder).damage(contents=True) == []
        with pytest.raises(CopyInUseError):
            Installation(stick, places).uninstall()
        assert len(copies.copies(places.programs)) == 2  # not even the one that nobody holds
        other.stdin.close()
        other.wait(30)
    remove_copy(folder)
    assert [each.build for each in copies.copies(places.programs)] == [newer.build]


@linux
def test_a_program_holds_its_own_copy_until_it_lets_go(stick, places):
    copy = unpack(stick.files, stick.launcher, places.programs / stick.build)
    holding.hold(look(copy.launcher, copy.folder / "_internal", frozen=True))
    try:
        assert holding.in_use(copy.folder)
    finally:
        holding.release()
    assert not holding.in_use(copy.folder)
    holding.hold(stick)  # holds nothing: the single file is no copy
    assert not holding.in_use(copy.folder)


def test_a_full_disk_is_told_before_anything_is_written(stick, disk_of):
    disk = disk_of("4m")
    with pytest.raises(NoRoomError, match="it takes 104 MB, and 5 MB are free"):
        unpack(stick.files, stick.launcher, disk / "programs" / stick.build)
    assert list(disk.iterdir()) == []


def test_a_disk_that_fills_up_meanwhile_is_told_and_left_clean(stick, disk_of, monkeypatch):
    monkeypatch.setattr(unpacking, "_LEAVE_FREE", 0)
    disk = disk_of("4m")
    filler = disk / "filler"

    def fill(_what, done, _total) -> None:
        if done == 2:
            with pytest.raises(OSError), filler.open("wb", buffering=0) as file:
                while True:
                    file.write(bytes(4096))

    with pytest.raises(NoRoomError, match="Free some space"):
        unpack(stick.files, stick.launcher, disk / "programs" / stick.build, fill)
    assert list(disk.iterdir()) == [filler]


@linux
def test_a_place_that_takes_nothing_is_told(stick, disk_of):
    disk = disk_of("4m")
    done = subprocess.run(["mount", "-o", "remount,ro", disk], capture_output=True)
    if done.returncode:
        pytest.skip("remounting is not permitted here")
    with pytest.raises(CannotWriteError, match="nothing may be written there") as caught:
        unpack(stick.files, stick.launcher, disk / "programs" / stick.build)
    assert str(disk) in str(caught.value)


@linux
def test_a_disk_from_which_nothing_can_be_started_is_told(stick, disk_of, monkeypatch):
    monkeypatch.setattr(unpacking, "_LEAVE_FREE", 0)
    disk = disk_of("8m")
    if subprocess.run(["mount", "-o", "remount,noexec", disk], capture_output=True).returncode:
        pytest.skip("remounting is not permitted here")
    with pytest.raises(NothingRunsThereError, match="noexec"):
        unpack(stick.files, stick.launcher, disk / "programs" / stick.build)
    assert list(disk.iterdir()) == []


def test_a_file_in_the_way_is_told(stick, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CannotWriteError):
        unpack(stick.files, stick.launcher, tmp_path / "file" / "programs" / stick.build)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_stick_that_was_pulled_is_told_and_nothing_is_left(stick, places):
    def pull(*_) -> None:
        shutil.rmtree(stick.files / "resources", ignore_errors=True)

    with pytest.raises(CannotReadError, match="undamaged copy"):
        unpack(stick.files, stick.launcher, places.programs / stick.build, pull)
    assert not places.programs.exists()
    shutil.rmtree(stick.files)
    with pytest.raises(CannotReadError):
        size_of(stick.files, stick.launcher)


def test_a_former_copy_stays_where_the_new_one_fails(stick, places):
    former = unpack(stick.files, stick.launcher, places.programs / stick.build)
    newer = single_file(stick.executable.parent, "two")
    with pytest.raises(InstallCancelledError):
        unpack(newer.files, newer.launcher, places.programs / newer.build, cancelled=lambda: True)
    assert copies.copies(places.programs) == [former]
    assert former.damage(contents=True) == []


@linux
def test_a_disk_without_room_for_a_folder_is_told(stick, places, monkeypatch):
    def no_quota(*_: object) -> None:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr(unpacking, "sync_folder", no_quota)
    with pytest.raises(NoRoomError):
        unpack(stick.files, stick.launcher, places.programs / stick.build)
    assert not places.programs.exists()
