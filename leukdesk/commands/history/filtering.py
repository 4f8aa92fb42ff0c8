"""From options to the filter that they mean."""

from __future__ import annotations

import argparse
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
