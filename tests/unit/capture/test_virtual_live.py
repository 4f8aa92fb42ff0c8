"""The virtual microscope's faults, as a grabber meets them."""

from collections.abc import Iterator

import pytest

from leukdesk.capture.devices import open_source
from leukdesk.capture.grabber import Grabber, Limits
from leukdesk.capture.mailbox import Mailbox
from leukdesk.capture.virtual import knobs
from leukdesk.imaging.frame import Frame


@pytest.fixture
def grabber() -> Iterator[Grabber]:
    limits = Limits(silence=2.0, repeats=0.3, first_retry=0.02, longest_retry=0.1)
    mailbox: Mailbox[Frame] = Mailbox()
    running = Grabber(lambda: open_source("virtual:size=128x96"), mailbox, limits)
    running.start()
    frame = mailbox.get(10)
    assert frame is not None
    assert frame.source == "virtual microscope"
    yield running
    assert running.stop()


def test_a_frozen_one_is_a_fault_until_it_is_let_go(grabber: Grabber, wait_until) -> None:
    grabber.change(knobs.FROZEN, True)
    wait_until(lambda: grabber.state.kind == "fault")
    grabber.change(knobs.FROZEN, False)
    wait_until(lambda: grabber.state.kind == "live")


def test_an_unplugged_one_is_a_fault_until_it_is_plugged_in_again(grabber: Grabber, wait_until) -> None:
    grabber.change(knobs.PLUGGED, False)
    wait_until(lambda: grabber.state.kind == "fault" and "unplugged" in grabber.state.sentence)
    grabber.change(knobs.PLUGGED, True)
    wait_until(lambda: grabber.state.kind == "live")
