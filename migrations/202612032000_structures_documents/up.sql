-- Documents that are a structure's own: where each structure must have one, another's does not answer for it.
CREATE TABLE structure_documents (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    document_id BIGINT NOT NULL REFERENCES documents (id),
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX structure_documents_once ON structure_documents (structure_id, document_id);
CREATE INDEX structure_documents_of ON structure_documents (document_id, id);
