"""``leukdesk cells`` on rendered fields, by the real ``main()``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from leukdesk import INTENDED_USE, cli
from leukdesk.capture.virtual.cells.kinds import PLATELET, RED_CELL
from leukdesk.capture.virtual.microscope import VirtualMicroscope
from leukdesk.imaging.frame import KnownCell
from leukdesk.paths import resources

MODEL = "pbc8-mobilenetv2"
FIELDS = {
    "file", "sha256", "model", "model_version", "scale", "red_diameter", "counts", "cells", "single_cell", "remarks",
    "milliseconds",
}  # fmt: skip
NO_WHITE_CELLS = {"erythroblast", "platelet"}
CELL = {"box", "cut", "label", "name", "probability", "probabilities", "uncertain"}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data = tmp_path / "data"
    monkeypatch.setenv("LEUKDESK_DATA_DIR", str(data))
    return data


@pytest.fixture
def cells(capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        status = cli.main(["cells", *map(str, arguments)])
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[KnownCell]]]:
    """A folder of rendered fields, and the white cells of each."""
    folder = tmp_path_factory.mktemp("fields")
    known: dict[str, list[KnownCell]] = {}
    microscope = VirtualMicroscope(seed=11, pace=False)
    microscope.open()
    try:
        for number in range(120):
            pixels = microscope.read()
            truth = [each for each in microscope.truth if each.kind not in (RED_CELL, PLATELET)]
            if number % 30 == 0:
                name = f"{number:03d}.png"
                assert cv2.imwrite(str(folder / name), cv2.cvtColor(np.asarray(pixels), cv2.COLOR_RGB2BGR))
                known[name] = truth
    finally:
        microscope.close()
    return folder, known


def objects(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def holds(box: list[int], known: KnownCell) -> bool:
    x, y, width, height = box
    return x < known.x < x + width and y < known.y < y + height


def test_the_cells_of_every_field_are_found_named_and_not_logged(
    cells: Run, fields: tuple[Path, dict[str, list[KnownCell]]], data: Path
) -> None:
    folder, known = fields
    status, out, err = cells(folder, "--model", MODEL, "--json")
    assert (status, err) == (0, "")
    told = {Path(each["file"]).name: each for each in objects(out)}
    assert list(told) == sorted(known)
    assert sum(map(len, known.values())) >= 3
    for name, field in told.items():
        assert field.keys() == FIELDS
        assert (field["model"], field["single_cell"]) == (MODEL, False)
        assert field["scale"].keys() == {"micrometres_per_pixel", "from"}
        whole = [cell["label"] for cell in field["cells"] if not cell["cut"]]
        beside = sum(label in NO_WHITE_CELLS for label in whole)
        assert beside
        assert field["counts"] == {"white": len(whole) - beside, "beside": beside}
        assert field["milliseconds"].keys() == {"read", "find", "infer"}
        for cell in field["cells"]:
            assert cell.keys() == CELL
            assert cell["probability"] == cell["probabilities"][cell["label"]] == max(cell["probabilities"].values())
            assert cell["uncertain"] or not cell["cut"]
        for cell in (each for each in known[name] if each.whole):
            assert any(holds(each["box"], cell) for each in field["cells"]), (name, cell)
    assert not data.exists()


def test_without_a_model_cells_are_found_and_not_named(
    cells: Run, fields: tuple[Path, dict[str, list[KnownCell]]]
) -> None:
    status, out, _ = cells(fields[0], "--json")
    assert status == 0
    found = [cell for field in objects(out) for cell in field["cells"]]
    assert found
    assert {field["model"] for field in objects(out)} == {None}
    assert {cell["label"] for cell in found} == {None}
    for field in objects(out):
        assert field["counts"] == {"white": sum(not cell["cut"] for cell in field["cells"]), "beside": 0}
    assert all(len(cell["box"]) == 4 for cell in found)


def test_a_person_reads_how_many_there_are_and_what_each_resembles(
    cells: Run, fields: tuple[Path, dict[str, list[KnownCell]]]
) -> None:
    folder, known = fields
    told = [field["counts"] for field in objects(cells(folder, "--model", MODEL, "--json")[1])]
    status, out, _ = cells(folder, "--model", MODEL)
    assert status == 0
    assert INTENDED_USE in out.splitlines()[0]
    white, beside = (sum(each[kind] for each in told) for kind in ("white", "beside"))
    assert out.splitlines()[-1] == (
        f"{white} whole white cells in {len(known)} pictures, {beside} other cells beside them, 0 failed."
    )
    assert f": {told[0]['white']} white cells; " in out
    assert f"; beside them {told[0]['beside']} Erythroblast" in out
    assert "    at " in out
    assert "Resembles " in out or "Uncertain: nearest is " in out
    alone = cells(folder)[1]
    assert "White cells are found, and not named." in alone.splitlines()[0]
    assert "Resembles" not in alone


def test_a_file_that_fails_is_told_and_the_others_still_run(
    cells: Run, fields: tuple[Path, dict[str, list[KnownCell]]], tmp_path: Path
) -> None:
    good = sorted(fields[0].iterdir())[0]
    broken, empty = tmp_path / "broken.png", tmp_path / "empty"
    broken.write_bytes(good.read_bytes()[:400])
    empty.mkdir()
    status, out, _ = cells(broken, good, empty, tmp_path / "gone.png", "--model", MODEL, "--json")
    assert status == 1
    told = objects(out)
    assert [each.get("error", {}).get("code") for each in told] == ["truncated", None, "no-pictures", "not-found"]
    status, out, err = cells(broken, good)
    assert status == 1
    assert str(broken) in err
    assert "1 failed." in out.splitlines()[-1]


@pytest.mark.parametrize(
    ("model", "why"), [("taleqani-all4-mobilenetv2", "cannot name single cells"), ("nothing", "There is no model")]
)
def test_a_model_that_cannot_is_refused_before_anything_is_read(cells: Run, model: str, why: str) -> None:
    status, out, err = cells(resources() / "samples", "--model", model, "--json")
    assert (status, out) == (1, "")
    assert why in err
    assert MODEL in err
