"""A model's card as a page to read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from html import escape

from leukdesk.gui.parts.theme import Tones
from leukdesk.inference.card import CardClass, ClassFigures, Figure, ModelCard
from leukdesk.inference.elsewhere import caution
from leukdesk.inference.package import ModelPackage, RefusedPackage


def card_page(package: ModelPackage, tones: Tones) -> str:
    """Return HTML with everything a card says: figures with their intervals beside what they are to be held against."""
    card = package.card
    parts = [
        f"<h2>{escape(card.title)}</h2>",
        f"<p>{escape(card.summary)}</p>",
        _heading("Limits", tones),
        "<ul>" + "".join(f"<li>{escape(limit)}</li>" for limit in card.limits) + "</ul>",
        _heading("Uncertain", tones),
        f"<p>The answer is “uncertain” when the highest probability is below {card.uncertain_below:.2f}. "
        f"{escape(card.uncertain_reason)}</p>",
        _heading("Figures on pictures that it never saw", tones),
        _figures(card, tones),
    ]
    if card.elsewhere:
        parts += [_heading("On pictures of other laboratories", tones), _elsewhere(card, tones)]
    if card.class_figures:
        parts += [_heading("For each class", tones), _class_figures(card, tones)]
    if card.confusion:
        parts += [_heading("True class (rows) against answer (columns), counts", tones), _confusion(card, tones)]
    parts += [
        _heading("Classes", tones),
        _table(("Class", "Description", "Measured on"), _classes(card), tones),
        _heading("Training", tones),
        _table(None, _training(card), tones),
        _heading("Model", tones),
        _table(None, _model(package), tones),
    ]
    return "".join(parts)


def refusal_page(refused: RefusedPackage, tones: Tones) -> str:
    """Return HTML that says why a package is not run."""
    return (
        f"<h2>{escape(refused.id)}</h2><p><b>Refused, never run.</b></p><p>{escape(refused.reason)}</p>"
        f'<p style="color:{tones.muted}">{escape(str(refused.folder))}</p>'
    )


def _heading(text: str, tones: Tones) -> str:
    return f'<h4 style="color:{tones.accent}; margin-top:16px; margin-bottom:4px">{escape(text)}</h4>'


def _figures(card: ModelCard, tones: Tones) -> str:
    head = ("Figure", "Value", "95 % interval", "Trivial baseline", "Random split", "Published")
    rows = [
        (
            name.replace("_", " "),
            f"{figure.value:.3f}",
            _interval(figure),
            _optional(figure.baseline),
            _optional(figure.random_split),
            figure.published or "–",
        )
        for name, figure in card.figures.items()
    ]
    return _table(head, rows, tones, numbers=range(1, 5))


def _elsewhere(card: ModelCard, tones: Tones) -> str:
    head = ("Pictures", "Cells", "Right", "95 % interval", "Always the commonest", "Right when certain")
    rows = [
        (
            f"{each.data} (measured with {each.model})" if each.model else each.data,
            f"{each.cells:,}",
            f"{each.accuracy:.3f}",
            f"{each.low:.3f} to {each.high:.3f}",
            f"{each.commonest:.3f}",
            _optional(each.certain_right),
        )
        for each in card.elsewhere
    ]
    return f"{_table(head, rows, tones, numbers=range(1, 6))}<p>{escape(caution(card.elsewhere))}</p>"


def _class_figures(card: ModelCard, tones: Tones) -> str:
    names = {c.id: c.name for c in card.classes}
    rows = [
        (
            names[key] if kind == "precision" else "",
            kind,
            f"{figure.value:.3f}",
            _interval(figure),
            _optional(figure.baseline),
            _optional(figure.random_split),
            figure.published or "–",
        )
        for key, figures in card.class_figures.items()
        for kind, figure in _kinds(figures)
    ]
    head = ("Class", "Figure", "Value", "95 % interval", "Trivial baseline", "Random split", "Published")
    return _table(head, rows, tones, numbers=range(2, 6))


def _kinds(figures: ClassFigures) -> Sequence[tuple[str, Figure]]:
    specificity = (("specificity", figures.specificity),) if figures.specificity is not None else ()
    return (
        ("precision", figures.precision),
        ("recall", figures.recall),
        *specificity,
        ("F1", figures.f1),
        ("AUC", figures.auc),
    )


def _measured_on(figures: ClassFigures) -> str:
    groups = "" if figures.groups is None else f" of {figures.groups} groups"
    return f"{figures.support} pictures{groups}"


def _classes(card: ModelCard) -> list[tuple[str, str, str]]:
    measured = {key: _measured_on(figures) for key, figures in card.class_figures.items()}
    return [(c.name, f"{c.description}{_counted(c)}", measured.get(c.id, "–")) for c in card.classes]


def _counted(each: CardClass) -> str:
    """Say what a slide session does with a class that is no part of a differential."""
    if each.white:
        return ""
    return " No white cell: counted per 100 white cells." if each.nucleus else " No white cell: set aside, not counted."


def _confusion(card: ModelCard, tones: Tones) -> str:
    names = [c.name for c in card.classes]
    rows = [(name, *map(str, counts)) for name, counts in zip(names, card.confusion, strict=True)]
    return _table(("", *names), rows, tones, numbers=range(1, len(names) + 1))


def _training(card: ModelCard) -> list[tuple[str, str]]:
    training = card.training
    counts = ", ".join(f"{part} {count}" for part, count in training.counts.items())
    return [
        ("Data", training.data),
        ("Source", training.source),
        ("Licence", training.licence),
        ("Split", training.split),
        ("Pictures", counts),
    ]


def _model(package: ModelPackage) -> list[tuple[str, str]]:
    card = package.card
    scale = card.micrometres_per_pixel
    return [
        ("Id and version", f"{card.id} {card.version}"),
        ("Architecture", card.architecture),
        ("Looks at", "whole fields" if card.scope == "field" else "single cells"),
        ("Input", f"{card.input_width} × {card.input_height} pixels, {_seen(card)}"),
        ("Scale", f"{scale:g} µm a pixel" if scale is not None else "not published for the training pictures"),
        *_crop(card),
        *_weights(card),
        ("SHA-256", card.sha256),
        ("Folder", str(package.folder)),
        ("Came with", "the program" if package.bundled else "this station"),
    ]


def _crop(card: ModelCard) -> list[tuple[str, str]]:
    rule = card.crop
    if rule is None:
        return []
    widened = f"the cell's box and {rule.margin * 100:.3g} % of its longer side around it"
    if rule.side_micrometres is None:
        shown = widened
    else:
        shown = f"{rule.side_micrometres:g} µm around the cell; where the scale is not known, {widened}"
    # A card's reason is whole sentences of its own.
    return [("A cell is cut out", f"{shown}. {rule.reason}".rstrip())]


def _weights(card: ModelCard) -> list[tuple[str, str]]:
    stored = card.weights
    if stored is None:
        return []
    parity = f"the trained network's answer for {stored.agreement * 100:.4g} % of pictures"
    difference = f"probabilities at most {stored.largest_difference:.2g} apart"
    return [("Weights", f"{stored.form}, {stored.megabytes:.1f} MB; {parity}, {difference}")]


def _seen(card: ModelCard) -> str:
    return f"from {card.centre or 'the whole picture'}"


def _table(
    head: Sequence[str] | None, rows: Iterable[Sequence[str]], tones: Tones, *, numbers: Container[int] = ()
) -> str:
    """Return a table; columns of ``numbers`` are aligned to the right."""
    line = f"border-bottom:1px solid {tones.border}; padding:4px 12px 4px 0"

    def cell(kind: str, column: int, text: str, *, muted: bool) -> str:
        colour = f"; color:{tones.muted}" if muted else ""
        side = "right" if column in numbers else "left"
        return f'<{kind} align="{side}" style="{line}{colour}">{escape(text)}</{kind}>'

    html = ['<table cellspacing="0" cellpadding="0">']
    if head is not None:
        html.append(f"<tr>{''.join(cell('th', i, text, muted=True) for i, text in enumerate(head))}</tr>")
    for row in rows:
        cells = (cell("td", i, text, muted=head is None and not i) for i, text in enumerate(row))
        html.append(f"<tr>{''.join(cells)}</tr>")
    html.append("</table>")
    return "".join(html)


def _interval(figure: Figure) -> str:
    return f"{figure.low:.3f} to {figure.high:.3f}"


def _optional(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
