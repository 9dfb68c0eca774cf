-- The day the deputy agreed to a successor the council recommended (приложение 2, п. 3.1).
ALTER TABLE mentorship_successions ADD COLUMN deputy_on DATE; -- none: not yet, or the rules ask for none
