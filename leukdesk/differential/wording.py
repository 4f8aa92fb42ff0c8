"""What a differential says and does not say, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import reduce

from leukdesk.differential.tally import ClassCount, Share, Tally, share_of
from leukdesk.history.session.state import Session
from leukdesk.language import marked, number, tr


def why_left(session: Session) -> str:
    """Say why pictures of a folder were left: "as many cells are counted as were to be"."""
    return tr("as many cells are counted as were to be") if session.is_complete else tr("the session was paused")


BESIDE = marked(
    "Per 100 white cells: with the 95 % interval, the exact one of the share among both kinds turned into this ratio. "
    "Set aside: cells without a nucleus, of which only some are found, so their number says nothing."
)
"""What the lines of :func:`beside_white` mean."""


def percent(share: float) -> str:
    """Write a share, 0 to 1: "12.5 %"."""
    return f"{100 * share:.1f} %"


def interval(share: Share) -> str:
    """Write the interval of a share: "8.1–18.2 %"."""
    return f"{100 * share.low:.1f}–{100 * share.high:.1f} %"


def in_turn(parts: Iterable[str]) -> str:
    """Write parts of a sentence one after the other: "12 confirmed; 3 rejected"."""
    first, *rest = [*parts] or [""]
    return reduce(lambda said, more: tr("{said}; {more}").format(said=said, more=more), rest, first)


def beside_white(tally: Tally) -> list[str]:
    """Say what was found beside the white cells, a line a class; empty where every class is one of white cells."""
    lines = []
    for each in tally.beside:
        parts = [tr("{name}: {value}").format(name=each.name, value=number(each.count))]
        if (ratio := each.per_hundred) is not None:
            words = tr("{value:.1f} per 100 white cells ({low:.1f}–{high:.1f})")
            parts.append(words.format(value=ratio.value, low=ratio.low, high=ratio.high))
        if each.undecided:
            parts.append(tr("{count} not decided").format(count=number(each.undecided)))
        lines.append(in_turn(parts))
    aside = tr("{name}, set aside: {count}")
    return [*lines, *(aside.format(name=name, count=number(count)) for name, count in tally.set_aside.items())]


def within_errors(tally: Tally, by_signature: Mapping[int, str] | None = None) -> list[str]:
    """Say of which classes there are no more suggestions than the model's errors alone could give, the worst first.

    A class counts among them where the 95 % interval of its suggested share reaches down to that of the errors. It is
    said also when all are decided: many at once may have been confirmed as they were suggested.

    Parameters
    ----------
    by_signature : mapping of record number to class id, optional
        The cells that a signature alone has confirmed.
    """
    found, unseen = [], Counter((by_signature or {}).values())
    for each in tally.classes:
        suggested = share_of(each.suggested, tally.counted)
        if each.false_alone is None or not each.suggested or suggested is None:
            continue
        if suggested.low <= each.false_alone:
            found.append((each, suggested))
    found.sort(key=lambda pair: -(pair[0].false_alone or 0.0))
    return [
        _resembling(each, unseen[each.id]).format(
            name=each.name,
            share=percent(suggested.value),
            alone=percent(each.false_alone or 0.0),
            unseen=number(unseen[each.id]),
        )
        for each, suggested in found
    ]


def _resembling(each: ClassCount, unseen: int) -> str:
    """Say what errors alone would give of a class, and whether its cells were looked at; with places to fill."""
    if each.undecided:
        return tr(
            "{name}: {share} of the cells resemble it. This model's errors alone would give about {alone} on a slide "
            "without any such cell: look at them."
        )
    if unseen == 1:
        return tr(
            "{name}: {share} of the cells resemble it. This model's errors alone would give about {alone} on a slide "
            "without any such cell. {unseen} of them was confirmed by the signature alone, not one by one: look at "
            "them."
        )
    if unseen:
        return tr(
            "{name}: {share} of the cells resemble it. This model's errors alone would give about {alone} on a slide "
            "without any such cell. {unseen} of them were confirmed by the signature alone, not one by one: look at "
            "them."
        )
    return tr(
        "{name}: {share} of the cells resemble it. This model's errors alone would give about {alone} on a slide "
        "without any such cell. Since then all of them were decided."
    )
