-- Whether the first day of an employment was told, or taken from the day of a list without dates. None: told, as before.
ALTER TABLE employments ADD COLUMN is_start_told BOOLEAN;

-- A team has a term of its own and an end; who is in it since when, and until when.
ALTER TABLE teams ADD COLUMN started_on DATE;
ALTER TABLE teams ADD COLUMN ends_on DATE;
ALTER TABLE team_members ADD COLUMN since DATE;
