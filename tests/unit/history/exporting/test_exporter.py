import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leukdesk import INTENDED_USE, __version__
from leukdesk.history.errors import DiskFullError, HistoryBusyError, RecordNotFoundError
from leukdesk.history.events import Kind
from leukdesk.history.exporting.csv import Csv
from leukdesk.history.exporting.errors import ExportCancelledError, ExportError, FormatError, RecordTooLargeError
from leukdesk.history.exporting.exporter import export, file_name
from leukdesk.history.exporting.fhir import Fhir
from leukdesk.history.exporting.format import Format
from leukdesk.history.exporting.formats import IDS, all_formats, find, id_by_suffix
from leukdesk.history.exporting.json_lines import JsonFile, JsonLines
from leukdesk.history.exporting.manifest import beside
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.searching.search import Filter
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

OPEN = Privacy(identified=True)
EACH = pytest.mark.parametrize("fmt", [each for each in all_formats() if each.one_file], ids=lambda each: each.id)


class Scribbler(Format):
    """A file of its own for each, holding the code and the picture's first bytes."""

    id = "scribble"
    title = "Scribbles"
    suffix = ".txt"
    one_file = False

    def write(self, items, path):
        (item,) = items()
        path.write_bytes(item.record.sample.encode() + item.picture().tobytes()[:10])


def exports(history):
    return history.events([Kind.EXPORTED])


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [("bravo", [2]), (Filter(model_id="other"), [3]), ([3, 1, 3], [1, 3]), ("nothing like it", []), ("", [1, 2, 3])],
)
def test_only_what_was_chosen(filled, tmp_path, chosen, ids):
    done = export(filled, chosen, JsonLines(), tmp_path / "log.jsonl", privacy=OPEN)
    assert done.count == len(ids)
    assert [line["id"] for line in lines_of(tmp_path / "log.jsonl")] == ids


def test_a_record_that_is_not_there_is_said(filled, tmp_path):
    with pytest.raises(RecordNotFoundError, match="99"):
        export(filled, [1, 99], JsonLines(), tmp_path / "log.jsonl")
    assert [each.name for each in tmp_path.iterdir()] == ["data"]


@EACH
def test_a_manifest_tells_what_was_written(filled, tmp_path, fmt):
    target = tmp_path / f"log{fmt.suffix}"
    head = filled.head()
    done = export(filled, Filter(sample="CASE-ALPHA"), fmt, target, privacy=OPEN, actor="Ana")
    content, manifest = target.read_bytes(), done.manifest.read_bytes()
    assert done.manifest == beside(target)
    told = json.loads(manifest)
    assert told["files"] == [
        {"name": target.name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    ]
    assert told["log_head"] == {"event": head.id, "sha256": head.hash.hex()}
    assert (told["records"], told["format"], told["identified"]) == (1, fmt.id, True)
    assert (told["filter"], told["program_version"]) == ({"sample": "CASE-ALPHA"}, __version__)
    assert told["intended_use"] == INTENDED_USE
    (event,) = exports(filled)
    assert (event.actor, event.subject) == ("Ana", str(target))
    assert event.new["manifest_sha256"] == done.manifest_sha256 == hashlib.sha256(manifest).hexdigest()
    assert (event.new["records"], event.new["filter"]) == (1, {"sample": "CASE-ALPHA"})
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(["data", target.name, done.manifest.name])


@EACH
def test_an_export_takes_its_place_when_it_is_complete(filled, tmp_path, fmt):
    path = tmp_path / f"log{fmt.suffix}"
    path.write_text("of last week")
    seen = []
    export(filled, "", fmt, path, progress=lambda done, total: seen.append((done, total, path.read_bytes()[:12])))
    assert seen[0] == (0, 3, b"of last week")
    assert seen[-1][:2] == (3, 3)
    assert seen[-1][2] != b"of last week"


@EACH
@pytest.mark.parametrize("at", [0, -1])
def test_a_cancelled_export_leaves_nothing(filled, tmp_path, fmt, at):
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "log").write_text("of last week")
    asked = []

    def cancelled():
        asked.append(1)
        return at == 0 or len(asked) > fmt.rounds  # once a round, and at the end

    with pytest.raises(ExportCancelledError, match="cancelled"):
        export(filled, "", fmt, folder / "log", cancelled=cancelled)
    assert [each.name for each in folder.iterdir()] == ["log"]
    assert (folder / "log").read_text() == "of last week"
    assert exports(filled) == []


@EACH
def test_an_export_is_of_one_moment(filled, result, tmp_path, fmt):
    def log_another(done: int, total: int) -> None:
        if done == 0:
            filled.append(*result(9, sample="LATE", probabilities={"late": 1.0}, label="late"))

    assert export(filled, "", fmt, tmp_path / "log", progress=log_another, privacy=OPEN).count == 3
    assert b"late" not in (tmp_path / "log").read_bytes().lower()
    assert filled.count("LATE") >= 1


