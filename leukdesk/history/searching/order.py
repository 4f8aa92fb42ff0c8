"""How the history is sorted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from leukdesk.history.plain import time_text

if TYPE_CHECKING:
    from leukdesk.history.records import Record
    from leukdesk.history.searching.facets import Facet

OrderColumn = Literal[
    "id", "time", "sample", "operator", "source", "model", "label", "probability", "uncertain", "state",
    "decided_by", "station",
]  # fmt: skip
ORDER_COLUMNS: tuple[OrderColumn, ...] = get_args(OrderColumn)


@dataclass(frozen=True)
class Order:
    """How the log is sorted; records that are equal in the column are sorted by their number.

    Attributes
    ----------
    column : str
        One of :data:`ORDER_COLUMNS`. "id" is the order in which the records were logged.
    descending : bool
    """

    column: OrderColumn = "id"
    descending: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table that it sorts by."""
        match self.column:
            case "id":
                return ("id",)
            case "model":
                return ("model_id", "model_version", "id")
            case "label":
                return ("class_name", "id")
            case column:
                return (column, "id")

    @property
    def index(self) -> str:
        """How SQL is told to walk the records outside of sessions in this order."""
        return f"INDEXED BY record_by_{self.column}"

    def sql(self) -> str:
        """Return the ORDER BY clause."""
        direction = "DESC" if self.descending else "ASC"
        return "ORDER BY " + ", ".join(f"record.{column} {direction}" for column in self.columns)

    def beyond(self, after: Record) -> tuple[str, list[Any]]:
        """Return an SQL condition that holds for the rows that come after a record, and its parameters."""
        sign = "<" if self.descending else ">"
        left = ", ".join(f"record.{column}" for column in self.columns)
        values = self.values_of(after)
        return f"({left}) {sign} ({', '.join('?' * len(values))})", values

    def comes_before(self, one: Record, other: Record) -> bool:
        """Tell whether a record stands above another, as the log itself would sort them."""
        mine, theirs = self.values_of(one), self.values_of(other)
        return mine > theirs if self.descending else mine < theirs

    def values_of(self, record: Record) -> list[Any]:
        """Return what it sorts a record by, as it is stored."""
        return [time_text(record.time) if column == "time" else getattr(record, column) for column in self.columns]

    def may_follow(self, kind: Facet, after: Record | None) -> bool:
        """Tell whether records of a kind may come after a record."""
        if after is None:
            return True
        mine = [kind.values[column] for column in self.columns if column in kind.values]
        theirs = self.values_of(after)[: len(mine)]
        return mine <= theirs if self.descending else mine >= theirs
