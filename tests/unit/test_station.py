from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import cv2
import numpy as np
import pytest

from leukdesk import __version__, selftest
from leukdesk import analysis as module
from leukdesk.analysis import Analysis, Failure
from leukdesk.history.errors import DiskFullError, HistoryClosedError
from leukdesk.history.events import Kind
from leukdesk.history.plain import TypedTextError
from leukdesk.history.store import History
from leukdesk.imaging.frame import Frame, Region
from leukdesk.imaging.optics import Optics
from leukdesk.imaging.reading import read_picture
from leukdesk.inference.catalog import Catalog, UnknownModelError
from leukdesk.inference.package import ModelLoadError
from leukdesk.paths import DataDirError, DataPaths, bundled_models
from leukdesk.selftest import run as run_selftest
from leukdesk.station import Station


def draw(path: Path, seed: int = 0, width: int = 240, height: int = 200) -> Path:
    rng = np.random.default_rng(seed)
    pixels = np.full((height, width, 3), (225, 205, 215), np.uint8)
    for _ in range(20):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        cv2.circle(pixels, centre, 14, tuple(int(v) for v in rng.integers(90, 200, 3)), -1, cv2.LINE_AA)
    content = cv2.imencode(path.suffix, pixels)[1]
    path.write_bytes(content.tobytes())
    return path


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / "data")


@pytest.fixture
def station(paths: DataPaths) -> Iterator[Station]:
    with Station.open(paths) as opened:
        yield opened
    assert [t.name for t in threading.enumerate() if t.name.startswith("pipeline")] == []


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "smears"
    folder.mkdir()
    return [draw(folder / f"{number}.png", number) for number in range(12)]


def test_one_picture_is_analysed_and_logged(station: Station, files: list[Path]) -> None:
    frame = read_picture(files[0])
    package = station.catalog.default
    analysis = station.analyse(frame, package.id, sample="S-1", operator="N. N.")
    assert station.history is not None
    record = station.history.get(1)
    assert analysis.record == record
    assert analysis.frame is frame
    assert analysis.prediction.frame_id == frame.id
    assert (record.sample, record.operator, record.source) == ("S-1", "N. N.", str(files[0]))
    assert (record.picture_sha256, record.width, record.height) == (frame.sha256, 240, 200)
    assert (record.model_id, record.model_sha256) == (package.id, package.card.sha256)
    assert record.probabilities == {c.id: c.probability for c in analysis.prediction.classes}
    assert tuple(record.probabilities) == package.card.class_ids
    assert (record.label, record.uncertain) == (analysis.prediction.top.id, analysis.prediction.uncertain)
    assert record.quality == pytest.approx(analysis.quality.figures())
    assert np.array_equal(station.history.picture(record), frame.pixels)
    assert all(part > 0 for part in vars(analysis.milliseconds).values())


def test_a_region_is_what_is_analysed_and_stored(station: Station, files: list[Path]) -> None:
    frame = read_picture(files[0])
    analysis = station.analyse(frame, station.catalog.default.id, region=Region(10, 20, 100, 80))
    assert station.history is not None
    assert analysis.record is not None
    assert analysis.record.region == Region(10, 20, 100, 80)
    assert np.array_equal(station.history.picture(analysis.record), frame.pixels[20:100, 10:110])


def test_what_is_not_to_be_logged_is_not(station: Station, files: list[Path]) -> None:
    analysis = station.analyse(read_picture(files[0]), station.catalog.default.id, log=False)
    outcomes = list(station.analyse_files(files, station.catalog.default.id, log=False))
    assert station.history is not None
    assert (analysis.record, station.history.count()) == (None, 0)
    assert all(isinstance(o, Analysis) and o.record is None for o in outcomes)


