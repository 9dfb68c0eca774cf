-- How a line of the plan is controlled: the form of control of the mentor's own individual plan, which the methodical council
-- reviews (приложение 2, п. 8.3).
CREATE TABLE mentorship_controls (
    task_id BIGINT NOT NULL PRIMARY KEY REFERENCES mentorship_tasks (id),
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    control TEXT NOT NULL, -- «посещение урока», «собеседование», «отчёт на методсовете»
    written_by BIGINT,
    written_at BIGINT NOT NULL
);
CREATE INDEX mentorship_controls_pair ON mentorship_controls (mentorship_id, task_id);
