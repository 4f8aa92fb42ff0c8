"""Exporting from the command line: the real ``main()``."""

import json
import os

import pytest

from leukdesk import cli
from leukdesk.history.review import Decision, State


@pytest.fixture
def run(filled, capsys, qapp):
    """Run an action on a log of three records, of which the second has lost its picture."""
    filled._pictures.path(filled.get(2).picture_sha256).unlink()
    filled.decide([1, 2, 3], Decision(State.REJECTED, reason="a try"), "Cleo")
    filled.close()

    def do(*arguments):
        status = cli.main(
            ["history", arguments[0], "--json", "--data-dir", str(filled.paths.root), *map(str, arguments[1:])]
        )
        told = capsys.readouterr()
        return status, [json.loads(line) for line in told.out.splitlines()], told.err

    return do


LEFT_OUT = "The stored picture of record 2 is missing."


def test_an_export_that_leaves_something_out_is_no_success(run, tmp_path):
    status, (done,), told = run("export", tmp_path / "each", "--format", "png")
    assert (status, done["records"], LEFT_OUT in told, LEFT_OUT in done["remarks"][0]) == (1, 2, True, True)
    assert run("export", tmp_path / "first", "--format", "png", "--sample", "CASE-ALPHA")[0] == 0
    assert run("export", tmp_path / "all.csv")[0] == 0, "a table needs no pictures"


def test_a_report_that_lacks_a_picture_is_no_success(run, tmp_path):
    status, (done,), told = run("report", 2, tmp_path / "two.pdf")
    assert (status, LEFT_OUT in told, done["remarks"]) == (1, True, [LEFT_OUT])
    assert run("report", 1, tmp_path / "one.pdf")[0] == 0


def test_handing_over_less_than_all_is_no_success(run, tmp_path):
    watched = tmp_path / "watched"
    watched.mkdir()
    hand_over = ("export", "--watch-folder", watched, "--when", "decided", "--format", "png")
    status, (done,), told = run(*hand_over, "--begin", "earlier")
    assert (status, done["files"], LEFT_OUT in told, len(done["remarks"])) == (1, 2, True, 3)
    assert run(*hand_over)[0] == 0, "what was skipped was told once"


def test_an_archive_that_leaves_a_picture_is_no_success(run, filled, tmp_path):
    next(filled.paths.pictures.glob("*/*.png")).write_bytes(b"damaged")
    status, (done,), told = run("archive", "--before", "2026-01-01", "--to", tmp_path / "archive", "--yes")
    assert (status, len(done["left"]), "Verify the log" in told) == (1, 1, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("action", [("export",), ("report", "1")])
def test_replacing_replaces_files_only(run, tmp_path, action):
    suffix = ".pdf" if action[0] == "report" else ".csv"
    pipe, nowhere, taken = (tmp_path / f"{name}{suffix}" for name in ("pipe", "nowhere", "taken"))
    os.mkfifo(pipe)
    nowhere.symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / f"{taken.name}.manifest.json")
    before = sorted(tmp_path.iterdir())
    for target in (pipe, nowhere, taken):
        status, done, told = run(*action, target, "--replace")
        assert (status, done, "only files are replaced. Choose another name." in told) == (1, [], True)
    assert sorted(tmp_path.iterdir()) == before
    assert (pipe.is_fifo(), nowhere.is_symlink()) == (True, True)
    (tmp_path / "there").write_text("of last week")
    link = tmp_path / f"link{suffix}"
    link.symlink_to(tmp_path / "there")
    assert run(*action, link, "--replace")[0] == 0
    assert (tmp_path / "there").read_text() == "of last week"


def test_no_export_takes_the_place_of_a_folder(run, tmp_path):
    for folder in ("/", tmp_path):
        status, done, told = run("export", folder, "--format", "csv")
        assert (status, done, "a folder has this name" in told) == (1, [], True)
