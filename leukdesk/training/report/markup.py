"""HTML from values: every text is escaped unless it is HTML already."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape

import cv2
import numpy as np
from numpy.typing import NDArray

from leukdesk.imaging.resizing import reduced

THUMBNAIL_SIDE = 176  # pixels of the longer side; shown at half of it, for screens with fine pixels
_JPEG_QUALITY = 82
_VOID = ("img", "meta")


class Html(str):
    """Text that is HTML and is not escaped again."""

    __slots__ = ()


def element(tag: str, *children: str | None, **attributes: str | int | None) -> Html:
    """Make an element of its children, texts or other elements; None is left out.

    Parameters
    ----------
    attributes : str or int, optional
        ``class_`` stands for ``class``, an underscore within a name for a hyphen.
    """
    opened = tag + "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    if tag in _VOID:
        return Html(f"<{opened}>")
    return Html(f"<{opened}>{joined(children)}</{tag}>")


def joined(children: Iterable[str | None]) -> Html:
    """Children one after the other, texts escaped."""
    return Html("".join(c if isinstance(c, Html) else escape(c) for c in children if c is not None))


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, class_: str | None = None) -> Html:
    """Make a table that scrolls by itself where it is too wide; the first cell of a row is its heading."""
    top = element("thead", element("tr", *(element("th", cell, scope="col") for cell in head)))
    body = (
        element("tr", element("th", first, scope="row"), *(element("td", cell) for cell in rest))
        for first, *rest in rows
    )
    return element("div", element("table", top, element("tbody", *body), class_=class_), class_="wide")


def section(name: str, heading: str, *children: str | None) -> Html:
    """Make a section that the contents at the top lead to."""
    return element("section", element("h2", heading), *children, id=name)


def thumbnail(pixels: NDArray[np.uint8], said: str) -> Html:
    """Make an ``<img>`` that holds a small copy of a picture.

    Parameters
    ----------
    pixels : array, uint8, shape (H, W, 3), RGB
    said : str
        For those who do not see it.
    """
    small = cv2.cvtColor(reduced(pixels, THUMBNAIL_SIDE), cv2.COLOR_RGB2BGR)
    _, encoded = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    source = "data:image/jpeg;base64," + base64.b64encode(encoded.tobytes()).decode("ascii")
    return element("img", src=source, alt=said, width=small.shape[1] // 2, height=small.shape[0] // 2)