@EACH
def test_where_nothing_can_be_written(filled, tmp_path, fmt):
    with pytest.raises(ExportError, match="missing is not there"):
        export(filled, "", fmt, tmp_path / "missing" / "log")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ExportError, match="a folder has this name"):
        export(filled, "", fmt, tmp_path / "folder")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "folder"]
    assert exports(filled) == []


@EACH
def test_a_full_disk(filled, small_disk, fmt):
    with pytest.raises(OSError, match="28"), (small_disk / "filler").open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(4096))
    with pytest.raises(DiskFullError, match="no room"):
        export(filled, "", fmt, small_disk / "log")
    assert [each.name for each in small_disk.iterdir()] == ["filler"]
    assert exports(filled) == []


@EACH
def test_a_disk_that_fills_on_the_way(filled, small_disk, result, fmt):
    new, pixels = result(1)
    filled.append_many([(replace(new, remarks={os.urandom(7000).hex(): ""}), pixels) for _ in range(600)])
    with pytest.raises(DiskFullError, match="no room"):
        export(filled, "", fmt, small_disk / "log", privacy=OPEN)
    assert list(small_disk.iterdir()) == []


def test_an_export_that_cannot_be_an_event_is_taken_back(filled, tmp_path):
    target = tmp_path / "log.jsonl"
    target.write_text("of last week")
    beside(target).write_text("its manifest")
    with History(filled.paths, busy_seconds=0.1) as another:
        filled._writer.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(HistoryBusyError):
            export(another, "", JsonLines(), target)
        filled._writer.connection.execute("ROLLBACK")
    assert target.read_text() == "of last week"
    assert beside(target).read_text() == "its manifest"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "log.jsonl", "log.jsonl.manifest.json"]


@EACH
def test_the_log_is_never_written_over(filled, fmt):
    paths = filled.paths
    (picture, *_) = paths.pictures.rglob("*.png")
    for path in (
        paths.database,
        paths.database.with_name("leukdesk.sqlite3-wal"),
        picture,
        paths.root / "pseudonym.key",
        paths.root,
    ):
        with pytest.raises(ExportError, match="part of the log"):
            export(filled, "", fmt, path)
    assert filled.check() == []


def test_many_records_pass_through_one_at_a_time(tmp_path, result):
    with History(DataPaths(tmp_path / "data")) as history:
        new, pixels = result()
        history.append_many([(replace(new, sample=f"S-{number}"), pixels) for number in range(2500)])
        seen = []

        def progress(*numbers):
            seen.append(numbers)

        assert export(history, "", JsonLines(), tmp_path / "log", progress=progress).count == 2500
        assert seen == [(0, 2500), (1000, 2500), (2000, 2500), (2500, 2500)]
        seen.clear()
        assert export(history, "", Csv(), tmp_path / "log", progress=progress).count == 2500
        assert [done for done, _ in seen] == [0, 500, 1000, 1250, 1750, 2250, 2500]


def test_each_record_gets_a_file_of_its_own(filled, tmp_path):
    target = tmp_path / "out"
    done = export(filled, "", Scribbler(), target, privacy=OPEN)
    names = ["0000001-CASE-ALPHA.txt", "0000002-CASE-BRAVO.txt", "0000003-S-0003.txt"]
    assert sorted(each.name for each in target.iterdir()) == names
    told = json.loads(done.manifest.read_text("utf-8"))
    assert [each["name"] for each in told["files"]] == [f"out/{name}" for name in names]
    for each in told["files"]:
        assert hashlib.sha256((tmp_path / each["name"]).read_bytes()).hexdigest() == each["sha256"]


def test_one_record_may_get_the_very_name(filled, tmp_path):
    done = export(filled, [2], JsonFile(), tmp_path / "second.json")
    assert json.loads(done.target.read_text("utf-8"))["id"] == 2
    with pytest.raises(ExportError, match=r"a \.json file for each record"):
        export(filled, "", JsonFile(), tmp_path / "all.json")


def test_no_file_of_another_is_taken_for_an_export(filled, tmp_path):
    (tmp_path / "out").mkdir()
    export(filled, "", JsonFile(), tmp_path / "out")  # an empty folder is as good as a new one
    with pytest.raises(ExportError, match="there already"):
        export(filled, "", JsonFile(), tmp_path / "out")
    assert len(list((tmp_path / "out").iterdir())) == 3


