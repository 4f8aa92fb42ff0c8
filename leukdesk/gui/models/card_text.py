"""A model's card as a page to read."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from html import escape

from leukdesk.gui.parts.theme import Tones
from leukdesk.inference.card import CardClass, ClassFigures, Figure, ModelCard
from leukdesk.inference.elsewhere import caution
from leukdesk.inference.package import ModelPackage, RefusedPackage
from leukdesk.language import marked, number, tr

_FIGURES = {
    "accuracy": marked("accuracy"),
    "accuracy_when_certain": marked("accuracy when certain"),
    "balanced_accuracy": marked("balanced accuracy"),
    "brier": marked("brier"),
    "calibration_error": marked("calibration error"),
    "calibration_error_before": marked("calibration error before"),
    "certain_share": marked("certain share"),
    "macro_auc": marked("macro auc"),
    "macro_f1": marked("macro f1"),
    "negative_log_likelihood": marked("negative log likelihood"),
    "weighted_f1": marked("weighted f1"),
}
"""What a card's figures are called; one that is not here is called as in the card."""
_PARTS = {"train": marked("train"), "validation": marked("validation"), "test": marked("test")}


def figure_name(name: str) -> str:
    """Return what a card's figure is called."""
    return tr(_FIGURES[name]) if name in _FIGURES else name.replace("_", " ")


def card_page(package: ModelPackage, tones: Tones) -> str:
    """Return HTML with everything a card says: figures with their intervals beside what they are to be held against."""
    card = package.card
    uncertain = tr("The answer is “uncertain” when the highest probability is below {limit:.2f}.")
    parts = [
        f"<h2>{escape(card.title)}</h2>",
        f"<p>{escape(card.summary)}</p>",
        _heading(tr("Limits"), tones),
        "<ul>" + "".join(f"<li>{escape(limit)}</li>" for limit in card.limits) + "</ul>",
        _heading(tr("Uncertain"), tones),
        f"<p>{escape(uncertain.format(limit=card.uncertain_below))} {escape(card.uncertain_reason)}</p>",
        _heading(tr("Figures on pictures that it never saw"), tones),
        _figures(card, tones),
    ]
    if card.elsewhere:
        parts += [_heading(tr("On pictures of other laboratories"), tones), _elsewhere(card, tones)]
    if card.class_figures:
        parts += [_heading(tr("For each class"), tones), _class_figures(card, tones)]
    if card.confusion:
        parts += [_heading(tr("True class (rows) against answer (columns), counts"), tones), _confusion(card, tones)]
    parts += [
        _heading(tr("Classes"), tones),
        _table((tr("Class"), tr("Description"), tr("Measured on")), _classes(card), tones),
        _heading(tr("Training"), tones),
        _table(None, _training(card), tones),
        _heading(tr("Model"), tones),
        _table(None, _model(package), tones),
    ]
    return "".join(parts)


def refusal_page(refused: RefusedPackage, tones: Tones) -> str:
    """Return HTML that says why a package is not run."""
    verdict = tr("Refused, never run.")
    return (
        f"<h2>{escape(refused.id)}</h2><p><b>{escape(verdict)}</b></p><p>{escape(refused.reason)}</p>"
        f'<p style="color:{tones.muted}">{escape(str(refused.folder))}</p>'
    )


def _heading(text: str, tones: Tones) -> str:
    return f'<h4 style="color:{tones.accent}; margin-top:16px; margin-bottom:4px">{escape(text)}</h4>'


