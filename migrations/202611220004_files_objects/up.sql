-- Files: the object lies in the file store under its hash, the row says what it is.
CREATE TABLE files (
    id BIGINT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL, -- bytes
    media_type TEXT NOT NULL, -- found in the content, not believed from the name
    name TEXT NOT NULL, -- as the person called it
    created_at BIGINT NOT NULL
);
CREATE INDEX files_sha256 ON files (sha256, id);
