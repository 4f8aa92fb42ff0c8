"""Room on the disks of the history and of its backups."""

from leukdesk.gui.history import disk_watch
from leukdesk.gui.history.disk_watch import DiskWords, Room, of_the_backups, of_the_history
from leukdesk.gui.parts.banner import Tone

from ..conftest import WAIT


def test_room_is_told_of_by_two_limits_and_taken_back_with_some_play(tmp_path):
    words = DiskWords()

    def read(free: float) -> list[tuple[str, Tone | None]]:
        room = Room("disk", "the history", tmp_path, round(free))
        return [(key, tone) for key, _, tone in words.read("disk", room)]

    assert read(5e9) == []
    assert read(1.9e9) == [("disk", Tone.WARNING)]
    assert read(1.8e9) == []
    assert words.low
    assert read(2.1e9) == []
    assert read(2.3e9) == [("disk", None)]
    assert not words.low
    assert read(0.15e9) == [("disk", Tone.ERROR)]
    assert read(0.21e9) == []
    assert read(0.3e9) == [("disk", Tone.WARNING)]
    # A disk that is not there any more, or not asked about any more, is nothing to be warned of.
    assert [(key, tone) for key, _, tone in words.read("disk", None)] == [("disk", None)]
    assert [*words.read("disk", None)] == []


def test_a_disk_that_is_nearly_full_is_told_of_in_the_window_until_there_is_room(start, disk_of, qtbot, monkeypatch):
    program = start(where=disk_of("30m") / "data")
    qtbot.waitUntil(lambda: bool(program.window.banners.texts()), timeout=WAIT)
    assert "Soon nothing can be logged any more: free some space now." in program.window.banners.texts()[0]
    for limit in ("WARN_BELOW", "FAIL_BELOW"):
        monkeypatch.setattr(disk_watch, limit, 10**6)
    program.window.records.safety._rooms.look()
    qtbot.waitUntil(lambda: not program.window.banners.texts(), timeout=WAIT)


def test_what_is_left_on_a_disk_is_told_anew_when_it_is_much_less_or_much_more(tmp_path):
    words = DiskWords()

    def said(free: int) -> list[str]:
        room = Room("disk", "the history", tmp_path, free)
        sentences = [sentence for _, sentence, _ in words.read("disk", room)]
        return [sentence.partition(f"({tmp_path}) ")[2].partition(".")[0] for sentence in sentences]

    assert said(2_000_000) == ["has only 2 MB left"]
    assert said(1_900_000) == []
    assert said(0) == ["is full"]
    assert said(300_000) == []
    assert said(90_000_000) == ["has only 90 MB left"]
    assert said(100_000_000) == []


def test_a_disk_with_little_room_is_looked_at_often_until_there_is_some(start, disk_of, qtbot, monkeypatch):
    monkeypatch.setattr(disk_watch, "WATCH_LOW_MILLISECONDS", 10)
    program = start(where=disk_of("30m") / "data")
    qtbot.waitUntil(lambda: bool(program.window.banners.texts()), timeout=WAIT)
    for limit in ("WARN_BELOW", "FAIL_BELOW"):
        monkeypatch.setattr(disk_watch, limit, 10**6)
    qtbot.waitUntil(lambda: not program.window.banners.texts(), timeout=WAIT)
    # A look that was under way may still have come back with what was before.
    qtbot.waitUntil(lambda: not program.window.records.safety._rooms._soon.isActive(), timeout=WAIT)


def test_the_disk_of_the_backups_is_looked_at_where_it_is_another(tmp_path, disk_of):
    other = disk_of("1m")
    there = of_the_backups(tmp_path, other)
    assert there is not None and there.key == "backup-disk"
    assert of_the_backups(tmp_path, tmp_path) is None
    assert of_the_backups(tmp_path, other / "unplugged") is None
    room = of_the_history(tmp_path)
    assert room is not None and room.key == "disk"
