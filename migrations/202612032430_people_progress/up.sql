-- Where a distance course is held, and how much of one that goes on is passed: whoever has it passed tells none.
ALTER TABLE person_records ADD COLUMN platform TEXT;
ALTER TABLE person_records ADD COLUMN progress BIGINT;
