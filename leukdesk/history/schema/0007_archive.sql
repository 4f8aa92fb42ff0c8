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

CREATE UNIQUE INDEX record_by_station ON record (station, station_record) WHERE station <> '';

CREATE TRIGGER record_stays_of_its_station BEFORE UPDATE OF station, station_record ON record
BEGIN
    SELECT RAISE(ABORT, 'the log is append-only: a record is never changed');
END;
