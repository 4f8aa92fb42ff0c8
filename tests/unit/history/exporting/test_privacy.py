import json
import os
import stat
import sys
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leukdesk.history.events import Kind
from leukdesk.history.exporting.csv import Csv
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.formats import all_formats
from leukdesk.history.exporting.json_lines import JsonLines
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.exporting.pseudonyms import PseudonymKeyError, Pseudonyms, PseudonymsAlikeError
from leukdesk.history.review import Decision, State
from leukdesk.history.searching.search import Filter
from leukdesk.imaging.optics import Optics

NAMES = ("Q-1777", "Garcia", "Ben Ali", "Cleo", "Ruiz", "hospital")
EACH = pytest.mark.parametrize("fmt", [each for each in all_formats() if each.one_file], ids=lambda each: each.id)


@pytest.fixture
def named(history, result):
    """A log full of names, each in every place where one can be."""
    rtsp = "rtsp://hospital:secret@10.0.0.1/Garcia"
    history.append(*result(1, sample="Q-1777", operator="Ben Ali", source="/home/Garcia/Q-1777.png", optics=None))
    history.append(*result(2, sample="Q-1777", operator="Cleo", source=rtsp, optics=Optics(rtsp)))
    history.decide([1, 2], Decision(State.REJECTED, reason="Dr Ruiz says no"), "Cleo")
    history.sign([1], "Ben Ali", "Seen with Dr Ruiz")
    return history


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@EACH
def test_no_name_leaves_the_station_unasked(named, tmp_path, fmt):
    done = export(named, Filter(words=("Garcia",), sample="Q-1777"), fmt, tmp_path / "out", actor="Ben Ali")
    assert done.count == 2
    content = done.target.read_bytes()
    if zipfile.is_zipfile(done.target):
        with zipfile.ZipFile(done.target) as parts:
            content = b"".join(map(parts.read, parts.namelist()))
    content += done.manifest.read_bytes()
    assert [name for name in NAMES if name.encode() in content] == []
    told = json.loads(done.manifest.read_text("utf-8"))
    assert told["identified"] is False
    assert "pseudonyms" in told["privacy"]
    assert told["filter"]["words"] == "(left out)"


def test_what_stays_is_what_is_said_to_stay(named, tmp_path):
    export(named, "", JsonLines(), tmp_path / "out")
    first, second = lines_of(tmp_path / "out")
    record = named.get(1)
    assert first["sample"] == second["sample"] != ""
    assert first["operator"] == first["signed_by"] != first["decided_by"] == second["operator"]
    assert first["operator"] == first["decisions"][1]["by"] == first["decisions"][1]["new"]["signed_by"]
    assert [first["source"], second["source"]] == ["file .png", "camera"]
    assert second["optics"]["camera"] == ""
    assert first["picture_sha256"] == record.picture_sha256
    assert datetime.fromisoformat(first["time"]) == record.time
    assert [each["reason"] for each in first["decisions"]] == ["", ""]


def test_what_is_asked_for_is_kept(named, tmp_path):
    export(named, "", JsonLines(), tmp_path / "out", privacy=Privacy(keep_operators=True, keep_reasons=True))
    first, _ = lines_of(tmp_path / "out")
    assert (first["operator"], first["decided_by"]) == ("Ben Ali", "Cleo")
    assert first["decisions"][0]["reason"] == "Dr Ruiz says no"
    assert first["sample"] != "Q-1777"
    export(named, "", JsonLines(), tmp_path / "out", privacy=Privacy(identified=True))
    first, _ = lines_of(tmp_path / "out")
    assert (first["sample"], first["source"]) == ("Q-1777", "/home/Garcia/Q-1777.png")


def test_what_was_asked_for_stays_in_the_log(named, tmp_path):
    export(named, Filter(words=("Garcia",), since=datetime(2025, 1, 1, tzinfo=UTC)), Csv(), tmp_path / "out")
    (event,) = named.events([Kind.EXPORTED])
    assert event.new["filter"] == {"words": ["Garcia"], "since": "2025-01-01T00:00:00.000000Z"}
    assert event.new["identified"] is False


