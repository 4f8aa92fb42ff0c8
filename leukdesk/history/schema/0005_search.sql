-- A million records are searched, sorted, counted and charted without looking at each. What repeats from record to
-- record (who, with which model, what came out, where it stands) is kept once, as a facet; a filter first finds the few
-- facets that it lets through. All of it follows from `record`, and is kept by triggers.

CREATE TABLE facet (
    id            INTEGER PRIMARY KEY,
    operator      TEXT NOT NULL,
    model_id      TEXT NOT NULL,
    model_version TEXT NOT NULL,
    label         TEXT NOT NULL,
    label_name    TEXT NOT NULL,
    decided_name  TEXT NOT NULL,
    decided_by    TEXT NOT NULL,
    state         TEXT NOT NULL,
    uncertain     INTEGER NOT NULL,
    records       INTEGER NOT NULL,   -- so many are of it now
    class_name    TEXT GENERATED ALWAYS AS (iif(decided_name = '', label_name, decided_name)),
    needs_review  INTEGER GENERATED ALWAYS AS (uncertain AND state = 'suggested'),
    standing      TEXT GENERATED ALWAYS AS (
        state || iif(uncertain, ', uncertain', '') || iif(uncertain AND state = 'suggested', ', needs review', '')
    ),
    UNIQUE (operator, model_id, model_version, label, label_name, decided_name, decided_by, state, uncertain)
);

-- The facet of each record, and the records of each facet in every order that is not the facet's own.
CREATE TABLE place (record_id INTEGER PRIMARY KEY, facet INTEGER NOT NULL);
CREATE INDEX place_by_facet ON place (facet);
CREATE TABLE place_by_time (facet INTEGER, time TEXT, record_id INTEGER, PRIMARY KEY (facet, time, record_id))
    WITHOUT ROWID;
CREATE TABLE place_by_sample (facet INTEGER, sample TEXT, record_id INTEGER, PRIMARY KEY (facet, sample, record_id))
    WITHOUT ROWID;
CREATE TABLE place_by_source (facet INTEGER, source TEXT, record_id INTEGER, PRIMARY KEY (facet, source, record_id))
    WITHOUT ROWID;
CREATE TABLE place_by_probability (
    facet INTEGER, probability REAL, record_id INTEGER, PRIMARY KEY (facet, probability, record_id)
) WITHOUT ROWID;

-- What was logged in each half hour: local days begin at one nearly everywhere.
CREATE TABLE tally (
    half_hour  INTEGER NOT NULL,   -- since 1970, UTC
    facet      INTEGER NOT NULL,
    records    INTEGER NOT NULL,
    first_id   INTEGER NOT NULL,   -- no record of it has a lower number
    last_id    INTEGER NOT NULL,   -- nor a higher one
    measured   INTEGER NOT NULL,   -- so many have figures of brightness and focus
    brightness REAL NOT NULL,      -- the sum of them
    focus      REAL NOT NULL,
    PRIMARY KEY (half_hour, facet)
) WITHOUT ROWID;

-- What a record adds to its tally; figures that no picture has add nothing.
CREATE VIEW figure AS
SELECT record_id, half_hour, known, iif(known, brightness, 0.0) AS brightness, iif(known, focus, 0.0) AS focus
FROM (SELECT *, ifnull(abs(brightness) < 1e6 AND abs(focus) < 1e6, 0) AS known
      FROM (SELECT id AS record_id, CAST(strftime('%s', time) AS INTEGER) / 1800 AS half_hour,
                   json_extract(quality, '$.brightness') AS brightness, json_extract(quality, '$.focus') AS focus
            FROM record));

-- Pictures that look alike, and the same picture.
ALTER TABLE record ADD COLUMN look INTEGER;   -- 64 bits: leukdesk/history/searching/repeats.py; NULL in rows of earlier programs
CREATE INDEX record_by_look_0 ON record (look & 65535, look) WHERE look IS NOT NULL;
CREATE INDEX record_by_look_1 ON record (look >> 16 & 65535, look) WHERE look IS NOT NULL;
CREATE INDEX record_by_look_2 ON record (look >> 32 & 65535, look) WHERE look IS NOT NULL;
CREATE INDEX record_by_look_3 ON record (look >> 48 & 65535, look) WHERE look IS NOT NULL;
CREATE INDEX record_by_picture ON record (substr(picture_sha256, 1, 12));
CREATE INDEX record_by_decided_by ON record (decided_by);

