"""What the log keeps in English is shown in the language that is spoken, and what somebody has typed as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest

from leukdesk import INTENDED_USE, language
from leukdesk.capture.source_name import VIRTUAL, source_name
from leukdesk.gui.history.trail_words import in_a_line, in_full
from leukdesk.gui.parts.own_names import actor_name
from leukdesk.gui.review.words import NO_CELL, common_reasons, kept_reason, shown_reason
from leukdesk.history.events import Event, Kind
from leukdesk.history.packages import SUBJECT
from leukdesk.history.people.computer_user import NAMELESS, USER_TEXTS
from leukdesk.history.review import MEANINGS, Decided, State, meaning
from leukdesk.history.session import signing
from leukdesk.language import Language

FRENCH = {
    NO_CELL: "Pas un leucocyte",
    INTENDED_USE: "Réservé à la recherche.",
    MEANINGS[0]: "J'ai regardé cette image. {use}",
    signing.MEANINGS[0]: "Session de {cells} dans {fields}. {use}",
    MEANINGS[1]: "J'ai regardé ces {records} images. {use}",
    "{name}: {value}": "{name} : {value}",
    "four eyes": "quatre yeux",
    VIRTUAL: "microscope virtuel",
    "hands-free sensitivity": "sensibilité",
    "Normal": "Normale",
    "Eager": "Rapide",
    "Scale from": "Échelle d'après",
    "typed": "valeur saisie",
    "no": "non",
    "yes": "oui",
    "Role": "Rôle",
    "operator": "opérateur",
    "reviewer": "relecteur",
    "{setting} of {thing}": "{setting} de {thing}",
    "objective": "objectif",
    "{name} {version} is new": "{name} {version} est nouveau",
    "{name} {version} is gone": "{name} {version} a disparu",
    "Changed to {name}": "Modifié en {name}",
    USER_TEXTS[1]: "l'utilisateur {user}",
    NAMELESS: "sans nom",
    "package {id}": "paquet {id}",
    "Version": "Version du fichier",
    "Updated from the file {file}, signed by {name} ({key}).": "Mis à jour depuis {file}, signé par {name} ({key}).",
}

PLURALS = {"%n cell(s)": ("%n cellule", "%n cellules"), "%n field(s)": ("%n champ", "%n champs")}


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    language.speak(Language("fr", FRENCH, PLURALS, "\N{NARROW NO-BREAK SPACE}"))
    yield
    language.speak(Language())


def event(kind: Kind, subject: str, old: Mapping[str, object], new: Mapping[str, object], reason: str = "") -> Event:
    return Event(kind, "Ana", subject, dict(old), dict(new), reason, id=7, hash=bytes(32))


def test_a_common_reason_is_kept_in_english_and_shown_in_french() -> None:
    assert NO_CELL in common_reasons(State.REJECTED)
    assert kept_reason("Pas un leucocyte") == "Not a leucocyte"
    assert shown_reason("Not a leucocyte") == "Pas un leucocyte"


@pytest.mark.parametrize("typed", ["Role", "yes", "A smudge", "Pas un leucocyte, je crois"])
def test_what_somebody_has_typed_stays(typed: str) -> None:
    assert (kept_reason(typed), shown_reason(typed)) == (typed, typed)


def test_what_a_signature_means_is_kept_in_english_and_shown_in_french() -> None:
    assert meaning(3).startswith("I have looked at each of these 3 pictures")
    assert shown_reason(str.__str__(meaning(3))) == "J'ai regardé ces 3 images. Réservé à la recherche."
    assert shown_reason(str.__str__(meaning(1))) == "J'ai regardé cette image. Réservé à la recherche."


def test_what_a_signature_under_a_session_means_is_shown_in_french_with_its_numbers() -> None:
    stored = signing.MEANINGS[0].format(cells="1,204 cells", fields="1 field", use=INTENDED_USE)
    assert shown_reason(stored) == "Session de 1\u202f204 cellules dans 1 champ. Réservé à la recherche."


def test_exports_are_given_english_words_of_a_decision() -> None:
    decided = Decided(State.CHANGED, "early", "Early pre-B", "Ana", datetime.now(UTC), "")
    assert decided.words == "Changed to Early pre-B"


def test_the_trail_is_told_in_french_as_far_as_the_program_has_written_it() -> None:
    assert in_a_line(event(Kind.SETTING, "four eyes", {"value": False}, {"value": True})) == "Quatre yeux : non → oui"
    lens = event(Kind.SETTING, "objective of role", {"value": "yes"}, {"value": "no"})
    assert in_a_line(lens) == "Objectif de role : yes → no"
    eager = event(Kind.SETTING, "hands-free sensitivity", {"value": "Normal"}, {"value": "Eager"})
    assert in_a_line(eager) == "Sensibilité : Normale → Rapide"
    scale = event(Kind.SETTING, "calibration of virtual with 63x", {}, {"scale_from": "typed"})
    assert "Échelle d'après : valeur saisie" in in_full(scale).splitlines()
    role = event(Kind.OPERATOR, "operator", {"role": "operator"}, {"role": "reviewer"})
    assert in_a_line(role) == "Operator : Rôle : opérateur → relecteur"
    packages = event(Kind.MODEL, SUBJECT, {}, {}, "blood-a 2.0 is new; blood-b 1.0 is gone.")
    assert in_a_line(packages) == "blood-a 2.0 est nouveau; blood-b 1.0 a disparu."
    assert "Reason: blood-a 2.0 est nouveau; blood-b 1.0 a disparu." in in_full(packages).splitlines()


def test_a_change_of_one_model_is_told_in_french_and_its_names_stay() -> None:
    why = "Updated from the file role.leukmodel, signed by operator (ab cd)."
    installed = event(Kind.MODEL, "package operator", {"version": "1.0"}, {"version": "2.0"}, why)
    told = "Mis à jour depuis role.leukmodel, signé par operator (ab cd)."
    assert in_a_line(installed) == f"Paquet operator. {told}"
    assert {"About: paquet operator", "Version du fichier : 1.0 → 2.0", f"Reason: {told}"} <= set(
        in_full(installed).splitlines()
    )


def test_a_camera_keeps_a_name_that_is_a_word_of_the_program() -> None:
    assert source_name(VIRTUAL) == "microscope virtuel"
    assert source_name("operator") == "operator"


def test_a_user_of_the_computer_keeps_a_name_that_is_a_word_of_the_program() -> None:
    assert actor_name(USER_TEXTS[1].format(user="operator")) == "l'utilisateur operator"
    assert actor_name(USER_TEXTS[1].format(user=NAMELESS)) == "l'utilisateur sans nom"
