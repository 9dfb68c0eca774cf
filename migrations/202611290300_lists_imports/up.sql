-- Lists from spreadsheets of every kind: people, units, structures. What staff lists had moves here with its ids.
CREATE TABLE list_imports (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL, -- people | units | structures
    unit_id BIGINT NOT NULL REFERENCES units (id), -- whose list it is
    unit_path TEXT NOT NULL, -- kept true by units
    is_whole BOOLEAN NOT NULL, -- the unit was chosen: every row is of it
    file_id BIGINT NOT NULL, -- of files; its row is removed with the file
    file_name TEXT NOT NULL,
    layout TEXT NOT NULL, -- JSON: worksheet, header, columns
    choices TEXT NOT NULL, -- JSON: what a person decided about doubtful rows
    started_on DATE NOT NULL, -- the day of what the list tells where it names none
    state TEXT NOT NULL, -- open | applied | undone
    told TEXT NOT NULL, -- JSON: how many rows of each verdict when it was accepted; empty before
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
INSERT INTO list_imports (id, kind, unit_id, unit_path, is_whole, file_id, file_name, layout, choices, started_on, state, told,
    created_by, created_at, updated_at, version)
SELECT id, 'people', unit_id, unit_path, is_whole, file_id, file_name, layout, choices, started_on, state, told,
    created_by, created_at, updated_at, version
FROM people_imports;
CREATE INDEX list_imports_unit ON list_imports (kind, unit_path, id);
CREATE INDEX list_imports_age ON list_imports (created_at, id);

-- What an import did to each thing: enough to take it back.
CREATE TABLE list_marks (
    id BIGINT NOT NULL PRIMARY KEY,
    import_id BIGINT NOT NULL REFERENCES list_imports (id),
    object_id BIGINT NOT NULL, -- no reference: taking it back removes the thing first
    was TEXT NOT NULL, -- JSON: what was there and what was added
    object_version BIGINT NOT NULL, -- when the import was done with it
    outcome TEXT NOT NULL -- done | undone | kept
);
INSERT INTO list_marks (id, import_id, object_id, was, object_version, outcome)
SELECT id, import_id, person_id, was, person_version, outcome FROM people_import_marks;
CREATE INDEX list_marks_import ON list_marks (import_id, id);

-- How the columns of a sender's lists are read, by their titles.
CREATE TABLE list_layouts (
    id BIGINT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES accounts (id),
    titles TEXT NOT NULL, -- folded titles of the columns
    layout TEXT NOT NULL, -- JSON
    updated_at BIGINT NOT NULL
);
INSERT INTO list_layouts (id, kind, account_id, titles, layout, updated_at)
SELECT id, 'people', account_id, titles, layout, updated_at FROM people_layouts;
CREATE UNIQUE INDEX list_layouts_key ON list_layouts (account_id, kind, titles);

DROP TABLE people_import_marks;
DROP TABLE people_imports;
DROP TABLE people_layouts;
