"""The keys that a station trusts: who adds and removes them is noted in the log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime

from leukdesk.errors import LeukdeskError
from leukdesk.history.events import Kind, NewEvent
from leukdesk.history.people.administering import Note, administering
from leukdesk.history.plain import typed
from leukdesk.history.store import History
from leukdesk.inference.stick.errors import TrustedKeysError
from leukdesk.inference.stick.trusted import Trust, TrustedKey, read_trust, write_trust
from leukdesk.language import tr
from leukdesk.model_packages.log_texts import ONLY_SIGNED, TRUSTED_KEY
from leukdesk.paths import DataPaths


class TrustedKeys:
    """The trusted keys of one data folder. Any thread may use it.

    Parameters
    ----------
    paths : DataPaths
    history : History
        Where every change is noted.
    """

    def __init__(self, paths: DataPaths, history: History) -> None:
        self._file, self._history = paths.trusted_keys, history

    def trust(self) -> Trust:
        """Return the trusted keys.

        Raises
        ------
        TrustedKeysError
        """
        return read_trust(self._file)

    def add_key(self, name: str, public_key: str, by: str) -> TrustedKey:
        """Trust a key from now on.

        Parameters
        ----------
        name : str
            Whose it is.
        public_key : str
            64 hex digits.

        Raises
        ------
        TypedTextError, TrustedKeysError, OperatorError, HistoryError
        """
        name = typed(name, tr("The key's name"))
        if not name:
            raise TrustedKeysError(tr("A trusted key needs a name: whose it is. Nothing was changed."))
        with self._trusting(by) as (note, trust):
            taken = trust.named(name) or trust.of(public_key)
            if taken is not None:
                raise TrustedKeysError(
                    tr(
                        "The key {fingerprint} is trusted already, under the name {name}. Remove that one first."
                    ).format(fingerprint=taken.fingerprint, name=taken.name)
                )
            key = TrustedKey(name, public_key, datetime.now(UTC))
            subject = f"{TRUSTED_KEY} of {name}"
            note(NewEvent(Kind.SETTING, by, subject, {}, {"value": key.fingerprint}))
            write_trust(self._file, replace(trust, keys=(*trust.keys, key)))
        return key

    def remove_key(self, name: str, by: str) -> TrustedKey:
        """Trust a key no more; models that it has signed stay.

        Raises
        ------
        TrustedKeysError, OperatorError, HistoryError
        """
        with self._trusting(by) as (note, trust):
            key = trust.named(name.strip())
            if key is None:
                known = ", ".join(each.name for each in trust.keys) or tr("none")
                raise TrustedKeysError(
                    tr("There is no trusted key of {name!r}. Those that are trusted: {known}.").format(
                        name=name, known=known
                    )
                )
            subject = f"{TRUSTED_KEY} of {key.name}"
            note(NewEvent(Kind.SETTING, by, subject, {"value": key.fingerprint}, {"value": ""}))
            write_trust(self._file, replace(trust, keys=tuple(each for each in trust.keys if each != key)))
        return key

    def set_only_signed(self, on: bool, by: str) -> None:
        """Take packages of trusted keys only, or others too where somebody agrees.

        Raises
        ------
        TrustedKeysError, OperatorError, HistoryError
        """
        with self._trusting(by) as (note, trust):
            if trust.only_signed != on:
                old, new = {"value": trust.only_signed}, {"value": on}
                note(NewEvent(Kind.SETTING, by, ONLY_SIGNED, old, new))
                write_trust(self._file, replace(trust, only_signed=on))

    @contextmanager
    def _trusting(self, by: str) -> Iterator[tuple[Note, Trust]]:
        """Change the trusted keys in a transaction of the log; where that fails in the end, they are as they were."""
        finished, before = False, Trust()
        try:
            with administering(self._history, by) as note:
                before = self.trust()
                yield note, before
                finished = True
        except BaseException:
            if finished:
                with suppress(LeukdeskError):  # what went wrong first is told
                    write_trust(self._file, before)
            raise
