import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leukdesk.settings import (
    CameraSettings,
    LiveSettings,
    Settings,
    SettingsNotSavedError,
    SlideSettings,
    load_settings,
    save_settings,
)

SOME = Settings(
    "all4",
    "046d:0825",
    "Zoë",
    "/pictures/caf\udce9",
    "dark",
    {"columns": "AAEC", "splitter": ""},
    LiveSettings(suggest=False, every_ms=500, sensitivity="Careful", grid=True),
    {"046d:0825": CameraSettings("100× oil", 3, True, {"exposure": 12.5, "size": "640 × 480", "auto": False})},
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "settings.json"


def test_settings_come_back(path):
    assert load_settings(path) == Settings()
    save_settings(path, SOME)
    assert load_settings(path) == SOME
    save_settings(path, replace(SOME, operator="Ana"))
    assert load_settings(path).operator == "Ana"
    assert [each.name for each in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b"null", b"[" * 100_000, b"{} {}", b"\x00" * 500])
def test_a_file_that_makes_no_sense_is_moved_aside(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    assert load_settings(path) == Settings()
    assert not path.exists()
    assert path.with_name("settings.json.bad").read_bytes() == content
    save_settings(path, SOME)
    assert load_settings(path) == SOME


def test_a_value_that_makes_no_sense_is_passed_over(path):
    path.parent.mkdir()
    path.write_text('{"operator": "Ana", "scheme": "pink", "model_id": 3, "window": {"columns": 1}, "of_tomorrow": []}')
    assert load_settings(path) == Settings(operator="Ana")
    path.write_text(
        '{"live": {"suggest": "yes", "every_ms": true, "grid": true}, "cameras": {"a": 3, "b": {"objective": "40×", '
        '"quarter_turns": 7, "mirrored": 1, "controls": {"gain": [], "fps": 15, "exposure": NaN}}}}'
    )
    camera = CameraSettings("40×", 3, controls={"fps": 15})
    expected = Settings(live=LiveSettings(grid=True), cameras={"a": CameraSettings(), "b": camera})
    assert load_settings(path) == expected
    path.write_text('{"live": [], "cameras": 3}')
    assert load_settings(path) == Settings()


@pytest.mark.parametrize(("found", "read"), [("fr", "fr"), ("en", "en"), ("", ""), ("tlh", ""), (["fr"], ""), (3, "")])
def test_a_language_is_one_that_the_program_speaks(path, found, read):
    path.parent.mkdir()
    path.write_text(json.dumps({"language": found}))
    assert load_settings(path).language == read


def test_reference_lines_that_make_no_sense_are_left_out(path):
    lines = {"neutrophil": (0.4, 0.7), "monocyte": (None, 0.08)}
    save_settings(path, Settings(slide=SlideSettings(target=400, way="by hand", references=lines)))
    assert load_settings(path).slide == SlideSettings(target=400, way="by hand", references=lines)
    path.write_text(
        '{"slide": {"target": 0, "cell_pixels": 9000, "way": 3, "references": {"a": [0.7, 0.4], "b": [NaN, 1], '
        '"c": [0, 1.1], "d": "wide", "e": [0.1], "f": [true, 1], "g": [0.1, null]}}}'
    )
    assert load_settings(path).slide == SlideSettings(target=1, cell_pixels=192, references={"g": (0.1, None)})


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_loading_never_fails(path, content):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    assert isinstance(load_settings(path), Settings)


def test_a_folder_in_the_way(path):
    path.mkdir(parents=True)
    assert load_settings(path) == Settings()
    with pytest.raises(SettingsNotSavedError, match="could not be saved") as caught:
        save_settings(path, SOME)
    assert str(path) in str(caught.value)
    assert caught.value.code == "settings-not-saved"
    assert [each.name for each in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.skipif(sys.platform != "linux", reason="uses a device that is always full")
def test_what_was_saved_stays_when_there_is_no_room(path, monkeypatch):
    save_settings(path, SOME)

    def full(_: int) -> None:
        with Path("/dev/full").open("wb", buffering=0) as stream:
            stream.write(b"x")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsNotSavedError, match="No space left"):
        save_settings(path, Settings())
    monkeypatch.undo()
    assert load_settings(path) == SOME
    assert [each.name for each in path.parent.iterdir()] == ["settings.json"]
