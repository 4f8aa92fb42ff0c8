"""What is said of a model package before it is installed, and of the models that are there."""

from __future__ import annotations

from leukdesk.counting import capital
from leukdesk.gui.models.card_text import figure_name
from leukdesk.inference.card import ModelCard
from leukdesk.inference.elsewhere import caution
from leukdesk.language import tr
from leukdesk.model_packages.offers import Offer, Standing, Step

_FIGURES_SHOWN = 4


def offer_text(offer: Offer) -> str:
    """Return what would be installed, in plain lines: the model, what it replaces, who signed it, figures, limits."""
    checked, card, before = offer.checked, offer.checked.card, offer.before
    scope = tr("whole fields") if card.scope == "field" else tr("single cells")
    if before is None:
        place = tr("No model of this id is here; it is added.")
    elif before.bundled:
        place = tr("It takes the place of version {version}, which came with the program.").format(
            version=before.card.version
        )
    else:
        place = tr("It takes the place of version {version}, which is kept to go back to.").format(
            version=before.card.version
        )
    lines = [
        f"{card.title} {card.version}",
        card.summary,
        "",
        tr("Id: {id}").format(id=card.id),
        tr("File: {file}").format(file=checked.path),
        tr("Signature: {signed}").format(signed=offer.signed_by),
        place,
        "",
        tr("Looks at: {scope}").format(scope=scope),
        tr("Classes: {names}").format(names=", ".join(each.name for each in card.classes)),
        *_figures(card),
        *([sentence] if (sentence := caution(card.elsewhere)) else []),
        "",
        tr("Limits:"),
        *(f"– {limit}" for limit in card.limits),
    ]
    return "\n".join(lines)


def conditions(offer: Offer) -> list[str]:
    """Return what has to be agreed to before a package is installed."""
    found = []
    if offer.signer is None:
        found.append(
            tr("Nobody whom this station trusts has signed it. I know for certain where it comes from, and want it.")
        )
    if offer.before is not None and offer.step is Step.OLDER:
        found.append(
            tr("It is older than the version {version} that is here. I want it all the same.").format(
                version=offer.before.card.version
            )
        )
    if offer.step is Step.CHANGED:
        found.append(tr("It has another content than the same version that is here. I want it all the same."))
    return found


def origin(standing: Standing) -> str:
    """Return where a model comes from."""
    instead = standing.package.instead
    if standing.package.bundled:
        return tr("the program")
    if standing.copy is None:
        return tr("a folder copied here")
    if instead is not None:
        return tr("a file, in place of the program's {version}").format(version=instead.card.version)
    return tr("a file")


def signature(standing: Standing) -> str:
    """Return whose signature a model came with, in a word; empty where it did not come in a file."""
    if standing.copy is None:
        return ""
    if standing.signer is not None:
        return standing.signer.name
    return tr("unknown key") if standing.copy.public_key else tr("not signed")


def _figures(card: ModelCard) -> list[str]:
    shown = [*card.figures.items()][:_FIGURES_SHOWN]
    return [
        f"{capital(figure_name(name))}: {figure.value:.3f} ({figure.low:.3f}–{figure.high:.3f})"
        for name, figure in shown
    ]
