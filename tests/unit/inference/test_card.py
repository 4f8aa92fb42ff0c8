from __future__ import annotations

import math
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leukdesk.imaging.centre import Centre
from leukdesk.inference.card import CARD_LIMIT, CardError, Weights, parse_card, read_card
from leukdesk.inference.crop_rule import CropRule
from leukdesk.inference.elsewhere import Elsewhere, caution
from leukdesk.inference.tables import CardProblem
from leukdesk.paths import bundled_models

CARD = """
format = 1
id = "two-net"
version = "1.2.0"
title = "Two classes"
summary = "Tells dark from light."
architecture = "one layer"
scope = "cell"
limits = ["Rendered pictures only."]
confusion = [[8, 2], [1, 9]]
[model]
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
input_height = 96
centre_pixels = 320
input_width = 128
micrometres_per_pixel = 0.25
[crop]
side_micrometres = 20.0
margin = 0.25
reason = "measured"
[uncertain]
below = 0.8
reason = "chosen"
[[classes]]
id = "dark"
name = "Dark"
description = "Dark cells."
[[classes]]
id = "light"
name = "Light"
description = "Light cells."
[training]
data = "rendered"
source = "here"
licence = "Apache-2.0"
split = "by slide"
counts = { train = 10, validation = 5, test = 20 }
[figures]
accuracy = { value = 0.85, low = 0.7, high = 0.95, baseline = 0.5, random_split = 0.99, published = "none" }
ece = { value = 0.02, low = 0.03, high = 0.05 }
[class_figures.dark]
precision = { value = 0.9, low = 0.8, high = 1 }
recall = { value = 0.8, low = 0.7, high = 0.9 }
f1 = { value = 0.85, low = 0.7, high = 0.9 }
auc = { value = 0.95, low = 0.9, high = 0.99 }
support = 10
[class_figures.light]
precision = { value = 0.8, low = 0.8, high = 1 }
recall = { value = 0.9, low = 0.7, high = 0.9 }
f1 = { value = 0.85, low = 0.7, high = 0.9 }
auc = { value = 0.95, low = 0.9, high = 0.99 }
support = 10
[weights]
form = "int8"
agreement = 0.995
largest_difference = 0.02
megabytes = 2.5
[[elsewhere]]
data = "cells of a second laboratory"
cells = 300
accuracy = { value = 0.49, low = 0.43, high = 0.55 }
commonest = 0.587
certain_right = 0.5
[[elsewhere]]
data = "cells of a third one"
cells = 100
accuracy = { value = 0.61, low = 0.51, high = 0.71 }
commonest = 0.37
model = "one-net"
[[golden]]
picture = "golden/a.png"
probabilities = { dark = 0.75, light = 0.25 }
tolerance = 0.1
[[golden]]
picture = "resources/samples/b.png"
probabilities = { dark = 0.25, light = 0.75 }
"""


def test_every_key_arrives() -> None:
    card = parse_card(CARD)
    assert (card.id, card.version, card.scope, card.class_ids) == ("two-net", "1.2.0", "cell", ("dark", "light"))
    assert (card.input_height, card.input_width, card.micrometres_per_pixel) == (96, 128, 0.25)
    assert card.centre == Centre(pixels=320)
    assert card.crop == CropRule(20.0, 0.25, "measured")
    assert (card.uncertain_below, card.limits) == (0.8, ("Rendered pictures only.",))
    assert card.training.counts == {"train": 10, "validation": 5, "test": 20}
    accuracy = card.figures["accuracy"]
    assert (accuracy.baseline, accuracy.random_split, accuracy.published) == (0.5, 0.99, "none")
    assert card.class_figures["light"].recall.value == 0.9
    assert card.confusion == ((8, 2), (1, 9))
    assert [golden.tolerance for golden in card.golden] == [0.1, 0.02]
    assert card.weights == Weights("int8", 0.995, 0.02, 2.5)
    assert card.elsewhere == (
        Elsewhere("cells of a second laboratory", 300, 0.49, 0.43, 0.55, 0.587, 0.5),
        Elsewhere("cells of a third one", 100, 0.61, 0.51, 0.71, 0.37, model="one-net"),
    )


def test_what_is_optional_may_be_left_out() -> None:
    short = (
        CARD.replace("micrometres_per_pixel = 0.25\n", "")
        .replace("centre_pixels = 320\n", "")
        .replace("confusion = [[8, 2], [1, 9]]\n", "")
    )
    short = short[: short.index("[class_figures.dark]")] + short[short.index("[[golden]]") :]
    card = parse_card(short)
    assert card.micrometres_per_pixel is None
    assert card.centre is None
    assert (card.confusion, card.class_figures, card.weights) == ((), {}, None)
    assert card.elsewhere == ()
    assert "was not measured: review every cell." in caution(card.elsewhere)


