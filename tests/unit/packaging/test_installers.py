"""What can be told of the installers and the workflows without Windows, macOS and GitHub."""

from __future__ import annotations

import configparser
import plistlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml

from leukdesk import INTENDED_USE
from leukdesk.gui.display import FONTS

PRODUCTS = ("leukdesk-folder", "THIRD-PARTY-NOTICES.txt", "leukdesk.cdx.json")
"""What packaging/build.sh leaves in dist/ for the installers."""


def tool(*arguments: str | Path, folder: Path) -> None:
    """Run a checker of the test extra, from the environment that the tests run in."""
    program = shutil.which(str(arguments[0]), path=str(Path(sys.executable).parent)) or shutil.which(str(arguments[0]))
    assert program is not None, f"{arguments[0]} belongs to the test extra, and is not there"
    done = subprocess.run([program, *arguments[1:]], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def workflows(root: Path) -> list[Path]:
    found = sorted((root / ".github" / "workflows").glob("*.yml"))
    assert found
    return found


def scripts(root: Path) -> list[Path]:
    return [root / ".ci" / "run", *sorted((root / "packaging").rglob("*.sh"))]


def steps(root: Path) -> list[dict[str, Any]]:
    return [
        step
        for path in workflows(root)
        for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
        for step in job["steps"]
    ]


def inno(root: Path) -> str:
    return (root / "packaging" / "windows" / "leukdesk.iss").read_text(encoding="utf-8-sig")


def test_the_scripts_are_sound(root: Path) -> None:
    tool("shellcheck", *scripts(root), folder=root)


def test_the_yaml_files_are_sound(root: Path) -> None:
    tool("yamllint", "--strict", ".github", ".pre-commit-config.yaml", ".yamllint", folder=root)


def test_the_workflows_follow_the_schema_of_github(root: Path) -> None:
    tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows(root), folder=root)


def test_the_workflows_open_no_known_hole(root: Path) -> None:
    tool("zizmor", "--offline", "--no-progress", "--quiet", *workflows(root), folder=root)


@pytest.mark.skipif(shutil.which("actionlint") is None, reason="needs actionlint, which no wheel carries")
def test_actionlint_finds_nothing(root: Path) -> None:
    tool("actionlint", *workflows(root), folder=root)


def test_the_scripts_inside_the_workflows_are_sound_and_take_no_expression(root: Path, tmp_path: Path) -> None:
    inside = [step["run"] for step in steps(root) if "run" in step and step.get("shell", "bash") == "bash"]
    files = [tmp_path / f"{number}.sh" for number in range(len(inside))]
    for file, text in zip(files, inside, strict=True):
        # What somebody else named (a branch, a title) would be run as a command.
        assert "${{" not in text
        file.write_text(f"#!/bin/bash\n{text}\n", encoding="utf-8")
    tool("shellcheck", *files, folder=root)


