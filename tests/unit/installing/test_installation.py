import errno
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest

from leukdesk import selftest
from leukdesk.installing import holding
from leukdesk.installing import installation as module
from leukdesk.installing.how import Kind, look, running
from leukdesk.installing.installation import Installation, NotHereError
from leukdesk.installing.problems import CannotWriteError, CopyInUseError, InstallCancelledError

from .conftest import single_file


def test_both_are_put_on_the_station_and_taken_away_again(installation, places, tmp_path):
    assert not installation.found() and not installation.is_there()
    assert installation.why_not == ""
    found = installation.install(menu=True, copy=True)
    (copy,) = found.copies
    assert found == installation.found() and installation.is_there()
    assert found.entry.target == copy.launcher
    assert installation.install(menu=True, copy=True) == found
    done = installation.uninstall()
    assert set(done.paths) == {copy.folder, places.menu / "leukdesk.desktop", places.icons / "leukdesk.svg"}
    assert done.left == ()
    assert not places.programs.exists() and not installation.found()
    assert installation.uninstall() == module.Removed((), ())


def test_what_a_killed_program_left_is_taken_away_too(installation, places):
    installation.install(menu=True, copy=True)
    left = places.programs / ".0.1.0-12345678.part"
    left.mkdir()
    (left / "half").write_bytes(b"half")
    installation.uninstall()
    assert not places.programs.exists()


def test_an_entry_alone_leads_to_the_single_file_and_to_the_copy_once_there_is_one(installation):
    found = installation.install(menu=True, copy=False)
    assert (found.entry.target, found.copies) == (installation.here.executable, ())
    assert not installation.is_there()
    found = installation.install(menu=False, copy=True)
    assert found.entry.target == found.copies[0].launcher
    assert installation.is_there()


def test_a_copy_alone_makes_no_entry(installation):
    found = installation.install(menu=False, copy=True)
    assert found.entry is None and len(found.copies) == 1
    assert not installation.is_there()


def test_an_entry_from_a_stick_brings_a_copy_with_it(installation, monkeypatch):
    monkeypatch.setattr(module, "may_go_away", lambda _: True)
    assert installation.needs_copy
    found = installation.install(menu=True, copy=False)
    assert found.entry.target == found.copies[0].launcher


def test_another_build_takes_the_place_of_the_one_before(installation, places):
    before = installation.install(menu=True, copy=True)
    newer = Installation(single_file(installation.here.executable.parent, "two"), places)
    assert not newer.is_there() and newer.found() == before
    found = newer.install(menu=True, copy=True)
    assert [each.build for each in found.copies] == [newer.here.build]
    assert found.entry.target == found.copies[0].launcher
    # A copy that only the new one unpacks is where the entry of before leads from then on.
    third = Installation(single_file(installation.here.executable.parent, "three"), places)
    assert third.install(menu=False, copy=True).entry.target == third.found().copies[0].launcher


def test_what_is_cancelled_leaves_what_was_there(installation, places):
    before = installation.install(menu=True, copy=True)
    newer = Installation(single_file(installation.here.executable.parent, "two"), places)
    with pytest.raises(InstallCancelledError):
        newer.install(menu=True, copy=True, cancelled=lambda: True)
    assert newer.found() == before and installation.is_there()


@pytest.mark.parametrize("kind", [Kind.SOURCE, Kind.UNPACKED, Kind.FOLDER])
def test_only_the_single_file_puts_itself_on_a_station(stick, places, kind):
    other = Installation(replace(stick, kind=kind), places)
    assert other.why_not
    with pytest.raises(NotHereError, match="Nothing was put on this station"):
        other.install(menu=True, copy=True)
    assert not places.programs.exists()


def test_a_portable_program_and_a_user_without_a_home_put_nothing_there(stick, places):
    assert "home folder" in Installation(stick, None).why_not
    assert Installation(stick, None).uninstall() == module.Removed((), ())
    assert not Installation(stick, None).may_be_written()
    (stick.executable.parent / "portable.txt").touch()
    assert "a file named portable.txt lies beside it" in Installation(stick, places).why_not
    with pytest.raises(NotHereError, match="portable"):
        Installation(stick, places).install(menu=True, copy=True)


def test_the_copy_takes_itself_away(installation):
    copy = installation.install(menu=True, copy=True).copies[0]
    itself = Installation(look(copy.launcher, copy.folder / "_internal", frozen=True), installation._places)
    holding.hold(itself.here)
    try:
        done = itself.uninstall()
    finally:
        holding.release()
    assert copy.folder in done.paths
    assert done.left == ()


@pytest.mark.skipif(sys.platform != "linux", reason="locks as Linux has them")
def test_a_copy_that_could_not_be_removed_is_held_as_before(installation, monkeypatch):
    copy = installation.install(menu=True, copy=True).copies[0]
    itself = Installation(look(copy.launcher, copy.folder / "_internal", frozen=True), installation._places)

    def fails(folder):
        raise CannotWriteError(folder, OSError(errno.EIO, "Input/output error"))

    monkeypatch.setattr(module, "remove_copy", fails)
    holding.hold(itself.here)
    try:
        with pytest.raises(CannotWriteError):
            itself.uninstall()
        assert holding.in_use(copy.folder)
    finally:
        holding.release()


def test_only_what_the_program_made_is_taken_away(installation, places):
    installation.install(menu=True, copy=True)
    (places.programs / "mine").mkdir()
    (places.programs / "mine" / "notes").write_text("kept")
    installation.uninstall()
    assert [each.name for each in places.programs.iterdir()] == ["mine"]


@pytest.mark.skipif(sys.platform != "linux", reason="locks as Linux has them")
def test_while_another_window_runs_from_a_copy_nothing_is_taken_away(installation):
    there = installation.install(menu=True, copy=True)
    copy = there.copies[0]
    code = (
        "import fcntl, sys; held = open(sys.argv[1]); fcntl.flock(held, fcntl.LOCK_SH);"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, copy.folder / "leukdesk-copy.json"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        other.stdout.readline()
        with pytest.raises(CopyInUseError, match="Close every window") as refused:
            installation.uninstall()
        assert str(copy.folder) in str(refused.value)
        assert installation.found() == there
        other.stdin.close()
        other.wait(30)
    assert copy.folder in installation.uninstall().paths
    assert not installation.found()


def test_the_selftest_reads_the_copy_and_names_what_is_damaged(installation, tmp_path):
    def told(of: Installation) -> list[selftest.Check]:
        return [selftest._told("copy", lambda copy=copy: selftest._copy(copy)) for copy in selftest._copies(of)]

    assert told(installation) == []
    copy = installation.install(menu=False, copy=True).copies[0]
    itself = Installation(look(copy.launcher, copy.folder / "_internal", frozen=True), None)
    for each in (installation, itself):
        (check,) = told(each)
        assert check.ok and "7 files as they were unpacked" in check.detail and str(copy.folder) in check.detail
    (copy.folder / "_internal" / "resources" / "icons" / "leukdesk.svg").write_bytes(b"<gvs/>")
    (check,) = told(itself)
    assert not check.ok and "leukdesk.svg" in check.detail and "--install" in check.detail
    shutil.rmtree(copy.folder / "_internal")
    (check,) = told(installation)
    assert "8 files lost or changed" in check.detail
    assert told(Installation(running(), installation._places)) == []


def test_a_place_without_the_right_to_write_is_known_before(installation, places, disk_of):
    assert installation.may_be_written()
    places.programs.parent.mkdir(parents=True)
    places.programs.write_text("a file")
    assert not installation.may_be_written()
