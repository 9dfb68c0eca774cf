-- Work a joining or a division of organisations carried on: the row it ended in there. The day of hiring is told by the first of
-- them; the index tells it to whoever counts the young.
ALTER TABLE employments ADD COLUMN continues_id BIGINT REFERENCES employments (id); -- none: began here
UPDATE employments SET continues_id = (
    SELECT MAX(before.id) FROM employments before
    JOIN unit_mergers merger ON merger.closed_id = before.unit_id AND merger.into_id = employments.unit_id
        AND merger.happened_on = employments.started_on AND merger.undone_at IS NULL
    WHERE before.person_id = employments.person_id AND before.post = employments.post
        AND before.end_reason = employments.ground AND before.ended_on < employments.started_on
) WHERE ground <> '';
UPDATE employments SET continues_id = (
    SELECT MAX(before.id) FROM employments before
    JOIN unit_divisions division ON division.from_id = before.unit_id AND division.new_id = employments.unit_id
        AND division.happened_on = employments.started_on AND division.undone_at IS NULL
    WHERE before.person_id = employments.person_id AND before.post = employments.post
        AND before.end_reason = employments.ground AND before.ended_on < employments.started_on
) WHERE ground <> '' AND continues_id IS NULL;
DROP INDEX employments_work;
CREATE INDEX employments_work
    ON employments (person_id, started_on, post, ended_on, unit_path, unit_id, is_start_told, continues_id, id);
CREATE INDEX employments_continued ON employments (continues_id, id) WHERE continues_id IS NOT NULL;