def _figures(card: ModelCard, tones: Tones) -> str:
    head = (tr("Figure"), tr("Value"), tr("95 % interval"), tr("Trivial baseline"), tr("Random split"), tr("Published"))
    rows = [
        (
            figure_name(name),
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
    head = (
        tr("Pictures"),
        tr("Cells"),
        tr("Right"),
        tr("95 % interval"),
        tr("Always the commonest"),
        tr("Right when certain"),
    )
    rows = [
        (
            tr("{data} (measured with {model})").format(data=each.data, model=each.model) if each.model else each.data,
            number(each.cells),
            f"{each.accuracy:.3f}",
            _from_to(each.low, each.high),
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
            tr(kind),
            f"{figure.value:.3f}",
            _interval(figure),
            _optional(figure.baseline),
            _optional(figure.random_split),
            figure.published or "–",
        )
        for key, figures in card.class_figures.items()
        for kind, figure in _kinds(figures)
    ]
    head = (
        tr("Class"),
        tr("Figure"),
        tr("Value"),
        tr("95 % interval"),
        tr("Trivial baseline"),
        tr("Random split"),
        tr("Published"),
    )
    return _table(head, rows, tones, numbers=range(2, 6))


def _kinds(figures: ClassFigures) -> Sequence[tuple[str, Figure]]:
    specificity = ((marked("specificity"), figures.specificity),) if figures.specificity is not None else ()
    return (
        (marked("precision"), figures.precision),
        (marked("recall"), figures.recall),
        *specificity,
        (marked("F1"), figures.f1),
        (marked("AUC"), figures.auc),
    )


def _measured_on(figures: ClassFigures) -> str:
    if figures.groups is None:
        return tr("{pictures} pictures").format(pictures=figures.support)
    return tr("{pictures} pictures of {groups} groups").format(pictures=figures.support, groups=figures.groups)


def _classes(card: ModelCard) -> list[tuple[str, str, str]]:
    measured = {key: _measured_on(figures) for key, figures in card.class_figures.items()}
    return [(c.name, f"{c.description}{_counted(c)}", measured.get(c.id, "–")) for c in card.classes]


def _counted(each: CardClass) -> str:
    """Say what a slide session does with a class that is no part of a differential."""
    if each.white:
        return ""
    said = (
        tr("No white cell: counted per 100 white cells.")
        if each.nucleus
        else tr("No white cell: set aside, not counted.")
    )
    return f" {said}"


def _confusion(card: ModelCard, tones: Tones) -> str:
    names = [c.name for c in card.classes]
    rows = [(name, *map(str, counts)) for name, counts in zip(names, card.confusion, strict=True)]
    return _table(("", *names), rows, tones, numbers=range(1, len(names) + 1))


def _training(card: ModelCard) -> list[tuple[str, str]]:
    training = card.training
    counts = ", ".join(f"{tr(_PARTS.get(part, part))} {count}" for part, count in training.counts.items())
    return [
        (tr("Data"), training.data),
        (tr("Source"), training.source),
        (tr("Licence"), training.licence),
        (tr("Split"), training.split),
        (tr("Pictures"), counts),
    ]


def _model(package: ModelPackage) -> list[tuple[str, str]]:
    card = package.card
    scale = card.micrometres_per_pixel
    return [
        (tr("Id and version"), f"{card.id} {card.version}"),
        (tr("Architecture"), card.architecture),
        (tr("Looks at"), tr("whole fields") if card.scope == "field" else tr("single cells")),
        (tr("Input"), _input(card)),
        (
            tr("Scale"),
            tr("{scale:g} µm a pixel").format(scale=scale)
            if scale is not None
            else tr("not published for the training pictures"),
        ),
        *_crop(card),
        *_weights(card),
        ("SHA-256", card.sha256),
        (tr("Folder"), str(package.folder)),
        (tr("Came with"), tr("the program") if package.bundled else tr("this station")),
    ]


def _crop(card: ModelCard) -> list[tuple[str, str]]:
    rule = card.crop
    if rule is None:
        return []
    if rule.side_micrometres is None:
        shown = tr("the cell's box and {margin:.3g} % of its longer side around it.")
    else:
        shown = tr(
            "{side:g} µm around the cell; where the scale is not known, the cell's box and {margin:.3g} % of its "
            "longer side around it."
        )
    shown = shown.format(side=rule.side_micrometres, margin=rule.margin * 100)
    # A card's reason is whole sentences of its own.
    return [(tr("A cell is cut out"), f"{shown} {rule.reason}".rstrip())]


def _weights(card: ModelCard) -> list[tuple[str, str]]:
    stored = card.weights
    if stored is None:
        return []
    said = tr(
        "{form}, {size:.1f} MB; the trained network's answer for {agreement:.4g} % of pictures, probabilities at most "
        "{difference:.2g} apart"
    ).format(
        form=stored.form,
        size=stored.megabytes,
        agreement=stored.agreement * 100,
        difference=stored.largest_difference,
    )
    return [(tr("Weights"), said)]


def _input(card: ModelCard) -> str:
    said = (
        tr("{width} × {height} pixels, from {part}")
        if card.centre
        else tr("{width} × {height} pixels, from the whole picture")
    )
    return said.format(width=card.input_width, height=card.input_height, part=card.centre)


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
    return _from_to(figure.low, figure.high)


def _from_to(low: float, high: float) -> str:
    return tr("{low:.3f} to {high:.3f}").format(low=low, high=high)


def _optional(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
