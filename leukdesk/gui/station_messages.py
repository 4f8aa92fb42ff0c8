"""What there is to say once the station is open: about its log and its models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leukdesk.gui.banner import Tone

if TYPE_CHECKING:
    from leukdesk.station import Station


def station_messages(station: Station) -> Iterator[tuple[str, str, Tone]]:
    """Return key, sentence and tone of each; nothing where all is well."""
    if station.log_problem is not None:
        sentence = f"{station.log_problem} Pictures can be looked at and classified, but nothing is saved."
        if station.history is not None:
            sentence += " The history can be read, and results are saved again as soon as it can be written."
        yield "log", sentence, Tone.ERROR
    elif station.history is not None:
        for notice in station.history.notices:
            yield "log", notice, Tone.WARNING
    if not station.catalog.packages:
        sentence = "There is no model that can be run. The model's card says why packages were refused."
        yield "model", sentence, Tone.ERROR
