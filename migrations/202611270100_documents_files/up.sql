-- Files of a document: its text, scans, annexes. A new file takes the place of the one before and both stay; name, size
-- and hash outlive a file that an act of disposal erased. documents.file_id goes on naming the current text.
CREATE TABLE document_files (
    id BIGINT NOT NULL PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES documents (id),
    part TEXT NOT NULL, -- text | scan | annex
    title TEXT NOT NULL, -- what an annex is called; may be empty
    slot BIGINT NOT NULL, -- the id of the first version in this place
    version BIGINT NOT NULL, -- 1, 2 …
    file_id BIGINT REFERENCES files (id), -- none: erased
    name TEXT NOT NULL,
    size BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    reason TEXT NOT NULL, -- why it took the place of the one before; may be empty
    added_by BIGINT, -- account; none: a command
    added_at BIGINT NOT NULL,
    ended_by BIGINT,
    ended_at BIGINT -- replaced or taken off; none: current
);
CREATE UNIQUE INDEX document_files_slot_version_key ON document_files (slot, version);
CREATE INDEX document_files_document ON document_files (document_id, id);
CREATE INDEX document_files_file ON document_files (file_id, id);
INSERT INTO document_files (id, document_id, part, title, slot, version, file_id, name, size, media_type, sha256, reason, added_by, added_at)
SELECT d.id, d.id, 'text', '', d.id, 1, f.id, f.name, f.size, f.media_type, f.sha256, '', d.updated_by, d.updated_at
FROM documents d JOIN files f ON f.id = d.file_id;
