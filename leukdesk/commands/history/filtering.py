"""From options to the filter that they mean."""

from __future__ import annotations

import argparse
from dataclasses import replace

from leukdesk.history.review import State
from leukdesk.history.searching.search import Filter


def filter_of(options: argparse.Namespace, words: str = "") -> Filter:
    """Return the filter of :func:`leukdesk.options.filters.add_filter_options` and of words, with fields among them."""
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
