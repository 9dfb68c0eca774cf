-- Who is young: by age, by the beginning of the service, by the end of a work; and all works of somebody as they began. The
-- columns a count needs stand in the index: it reads no rows.
CREATE INDEX people_born ON people (top_id, birth_date, state, id);
CREATE INDEX people_service ON people (top_id, pedagogical_since, state, birth_date, id);
CREATE INDEX people_names ON people (top_id, name_key, id);
CREATE INDEX employments_work ON employments (person_id, started_on, post, ended_on, unit_path, unit_id, is_start_told, id);
CREATE INDEX employments_path ON employments (unit_path, person_id, id);
CREATE INDEX employments_left ON employments (unit_path, ended_on, person_id, id) WHERE ended_on IS NOT NULL;
