"""The single executable: what a station receives does what the checkout does.

Needs $LEUKDESK_EXECUTABLE, a file made by packaging/build.sh.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

EXECUTABLE = os.environ.get("LEUKDESK_EXECUTABLE", "")
SAMPLES = Path(__file__).parents[2] / "resources" / "samples"

pytestmark = pytest.mark.skipif(
    not EXECUTABLE, reason="needs the executable: run packaging/build.sh, then set LEUKDESK_EXECUTABLE to dist/leukdesk"
)


def run(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    # A bare environment: no Python, no library path, nothing of the checkout.
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(data), "LEUKDESK_DATA_DIR": str(data / "data"), **variables}
    return subprocess.run(
        [EXECUTABLE, *arguments], cwd=data, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def objects(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_it_tells_its_version(tmp_path: Path) -> None:
    done = run(tmp_path, "--version")
    assert (done.returncode, done.stdout.split()[0]) == (0, "leukdesk")


def test_it_passes_its_own_selftest(tmp_path: Path) -> None:
    done = run(tmp_path, "selftest", "--json")
    checks = objects(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(checks) >= 4
    assert all(check["ok"] for check in checks)


def test_it_classifies_and_logs_every_sample(tmp_path: Path) -> None:
    done = run(tmp_path, "classify", str(SAMPLES), "--json")
    answers = objects(done.stdout)
    assert done.returncode == 0, done.stderr
    assert [Path(a["file"]).name for a in answers] == sorted(p.name for p in SAMPLES.glob("*.png"))
    listed = objects(run(tmp_path, "history", "list", "--json").stdout)
    assert {row["id"] for row in listed} == {a["record_id"] for a in answers}


def test_its_window_opens_on_the_virtual_microscope_and_closes(tmp_path: Path) -> None:
    done = run(tmp_path, "--camera", "virtual", QT_QPA_PLATFORM="offscreen", LEUKDESK_QUIT_AFTER="4")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_training_is_not_in_it_and_it_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, "train", "mobilenetv2", "--data", ".", "--card", "taleqani-all4", "--out", "runs")
    assert done.returncode != 0
    assert "train extra" in done.stderr
    assert "Traceback" not in done.stderr
