-- The plan of professional formation of a pair: its goals, who agreed when, what the council said. Its lines are the tasks.
CREATE TABLE mentorship_plans (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    goals TEXT NOT NULL,
    goals_at BIGINT NOT NULL, -- when they were written: an agreement before it does not count
    mentor_on DATE,
    mentor_at BIGINT,
    mentor_account BIGINT,
    mentee_on DATE,
    mentee_at BIGINT,
    mentee_account BIGINT,
    council_on DATE, -- the council reviewed the mentor's plan
    council_note TEXT NOT NULL, -- protocol
    council_word TEXT NOT NULL, -- what it advised
    updated_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX mentorship_plans_pair ON mentorship_plans (mentorship_id);

-- What a line of the plan is for: the function of the mentor, the deficit, what will show that it is done.
CREATE TABLE mentorship_task_aims (
    task_id BIGINT NOT NULL PRIMARY KEY REFERENCES mentorship_tasks (id),
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    word TEXT NOT NULL, -- of the pack's list of functions; empty: none
    component TEXT NOT NULL,
    deficit TEXT NOT NULL,
    evidence TEXT NOT NULL
);
CREATE INDEX mentorship_task_aims_pair ON mentorship_task_aims (mentorship_id, task_id);

-- Visits to lessons: planned, then held with a response, or called off.
CREATE TABLE mentorship_visits (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    work TEXT NOT NULL, -- mentor_visit, mentee_visit, peer_visit, deputy_visit: of the pack's journal
    planned_on DATE NOT NULL,
    host TEXT NOT NULL, -- whose lesson, of an experienced teacher
    lesson TEXT NOT NULL, -- class, subject, topic
    held_on DATE,
    analysis TEXT NOT NULL, -- kind of analysis, of the pack
    response TEXT NOT NULL,
    off_on DATE, -- called off
    planned_by BIGINT,
    held_by BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX mentorship_visits_pair ON mentorship_visits (mentorship_id, planned_on, id);

-- What is raised round a pair and answered: help of others, working reports, proposals, documents that assess, conditions.
CREATE TABLE mentorship_matters (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    matter TEXT NOT NULL,
    variety TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    on_day DATE NOT NULL,
    due_on DATE,
    consent_on DATE, -- of the mentee, where the matter needs it
    consent_way TEXT NOT NULL,
    raised_by BIGINT, -- account; none: a command
    answered_on DATE,
    answered_by BIGINT,
    decision TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX mentorship_matters_pair ON mentorship_matters (mentorship_id, id);

-- Questionnaires of the mentee at the start and at the end, by the goals of mentoring.
CREATE TABLE mentorship_surveys (
    id BIGINT NOT NULL PRIMARY KEY,
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    stage TEXT NOT NULL, -- start, end
    filled_on DATE NOT NULL,
    filled_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX mentorship_surveys_once ON mentorship_surveys (mentorship_id, stage);
CREATE TABLE mentorship_survey_marks (
    id BIGINT NOT NULL PRIMARY KEY,
    survey_id BIGINT NOT NULL REFERENCES mentorship_surveys (id),
    question TEXT NOT NULL, -- of the pack
    mark BIGINT NOT NULL -- 1 to 5
);
CREATE UNIQUE INDEX mentorship_survey_marks_once ON mentorship_survey_marks (survey_id, question);

-- Briefings of mentors and young specialists, sessions of the creative group of mentors; many pairs at once.
CREATE TABLE mentoring_gatherings (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    gathering TEXT NOT NULL, -- briefing, session
    theme TEXT NOT NULL, -- of a session, of the pack
    held_on DATE NOT NULL,
    led_by TEXT NOT NULL,
    topic TEXT NOT NULL,
    created_by BIGINT,
    created_at BIGINT NOT NULL
);
CREATE INDEX mentoring_gatherings_place ON mentoring_gatherings (unit_path, held_on, id);
CREATE TABLE mentoring_attendees (
    id BIGINT NOT NULL PRIMARY KEY,
    gathering_id BIGINT NOT NULL REFERENCES mentoring_gatherings (id),
    person_id BIGINT NOT NULL REFERENCES people (id)
);
CREATE UNIQUE INDEX mentoring_attendees_once ON mentoring_attendees (gathering_id, person_id);
CREATE INDEX mentoring_attendees_person ON mentoring_attendees (person_id, id);

-- Who is of the school's creative group of mentors, from when to when.
CREATE TABLE mentoring_group_members (
    id BIGINT NOT NULL PRIMARY KEY,
    unit_id BIGINT NOT NULL REFERENCES units (id),
    unit_path TEXT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES people (id),
    from_on DATE NOT NULL,
    to_on DATE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX mentoring_group_members_place ON mentoring_group_members (unit_path, id);
CREATE INDEX mentoring_group_members_person ON mentoring_group_members (person_id, id);