def test_files_come_in_order_with_failures_between_them(station: Station, files: list[Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(files[0].read_bytes()[:200])
    mixed = [files[0], broken, *files[1:5], tmp_path / "gone.png", files[5], tmp_path, files[6]]
    outcomes = list(station.analyse_files(mixed, station.catalog.default.id, sample="S-2"))
    sources = [o.source if isinstance(o, Failure) else o.frame.source for o in outcomes]
    assert sources == [str(path) for path in mixed]
    failures = [o for o in outcomes if isinstance(o, Failure)]
    assert [Path(f.source) for f in failures] == [broken, tmp_path / "gone.png", tmp_path]
    assert all(f.code and f.source in f.message for f in failures)
    ids = [o.record.id for o in outcomes if isinstance(o, Analysis) and o.record]
    assert ids == list(range(1, 8))


def test_a_file_and_a_frame_of_it_get_the_same_answer(station: Station, files: list[Path]) -> None:
    (one,) = station.analyse_files(files[:1], station.catalog.default.id)
    assert isinstance(one, Analysis)
    assert (
        station.analyse(read_picture(files[0]), station.catalog.default.id).prediction.classes == one.prediction.classes
    )


def test_what_was_yielded_is_in_the_log_already(station: Station, paths: DataPaths, files: list[Path]) -> None:
    with History(paths) as other:
        for number, outcome in enumerate(station.analyse_files(files, station.catalog.default.id), start=1):
            assert isinstance(outcome, Analysis)
            assert outcome.record is not None
            assert other.get(outcome.record.id) == outcome.record
            assert other.count() >= number


def test_a_cancel_leaves_in_the_log_what_was_yielded(station: Station, files: list[Path]) -> None:
    seen: list[object] = []
    for outcome in station.analyse_files(files * 20, station.catalog.default.id, cancelled=lambda: len(seen) >= 3):
        seen.append(outcome)  # noqa: PERF402 - the condition looks at what was seen so far
    assert station.history is not None
    assert 3 <= len(seen) < len(files) * 20
    assert station.history.count() == len(seen)


def test_closing_the_iterator_is_prompt(station: Station, files: list[Path]) -> None:
    outcomes = station.analyse_files(files * 20, station.catalog.default.id)
    next(outcomes)
    start = time.perf_counter()
    outcomes.close()
    assert time.perf_counter() - start < 5
    assert station.history is not None
    assert station.history.count() < len(files) * 20


@contextmanager
def small_files_only() -> Iterator[None]:
    """What a full disk is to a program: no file may become larger than 1000 bytes."""
    resource = pytest.importorskip("resource", reason="needs a limit on file sizes")
    signal = pytest.importorskip("signal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_disk_that_is_full_stops_the_run_and_nothing_is_logged(station: Station, files: list[Path]) -> None:
    outcomes: list[Analysis | Failure] = []
    with small_files_only(), pytest.raises(DiskFullError):
        outcomes.extend(station.analyse_files(files * 20, station.catalog.default.id))
    assert outcomes == []
    assert station.history is not None
    assert station.history.count() == 0
    assert list(station.paths.pictures.glob("*/*.png")) == []


def test_a_log_that_is_closed_stops_the_run_after_what_was_logged(station: Station, files: list[Path]) -> None:
    assert station.history is not None
    outcomes = station.analyse_files(files * 20, station.catalog.default.id)
    seen = [next(outcomes)]
    station.history.close()
    with pytest.raises(HistoryClosedError):
        seen.extend(outcomes)
    assert all(isinstance(each, Analysis) for each in seen)


def test_a_log_that_another_program_holds_fails_files_until_it_lets_go(paths: DataPaths, files: list[Path]) -> None:
    with History(paths, busy_seconds=0.1) as history, closing(sqlite3.connect(paths.database)) as other:
        station = Station(paths, Catalog([bundled_models()]), history)
        other.execute("BEGIN IMMEDIATE")
        outcomes = station.analyse_files(iter(files * 20), station.catalog.default.id)
        first = next(outcomes)
        assert isinstance(first, Failure)
        assert first.code == "history-busy"
        other.rollback()
        rest = list(outcomes)
        station.close()
    assert isinstance(rest[-1], Analysis)


@pytest.mark.parametrize("problem", [MemoryError(), ValueError("odd"), cv2.error("odd")], ids=repr)
@pytest.mark.parametrize("stage", ["read_picture", "assess", "picture_size"])
def test_one_odd_picture_does_not_stop_the_others(
    station: Station,
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    stage: str,
    problem: Exception,
) -> None:
    odd, real = draw(files[4], 4, width=250), getattr(module, stage)

    def fail(what: object, **options: object) -> object:
        if getattr(what, "shape", what) in (odd, (200, 250, 3)):
            raise problem
        return real(what, **options)

    monkeypatch.setattr(module, stage, fail)
    outcomes = list(station.analyse_files(files, station.catalog.default.id))
    failures = [(number, each) for number, each in enumerate(outcomes) if isinstance(each, Failure)]
    if stage == "picture_size":  # only an estimate of what is to be read
        assert failures == []
        return
    ((number, failure),) = failures
    assert (number, failure.source, failure.code) == (4, str(files[4]), "unexpected")
    assert str(files[4]) in failure.message
    assert type(problem).__name__ in failure.message
    (record,) = (each for each in caplog.records if each.exc_info)
    assert str(files[4]) in record.getMessage()
    assert station.history is not None
    assert station.history.count() == len(files) - 1


def test_a_picture_that_cannot_be_stored_does_not_take_its_group_with_it(
    station: Station, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = module.read_picture

    def misread(path: Path) -> Frame:
        frame = reading(path)
        if path == files[4]:
            _ = frame.sha256
            object.__setattr__(frame, "pixels", frame.pixels[::-1].copy())  # no longer what the hash says
        return frame

    monkeypatch.setattr(module, "read_picture", misread)
    outcomes = list(station.analyse_files(files, station.catalog.default.id))
    assert [number for number, each in enumerate(outcomes) if isinstance(each, Failure)] == [4]
    assert station.history is not None
    assert station.history.count() == len(files) - 1


def test_an_unknown_model_is_refused_at_once(station: Station, files: list[Path]) -> None:
    with pytest.raises(UnknownModelError):
        station.analyse_files(files, "nope")


def test_a_model_that_cannot_be_loaded_stops_everything(paths: DataPaths, files: list[Path]) -> None:
    package = Catalog([bundled_models()]).default
    shutil.copytree(package.folder, paths.models / package.id)
    with Station.open(paths) as opened:
        own = Station(paths, Catalog([paths.models]), opened.history)
        (paths.models / package.id / "model.tflite").write_bytes(b"exchanged")
        with pytest.raises(ModelLoadError):
            list(own.analyse_files(files, package.id))
        assert opened.history is not None
        assert opened.history.count() == 0


def test_each_thread_has_its_own_classifier_and_keeps_it(station: Station) -> None:
    model = station.catalog.default.id
    mine = station.classifier(model)
    assert station.classifier(model) is mine
    theirs: list[object] = []
    thread = threading.Thread(target=lambda: theirs.append(station.classifier(model)))
    thread.start()
    thread.join()
    assert theirs[0] is not mine


def test_a_thread_keeps_the_two_classifiers_that_it_used_last(station: Station) -> None:
    first, second, third = [package.id for package in station.catalog.packages][:3]
    one, two = station.classifier(first), station.classifier(second)
    assert station.classifier(first) is one
    assert station.classifier(second) is two
    station.classifier(first)
    three = station.classifier(third)
    assert station.classifier(first) is one
    assert station.classifier(third) is three
    assert station.classifier(second) is not two, "the one that was not used for longest has gone"


def test_without_a_log_the_station_can_still_classify(tmp_path: Path, files: list[Path]) -> None:
    blocked = tmp_path / "a-file"
    blocked.touch()
    with pytest.raises(DataDirError):
        Station.open(DataPaths(blocked / "data"))
    with Station.open(DataPaths(blocked / "data"), need_log=False) as station:
        assert isinstance(station.log_problem, DataDirError)
        assert station.history is None
        assert station.analyse(read_picture(files[0]), station.catalog.default.id).record is None


def test_a_station_without_a_log_touches_no_disk(paths: DataPaths, files: list[Path]) -> None:
    with Station.without_log(paths) as station:
        assert all(isinstance(o, Analysis) for o in station.analyse_files(files[:2], station.catalog.default.id))
    assert not paths.root.exists()


def test_a_frame_that_is_no_smear_is_said_to_be_none(station: Station) -> None:
    black = Frame(np.zeros((60, 60, 3), np.uint8), "black")
    analysis = station.analyse(black, station.catalog.default.id)
    codes = {remark.code for remark in analysis.quality.remarks}
    assert "too-small" in codes
    assert "not-a-smear" in codes


def test_selftest_passes_on_a_fresh_station(paths: DataPaths) -> None:
    checks = list(run_selftest(paths))
    assert [check for check in checks if not check.ok] == []
    names = {check.name for check in checks}
    assert names >= {"pictures", "film", "signatures", "log", "disk space", "cameras"}
    assert names >= {f"model {package.id}" for package in Catalog([bundled_models()]).packages}


def test_selftest_finds_a_model_that_does_not_answer_as_its_card_says(paths: DataPaths) -> None:
    package = Catalog([bundled_models()]).default
    folder = paths.models / "own"
    shutil.copytree(package.folder, folder)
    card = (folder / "card.toml").read_text(encoding="utf-8").replace(f'id = "{package.id}"', 'id = "own"')
    head = card[: card.index("[[golden]]")]
    draw(folder / "golden.png")
    wrong = ", ".join(f"{c} = {1.0 if n == 0 else 0.0}" for n, c in enumerate(package.card.class_ids))
    turned = ", ".join(f"{c} = {1.0 if n == 1 else 0.0}" for n, c in enumerate(package.card.class_ids))
    golden = "".join(f'[[golden]]\npicture = "golden.png"\nprobabilities = {{ {p} }}\n' for p in (wrong, turned))
    (folder / "card.toml").write_text(head + golden, encoding="utf-8")
    (failed,) = [check for check in run_selftest(paths) if not check.ok]
    assert failed.name == "model own"
    assert "Do not use this model" in failed.detail


def test_selftest_finds_signatures_that_are_not_proved(paths: DataPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    key, _ = selftest.SIGNED
    monkeypatch.setattr(selftest, "SIGNED", (key, "00" * 64))
    (failed,) = [check for check in run_selftest(paths) if not check.ok]
    assert failed.name == "signatures"
    assert "Install no model packages" in failed.detail


def test_selftest_finds_pictures_that_are_missing(station: Station, paths: DataPaths, files: list[Path]) -> None:
    analyses = list(station.analyse_files(files, station.catalog.default.id))
    stored = [paths.pictures / a.record.picture_sha256[:2] / f"{a.record.picture_sha256}.png" for a in analyses]
    stored[2].unlink()
    (failed,) = [check for check in run_selftest(paths) if not check.ok]
    assert failed.name == "log"
    assert "record 3 is missing" in failed.detail
    shutil.rmtree(paths.pictures)
    (failed,) = [check for check in run_selftest(paths) if not check.ok]
    assert failed.detail.count(" is missing") == 3
    assert f"And {len(files) - 3} more" in failed.detail


@pytest.mark.skipif(os.name == "nt", reason="permissions work otherwise on Windows")
def test_selftest_reports_a_log_that_cannot_be_opened_and_goes_on(tmp_path: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.touch()
    checks = {check.name: check for check in run_selftest(DataPaths(blocked / "data"))}
    assert not checks["log"].ok
    assert str(blocked) in checks["log"].detail
    assert checks["disk space"].ok
    assert checks["cameras"].ok


@pytest.mark.parametrize("value", [255, 128])
def test_an_answer_for_a_picture_that_is_no_smear_is_uncertain_however_sure_the_model_is(
    station: Station, value: int
) -> None:
    blank = Frame(np.full((480, 640, 3), value, np.uint8), "blank")
    analysis = station.analyse(blank, station.catalog.default.id)
    assert "not-a-smear" in {remark.code for remark in analysis.quality.remarks}
    assert analysis.prediction.uncertain
    assert analysis.record is not None
    assert analysis.record.uncertain


def test_the_reference_says_what_was_corrected_in_a_frame_already(station: Station) -> None:
    pixels = np.full((40, 60, 3), 200, np.uint8)
    for flat_field, white_balance in ((True, False), (False, True), (False, False)):
        optics = Optics("c", "40×", flat_field=flat_field, white_balance=white_balance)
        reference = station.reference(Frame(pixels, "camera", optics=optics))
        assert (reference.flat_field, reference.white_balance) == (flat_field, white_balance)
    assert not station.reference(Frame(pixels, "a file")).flat_field


def test_after_a_calibration_the_sharpness_is_learned_anew(paths: DataPaths) -> None:
    days = {"2026-05-12": 80.0}
    entries = [{"camera": "c", "objective": objective, "days": days} for objective in ("40×", "10×")]
    paths.calibrations.mkdir(parents=True)
    (paths.calibrations / "focus.json").write_text(json.dumps(entries))
    pixels = np.full((40, 60, 3), 200, np.uint8)
    near, far = (Frame(pixels, "camera", optics=Optics("c", objective)) for objective in ("40×", "10×"))
    with Station.open(paths) as station:
        assert station.reference(near).sharpness == 80
        station.forget_sharpness("c", "40×")
        assert station.reference(near).sharpness is None
    with Station.open(paths) as station:
        assert station.reference(near).sharpness is None
        assert station.reference(far).sharpness == 80


def test_starting_and_closing_are_in_the_log(paths: DataPaths) -> None:
    for _ in range(2):
        with Station.open(paths):
            pass
    with History(paths) as history:
        kinds = [event.kind for event in reversed(history.events())]
        assert kinds == [Kind.BEGUN, Kind.STARTED, Kind.CLOSED, Kind.STARTED, Kind.CLOSED]
        (started, _) = history.events([Kind.STARTED])
        assert started.new["program"] == __version__
        assert set(started.new) == {"program", "python", "sqlite", "system"}
        assert history.check() == []


def test_a_station_on_a_full_disk_reads_its_log_and_saves_again_when_there_is_room(
    disk_of: Callable[[str], Path], files: list[Path]
) -> None:
    disk = disk_of("2m")
    paths = DataPaths(disk / "data")
    with History(paths):
        pass
    filler = disk / "filler"
    with pytest.raises(OSError, match="28"), filler.open("wb", buffering=0) as stream:
        while True:
            stream.write(bytes(4096))
    with pytest.raises(DiskFullError):
        Station.open(paths)
    with Station.open(paths, need_log=False) as station:
        assert isinstance(station.log_problem, DiskFullError)
        assert station.history is not None
        assert station.history.page() == []
        model, frame = station.catalog.default.id, read_picture(files[0])
        assert station.analyse(frame, model).record is None
        filler.unlink()
        record = station.analyse(frame, model).record
        assert station.history.page() == [record]
        assert station.log_problem is None
    with History(paths) as history:
        assert [event.kind for event in history.events()] == [Kind.CLOSED, Kind.STARTED, Kind.BEGUN]


def test_a_sample_code_that_no_log_should_hold_is_refused_before_anything_is_read(
    station: Station, files: list[Path]
) -> None:
    for code in ("S\x00", "x" * 121):
        with pytest.raises(TypedTextError, match="The sample code"):
            station.analyse_files(files, station.catalog.default.id, sample=code)
        with pytest.raises(TypedTextError, match="The sample code"):
            station.analyse(read_picture(files[0]), station.catalog.default.id, sample=code)
