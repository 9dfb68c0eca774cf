-- The emblem an association's page carries: one picture a structure; its object lies in the vault like any other file.
CREATE TABLE structure_emblems (
    id BIGINT NOT NULL PRIMARY KEY REFERENCES structures (id), -- the structure
    file_id BIGINT NOT NULL REFERENCES files (id),
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL, -- image/png | image/jpeg
    set_by BIGINT, -- account; none: a command
    set_at BIGINT NOT NULL
);
CREATE INDEX structure_emblems_file ON structure_emblems (file_id, id);
