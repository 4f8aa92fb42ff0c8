"""A program that is killed while it brings a log up to date or recovers it: the next one comes to the same end.

Four kills of each, or as many as LEUKDESK_TEST_KILLS says.
"""

import logging
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing

import pytest

from leukdesk.history import chain
from leukdesk.history.checking.findings import ProblemKind
from leukdesk.history.checking.verify import verify
from leukdesk.history.events import Kind
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.searching.order import Order
from leukdesk.history.store import History
from leukdesk.paths import DataPaths

from .killer import an_hour_later, left_over
from .old_logs import beside_the_records, old_log, some_results

logger = logging.getLogger(__name__)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks a program that has imported everything already")


@pytest.mark.parametrize("version", [3, 7])
def test_a_log_that_was_being_brought_up_to_date_keeps_what_it_holds(killer, tmp_path, result, version):
    earlier = DataPaths(tmp_path / "earlier")
    news = some_results(result, chain.ADOPTED_TOGETHER + 7)
    old_log(earlier, version, news)
    beside = beside_the_records(earlier)
    found = Counter()
    for seed in killer.rounds:
        paths = DataPaths(tmp_path / str(seed))
        shutil.copytree(earlier.root, paths.root)
        said = killer("open_up", paths.root)
        with closing(sqlite3.connect(f"file:{paths.database}?mode=ro", uri=True)) as log:
            found[f"format {log.execute('PRAGMA user_version').fetchone()[0]}"] += 1
        an_hour_later(paths.root)
        with open_history(paths) as history:
            assert history.notices == ()
            assert [each.sample for each in history.page(limit=-1, order=Order(descending=False))] == [
                each.sample for each in news
            ]
            assert verify(history, "none").problems == ()
            assert sum(each.new["records"] for each in history.events([Kind.ADOPTED])) == (len(news) * (version < 4))
            assert said == [] or history.head().id == int(said[-1][1])
        after = beside_the_records(paths)
        assert {name: after[name] for name in beside} == beside
        assert left_over(paths.root) == []
    logger.info("brought up to date: %s; found with %s", dict(killer.ended), dict(found))


@pytest.mark.parametrize("part", ["an index", "the beginning", "all"])
def test_a_log_that_was_being_recovered_is_recovered_all_the_same(killer, tmp_path, result, part):
    before = DataPaths(tmp_path / "before")
    with History(before) as history:
        history.append_many([result(seed) for seed in range(20)])
        Backups(before).make(history)
        news = history.append_many([result(seed) for seed in range(20, 30)])
    damage(before, part)
    damaged = before.database.read_bytes()
    for each in news[:3]:  # some pictures are gone, too, and some come from the backup
        (before.pictures / each.picture_sha256[:2] / f"{each.picture_sha256}.png").unlink()
    (before.pictures / result(0)[0].picture_sha256[:2] / f"{result(0)[0].picture_sha256}.png").unlink()
    expected = 20 if part == "all" else 30
    found = Counter()
    for seed in killer.rounds:
        paths = DataPaths(tmp_path / str(seed))
        shutil.copytree(before.root, paths.root)
        said = killer("open_up", paths.root)
        found.update(["left half-way"] * (left_over(paths.root) != []))
        an_hour_later(paths.root)
        with open_history(paths) as history:
            # Whoever was killed may not have said it.
            (notice,) = history.notices
            assert "was damaged" in notice
            found.update(["told afterwards"] * ("was put right on" in notice))
            assert history.count() == expected
            (event,) = history.events([Kind.RESTORED])
            assert said == [] or int(said[-1][1]) == event.id
            if part != "all":
                assert event.new["records"] == 10
            missing = 0 if part == "all" else 3
            assert [each.kind for each in verify(history, "there").problems] == [ProblemKind.PICTURE_MISSING] * missing
            assert history.picture(history.get(1)).shape == (24, 32, 3)
        (aside,) = paths.root.glob(f"{paths.database.name}.damaged-*Z")
        assert aside.read_bytes() == damaged
        assert left_over(paths.root) == []
    logger.info("recovered, %s damaged: %s; %s", part, dict(killer.ended), dict(found))


def damage(paths, part):
    with closing(sqlite3.connect(paths.database)) as log:
        log.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = log.execute("SELECT rootpage FROM sqlite_master WHERE name = 'record_by_sample'").fetchone()[0]
        size = log.execute("PRAGMA page_size").fetchone()[0]
    begin, length = {"an index": ((page - 1) * size, size), "the beginning": (0, 100), "all": (0, None)}[part]
    content = bytearray(paths.database.read_bytes())
    content[begin : begin + (length or len(content))] = bytes(length or len(content))
    paths.database.write_bytes(content)
