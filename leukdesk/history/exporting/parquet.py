"""Parquet: typed columns for DuckDB, Spark, pandas and their like; a million records in one small file."""

from __future__ import annotations

import itertools
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from leukdesk import INTENDED_USE, __version__
from leukdesk.history.exporting.format import Format, Item, Items
from leukdesk.history.exporting.interop import why_not
from leukdesk.history.exporting.sessions import as_json as session_as_json
from leukdesk.history.exporting.sink import Sink
from leukdesk.history.exporting.tables import COLUMNS, values_of
from leukdesk.history.plain import time_text
from leukdesk.language import marked, tr

_ROW_GROUP = 10_000


class Parquet(Format):
    """Probabilities and quality are maps, decisions a list of structs, times timestamps in UTC.

    The file's metadata has, as JSON under "leukdesk", what it is and the counts of the slide sessions in it.
    """

    id = "parquet"
    title = marked("Parquet table, for DuckDB, Spark and pandas; holds every decision")
    suffix = ".parquet"

    def unavailable(self) -> str:
        """Say so where pyarrow is missing."""
        return why_not("Parquet", "pyarrow", tr("JSON lines hold the same."))

    def write(self, items: Items, path: Path) -> None:
        """Write the items, a group of rows at a time."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = _schema(items)
        walk = items()
        with Sink(path) as stream, pq.ParquetWriter(stream, schema, compression="zstd") as table:
            while group := list(itertools.islice(walk, _ROW_GROUP)):
                table.write_batch(pa.RecordBatch.from_pylist([_row(item) for item in group], schema))


def _schema(items: Items) -> Any:
    import pyarrow as pa

    kinds = {
        int: pa.int64(),
        float: pa.float64(),
        bool: pa.bool_(),
        str: pa.string(),
        datetime: pa.timestamp("us", tz="UTC"),
    }
    decision = pa.struct(
        [
            ("event", pa.int64()),
            ("time", kinds[datetime]),
            ("kind", pa.string()),
            ("by", pa.string()),
            ("state", pa.string()),
            ("label", pa.string()),
            ("label_name", pa.string()),
            ("reason", pa.string()),
            ("sha256", pa.string()),
        ]
    )
    columns = [pa.field(each.name, kinds[each.kind], metadata={"meaning": each.meaning}) for each in COLUMNS]
    columns += [
        pa.field("probabilities", pa.map_(pa.string(), pa.float64())),
        pa.field("quality", pa.map_(pa.string(), pa.float64())),
        pa.field("remark_sentences", pa.map_(pa.string(), pa.string())),
        pa.field("decision_list", pa.list_(decision)),
        pa.field("intended_use", pa.string()),
    ]
    about = items.about
    facts = {
        "intended_use": INTENDED_USE,
        "program": f"leukdesk {__version__}",
        "time": time_text(about.time),
        "filter": dict(about.filter),
        "privacy": about.privacy,
        "log_head": about.head.as_json(),
        "sessions": [session_as_json(each) for each in items.sessions],
    }
    return pa.schema(columns, metadata={"leukdesk": json.dumps(facts, ensure_ascii=False)})


def _row(item: Item) -> dict[str, Any]:
    record = item.record
    decisions = [
        {
            "event": each.id,
            "time": each.time,
            "kind": each.kind.value,
            "by": each.actor,
            **{name: each.new.get(name, "") for name in ("state", "label", "label_name")},
            "reason": each.reason,
            "sha256": each.hash.hex() or None,
        }
        for each in item.decisions
    ]
    return {
        **values_of(item),
        "probabilities": list(record.probabilities.items()),
        "quality": list(record.quality.items()),
        "remark_sentences": list(record.remarks.items()),
        "decision_list": decisions,
        "intended_use": INTENDED_USE,
    }
