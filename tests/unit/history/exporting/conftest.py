"""Records that no file takes gladly, and exports of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leukdesk.history.exporting.exporter import Exported, export
from leukdesk.history.exporting.format import Format
from leukdesk.history.exporting.privacy import Privacy
from leukdesk.history.review import Decision, State
from leukdesk.history.store import History
from leukdesk.imaging.frame import Region

HOSTILE = (
    "=1+1", "+49 123", "-12", "@SUM(A1)", "\t=1", "\r=1", "'quoted", "＝1", "S-1", "", 'Zoë, "Z"\nline', "a\0b",
    "\u202eright to left \u05d0", "👩‍🔬 emoji", "http://example.org", "mailto:a@b", "file://x", "internal:A1", "1e5",
    "007", "{=1}", "_x0041_", "\x01\x1f", "\x7f\x85", "\ufffe\uffff", "lone \udc80", "  spaced  ", "x" * 40_000,
    "🙂" * 20_000, "\r\n", "<r><t>rich</t></r>", "<r>&x;</r>", "</t><script>",
)  # fmt: skip


@pytest.fixture
def hostile(history: History, result: Callable[..., Any]) -> History:
    """A log in which every text is each of the hostile ones once; the last record was decided with hostile words."""
    for text in HOSTILE:
        history.append(*result(0, sample=text, operator=text, source=text, label_name=text))
    newest = history.newest_id()
    history.decide([newest], Decision(State.CHANGED, "early", "=early", "=because"), "@Ben")
    history.sign([newest], "+Cleo", "I have seen it.")
    return history


@pytest.fixture
def filled(history: History, result: Callable[..., Any]) -> History:
    """Three records; the second was changed and signed."""
    history.append(*result(1, sample="CASE-ALPHA", region=Region(1, 2, 32, 24)))
    history.append(*result(2, sample="CASE-BRAVO", operator='Zoë, "Z"\nline', uncertain=True))
    history.append(*result(3, model_id="other", probabilities={"blast": 0.75, "benign": 0.25}, label="blast"))
    history.decide([2], Decision(State.CHANGED, "early", "Early Pre-B", "told by Dr Ruiz"), "Ben")
    history.sign([2], "Cleo", "I have seen it.")
    return history


@pytest.fixture
def whole(tmp_path: Path) -> Callable[[History, Format], Exported]:
    """Export everything, identified, and return what became of it."""

    def run(history: History, fmt: Format) -> Exported:
        return export(history, "", fmt, tmp_path / f"log{fmt.suffix}", privacy=Privacy(identified=True))

    return run
