"""Installing, updating, going back, removing: who may, what is asked, what the log tells, and what a crash leaves."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from leukdesk.history.errors import HistoryError
from leukdesk.history.events import Event, Kind
from leukdesk.history.people.errors import OperatorError
from leukdesk.history.people.laboratory import Role
from leukdesk.history.people.operators import Operators
from leukdesk.history.store import History
from leukdesk.inference.stick import installed, trusted
from leukdesk.inference.stick.contents import MANIFEST_NAME, SIGNATURE_NAME, Listed, Manifest
from leukdesk.inference.stick.errors import CancelledError, InstalledError, PackageFileError, TrustedKeysError
from leukdesk.inference.stick.installed import Installed
from leukdesk.inference.stick.signing import public_of, sign
from leukdesk.model_packages.errors import ChangedMeanwhileError, NotThereError, NotTrustedError, StepBackError
from leukdesk.model_packages.keys import TrustedKeys
from leukdesk.model_packages.offers import Step, standings
from leukdesk.model_packages.work import ModelPackages
from leukdesk.paths import DataPaths, resources
from leukdesk.station import Station, read_catalog

from .making import SMALL, VERSION, folder_of, packed


def present(paths: DataPaths, model_id: str = SMALL) -> str:
    return read_catalog(paths).get(model_id).card.version


def install(packages: ModelPackages, file: Path, by: str = "", *, step_back: bool = False) -> bool:
    return packages.install(packages.offer(file), by, untrusted=True, step_back=step_back)


def noted(history: History) -> list[Event]:
    return [event for event in history.events([Kind.MODEL]) if event.subject.startswith("package ")]


def folders(paths: DataPaths) -> list[str]:
    return sorted(each.name for each in paths.installed_models.iterdir() if each.is_dir())


def test_a_new_one_an_update_the_way_back_and_forward_and_away(
    packages: ModelPackages, paths: DataPaths, history: History, file: Path, tmp_path: Path
) -> None:
    assert present(paths) == VERSION
    offer = packages.offer(file)
    assert (offer.step, offer.before, offer.signer) == (Step.NEWER, read_catalog(paths).get(SMALL), None)
    assert not paths.installed_models.exists()
    assert packages.install(offer, "Kim", untrusted=True)
    assert present(paths) == "2.0.0"
    assert install(packages, packed(tmp_path, "2.1.0"), "Kim")
    assert install(packages, packed(tmp_path, "2.2.0"), "Kim")
    assert present(paths) == "2.2.0"
    assert len(folders(paths)) == 2  # one before it is kept, and no more
    assert packages.roll_back(SMALL, "Kim").card.version == present(paths) == "2.1.0"
    assert packages.roll_back(SMALL, "Kim").card.version == present(paths) == "2.2.0"
    after = packages.remove(SMALL, "Kim")
    assert after is not None
    assert after.bundled
    assert present(paths) == VERSION
    assert folders(paths) == []
    told = [(event.actor, event.old.get("version"), event.new.get("version"), event.reason) for event in noted(history)]
    assert told == [
        ("Kim", "2.2.0", None, "Removed."),
        ("Kim", "2.1.0", "2.2.0", "Rolled back to 2.2.0."),
        ("Kim", "2.2.0", "2.1.0", "Rolled back to 2.1.0."),
        ("Kim", "2.1.0", "2.2.0", f"Updated from the file {SMALL}-2.2.0.leukmodel, not signed."),
        ("Kim", "2.0.0", "2.1.0", f"Updated from the file {SMALL}-2.1.0.leukmodel, not signed."),
        ("Kim", VERSION, "2.0.0", f"Updated from the file {file.name}, not signed."),
    ]


def test_what_another_program_changed_since_somebody_was_asked_stays(
    packages: ModelPackages, paths: DataPaths, file: Path, tmp_path: Path
) -> None:
    install(packages, file)
    seen = read_catalog(paths).get(SMALL)
    install(packages, packed(tmp_path, "2.1.0"))
    for change in (packages.roll_back, packages.remove):
        with pytest.raises(ChangedMeanwhileError):
            change(SMALL, "", seen)
        assert present(paths) == "2.1.0"
    assert packages.roll_back(SMALL, "", read_catalog(paths).get(SMALL)).card.version == "2.0.0"


def test_the_first_update_of_a_programs_own_is_rolled_back_to_that(
    packages: ModelPackages, paths: DataPaths, file: Path
) -> None:
    install(packages, file)
    assert packages.roll_back(SMALL, "").bundled
    (standing,) = (each for each in standings(paths, read_catalog(paths)) if each.package.id == SMALL)
    assert (standing.origin, standing.former, standing.copy) == ("program", "2.0.0", None)
    assert packages.roll_back(SMALL, "").card.version == "2.0.0"


def test_a_model_of_an_id_of_its_own_has_no_former_version_at_first(
    packages: ModelPackages, paths: DataPaths, tmp_path: Path
) -> None:
    own = packed(tmp_path, model_id="own-model")
    assert packages.offer(own).step is Step.NEW
    install(packages, own)
    with pytest.raises(NotThereError, match="no former version"):
        packages.roll_back("own-model", "")
    assert packages.remove("own-model", "") is None
    assert "own-model" not in [each.id for each in read_catalog(paths).packages]


def test_what_was_not_installed_from_a_file_is_not_removed(
    packages: ModelPackages, paths: DataPaths, tmp_path: Path
) -> None:
    for model_id, why in ((SMALL, "came with the program"), ("nope", "no model")):
        for do in (packages.remove, packages.roll_back):
            with pytest.raises(NotThereError, match=why):
                do(model_id, "")
    assert present(paths) == VERSION


def test_what_is_older_or_differs_under_one_version_needs_a_word(
    packages: ModelPackages, paths: DataPaths, file: Path, tmp_path: Path
) -> None:
    install(packages, file)
    assert packages.offer(file).step is Step.SAME
    assert not install(packages, file)
    changed, older = packed(tmp_path, title="Something else"), packed(tmp_path, "1.5.0")
    for each, step in ((changed, Step.CHANGED), (older, Step.OLDER)):
        assert packages.offer(each).step is step
        with pytest.raises(StepBackError, match="--anyway"):
            install(packages, each)
    assert read_catalog(paths).get(SMALL).card.title != "Something else"
    assert install(packages, changed, step_back=True)
    assert read_catalog(paths).get(SMALL).card.title == "Something else"
    assert install(packages, older, step_back=True)
    assert present(paths) == "1.5.0"


def test_records_keep_the_version_they_were_made_with(paths: DataPaths, file: Path) -> None:
    sample = resources() / "samples" / "pre-01.png"
    with Station.open(paths) as station:
        assert station.history is not None
        packages = ModelPackages(paths, station.history)

        def classified() -> tuple[str, str]:
            station.renew_catalog()
            (analysis,) = station.analyse_files([sample], SMALL)
            return analysis.record.model_version, analysis.record.model_sha256  # type: ignore[union-attr]

        made = [classified()]
        install(packages, file)
        made.append(classified())
        packages.roll_back(SMALL, "")
        made.append(classified())
        packages.roll_back(SMALL, "")
        packages.remove(SMALL, "")
        kept = [(record.model_version, record.model_sha256) for record in reversed(station.history.page())]
    assert kept == made
    assert [version for version, _ in made] == [VERSION, "2.0.0", VERSION]


def test_a_classifier_of_a_model_that_was_exchanged_answers_no_more(paths: DataPaths, file: Path) -> None:
    with Station.open(paths) as station:
        assert station.history is not None
        before, other = station.classifier(SMALL), station.classifier("taleqani-all4-cml1")
        install(ModelPackages(paths, station.history), file)
        station.renew_catalog()
        assert station.classifier(SMALL) is not before
        assert station.classifier(SMALL).package.card.version == "2.0.0"
        assert station.classifier("taleqani-all4-cml1") is other  # what is as it was is not loaded again


def test_only_administrators_where_a_list_is_kept(
    packages: ModelPackages, paths: DataPaths, history: History, file: Path, secret: bytes
) -> None:
    install(packages, file, "anybody")
    operators, keys = Operators(history), TrustedKeys(paths, history)
    operators.add("Ada")
    operators.add("Kim", Role.REVIEWER, by="Ada")
    before = noted(history)
    for name in ("Kim", "", "nobody"):
        for do in (
            lambda name=name: packages.remove(SMALL, name),
            lambda name=name: packages.roll_back(SMALL, name),
            lambda name=name: keys.add_key("K", public_of(secret), name),
            lambda name=name: keys.set_only_signed(True, name),
        ):
            with pytest.raises(OperatorError):
                do()
    assert noted(history) == before
    assert present(paths) == "2.0.0"
    packages.remove(SMALL, "Ada")
    with pytest.raises(OperatorError, match="ask Ada"):
        install(packages, file, "Kim")
    assert folders(paths) == []
    assert install(packages, file, "Ada")


def test_who_signed_is_told_and_whoever_is_not_trusted_needs_a_word(
    packages: ModelPackages, paths: DataPaths, history: History, file: Path, signed: Path, secret: bytes
) -> None:
    keys = TrustedKeys(paths, history)
    for each, words in ((file, "not signed"), (signed, "unknown key")):
        offer = packages.offer(each)
        assert words in offer.signed_by
        with pytest.raises(NotTrustedError, match=words):
            packages.install(offer, "")
    assert present(paths) == VERSION
    key = keys.add_key("  The   laboratory ", public_of(secret), "Kim")
    assert key.name == "The laboratory"
    with pytest.raises(TrustedKeysError, match="trusted already"):
        keys.add_key("Another name", public_of(secret), "Kim")
    assert packages.install(packages.offer(signed), "Kim")
    assert key.fingerprint in noted(history)[0].reason
    (standing,) = (each for each in standings(paths, read_catalog(paths)) if each.package.id == SMALL)
    assert standing.signer == key
    keys.remove_key("the LABORATORY", "Kim")
    assert standings(paths, read_catalog(paths))[0].signer is None
    with pytest.raises(TrustedKeysError, match="no trusted key"):
        keys.remove_key("The laboratory", "Kim")
    settings = [event.subject for event in history.events([Kind.SETTING])]
    assert settings == ["trusted key of The laboratory"] * 2


def test_where_only_signed_ones_are_taken_others_are_refused_before_their_graph_is_loaded(
    packages: ModelPackages, paths: DataPaths, history: History, file: Path, signed: Path, secret: bytes
) -> None:
    offers = [packages.offer(each) for each in (file, signed)]
    keys = TrustedKeys(paths, history)
    keys.set_only_signed(True, "")
    keys.set_only_signed(True, "")  # no event for what is so already
    assert len(history.events([Kind.SETTING])) == 1
    for each, offer in zip((file, signed), offers, strict=True):
        with pytest.raises(NotTrustedError, match="trusted keys only"):
            packages.offer(each)
        with pytest.raises(NotTrustedError):
            packages.install(offer, "", untrusted=True)  # what was asked about before the rule
    assert folders(paths) == []
    keys.add_key("K", public_of(secret), "")
    assert packages.install(packages.offer(signed), "")


def test_a_key_that_is_trusted_no_more_when_it_is_installed_is_told(
    packages: ModelPackages, paths: DataPaths, history: History, signed: Path, secret: bytes
) -> None:
    keys = TrustedKeys(paths, history)
    keys.add_key("K", public_of(secret), "")
    offer = packages.offer(signed)
    keys.remove_key("K", "")
    with pytest.raises(NotTrustedError, match="unknown key"):
        packages.install(offer, "")
    assert folders(paths) == []
    assert present(paths) == VERSION


def test_a_graph_is_given_to_the_runtime_only_once_somebody_trusts_it(
    packages: ModelPackages, paths: DataPaths, history: History, secret: bytes, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path)
    good = (folder / "model.tflite").read_bytes()
    bad = b"no graph"
    card = (folder / "card.toml").read_text("utf-8")
    changed = card.replace(*(hashlib.sha256(each).hexdigest() for each in (good, bad)))
    assert changed != card
    whole = {"card.toml": changed.encode(), "model.tflite": bad}
    listed = {name: Listed(len(data), hashlib.sha256(data).hexdigest()) for name, data in whole.items()}
    manifest = Manifest(SMALL, "2.0.0", listed, public_of(secret)).as_bytes()
    path = tmp_path / "x.leukmodel"
    with zipfile.ZipFile(path, "w") as package:
        for name, data in {MANIFEST_NAME: manifest, SIGNATURE_NAME: sign(secret, manifest), **whole}.items():
            package.writestr(name, data)
    offer = packages.offer(path)
    assert offer.signer is None
    with pytest.raises(PackageFileError, match="cannot be run"):
        packages.install(offer, "", untrusted=True)
    assert [*paths.installed_models.iterdir()] == []
    assert noted(history) == []
    TrustedKeys(paths, history).add_key("K", public_of(secret), "")
    with pytest.raises(PackageFileError, match="cannot be run"):
        packages.offer(path)


def test_trusted_keys_that_are_damaged_stop_installing_and_nothing_else(
    packages: ModelPackages, paths: DataPaths, file: Path
) -> None:
    paths.trusted_keys.write_text("?")
    with pytest.raises(TrustedKeysError):
        packages.offer(file)
    assert len(standings(paths, read_catalog(paths))) == len(read_catalog(paths).packages)


def test_a_list_of_installed_ones_that_is_damaged_is_told_and_the_programs_own_are_used(
    packages: ModelPackages, paths: DataPaths, file: Path
) -> None:
    install(packages, file)
    state = paths.installed_models / "installed.json"
    good = state.read_text()
    for bad in ("", "{}", good.replace('"folder": "', '"folder": "../'), good.replace("2.0.0", "\\ud800")[:-9]):
        state.write_text(bad)
        catalog = read_catalog(paths)
        assert catalog.get(SMALL).bundled
        assert "cannot be read" in catalog.refused[0].reason
        with pytest.raises(InstalledError):
            install(packages, file)
        Installed(paths.installed_models).clear_up()
        assert len(folders(paths)) == 1  # nothing is cleared away by guessing
    state.write_text(good)
    assert present(paths) == "2.0.0"


def test_another_file_under_the_name_that_was_asked_about_is_not_installed(
    packages: ModelPackages, paths: DataPaths, file: Path, tmp_path: Path
) -> None:
    stick = Path(shutil.copy(file, tmp_path / "x.leukmodel"))
    offer = packages.offer(stick)
    shutil.copy(packed(tmp_path, "3.0.0"), stick)
    with pytest.raises(PackageFileError, match="while it was being installed"):
        packages.install(offer, "", untrusted=True)
    assert [*paths.installed_models.iterdir()] == []


def test_models_that_another_program_changed_since_it_was_asked_are_not_replaced(
    packages: ModelPackages, paths: DataPaths, file: Path, tmp_path: Path
) -> None:
    offer = packages.offer(packed(tmp_path, "3.0.0"))
    with History(paths) as other:
        install(ModelPackages(paths, other), file)
    with pytest.raises(ChangedMeanwhileError):
        packages.install(offer, "", untrusted=True)
    assert present(paths) == "2.0.0"
    assert len(folders(paths)) == 1


def test_a_cancel_leaves_nothing(packages: ModelPackages, paths: DataPaths, file: Path) -> None:
    with pytest.raises(CancelledError):
        packages.offer(file, cancelled=lambda: True)
    offer = packages.offer(file)
    with pytest.raises(CancelledError):
        packages.install(offer, "", untrusted=True, cancelled=lambda: True)
    assert [*paths.installed_models.iterdir()] == []


def test_what_cannot_be_noted_is_not_done(
    packages: ModelPackages, paths: DataPaths, history: History, file: Path
) -> None:
    install(packages, file)
    offer_of_same = Installed(paths.installed_models).read()
    history.close()
    for do in (lambda: packages.remove(SMALL, ""), lambda: packages.roll_back(SMALL, "")):
        with pytest.raises(HistoryError):
            do()
    assert Installed(paths.installed_models).read() == offer_of_same
    assert present(paths) == "2.0.0"


@pytest.mark.parametrize("room", [1, 2, 3, 4, 5, 6])
def test_a_disk_that_is_full_leaves_the_former_state(
    disk_of: Callable[[str], Path], file: Path, tmp_path: Path, room: int
) -> None:
    """With less and less room left; the log is on another disk, so that it is the models' own that is full."""
    disk = disk_of("640k")
    paths = DataPaths(tmp_path / "data")
    paths.root.mkdir()
    paths.installed_models.symlink_to(disk)
    with History(paths) as history:
        packages = ModelPackages(paths, history)
        (disk / "filler").write_bytes(bytes(100 * 1024 * room))
        try:
            done = install(packages, file)
        except InstalledError as problem:
            assert "has room" in str(problem)
            done = False
        assert done == (room == 1)
        assert present(paths) == ("2.0.0" if done else VERSION)
        assert bool(noted(history)) == done
        assert len(folders(paths)) == done


