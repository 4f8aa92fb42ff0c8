-- Where old pictures went, and from which station a record came.

CREATE TABLE archived_picture (
    picture_sha256 TEXT    NOT NULL,
    event_id       INTEGER NOT NULL REFERENCES event (id),  -- the one that tells of the archive and its hash
    last_record    INTEGER NOT NULL,                        -- the newest that had the picture then; a later one has its own
    archive        TEXT    NOT NULL,                        -- the file's name
    folder         TEXT    NOT NULL,                        -- where it was written
    PRIMARY KEY (picture_sha256, event_id)
) WITHOUT ROWID;

CREATE INDEX archived_picture_by_event ON archived_picture (event_id);

-- Rows come with their event, which holds a digest of them: leukdesk/history/safety/archive_table.py.
CREATE TRIGGER archived_picture_comes_with_its_event BEFORE INSERT ON archived_picture
WHEN NOT EXISTS (
    SELECT 1 FROM event
    WHERE id = new.event_id AND kind IN ('archived', 'merged') AND id = (SELECT max(id) FROM event)
)
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: where a picture went comes with the event that tells of it');
END;

-- INSERT OR REPLACE removes a row without asking the trigger below.
CREATE TRIGGER archived_picture_is_never_replaced BEFORE INSERT ON archived_picture
WHEN EXISTS (SELECT 1 FROM archived_picture WHERE picture_sha256 = new.picture_sha256 AND event_id = new.event_id)
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: where a picture went is never changed');
END;

CREATE TRIGGER archived_picture_never_changes BEFORE UPDATE ON archived_picture
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: where a picture went is never changed');
END;

CREATE TRIGGER archived_picture_never_goes BEFORE DELETE ON archived_picture
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: where a picture went is never forgotten');
END;

-- Empty in a station's own log; in one that was merged, the name of the station's log and the record's number there.
ALTER TABLE record ADD COLUMN station        TEXT NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN station_record INTEGER;

CREATE INDEX record_by_station ON record (station);
CREATE UNIQUE INDEX record_of_station ON record (station, station_record) WHERE station <> '';
-- The subject of a decision that was taken in is "event <number> of station <name>"; one of the log's own has none.
CREATE INDEX event_from_station ON event (subject) WHERE kind IN ('decided', 'signed') AND subject <> '';

-- On every change, whatever columns it names: `rowid` is the number by another name.
CREATE TRIGGER record_never_changes BEFORE UPDATE ON record
WHEN (
    old.id, old.time, old.sample, old.operator, old.source, old.region_x, old.region_y, old.region_width,
    old.region_height, old.picture_sha256, old.width, old.height, old.model_id, old.model_version,
    old.model_sha256, old.probabilities, old.label, old.probability, old.uncertain, old.quality,
    old.program_version, old.label_name, old.remarks, old.optics, old.hands_free, old.look, old.station,
    old.station_record
) IS NOT (
    new.id, new.time, new.sample, new.operator, new.source, new.region_x, new.region_y, new.region_width,
    new.region_height, new.picture_sha256, new.width, new.height, new.model_id, new.model_version,
    new.model_sha256, new.probabilities, new.label, new.probability, new.uncertain, new.quality,
    new.program_version, new.label_name, new.remarks, new.optics, new.hands_free, new.look, new.station,
    new.station_record
)
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: a record is never changed');
END;

-- INSERT OR REPLACE goes through this index as well as through the number.
DROP TRIGGER record_is_never_replaced;
CREATE TRIGGER record_is_never_replaced BEFORE INSERT ON record
WHEN EXISTS (SELECT 1 FROM record WHERE id = new.id)
  OR EXISTS (SELECT 1 FROM record WHERE station <> '' AND station = new.station AND station_record = new.station_record)
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: a record is never replaced');
END;
