import json
import os
import plistlib
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leukdesk.installing import shortcut
from leukdesk.installing.app_bundle import EXECUTABLE, bundle_files
from leukdesk.installing.desktop_file import desktop_file
from leukdesk.installing.menu_entry import RECEIPT, make_entry, read_entry, remove_entry
from leukdesk.installing.places import may_go_away, user_places
from leukdesk.installing.problems import CannotReadError, CannotWriteError, InstallError, NotOursError
from leukdesk.paths import resources

from .conftest import ODD, SCRIPT

ICON = resources() / "icons" / "leukdesk.svg"
PATHS = [
    "plain/leukdesk",
    f"{ODD}/leukdesk",
    "a=b c/leuk;desk",
    "back\\slash\ttab/leu\nk",
    "100%/%f",
    "\\$`\"'/leukdesk",
]


def value(text: str, key: str) -> str:
    """Read a value of the type string, as the specification has it."""
    (line,) = [line for line in text.splitlines() if line.startswith(f"{key}=")]
    out, letters = "", iter(line.removeprefix(f"{key}="))
    for letter in letters:
        out += {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}[next(letters)] if letter == "\\" else letter
    return out


def words(line: str) -> list[str]:
    """Read the words of a value of Exec: in double quotes a backslash stands before what it escapes."""
    found, letters, word, quoted = [], iter(line), "", False
    for letter in letters:
        if letter == '"':
            quoted = not quoted
        elif letter == "\\" and quoted:
            word += next(letters)
        elif letter == " " and not quoted:
            found.append(word)
            word = ""
        elif letter == "%":
            assert next(letters) == "%", "a code of the specification, which stands for a file"
            word += "%"
        else:
            word += letter
    return [*found, word]


@pytest.mark.parametrize("name", PATHS)
def test_a_desktop_file_starts_the_very_file_that_is_meant(tmp_path, name):
    target = tmp_path / name
    target.parent.mkdir()
    target.write_text(SCRIPT)
    target.chmod(0o755)
    text = desktop_file(target).decode()
    command = words(value(text, "Exec"))
    assert "=" not in command[0]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "launched with 0 words\n"
    assert value(text, "TryExec") == str(target)
    assert "\n\n" not in text and text.startswith("[Desktop Entry]\n")


def test_a_name_with_bytes_that_are_no_text_is_written_as_it_is():
    target = Path(os.fsdecode(b"/opt/caf\xe9/leukdesk"))
    assert b'Exec="/opt/caf\xe9/leukdesk"\n' in desktop_file(target)


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
@pytest.mark.parametrize("name", PATHS)
def test_a_desktop_file_is_valid(tmp_path, name):
    path = tmp_path / "leukdesk.desktop"
    path.write_bytes(desktop_file(Path("/opt") / name))
    done = subprocess.run(["desktop-file-validate", path], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("gio") is None, reason="needs gio, the desktops' own way to start an entry")
