-- The living tree: a version keeps the whole passport, so that figures as of a day are those of that day; dated events with
-- their ground; contacts and the letterhead. Columns added here are never null but for those that may be unknown: rows of
-- before are filled below, later ones by the program.
ALTER TABLE units ADD COLUMN distance_km BIGINT; -- to the centre of the municipality; none: unknown

ALTER TABLE unit_versions ADD COLUMN level TEXT;
ALTER TABLE unit_versions ADD COLUMN kind TEXT;
ALTER TABLE unit_versions ADD COLUMN short_name TEXT;
ALTER TABLE unit_versions ADD COLUMN name_key TEXT; -- folded short name
ALTER TABLE unit_versions ADD COLUMN size_group TEXT;
ALTER TABLE unit_versions ADD COLUMN service_form TEXT; -- may be null
ALTER TABLE unit_versions ADD COLUMN service_staff BIGINT; -- may be null
ALTER TABLE unit_versions ADD COLUMN is_small BOOLEAN;
ALTER TABLE unit_versions ADD COLUMN is_remote BOOLEAN;
ALTER TABLE unit_versions ADD COLUMN distance_km BIGINT; -- may be null
ALTER TABLE unit_versions ADD COLUMN pupils BIGINT; -- may be null
ALTER TABLE unit_versions ADD COLUMN teachers BIGINT; -- may be null
UPDATE unit_versions SET
    level = (SELECT u.level FROM units u WHERE u.id = unit_versions.unit_id),
    kind = (SELECT u.kind FROM units u WHERE u.id = unit_versions.unit_id),
    short_name = (SELECT u.short_name FROM units u WHERE u.id = unit_versions.unit_id),
    name_key = (SELECT u.name_key FROM units u WHERE u.id = unit_versions.unit_id),
    size_group = (SELECT u.size_group FROM units u WHERE u.id = unit_versions.unit_id),
    service_form = (SELECT u.service_form FROM units u WHERE u.id = unit_versions.unit_id),
    service_staff = (SELECT u.service_staff FROM units u WHERE u.id = unit_versions.unit_id),
    is_small = (SELECT u.is_small FROM units u WHERE u.id = unit_versions.unit_id),
    is_remote = (SELECT u.is_remote FROM units u WHERE u.id = unit_versions.unit_id),
    pupils = (SELECT u.pupils FROM units u WHERE u.id = unit_versions.unit_id),
    teachers = (SELECT u.teachers FROM units u WHERE u.id = unit_versions.unit_id);
CREATE INDEX unit_versions_listed ON unit_versions (level, name_key, id);
CREATE INDEX unit_versions_path ON unit_versions (path, id);

-- What happened to a unit, on which day, on what ground.
CREATE TABLE unit_events (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    kind TEXT NOT NULL, -- created | changed | renamed | corrected | moved | merged | joined | split | closed | reopened
    happened_on DATE NOT NULL,
    text TEXT NOT NULL, -- the sentence, with names as they were then
    ground TEXT NOT NULL, -- the document: kind, number, day; may be empty where none is needed
    other_id BIGINT REFERENCES units (id), -- the other unit of a merger, a split, a move
    account_id BIGINT REFERENCES accounts (id), -- none: a command
    at BIGINT NOT NULL
);
CREATE INDEX unit_events_unit ON unit_events (unit_id, happened_on, id);

-- How a unit is reached; its row has the unit's id.
CREATE TABLE unit_contacts (
    id BIGINT NOT NULL PRIMARY KEY REFERENCES units (id),
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    site TEXT NOT NULL, -- http or https; may be empty
    codes TEXT NOT NULL, -- ОКПО, ОГРН, ИНН, КПП as they stand on paper
    updated_by BIGINT REFERENCES accounts (id), -- none: a command
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);

-- Names on the paper of a unit: one row a language, several stand side by side.
CREATE TABLE unit_letterheads (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    place BIGINT NOT NULL, -- 1 is the leftmost
    lines TEXT NOT NULL -- one a line, the issuer last
);
CREATE UNIQUE INDEX unit_letterheads_unit_id_place_key ON unit_letterheads (unit_id, place);
