"""The command line as a person or a program uses it: the real ``main()``, in this process and in its own."""

from __future__ import annotations

import csv
import errno
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from leukdesk import INTENDED_USE, __version__, cli, selftest
from leukdesk.inference.catalog import Catalog
from leukdesk.paths import bundled_models, bundled_root, resources

from .answer import Answer

FIELDS = {
    "file", "sha256", "model", "model_version", "label", "probabilities", "uncertain", "quality", "record_id",
    "milliseconds",
}  # fmt: skip
FORBIDDEN = ("diagnosis", "positive", "leukemia detected", "leukaemia detected")


def draw(path: Path, seed: int = 0) -> Path:
    rng = np.random.default_rng(seed)
    pixels = np.full((240, 320, 3), (225, 205, 215), np.uint8)
    for _ in range(25):
        centre = (int(rng.integers(320)), int(rng.integers(240)))
        cv2.circle(pixels, centre, 14, tuple(int(v) for v in rng.integers(90, 200, 3)), -1, cv2.LINE_AA)
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "smears"
    folder.mkdir()
    for number in range(4):
        draw(folder / f"{number}.png", number)
    return folder


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data = tmp_path / "data"
    monkeypatch.setenv("LEUKDESK_DATA_DIR", str(data))
    return data


@pytest.fixture
def leukdesk(capfd: pytest.CaptureFixture[str]):
    def run(*arguments: str | Path) -> Answer:
        capfd.readouterr()
        status = cli.main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        assert not [word for word in FORBIDDEN if word in (captured.out + captured.err).lower()]
        return Answer(status, captured.out, captured.err)

    return run


def start(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "leukdesk", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        **options,
    )


def test_classify_gives_an_object_for_every_picture_and_logs_it(leukdesk, folder: Path) -> None:
    answer = leukdesk("classify", folder, "--sample", "S-7", "--json")
    assert (answer.status, answer.err) == (0, "")
    assert [Path(o["file"]).name for o in answer.objects] == ["0.png", "1.png", "2.png", "3.png"]
    for values in answer.objects:
        assert values.keys() == FIELDS
        assert sum(values["probabilities"].values()) == pytest.approx(1, abs=1e-3)
        assert values["label"] == max(values["probabilities"], key=values["probabilities"].get)
        assert values["milliseconds"].keys() == {"read", "infer", "log"}
    listed = leukdesk("history", "list", "--json").objects
    assert [r["id"] for r in listed] == [4, 3, 2, 1]
    assert {r["sample"] for r in listed} == {"S-7"}
    assert [r["picture_sha256"] for r in reversed(listed)] == [o["sha256"] for o in answer.objects]


def test_the_samples_are_classified(leukdesk) -> None:
    samples = resources() / "samples"
    answer = leukdesk("classify", samples, "--json")
    assert answer.status == 0
    assert len(answer.objects) == len(list(samples.glob("*.png"))) == 8
    right = [Path(one["file"]).name.startswith(one["label"]) for one in answer.objects]
    assert sum(right) >= 6


