-- To whom a document is addressed for acquaintance: a level of the tree below its issuer, or a unit; and by which day.
CREATE TABLE document_circulations (
    id BIGINT NOT NULL PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES documents (id),
    level TEXT, -- region | municipality | organisation; none: the unit
    unit_id BIGINT REFERENCES units (id), -- none: the level
    read_by DATE NOT NULL, -- the last day, the same in all rows of a document
    created_by BIGINT, -- account; none: a command
    created_at BIGINT NOT NULL
);
CREATE INDEX document_circulations_document ON document_circulations (document_id, id);
CREATE INDEX document_circulations_level ON document_circulations (level, document_id, id);
CREATE INDEX document_circulations_unit ON document_circulations (unit_id, document_id, id);

-- The mark «Ознакомлен»: one a unit.
CREATE TABLE document_acquaintances (
    id BIGINT NOT NULL PRIMARY KEY,
    document_id BIGINT NOT NULL REFERENCES documents (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    account_id BIGINT, -- who; none: a command
    marked_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX document_acquaintances_document_id_unit_id_key ON document_acquaintances (document_id, unit_id);
CREATE INDEX document_acquaintances_unit ON document_acquaintances (unit_id, id);
