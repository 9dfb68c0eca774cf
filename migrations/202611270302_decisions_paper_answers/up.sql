-- An answer that came on paper and was entered by somebody above: which paper, and who entered it.
CREATE TABLE paper_answers (
    id BIGINT NOT NULL PRIMARY KEY,
    recommendation_id BIGINT NOT NULL REFERENCES recommendations (id),
    number TEXT NOT NULL,
    dated DATE NOT NULL,
    entered_by BIGINT, -- none: a command
    entered_at BIGINT NOT NULL
);
CREATE INDEX paper_answers_recommendation ON paper_answers (recommendation_id, id);
