-- Partners of a structure outside the tree, with agreement and term, and what was done together.
CREATE TABLE structure_partners (
    id BIGINT NOT NULL PRIMARY KEY,
    structure_id BIGINT NOT NULL REFERENCES structures (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    sort TEXT NOT NULL, -- higher, secondary, further, authority, social, other
    document_id BIGINT REFERENCES documents (id), -- the agreement
    about TEXT NOT NULL,
    since DATE NOT NULL,
    until DATE,
    created_at BIGINT NOT NULL
);
CREATE INDEX structure_partners_structure ON structure_partners (structure_id, id);
CREATE INDEX structure_partners_document ON structure_partners (document_id, id);

CREATE TABLE structure_joint_works (
    id BIGINT NOT NULL PRIMARY KEY,
    partner_id BIGINT NOT NULL REFERENCES structure_partners (id),
    held_on DATE NOT NULL,
    title TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX structure_joint_works_partner ON structure_joint_works (partner_id, id);
