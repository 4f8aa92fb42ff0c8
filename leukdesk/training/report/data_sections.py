"""The parts of the page that show the pictures, and what was done with them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leukdesk.counting import many
from leukdesk.training.report.markup import Html, element, joined, section, table, thumbnail
from leukdesk.training.report.words import NO_PICTURES, PICTURES_SHOWN, decimal, names_of, percent

Report = Mapping[str, Any]
Picture = NDArray[np.uint8]

_PARTS = {"train": "Training", "validation": "Validation", "test": "Test"}
ERRORS_SHOWN = 48
_SAMPLES_SHOWN = 8
_SIZES_SHOWN = 6


def all_of(
    report: Report, errors: Mapping[str, Picture] | None, samples: Mapping[str, Sequence[Picture]] | None
) -> Iterator[Html]:
    """Make the sections in their order.

    Parameters
    ----------
    errors, samples : mapping, optional
        See :class:`~leukdesk.training.report.page.Pictures`.
    """
    yield _wrong(report, errors)
    yield _data(report, samples)
    yield _made(report)


def _wrong(report: Report, pictures: Mapping[str, Picture] | None) -> Html:
    wrong = report["errors"]
    if not wrong:
        return section("errors", "What it got wrong", element("p", "Nothing of the test part."))
    names = names_of(report)
    said = f"{many(len(wrong), 'picture')} of {report['parts']['test']['pictures']:,}, the surest answers first."
    if len(wrong) > ERRORS_SHOWN:
        said += f" The first {ERRORS_SHOWN} are shown; report.json names all."
    if pictures is None:
        shown = table(
            ("File", "True", "Answered", "Probability", "Of the true class"),
            [
                (w["file"], names[w["true"]], names[w["answered"]], f"{w['probability']:.2f}", _of_true(w))
                for w in wrong[:ERRORS_SHOWN]
            ],
            class_="words",
        )
    else:
        said += " Below each stand its true class, the answer and its probability."
        cards = [_card(w, pictures.get(w["file"]), names) for w in wrong[:ERRORS_SHOWN]]
        shown = element("div", *cards, class_="gallery")
    left_out = _left_out(report) if pictures is None else None
    return section("errors", "What it got wrong", element("p", said, class_="muted"), shown, left_out)


def _card(wrong: Mapping[str, Any], pixels: Picture | None, names: Mapping[str, str]) -> Html:
    picture = element("span", "no picture", class_="blank") if pixels is None else thumbnail(pixels, wrong["file"])
    return element(
        "figure",
        picture,
        element(
            "figcaption",
            element("b", names[wrong["true"]]),
            " → ",
            names[wrong["answered"]],
            f" {wrong['probability']:.2f}",
            element("small", wrong["file"]),
        ),
    )


def _of_true(wrong: Mapping[str, Any]) -> str:
    return f"{wrong['true_probability']:.2f}"


def _left_out(report: Report) -> Html:
    return element("p", f"{NO_PICTURES}: {report['data']['licence']}.", class_="left-out")


def _data(report: Report, samples: Mapping[str, Sequence[Picture]] | None) -> Html:
    data, overview = report["data"], report["overview"]
    facts = [("What", data["description"]), ("Source", data["source"]), ("Licence", data["licence"])]
    pairs = [element(kind, text) for fact in facts for kind, text in zip(("dt", "dd"), fact, strict=True)]
    group = data["group"]
    rows = [
        (_PARTS.get(name, name), f"{part['pictures']:,}", *([f"{len(part['groups']):,}"] if group else []))
        for name, part in report["parts"].items()
    ]
    head = ("Part", "Pictures", *([f"{group.capitalize()}s"] if group else []))
    return section(
        "data",
        "The pictures",
        element("dl", *pairs),
        *(_overview(report, overview) if overview else []),
        table(head, rows, class_="plain"),
        _sheet(report, samples) if samples is not None else _left_out(report),
    )


def _overview(report: Report, overview: Mapping[str, Any]) -> Iterator[Html]:
    names, classes, group = names_of(report), overview["classes"], overview["grouped_by"]
    most = max(c["pictures"] for c in classes)
    rows, sizes = [], Counter[str]()
    for c in classes:
        bar = element("i", class_="span", style=f"left:0;width:{c['pictures'] / most * 100:.1f}%")
        groups = element("small", f"of {many(c['groups'], group)}" if group else None)
        rows += [
            element("span", names[c["id"]], class_="label"),
            element("span", bar, class_="track thick"),
            element("span", element("b", f"{c['pictures']:,}"), " ", groups, class_="number"),
            _colour(c),
        ]
        sizes.update(c["sizes"])
    yield element("div", *rows, class_="bars coloured")
    text = ", ".join(f"{size.replace('x', ' × ')} ({n:,})" for size, n in sizes.most_common(_SIZES_SHOWN))
    more = f", and {len(sizes) - _SIZES_SHOWN} more" if len(sizes) > _SIZES_SHOWN else ""
    yield element(
        "p",
        "Beside each class: its mean colour as red, green, blue of 255, ± within a picture."
        f" Sizes in pixels: {text}{more}.",
        class_="muted",
    )


def _colour(described: Mapping[str, Any]) -> Html:
    red, green, blue = (round(value) for value in described["mean"])
    numbers = ", ".join(f"{m:.0f} ± {s:.0f}" for m, s in zip(described["mean"], described["std"], strict=True))
    swatch = element("i", class_="swatch", style=f"background:rgb({red},{green},{blue})")
    return element("span", swatch, element("small", numbers), class_="colour")


def _sheet(report: Report, samples: Mapping[str, Sequence[Picture]]) -> Html:
    names = names_of(report)
    rows = [
        element(
            "figure",
            element("figcaption", names[key]),
            element("div", *(thumbnail(pixels, names[key]) for pixels in pictures[:_SAMPLES_SHOWN]), class_="strip"),
        )
        for key, pictures in samples.items()
    ]
    note = element("p", f"{PICTURES_SHOWN}: {report['data']['licence']}.", class_="muted")
    return joined([element("div", *rows, class_="sheet"), note])


def _made(report: Report) -> Html:
    blocks = [
        _listed("Settings", {"seed": report["seed"], **report["settings"]}),
        _listed("Versions", report["versions"]),
        _listed("Hashes", report["hashes"]),
    ]
    command = [element("h3", "Command"), element("pre", report["command"])] if report["command"] else []
    return section(
        "made",
        "How it was made",
        element(
            "details",
            element("summary", "Weights tried, settings, seed, versions and hashes"),
            _weights(report) if report["weights_tried"] else None,
            *(block for block in blocks if block),
            *command,
        ),
    )


def _weights(report: Report) -> Html:
    rows = [
        (
            trial["weights"],
            f"{trial['megabytes']:.1f}",
            decimal(trial["accuracy"]),
            percent(trial["agreement"]),
            f"{trial['largest_difference']:.1e}",
            f"{trial['milliseconds']:.1f}",
        )
        for trial in report["weights_tried"]
    ]
    head = ("Weights", "MB", "Accuracy", "Same answer as Keras", "Largest difference", "ms a picture")
    part = "training" if report["cross_validation"] else "validation"
    said = f"On pictures drawn from the {part} part; the last is the one that was taken."
    return joined([element("h3", "Weights"), table(head, rows), element("p", said, class_="muted")])


def _listed(heading: str, values: Mapping[str, Any]) -> Html | None:
    if not values:
        return None
    pairs = (joined([element("dt", key), element("dd", _text(value))]) for key, value in values.items())
    return joined([element("h3", heading), element("dl", *pairs, class_="code")])


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
