-- The tree of territories and organisations.
CREATE TABLE units (
    id BIGINT NOT NULL PRIMARY KEY,
    parent_id BIGINT REFERENCES units (id),
    path TEXT NOT NULL, -- /1/12/345/, the unit's own id last
    level TEXT NOT NULL, -- region | municipality | district | organisation
    kind TEXT NOT NULL, -- of the pack's unit kinds
    code TEXT NOT NULL, -- ОКТМО, school code; unique within the parent
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    name_key TEXT NOT NULL, -- folded
    zone TEXT, -- IANA name; none: the parent's
    size_group TEXT NOT NULL, -- city | district | '' for organisations: the group of a rank
    service_form TEXT, -- of the pack's forms of the municipal service; none: individual specialists
    service_staff BIGINT, -- people in the service
    resource_url TEXT, -- site or page of the methodical service
    is_small BOOLEAN NOT NULL, -- малокомплектная
    is_remote BOOLEAN NOT NULL, -- отдалённая, труднодоступная
    pupils BIGINT,
    teachers BIGINT,
    state TEXT NOT NULL, -- active | closed
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX units_path_key ON units (path);
CREATE UNIQUE INDEX units_parent_id_code_key ON units (parent_id, code);
CREATE INDEX units_list ON units (level, name_key, id);
CREATE INDEX units_parent ON units (parent_id, name_key, id);

-- What a unit was called and where it stood, for figures as of a date.
CREATE TABLE unit_versions (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    parent_id BIGINT,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
CREATE INDEX unit_versions_unit ON unit_versions (unit_id, valid_from, id);

-- Which regulation pack is in force where and when.
CREATE TABLE pack_bindings (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    pack TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE
);
CREATE INDEX pack_bindings_unit ON pack_bindings (unit_id, valid_from, id);
