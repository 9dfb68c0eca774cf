-- Monitoring, whole: entry that closes at an hour, sheets of several levels and of named subjects, settings with their
-- acts, objections, comments, reminders, a timeline, templates of a unit's own. Columns added here are never null: rows of
-- before are filled below, later ones by the program.

ALTER TABLE campaigns ADD COLUMN closes_at BIGINT; -- the instant entry closes for everybody not extended
ALTER TABLE campaigns ADD COLUMN groups_act_id BIGINT REFERENCES documents (id); -- the act that turns places inside groups on
ALTER TABLE campaigns ADD COLUMN bands_act_id BIGINT REFERENCES documents (id); -- the act that turns level bands on
ALTER TABLE campaigns ADD COLUMN bands TEXT; -- JSON [{title, from, to}]; '' when there are none
UPDATE campaigns SET closes_at = 0, bands = '';

ALTER TABLE sheets ADD COLUMN level TEXT; -- the template's level: municipality, okrug, organisation, person
ALTER TABLE sheets ADD COLUMN subject TEXT; -- a named body or person inside the unit; '' for the unit itself
ALTER TABLE sheets ADD COLUMN subject_key TEXT; -- folded
ALTER TABLE sheets ADD COLUMN account_id BIGINT; -- whose own sheet it is
ALTER TABLE sheets ADD COLUMN closes_at BIGINT; -- the instant entry closes for this object
ALTER TABLE sheets ADD COLUMN object_to DATE; -- the last day to object to the preliminary result
UPDATE sheets SET level = 'municipality', subject = '', subject_key = '', closes_at = 0;
DROP INDEX sheets_campaign_id_unit_id_key;
CREATE UNIQUE INDEX sheets_campaign_id_unit_id_subject_key_key ON sheets (campaign_id, unit_id, subject_key);
CREATE INDEX sheets_account ON sheets (account_id, due_on, id);
CREATE INDEX sheets_unit ON sheets (unit_id, id);

ALTER TABLE answers ADD COLUMN fact TEXT; -- JSON of the fact as frozen at submission; '' when none
UPDATE answers SET fact = '';

-- Bodies and persons a campaign will measure, named before it opens.
CREATE TABLE campaign_subjects (
    id BIGINT NOT NULL PRIMARY KEY,
    campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    level TEXT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL, -- folded
    account_id BIGINT -- who fills the sheet; none: whoever fills for the unit
);
CREATE UNIQUE INDEX campaign_subjects_campaign_id_unit_id_name_key_key ON campaign_subjects (campaign_id, unit_id, name_key);
CREATE INDEX campaign_subjects_unit ON campaign_subjects (unit_id, id);

-- An object's objections to its preliminary result, each to one indicator, and the answers.
CREATE TABLE objections (
    id BIGINT NOT NULL PRIMARY KEY,
    sheet_id BIGINT NOT NULL REFERENCES sheets (id),
    no TEXT NOT NULL,
    text TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    made_by BIGINT,
    outcome TEXT NOT NULL, -- '' | upheld | declined
    answer TEXT NOT NULL,
    answered_at BIGINT,
    answered_by BIGINT
);
CREATE INDEX objections_sheet ON objections (sheet_id, no, id);

-- What people say to each other about an answer.
CREATE TABLE answer_comments (
    id BIGINT NOT NULL PRIMARY KEY,
    sheet_id BIGINT NOT NULL REFERENCES sheets (id),
    no TEXT NOT NULL,
    text TEXT NOT NULL,
    said_at BIGINT NOT NULL,
    said_by BIGINT
);
CREATE INDEX answer_comments_sheet ON answer_comments (sheet_id, no, id);

-- A reminder is one row a sheet and day.
CREATE TABLE sheet_reminders (
    id BIGINT NOT NULL PRIMARY KEY,
    sheet_id BIGINT NOT NULL REFERENCES sheets (id),
    day DATE NOT NULL,
    text TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    sent_by BIGINT
);
CREATE UNIQUE INDEX sheet_reminders_sheet_id_day_key ON sheet_reminders (sheet_id, day);

-- What happened to a campaign, for its timeline.
CREATE TABLE campaign_events (
    id BIGINT NOT NULL PRIMARY KEY,
    campaign_id BIGINT NOT NULL REFERENCES campaigns (id),
    at BIGINT NOT NULL,
    account_id BIGINT,
    text TEXT NOT NULL
);
CREATE INDEX campaign_events_campaign ON campaign_events (campaign_id, id);

-- Templates a unit made of its own, to be edited until a campaign copies them.
CREATE TABLE own_templates (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL, -- folded
    template_json TEXT NOT NULL,
    made_from TEXT NOT NULL, -- amur-2020/mms; '' when made anew
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX own_templates_unit_id_title_key_key ON own_templates (unit_id, title_key);
CREATE INDEX own_templates_path ON own_templates (unit_path, title_key, id);

-- The acts in force when a revision was published, in words, and the levels it divides percents into.
ALTER TABLE publications ADD COLUMN places_by TEXT;
ALTER TABLE publications ADD COLUMN groups_by TEXT;
ALTER TABLE publications ADD COLUMN bands_by TEXT;
UPDATE publications SET places_by = '', groups_by = '', bands_by = '';

ALTER TABLE published_objects ADD COLUMN level TEXT;
ALTER TABLE published_objects ADD COLUMN subject TEXT;
ALTER TABLE published_objects ADD COLUMN subject_key TEXT;
UPDATE published_objects SET level = 'municipality', subject = '', subject_key = '';
DROP INDEX published_objects_publication_id_unit_id_key;
CREATE UNIQUE INDEX published_objects_publication_id_unit_id_subject_key_key ON published_objects (publication_id, unit_id, subject_key);
CREATE INDEX published_objects_unit ON published_objects (unit_id, id);
