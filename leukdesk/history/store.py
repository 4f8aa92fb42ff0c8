"""The log of a station: rows in SQLite, pictures beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from leukdesk import __version__
from leukdesk.errors import LeukdeskError
from leukdesk.history import chain
from leukdesk.history.chain import Head
from leukdesk.history.checking.pictures import Pictures
from leukdesk.history.checking.verify import verify
from leukdesk.history.database import BUSY_SECONDS
from leukdesk.history.errors import (
    HistoryBusyError,
    HistoryError,
    PictureChangedError,
    PictureMissingError,
    RecordNotFoundError,
    RecordReplacedError,
)
from leukdesk.history.events import Event, Kind, NewEvent
from leukdesk.history.incoming import Incoming, take_back
from leukdesk.history.people.kept import laboratory
from leukdesk.history.people.laboratory import Laboratory
from leukdesk.history.pictures import PictureStore, is_hash
from leukdesk.history.readers import Readers
from leukdesk.history.records import NewRecord, Record
from leukdesk.history.review import NOT_SIGNED, OF_SESSION, Decision, DecisionError, Standing, decided, signed
from leukdesk.history.rows import COLUMNS, INSERT, ORIGIN_HERE, SELECT, STANDING_AT_FIRST, from_row, to_row
from leukdesk.history.safety.archive_reading import picture_from_archive
from leukdesk.history.searching import queries
from leukdesk.history.searching.events import events
from leukdesk.history.searching.order import Order
from leukdesk.history.searching.search import Filter, as_filter
from leukdesk.history.telling import told
from leukdesk.history.writer import Writer
from leukdesk.imaging.frame import pixels_sha256
from leukdesk.language import tr
from leukdesk.paths import DataPaths
from leukdesk.settings import load_settings

_NEWEST_FIRST = Order()
_EVERYTHING = Filter()


class History:
    """The append-only log. Any thread may use it; several programs may share one data folder.

    One connection writes, behind a lock; reading takes a connection of its own for as long as it lasts, so a table
    that is being scrolled never waits for a picture that is being stored.

    Parameters
    ----------
    paths : DataPaths
        Made where missing.
    busy_seconds : float
        How long to wait for another program before giving up.

    Raises
    ------
    DataDirError, HistoryError
        The folder or the log cannot be used, and why. A damaged log is left as it is.
    """

    def __init__(self, paths: DataPaths, busy_seconds: float = BUSY_SECONDS) -> None:
        self.paths = paths
        self._busy_seconds = busy_seconds
        self._pictures = PictureStore(paths.pictures)
        self._incoming = Incoming(self._pictures, paths.database, busy_seconds)
        self._readers = Readers(paths.database, busy_seconds)
        self._writer = Writer(paths, self._pictures, self._readers, busy_seconds)
        self._writer.open()

    @property
    def notices(self) -> tuple[str, ...]:
        """What opening found and the user must be told, in sentences."""
        return self._writer.notices

    @notices.setter
    def notices(self, notices: tuple[str, ...]) -> None:
        self._writer.notices = notices

    @property
    def writable_problem(self) -> LeukdeskError | None:
        """Why the log can be read but not written now, on a full or read-only disk; whatever writes tries again."""
        return self._writer.problem

    def require_writable(self) -> None:
        """Open the log for writing where that could not be done before; does nothing where it could.

        Raises
        ------
        DataDirError, HistoryError
            It still cannot be written, and why.
        """
        self._writer.require()

    def append(self, new: NewRecord, pixels: NDArray[np.uint8]) -> Record:
        """Log one result with its picture; when this returns, both are on the disk.

        Parameters
        ----------
        new : NewRecord
        pixels : array, uint8, shape (H, W, 3), RGB
            The analysed picture.

        Raises
        ------
        HistoryError
            Nothing was logged.
        ValueError
            The pixels are not those of the record.
        """
        return self.append_many([(new, pixels)])[0]

    def append_many(
        self,
        results: Sequence[tuple[NewRecord, NDArray[np.uint8]]],
        also: Callable[[sqlite3.Connection], Sequence[NewEvent]] = lambda _connection: (),
    ) -> list[Record]:
        """Log several results, all or none; see :meth:`append`. One transaction, and so quicker than one by one.

        Parameters
        ----------
        results : sequence of (NewRecord, array)
            Several may share an array: the cells of a field. It is hashed and stored once.
        also : callable, optional
            Asked in the transaction, before anything is logged, for events that follow those of the records; what it
            raises leaves everything as it was.
        """
        hashes: dict[int, str] = {}
        for new, pixels in results:
            if id(pixels) not in hashes:
                hashes[id(pixels)] = pixels_sha256(pixels)
            if hashes[id(pixels)] != new.picture_sha256:
                raise ValueError(f"the result for {new.source} comes with another picture's pixels")
        rows = [to_row(new, __version__) for new, _ in results]
        pictures = {new.picture_sha256: pixels for new, pixels in results}
        self.require_writable()
        with self._announced(pictures) as store_again, self._writer.transaction() as connection:
            events_after = also(connection)
            store_again()
            stored = [(connection.execute(INSERT, row).lastrowid, *row) for row in rows]
            chain.append(connection, [*map(_recorded, stored), *events_after])
        return [from_row((*row, *STANDING_AT_FIRST, *ORIGIN_HERE)) for row in stored]

    def decide(
        self,
        record_ids: Sequence[int],
        decision: Decision,
        by: str,
        seen: Mapping[int, str] | None = None,
        stood: Mapping[int, Standing] | None = None,
    ) -> list[Record]:
        """Confirm, change or reject suggestions, all or none; return the records as they stand then.

        The suggestions stay as they are, and so does every earlier decision: as events.

        Parameters
        ----------
        record_ids : sequence of int
        decision : Decision
            The same for all.
        by : str
            The operator.
        seen : mapping of int to str, optional
            By the records' numbers, the SHA-256 of the picture that was looked at: after a restore a number may be
            another record's.
        stood : mapping of int to Standing, optional
            By the records' numbers, what was shown to be decided or signed; where it is otherwise now, all is refused.

        Raises
        ------
        RecordNotFoundError, RecordReplacedError, DecisionError, HistoryError
            Nothing was decided.
        """
        shown = stood or {}
        return self._judge(
            record_ids, seen, lambda record, house: decided(record, decision, by, house, shown.get(record.id))
        )

    def sign(
        self,
        record_ids: Sequence[int],
        by: str,
        meaning: str,
        seen: Mapping[int, str] | None = None,
        stood: Mapping[int, Standing] | None = None,
    ) -> list[Record]:
        """Sign decisions, all or none; return the records as they stand then.

        A cell of a slide session is signed with all others of it alone
        (:meth:`leukdesk.history.sessions.Sessions.sign`): what is signed of them are the counts.

        Parameters
        ----------
        meaning : str
            What the signature says, in the words that the signer was shown.
        seen, stood : mapping, optional
            As in :meth:`decide`.

        Raises
        ------
        RecordNotFoundError, RecordReplacedError, DecisionError, HistoryError
            Nothing was signed: also where a picture, which a signature says was looked at, is not there any more or is
            not the one that was analysed.
        """
        self.require_pictures(map(self.get, record_ids))
        shown = stood or {}

        def signature(record: Record, house: Laboratory) -> NewEvent:
            if record.session:
                raise DecisionError(record.id, tr(OF_SESSION), what=NOT_SIGNED)
            return signed(record, by, meaning, house, shown.get(record.id))

        return self._judge(record_ids, seen, signature)

    def note(self, *events: NewEvent) -> list[Event]:
        """Store events that are about no decision (those are :meth:`decide` and :meth:`sign`), all or none.

        Raises
        ------
        HistoryError
        """
        with self._writer.transaction() as connection:
            return chain.append(connection, events)

    def events(
        self,
        kinds: Sequence[Kind] = (),
        record_id: int | None = None,
        limit: int = 200,
        before: int | None = None,
    ) -> list[Event]:
        """Return events, newest first.

        Parameters
        ----------
        kinds : sequence of Kind
            Only these; by default all but the one that every record has.
        record_id : int, optional
            Only the decisions and signatures about this record.
        limit : int
            How many at most; -1 for all.
        before : int, optional
            Only those with a lower number: the last of the page before.
        """
        with self.reading() as connection:
            return list(events(connection, kinds, record_id, limit, before))

    def head(self) -> Head:
        """Return the newest event's number and hash: whoever keeps them can tell later whether the log was changed."""
        with self.reading() as connection:
            return chain.head(connection)

    def get(self, record_id: int) -> Record:
        """Return one record.

        Raises
        ------
        RecordNotFoundError
        """
        with self.reading() as connection:
            return self._get(connection, record_id)

    def newest_id(self) -> int:
        """Return the number of the newest record, 0 in an empty log: another program's records are seen by it."""
        with self.reading() as connection:
            newest: int = connection.execute("SELECT ifnull(max(id), 0) FROM record").fetchone()[0]
        return newest

    def count(self, filter: str | Filter = _EVERYTHING, at_most: int | None = None) -> int:  # noqa: A002
        """Return how many records a filter lets through.

        Parameters
        ----------
        filter : str or Filter
            A text is read as :meth:`Filter.of` does.
        at_most : int, optional
            Count no further: "more than 10,000" is known sooner than how many.
        """
        with self.reading() as connection:
            return queries.count(connection, as_filter(filter), at_most)

    def page(
        self,
        filter: str | Filter = _EVERYTHING,  # noqa: A002
        order: Order = _NEWEST_FIRST,
        limit: int = 200,
        after: Record | None = None,
    ) -> list[Record]:
        """Return some records.

        Parameters
        ----------
        filter : str or Filter
            See :meth:`count`.
        order : Order
        limit : int
            How many at most.
        after : Record, optional
            Only those that come after this one: the last of the page before. Records that are logged in between do not
            upset it.
        """
        with self.reading() as connection:
            return list(queries.select(connection, as_filter(filter), order, limit, after))

    def picture(self, record: Record) -> NDArray[np.uint8]:
        """Return the analysed picture of a record: uint8 (H, W, 3), RGB.

        Raises
        ------
        PictureMissingError, PictureChangedError
        """
        if not is_hash(record.picture_sha256):
            raise PictureMissingError(self.paths.pictures, record.id)
        path = self._pictures.path(record.picture_sha256)
        with self._told():
            try:
                return self._pictures.load(record.picture_sha256)
            except FileNotFoundError as problem:
                with self.reading() as connection:
                    archived = picture_from_archive(connection, record.picture_sha256, record.id, self._told_folders())
                if archived is not None:
                    return archived
                raise PictureMissingError(path, record.id) from problem
            except ValueError as problem:
                raise PictureChangedError(path, record.id) from problem

    def require_pictures(self, records: Iterable[Record]) -> None:
        """Look whether the picture of each record is there and the one that was analysed: a signature says so.

        One that several have, as the cells of a field do, is read once.

        Raises
        ------
        DecisionError
            Of the first record whose picture is not.
        """
        looked: set[str] = set()
        for record in records:
            if record.picture_sha256 in looked:
                continue
            try:
                self.picture(record)
            except HistoryError as problem:
                raise DecisionError(record.id, str(problem), what=NOT_SIGNED) from problem
            looked.add(record.picture_sha256)

    def check(
        self,
        pictures: Pictures = "whole",
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[str]:
        """Return what is wrong with the log, in sentences: see :func:`leukdesk.history.checking.verify.verify`."""
        return [each.said for each in verify(self, pictures, progress=progress, cancelled=cancelled).problems]

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that sees the log as it is and cannot change it, to one thread, for the block."""
        with self._told(), self._readers.lend() as connection:
            yield connection

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """Lend the connection that writes, in a transaction: all that is done in the block, or nothing."""
        return self._writer.transaction()

    @contextmanager
    def announcing(self) -> Iterator[Callable[[Collection[str]], Path]]:
        """Lend a function to announce pictures by, for the rows that the block logs, before they are stored.

        It takes their hashes and returns the folder to write them in first. Where the block fails, those that no row
        points to go again.
        """
        lists: list[tuple[Path, Collection[str]]] = []

        def announce(hashes: Collection[str]) -> Path:
            lists.append((self._incoming.announce(hashes), hashes))
            return lists[-1][0].parent

        try:
            yield announce
        except HistoryBusyError:
            raise  # and nothing can be looked up now; closing does it, or whoever opens the log after this program
        except BaseException:
            with suppress(LeukdeskError, OSError), self._writer.alone() as connection:
                for listed, hashes in lists:
                    take_back(connection, self._pictures, hashes)
                    listed.unlink()
            raise
        for listed, _ in lists:
            with suppress(OSError):
                listed.unlink()

    def close(self) -> None:
        """Close the log; what is being written is finished first. Closing twice does nothing."""
        with self._writer.closing() as connection:
            self._readers.close()
            self._incoming.close(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _told_folders(self) -> list[Path]:
        folder = load_settings(self.paths.settings).archive_folder.strip()
        return [Path(folder)] if folder else []

    def _told(self) -> AbstractContextManager[None]:
        return told(self.paths.database, self._busy_seconds)

    @contextmanager
    def _announced(self, pictures: Mapping[str, NDArray[np.uint8]]) -> Iterator[Callable[[], None]]:
        """Store pictures for the rows that the block logs; where it fails, those that no row points to go again.

        Lends a function that stores those that another program has taken back meanwhile; to be called in the
        transaction of the rows.
        """
        with self.announcing() as announce:
            with told(self.paths.pictures, self._busy_seconds):
                folder = announce(pictures)
                self._pictures.store(pictures, folder)

            def store_again() -> None:
                with told(self.paths.pictures, self._busy_seconds):
                    self._pictures.store_again(pictures, folder)

            yield store_again

    def _judge(
        self,
        record_ids: Sequence[int],
        seen: Mapping[int, str] | None,
        event_of: Callable[[Record, Laboratory], NewEvent],
    ) -> list[Record]:
        ids = list(dict.fromkeys(record_ids))

        def event(record: Record, house: Laboratory) -> NewEvent:
            if seen is not None and seen.get(record.id) != record.picture_sha256:
                raise RecordReplacedError(self.paths.database, record.id)
            return event_of(record, house)

        with self._writer.transaction() as connection:
            # Read inside the transaction: another program may have decided a moment ago.
            house = laboratory(connection)
            chain.append(connection, [event(self._get(connection, each), house) for each in ids])
            return [self._get(connection, each) for each in ids]

    def _get(self, connection: sqlite3.Connection, record_id: int) -> Record:
        row = connection.execute(f"SELECT {SELECT} FROM record WHERE id = ?", [record_id]).fetchone()  # noqa: S608
        if row is None:
            raise RecordNotFoundError(self.paths.database, record_id)
        return from_row(row)


def _recorded(row: tuple[Any, ...]) -> NewEvent:
    """Return the event of a record that is being logged: from now on the chain knows what it holds."""
    values = dict(zip(COLUMNS, row, strict=True))
    digest = {"digest": chain.digest_of(values)}
    return NewEvent(Kind.RECORDED, values["operator"], new=digest, record_id=values["id"])