@pytest.mark.parametrize(("fmt", "name"), [(JsonFile(), "all.json"), (Fhir(), "all.fhir"), (Fhir(), "all.fhir.json")])
def test_no_folder_gets_the_name_of_a_file(filled, tmp_path, fmt, name):
    with pytest.raises(ExportError, match=f"a folder with a {fmt.suffix} file for each record. Name a new folder"):
        export(filled, "", fmt, tmp_path / name)
    with pytest.raises(ExportError) as caught:
        export(filled, [1], fmt, tmp_path / "one.xml")
    assert f"a file that ends in {fmt.suffix}" in str(caught.value)
    assert "other programs" not in str(caught.value)
    assert not [*tmp_path.glob("[!d]*")]
    export(filled, "", fmt, tmp_path / "2026.01.31")


def test_a_picture_that_is_gone_is_left_out_and_said(filled, tmp_path):
    filled._pictures.path(filled.get(2).picture_sha256).unlink()
    done = export(filled, "", Scribbler(), tmp_path / "out", privacy=OPEN)
    assert done.count == 2
    names = sorted(each.name for each in (tmp_path / "out").iterdir())
    assert names == ["0000001-CASE-ALPHA.txt", "0000003-S-0003.txt"]
    assert done.remarks == ("Record 2 is left out. The stored picture of record 2 is missing.",)
    assert str(filled.paths.root) not in done.manifest.read_text("utf-8")
    assert json.loads(done.manifest.read_text("utf-8"))["remarks"] == list(done.remarks)


def test_a_record_that_a_format_cannot_hold_is_left_out_and_said(filled, tmp_path):
    class Narrow(Scribbler):
        def write(self, items, path):
            super().write(items, path)
            (item,) = items()
            if item.record.id == 2:
                raise RecordTooLargeError("The picture of record 2 is too large.")

    done = export(filled, "", Narrow(), tmp_path / "out")
    assert done.count == 2
    assert len(list((tmp_path / "out").iterdir())) == 2
    assert done.remarks == ("Record 2 is left out. The picture of record 2 is too large.",)


def test_a_format_that_holds_no_more_says_so_before_it_writes(filled, tmp_path):
    class Two(JsonLines):
        most = 2

    with pytest.raises(FormatError, match="3 records were chosen, and 2 is the most"):
        export(filled, "", Two(), tmp_path / "log")


def test_a_format_that_is_not_here_says_how_to_get_it(filled, tmp_path):
    class Missing(JsonLines):
        def unavailable(self):
            return "Install it."

    with pytest.raises(FormatError, match="Install it"):
        export(filled, "", Missing(), tmp_path / "log")


@given(
    code=st.text(st.characters(exclude_categories=[]), max_size=80)
    | st.sampled_from(["CON", "../../x", "a/b\\c:d", "nul.", " "])
)
def test_no_sample_code_escapes_from_the_folder(history_record, code):
    name = file_name(replace(history_record, sample=code), ".json")
    assert Path(name).name == name == PureWindowsPath(name).name
    assert name.isascii()
    assert name[:7] == "0000007"
    assert name.endswith(".json")
    assert not PureWindowsPath(name).drive
    assert len(name) < 64


@pytest.fixture(scope="module")
def history_record(result, tmp_path_factory):
    with History(DataPaths(tmp_path_factory.mktemp("log"))) as history:
        record = history.append(*result(7))
    return replace(record, id=7)


def test_every_format_says_what_it_is():
    assert len(set(IDS)) == len(IDS)
    for fmt in all_formats():
        assert type(find(fmt.id)) is type(fmt)
        assert fmt.suffix.startswith(".")
        assert id_by_suffix(Path(f"x.y{fmt.suffix.upper()}")) == fmt.id
        assert fmt.title
    assert id_by_suffix(Path("x")) is None


def test_a_folder_that_is_not_there_is_said_to_be_none(filled, tmp_path):
    with pytest.raises(ExportError, match=r"the folder .*nowhere is not there. Make it, or choose another folder."):
        export(filled, "", JsonLines(), tmp_path / "nowhere" / "log.jsonl")
    with pytest.raises(ExportError, match=r"the folder .*nowhere is not there"):
        export(filled, "", JsonFile(), tmp_path / "nowhere" / "each")


def test_no_folder_is_made_that_is_named_as_a_file_of_the_format(filled, tmp_path):
    with pytest.raises(ExportError, match="it is a file's name"):
        export(filled, "", find("ome-tiff"), tmp_path / "e.ome-tiff")
    assert not (tmp_path / "e.ome-tiff").exists()


def test_the_log_keeps_where_an_export_went_and_the_export_does_not(filled, tmp_path, monkeypatch):
    place = tmp_path / "private-folder"
    place.mkdir()
    monkeypatch.chdir(place)
    done = export(filled, "", JsonLines(), Path("log.jsonl"))
    assert [each.subject for each in exports(filled)] == [str(place / "log.jsonl")]
    for file in (done.target, done.manifest):
        assert "private-folder" not in file.read_text(encoding="utf-8")