@pytest.mark.data
def test_pictures_that_the_model_never_saw_are_named_right_and_a_broken_one_is_told(
    leukdesk, shared_data: Path, tmp_path: Path
) -> None:
    package = bundled_models() / "taleqani-all4-mobilenetv2"
    report = json.loads((package / "evaluation" / "report.json").read_text(encoding="utf-8"))
    unseen = [shared_data / "taleqani" / answer["file"] for answer in report["answers"]]
    chosen = unseen[:: len(unseen) // 20][:20]
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(chosen[0].read_bytes()[:5000])
    answer = leukdesk("classify", *chosen[:10], broken, *chosen[10:], "--operator", "R. Vogt", "--json")
    assert answer.status == 1
    assert [o["error"]["code"] for o in answer.objects if "error" in o] == ["truncated"]
    named = [(Path(o["file"]).parent.name, o["label"]) for o in answer.objects if "label" in o]
    assert len(named) == 20
    assert sum(true == label for true, label in named) >= 16
    listed = leukdesk("history", "list", "--json", "--limit", 100).objects
    assert [row["operator"] for row in listed] == ["R. Vogt"] * 20


def test_a_broken_file_gives_an_error_and_the_others_still_run(leukdesk, folder: Path) -> None:
    broken = folder / "1 'quoted \"名前.png"
    broken.write_bytes((folder / "0.png").read_bytes()[:300])
    empty = folder / "1 empty.jpg"
    empty.touch()
    answer = leukdesk("classify", folder, folder / "gone.png", "--json")
    assert answer.status == 1
    failed = {o["file"]: o["error"] for o in answer.objects if "error" in o}
    assert failed.keys() == {str(broken), str(empty), str(folder / "gone.png")}
    assert all(error.keys() == {"code", "message"} for error in failed.values())
    assert len({error["code"] for error in failed.values()}) == 3
    assert len([o for o in answer.objects if o.keys() == FIELDS]) == 4


def test_a_file_is_told_and_logged_by_its_whole_path(leukdesk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "empty").mkdir()
    answer = leukdesk("classify", "0.png", "../smears/1.png", "gone.png", "empty", "--json")
    names = ("0.png", "1.png", "gone.png", "empty")
    assert [o["file"] for o in answer.objects] == [str(folder / name) for name in names]
    assert [o["error"]["code"] for o in answer.objects if "error" in o] == ["not-found", "no-pictures"]
    listed = leukdesk("history", "list", "--json").objects
    assert [r["source"] for r in listed] == [str(folder / "1.png"), str(folder / "0.png")]


def test_a_folder_that_cannot_be_read_fails_by_itself_and_in_its_place(
    leukdesk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = folder / "1 locked"
    locked.mkdir()
    (folder / "empty").mkdir()
    list_folder = os.scandir

    def refuse(path: Any) -> Any:
        if Path(path) == locked:  # root may list every folder, so permissions would not do
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return list_folder(path)

    monkeypatch.setattr(os, "scandir", refuse)
    answer = leukdesk("classify", folder / "3.png", folder / "empty", folder, "--json")
    assert answer.status == 1
    said = [(Path(o["file"]).name, o.get("error", {}).get("code")) for o in answer.objects]
    assert said == [
        ("3.png", None), ("empty", "no-pictures"), ("0.png", None), ("1 locked", "no-permission"),
        ("1.png", None), ("2.png", None),
    ]  # fmt: skip


def test_a_name_that_is_no_text_gives_valid_json(leukdesk, folder: Path) -> None:
    try:
        strange = shutil.copy(folder / "0.png", os.fsencode(folder) + b"/\xff\xfe.png")
    except OSError:
        pytest.skip("this file system takes only names that are text")
    answer = leukdesk("classify", os.fsdecode(strange), "--json")
    assert answer.status == 0
    assert os.fsencode(answer.objects[0]["file"]) == strange


def test_people_get_sentences(leukdesk, folder: Path) -> None:
    (folder / "bad.png").write_text("not an image")
    answer = leukdesk("classify", folder)
    assert answer.status == 1
    lines = answer.out.splitlines()
    assert answer.out.count(INTENDED_USE) == 1
    assert sum("Resembles" in line or "Uncertain: nearest is" in line for line in lines) == 4
    assert lines[-1] == "4 pictures classified, 1 failed."
    assert str(folder / "bad.png") in answer.err
    assert "\r" not in answer.err


def test_what_is_not_to_be_logged_leaves_nothing(leukdesk, folder: Path, data: Path) -> None:
    answer = leukdesk("classify", folder, "--no-log", "--json")
    assert answer.status == 0
    assert {o["record_id"] for o in answer.objects} == {None}
    assert not data.exists()


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on file sizes")
@pytest.mark.parametrize("as_json", [False, True])
def test_a_full_disk_is_told_once_and_every_file_is_accounted_for(folder: Path, tmp_path: Path, as_json: bool) -> None:
    code = (
        "import resource, signal, sys; from leukdesk import cli; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)); sys.exit(cli.main())"
    )
    noise = np.random.default_rng(1).integers(0, 256, (500, 500, 3), dtype=np.uint8)  # which no PNG makes smaller
    (folder / "0.png").write_bytes(cv2.imencode(".png", noise)[1].tobytes())
    (folder / "2.png").write_bytes(b"")
    arguments = [folder, tmp_path / "gone", *(["--json"] if as_json else [])]
    ended = subprocess.run(
        [sys.executable, "-c", code, "classify", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(bundled_root())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stderr.count("There is no room left") == 1
    objects = [json.loads(line) for line in ended.stdout.splitlines()] if as_json else []
    assert [Path(o["file"]).name for o in objects] == ["0.png", "1.png", "2.png", "3.png", "gone"] * as_json
    assert {o["error"]["code"] for o in objects} == ({"disk-full"} if as_json else set())
    assert all(o["error"].keys() == {"code", "message"} for o in objects)


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on file sizes")
def test_a_disk_that_fills_on_the_way_is_told_with_how_many_are_in_the_log(folder: Path) -> None:
    code = (
        "import resource, signal, sys; from leukdesk import cli; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2_500_000, 2_500_000)); sys.exit(cli.main())"
    )
    noise = np.random.default_rng(1).integers(0, 256, (1200, 1200, 3), dtype=np.uint8)  # larger than a file may be
    (folder / "2.png").write_bytes(cv2.imencode(".png", noise)[1].tobytes())
    ended = subprocess.run(
        [sys.executable, "-c", code, "classify", str(folder), "--json"],
        env=os.environ | {"PYTHONPATH": str(bundled_root())},
        capture_output=True,
        text=True,
        check=False,
    )
    told = [json.loads(line) for line in ended.stdout.splitlines()]
    assert [Path(each["file"]).name for each in told] == ["0.png", "1.png", "2.png", "3.png"]
    # Those that are stored together with the one that has no room are not stored either.
    logged = sum("record_id" in each for each in told)
    assert {each["error"]["code"] for each in told[logged:]} == {"disk-full"}
    before = f"{logged} of 4 pictures" if logged else "None"
    assert ended.stderr.strip().endswith(f"Before that: {before} stored in the log.")
    assert "nothing was stored" not in ended.stderr


def test_an_empty_folder_is_an_error(leukdesk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    answer = leukdesk("classify", tmp_path / "empty", "--json")
    assert answer.status == 1
    assert answer.objects[0]["error"]["code"] == "no-pictures"


def test_an_unknown_model_says_which_there_are(leukdesk, folder: Path) -> None:
    answer = leukdesk("classify", folder, "--model", "nope", "--json")
    assert (answer.status, answer.out) == (1, "")
    assert Catalog([bundled_models()]).default.id in answer.err


def test_models_lists_good_ones_and_refused_ones_with_the_reason(leukdesk, data: Path) -> None:
    package = Catalog([bundled_models()]).default
    for name in ("tampered", "malformed", "misfit", package.id):
        shutil.copytree(package.folder, data / "models" / name)
        card = data / "models" / name / "card.toml"
        if name != package.id:
            card.write_text(card.read_text("utf-8").replace(f'id = "{package.id}"', f'id = "{name}"'), "utf-8")
    with (data / "models" / "tampered" / "model.tflite").open("r+b") as model:
        model.seek(5000)
        model.write(b"tampered")
    (data / "models" / "malformed" / "card.toml").write_text("format = 1\n")
    misfit = data / "models" / "misfit" / "card.toml"
    misfit.write_text(misfit.read_text("utf-8").replace("input_width = 224", "input_width = 96"), "utf-8")

    answer = leukdesk("models", "--json")
    assert (answer.status, answer.err) == (0, "")
    assert [o["id"] for o in answer.objects if o["usable"]] == [p.id for p in Catalog([bundled_models()]).packages]
    reasons = {o["folder"]: o["reason"] for o in answer.objects if not o["usable"]}
    expected = {
        "tampered": "SHA-256",
        "malformed": "'classes' is missing",
        "misfit": "'image' is uint8",
        package.id: "already that of the package",
    }
    assert reasons.keys() == {str(data / "models" / name) for name in expected}
    for name, part in expected.items():
        assert part in reasons[str(data / "models" / name)]

    text = leukdesk("models").out
    assert text.count(INTENDED_USE) == 1
    assert text.count("refused.") == 4
    assert leukdesk("classify", resources() / "samples", "--model", "tampered").status == 1
    assert "At other laboratories' slides this model named 21 to 60 % right" in text
    checks = leukdesk("selftest", "--json")
    assert checks.status == 1
    assert sum(not check["ok"] for check in checks.objects) == len(expected)


def test_history_filters_limits_shows_and_exports(leukdesk, folder: Path, tmp_path: Path) -> None:
    leukdesk("classify", folder / "0.png", folder / "1.png", "--sample", "alpha")
    leukdesk("classify", folder / "2.png", "--sample", "beta")
    assert [r["sample"] for r in leukdesk("history", "list", "alpha", "--json").objects] == ["alpha", "alpha"]
    assert [r["id"] for r in leukdesk("history", "list", "--limit", "2", "--json").objects] == [3, 2]
    text = leukdesk("history", "list", "alpha").out
    assert text.count(INTENDED_USE) == 1
    assert text.splitlines()[-1] == "2 of 2 records with 'alpha'."
    (shown,) = leukdesk("history", "show", "3", "--json").objects
    assert (shown["id"], shown["sample"], shown["source"]) == (3, "beta", str(folder / "2.png"))
    assert leukdesk("history", "show", "3").out.count(INTENDED_USE) == 1
    missing = leukdesk("history", "show", "99")
    assert (missing.status, missing.out) == (1, "")
    assert "99" in missing.err

    answer = leukdesk("history", "export", tmp_path / "log.csv", "--filter", "alpha", "--identified")
    assert answer.status == 0
    assert answer.out.count(INTENDED_USE) == 1
    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["sample"] for row in csv.DictReader(file)] == ["alpha", "alpha"]
    answer = leukdesk("history", "export", tmp_path / "one.jsonl", "--sample", "beta", "--state", "suggested", "--json")
    assert [told["records"] for told in answer.objects] == [1]
    answer = leukdesk("history", "export", tmp_path / "log.jsonl", "--json")
    (told,) = answer.objects
    assert (told["file"], told["records"], told["identified"]) == (str(tmp_path / "log.jsonl"), 3, False)
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == 3
    (pseudonym,) = leukdesk("history", "pseudonym", "beta", "--json").objects
    assert pseudonym == {"code": "beta", "pseudonym": lines[2]["sample"]}
    assert "beta" not in (tmp_path / "log.jsonl").read_text("utf-8")


def test_formats_are_listed_and_chosen_by_name(leukdesk, folder: Path, tmp_path: Path) -> None:
    leukdesk("classify", folder / "0.png", folder / "1.png", "--sample", "../alpha")
    formats = leukdesk("history", "formats", "--json").objects
    assert {"csv", "jsonl", "json"} <= {each["id"] for each in formats}
    assert "CSV" in leukdesk("history", "formats").out
    answer = leukdesk("history", "export", tmp_path / "table", "--format", "csv")
    assert answer.status == 0
    assert (tmp_path / "table").read_bytes().startswith(b"\xef\xbb\xbfid,")
    answer = leukdesk("history", "export", tmp_path / "each", "--format", "json", "--identified")
    assert answer.status == 0
    names = sorted(each.name for each in (tmp_path / "each").iterdir())
    assert names == ["0000001-alpha.json", "0000002-alpha.json"]


def test_what_is_signed_is_handed_over_to_a_folder(leukdesk, folder: Path, data: Path, tmp_path: Path) -> None:
    leukdesk("classify", folder / "0.png", "--sample", "alpha")
    place = tmp_path / "lis"
    place.mkdir()
    leukdesk("history", "decide", "1", "--confirm", "--operator", "Ben")
    hand_over = ("history", "export", "--watch-folder", place, "--when", "decided", "--json")
    assert [each["files"] for each in leukdesk(*hand_over, "--begin", "earlier").objects] == [1]
    assert [each["files"] for each in leukdesk(*hand_over).objects] == [0]
    (file,) = place.glob("[!.]*")
    handed = json.loads(file.read_text("utf-8"))
    assert (handed["state"], handed["intended_use"]) == ("confirmed", INTENDED_USE)
    assert "alpha" not in file.read_text("utf-8")
    gone = leukdesk("history", "export", "--watch-folder", tmp_path / "nowhere")
    assert gone.status == 1
    assert "Nothing is lost" in gone.err


def test_selftest_passes_and_says_what_it_looked_at(leukdesk) -> None:
    answer = leukdesk("selftest", "--json")
    assert (answer.status, answer.err) == (0, "")
    assert all(check.keys() == {"name", "ok", "detail"} and check["ok"] for check in answer.objects)
    text = leukdesk("selftest").out
    assert text.count(INTENDED_USE) == 1
    assert "FAILED" not in text


def test_selftest_fails_where_a_picture_is_not_read_as_it_was_written(
    leukdesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A format that OpenCV writes and the program does not take.
    monkeypatch.setattr(selftest, "FORMATS", (".png", ".ppm"))
    answer = leukdesk("selftest", "--json")
    assert answer.status == 1
    (failed,) = [check for check in answer.objects if not check["ok"]]
    assert failed["name"] == "pictures"
    assert "smear.ppm" in failed["detail"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["classify"],
        ["nonsense"],
        ["history"],
        ["history", "list", "--limit", "0"],
        ["history", "show", "one"],
        ["history", "export", "log.docx"],
        ["history", "export"],
        ["history", "export", "log.csv", "--watch-folder", "there"],
        ["history", "export", "--watch-folder", "there", "--sample", "beta"],
        ["history", "export", "log.csv", "--format", "docx"],
        ["--camera", "virtual", "models"],
        ["train"],
    ],
)
def test_a_wrong_command_line_is_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "usage:" in captured.err


def test_the_data_folder_may_be_named_before_or_after_the_command(leukdesk, folder: Path, tmp_path: Path) -> None:
    leukdesk("--data-dir", tmp_path / "elsewhere", "classify", folder / "0.png")
    listed = leukdesk("history", "list", "--json", "--data-dir", tmp_path / "elsewhere").objects
    assert len(listed) == 1
    assert leukdesk("history", "list", "--json").objects == []


def test_a_data_folder_that_cannot_be_used_is_told(leukdesk, folder: Path, tmp_path: Path) -> None:
    answer = leukdesk("classify", folder, "--data-dir", folder / "0.png", "--json")
    assert (answer.status, answer.out) == (1, "")
    assert str(folder / "0.png") in answer.err


def test_the_version_and_the_help_need_nothing_heavy() -> None:
    code = (
        "import sys\nfrom leukdesk import cli\ntry:\n    cli.main([sys.argv[1]])\nexcept SystemExit: pass\n"
        "heavy = {'cv2', 'numpy', 'ai_edge_litert', 'PySide6', 'tensorflow', 'sqlite3'} & sys.modules.keys()\n"
        "assert not heavy, heavy"
    )
    for option, expected in (("--version", f"leukdesk {__version__}"), ("--help", INTENDED_USE)):
        done = subprocess.run([sys.executable, "-c", code, option], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert expected in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        (bundled_root(), f'in {bundled_root()} with: {sys.executable} -m pip install -c constraints.txt -e ".[train]"'),
        (Path("where a wheel is installed"), 'with: pip install "leukdesk[train]"'),
    ],
    ids=["checkout", "wheel"],
)
def test_training_without_its_extra_says_what_to_install(tmp_path: Path, root: Path, expected: str) -> None:
    code = (
        "import sys\nfrom pathlib import Path\n"
        "for name in 'tensorflow', 'keras', 'sklearn', 'matplotlib', 'tomli_w': sys.modules[name] = None\n"
        "from leukdesk import cli\ncli.bundled_root = lambda: Path(sys.argv[1])\n"
        "raise SystemExit(cli.main(sys.argv[2:]))"
    )
    arguments = [str(root), "train", "mobilenetv2", "--data", ".", "--card", "taleqani-all4", "--out", str(tmp_path)]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "train extra" in done.stderr
    assert expected in done.stderr
    assert "Traceback" not in done.stderr


def test_a_process_of_its_own_writes_json_and_nothing_else(folder: Path) -> None:
    process = start("classify", folder, "--json")
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    assert [json.loads(line)["record_id"] for line in out.splitlines()] == [1, 2, 3, 4]


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise on Windows")
def test_ctrl_c_stops_in_good_order_and_what_was_shown_stays_logged(leukdesk, tmp_path: Path) -> None:
    many = tmp_path / "many"
    many.mkdir()
    first = draw(many / "0000.png")
    for number in range(1, 2000):
        os.link(first, many / f"{number:04d}.png")
    process = start("classify", many, "--json")
    assert process.stdout is not None
    assert process.stderr is not None
    lines = [process.stdout.readline() for _ in range(3)]
    process.send_signal(signal.SIGINT)
    begin = time.perf_counter()
    # Not communicate(), which loses what readline() has read ahead.
    out, err = process.stdout.read(), process.stderr.read()
    assert process.wait(60) == 130
    assert time.perf_counter() - begin < 10
    process.stdout.close()
    process.stderr.close()
    assert "Stopped after" in err
    assert "Traceback" not in err
    shown = [json.loads(line)["record_id"] for line in (*lines, *out.splitlines())]
    assert len(shown) < 2000
    assert shown == list(range(1, len(shown) + 1))
    assert leukdesk("history", "list", "--limit", "5000", "--json").out.count("\n") == len(shown)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise on Windows")
def test_ctrl_c_stops_an_export_and_leaves_no_file(leukdesk, folder: Path, data: Path, tmp_path: Path) -> None:
    leukdesk("classify", folder / "0.png")
    with closing(sqlite3.connect(data / "leukdesk.sqlite3")) as connection, connection:
        columns = ", ".join(row[1] for row in connection.execute("PRAGMA table_info(record)") if row[1] != "id")
        for _ in range(15):  # doubles it each time
            connection.execute(f"INSERT INTO record ({columns}) SELECT {columns} FROM record")
    exported = tmp_path / "exported"
    exported.mkdir()
    process = start("history", "export", exported / "log.csv")
    while process.poll() is None and not list(exported.iterdir()):
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert "nothing was written" in err
    assert list(exported.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise on Windows")
def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path, folder: Path) -> None:
    for number in range(10, 200):
        os.link(folder / "0.png", folder / f"{number}.png")
    process = start("classify", folder, "--json")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(60) == 141


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_a_terminal_is_shown_the_progress(folder: Path) -> None:
    import pty

    main_end, program_end = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "leukdesk", "classify", str(folder)],
        stdout=subprocess.PIPE,
        stderr=program_end,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    os.close(program_end)
    out, _ = process.communicate(timeout=120)
    shown = b""
    try:
        while block := os.read(main_end, 4096):
            shown += block
    except OSError:  # Linux reports the closed end so
        pass
    os.close(main_end)
    assert process.returncode == 0
    assert b"0 of 4" in shown
    assert b"4 of 4" in shown
    assert " of 4" not in out


@pytest.mark.parametrize("stuck", [False, True])
def test_a_thread_that_does_not_stop_neither_keeps_the_program_nor_changes_its_status(stuck: bool) -> None:
    code = f"""
import threading, time
from leukdesk import cli
def main():
    if {stuck}:
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
    print("said", end="")
    return 3
cli.main = main
cli.run_program()
"""
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "said", "")


@pytest.fixture
def no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LEUKDESK_DATA_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "")


