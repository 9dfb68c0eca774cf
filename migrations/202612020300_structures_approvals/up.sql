-- Compositions as orders approved them: each a list of its own, kept as it was, whatever the composition became.
CREATE TABLE structure_approvals (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    document_id BIGINT NOT NULL REFERENCES documents (id),
    approved_on DATE NOT NULL, -- the day of the order
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX structure_approvals_one ON structure_approvals (structure_id, document_id);
CREATE INDEX structure_approvals_document ON structure_approvals (document_id, id);

CREATE TABLE structure_approval_lines (
    id BIGINT NOT NULL PRIMARY KEY,
    approval_id BIGINT NOT NULL REFERENCES structure_approvals (id),
    person_id BIGINT, -- the card of the person, where there is one
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    post TEXT NOT NULL,
    role TEXT NOT NULL
);
CREATE INDEX structure_approval_lines_approval ON structure_approval_lines (approval_id, id);
CREATE INDEX structure_approval_lines_person ON structure_approval_lines (person_id, id);
