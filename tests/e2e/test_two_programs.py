"""Several programs on one data folder: all log, none waits for long, nothing is lost or mixed up."""

import json
import os
import subprocess
import sys
from pathlib import Path

import leukdesk
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.json_lines import JsonLines
from leukdesk.history.searching.order import Order
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

PROGRAM = """
import sys
from datetime import datetime, UTC
from pathlib import Path
import numpy as np
from leukdesk.history.records import NewRecord
from leukdesk.history.store import History
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.paths import DataPaths

def result(name, number):
    # Every third picture is one that all the programs store.
    pixels = np.full((48, 64, 3), number % 256, np.uint8) if number % 3 == 0 else \\
        np.random.default_rng(hash((name, number)) % 2**32).integers(0, 256, (48, 64, 3), dtype=np.uint8)
    return NewRecord(datetime.now(UTC), f"{name}/{number}", name, "virtual microscope", None, pixels_sha256(pixels), 64,
                     48, "m", "1", "0", {"a": 0.25, "b": 0.75}, "b", False, {"focus": 1.0}), pixels

folder, name, many = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
with History(DataPaths(folder), busy_seconds=60) as history:
    assert history.notices == (), history.notices
    number = 0
    while number < many:
        size = 1 + number % 4
        records = history.append_many([result(name, each) for each in range(number, min(number + size, many))])
        number += len(records)
        assert history.get(records[-1].id) == records[-1], records[-1].id
        history.page(name, limit=10)
    print(history.count(name), flush=True)
"""


def start_programs(folder: Path, names: list[str], many: int) -> list[subprocess.Popen[str]]:
    root = Path(leukdesk.__file__).resolve().parent.parent
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), name, str(many)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(root)},
        )
        for name in names
    ]
    for program in programs:
        assert program.stdout.readline() == "ready\n"
    for program in programs:  # all open the new folder in the same moment
        program.stdin.write("go\n")
        program.stdin.flush()
    return programs


def test_programs_that_log_at_once(tmp_path):
    names, many = ["one", "two", "three", "four"], 25
    programs = start_programs(tmp_path / "data", names, many)
    for program in programs:
        said, complaint = program.communicate(timeout=240)
        assert (said, complaint, program.returncode) == (f"{many}\n", "", 0)
    with History(DataPaths(tmp_path / "data")) as history:
        assert history.notices == (), history.notices
        assert history.check() == []
        records = history.page(order=Order(descending=False), limit=-1)
        assert [record.id for record in records] == list(range(1, len(names) * many + 1))
        for name in names:
            mine = [record.sample for record in records if record.operator == name]
            assert mine == [f"{name}/{number}" for number in range(many)]
    assert not list((tmp_path / "data").rglob("*.part"))
    assert not list((tmp_path / "data").glob("*not-a-database*"))


def test_a_program_reads_and_exports_while_another_logs(tmp_path):
    (writer,) = start_programs(tmp_path / "data", ["writer"], 40)
    exports = []
    with History(DataPaths(tmp_path / "data"), busy_seconds=60) as history:
        while writer.poll() is None:
            number = export(history, "", JsonLines(), tmp_path / "log.jsonl").count
            lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()]
            assert [line["id"] for line in lines] == list(range(1, number + 1))
            exports.append(number)
        said, complaint = writer.communicate(timeout=60)
        assert (said, complaint) == ("40\n", "")
        assert exports == sorted(exports)
        assert history.count() == 40
        assert history.check() == []
