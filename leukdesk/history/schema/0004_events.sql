-- Everything that happens to the log is an event, each holding the hash of the one before it; what a person decides of
-- a record is one, too, and the record shows the newest.

CREATE TABLE event (
    id        INTEGER PRIMARY KEY,
    time      TEXT NOT NULL,        -- UTC, as in `record`
    actor     TEXT NOT NULL,        -- the operator; empty where the program acted by itself
    kind      TEXT NOT NULL,
    record_id INTEGER REFERENCES record (id),
    subject   TEXT NOT NULL,        -- what it is about: a file, a setting, a model
    old_value TEXT NOT NULL,        -- JSON
    new_value TEXT NOT NULL,        -- JSON
    reason    TEXT NOT NULL,
    previous  BLOB NOT NULL,        -- hash of the event before; 32 zero bytes before the first
    hash      BLOB NOT NULL         -- SHA-256 of `previous` and all columns above it: leukdesk/history/chain.py
);

-- A record that was logged has one event of its own, a million of which nobody looks through.
CREATE INDEX event_of_record ON event (record_id) WHERE kind = 'recorded';
CREATE INDEX event_of_decision ON event (record_id, id) WHERE kind IN ('decided', 'signed');
CREATE INDEX event_by_kind ON event (kind, id) WHERE kind <> 'recorded';

CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: an event is never changed');
END;

CREATE TRIGGER event_never_goes BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: an event is never removed');
END;

-- This also refuses INSERT OR REPLACE, for what is replaced is not the newest.
CREATE TRIGGER event_follows_the_newest BEFORE INSERT ON event
WHEN new.id IS NOT ifnull((SELECT max(id) FROM event), 0) + 1
  OR new.previous IS NOT ifnull((SELECT hash FROM event ORDER BY id DESC LIMIT 1), zeroblob(32))
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: an event follows the newest one');
END;

-- Where a record stands now, by its newest decision.
ALTER TABLE record ADD COLUMN state TEXT NOT NULL DEFAULT 'suggested'
    CHECK (state IN ('suggested', 'confirmed', 'changed', 'rejected', 'signed'));
ALTER TABLE record ADD COLUMN decided_label TEXT NOT NULL DEFAULT '';  -- id of the class; empty before a decision
ALTER TABLE record ADD COLUMN decided_name  TEXT NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN decided_by    TEXT NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN decided_at    TEXT NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN signed_by     TEXT NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN signed_at     TEXT NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN class_name    TEXT GENERATED ALWAYS AS (iif(decided_name = '', label_name, decided_name));
ALTER TABLE record ADD COLUMN needs_review  INTEGER GENERATED ALWAYS AS (uncertain AND state = 'suggested');
ALTER TABLE record ADD COLUMN standing      TEXT GENERATED ALWAYS AS (
    state || iif(uncertain, ', uncertain', '') || iif(uncertain AND state = 'suggested', ', needs review', '')
);

CREATE INDEX record_by_state ON record (state);
CREATE INDEX record_needing_review ON record (id) WHERE uncertain AND state = 'suggested';
DROP INDEX record_by_label;
CREATE INDEX record_by_label ON record (class_name);

-- From here on a record's standing may change, and nothing else of it: 0007_archive.sql, which adds the last columns.
DROP TRIGGER record_never_changes;

CREATE TRIGGER record_begins_as_suggested BEFORE INSERT ON record
WHEN new.state <> 'suggested' OR new.decided_label || new.decided_name || new.decided_by || new.decided_at
                                 || new.signed_by || new.signed_at <> ''
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: a decision is an event of its own');
END;

CREATE TRIGGER event_decides AFTER INSERT ON event WHEN new.kind IN ('decided', 'signed')
BEGIN
    UPDATE record SET
        state         = json_extract(new.new_value, '$.state'),
        decided_label = json_extract(new.new_value, '$.label'),
        decided_name  = json_extract(new.new_value, '$.label_name'),
        decided_by    = json_extract(new.new_value, '$.decided_by'),
        decided_at    = json_extract(new.new_value, '$.decided_at'),
        signed_by     = json_extract(new.new_value, '$.signed_by'),
        signed_at     = json_extract(new.new_value, '$.signed_at')
    WHERE id = new.record_id;
END;

-- By itself nobody can move a record: it stands where its newest decision says.
CREATE TRIGGER record_follows_its_decisions BEFORE UPDATE OF
    state, decided_label, decided_name, decided_by, decided_at, signed_by, signed_at
ON record
WHEN json_array(new.state, new.decided_label, new.decided_name, new.decided_by, new.decided_at, new.signed_by,
                new.signed_at) IS NOT (
    SELECT json_array(json_extract(new_value, '$.state'), json_extract(new_value, '$.label'),
                      json_extract(new_value, '$.label_name'), json_extract(new_value, '$.decided_by'),
                      json_extract(new_value, '$.decided_at'), json_extract(new_value, '$.signed_by'),
                      json_extract(new_value, '$.signed_at'))
    FROM event WHERE record_id = new.id AND kind IN ('decided', 'signed') ORDER BY id DESC LIMIT 1
)
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: a record stands where its newest decision says');
END;

-- The next schema file makes the index of words anew.
DROP TRIGGER record_is_searchable;
DROP TABLE record_search;
ALTER TABLE record DROP COLUMN review;
