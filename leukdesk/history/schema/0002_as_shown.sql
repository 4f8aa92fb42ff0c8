-- What a person saw with the result is kept with it, and found by the words that were seen.

ALTER TABLE record ADD COLUMN label_name TEXT NOT NULL DEFAULT '';   -- what the card called the label
ALTER TABLE record ADD COLUMN remarks    TEXT NOT NULL DEFAULT '{}'; -- JSON object: code to sentence
ALTER TABLE record ADD COLUMN review     TEXT GENERATED ALWAYS AS (iif(uncertain, 'uncertain, needs review', ''));

-- The one change of rows there is: it fills the new column, in this transaction.
DROP TRIGGER record_never_changes;
UPDATE record SET label_name = label;
CREATE TRIGGER record_never_changes BEFORE UPDATE ON record
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: a record is never changed');
END;

DROP INDEX record_by_label;
CREATE INDEX record_by_label ON record (label_name);

DROP TRIGGER record_is_searchable;
DROP TABLE record_search;
CREATE VIRTUAL TABLE record_search USING fts5 (
    sample, operator, source, model_id, model_version, label, label_name, review,
    content = 'record', content_rowid = 'id', tokenize = 'trigram', columnsize = 0
);
INSERT INTO record_search (record_search) VALUES ('rebuild');
CREATE TRIGGER record_is_searchable AFTER INSERT ON record
BEGIN
    INSERT INTO record_search (rowid, sample, operator, source, model_id, model_version, label, label_name, review)
    VALUES (new.id, new.sample, new.operator, new.source, new.model_id, new.model_version, new.label, new.label_name,
            new.review);
END;