def test_a_class_may_be_no_part_of_a_differential() -> None:
    assert [(each.white, each.nucleus) for each in parse_card(CARD).classes] == [(True, True)] * 2
    light = 'description = "Light cells."\n'
    beside, aside = (
        CARD.replace(light, light + said) for said in ("white = false\n", "white = false\nnucleus = false\n")
    )
    assert (parse_card(beside).classes[1].white, parse_card(beside).classes[1].nucleus) == (False, True)
    assert (parse_card(aside).classes[1].white, parse_card(aside).classes[1].nucleus) == (False, False)
    with pytest.raises(CardProblem, match="'light' a white cell without a nucleus"):
        parse_card(CARD.replace(light, f"{light}nucleus = false\n"))
    with pytest.raises(CardProblem, match="no white cell"):
        parse_card(beside.replace('"Dark cells."\n', '"Dark cells."\nwhite = false\n'))


def test_what_was_measured_at_other_laboratories_is_one_sentence() -> None:
    def measured(accuracy: float, certain: float | None, model: str = "") -> Elsewhere:
        return Elsewhere("cells", 100, accuracy, 0.0, 1.0, 0.4, certain, model)

    assert caution([measured(0.49, 0.5), measured(0.188, 0.2), measured(0.61, 0.62)]) == (
        "At other laboratories' slides this model named 19 to 61 % right (its card): review every cell, also the "
        "certain ones."
    )
    assert caution([measured(0.96, 0.99)]).endswith("named 96 % right (its card): review every cell.")
    assert caution([measured(0.96, None)]).endswith("also the certain ones."), "nobody knows what certainty is worth"
    assert "slides models like this one (pbc8-x) named" in caution([measured(0.96, 0.9, "pbc8-x")])


def test_a_card_that_says_nothing_of_crops_means_what_its_input_shows_or_the_box_and_a_third() -> None:
    silent = CARD.replace('[crop]\nside_micrometres = 20.0\nmargin = 0.25\nreason = "measured"\n', "")
    assert parse_card(silent).crop == CropRule(0.25 * 128, 1 / 3)
    without_scale = parse_card(silent.replace("micrometres_per_pixel = 0.25\n", "")).crop
    assert without_scale == CropRule(None, 1 / 3)
    assert without_scale.side(60.0, 0.1) == pytest.approx(100.0)
    assert parse_card(silent.replace('scope = "cell"', 'scope = "field"')).crop is None


def test_a_crop_is_so_many_micrometres_wide_or_in_proportion_to_the_box() -> None:
    rule = CropRule(36.0, 0.8, "measured")
    assert rule.side(90.0, 0.1) == pytest.approx(360.0)
    assert rule.side(90.0, None) == pytest.approx(234.0)


