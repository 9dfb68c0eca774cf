-- Why a successor was chosen in spite of what speaks against them (приложение 2, п. 3.3); none: nothing does, or a mentor of the
-- first choice, whose reason is the pair's.
ALTER TABLE mentorship_mentors ADD COLUMN choice_reason TEXT;
