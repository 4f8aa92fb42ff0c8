"""Any filter in any order, against a plain list."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leukdesk.history.review import Decision, State
from leukdesk.history.searching import queries
from leukdesk.history.searching.order import ORDER_COLUMNS, Order
from leukdesk.history.searching.search import Filter, misread
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
SESSIONS = tuple(f"{first}{'5' * 31}" for first in "0012")
NAMES = {"benign": "Hematogones", "pro": "Pro-B ALL", "pre": "Pre-B ALL"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory, result):
    dice = random.Random(11)
    with History(DataPaths(tmp_path_factory.mktemp("log"))) as history:
        results = []
        for number in range(400):
            label = dice.choice([*NAMES])
            new, pixels = result(
                dice.randrange(3),
                time=BEGIN + timedelta(minutes=10 * number + dice.randrange(40)),
                sample=f"S-{dice.randrange(30):02d}",
                operator=dice.choice(["kim", "Ana", "O'Neil"]),
                source=dice.choice(["camera", "/in/x1.png", "/in/y2.png"]),
                model_id=dice.choice(["m-one", "m-two"]),
                probabilities={each: 0.6 if each == label else 0.2 for each in NAMES},
                label=label,
                label_name=NAMES[label],
                uncertain=dice.random() < 0.4,
            )
            results.append((new, pixels))
            # Half of the log are cells of slide sessions.
            results.append((replace(new, session=dice.choice(SESSIONS)), pixels))
        ids = [record.id for record in history.append_many(results)]
        history.decide(ids[::5], Decision(State.CONFIRMED), "Ana")
        history.decide(ids[1::7], Decision(State.REJECTED, reason="no cell"), "kim")
        for number, label in zip(ids[2::9], [*NAMES] * 40, strict=False):
            if history.get(number).label != label:
                history.decide([number], Decision(State.CHANGED, label, NAMES[label], "seen"), "kim")
        yield history, [history.get(number) for number in ids]


def fits(record, wanted):
    standing = record.state.value + ", uncertain" * record.uncertain + ", needs review" * record.needs_review
    texts = (
        record.sample, record.operator, record.source, record.model_id, record.model_version, record.label,
        record.label_name, record.standing.label_name, record.decided_by, standing,
    )  # fmt: skip
    if not record.session.startswith(wanted.session or "") or bool(record.session) is (wanted.session is None):
        return False
    return all(any(word.casefold() in text.casefold() for text in texts) for word in wanted.words) and all(
        value is None or holds
        for value, holds in (
            (wanted.sample, record.sample == wanted.sample),
            (wanted.operator, record.operator == wanted.operator),
            (wanted.model_id, record.model_id == wanted.model_id),
            (wanted.class_name, record.class_name == wanted.class_name),
            (wanted.state, record.state is wanted.state),
            (wanted.uncertain, record.uncertain == wanted.uncertain),
            (wanted.needs_review, record.needs_review == wanted.needs_review),
            (wanted.since, wanted.since is None or record.time >= wanted.since),
            (wanted.before, wanted.before is None or record.time < wanted.before),
        )
    )


def key(record, order):
    names = {"model": ("model_id", "model_version"), "label": ("class_name",)}.get(order.column, (order.column,))
    return *(getattr(record, name) for name in names), record.id


words = st.lists(
    st.sampled_from(["kim", "ana", "S-1", "s-05", "1", "y2", "camera", "pro-b", "needs", "confirmed", "m-two", "zz"]),
    max_size=3, unique=True,
)  # fmt: skip
moments = st.none() | st.integers(-60, 4500).map(lambda minutes: BEGIN + timedelta(minutes=minutes))
filters = st.builds(
    Filter,
    words.map(tuple),
    st.none() | st.sampled_from(["S-05", "S-17", "S-99"]),
    st.none() | st.sampled_from(["kim", "Ana", "nobody"]),
    st.none() | st.sampled_from(["m-one", "m-two"]),
    st.none() | st.sampled_from([*NAMES.values()]),
    st.none() | st.sampled_from([*State]),
    st.none() | st.booleans(),
    st.none() | st.booleans(),
    moments,
    moments,
    session=st.none() | st.none() | st.sampled_from(["", "0", SESSIONS[1], "7"]),
)


@pytest.mark.parametrize(("few", "looked_at"), [(0, 0), (40, 60), (queries.FEW, queries.LOOKED_AT)])
@settings(deadline=None)
@given(wanted=filters, column=st.sampled_from(ORDER_COLUMNS), descending=st.booleans(), size=st.integers(1, 60))
def test_every_filter_in_every_order_finds_what_a_plain_list_does(
    filled, few, looked_at, wanted, column, descending, size
):
    history, records = filled
    order = Order(column, descending)
    expected = sorted(
        (record for record in records if fits(record, wanted)), key=lambda r: key(r, order), reverse=descending
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(queries, "FEW", few)
        patch.setattr(queries, "LOOKED_AT", looked_at)
        assert history.count(wanted) == len(expected)
        assert history.count(wanted, at_most=7) == min(7, len(expected))
        first = history.page(wanted, order, limit=size)
        assert first == expected[:size]
        if first:
            assert history.page(wanted, order, limit=size, after=first[-1]) == expected[size : 2 * size]
        assert history.page(wanted, order, limit=-1) == expected


def test_fields_are_read_among_words():
    wanted = Filter.of('x sample:S-12 OPERATOR:kim state:Confirmed class:"Pro-B ALL" model:m uncertain:yes y')
    assert wanted == Filter(("x", "y"), "S-12", "kim", "m", "Pro-B ALL", State.CONFIRMED, True)


def test_a_day_is_the_stations_own():
    wanted = Filter.of("since:2026-11-01 before:2026-12-01")
    assert wanted.since == datetime(2026, 11, 1).astimezone()
    assert wanted.before == datetime(2026, 12, 1).astimezone()
    assert wanted.text() == "since:2026-11-01 before:2026-12-01"


@pytest.mark.parametrize(
    "text",
    ["state:good", "since:yesterday", "uncertain:maybe", "sample:", 'sample:"', "nothing:x", 'a:b"c', "since:0000"],
)
def test_what_is_no_field_is_a_word(text):
    assert Filter.of(text) == Filter((text,))


@given(
    st.lists(
        st.sampled_from(
            [
                "sample:",
                "state:",
                "since:",
                "signed",
                "yes",
                '"a',
                'b"',
                '"',
                "x",
                ":",
                "2026-11-01",
                "needs-review:no",
                "ß\x00",
            ]
        )
    )
)
def test_any_text_is_a_filter_and_reads_the_same_once_written(parts):
    for text in ("".join(parts), " ".join(parts)):
        wanted = Filter.of(text)
        if '"' not in text:
            assert Filter.of(wanted.text()) == wanted


@given(st.text(max_size=60))
def test_no_text_is_refused(text):
    Filter.of(text)


def test_words_by_the_hundred_are_looked_for(filled):
    history, _ = filled
    many = " ".join(f"a{number}" for number in range(400))
    assert history.page(many) == []
    assert history.count(" ".join("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789ß")) == 0


def test_what_is_kept_beside_the_records_follows_them(filled):
    history, records = filled
    with history.reading() as connection:
        of_kind = "SELECT facet, count(*) FROM place GROUP BY facet"
        assert dict(connection.execute(of_kind)) == dict(
            connection.execute("SELECT id, records FROM facet WHERE records > 0")
        )
        for table in ("place_by_time", "place_by_sample", "place_by_source", "place_by_probability"):
            pairs = connection.execute(f"SELECT record_id, facet FROM {table}").fetchall()
            assert dict(pairs) == dict(connection.execute("SELECT record_id, facet FROM place"))
            assert len(pairs) == sum(not each.session for each in records)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("state:sined", "state: is none of suggested, confirmed, changed, rejected, signed"),
        ("alpha SINCE:yesterday", "since: is no day such as 2026-11-01"),
        ("uncertain:perhaps uncertain:maybe", "uncertain: is neither yes nor no"),
        ("state:signed state:changed", "state: is given twice"),
        ("sample:", "sample: needs a value, in quotation marks where that has spaces"),
    ],
)
def test_a_field_that_cannot_be_read_is_a_word_and_said(text, said):
    assert misread(text) == (said,)
    assert Filter.of(text).words


@pytest.mark.parametrize(
    "text", ["", "state:signed since:2026-11-01", "http://example.org", "colour:red", "C:/x state"]
)
def test_nothing_is_said_of_words_and_of_fields_that_are_read(text):
    assert misread(text) == ()
