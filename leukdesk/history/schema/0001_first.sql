-- The log. Rows are added; none is ever changed or removed.

CREATE TABLE record (
    id              INTEGER PRIMARY KEY,
    time            TEXT    NOT NULL,   -- UTC, 2025-01-31T12:34:56.789012Z: of fixed length, so that it sorts as text
    sample          TEXT    NOT NULL,
    operator        TEXT    NOT NULL,
    source          TEXT    NOT NULL,
    region_x        INTEGER,            -- pixels; NULL when the whole picture was analysed
    region_y        INTEGER,
    region_width    INTEGER,
    region_height   INTEGER,
    picture_sha256  TEXT    NOT NULL,   -- of the pixels; the file is pictures/<first two letters>/<all letters>.png
    width           INTEGER NOT NULL,
    height          INTEGER NOT NULL,
    model_id        TEXT    NOT NULL,
    model_version   TEXT    NOT NULL,
    model_sha256    TEXT    NOT NULL,
    probabilities   TEXT    NOT NULL,   -- JSON object: class id to probability, in the model's order
    label           TEXT    NOT NULL,
    probability     REAL    NOT NULL,   -- of the label
    uncertain       INTEGER NOT NULL CHECK (uncertain IN (0, 1)),
    quality         TEXT    NOT NULL,   -- JSON object: figure to value
    program_version TEXT    NOT NULL
);

-- One for each column that the history table can be sorted by; SQLite adds the id to each.
CREATE INDEX record_by_time        ON record (time);
CREATE INDEX record_by_sample      ON record (sample);
CREATE INDEX record_by_operator    ON record (operator);
CREATE INDEX record_by_source      ON record (source);
CREATE INDEX record_by_model       ON record (model_id, model_version);
CREATE INDEX record_by_label       ON record (label);
CREATE INDEX record_by_probability ON record (probability);
CREATE INDEX record_by_uncertain   ON record (uncertain);

-- Any three letters in a row lead to their records; the text itself stays in `record`.
CREATE VIRTUAL TABLE record_search USING fts5 (
    sample, operator, source, model_id, model_version, label,
    content = 'record', content_rowid = 'id', tokenize = 'trigram', columnsize = 0
);

CREATE TRIGGER record_is_searchable AFTER INSERT ON record
BEGIN
    INSERT INTO record_search (rowid, sample, operator, source, model_id, model_version, label)
    VALUES (new.id, new.sample, new.operator, new.source, new.model_id, new.model_version, new.label);
END;

CREATE TRIGGER record_never_changes BEFORE UPDATE ON record
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: a record is never changed');
END;

CREATE TRIGGER record_never_goes BEFORE DELETE ON record
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: a record is never removed');
END;

-- INSERT OR REPLACE removes a row without asking the trigger above.
CREATE TRIGGER record_is_never_replaced BEFORE INSERT ON record
WHEN EXISTS (SELECT 1 FROM record WHERE id = new.id)
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: a record is never replaced');
END;
