"""The page of score tables, docs/cells.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from leukdesk.imaging.finding.settings import DEFAULTS, FinderSettings
from leukdesk.training.finding.scoring import MaskScore, Score
from leukdesk.training.finding.tuning import GRID, SAMPLE
from leukdesk.training.measuring.figures import Figure

TARGETS = {"bccd": (0.95, 0.90), "small100": (0.95, 0.90), "wbc500": (0.90, 0.85)}
NUCLEUS_TARGET = 0.93
PUBLISHED_NUCLEUS = 0.9675
TRIVIAL = "trivial: saturation by Otsu"


@dataclass(frozen=True)
class Result:
    """All that was measured.

    Attributes
    ----------
    left_out, shipped, baseline : mapping of str to Score
        By set: with settings chosen on the other sets, with those that the program has, and the trivial way.
    chosen : mapping of str to FinderSettings
        What was chosen without the set.
    on_all : FinderSettings
        What was chosen on all sets.
    masks, baseline_masks : mapping of str to MaskScore
        With the settings that the program has, and the trivial way.
    """

    left_out: Mapping[str, Score]
    shipped: Mapping[str, Score]
    baseline: Mapping[str, Score]
    chosen: Mapping[str, FinderSettings]
    on_all: FinderSettings
    masks: Mapping[str, MaskScore]
    baseline_masks: Mapping[str, MaskScore]


def as_markdown(result: Result) -> str:
    """Return the tables."""
    return "\n\n".join([box_table(_boxes(result)), _settings(result), _masks(result)]) + "\n"


def box_table(scores: Iterable[tuple[str, str, Score]]) -> str:
    """Return a table of sets, of how their cells were found, and how well."""
    rows = [
        "| set | how | fields | boxes | found | recall | precision | middle in box | asked for |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*rows, *(_row(*each) for each in scores)])


def _boxes(result: Result) -> Iterator[tuple[str, str, Score]]:
    for name, scored in result.left_out.items():
        yield name, "settings chosen without this set", scored
        yield name, "settings as shipped", result.shipped[name]
        yield name, TRIVIAL, result.baseline[name]


def _row(name: str, how: str, scored: Score) -> str:
    asked = "" if how == TRIVIAL else "{:.2f} at {:.2f}".format(*TARGETS[name])
    groups = "" if scored.groups == scored.fields else f" of {scored.groups} slides"
    return (
        f"| {name} | {how} | {scored.fields}{groups} | {scored.boxes} | {scored.found} | {scored.recall} "
        f"| {scored.precision} | {_short(scored.centred)} | {asked} |"
    )


def _short(figure: Figure) -> str:
    return f"{figure.value:.3f}"


def _settings(result: Result) -> str:
    names = list(result.chosen)
    rows = [
        f"The numbers that were chosen, by the mean F1 over {SAMPLE} fields at most of each allowed set; the rest of "
        "`FinderSettings` was set once.",
        "",
        "| number | tried | " + " | ".join(f"without {name}" for name in names) + " | on all | shipped |",
        "|---|---|" + "---|" * (len(names) + 2),
    ]
    for name, values in GRID.items():
        chosen = [f"{getattr(result.chosen[each], name):g}" for each in names]
        cells = [", ".join(f"{value:g}" for value in values), *chosen]
        cells += [f"{getattr(result.on_all, name):g}", f"{getattr(DEFAULTS, name):g}"]
        rows.append(f"| `{name}` | " + " | ".join(cells) + " |")
    assert set(GRID) <= {each.name for each in fields(FinderSettings)}
    return "\n".join(rows)


def _masks(result: Result) -> str:
    rows = [
        "| set | how | cells | Dice of nucleus | Dice of whole cell | asked for, nucleus | published, nucleus |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, scored in result.masks.items():
        rows.append(
            f"| {name} | settings as shipped | {scored.pictures} | {scored.nucleus} | {scored.cell} "
            f"| {NUCLEUS_TARGET} | {PUBLISHED_NUCLEUS} |"
        )
        trivial = result.baseline_masks[name]
        rows.append(f"| {name} | {TRIVIAL} | {trivial.pictures} | {trivial.nucleus} | {trivial.cell} | | |")
    return "\n".join(rows)
