-- Remote and hard to reach are two marks (Амурская обл., приложение 1, раздел 2); the education authority of a municipality is told
-- with its kind: управление, отдел, комитет. A list of before that told both marks in one column stays told as remote.
ALTER TABLE units ADD COLUMN is_hard_to_reach BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE units ADD COLUMN authority TEXT; -- none: not told
ALTER TABLE unit_versions ADD COLUMN is_hard_to_reach BOOLEAN NOT NULL DEFAULT FALSE;
