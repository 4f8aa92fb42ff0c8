"""What backups know of their log: events that it must still have, and what a restore has set aside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from leukdesk.history.checking.findings import KnownHead
from leukdesk.history.safety import proof
from leukdesk.history.safety.backup import Backup
from leukdesk.language import Said, marked


class KnownByBackups(NamedTuple):
    """What the backups of a log's station know.

    Attributes
    ----------
    heads : list of KnownHead
        The newest event in each that is of this log's chain.
    aside : list of Path
        The logs of the others: a restore, which the log tells of itself, has set aside what they are of.
    """

    heads: list[KnownHead]
    aside: list[Path]


def known_by(backups: Iterable[Backup], station: str, restored: Mapping[tuple[int, bytes], int]) -> KnownByBackups:
    """Return what backups know of a log.

    Parameters
    ----------
    backups : iterable of Backup
        Of whatever station.
    station : str
        That of the log.
    restored : mapping
        The log's restores, as :func:`leukdesk.history.checking.restored.fitting` returns them.
    """
    found = KnownByBackups([], [])
    for each in backups:
        if each.manifest.station != station:
            continue
        if _is_set_aside(each, restored):
            found.aside.append(each.database)
        else:
            head = each.manifest.head
            found.heads.append(KnownHead(Said(marked("the backup {folder}"), folder=each.folder), head.id, head.hash))
    return found


def _is_set_aside(backup: Backup, restored: Mapping[tuple[int, bytes], int]) -> bool:
    """Tell whether a backup is of what a restore left behind: it and the log tell of other restores.

    Where two logs of a station part, one of them was restored; the log itself has to tell of a restore that the backup
    does not know, and that its chain bears out. By numbers and hashes alone, for a clock can be wrong. Whoever makes a
    log anew can put such an event in, so :func:`leukdesk.history.checking.verify.verify` names each of these backups.
    """
    if not restored:
        return False
    within = {each for each, parted in restored.items() if parted <= backup.manifest.head.id}
    try:
        with proof.reading_file(backup.database) as connection:
            its = set(connection.execute(_RESTORED))
    except sqlite3.Error:
        return bool(within)  # what cannot be read proves nothing
    return bool(within - its or (its - within and restored.keys() - its))


_RESTORED = "SELECT id, hash FROM event WHERE kind = 'restored' AND kind <> 'recorded'"
