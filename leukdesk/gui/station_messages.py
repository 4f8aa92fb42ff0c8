"""What there is to say about the station once it is open: about its log and its models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from leukdesk.gui.parts.banner import BannerStack, Tone
from leukdesk.gui.status_line import StatusLine
from leukdesk.language import tr

if TYPE_CHECKING:
    from leukdesk.station import Station


class StationMessages:
    """Says it in the status line and above the picture, and takes back what is so no more."""

    def __init__(self, status: StatusLine, banners: BannerStack) -> None:
        self._status, self._banners = status, banners

    def tell(self, station: Station) -> None:
        """Say how its log and its models are, instead of what was said of its log before."""
        self._status.say_unsaved("" if station.log_problem is None else str(station.log_problem))
        self._banners.take_back("log")
        for key, sentence, tone in _messages(station):
            self._banners.say(key, sentence, tone)

    def look_again(self, station: Station) -> None:
        """Take back that results are not saved, once there is room again: the one that came just now is in the log."""
        if self._status.says_unsaved and station.log_problem is None:
            self._status.say_unsaved("")
            self._banners.take_back("log")


def _messages(station: Station) -> Iterator[tuple[str, str, Tone]]:
    """Return key, sentence and tone of each; nothing where all is well."""
    if station.log_problem is not None:
        said = [
            str(station.log_problem),
            tr("Pictures can be looked at and classified, but nothing is saved."),
        ]
        if station.history is not None:
            said.append(tr("The history can be read, and results are saved again as soon as it can be written."))
        yield "log", " ".join(said), Tone.ERROR
    elif station.history is not None:
        for notice in station.history.notices:
            yield "log", notice, Tone.WARNING
    if not station.catalog.packages:
        sentence = tr("There is no model that can be run. The model's card says why packages were refused.")
        yield "model", sentence, Tone.ERROR