def test_what_is_written_is_not_called_failed_because_its_folder_cannot_be_made_durable(
    packages: ModelPackages,
    paths: DataPaths,
    history: History,
    file: Path,
    secret: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(folder: Path) -> None:
        if folder == paths.root or (folder / "installed.json").exists():
            raise OSError(errno.EIO, "Input/output error")

    for module in (installed, trusted):
        monkeypatch.setattr(module, "sync_folder", broken)
    assert install(packages, file)
    assert present(paths) == "2.0.0"
    assert len(noted(history)) == 1
    TrustedKeys(paths, history).add_key("K", public_of(secret), "")
    assert trusted.read_trust(paths.trusted_keys).named("K") is not None


KILLED = """
import sys
from pathlib import Path
from leukdesk.history.store import History
from leukdesk.model_packages.work import ModelPackages
from leukdesk.paths import DataPaths
paths = DataPaths(Path(sys.argv[1]))
with History(paths) as history:
    packages = ModelPackages(paths, history)
    offers = [packages.offer(Path(file)) for file in sys.argv[2:]]
    print("ready", flush=True)
    while True:
        for file in sys.argv[2:]:
            packages.install(packages.offer(Path(file)), "", untrusted=True, step_back=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="killing as a power cut does it")
def test_a_program_that_is_killed_at_any_moment_leaves_one_state_or_the_other(
    paths: DataPaths, file: Path, tmp_path: Path
) -> None:
    other = packed(tmp_path, "3.0.0")
    with History(paths) as history:
        install(ModelPackages(paths, history), file)
    for attempt in range(12):
        command = [sys.executable, "-c", KILLED, str(paths.root), str(file), str(other)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
            assert program.stdout is not None
            assert program.stdout.readline() == b"ready\n"
            time.sleep(0.013 * attempt)
            program.send_signal(signal.SIGKILL)
        catalog = read_catalog(paths)
        assert catalog.get(SMALL).card.version in ("2.0.0", "3.0.0")
        assert catalog.refused == ()
        catalog.get(SMALL).read_model()
        # Killed between the two last steps the event is missing; the next start notes what it finds.
        with Station.open(paths) as station:
            station.note_packages()
            newest = next(each for each in station.history.events([Kind.MODEL]) if each.subject == "packages")
            assert newest.new[SMALL]["version"] == catalog.get(SMALL).card.version
    # What was left half done goes at a later start.
    long_ago = time.time() - 7200
    for each in paths.installed_models.iterdir():
        os.utime(each, (long_ago, long_ago))
    Station.open(paths).close()
    kept = Installed(paths.installed_models).read()[SMALL]
    named = {copy.folder for copy in (kept.present, kept.former) if copy is not None}
    assert set(folders(paths)) == named
    assert {each.name for each in paths.installed_models.iterdir()} == named | {"installed.json"}
    assert present(paths) in ("2.0.0", "3.0.0")
