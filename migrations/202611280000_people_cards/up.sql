-- People of methodical work: who they are, where they work, what they are qualified for. Each field is kept as long as the
-- person works in the system of the region; a merged card stays for its undoing.
CREATE TABLE people (
    id BIGINT NOT NULL PRIMARY KEY,
    last_name TEXT NOT NULL,
    first_name TEXT NOT NULL,
    middle_name TEXT NOT NULL, -- may be empty
    former_name TEXT NOT NULL, -- the family name before; may be empty
    name_key TEXT NOT NULL, -- folded «фамилия имя отчество»
    likeness TEXT NOT NULL, -- the same of all spellings of one name: rules::names::likeness
    birth_date DATE,
    email TEXT NOT NULL, -- of work; may be empty
    phone TEXT NOT NULL, -- of work; may be empty
    general_since DATE, -- the day the general service counts from; none: not known
    pedagogical_since DATE, -- the same of the pedagogical service
    unit_id BIGINT NOT NULL REFERENCES units (id), -- the main place, or the last one
    unit_path TEXT NOT NULL, -- kept true by units
    top_id BIGINT NOT NULL, -- the region of the main place
    state TEXT NOT NULL, -- active | left | merged
    merged_into BIGINT REFERENCES people (id),
    account_id BIGINT REFERENCES accounts (id),
    created_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_by BIGINT,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX people_account_id_key ON people (account_id);
CREATE INDEX people_list ON people (top_id, state, name_key, id);
CREATE INDEX people_unit ON people (unit_path, id);
CREATE INDEX people_likeness ON people (likeness, id);
CREATE INDEX people_merged ON people (merged_into, id);

-- Work in an organisation for a time; several at once are usual.
CREATE TABLE employments (
    id BIGINT NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL, -- kept true by units
    post TEXT NOT NULL, -- of the pack's posts
    post_title TEXT NOT NULL, -- as the staff list calls it
    rate BIGINT NOT NULL, -- hundredths of a full rate
    is_main BOOLEAN NOT NULL, -- not a second job
    started_on DATE NOT NULL,
    ended_on DATE,
    ground TEXT NOT NULL, -- the order; may be empty
    end_reason TEXT NOT NULL, -- may be empty
    shows BOOLEAN NOT NULL, -- the unit sees the person by it: it goes on, or nothing goes on and it was the last
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX employments_person ON employments (person_id, id);
CREATE INDEX employments_place ON employments (shows, unit_path, person_id);
CREATE INDEX employments_unit ON employments (unit_id, ended_on, id);

-- What is taught in an employment.
CREATE TABLE employment_subjects (
    id BIGINT NOT NULL PRIMARY KEY,
    employment_id BIGINT NOT NULL REFERENCES employments (id),
    person_id BIGINT NOT NULL REFERENCES people (id),
    subject TEXT NOT NULL -- of the pack's subjects
);
CREATE UNIQUE INDEX employment_subjects_key ON employment_subjects (employment_id, subject);
CREATE INDEX employment_subjects_subject ON employment_subjects (subject, person_id);
CREATE INDEX employment_subjects_person ON employment_subjects (person_id, id);

-- Results of attestation, one a row, never overwritten.
CREATE TABLE person_categories (
    id BIGINT NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    category TEXT NOT NULL, -- of the pack's categories
    post TEXT NOT NULL, -- of the pack's posts; may be empty
    granted_on DATE NOT NULL,
    valid_to DATE, -- its last day; none: without a term
    document TEXT NOT NULL, -- the order; may be empty
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX person_categories_person ON person_categories (person_id, granted_on, id);
CREATE INDEX person_categories_term ON person_categories (valid_to, person_id);

-- Education, courses, awards, publications, participation, expert work, breaks of service: what is told of a person.
CREATE TABLE person_records (
    id BIGINT NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL, -- of the list in the program
    title TEXT NOT NULL,
    place TEXT NOT NULL, -- institution, publisher, giver; may be empty
    began_on DATE,
    happened_on DATE NOT NULL, -- the day it ended, was given, appeared
    hours BIGINT, -- of a course
    document TEXT NOT NULL, -- diploma, certificate, link; may be empty
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX person_records_person ON person_records (person_id, kind, happened_on, id);

-- School teams (школьные команды): named groups of people of one unit.
CREATE TABLE teams (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL, -- kept true by units
    name TEXT NOT NULL,
    name_key TEXT NOT NULL, -- folded
    purpose TEXT NOT NULL, -- may be empty
    state TEXT NOT NULL, -- active | closed
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX teams_list ON teams (unit_path, name_key, id);

CREATE TABLE team_members (
    id BIGINT NOT NULL PRIMARY KEY,
    team_id BIGINT NOT NULL REFERENCES teams (id),
    person_id BIGINT NOT NULL REFERENCES people (id)
);
CREATE UNIQUE INDEX team_members_key ON team_members (team_id, person_id);
CREATE INDEX team_members_person ON team_members (person_id, id);

-- Two cards of one person made one, with what moved: enough to undo it.
CREATE TABLE person_merges (
    id BIGINT NOT NULL PRIMARY KEY,
    kept_id BIGINT NOT NULL REFERENCES people (id),
    gone_id BIGINT NOT NULL REFERENCES people (id),
    moved TEXT NOT NULL, -- JSON: rows by table, and the fields of the kept card before
    merged_by BIGINT,
    merged_at BIGINT NOT NULL,
    undone_at BIGINT
);
CREATE INDEX person_merges_kept ON person_merges (kept_id, id);
CREATE INDEX person_merges_gone ON person_merges (gone_id, id);
