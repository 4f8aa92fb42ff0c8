"""People with roles who decide and sign, backups and restores, in any order: the log is what was done, no more."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from leukdesk.history.checking.verify import verify
from leukdesk.history.people.errors import OperatorError
from leukdesk.history.people.laboratory import Operator, Role
from leukdesk.history.people.operators import Operators
from leukdesk.history.review import Decision, DecisionError, State, verdict_of
from leukdesk.history.safety.backups import Backups
from leukdesk.history.safety.recovery import open_history
from leukdesk.history.safety.restore import restore
from leukdesk.history.searching.order import Order
from leukdesk.paths import DataPaths

names = st.sampled_from(["Ana", "Bo", "Cy"])
roles = st.sampled_from(Role)
DECISIONS = (Decision(State.CONFIRMED, reason="looked"), Decision(State.REJECTED, reason="blurred"))
OLDEST_FIRST = Order(descending=False)


class Station(RuleBasedStateMachine):
    """A log, its operators and its backups, against plain lists of them."""

    result = None
    folder = None

    def __init__(self):
        super().__init__()
        self.paths = DataPaths(self.folder.mktemp("station"))
        self.place = Backups(self.paths)
        self.history = open_history(self.paths)
        self.records = []
        self.people = {}
        self.backups = []

    @rule(seed=st.integers(0, 5))
    def log(self, seed):
        self.records.append(self.history.append(*self.result(seed)))

    @rule(name=names, role=roles, by=names)
    def add(self, name, role, by):
        if name not in self.people and (not self.people or self._administers(by)):
            added = Operators(self.history).add(name, role, by=by)
            self.people[name] = Operator(name, role if self.people else Role.ADMINISTRATOR)
            assert added == self.people[name]
        else:
            with pytest.raises(OperatorError):
                Operators(self.history).add(name, role, by=by)

    @precondition(lambda self: self.people)
    @rule(name=names, by=names, role=roles, active=st.booleans())
    def change(self, name, by, role, active):
        after = {**self.people, name: Operator(name, role, active)}
        manned = any(each.active and each.role is Role.ADMINISTRATOR for each in after.values())
        if name in self.people and self._administers(by) and manned:
            Operators(self.history).change(name, by, role, active)
            self.people = after
        else:
            with pytest.raises(OperatorError):
                Operators(self.history).change(name, by, role, active)

    @precondition(lambda self: self.records)
    @rule(data=st.data(), decision=st.sampled_from(DECISIONS), by=names)
    def decide(self, data, decision, by):
        record = data.draw(st.sampled_from(self.records))
        again = verdict_of(record) is decision.state and record.standing.decided_by == by
        allowed = self._may_sign(by) or record.state is not State.SIGNED
        self._judge(record, self._works(by) and allowed and not again, self.history.decide, decision, by)

    @precondition(lambda self: self.records)
    @rule(data=st.data(), by=names)
    def sign(self, data, by):
        record = data.draw(st.sampled_from(self.records))
        ripe = record.state not in (State.SUGGESTED, State.SIGNED)
        self._judge(record, self._works(by) and self._may_sign(by) and ripe, self.history.sign, by, "Seen.")

    @rule()
    def back_up(self):
        backup = self.place.make(self.history)
        assert backup.manifest.records == len(self.records)
        self.backups.append((backup, [*self.records], {**self.people}))

    @precondition(lambda self: self.backups)
    @rule(data=st.data())
    def go_back(self, data):
        backup, self.records, self.people = data.draw(st.sampled_from(self.backups))
        self.records, self.people = [*self.records], {**self.people}
        before = self.history.head()
        self.history.close()
        restored = restore(self.paths, self.place, backup, "Ana", "to see")
        assert (restored.head, restored.missing, restored.changed) == (backup.manifest.head, 0, 0)
        self._open()
        assert self.history.head().id == restored.head.id + 1
        assert self.history.events(limit=1)[0].old["event"] == before.id

    @rule()
    def restart(self):
        self.history.close()
        self._open()

    @invariant()
    def is_the_same(self):
        assert self.history.page(limit=-1, order=OLDEST_FIRST) == self.records
        found = Operators(self.history).laboratory()
        assert {each.name: each for each in found.operators} == self.people

    def teardown(self):
        assert verify(self.history, "there").problems == ()
        assert [self.place.faults(backup) for backup, *_ in self.backups] == [[]] * len(self.backups)
        self.history.close()

    def _open(self):
        self.history = open_history(self.paths)
        assert self.history.notices == ()

    def _works(self, name):
        return not self.people or (name in self.people and self.people[name].active)

    def _may_sign(self, name):
        return not self.people or (name in self.people and self.people[name].role is not Role.OPERATOR)

    def _administers(self, name):
        return self._works(name) and self.people[name].role is Role.ADMINISTRATOR

    def _judge(self, record, allowed, act, *arguments):
        if allowed:
            (self.records[record.id - 1],) = act([record.id], *arguments)
        else:
            with pytest.raises(DecisionError):
                act([record.id], *arguments)


def test_whoever_does_what_and_whatever_is_restored_the_log_is_as_the_rules_say(result, tmp_path_factory):
    Station.result = staticmethod(result)
    Station.folder = tmp_path_factory
    run_state_machine_as_test(Station, settings=settings(max_examples=6, stateful_step_count=15, deadline=None))
