-- How a course was held (a form of the pack), and where a participation took place (a level).
ALTER TABLE person_records ADD COLUMN form TEXT;
ALTER TABLE person_records ADD COLUMN level TEXT;