@pytest.mark.skipif(os.name == "nt", reason="on Windows the system knows the folder")
def test_without_a_home_everything_runs_that_stores_nothing_and_the_rest_says_why(leukdesk, folder, no_home) -> None:
    assert leukdesk("models").status == 0
    answer = leukdesk("classify", folder, "--no-log", "--json")
    assert (answer.status, answer.err, len(answer.objects)) == (0, "", 4)
    for needs_data in (("classify", folder), ("history", "list")):
        answer = leukdesk(*needs_data)
        assert answer.status == 1
        assert "there is no home folder" in answer.err and "--data-dir" in answer.err
    checks = {check["name"]: check for check in leukdesk("selftest", "--json").objects}
    assert {name for name, check in checks.items() if not check["ok"]} == {"log", "disk space"}
    assert "there is no home folder" in checks["log"]["detail"]


def test_a_checkout_puts_nothing_on_a_station_and_takes_away_what_a_single_file_put_there(
    leukdesk, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    answer = leukdesk("--install")
    assert (answer.status, answer.out) == (1, "")
    assert "only the single file can put itself on a station" in answer.err
    data.mkdir()
    answer = leukdesk("--uninstall")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "Nothing was installed by this program here.",
        f"Everything that was stored stays, in {data}",
    ]
    assert not (tmp_path / "home").exists() and data.is_dir()


@pytest.mark.parametrize("more", [("--install",), ("models",), ("--camera", "virtual")])
def test_uninstalling_stands_alone(leukdesk, more: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        leukdesk("--uninstall", *more)
    assert ended.value.code == 2
