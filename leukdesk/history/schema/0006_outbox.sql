-- Folders that another system watches, and what was handed over to them: each event once.

CREATE TABLE outbox (
    id    INTEGER PRIMARY KEY,
    mark  TEXT NOT NULL UNIQUE,     -- what the hidden file in the folder holds, so that another folder of that name is told
    place TEXT NOT NULL,            -- the folder's path when it was chosen
    after INTEGER NOT NULL          -- events up to this one are not handed over
);

CREATE TABLE handed_over (
    outbox_id INTEGER NOT NULL REFERENCES outbox (id),
    event_id  INTEGER NOT NULL REFERENCES event (id),
    record_id INTEGER NOT NULL REFERENCES record (id),
    partial   TEXT NOT NULL,        -- while this file is in the folder, it has not got its name yet
    name      TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    done      INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1)),
    skipped   TEXT NOT NULL DEFAULT '',     -- why there is no file; name and hash are empty then
    PRIMARY KEY (outbox_id, event_id)
) WITHOUT ROWID;

CREATE INDEX handed_over_halfway ON handed_over (outbox_id, event_id) WHERE NOT done;
