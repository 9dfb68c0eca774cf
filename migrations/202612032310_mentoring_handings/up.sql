-- The report the council approved goes to the deputy who answers for methodical work (приложение 2, п. 8.3): the day, by whom it was
-- written down. What was approved before this was asked has no day, and nobody is asked for it.
CREATE TABLE mentorship_handings (
    report_id BIGINT NOT NULL PRIMARY KEY REFERENCES mentorship_reports (id),
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    handed_on DATE, -- none: approved before the day was asked
    written_by BIGINT,
    written_at BIGINT NOT NULL
);
CREATE INDEX mentorship_handings_pair ON mentorship_handings (mentorship_id, report_id);
INSERT INTO mentorship_handings (report_id, mentorship_id, handed_on, written_by, written_at)
SELECT id, mentorship_id, NULL, NULL, updated_at FROM mentorship_reports WHERE state = 'approved';
