-- Through what a picture was taken and what was corrected in it, and whether a person took it.

ALTER TABLE record ADD COLUMN optics TEXT;   -- JSON object; NULL for a picture file, and in rows of earlier programs
ALTER TABLE record ADD COLUMN hands_free INTEGER NOT NULL DEFAULT 0 CHECK (hands_free IN (0, 1));
