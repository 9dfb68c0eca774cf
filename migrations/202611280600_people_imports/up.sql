-- Staff lists that were uploaded: looked at, accepted, taken back. The file waits in the vault; it goes with its row.
CREATE TABLE people_imports (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id), -- whose list it is
    unit_path TEXT NOT NULL, -- kept true by units
    is_whole BOOLEAN NOT NULL, -- the unit was chosen: every row is of it
    file_id BIGINT NOT NULL, -- of files; its row is removed with the file
    file_name TEXT NOT NULL,
    layout TEXT NOT NULL, -- JSON: worksheet, header, columns; empty: as recognised
    choices TEXT NOT NULL, -- JSON: what a person decided about doubtful rows
    started_on DATE NOT NULL, -- the day of hiring where the list names none
    state TEXT NOT NULL, -- open | applied | undone
    told TEXT NOT NULL, -- JSON: how many rows of each verdict when it was accepted; empty before
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX people_imports_unit ON people_imports (unit_path, id);
CREATE INDEX people_imports_age ON people_imports (created_at, id);

-- What an import did to each person: enough to take it back.
CREATE TABLE people_import_marks (
    id BIGINT NOT NULL PRIMARY KEY,
    import_id BIGINT NOT NULL REFERENCES people_imports (id),
    person_id BIGINT NOT NULL, -- no reference: taking it back removes the person first
    was TEXT NOT NULL, -- JSON: what was there and what was added
    person_version BIGINT NOT NULL, -- when the import was done with it
    outcome TEXT NOT NULL -- done | undone | kept
);
CREATE INDEX people_import_marks_import ON people_import_marks (import_id, id);

-- How the columns of a sender's lists are read, by their titles.
CREATE TABLE people_layouts (
    id BIGINT NOT NULL PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    titles TEXT NOT NULL, -- folded titles of the columns
    layout TEXT NOT NULL, -- JSON
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX people_layouts_key ON people_layouts (account_id, titles);