@pytest.mark.parametrize(
    ("there", "instead", "message"),
    [
        ("format = 1", "format = 2", "'format' is 2"),
        ("format = 1", "", "'format' is missing"),
        ('id = "two-net"', 'id = "../../evil"', "'id' is '../../evil', and lower-case"),
        ('version = "1.2.0"', 'version = "latest"', "'version' is 'latest'"),
        ('title = "Two classes"', 'title = "  "', "'title' is '  ', and a text in one line"),
        ('title = "Two classes"', 'title = "Two\\nSignature: us"', "Signature: us', and a text in one"),
        ('name = "Light"', 'name = "\\u202ethgiL"', "'classes[2].name' is"),
        ("Rendered pictures only.", "Rendered\\u0007", "'limits' is"),
        ("[figures]\n", '[figures]\n"a\\nb" = 1\n', "the name of the key 'figures."),
        ('version = "1.2.0"', 'version = "\\u0661.2.0"', "and a version such as"),
        ('scope = "cell"', 'scope = "slide"', '"field" or "cell" was expected'),
        ('scope = "cell"', 'scope = ["cell"]', '"field" or "cell" was expected'),
        ('limits = ["Rendered pictures only."]', "limits = []", "'limits' is []"),
        ("[[8, 2], [1, 9]]", "[[8, 2], [1]]", "2 lists of 2 counts"),
        ("[[8, 2], [1, 9]]", "[[8, 2], [1, -9]]", "2 lists of 2 counts"),
        ("0000000000000000000000000000000000000000000000000000000000000000", "abc", "'model.sha256' is 'abc'"),
        ("input_height = 96", "input_height = 96.0", "'model.input_height' is 96.0, and a whole number"),
        ("input_height = 96", "input_height = true", "'model.input_height' is True"),
        ("input_height = 96", "input_height = 100000", "from 16 to 4096"),
        ("input_height = 96", "input_heigth = 96", "'model.input_height' is missing"),
        ("centre_pixels = 320", "centre_pixels = 0", "from 16 to 4096"),
        ("centre_pixels = 320", "centre_share = 1.5", "from 0.05 to 1"),
        ("centre_pixels = 320", "centre_pixels = 320\ncentre_share = 0.5", "one square"),
        ("micrometres_per_pixel = 0.25", "micrometers_per_pixel = 0.25", "'model.micrometers_per_pixel' is unknown"),
        ("micrometres_per_pixel = 0.25", "micrometres_per_pixel = 0.0", "'model.micrometres_per_pixel' is 0.0"),
        ("side_micrometres = 20.0", "side_micrometres = 0.0", "'crop.side_micrometres' is 0.0"),
        ("side_micrometres = 20.0", "side = 20.0", "'crop.side' is unknown"),
        ("margin = 0.25", "margin = -0.1", "'crop.margin' is -0.1"),
        ('reason = "measured"', "", "'crop.reason' is missing"),
        ('scope = "cell"', 'scope = "field"', "only a model with the scope \"cell\" is given crops"),
        ("below = 0.8", "below = nan", "'uncertain.below' is nan, and a number from 0.0 to 1.0"),
        ("below = 0.8", 'below = "0.8"', "'uncertain.below' is '0.8'"),
        ('id = "light"', 'id = "dark"', "the id 'dark' more than once"),
        ('name = "Light"', "", "'classes[2].name' is missing"),
        ("test = 20", "test = -1", "'training.counts.test' is -1"),
        ("low = 0.7, high = 0.95", "low = 0.95, high = 0.7", "'figures.accuracy' has low above high"),
        ("[class_figures.light]", "[class_figures.bright]", "'class_figures' was expected to have the classes"),
        ("agreement = 0.995", "agreement = 1.5", "'weights.agreement' is 1.5"),
        ("megabytes = 2.5", "", "'weights.megabytes' is missing"),
        ("megabytes = 2.5", "megabytes = 2.5\nms = 1", "'weights.ms' is unknown"),
        ("golden/a.png", "/etc/a.png", "'golden[1].picture' was expected to be a relative path"),
        ("golden/a.png", "../a.png", "'golden[1].picture' was expected to be a relative path"),
        ("golden/a.png", "C:/a.png", "'golden[1].picture' was expected to be a relative path"),
        ("{ dark = 0.75, light = 0.25 }", "{ dark = 0.75 }", "'golden[1].probabilities' was expected to have"),
        ("cells = 300", "cells = 0", "'elsewhere[1].cells' is 0"),
        ("low = 0.43, high = 0.55", "low = 0.55, high = 0.43", "'elsewhere[1].accuracy' has low above high"),
        ("low = 0.43, high = 0.55", "low = 0.43", "'elsewhere[1].accuracy.high' is missing"),
        ("commonest = 0.587", "commonest = 58.7", "'elsewhere[1].commonest' is 58.7"),
        ("certain_right = 0.5", "certain = 0.5", "'elsewhere[1].certain' is unknown"),
        ("[[elsewhere]]", "[elsewhere]", "it is not TOML"),
        ("format = 1", "format = 1\nextra = 1", "'extra' is unknown"),
        ("format = 1", "format = ", "it is not TOML"),
        ("format = 1", "deep = " + "[" * 5000, "it is not TOML"),
        ("[uncertain]\n", "uncertain = 1\n[rest]\n", "is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(there: str, instead: str, message: str) -> None:
    assert there in CARD
    with pytest.raises(CardProblem) as problem:
        parse_card(CARD.replace(there, instead, 1))
    assert message in str(problem.value)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [path, *(leaf for key, each in value.items() for leaf in leaves(each, (*path, key)))]
    if isinstance(value, list):
        return [path, *(leaf for key, each in enumerate(value) for leaf in leaves(each, (*path, key)))]
    return [path]


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=2),
)


@given(place=st.sampled_from([p for p in leaves(tomllib.loads(CARD)) if p]), odd=ODD)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_anything_anywhere_is_taken_or_refused_but_never_a_crash(place: tuple[Any, ...], odd: object) -> None:
    import leukdesk.inference.card as module

    values = tomllib.loads(CARD)
    holder: Any = values
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = odd
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module.tomllib, "loads", lambda _: values)
        try:
            card = parse_card("")
        except CardProblem as problem:
            assert str(problem)
        else:
            assert math.isfinite(card.uncertain_below)


@given(st.binary(max_size=300))
def test_a_file_of_anything_is_refused_with_its_name(content: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "card.toml"
        path.write_bytes(content)
        with pytest.raises(CardError, match=r"card\.toml"):
            read_card(path)


def test_a_card_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CardError, match="cannot be read: No such file"):
        read_card(tmp_path / "card.toml")


def test_a_card_as_large_as_a_book_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "card.toml"
    path.write_text(CARD + "#" * CARD_LIMIT)
    with pytest.raises(CardError, match="larger than 256 KiB"):
        read_card(path)


@pytest.mark.parametrize("path", sorted(bundled_models().glob("*/card.toml")), ids=lambda path: path.parent.name)
def test_the_bundled_cards_are_in_order(path: Path) -> None:
    assert read_card(path).id == path.parent.name
