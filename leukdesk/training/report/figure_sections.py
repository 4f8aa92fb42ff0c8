"""The parts of the page that tell how right the model is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from leukdesk.counting import many
from leukdesk.training.report import charts
from leukdesk.training.report.markup import Html, element, joined, section, table
from leukdesk.training.report.words import (
    BASELINES,
    FIGURES,
    decimal,
    interval,
    names_of,
    percent,
    published_range,
)

Report = Mapping[str, Any]

THIS = "this model"
_DRAWN = ("accuracy", "macro_f1")
_KINDS = {"precision": "Precision", "recall": "Recall", "specificity": "Specificity", "f1": "F1", "auc": "AUC"}
_GROUPS_SHOWN = 30


def all_of(report: Report) -> Iterator[Html]:
    """Make the sections that the report has values for, in their order."""
    yield _key_figures(report)
    yield _classes(report)
    yield _confusion(report)
    yield _believed(report)
    if report["sweep"]:
        yield _sweep(report["sweep"])
    if report["cross_validation"]:
        yield _folds(report["cross_validation"])
    if report["data"]["group"] and report["subgroups"]:
        yield _subgroups(report)
    if report["curves"]:
        yield section(
            "curves",
            "How it learnt",
            _chart(charts.curves(report["curves"]), "curves", "Training pictures are varied, so they are harder."),
        )


def _key_figures(report: Report) -> Html:
    beside = _compared(report)
    rows = []
    for name, label in FIGURES.items():
        if name not in _DRAWN and name in beside[THIS]:
            told = (figures.get(name) for figures in beside.values())
            rows.append((label, *(_with_interval(figure) if figure else "–" for figure in told)))
    return section(
        "figures",
        "How right it is",
        element("p", "The line is the figure, the bar its 95 % interval.", class_="muted"),
        *(_drawn(report, name) for name in _DRAWN if name in beside[THIS]),
        table(("Other figures", *beside), rows, class_="stacked"),
        element("p", _threshold(report), class_="muted"),
    )


def _compared(report: Report) -> dict[str, Mapping[str, Any]]:
    """Overall figures of the model, and of all that it is to be held against, by what they are called."""
    measured = {
        THIS: report["measured"],
        "random split": report["random_split"],
        **{label: report["baselines"].get(key) for key, label in BASELINES.items()},
    }
    return {label: m["overall"] for label, m in measured.items() if m}


def _threshold(report: Report) -> str:
    said = []
    if report["temperature"] is not None:
        where = "validation parts of the folds" if report["cross_validation"] else "validation part"
        said.append(f"The logits are divided by the temperature {report['temperature']:.2f}, found on the {where}.")
    if report["uncertain_below"] is not None:
        said.append(f"An answer below {report['uncertain_below']:.2f} is uncertain and needs review.")
    return " ".join(said)


def _drawn(report: Report, name: str) -> Html:
    """One figure of the model, and below it what it is to be held against."""
    lines = [
        joined(_bar(label, figures[name], "own" if label == THIS else ""))
        for label, figures in _compared(report).items()
        if name in figures
    ]
    published = report["published"].get(name)
    if published:
        low, high = published_range(published) or (None, None)
        lines.append(joined(_bar("published", {"value": None, "low": low, "high": high}, "", published)))
    return element("figure", element("figcaption", FIGURES[name]), element("div", *lines, class_="bars"))


def _bar(label: str, figure: Mapping[str, Any], class_: str, said: str | None = None) -> Iterator[Html]:
    marks = []
    if figure["low"] is not None:
        width = max(figure["high"] - figure["low"], 0.0) * 100
        marks.append(element("i", class_="span", style=f"left:{figure['low'] * 100:.2f}%;width:{width:.2f}%"))
    if figure["value"] is not None:
        marks.append(element("i", class_="dot", style=f"left:{figure['value'] * 100:.2f}%"))
    yield element("span", label, class_=f"label {class_}".strip())
    yield element("span", *marks, class_=f"track {class_}".strip())
    if said is None:
        value = element("b", decimal(figure["value"]))
        yield element("span", value, " ", element("small", interval(figure)), class_="number")
    else:
        yield element("span", element("small", said), class_="number")


def _with_interval(figure: Mapping[str, Any]) -> Html:
    return joined([decimal(figure["value"]), element("small", interval(figure))])


def _classes(report: Report) -> Html:
    measured, names = report["measured"], names_of(report)
    rows = [
        (
            joined([names[key], element("small", key)]) if names[key] != key else key,
            *(joined([_with_interval(figures[kind]), _published(report, key, kind)]) for kind in _KINDS),
            joined([f"{measured['support'][key]:,}", element("small", _of_groups(report, key))]),
        )
        for key, figures in measured["per_class"].items()
    ]
    return section(
        "classes",
        "Class by class",
        table(("Class", *_KINDS.values(), "Pictures"), rows, class_="stacked"),
        element("p", "Each class against all others, with 95 % intervals below.", class_="muted"),
    )


def _published(report: Report, key: str, kind: str) -> Html:
    """What was published of one class of two: of the one that the thresholds are of as well."""
    own = kind in report["published"] and report["sweep"] and report["sweep"]["of"] == key
    return element("small", f"published {report['published'][kind].partition(':')[0]}") if own else Html()


def _of_groups(report: Report, key: str) -> str | None:
    group = report["data"]["group"]
    return f"of {many(report['measured']['groups'][key], group)}" if group else None


def _confusion(report: Report) -> Html:
    names = names_of(report)
    rows = []
    for key, counts in zip(names, report["measured"]["confusion"], strict=True):
        cells = (_confused(n, n / max(sum(counts), 1)) for n in counts)
        rows.append(element("tr", element("th", names[key], scope="row"), *cells))
    corner = element("th", "true ↓ answered →", class_="muted")
    head = element("tr", corner, *(element("th", name, scope="col") for name in names.values()))
    matrix = element("table", element("thead", head), element("tbody", *rows), class_="confusion")
    return section("confusion", "What it takes for what", element("div", matrix, class_="wide"))


def _confused(number: int, share: float) -> Html:
    strong = "strong" if share > 0.6 else None
    return element("td", str(number) if number else "·", class_=strong, style=f"--share:{share:.3f}")


def _believed(report: Report) -> Html:
    return section(
        "charts",
        "How sure it may be",
        element(
            "div",
            _chart(charts.roc(report["roc"], report["measured"]["per_class"]), "roc", "Up and to the left is better."),
            _chart(
                charts.reliability(report["reliability"]),
                "reliability",
                "On the dotted line a probability is right as often as it says; larger points are more answers.",
            ),
            class_="pair",
        ),
    )


def _sweep(sweep: Mapping[str, Any]) -> Html:
    kinds = ("accuracy", "precision", "recall", "specificity", "f1")
    rows = [
        (
            f"{row['threshold']:.2f}" + (" in use" if row["threshold"] == sweep["in_use"] else ""),
            *(decimal(row[kind]) for kind in kinds),
        )
        for row in sweep["rows"]
    ]
    said = f"{sweep['of']} is the answer from the threshold on, else the other class is."
    return section(
        "thresholds",
        "Other thresholds",
        _chart(charts.thresholds(sweep), "thresholds", said),
        table((f"Probability of {sweep['of']} from", "Accuracy", *list(_KINDS.values())[:4]), rows),
    )


def _folds(validation: Mapping[str, Any]) -> Html:
    shown = [name for name in FIGURES if name in validation["folds"][0]]
    rows = [(str(n), *(decimal(fold.get(name)) for name in shown)) for n, fold in enumerate(validation["folds"], 1)]
    overall = validation["measured"]["overall"]
    rows.append(("all", *(_with_interval(overall[name]) if name in overall else "–" for name in shown)))
    return section(
        "folds",
        "Fold by fold",
        table(("Fold", *(FIGURES[name] for name in shown)), rows, class_="stacked"),
        element("p", "Each fold is a split of its own, groups apart, by the same recipe.", class_="muted"),
    )


def _subgroups(report: Report) -> Html:
    names, group = names_of(report), report["data"]["group"]
    worst = [row for row in report["subgroups"] if row["right"] < row["pictures"]]
    rows = [
        (
            row["group"],
            ", ".join(names[key] for key in row["classes"]),
            str(row["pictures"]),
            joined([percent(row["accuracy"]["value"]), element("small", interval(row["accuracy"]))]),
            f"{names[row['commonest_wrong']]} ({row['times_wrong']})",
        )
        for row in worst[:_GROUPS_SHOWN]
    ]
    flawless = len(report["subgroups"]) - len(worst)
    said = f"{many(flawless, group)} of {len(report['subgroups'])} without a mistake."
    if len(worst) > _GROUPS_SHOWN:
        said = f"The {_GROUPS_SHOWN} worst of {len(worst)} with a mistake; {said}"
    head = (group.capitalize(), "True class", "Pictures", "Named right", "Commonest wrong answer")
    return section(
        "groups",
        f"The worst {group}s",
        table(head, rows, class_="stacked words") if rows else None,
        element("p", said, class_="muted"),
    )


def _chart(chart: Any, name: str, said: str) -> Html:
    return element("figure", Html(charts.as_svg(chart, name)), element("figcaption", said, class_="muted"))
