-- Who works at the station. Each change of this table is an event, and a row is as its newest event says; names stay for
-- ever, for the log is full of them.

CREATE TABLE operator (
    id     INTEGER PRIMARY KEY,
    name   TEXT    NOT NULL UNIQUE,
    role   TEXT    NOT NULL CHECK (role IN ('operator', 'reviewer', 'administrator')),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    pin    TEXT    NOT NULL     -- '' without one; else scrypt$n$r$p$salt$hash, the last two as hexadecimal figures
);

-- The newest event about an operator, a setting or the models; of all others only the kind is looked for.
CREATE INDEX event_by_subject ON event (kind, subject, id) WHERE kind IN ('operator', 'setting', 'model');

CREATE TRIGGER operator_never_goes BEFORE DELETE ON operator
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: an operator is put out of service and never removed');
END;

CREATE TRIGGER operator_is_never_renamed BEFORE UPDATE OF id, name ON operator
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: an operator keeps the name that the log knows');
END;

-- INSERT OR REPLACE removes a row without asking the trigger above.
CREATE TRIGGER operator_is_never_replaced BEFORE INSERT ON operator
WHEN EXISTS (SELECT 1 FROM operator WHERE id = new.id OR name = new.name)
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: an operator is never replaced');
END;

CREATE TRIGGER operator_begins_with_an_event BEFORE INSERT ON operator
WHEN json_array(new.role, new.active, new.pin = '') IS NOT (
    SELECT json_array(json_extract(new_value, '$.role'), json_extract(new_value, '$.active'),
                      json_extract(new_value, '$.pin') = '')
    FROM event WHERE kind = 'operator' AND subject = new.name ORDER BY id DESC LIMIT 1
)
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: an operator is as the newest event says');
END;

CREATE TRIGGER operator_follows_its_events BEFORE UPDATE OF role, active, pin ON operator
WHEN json_array(new.role, new.active, new.pin = '') IS NOT (
    SELECT json_array(json_extract(new_value, '$.role'), json_extract(new_value, '$.active'),
                      json_extract(new_value, '$.pin') = '')
    FROM event WHERE kind = 'operator' AND subject = new.name ORDER BY id DESC LIMIT 1
)
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: an operator is as the newest event says');
END;