@pytest.mark.parametrize("name", PATHS)
def test_the_desktops_start_it_too(tmp_path, name):
    target = tmp_path / name
    target.parent.mkdir()
    target.write_text('#!/bin/sh\necho "$#" >"$LEUKDESK_TEST_OUT"\n')
    target.chmod(0o755)
    entry, out = tmp_path / "leukdesk.desktop", tmp_path / "out"
    entry.write_bytes(desktop_file(target))
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LEUKDESK_TEST_OUT": str(out)}
    done = subprocess.run(["gio", "launch", entry], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    until = time.monotonic() + 30
    while not (out.exists() and out.read_text()) and time.monotonic() < until:
        time.sleep(0.02)
    assert out.read_text() == "0\n"


def test_an_entry_of_linux_is_made_and_taken_away_again(places, stick):
    entry = make_entry(places, stick.executable, ICON)
    assert entry == read_entry(places) and entry.is_whole
    desktop = places.menu / "leukdesk.desktop"
    assert desktop.read_bytes() == desktop_file(stick.executable)
    assert (places.icons / "leukdesk.svg").read_bytes() == ICON.read_bytes()
    assert desktop.stat().st_mode & 0o777 == 0o644
    again = make_entry(places, stick.launcher, ICON)
    assert again.target == stick.launcher and value(desktop.read_text(), "TryExec") == str(stick.launcher)
    assert remove_entry(places) == ([places.icons / "leukdesk.svg", desktop], [])
    assert read_entry(places) is None
    assert not [path for path in places.menu.parents[2].rglob("*") if not path.is_dir()]
    assert remove_entry(places) == ([], [])


def test_what_somebody_else_made_is_neither_written_over_nor_removed(places, stick):
    desktop = places.menu / "leukdesk.desktop"
    desktop.parent.mkdir(parents=True)
    desktop.write_text("[Desktop Entry]\nName=mine\n")
    with pytest.raises(NotOursError, match="was not made by this program"):
        make_entry(places, stick.executable, ICON)
    assert "mine" in desktop.read_text() and not (places.icons / "leukdesk.svg").exists()
    assert remove_entry(places) == ([], [])
    assert desktop.exists()


def test_what_cannot_be_read_is_told(places, stick, tmp_path):
    with pytest.raises(CannotReadError, match=r"own file .*gone\.svg cannot be read"):
        make_entry(places, stick.executable, tmp_path / "gone.svg")
    (places.menu / "leukdesk.desktop").mkdir(parents=True)
    with pytest.raises(NotOursError, match="was not made by this program"):
        make_entry(places, stick.executable, ICON)


def test_no_folder_goes_but_those_of_the_entrys_own_bundle(tmp_path, stick):
    home = tmp_path / "home.app"
    (home / "empty").mkdir(parents=True)
    places = user_places("linux", {"XDG_DATA_HOME": str(home)}, tmp_path)
    make_entry(places, stick.executable, ICON)
    remove_entry(places)
    assert (home / "empty").is_dir()


def test_what_was_changed_since_stays_and_is_named(places, stick):
    make_entry(places, stick.executable, ICON)
    desktop = places.menu / "leukdesk.desktop"
    desktop.write_text("[Desktop Entry]\nName=mine now\n")
    assert remove_entry(places) == ([places.icons / "leukdesk.svg"], [desktop])
    assert "mine now" in desktop.read_text()


def test_an_entry_elsewhere_goes_when_the_folder_of_entries_is_another_one(tmp_path, stick):
    before = user_places("linux", {}, tmp_path / "home")
    after = user_places("linux", {"XDG_DATA_HOME": str(tmp_path / "elsewhere")}, tmp_path / "home")
    make_entry(before, stick.executable, ICON)
    make_entry(after, stick.executable, ICON)
    assert not (before.menu / "leukdesk.desktop").exists()
    assert (tmp_path / "elsewhere" / "applications" / "leukdesk.desktop").exists()


@pytest.mark.parametrize("text", ["", "[]", '{"target": 3}', '{"target": "x", "files": []}', "\xff"])
def test_a_receipt_that_makes_no_sense_is_none(places, text):
    places.programs.mkdir(parents=True)
    (places.programs / RECEIPT).write_text(text, encoding="latin-1")
    assert read_entry(places) is None


def test_a_place_that_takes_nothing_is_told(places, stick):
    places.menu.parent.mkdir(parents=True)
    places.menu.write_text("a file")
    with pytest.raises(CannotWriteError, match="applications"):
        make_entry(places, stick.executable, ICON)
    remove_entry(places)
    assert not places.programs.exists() and not (places.icons / "leukdesk.svg").exists()


@pytest.mark.parametrize("folder", ["plain", ODD])
def test_a_bundle_of_macos_starts_the_very_file_that_is_meant(tmp_path, folder):
    target = tmp_path / folder / "leukdesk"
    target.parent.mkdir()
    target.write_text(SCRIPT)
    target.chmod(0o755)
    places = user_places("darwin", {}, tmp_path / "home")
    make_entry(places, target, ICON)
    bundle = tmp_path / "home" / "Applications" / "Leukdesk.app"
    facts = plistlib.loads((bundle / "Contents" / "Info.plist").read_bytes())
    start = bundle / "Contents" / "MacOS" / facts["CFBundleExecutable"]
    done = subprocess.run([start, "one", "two words"], capture_output=True, text=True, check=True)
    assert done.stdout == "launched with 2 words one two words\n"
    remove_entry(places)
    assert not bundle.exists() and bundle.parent.is_dir()


def test_a_bundle_of_macos_has_what_apple_asks_for():
    files = bundle_files(Path("/opt/leukdesk"))
    facts = plistlib.loads(files["Contents/Info.plist"])
    assert facts["CFBundlePackageType"] == "APPL"
    assert facts["CFBundleIdentifier"].count(".") >= 2
    assert f"Contents/MacOS/{facts['CFBundleExecutable']}" == EXECUTABLE
    # Without this sentence macOS ends a program that opens a camera.
    assert facts["NSCameraUsageDescription"]
    assert files[EXECUTABLE].startswith(b"#!/bin/sh\n") and shlex.quote("/opt/leukdesk").encode() in files[EXECUTABLE]


def test_the_script_of_the_shortcut_is_constant_and_one_word_of_a_command_line():
    command = shortcut.command({"SYSTEMROOT": r"D:\Windows"})
    assert command[0] == r"D:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe"
    assert command[-2:] == ["-Command", shortcut.SCRIPT]
    assert '"' not in shortcut.SCRIPT and "#" not in shortcut.SCRIPT
    assert subprocess.list2cmdline(command).endswith(f'-Command "{shortcut.SCRIPT}"')
    for name in (shortcut.LINK, shortcut.TARGET):
        assert f"$env:{name}" in shortcut.SCRIPT


def test_where_windows_writes_no_shortcut_it_is_told_what_to_do_by_hand(tmp_path):
    places = user_places("win32", {"APPDATA": str(tmp_path / "r"), "LOCALAPPDATA": str(tmp_path / "l")})
    with pytest.raises(InstallError, match=r"Leukdesk\.lnk could not be made: .*by hand"):
        make_entry(places, tmp_path / "leukdesk.exe", ICON)
    remove_entry(places)
    assert not places.programs.exists()


def test_a_shortcut_of_before_is_not_taken_for_one_that_could_not_be_made(tmp_path, monkeypatch):
    link = tmp_path / "Leukdesk.lnk"
    link.touch()
    monkeypatch.setattr(shortcut, "command", lambda: [sys.executable, "-c", "raise SystemExit(1)"])
    with pytest.raises(InstallError, match="Windows did not write it"):
        shortcut.make_shortcut(link, tmp_path / "leukdesk.exe")


def test_each_system_has_its_places(tmp_path):
    assert user_places("win32", {}, tmp_path) is None
    mac, linux = user_places("darwin", {}, tmp_path), user_places("linux", {"XDG_DATA_HOME": "relative"}, tmp_path)
    # On its disks "Leukdesk" and "leukdesk", where the data lie, are one folder.
    assert mac.programs.name.lower() != "leukdesk"
    assert linux.menu == tmp_path / ".local" / "share" / "applications"
    assert linux.programs == tmp_path / ".local" / "lib" / "leukdesk"


def test_a_stick_and_a_disc_may_go_away(disk_of, tmp_path):
    assert may_go_away(Path("/media/user/STICK/leukdesk"), "linux")
    assert may_go_away(Path("/run/media/user/STICK/leukdesk"), "linux")
    assert may_go_away(Path("/Volumes/STICK/leukdesk"), "darwin")
    assert not may_go_away(Path("/Users/user/Downloads/leukdesk"), "darwin")
    assert not may_go_away(tmp_path, "linux")
    disk = disk_of("64k")
    assert not may_go_away(disk, "linux")
    if subprocess.run(["mount", "-o", "remount,ro", disk], capture_output=True).returncode:
        pytest.skip("remounting is not permitted here")
    assert may_go_away(disk, "linux")


def test_the_receipt_names_what_was_made(places, stick):
    make_entry(places, stick.executable, ICON)
    found = json.loads((places.programs / RECEIPT).read_bytes())
    assert set(found["files"]) == {str(places.menu / "leukdesk.desktop"), str(places.icons / "leukdesk.svg")}
