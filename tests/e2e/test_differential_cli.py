from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import pytest

from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.capture.virtual.stage import script_over
from leukdesk.cli import main
from leukdesk.history.events import Kind
from leukdesk.history.review import Decision, State
from leukdesk.history.sessions import SessionPlan, Sessions
from leukdesk.history.store import History
from leukdesk.paths import DATA_DIR_VARIABLE, DataPaths
from leukdesk.settings import SlideSettings

MODEL = "pbc8-mobilenetv2"
Run = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def differential(capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path) -> tuple[int, list[dict[str, Any]], str]:
        capfd.readouterr()
        status = main(["differential", *map(str, arguments), "--json"])
        out, err = capfd.readouterr()
        return status, [json.loads(line) for line in out.splitlines()], err

    return run


@pytest.fixture(scope="module")
def slide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight fields of a slide that have nothing in common, each with a cell in the middle."""
    folder = tmp_path_factory.mktemp("slide")
    whole = VirtualMicroscope(4, size=(640, 480), pace=False)
    script = script_over(whole.cells, 8, rest=1.0, move=1.0)
    source = VirtualMicroscope(4, size=(640, 480), pace=False, fps=1, script=script)
    source.open()
    shown: set[int] = set()
    while len(shown) < 8:
        pixels, stop = source.read(), source.position.stop
        if pixels is not None and stop is not None and stop not in shown:
            shown.add(stop)
            cv2.imwrite(str(folder / f"{stop}.png"), pixels[..., ::-1])
    source.close()
    return folder


def test_a_folder_is_counted_into_a_session_that_the_log_has(differential: Run, slide: Path, data: Path) -> None:
    status, lines, err = differential(slide, "--model", MODEL, "--sample", "S-1", "--operator", "Ann")
    *fields, table = lines
    assert (status, err) == (0, "")
    assert [each["field"] for each in fields] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert table["cells"] == sum(each["new"] for each in fields) >= 6
    assert (table["state"], table["sample"], table["target"]) == ("paused", "S-1", SlideSettings.target)
    assert sum(each["count"] for each in table["classes"]) == table["counted"] > 0
    assert [each["id"] for each in table["beside"]] == ["erythroblast"], "no part of a differential"
    beside = table["beside"][0]["count"] + table["set_aside"]["Platelet"]
    assert table["counted"] + beside == table["cells"]
    assert not {"erythroblast", "platelet"} & {each["id"] for each in table["classes"]}
    assert table["cautions"][0].startswith("At other laboratories' slides this model named 21 to 60 % right (its card)")
    for each in table["classes"]:
        share = each["share"]
        assert share["low"] <= share["value"] <= share["high"]
        assert share["value"] == each["count"] / table["counted"]
    with History(DataPaths(data)) as history:
        assert history.check() == []
        numbers = [number for each in fields for number in each["record_ids"]]
        assert history.count(f"session:{table['session']}") == len(numbers) == table["cells"]
        history.decide(numbers[:2], Decision(State.REJECTED, reason="No cell."), "Ann")
    status, (shown,), _ = differential("--session", table["session"][:6])
    assert (status, shown["cells"], shown["rejected"]) == (0, table["cells"] - 2, 2)
    status, (listed,), _ = differential()
    assert (status, listed["session"], listed["counted"]) == (0, table["session"], shown["counted"])


def test_a_session_goes_on_with_more_pictures_and_ends_at_its_target(differential: Run, slide: Path) -> None:
    files = sorted(slide.iterdir())
    _, lines, _ = differential(files[0], "--model", MODEL, "--sample", "S-0")
    target = lines[-1]["counted"] + 1
    _, lines, _ = differential(files[0], "--model", MODEL, "--sample", "S-2", "--target", target)
    first = lines[-1]
    assert (first["state"], first["fields"]) == ("paused", 1)
    status, lines, err = differential(slide, "--session", first["session"][:8], "--target", target + 1)
    assert (status, lines) == (1, [])
    assert f"counts {target} white cells of the sample 'S-2' with {MODEL}. Leave --sample, --model and --target" in err
    status, lines, err = differential(slide, "--session", first["session"][:8], "--target", target)
    *fields, table = lines
    assert "not ended" not in err
    assert status == 0  # the first one is in it already: told, and no failure
    assert [each["error"]["code"] for each in fields if "error" in each] == ["field-counted"]
    assert "1 picture counted before." in err
    assert table["session"] == first["session"]
    assert table["state"] == "ended"
    assert table["counted"] >= target
    left = len(files) - len(fields)
    assert f"{left} pictures left: as many cells are counted as were to be" in err
    assert left > 1
    status, lines, err = differential(slide, "--session", first["session"][:8])
    assert status == 1
    assert "ended already" in err


def test_sessions_are_shown_by_a_log_that_can_only_be_read(
    differential: Run, disk_of: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = disk_of("4m")
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(disk / "data"))
    with History(DataPaths(disk / "data")) as history:
        session = Sessions(history).begin(
            SessionPlan("S-6", "Ann", MODEL, "1.0.0", "0" * 64, 100, "a folder", 0.6, ("a", "b"), ("A", "B"))
        )
        events = history.events(limit=-1)
    assert [each["session"] for each in differential()[1]] == [session.id]
    with History(DataPaths(disk / "data")) as history:
        assert history.events(limit=-1) == events, "asking leaves nothing in the log"
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    status, lines, _ = differential()
    assert (status, [(each["session"], each["sample"]) for each in lines]) == (0, [(session.id, "S-6")])
    status, (table,), _ = differential("--session", session.id[:8])
    assert (status, [each["count"] for each in table["classes"]]) == (0, [0, 0])


def test_another_session_on_the_same_code_is_told(differential: Run, slide: Path, data: Path) -> None:
    one = sorted(slide.iterdir())[0]
    _, lines, _ = differential(one, "--model", MODEL, "--sample", "S-3")
    status, others, err = differential(one, "--model", MODEL, "--sample", "S-3")
    assert status == 0
    assert f"Session {lines[-1]['session'][:8]}" in err
    assert "on the same sample code is not ended" in err
    with History(DataPaths(data)) as history:
        Sessions(history).end(lines[-1]["session"], "Ann")
    _, _, err = differential(one, "--model", MODEL, "--sample", "S-3")
    assert err.count("on the same sample code is not ended") == 1
    assert err.count("on the same sample code is ended") == 1
    assert others[-1]["session"] != lines[-1]["session"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--model", "taleqani-all4-mobilenetv2"], "judges a field as a whole"),
        ([], "Say with --model which model names the cells: "),
        (["--session", "00"], "No session's id begins with '00'"),
        (["--model", "none-such"], "none-such"),
    ],
)
def test_what_cannot_be_counted_is_refused_before_anything_is_begun(
    differential: Run, slide: Path, arguments: list[str], why: str
) -> None:
    status, lines, err = differential(slide, *arguments)
    assert (status, lines) == (1, [])
    assert why in err
    assert differential() == (0, [], "")


def test_a_person_reads_counts_intervals_and_what_the_models_errors_alone_would_give(
    slide: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    few = [str(each) for each in sorted(slide.iterdir())[:1]]  # too few to tell a share from the model's errors
    assert main(["differential", *few, "--model", "cnmc2-mobilenetv2", "--sample", "S-4"]) == 0
    out = capfd.readouterr().out
    assert "these alone would give 22.7 %" in out  # 1 less the specificity of the card
    assert "This model's errors alone would give about 22.7 % on a slide without any such cell: look at them." in out
    assert "the intervals are wider than planned" in out
    assert "For research use only" in out


def test_cells_that_the_signature_alone_has_confirmed_are_told(differential: Run, slide: Path, data: Path) -> None:
    _, lines, _ = differential(slide, "--model", MODEL, "--sample", "S-6", "--operator", "Ann")
    name = lines[-1]["session"]
    with History(DataPaths(data)) as history:
        sessions = Sessions(history)
        sessions.end(name, "Ann")
        doubtful = [each.id for each in sessions.cells(name) if each.needs_review]
        history.decide(doubtful, Decision(State.CONFIRMED), "Ann")
        signed = sessions.sign(name, "Ann", "Seen.")
    unseen = signed.cells - len(doubtful)
    assert unseen
    _, (table,), _ = differential("--session", name[:8])
    assert table["confirmed_by_signature_alone"] == unseen
    assert any("confirmed by the signature alone, not one by one" in each for each in table["cautions"])


@pytest.mark.usefixtures("qapp")  # the report begins Qt for painting alone, with which no window can be tested after
def test_a_sessions_cells_are_exported_and_its_report_is_written(
    differential: Run, slide: Path, data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _, lines, _ = differential(slide, "--model", MODEL, "--sample", "S-5")
    table = lines[-1]
    name = table["session"][:8]
    capfd.readouterr()
    for number, words in enumerate(([f"session:{name}"], ["--filter", f"session:{name}"])):
        assert main(["history", "export", str(tmp_path / f"{number}.csv"), *words, "--json"]) == 0
        assert json.loads(capfd.readouterr().out)["records"] == table["cells"]
    none = ["history", "export", str(tmp_path / "none.csv"), f"session:{name}", "--filter", "state:signed", "--json"]
    assert main(none) == 0
    assert json.loads(capfd.readouterr().out)["records"] == 0, "both hold"
    assert main(["history", "export", str(tmp_path / "others.csv")]) == 1
    assert f"{table['cells']} cells of slide sessions are not in this export" in capfd.readouterr().err
    path = tmp_path / "slide.pdf"
    assert main(["history", "report", "--session", name, str(path), "--json"]) == 0
    written = json.loads(capfd.readouterr().out)
    assert (written["records"], written["identified"]) == (table["cells"], False)
    assert written["pages"] >= 2
    assert path.read_bytes().startswith(b"%PDF-")
    with History(DataPaths(data)) as history:
        (last,) = history.events(kinds=[Kind.EXPORTED], limit=1)
    assert (last.new["format"], last.new["records"]) == ("pdf-session", table["cells"])
    assert main(["history", "report", "--session", "x", str(tmp_path / "none.pdf")]) == 1
    assert "No session's id begins with 'x'. 'leukdesk differential' lists all." in capfd.readouterr().err
    assert not (tmp_path / "none.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--session", "a", "--sample", "S"], "or --session ID"),
        (["--session", "a", "1"], "or --session ID"),
        (["--session", "a", "--compact"], "has its own form"),
    ],
)
def test_a_report_of_a_session_is_of_nothing_else(
    arguments: list[str], why: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["history", "report", *arguments, str(tmp_path / "none.pdf")])
    assert stopped.value.code == 2
    assert why in capfd.readouterr().err


def test_the_help_tells_the_target_that_a_session_begins_with(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["differential", "--help"])
    words = " ".join(capfd.readouterr().out.split())
    assert f"--target N white cells to count; {SlideSettings.target} where a session begins" in words


@pytest.mark.parametrize("action", ["list", "export"])
def test_the_help_says_how_the_cells_of_sessions_are_meant(action: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["history", action, "--help"])
    assert "session:ID" in capfd.readouterr().out
