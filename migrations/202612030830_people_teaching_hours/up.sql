-- Teaching hours a week of an employment, in hundredths of an hour; none: not told.
ALTER TABLE employments ADD COLUMN teaching_hours BIGINT;
