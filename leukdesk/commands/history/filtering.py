"""From options to the filter that they mean."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from leukdesk.history.review import State
from leukdesk.history.searching.search import Filter, misread


def filter_of(options: argparse.Namespace, words: str = "") -> Filter:
    """Return the filter of :func:`leukdesk.options.filters.add_filter_options` and of words, with fields among them.

    Ends the program with status 2 where a field among the words has a value that cannot be read.
    """
    if wrong := misread(words):
        options.wrong("; ".join(wrong))
    given = {
        "sample": options.sample,
        "operator": options.logged_by,
        "class_name": options.class_name,
        "model_id": options.model,
        "state": None if options.state is None else State(options.state),
        "since": options.since,
        "before": options.before,
        "uncertain": options.uncertain,
        "needs_review": options.needs_review,
    }
    return replace(Filter.of(words), **{name: value for name, value in given.items() if value is not None})


def typed(words: Sequence[str]) -> str:
    """Return words of a command line as one text; what the shell took for one word is one."""
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    # class:"Pro-B ALL" comes without its quotation marks.
    name, colon, value = word.partition(":")
    return f'{name}:"{value}"' if colon and " " in value and '"' not in value else word
