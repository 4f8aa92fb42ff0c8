"""The key of the pseudonyms that earlier exports were made with, and what is done where it is lost."""

import json

import pytest

from leukdesk import cli
from leukdesk.history.events import Kind
from leukdesk.history.exporting.csv import Csv
from leukdesk.history.exporting.exporter import export
from leukdesk.history.exporting.gathering import gather, note_printed
from leukdesk.history.exporting.json_lines import JsonFile
from leukdesk.history.exporting.outbox import Handover, begin, deliver
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.exporting.pseudonyms import KEY_FILE, Pseudonyms
from leukdesk.history.exporting.station_key import OtherPseudonymKeyError, pseudonyms_of
from leukdesk.history.people.operators import Operators
from leukdesk.history.store import History


def by_a_file(history, folder):
    export(history, "", Csv(), folder / "log.csv")


def by_print(history, folder):
    note_printed(history, gather(history, [1], Privacy()), "a printer", 1)


def by_hand_over(history, folder):
    begin(history, folder, earlier=True)
    assert deliver(history, Handover(folder, JsonFile())) == 1


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("leaves", [by_a_file, by_print, by_hand_over])
def test_a_key_that_something_left_with_is_never_made_anew_unseen(filled, folder, leaves):
    leaves(filled, folder)
    key = filled.paths.root / KEY_FILE
    kept = key.read_bytes()
    key.unlink()
    with pytest.raises(OtherPseudonymKeyError, match="is missing: earlier exports were made with the key"):
        export(filled, "", Csv(), folder / "again.csv")
    assert not key.exists()
    assert not (folder / "again.csv").exists()
    export(filled, "", Csv(), folder / "again.csv", privacy=Privacy(identified=True))
    key.write_text("0" * 64)
    with pytest.raises(OtherPseudonymKeyError, match=r"is another one.*--new-key"):
        pseudonyms_of(filled)
    key.write_bytes(kept)
    by_a_file(filled, folder)


@pytest.fixture
def run(filled, capsys):
    filled.close()

    def do(*arguments):
        status = cli.main(["history", arguments[0], "--data-dir", str(filled.paths.root), *map(str, arguments[1:])])
        told = capsys.readouterr()
        return status, told.out, told.err

    return do


def test_a_new_key_is_an_administrators_and_an_event(run, filled, folder):
    before = run("pseudonym", "S-1")[1]
    run("export", folder / "log.csv")
    assert run("pseudonym", "--new-key")[0] == 1, "there is one"
    key = filled.paths.root / KEY_FILE
    key.rename(folder / "kept.key")
    with History(filled.paths) as history:
        Operators(history).add("Ada")
        Operators(history).add("Olga", by="Ada")
        old = Pseudonyms(bytes.fromhex((folder / "kept.key").read_text())).name_of_key
    assert run("pseudonym", "S-1")[0] == 1
    status, _, told = run("pseudonym", "--new-key", "--by", "Olga")
    assert (status, "Only an administrator" in told, key.exists()) == (1, True, False)
    assert run("pseudonym", "--new-key", "--by", "Ada")[0] == 0
    status, after, _ = run("pseudonym", "S-1")
    assert (status, after != before) == (0, True)
    assert run("export", folder / "log2.csv", "--operator", "Olga")[0] == 0
    with History(filled.paths) as history:
        (event,) = history.events([Kind.SETTING])
        new = pseudonyms_of(history).name_of_key
        assert (event.actor, event.old, event.new) == ("Ada", {"value": old}, {"value": new})
    with pytest.raises(SystemExit):
        run("pseudonym", "S-1", "--new-key")


def test_a_manifest_of_another_key_is_not_held_against_the_log_and_accuses_nobody(run, filled, folder):
    run("export", folder / "log.csv")
    manifest = folder / "log.csv.manifest.json"
    assert run("verify", "--manifest", manifest)[0] == 0
    key = filled.paths.root / KEY_FILE
    kept = key.read_bytes()
    key.unlink()
    for spoil, said in ((lambda: None, "which is not here"), (lambda: key.write_text("0" * 64), "this station's is")):
        spoil()
        status, out, told = run("verify", "--manifest", manifest)
        assert (status, out, "cannot be held against the log" in told, said in told) == (1, "", True, True)
        assert json.loads(manifest.read_text())["pseudonyms"] in told
    key.write_bytes(kept)
    assert run("verify", "--manifest", manifest)[0] == 0
