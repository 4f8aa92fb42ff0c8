"""Files that no honest program has made: all are refused with words, and nothing of them is unpacked."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leukdesk.inference.stick import contents, zip_file
from leukdesk.inference.stick.checking import CheckedFile, check_file
from leukdesk.inference.stick.contents import MANIFEST_NAME, SIGNATURE_NAME, ContentsProblem, check_names, read_manifest
from leukdesk.inference.stick.errors import (
    PackageFileError,
    PackageUnreadableError,
    StickError,
    WrongSignatureError,
)
from leukdesk.inference.stick.signing import is_signed, sign

Entries = list[tuple[zipfile.ZipInfo | str, bytes]]


def entries(file: Path) -> Entries:
    with zipfile.ZipFile(file) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def write(path: Path, content: Entries, kind: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", kind) as package:
        for name, data in content:
            package.writestr(name, data)
    return path


def with_manifest(content: Entries, **changes: object) -> Entries:
    """Return the entries with a manifest that is right for them, but for what is changed on purpose."""
    own = [(str(name), data) for name, data in content if name not in (MANIFEST_NAME, SIGNATURE_NAME)]
    found = json.loads(dict(content)[MANIFEST_NAME])
    files = {name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in own}
    return [(MANIFEST_NAME, json.dumps(found | {"files": files} | changes).encode()), *own]


def test_the_file_that_the_others_are_made_of_is_in_order(file: Path, tmp_path: Path) -> None:
    for kind in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        assert check_file(write(tmp_path / "same", entries(file), kind)).card.version == "2.0.0"
    assert check_file(write(tmp_path / "other", with_manifest(entries(file)))).card.version == "2.0.0"


@pytest.mark.parametrize(
    "name",
    [
        "../card.toml",
        "evaluation/../../x.png",
        "/etc/x.png",
        "C:/x.png",
        "C:x.png",
        "a\\b.png",
        "\\\\server\\share\\x.png",
        "./x.png",
        "a//x.png",
        "x.png/",
        " x.png",
        "x.png ",
        "x.png.",
        "con.png",
        "golden/NUL.png",
        "evaluation/aux.json",
        "x.png\0.exe",
        "x.py",
        "run.exe",
        "evaluation/run.js",
        "evaluation/deep/x.json",
        "Evaluation/x.json",
        "x" * 200 + ".png",
        "a/b/c/d/e/f.png",
        ".hidden.png",
        "picture\u202egnp.png",
        "MODEL.TFLITE",
        "Card.toml",
        "",
    ],
)
def test_a_name_that_is_not_one_of_a_package_is_refused(file: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentsProblem):
        check_names([*(str(each) for each, _ in entries(file)[1:]), name])
    if not name or "\0" in name:
        return  # Python's writer has no such names
    for content in ([*entries(file), (name, b"x")], with_manifest([*entries(file), (name, b"x")])):
        with pytest.raises(PackageFileError):
            check_file(write(tmp_path / "bad", content))


@given(st.text(max_size=40) | st.from_regex(r"[a-zA-Z0-9._/\\:-]{1,40}", fullmatch=True))
def test_whatever_name_is_allowed_stays_inside_its_folder(name: str) -> None:
    if contents.why_not_allowed(name):
        return
    root = Path("/somewhere/folder")
    target = root.joinpath(*name.split("/"))
    assert target.is_relative_to(root)
    assert ".." not in target.parts
    assert not set(name) & set('\\:*?"<>|\0 ')


def test_a_link_and_a_folder_in_it_are_refused(file: Path, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("golden.png")
    link.external_attr = 0o120777 << 16
    folder = zipfile.ZipInfo("evaluation/")
    for entry in (link, folder):
        with pytest.raises(PackageFileError, match="no plain file"):
            check_file(write(tmp_path / "bad", [*entries(file), (entry, b"/etc/passwd" if entry is link else b"")]))


def test_names_that_differ_in_case_only_are_refused(file: Path, tmp_path: Path) -> None:
    for content in (
        [*entries(file), ("evaluation/Report.json", b"{}")],
        with_manifest([*entries(file), ("evaluation/REPORT.JSON", b"{}")]),
    ):
        with pytest.raises(PackageFileError, match="more than once"):
            check_file(write(tmp_path / "bad", content))


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize("name", [MANIFEST_NAME, "card.toml"])
def test_a_name_that_is_there_twice_is_refused(file: Path, tmp_path: Path, name: str) -> None:
    content = entries(file)
    with pytest.raises(PackageFileError):
        check_file(write(tmp_path / "bad", [*content, (name, dict(content)[name])]))


def test_a_picture_that_the_card_does_not_name_is_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(PackageFileError, match="no golden picture"):
        check_file(write(tmp_path / "bad", with_manifest([*entries(file), ("golden/x.png", b"x")])))


def test_a_name_that_python_reads_as_another_one_is_refused(file: Path, tmp_path: Path) -> None:
    """Newer ones take it from a field beside it; all of them cut it off at a zero."""
    path = write(tmp_path / "bad", [*entries(file), ("evaluation/x.jsonQ", b"{}")])
    path.write_bytes(path.read_bytes().replace(b"evaluation/x.jsonQ", b"evaluation/x.json\0"))
    with pytest.raises(PackageFileError, match="not one that a package's file may have"):
        check_file(path)
    beside = zipfile.ZipInfo("evaluation/x.json")
    value = struct.pack("<BL", 1, zlib.crc32(beside.filename.encode())) + b"evaluation/y.json"
    beside.extra = struct.pack("<HH", 0x7075, len(value)) + value
    content = with_manifest([*entries(file), (beside.filename, b"{}")])
    write(path, [*content[:-1], (beside, b"{}")])
    with zipfile.ZipFile(path) as package:
        if package.namelist()[-1] == beside.filename:
            return  # this Python does not look there
    with pytest.raises(PackageFileError, match="not one that a package's file may have"):
        check_file(path)


def test_a_bomb_is_not_unpacked_whatever_its_headers_say(file: Path, tmp_path: Path) -> None:
    packed_zeros = [*entries(file), ("evaluation/zeros.json", bytes(300 * 1024**2))]
    path = write(tmp_path / "bomb", with_manifest(packed_zeros), zipfile.ZIP_DEFLATED)
    del packed_zeros
    assert path.stat().st_size < 4 * 1024**2
    honest = path.read_bytes()
    # The same with headers that say 10 bytes, and with none that says so much.
    for lie in (None, 10):
        data = bytearray(honest)
        if lie is not None:
            at = data.rindex(b"evaluation/zeros.json") - 46
            struct.pack_into("<L", data, at + 24, lie)
        path.write_bytes(data)
        tracemalloc.start()
        with pytest.raises(PackageFileError):
            check_file(path)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 64 * 1024**2


def test_bytes_are_counted_as_they_are_read(file: Path, tmp_path: Path) -> None:
    """Even where the manifest lies as well: the limit of a kind of file holds for what comes out of it."""
    content = with_manifest([*entries(file), ("evaluation/zeros.json", bytes(40 * 1024**2))])
    manifest = json.loads(content[0][1])
    manifest["files"]["evaluation/zeros.json"]["size"] = 10
    content[0] = (MANIFEST_NAME, json.dumps(manifest).encode())
    with pytest.raises(PackageFileError, match="unpacks to more than it may"):
        check_file(write(tmp_path / "bad", content, zipfile.ZIP_DEFLATED))


def test_too_many_files_and_a_directory_that_would_fill_the_memory_are_refused_unread(
    file: Path, tmp_path: Path
) -> None:
    many = [*entries(file), *((f"evaluation/{number}.json", b"{}") for number in range(100))]
    with pytest.raises(PackageFileError, match="more files"):
        check_file(write(tmp_path / "many", with_manifest(many)))
    # A directory of a hundred megabytes behind an end that says how large it is.
    path = tmp_path / "directory"
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 3, 20, 0, *[0] * 6, 0, 1, 0, 0, 0, 0, 0, 0)[:46] + b"a"
    count = 2_000_000
    path.write_bytes(entry * count + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, len(entry) * count, 0, 0))
    tracemalloc.start()
    with pytest.raises(PackageFileError):
        check_file(path)
    assert tracemalloc.get_traced_memory()[1] < 8 * 1024**2
    tracemalloc.stop()


def two_zips(data: bytes) -> bytes:
    return data + data


def with_a_program_before(data: bytes) -> bytes:
    return b"#!/bin/sh\n" + data


def with_a_comment(data: bytes) -> bytes:
    return data[:-2] + struct.pack("<H", 5) + b"hello"


def with_a_second_directory(data: bytes) -> bytes:
    """Put the mark of a larger zip's directory where Python's reader believes it."""
    return data[:-22] + struct.pack("<4s4xQ4x", b"PK\x06\x07", 0) + data[-22:]


@pytest.mark.parametrize("spoil", [two_zips, with_a_program_before, with_a_comment, with_a_second_directory])
def test_what_can_be_read_in_two_ways_is_refused(file: Path, tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "bad"
    path.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(PackageFileError):
        check_file(path)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"format": True},
        {"id": "../x"},
        {"id": "another"},
        {"version": "9.9.9"},
        {"version": "1.0.0+" + "a" * 60},
        {"version": "\u0662.0.0"},
        {"files": {}},
        {"files": []},
        {"files": None},
        {"public_key": "abc"},
        {"more": 1},
    ],
)
def test_a_manifest_that_is_not_in_order_is_refused(file: Path, tmp_path: Path, change: Mapping[str, object]) -> None:
    with pytest.raises(PackageFileError):
        check_file(write(tmp_path / "bad", with_manifest(entries(file), **change)))


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps).map(str.encode)
)
def test_any_bytes_as_a_manifest_are_refused_as_one(content: bytes) -> None:
    with pytest.raises(ContentsProblem):
        read_manifest(content)


def test_a_manifest_with_a_key_twice_and_one_nested_deep_are_refused(file: Path) -> None:
    good = dict(entries(file))[MANIFEST_NAME]
    read_manifest(good)
    for bad in (good.replace(b'"format": 1,', b'"format": 1, "format": 1,'), b"[" * 60_000):
        with pytest.raises(ContentsProblem):
            read_manifest(bad)


@pytest.mark.parametrize("name", ["card.toml", "model.tflite", "evaluation/report.json"])
def test_a_file_that_is_not_what_the_manifest_says_is_refused(file: Path, tmp_path: Path, name: str) -> None:
    changed = [(each, data[:-1] + b"\n" if each != name else data + b" ") for each, data in entries(file)[1:]]
    with pytest.raises(PackageFileError, match="not what its manifest says"):
        check_file(write(tmp_path / "bad", [entries(file)[0], *changed]))


def test_a_graph_that_is_not_the_cards_or_cannot_be_run_is_refused(file: Path, tmp_path: Path) -> None:
    content = dict(entries(file))
    other = content | {"model.tflite": b"no graph"}
    with pytest.raises(PackageFileError, match="not the one that its card describes"):
        check_file(write(tmp_path / "bad", with_manifest([*other.items()])))
    sha256 = [hashlib.sha256(each).hexdigest().encode() for each in (content["model.tflite"], b"no graph")]
    card = content["card.toml"].replace(*sha256)
    assert card != content["card.toml"]
    with pytest.raises(PackageFileError, match="cannot be run"):
        check_file(write(tmp_path / "bad", with_manifest([*(other | {"card.toml": card}).items()])))


def test_a_graph_whose_names_are_no_text_is_refused(file: Path, tmp_path: Path) -> None:
    content = dict(entries(file))
    name = b"StatefulPartitionedCall"
    graph = content["model.tflite"].replace(name, b"\xff" + name[1:])
    sha256 = [hashlib.sha256(each).hexdigest().encode() for each in (content["model.tflite"], graph)]
    changed = content | {"model.tflite": graph, "card.toml": content["card.toml"].replace(*sha256)}
    assert changed["card.toml"] != content["card.toml"]
    with pytest.raises(PackageFileError, match="cannot be run"):
        check_file(write(tmp_path / "bad", with_manifest([*changed.items()])))


def test_a_card_that_does_not_fit_the_graph_is_refused(file: Path, tmp_path: Path) -> None:
    content = dict(entries(file))
    card = content["card.toml"].replace(b"input_width = 112", b"input_width = 96")
    assert card != content["card.toml"]
    with pytest.raises(PackageFileError, match="does not fit its card"):
        check_file(write(tmp_path / "bad", with_manifest([*(content | {"card.toml": card}).items()])))


def test_a_stick_that_is_gone_is_told_otherwise(tmp_path: Path) -> None:
    with pytest.raises(PackageUnreadableError, match="the stick is in"):
        check_file(tmp_path / "gone.leukmodel")
    with pytest.raises(PackageUnreadableError):
        check_file(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PackageFileError, match="no file"):
        check_file(tmp_path / "pipe")


def outcome(path: Path, data: bytes) -> CheckedFile | StickError:
    path.write_bytes(data)
    try:
        return check_file(path)
    except StickError as problem:
        return problem


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_bit_that_is_turned_anywhere_is_found_or_is_no_part_of_what_is_unpacked(
    signed: Path, tmp_path: Path, data: st.DataObject
) -> None:
    whole = bytearray(signed.read_bytes())
    good = check_file(signed)
    # As often in the headers as in the contents.
    directory = whole.index(b"PK\x01\x02")
    at = data.draw(st.integers(0, len(whole) - 1) | st.integers(directory, len(whole) - 1) | st.integers(0, 3000))
    whole[at] ^= 1 << data.draw(st.integers(0, 7))
    found = outcome(tmp_path / "turned", bytes(whole))
    if isinstance(found, CheckedFile):
        assert (found.manifest_bytes, found.signature, found.card) == (good.manifest_bytes, good.signature, good.card)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_file_that_was_not_copied_whole_is_refused(file: Path, tmp_path: Path, share: float) -> None:
    whole = file.read_bytes()
    assert isinstance(outcome(tmp_path / "cut", whole[: int(len(whole) * share)]), PackageFileError)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400))
def test_any_bytes_are_refused(tmp_path: Path, content: bytes) -> None:
    assert isinstance(outcome(tmp_path / "any", content), PackageFileError)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(content), 0, 0)
    assert isinstance(outcome(tmp_path / "any", content + end), PackageFileError)


def test_a_wrong_signature_is_refused_and_so_is_one_that_was_taken_away_or_put_there(
    file: Path, signed: Path, secret: bytes, tmp_path: Path
) -> None:
    content = entries(signed)
    assert [name for name, _ in content][:2] == [MANIFEST_NAME, SIGNATURE_NAME]
    manifest, own = content[0][1], content[2:]
    plain = entries(file)[0][1]
    other = bytes(64)
    signature = content[1][1]
    assert is_signed(json.loads(manifest)["public_key"], manifest, signature)
    for bad in (
        [content[0], (SIGNATURE_NAME, other), *own],
        [content[0], (SIGNATURE_NAME, signature[:-1]), *own],
        [content[0], *own],
        [(MANIFEST_NAME, plain), (SIGNATURE_NAME, sign(secret, plain)), *own],
        [(MANIFEST_NAME, manifest.replace(b'"2.0.0"', b'"2.0.1"')), *content[1:]],
    ):
        with pytest.raises(WrongSignatureError):
            check_file(write(tmp_path / "bad", bad))


def test_limits_are_such_that_every_bundled_model_fits() -> None:
    from leukdesk.paths import bundled_models

    for folder in bundled_models().iterdir():
        files = [each for each in folder.rglob("*") if each.is_file()]
        assert len(files) <= contents.MOST_FILES
        assert all(each.stat().st_size <= contents.limit_of(each.relative_to(folder).as_posix()) for each in files)
    assert zip_file.CHUNK < contents.OTHER_LIMIT
