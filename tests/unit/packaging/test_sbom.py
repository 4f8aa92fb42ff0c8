"""The bill of materials: what goes into the executable and nothing else, valid, and the same for the same sources."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np
import pytest

from leukdesk import __version__

MODEL = "pbc8-mobilenetv2"


@pytest.fixture
def files(root: Path, tmp_path: Path) -> list[str]:
    """A few real files of those an executable is made of, and one that nobody claims."""
    stray = tmp_path / "libstray.so"
    stray.write_bytes(b"stray")
    native = sorted(Path(np.__file__).parents[1].glob("numpy.libs/*openblas*"))
    own = [
        root / "leukdesk" / "paths.py",
        root / "models" / MODEL / "card.toml",
        root / "models" / MODEL / "model.tflite",
    ]
    return [str(file) for file in (cv2.__file__, np.__file__, *native, *own, stray)]


@pytest.fixture
def write(script: Callable[[str], ModuleType], tmp_path: Path) -> Callable[[list[str]], dict[str, Any]]:
    def write_and_read(files: list[str]) -> dict[str, Any]:
        path = tmp_path / "leukdesk.cdx.json"
        script("sbom").write_sbom(path, files)
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return told

    return write_and_read


def by_name(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in told["components"]}


def test_it_names_the_program_and_what_goes_in_and_nothing_else(
    write: Callable[[list[str]], dict[str, Any]], files: list[str]
) -> None:
    told = write(files)
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    program = told["metadata"]["component"]
    assert (program["name"], program["version"]) == ("Leukdesk", __version__)
    assert program["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    assert set(by_name(told)) == {"numpy", "opencv-python-headless", "pyinstaller", MODEL, "libstray.so"}
    assert by_name(told)["numpy"]["purl"] == f"pkg:pypi/numpy@{version('numpy')}"
    (program_needs,) = [each for each in told["dependencies"] if each["ref"] == program["bom-ref"]]
    assert set(program_needs["dependsOn"]) == {each["bom-ref"] for each in told["components"]}


def test_a_model_has_the_hash_of_its_graph_and_the_licence_of_its_card(
    write: Callable[[list[str]], dict[str, Any]], files: list[str], root: Path
) -> None:
    model = by_name(write(files))[MODEL]
    graph = (root / "models" / MODEL / "model.tflite").read_bytes()
    assert model["type"] == "machine-learning-model"
    assert model["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(graph).hexdigest()}]
    assert "CC BY 4.0" in model["licenses"][0]["license"]["name"]
    assert "Acevedo" in model["description"]


def test_libraries_inside_wheels_are_listed_with_their_wheel(
    write: Callable[[list[str]], dict[str, Any]], files: list[str]
) -> None:
    parts = by_name(write(files))
    inside = {each["name"]: each for each in parts["opencv-python-headless"]["components"]}
    assert inside["libjpeg-turbo"]["version"] in cv2.getBuildInformation()
    for name in ("libpng", "libtiff", "openjpeg", "libavcodec (FFmpeg)"):
        assert inside[name]["version"].count(".") >= 2
    # What goes in of the wheel is listed, what was left out is not.
    numbers = [Path(file) for file in files if "openblas" in file]
    assert [(each["name"], each["hashes"][0]["content"]) for each in parts["numpy"].get("components", [])] == [
        (file.name, hashlib.sha256(file.read_bytes()).hexdigest()) for file in numbers
    ]


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs Debian's list of what is installed")
def test_a_library_of_the_system_is_told_by_its_package(write: Callable[[list[str]], dict[str, Any]]) -> None:
    (library,) = Path("/usr/lib").glob("*/libc.so.6")
    system = platform.freedesktop_os_release()["ID"]
    (purl,) = [each["purl"] for each in write([str(library)])["components"] if each["name"] == "libc6"]
    assert purl.startswith(f"pkg:deb/{system}/libc6@2.")


def test_the_same_sources_give_the_same_bytes(
    script: Callable[[str], ModuleType], files: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first, second, other = (tmp_path / name for name in ("first", "second", "other"))
    sbom = script("sbom")
    sbom.write_sbom(first, files)
    sbom.write_sbom(second, reversed(files))
    sbom.write_sbom(other, files[1:])
    assert first.read_bytes() == second.read_bytes()
    told, changed = json.loads(first.read_text()), json.loads(other.read_text())
    assert told["metadata"]["timestamp"] == "2023-11-14T22:13:20+00:00"
    assert told["serialNumber"] != changed["serialNumber"]


def test_what_does_not_follow_the_schema_is_refused(
    script: Callable[[str], ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sbom = script("sbom")
    monkeypatch.setattr(sbom, "_text", lambda bom: '{"bomFormat": "CycloneDX", "specVersion": "1.6", "surplus": 1}')
    with pytest.raises(sbom.SbomError, match="surplus"):
        sbom.write_sbom(tmp_path / "leukdesk.cdx.json", [])
    assert not (tmp_path / "leukdesk.cdx.json").exists()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("    JPEG:                        build-libjpeg-turbo (ver 3.1.2-70)", [("libjpeg-turbo", "3.1.2-70")]),
        ("    TIFF:                        build (ver 42 - 4.7.1)", [("libtiff", "4.7.1")]),
        ("    WEBP:                        build (ver decoder: 0x0210, encoder: 0x0210)", [("libwebp", "")]),
        ("      avcodec:                   YES (62.28.101)", [("libavcodec (FFmpeg)", "62.28.101")]),
        ("    JPEG:                        NO", []),
        ("    OpenEXR:                     NO", []),
    ],
)
def test_opencv_tells_what_was_linked_into_it(
    script: Callable[[str], ModuleType], line: str, expected: list[tuple[str, str]]
) -> None:
    found = script("bundled_libraries").opencv_libraries(f"  Media I/O: \n{line}\n")
    assert [(each.name, each.version) for each in found] == expected
