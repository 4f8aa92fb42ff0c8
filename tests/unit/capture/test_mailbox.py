import threading

from leukdesk.capture.mailbox import Mailbox


def test_only_the_newest_is_there_and_what_nobody_saw_is_counted() -> None:
    box: Mailbox[str] = Mailbox()
    assert box.get() is None
    for item in "abc":
        box.put(item)
    assert box.get(counts=True) == "c"
    assert box.dropped == 2
    box.put("d")
    assert box.dropped == 2, "c was seen before d came"


def test_only_the_reader_that_counts_makes_an_item_a_seen_one() -> None:
    box: Mailbox[str] = Mailbox()
    box.put("a")
    assert box.get() == box.get(counts=True) == "a"
    box.put("b")
    assert box.get() == "b"
    box.put("c")
    assert box.dropped == 1, "of b only the other reader knows"


def test_every_reader_sees_the_same_item_and_then_waits_for_another() -> None:
    box: Mailbox[list[int]] = Mailbox()
    first, equal = [1], [1]
    box.put(first)
    assert box.get() is first
    assert box.get() is first
    assert box.get(0.01, newer_than=first) is None
    box.put(equal)
    assert box.get(newer_than=first) is equal, "another item, even if it is equal"


def test_a_waiting_reader_is_woken() -> None:
    box: Mailbox[str] = Mailbox()
    threading.Timer(0.05, box.put, ("late",)).start()
    assert box.get(timeout=5) == "late"


def test_clear_takes_the_old_item_away() -> None:
    box: Mailbox[str] = Mailbox()
    box.put("old")
    box.clear()
    assert box.get() is None
    box.put("new")
    assert (box.get(), box.dropped) == ("new", 0)
