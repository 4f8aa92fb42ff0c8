"""Takes out of ICU's data what Qt never asks for.

Qt's library for Linux carries the data of all languages and of 190 old text encodings, 32 MB of which the program needs
one: how words are sorted, letters made large, and time zones called, in the languages that it speaks. Qt itself brings
what it writes numbers and dates with.

The data lie in the library as one package (ICU User Guide, "ICU Data"): a header, a table of contents that is sorted by
name, the items. Where an item goes, its line in the table goes and its bytes become zeros. The library keeps its
length and its layout; zeros take no room in the single file.
"""

from __future__ import annotations

import itertools
import re
import struct

LANGUAGES = ("root", "en", "fr", "pool", "res_index")
KEPT = re.compile(
    r"(?:"
    # Locales, sorting and names of time zones, in the languages of the program.
    rf"(?:(?:coll|zone)/)?(?:{'|'.join(LANGUAGES)})\.res"
    r"|coll/ucadata\.icu"
    # Which zones there are, and which locale stands for which.
    r"|(?:zoneinfo64|timezoneTypes|metaZones|windowsZones|keyTypeData|supplementalData|likelySubtags"
    r"|icuver|numberingSystems|genderList|plurals)\.res"
    # Letters: classes, cases, composition; names of encodings.
    r"|(?:u[a-z]+|pnames|cnvalias|emoji)\.icu|.*\.nrm"
    r")"
)
NOT_KEPT = ("unames.icu",)
"""The name of each of 30,000 characters."""

_MAGIC = b"\xda\x27"
_KIND = b"CmnD"


class IcuDataError(Exception):
    """The data do not have the form that ICU's guide describes."""


def trimmed(library: bytes) -> bytes:
    """Return ICU's library of data without what Qt never asks for; of the same length.

    Parameters
    ----------
    library : bytes
        ``libicudata.so``, with its data in one package.

    Raises
    ------
    IcuDataError
    """
    content = bytearray(library)
    start = content.find(_KIND) - 12
    if start < 0 or content[start + 2 : start + 4] != _MAGIC:
        raise IcuDataError("No package of ICU's data was found in the library.")
    (header,) = struct.unpack_from("<H", content, start)
    table = start + header
    (count,) = struct.unpack_from("<I", content, table)
    entries = [struct.unpack_from("<II", content, table + 4 + 8 * i) for i in range(count)]
    kept = [(name, item) for name, item in entries if _is_kept(_text(content, table + name))]
    if not kept:
        raise IcuDataError("The library holds none of the data that are needed.")
    ends = {item: later for (_, item), (_, later) in itertools.pairwise(entries)}
    for name, item in entries:
        # Where the last item ends is not told; it stays.
        if (name, item) not in kept and item in ends:
            content[table + item : table + ends[item]] = bytes(ends[item] - item)
    struct.pack_into("<I", content, table, len(kept))
    for i, entry in enumerate(kept):
        struct.pack_into("<II", content, table + 4 + 8 * i, *entry)
    return bytes(content)


def names(library: bytes) -> list[str]:
    """Return the names of the items that a library of data offers, without the package's own."""
    start = library.find(_KIND) - 12
    (header,) = struct.unpack_from("<H", library, start)
    table = start + header
    (count,) = struct.unpack_from("<I", library, table)
    found = (struct.unpack_from("<I", library, table + 4 + 8 * i)[0] for i in range(count))
    return [_text(library, table + name).partition("/")[2] for name in found]


def _is_kept(name: str) -> bool:
    name = name.partition("/")[2]
    return KEPT.fullmatch(name) is not None and name not in NOT_KEPT


def _text(content: bytes | bytearray, start: int) -> str:
    return content[start : content.index(0, start)].decode("ascii")
