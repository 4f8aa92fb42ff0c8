import os
import sys

import pytest

from leukdesk import __version__, paths
from leukdesk.installing import how
from leukdesk.installing.how import LAUNCHER, MANIFEST, Kind, look

from .conftest import single_file


def test_a_checkout_is_told_from_the_single_file_a_copy_of_it_and_a_folder(tmp_path):
    assert how.running().kind is Kind.SOURCE
    assert single_file(tmp_path).kind is Kind.SINGLE_FILE
    folder = tmp_path / "folder"
    (folder / "_internal").mkdir(parents=True)
    assert look(folder / LAUNCHER, folder / "_internal", frozen=True).kind is Kind.FOLDER
    (folder / MANIFEST).write_text("{}")
    assert look(folder / LAUNCHER, folder / "_internal", frozen=True).kind is Kind.UNPACKED
    assert look(folder / LAUNCHER, folder / "_internal", frozen=False).kind is Kind.SOURCE


def test_a_build_is_known_by_its_id_and_without_one_by_its_executable(tmp_path):
    here = single_file(tmp_path, "one")
    first = here.build
    assert first.startswith(f"{__version__}-")
    assert single_file(tmp_path, "two").build != first
    assert single_file(tmp_path, "one\n").build == first
    (here.files / "build-id.txt").unlink()
    without = here.build
    assert without not in (first, "") and here.build == without
    os.utime(here.executable, (1, 1))
    assert here.build != without


@pytest.mark.parametrize("marker", ["portable", "portable.txt", "Portable"])
def test_a_marker_keeps_the_data_beside_the_single_file(tmp_path, marker):
    here = single_file(tmp_path)
    assert here.portable_data is None
    (tmp_path / marker).mkdir()
    assert here.portable_data is None
    (tmp_path / marker).rmdir()
    (tmp_path / marker).touch()
    assert (here.portable_marker, here.portable_data) == (tmp_path / marker, tmp_path / "leukdesk-data")
    # What runs from its source has Python for an executable: a file beside that says nothing.
    assert look(here.executable, here.files, frozen=False).portable_data is None


def test_beside_a_bundle_of_macos_is_beside_what_the_finder_shows(tmp_path):
    executable = tmp_path / "Leukdesk.app" / "Contents" / "MacOS" / "leukdesk"
    executable.parent.mkdir(parents=True)
    (tmp_path / "portable").touch()
    here = look(executable, executable.parents[1] / "Frameworks", frozen=True)
    assert here.portable_data == tmp_path / "leukdesk-data"


def test_the_data_folder_of_a_portable_program_gives_way_to_one_that_was_chosen(tmp_path, monkeypatch):
    here = single_file(tmp_path)
    (tmp_path / "portable").touch()
    monkeypatch.delenv("LEUKDESK_DATA_DIR", raising=False)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(here.executable))
    monkeypatch.setattr(sys, "_MEIPASS", str(here.files), raising=False)
    assert paths.default_data_dir() == tmp_path / "leukdesk-data"
    monkeypatch.setenv("LEUKDESK_DATA_DIR", str(tmp_path / "chosen"))
    assert paths.default_data_dir() == tmp_path / "chosen"
