"""What was left out of the executable is missed by nothing: every reader, every model, film, every export."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import cv2
import numpy as np

from leukdesk.history.exporting.formats import all_formats

from ..unit.packages.making import SMALL, folder_of
from .executable import SAMPLES, Frozen

SAMPLE = SAMPLES / "pre-01.png"


def written(folder: Path) -> list[Path]:
    """A smear in every format that the program reads."""
    picture = cv2.imread(str(SAMPLE))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    opaque = cv2.cvtColor(picture, cv2.COLOR_BGR2BGRA)
    deep = picture.astype(np.uint16) * 257
    kinds = {
        "a.jpg": picture,
        "b.png": picture,
        "c.bmp": picture,
        "d.tif": picture,
        "e-16.tiff": deep,
        "f-16.png": deep,
        "g-grey.tif": grey,
        "h-alpha.png": opaque,
        "i.webp": picture,
        "j-grey.jpg": grey,
    }
    for name, pixels in kinds.items():
        assert cv2.imwrite(str(folder / name), pixels)
    return [folder / name for name in kinds]


def test_it_reads_every_format(frozen: Frozen, tmp_path: Path) -> None:
    files = written(tmp_path)
    answers = frozen.answers("classify", "--no-log", *files)
    assert [Path(each["file"]) for each in answers] == files
    # The same smear in colour: the same answer, but for what JPEG and WebP lose.
    colour = [each for each in answers if "grey" not in each["file"]]
    assert {each["label"] for each in colour} == {answers[1]["label"]}


def test_every_model_in_it_answers_as_its_card_says(frozen: Frozen) -> None:
    models = [model["id"] for model in frozen.answers("models")]
    told = {check["name"]: check["ok"] for check in frozen.answers("selftest")}
    assert len(models) >= 10
    assert {told[f"model {model}"] for model in models} == {True}


def test_it_signs_a_model_and_installs_it_by_its_signature(frozen: Frozen, tmp_path: Path) -> None:
    key = tmp_path / "key"
    frozen.answers("models", "keygen", key)
    (made,) = frozen.answers("models", "pack", folder_of(tmp_path), tmp_path, "--sign", key)
    frozen.answers("models", "keys", "add", f"{key}.pub", "--name", "Laboratory")
    (done,) = frozen.answers("models", "install", made["file"])
    assert done["signed_by"] == "Laboratory"
    listed = {model["id"]: model["version"] for model in frozen.answers("models")}
    assert listed[SMALL] == "2.0.0"


def test_it_writes_every_export(frozen: Frozen, tmp_path: Path) -> None:
    frozen.answers("classify", SAMPLE, "--sample", "S-1")
    offered = {each["id"]: each for each in frozen.answers("history", "formats")}
    assert set(offered) == {each.id for each in all_formats()}
    without = {name for name, each in offered.items() if each["unavailable"]}
    # Their libraries would take the file over its size (ADR 9).
    assert without == {"parquet", "dicom"}
    for name in offered.keys() - without:
        target = tmp_path / f"out-{name}{offered[name]['suffix'] if offered[name]['one_file'] else ''}"
        frozen.answers("history", "export", target, "--format", name)
        assert target.exists()
    with zipfile.ZipFile(tmp_path / "out-xlsx.xlsx") as workbook:
        assert workbook.testzip() is None
    assert len((tmp_path / "out-csv.csv").read_text(encoding="utf-8-sig").splitlines()) == 2
    assert json.loads((tmp_path / "out-jsonl.jsonl").read_text().splitlines()[0])


def test_it_writes_reports_and_keeps_backups(frozen: Frozen, tmp_path: Path) -> None:
    (answer,) = frozen.answers("classify", SAMPLE, "--sample", "S-1")
    report = tmp_path / "report.pdf"
    frozen.answers("history", "report", str(answer["record_id"]), report, "--identified")
    assert report.read_bytes().startswith(b"%PDF")
    frozen.answers("history", "backup", "--to", tmp_path / "kept")
    frozen.answers("history", "verify")
