-- How a sender's own words for an organisation are read in the lists of a unit, as corrected once for every row with the same
-- text. Of a region nothing is kept: «СОШ 1» is another school in each of its municipalities.
CREATE TABLE list_readings (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    unit_id BIGINT NOT NULL REFERENCES units (id), -- whose lists
    field TEXT NOT NULL, -- the column's field
    folded TEXT NOT NULL, -- the text, folded
    said TEXT NOT NULL, -- the text as it stood
    reading TEXT NOT NULL, -- what stands for it
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX list_readings_key ON list_readings (account_id, kind, unit_id, field, folded);
