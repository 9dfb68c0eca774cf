-- The region a unit stands in: lists and counts of one region read its rows alone, however many regions there are.
ALTER TABLE units ADD COLUMN top_id BIGINT;
UPDATE units SET top_id = (
    SELECT region.id FROM units region
    WHERE region.parent_id IS NULL AND substr(units.path, 1, length(region.path)) = region.path
);
CREATE INDEX units_top_list ON units (top_id, level, name_key, id);
CREATE INDEX units_top_tally ON units (top_id, state, level, path);
