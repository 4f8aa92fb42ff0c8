-- A record may be of one cell in its picture, and one of some hundred of a slide session. Those of sessions have their
-- own list, and are in no page, count or chart unless they are asked for; so each index is of those outside alone.

ALTER TABLE record ADD COLUMN session TEXT NOT NULL DEFAULT '';   -- 32 hexadecimal figures, or none
ALTER TABLE record ADD COLUMN cell    TEXT;                       -- JSON: leukdesk/imaging/cell.py; NULL for a picture

CREATE INDEX record_of_session         ON record (session, id) WHERE session <> '';
CREATE INDEX record_of_session_unsigned ON record (session, state) WHERE session <> '' AND state <> 'signed';
CREATE INDEX record_of_session_by_time ON record (time) WHERE session <> '';
CREATE INDEX record_of_session_by_code ON record (sample) WHERE session <> '';

CREATE INDEX record_by_id ON record (id) WHERE session = '';
DROP INDEX record_by_time;
CREATE INDEX record_by_time ON record (time) WHERE session = '';
DROP INDEX record_by_sample;
CREATE INDEX record_by_sample ON record (sample) WHERE session = '';
DROP INDEX record_by_operator;
CREATE INDEX record_by_operator ON record (operator) WHERE session = '';
DROP INDEX record_by_source;
CREATE INDEX record_by_source ON record (source) WHERE session = '';
DROP INDEX record_by_model;
CREATE INDEX record_by_model ON record (model_id, model_version) WHERE session = '';
DROP INDEX record_by_label;
CREATE INDEX record_by_label ON record (class_name) WHERE session = '';
DROP INDEX record_by_probability;
CREATE INDEX record_by_probability ON record (probability) WHERE session = '';
DROP INDEX record_by_uncertain;
CREATE INDEX record_by_uncertain ON record (uncertain) WHERE session = '';
DROP INDEX record_by_state;
CREATE INDEX record_by_state ON record (state) WHERE session = '';
DROP INDEX record_by_decided_by;
CREATE INDEX record_by_decided_by ON record (decided_by) WHERE session = '';
DROP INDEX record_by_station;
CREATE INDEX record_by_station ON record (station) WHERE session = '';
DROP INDEX record_needing_review;
CREATE INDEX record_needing_review ON record (id) WHERE uncertain AND state = 'suggested' AND session = '';

DROP TRIGGER record_never_changes;
CREATE TRIGGER record_never_changes BEFORE UPDATE ON record
WHEN (
    old.id, old.time, old.sample, old.operator, old.source, old.region_x, old.region_y, old.region_width,
    old.region_height, old.picture_sha256, old.width, old.height, old.model_id, old.model_version,
    old.model_sha256, old.probabilities, old.label, old.probability, old.uncertain, old.quality,
    old.program_version, old.label_name, old.remarks, old.optics, old.hands_free, old.look, old.station,
    old.station_record, old.session, old.cell
) IS NOT (
    new.id, new.time, new.sample, new.operator, new.source, new.region_x, new.region_y, new.region_width,
    new.region_height, new.picture_sha256, new.width, new.height, new.model_id, new.model_version,
    new.model_sha256, new.probabilities, new.label, new.probability, new.uncertain, new.quality,
    new.program_version, new.label_name, new.remarks, new.optics, new.hands_free, new.look, new.station,
    new.station_record, new.session, new.cell
)
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: a record is never changed');
END;

-- Facets, places and tallies are of records outside of sessions.
DROP TRIGGER record_is_placed;
CREATE TRIGGER record_is_placed AFTER INSERT ON record WHEN new.session = ''
BEGIN
    INSERT INTO facet (operator, model_id, model_version, label, label_name, decided_name, decided_by, state, uncertain,
                       records)
    VALUES (new.operator, new.model_id, new.model_version, new.label, new.label_name, new.decided_name, new.decided_by,
            new.state, new.uncertain, 0)
    ON CONFLICT DO NOTHING;
    INSERT INTO place SELECT new.id, id FROM facet
    WHERE operator = new.operator AND model_id = new.model_id AND model_version = new.model_version
      AND label = new.label AND label_name = new.label_name AND decided_name = new.decided_name
      AND decided_by = new.decided_by AND state = new.state AND uncertain = new.uncertain;
END;

DROP TRIGGER record_is_placed_as_decided;
CREATE TRIGGER record_is_placed_as_decided AFTER UPDATE OF state, decided_name, decided_by ON record
WHEN new.session = ''
BEGIN
    INSERT INTO facet (operator, model_id, model_version, label, label_name, decided_name, decided_by, state, uncertain,
                       records)
    VALUES (new.operator, new.model_id, new.model_version, new.label, new.label_name, new.decided_name, new.decided_by,
            new.state, new.uncertain, 0)
    ON CONFLICT DO NOTHING;
    DELETE FROM place WHERE record_id = new.id;
    INSERT INTO place SELECT new.id, id FROM facet
    WHERE operator = new.operator AND model_id = new.model_id AND model_version = new.model_version
      AND label = new.label AND label_name = new.label_name AND decided_name = new.decided_name
      AND decided_by = new.decided_by AND state = new.state AND uncertain = new.uncertain;
END;

-- So is the index of texts: that of a session's cells is the same for hundreds of them.
DROP TRIGGER record_is_searchable;
DROP TABLE record_search;
CREATE VIEW record_outside AS SELECT id, sample, source FROM record WHERE session = '';
CREATE VIRTUAL TABLE record_search USING fts5 (
    sample, source, content = 'record_outside', content_rowid = 'id', tokenize = 'trigram', columnsize = 0
);
INSERT INTO record_search (record_search) VALUES ('rebuild');
CREATE TRIGGER record_is_searchable AFTER INSERT ON record WHEN new.session = ''
BEGIN
    INSERT INTO record_search (rowid, sample, source) VALUES (new.id, new.sample, new.source);
END;

-- What happened to a session, and which were begun: leukdesk/history/sessions.
CREATE INDEX event_of_session ON event (subject, id) WHERE kind = 'session';
CREATE INDEX event_beginning_session ON event (id)
    WHERE kind = 'session' AND json_extract(new_value, '$.state') = 'begun';