def test_a_code_has_one_pseudonym_at_a_station_and_another_at_the_next(paths, tmp_path):
    paths.create()
    here, again = Pseudonyms.of_station(paths), Pseudonyms.of_station(paths)
    there = Pseudonyms(bytes(32))
    assert here.sample("CASE-ALPHA") == again.sample("CASE-ALPHA") != there.sample("CASE-ALPHA")
    assert here.name_of_key == again.name_of_key != there.name_of_key
    assert here.sample("CASE-ALPHA").split("-")[1:] != here.person("CASE-ALPHA").split("-")[1:]
    assert here.sample("") == here.person("") == ""


@given(codes=st.sets(st.text(st.characters(exclude_categories=[])), min_size=1))
def test_pseudonyms_are_short_readable_and_different(codes):
    pseudonyms = Pseudonyms(b"k" * 32)
    given = [pseudonyms.sample(code) for code in codes if code]
    assert len(set(given)) == len(given)
    for each in given:
        assert len(each) == len("S-0000-0000-0000")
        assert set(each) <= set("-0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_two_codes_that_would_be_one_are_noticed():
    pseudonyms = Pseudonyms(bytes(32))
    pseudonym = pseudonyms.sample("CASE-ALPHA")
    pseudonyms._given[pseudonym] = b"of another code"
    pseudonyms._of.cache_clear()
    with pytest.raises(PseudonymsAlikeError):
        pseudonyms.sample("CASE-ALPHA")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_only_this_user_may_read_the_key(paths):
    paths.create()
    Pseudonyms.of_station(paths)
    key = paths.root / "pseudonym.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(bytes.fromhex(key.read_text())) == 32
    assert [each.name for each in paths.root.iterdir()] == ["pseudonym.key"]


@pytest.mark.parametrize("content", ["", "short", "00", "é"])
def test_a_damaged_key_is_never_replaced_by_itself(paths, content):
    paths.create()
    key = paths.root / "pseudonym.key"
    key.write_text(content, encoding="utf-8")
    with pytest.raises(PseudonymKeyError, match="Put a copy of the file back"):
        Pseudonyms.of_station(paths)
    assert key.read_text(encoding="utf-8") == content


def test_programs_that_begin_at_once_make_one_key(paths, start):
    paths.create()
    code = (
        "import sys; from pathlib import Path; sys.stdin.readline();"
        "from leukdesk.history.exporting.pseudonyms import Pseudonyms; from leukdesk.paths import DataPaths;"
        "print(Pseudonyms.of_station(DataPaths(Path(sys.argv[1]))).name_of_key)"
    )
    programs = [start(code, paths.root) for _ in range(4)]
    names = {program.communicate("\n", timeout=60)[0] for program in programs}
    assert len(names) == 1, sys.version


@pytest.mark.parametrize("fmt", [each for each in all_formats() if each.id != "csv"], ids=lambda each: each.id)
@pytest.mark.parametrize("kept", [False, True])
def test_no_hash_leaves_by_which_names_could_be_tried(named, tmp_path, fmt, kept):
    head = named.head()
    target = tmp_path / "out"
    done = export(named, "", fmt, target, privacy=Privacy(keep_operators=kept, keep_reasons=kept))
    content = b""
    for path in [target, *target.glob("*"), done.manifest]:
        if path.is_dir():
            continue
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as parts:
                content += b"".join(map(parts.read, parts.namelist()))
        else:
            content += path.read_bytes()
    if fmt.id == "parquet":
        content += str(pytest.importorskip("pyarrow.parquet").read_table(target).to_pylist()).encode()
    events = [*named.events(limit=-1), *named.events([Kind.RECORDED], limit=-1)]
    assert len(events) > 4
    hashes = [form for each in events for form in (each.hash.hex().encode(), each.hash)]
    assert [each for each in hashes if each in content] == []
    told = json.loads(done.manifest.read_text("utf-8"))["log_head"]
    assert told["event"] == head.id
    assert told["hmac_sha256"] == Pseudonyms.of_station(named.paths).proof(head.hash)
    assert "sha256" not in told