def test_every_action_is_pinned_or_named_by_its_tag(root: Path) -> None:
    used = [step["uses"] for step in steps(root) if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[\w-]+@([0-9a-f]{40}|v\d+)", name) for name in used)


def test_every_script_that_a_workflow_names_is_there(root: Path) -> None:
    named = {name for path in workflows(root) for name in re.findall(r"packaging/[\w./-]+", path.read_text("utf-8"))}
    assert len(named) >= 8
    assert [name for name in named if not (root / name).is_file()] == []


def test_the_windows_installer_takes_what_is_there(root: Path) -> None:
    text = inno(root)
    sources = re.findall(r'^Source: "([^"]+)"', text, re.MULTILINE)
    named = [*sources, *re.findall(r'LicenseFile: "([^"]+)"', text)]
    assert len(named) >= 6
    for name in named:
        path = (root / "packaging" / "windows" / name.replace("\\", "/")).resolve()
        if path.is_relative_to(root / "dist"):
            assert path.relative_to(root / "dist").parts[0] in PRODUCTS
        else:
            assert path.is_file(), name


def test_the_windows_installer_needs_no_administrator_and_keeps_the_data(root: Path) -> None:
    text = inno(root)
    assert "\nPrivilegesRequired=lowest\n" in text
    assert "\n[UninstallDelete]\n" not in text
    # Only what the version before put into the program's own folder goes.
    assert re.findall(r"^Type: (.*)$", text, re.MULTILINE) == ['filesandordirs; Name: "{app}\\_internal"']
    # What one language says, the other says too.
    said = re.findall(r"^(en|fr)\.(\w+)=\S", text, re.MULTILINE)
    assert {name for language, name in said if language == "en"} == {
        name for language, name in said if language == "fr"
    }


def test_whoever_installs_reads_what_it_is_for(root: Path) -> None:
    # Inno Setup takes a file without this mark for one of an old code page.
    for name in ("leukdesk.iss", "terms-en.txt", "terms-fr.txt"):
        assert (root / "packaging" / "windows" / name).read_bytes().startswith(b"\xef\xbb\xbf")
    assert (root / "packaging" / "windows" / "terms-en.txt").read_text("utf-8-sig").startswith(INTENDED_USE)
    assert INTENDED_USE in (root / "packaging" / "linux" / "org.leukdesk.leukdesk.metainfo.xml.in").read_text("utf-8")
    assert f" {INTENDED_USE}\n" in (root / "packaging" / "linux" / "build-deb.sh").read_text("utf-8")


def test_the_bundle_for_macos_may_use_the_camera_and_says_why(root: Path) -> None:
    folder = root / "packaging" / "macos"
    facts = plistlib.loads((folder / "info.plist").read_bytes())
    rights = plistlib.loads((folder / "entitlements.plist").read_bytes())
    assert "camera" in facts["NSCameraUsageDescription"]
    assert INTENDED_USE in facts["NSHumanReadableCopyright"]
    assert facts["CFBundleLocalizations"] == ["en", "fr"]
    # PyInstaller sets it for a program with a console; what is said here goes before.
    assert facts["LSBackgroundOnly"] is False
    assert rights["com.apple.security.device.camera"] is True
    # Each further right is one that a fault in the program could use.
    assert set(rights) == {
        "com.apple.security.device.camera",
        "com.apple.security.cs.allow-unsigned-executable-memory",
    }


def test_the_desktop_file_and_the_metadata_name_the_program(root: Path) -> None:
    folder = root / "packaging" / "linux"
    entry = configparser.ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str  # keys as they are written
    entry.read(folder / "leukdesk.desktop", encoding="utf-8")
    shown = entry["Desktop Entry"]
    # The window names itself so (app.py): by it the desktop finds the icon of the window.
    assert 'setDesktopFileName("leukdesk")' in (root / "leukdesk" / "app.py").read_text("utf-8")
    assert (shown["Exec"], shown["Icon"], shown["Terminal"]) == ("leukdesk", "leukdesk", "false")
    metadata = ET.parse(folder / "org.leukdesk.leukdesk.metainfo.xml.in").getroot()
    assert metadata.findtext("launchable") == "leukdesk.desktop"
    assert metadata.findtext("id") == "org.leukdesk.leukdesk"


def test_the_debian_package_brings_letters(root: Path) -> None:
    text = (root / "packaging" / "linux" / "build-deb.sh").read_text("utf-8")
    assert f"\nDepends: $(field Depends), {FONTS}\n" in text


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_the_desktop_file_follows_its_specification(root: Path) -> None:
    tool("desktop-file-validate", "packaging/linux/leukdesk.desktop", folder=root)


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="needs appstream")
def test_the_metadata_follow_their_specification(root: Path, tmp_path: Path) -> None:
    text = (root / "packaging" / "linux" / "org.leukdesk.leukdesk.metainfo.xml.in").read_text("utf-8")
    path = tmp_path / "org.leukdesk.leukdesk.metainfo.xml"
    path.write_text(text.replace("@VERSION@", "1.0").replace("@DAY@", "2026-01-01"), encoding="utf-8")
    tool("appstreamcli", "validate", "--no-net", path, folder=tmp_path)
