-- Where a session was opened from, shown to its holder alone; it goes with the session, thirty days after its end.
ALTER TABLE sessions ADD COLUMN address TEXT; -- none in sessions opened before this version, or where nobody knows