INSERT INTO facet (operator, model_id, model_version, label, label_name, decided_name, decided_by, state, uncertain,
                   records)
SELECT operator, model_id, model_version, label, label_name, decided_name, decided_by, state, uncertain, count(*)
FROM record GROUP BY operator, model_id, model_version, label, label_name, decided_name, decided_by, state, uncertain;
INSERT INTO place
SELECT record.id, facet.id FROM record JOIN facet
USING (operator, model_id, model_version, label, label_name, decided_name, decided_by, state, uncertain)
ORDER BY record.id;
INSERT INTO place_by_time SELECT facet, time, record_id FROM place JOIN record ON id = record_id ORDER BY 1, 2, 3;
INSERT INTO place_by_sample SELECT facet, sample, record_id FROM place JOIN record ON id = record_id ORDER BY 1, 2, 3;
INSERT INTO place_by_source SELECT facet, source, record_id FROM place JOIN record ON id = record_id ORDER BY 1, 2, 3;
INSERT INTO place_by_probability
SELECT facet, probability, record_id FROM place JOIN record ON id = record_id ORDER BY 1, 2, 3;
INSERT INTO tally
SELECT half_hour, facet, count(*), min(record_id), max(record_id), sum(known), sum(brightness), sum(focus)
FROM place JOIN figure USING (record_id) GROUP BY half_hour, facet;

CREATE TRIGGER record_is_placed AFTER INSERT ON record
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

CREATE TRIGGER record_is_placed_as_decided AFTER UPDATE OF state, decided_name, decided_by ON record
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

CREATE TRIGGER place_is_taken AFTER INSERT ON place
BEGIN
    UPDATE facet SET records = records + 1 WHERE id = new.facet;
    INSERT INTO place_by_time SELECT new.facet, time, id FROM record WHERE id = new.record_id;
    INSERT INTO place_by_sample SELECT new.facet, sample, id FROM record WHERE id = new.record_id;
    INSERT INTO place_by_source SELECT new.facet, source, id FROM record WHERE id = new.record_id;
    INSERT INTO place_by_probability SELECT new.facet, probability, id FROM record WHERE id = new.record_id;
    INSERT INTO tally
    SELECT half_hour, new.facet, 1, record_id, record_id, known, brightness, focus
    FROM figure WHERE record_id = new.record_id
    ON CONFLICT DO UPDATE SET
        records = records + 1,
        first_id = min(first_id, excluded.first_id),
        last_id = max(last_id, excluded.last_id),
        measured = measured + excluded.measured,
        brightness = brightness + excluded.brightness,
        focus = focus + excluded.focus;
END;

CREATE TRIGGER place_is_left AFTER DELETE ON place
BEGIN
    UPDATE facet SET records = records - 1 WHERE id = old.facet;
    DELETE FROM place_by_time WHERE facet = old.facet AND record_id = old.record_id
        AND time = (SELECT time FROM record WHERE id = old.record_id);
    DELETE FROM place_by_sample WHERE facet = old.facet AND record_id = old.record_id
        AND sample = (SELECT sample FROM record WHERE id = old.record_id);
    DELETE FROM place_by_source WHERE facet = old.facet AND record_id = old.record_id
        AND source = (SELECT source FROM record WHERE id = old.record_id);
    DELETE FROM place_by_probability WHERE facet = old.facet AND record_id = old.record_id
        AND probability = (SELECT probability FROM record WHERE id = old.record_id);
    -- Not UPDATE FROM: that looks through all tallies.
    UPDATE tally SET
        records = records - 1,
        measured = measured - (SELECT known FROM figure WHERE record_id = old.record_id),
        brightness = tally.brightness - (SELECT figure.brightness FROM figure WHERE record_id = old.record_id),
        focus = tally.focus - (SELECT figure.focus FROM figure WHERE record_id = old.record_id)
    WHERE half_hour = (SELECT figure.half_hour FROM figure WHERE record_id = old.record_id) AND facet = old.facet;
END;

-- The texts of a facet are few and looked through; only what differs from record to record needs an index of text.
CREATE VIRTUAL TABLE record_search USING fts5 (
    sample, source, content = 'record', content_rowid = 'id', tokenize = 'trigram', columnsize = 0
);
INSERT INTO record_search (record_search) VALUES ('rebuild');
CREATE TRIGGER record_is_searchable AFTER INSERT ON record
BEGIN
    INSERT INTO record_search (rowid, sample, source) VALUES (new.id, new.sample, new.source);
END;
