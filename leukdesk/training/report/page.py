"""The report as one HTML file: it needs nothing beside itself, and nobody is asked for anything when it is opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leukdesk import INTENDED_USE
from leukdesk.training.report import data_sections, figure_sections
from leukdesk.training.report.markup import Html, element
from leukdesk.training.report.words import LEAKY, gaps, headline

Report = Mapping[str, Any]


@dataclass(frozen=True)
class Pictures:
    """Pictures of the data set, for a page that is not passed on unless their licence allows it.

    Attributes
    ----------
    errors : dict of file to array, uint8, shape (H, W, 3), RGB
        Of the wrong answers; those that are missing are shown without a picture.
    samples : dict of class id to sequence of such arrays
        A few pictures of each class.
    """

    errors: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)
    samples: Mapping[str, Sequence[NDArray[np.uint8]]] = field(default_factory=dict)


def write_page(path: Path, report: Report, pictures: Pictures | None = None) -> None:
    """Write the page of a report.

    Parameters
    ----------
    report : mapping
        What :func:`~leukdesk.training.report.contents.plain` gives, or ``report.json`` read again.
    pictures : Pictures, optional
        Without them the page says that they are left out because of the licence.

    Raises
    ------
    OSError
        The file cannot be written.
    """
    path.write_text(page(report, pictures), encoding="utf-8")


def page(report: Report, pictures: Pictures | None = None) -> str:
    """HTML of the page, see :func:`write_page`."""
    sections = [
        *figure_sections.all_of(report),
        *data_sections.all_of(
            report, None if pictures is None else pictures.errors, None if pictures is None else pictures.samples
        ),
    ]
    style = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{report['title']}: measurement"),
        element("style", Html(style)),
    )
    body = element("body", _top(report), element("main", *sections), element("footer", element("p", INTENDED_USE)))
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


def _top(report: Report) -> Html:
    notes = [element("p", sentence, class_="note") for sentence in report["verdict"]["sentences"]]
    return element(
        "header",
        element("p", LEAKY, class_="alarm", role="alert") if report["leaky"] else None,
        element("p", f"{report['model']} {report['version']}", class_="eyebrow"),
        element("h1", report["title"]),
        element("p", report["architecture"], class_="muted"),
        element("p", headline(report), class_="headline"),
        *notes,
        *(element("p", sentence) for sentence in gaps(report)),
        element("p", INTENDED_USE, class_="intended"),
    )
