-- Documents of units: the registry in which evidence is held.
CREATE TABLE documents (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id), -- the owner
    unit_path TEXT NOT NULL, -- the owner's materialised path, kept true by units
    kind TEXT NOT NULL, -- of the pack's kinds of documents
    genus TEXT NOT NULL, -- of the kind, kept so that «Программа № 114» outlives the pack
    title TEXT NOT NULL,
    name_key TEXT NOT NULL, -- folded title
    number TEXT NOT NULL, -- may be empty
    signed_on DATE NOT NULL,
    issuer TEXT NOT NULL,
    status TEXT NOT NULL, -- in_force | cancelled
    valid_to DATE, -- last day in force; none: without term
    topic TEXT NOT NULL,
    topic_key TEXT NOT NULL, -- folded, compared by facts
    file_id BIGINT REFERENCES files (id),
    sha256 TEXT, -- of the file, to find the same file attached twice
    link TEXT, -- http or https
    cancel_reason TEXT NOT NULL,
    created_by BIGINT, -- account; none: a command
    created_at BIGINT NOT NULL,
    updated_by BIGINT,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX documents_owner ON documents (unit_id, kind, signed_on, id);
CREATE INDEX documents_list ON documents (unit_path, signed_on, id);
CREATE INDEX documents_same_file ON documents (unit_id, sha256, id);
CREATE INDEX documents_file ON documents (file_id, id);
