-- Required sections of a document that somebody has found in it: the checklist of its kind, ticked.
CREATE TABLE document_sections (
    id BIGINT NOT NULL PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES documents (id),
    section TEXT NOT NULL, -- id of the kind's section in the pack
    marked_by BIGINT, -- account; none: a command
    marked_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX document_sections_document_id_section_key ON document_sections (document_id, section);
