"""``leukdesk models`` and its actions, as a person or a program uses them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from leukdesk import cli
from leukdesk.inference.catalog import Catalog
from leukdesk.inference.stick.signing import fingerprint
from leukdesk.paths import bundled_models, resources

from ..unit.packages.making import SMALL, folder_of, packed
from .answer import Answer

FIELDS = {
    "id", "version", "title", "summary", "architecture", "scope", "classes", "uncertain_below", "figures", "limits",
    "elsewhere", "sha256", "folder", "usable",
}  # fmt: skip
"""Of a model, since before models came in files."""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    data = tmp_path / "data"
    monkeypatch.setenv("LEUKDESK_DATA_DIR", str(data))
    return data


@pytest.fixture
def models(capfd: pytest.CaptureFixture[str]):
    def run(*arguments: str | Path, command: str = "models") -> Answer:
        capfd.readouterr()
        status = cli.main([command, *(str(argument) for argument in arguments)])
        captured = capfd.readouterr()
        return Answer(status, captured.out, captured.err)

    return run


def small(answer: Answer) -> dict[str, Any]:
    return next(each for each in answer.objects if each["id"] == SMALL)


def test_the_way_of_a_model_from_who_publishes_it_to_a_station_and_back(models, tmp_path: Path) -> None:
    made = models("keygen", tmp_path / "key", "--json")
    assert made.status == 0
    public = made.objects[0]["public_key"]
    assert (tmp_path / "key").read_text().split()[-1] not in made.out
    new = models("pack", folder_of(tmp_path), tmp_path, "--sign", tmp_path / "key", "--json")
    (packed_as,) = new.objects
    assert packed_as["file"] == str(tmp_path / f"{SMALL}-2.0.0.leukmodel")
    assert packed_as["fingerprint"] == fingerprint(public)
    file = packed_as["file"]

    refused = models("install", file, "--json")
    assert refused.status == 1
    assert refused.objects[0]["error"]["code"] == "model-file-not-trusted"
    assert models("keys", "add", tmp_path / "key.pub", "--name", "Laboratory").status == 0
    keys = models("keys", "list", "--json").objects
    assert [(each.get("name"), each.get("only_signed")) for each in keys] == [("Laboratory", None), (None, False)]
    assert models("keys", "only-signed", "on", "--json").objects == [{"only_signed": True}]

    done = models("update", file, "--json")
    assert done.status == 0
    (answer,) = done.objects
    assert (answer["installed"], answer["step"], answer["replaced_version"]) == (True, "newer", "1.0.0")
    assert answer["signed_by"] == "Laboratory"
    listed = small(models("--json"))
    assert listed.keys() >= FIELDS
    told = {key: listed[key] for key in ("version", "origin", "instead_of", "former_version", "signed_by")}
    assert told == {
        "version": "2.0.0", "origin": "file", "instead_of": "1.0.0", "former_version": "1.0.0",
        "signed_by": "Laboratory",
    }  # fmt: skip
    text = models().out
    assert "in place of the program's 1.0.0; can be rolled back to 1.0.0" in text

    unsigned = packed(tmp_path, "3.0.0")
    refused = models("install", unsigned, "--unsigned")
    assert refused.status == 1
    assert "trusted keys only" in refused.err
    assert models("rollback", SMALL, "--json").objects[0]["version"] == "1.0.0"
    assert small(models("--json"))["former_version"] == "2.0.0"
    assert models("rollback", SMALL).status == 0
    assert models("remove", SMALL).status == 0
    assert small(models("--json"))["origin"] == "program"
    assert models("remove", SMALL).status == 1
    assert models("keys", "remove", "laboratory").status == 0
    events = models("events", "--json", command="history").objects
    assert [each["subject"] for each in events if each["kind"] in ("model", "setting")] == [
        "trusted key of Laboratory", *[f"package {SMALL}"] * 4, "only signed model packages",
        "trusted key of Laboratory",
    ]  # fmt: skip
    assert models("verify", command="history").status == 0


def test_json_may_stand_behind_either_word(models) -> None:
    assert (
        models("--json", "keys", "list").objects == models("keys", "list", "--json").objects == [{"only_signed": False}]
    )


def test_an_update_insists_that_the_model_is_there_and_one_bad_file_keeps_no_other_out(models, tmp_path: Path) -> None:
    own, good = packed(tmp_path, model_id="own-model"), packed(tmp_path)
    (tmp_path / "bad.leukmodel").write_bytes(b"bad")
    answer = models("update", own, tmp_path / "bad.leukmodel", tmp_path / "gone", good, "--unsigned", "--json")
    assert answer.status == 1
    codes = [each.get("error", {}).get("code") for each in answer.objects]
    assert codes == ["model-not-installed", "model-file", "model-file-unreadable", None]
    assert small(models("--json"))["version"] == "2.0.0"
    assert models("install", own, "--unsigned").status == 0
    older = packed(tmp_path, "1.5.0")
    assert "--anyway" in models("install", older, "--unsigned").err
    assert models("install", older, "--unsigned", "--anyway").status == 0


def test_where_a_list_is_kept_an_administrator_with_the_pin_does_it(
    models, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("3141592\n"))
    assert models("add", "Ada", "--pin", command="operators").status == 0
    file = packed(tmp_path)
    assert "Say who does this" in models("install", file, "--unsigned").err
    monkeypatch.setattr("sys.stdin", io.StringIO("0000000\n"))
    assert models("install", file, "--unsigned", "--operator", "Ada").status == 1
    assert small(models("--json"))["version"] == "1.0.0"
    monkeypatch.setattr("sys.stdin", io.StringIO("3141592\n"))
    assert models("install", file, "--unsigned", "--operator", "Ada").status == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("3141592\n"))
    assert models("add", "Kim", "--by", "Ada", command="operators").status == 0
    answer = models("remove", SMALL, "--operator", "Kim")
    assert (answer.status, "only an administrator" in answer.err.lower()) == (1, True)


def test_an_installed_model_classifies_until_it_is_removed(models, tmp_path: Path) -> None:
    assert models("install", packed(tmp_path), "--unsigned").status == 0
    sample = resources() / "samples" / "pre-01.png"
    (answer,) = models(sample, "--model", SMALL, "--json", command="classify").objects
    assert answer["model_version"] == "2.0.0"
    (removed,) = models("remove", SMALL, "--json").objects
    assert removed == {"id": SMALL, "removed": True, "version": "1.0.0"}
    (answer,) = models(sample, "--model", SMALL, "--json", command="classify").objects
    assert answer["model_version"] == "1.0.0"


def test_bare_models_lists_as_before(models) -> None:
    answer = models("--json")
    assert [each["id"] for each in answer.objects] == [each.id for each in Catalog([bundled_models()]).packages]
    assert all(each.keys() >= FIELDS and each["origin"] == "program" for each in answer.objects)
