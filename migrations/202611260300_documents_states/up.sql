-- The life of a document (status: draft | agreed | signed | registered | in_force | lapsed | archived | cancelled) and
-- its number by the issuer's own journal (decision 13). Rows written before stay what they are: in_force or cancelled.
ALTER TABLE documents ADD COLUMN registered_on DATE; -- the day of the journal; none: not registered, or entered ready

-- How many numbers a journal of the year has given; the row is locked by whoever takes the next one.
CREATE TABLE document_counters (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id), -- the issuer
    genus TEXT NOT NULL, -- a journal for each genus: orders, protocols …
    year BIGINT NOT NULL,
    taken BIGINT NOT NULL
);
CREATE UNIQUE INDEX document_counters_unit_id_genus_year_key ON document_counters (unit_id, genus, year);

-- Which document took which number; a cancelled one keeps its own.
CREATE TABLE document_numbers (
    id BIGINT NOT NULL PRIMARY KEY REFERENCES documents (id), -- the document
    unit_id BIGINT NOT NULL REFERENCES units (id),
    genus TEXT NOT NULL,
    year BIGINT NOT NULL,
    n BIGINT NOT NULL
);
CREATE UNIQUE INDEX document_numbers_unit_id_genus_year_n_key ON document_numbers (unit_id, genus, year, n);
