"""One file of a folder: the same bytes every time, checked as a station checks it; keys, and the order of versions."""

from __future__ import annotations

import os
import re
import stat
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leukdesk.inference.card import VERSION as CARD_VERSION
from leukdesk.inference.package import MODEL_LIMIT
from leukdesk.inference.stick.checking import check_file
from leukdesk.inference.stick.errors import CancelledError, KeyFileError, TrustedKeysError
from leukdesk.inference.stick.packing import PackingError, pack
from leukdesk.inference.stick.signing import fingerprint, make_key, public_of, read_public_key, read_secret_key
from leukdesk.inference.stick.trusted import Trust, read_trust
from leukdesk.inference.stick.versions import order

from .making import SMALL, folder_of

GOLDEN = re.compile(r"resources/samples/[a-z0-9-]+\.png")


def test_the_same_folder_makes_the_same_bytes_whenever_and_wherever(tmp_path: Path, secret: bytes) -> None:
    one, other = folder_of(tmp_path / "one"), folder_of(tmp_path / "other")
    os.utime(other / "card.toml", (1e9, 1e9))
    for key in (None, secret):
        pack(one, tmp_path / "1", key)
        pack(other, tmp_path / "2", key)
        assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


def test_its_files_stand_in_the_order_of_their_names_which_is_the_same_on_every_system(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    card = folder / "card.toml"
    # Paths are compared part by part, and on Windows without regard to case.
    own = ["a/x.png", "a-b/x.png", "Z.png"]
    text = card.read_text("utf-8")
    for name, other in zip(own, dict.fromkeys(GOLDEN.findall(text)), strict=False):
        text = text.replace(other, name)
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"a picture")
    card.write_text(text, "utf-8")
    packed = pack(folder, tmp_path / "x.leukmodel")
    with zipfile.ZipFile(packed.path) as package:
        names = package.namelist()[1:]
    assert names == sorted(names)
    assert set(own) < set(names)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    with (folder / "model.tflite").open("r+b") as model:
        model.truncate(MODEL_LIMIT + 1)  # of nothing: it takes no room
    with pytest.raises(PackingError, match="larger than it may be"):
        pack(folder, tmp_path / "x.leukmodel")


def test_in_a_folder_it_is_named_after_the_model_and_its_version(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    packed = pack(folder_of(tmp_path, "3.1.0"), tmp_path / "out")
    assert packed.path == tmp_path / "out" / f"{SMALL}-3.1.0.leukmodel"
    assert check_file(packed.path) == packed


def test_golden_pictures_of_the_package_go_along(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    card = folder / "card.toml"
    text = card.read_text("utf-8")
    card.write_text(text.replace("resources/samples/pro-02.png", "golden/own.png"), "utf-8")
    (folder / "golden").mkdir()
    (folder / "golden" / "own.png").write_bytes(b"a picture")
    assert "golden/own.png" in pack(folder, tmp_path / "x.leukmodel").manifest.files


@pytest.mark.parametrize(
    ("name", "why"),
    [("notes.md", "no file of a model package"), ("other.png", "no golden picture"), ("a b.png", "not one")],
)
def test_what_is_no_part_of_a_package_is_not_taken_along_unnoticed(tmp_path: Path, name: str, why: str) -> None:
    folder = folder_of(tmp_path)
    (folder / name).write_bytes(b"x")
    with pytest.raises(PackingError, match=why):
        pack(folder, tmp_path / "x.leukmodel")
    assert not [*tmp_path.glob("*x.leukmodel*"), *tmp_path.glob(".*")]


def test_a_package_that_no_station_would_take_is_not_made_and_the_file_of_before_stays(tmp_path: Path) -> None:
    folder, target = folder_of(tmp_path), tmp_path / "x.leukmodel"
    pack(folder, target)
    before = target.read_bytes()
    with (folder / "model.tflite").open("r+b") as model:
        model.write(b"something")
    with pytest.raises(PackingError, match="not the one that its card describes"):
        pack(folder, target)
    with pytest.raises(CancelledError):
        pack(folder_of(tmp_path / "2"), target, cancelled=lambda: True)
    assert target.read_bytes() == before
    assert not [*tmp_path.glob(".*.part")]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    for folder, target in (
        (tmp_path / "gone", tmp_path / "x"),
        (folder_of(tmp_path), tmp_path / "no" / "folder" / "x"),
    ):
        with pytest.raises(PackingError, match="cannot be"):
            pack(folder, target)


def test_a_key_is_two_files_the_secret_one_for_its_owner_alone_and_never_replaced(tmp_path: Path) -> None:
    public = make_key(tmp_path / "key")
    assert read_public_key(tmp_path / "key.pub") == public == public_of(read_secret_key(tmp_path / "key"))
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    before = (tmp_path / "key").read_bytes()
    with pytest.raises(KeyFileError, match="not there yet"):
        make_key(tmp_path / "key")
    with pytest.raises(KeyFileError):
        make_key(Path())
    (tmp_path / "other.pub").touch()
    with pytest.raises(KeyFileError):
        make_key(tmp_path / "other")
    assert not (tmp_path / "other").exists()
    assert (tmp_path / "key").read_bytes() == before
    assert before.split()[-1].decode() not in (tmp_path / "key.pub").read_text()


def test_a_secret_key_is_not_taken_for_a_public_one_nor_any_file_for_a_key(tmp_path: Path) -> None:
    make_key(tmp_path / "key")
    with pytest.raises(KeyFileError, match="must never be on a station"):
        read_public_key(tmp_path / "key")
    with pytest.raises(KeyFileError):
        read_secret_key(tmp_path / "key.pub")
    for content in (b"", b"\xff\xfe", b"leukdesk public signing key 1\nabc\n", bytes(10_000)):
        (tmp_path / "any").write_bytes(content)
        with pytest.raises(KeyFileError):
            read_public_key(tmp_path / "any")
    with pytest.raises(KeyFileError, match="cannot be read"):
        read_public_key(tmp_path / "gone")


def test_a_fingerprint_is_short_and_of_the_whole_key() -> None:
    one, other = fingerprint("00" * 32), fingerprint("00" * 31 + "01")
    assert one != other
    assert [len(group) for group in one.split("-")] == [4] * 6


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 1, "only_signed": 0, "keys": []}', "[" * 5000])
def test_trusted_keys_that_cannot_be_read_are_not_taken_for_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "keys").write_text(content)
    with pytest.raises(TrustedKeysError, match="No model package is installed meanwhile"):
        read_trust(tmp_path / "keys")
    assert read_trust(tmp_path / "not-there") == Trust()


def test_versions_are_counted_as_people_count_them() -> None:
    rising = [
        "0.9.9",
        "1.0.0-alpha",
        "1.0.0-alpha.2",
        "1.0.0-beta",
        "1.0.0",
        "1.0.0+2",
        "1.0.0+10",
        "1.9.0",
        "1.10.0",
        "2.0.0",
    ]
    mixed = [*rising]
    Random(3).shuffle(mixed)
    assert sorted(mixed, key=order) == rising


@given(st.from_regex(CARD_VERSION, fullmatch=True), st.from_regex(CARD_VERSION, fullmatch=True))
def test_any_two_versions_of_cards_can_be_compared(one: str, other: str) -> None:
    assert (order(one) < order(other)) or (order(one) >= order(other))
