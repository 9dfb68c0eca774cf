-- The act a link beside the tree rests on, in words; none: not told.
ALTER TABLE structure_links ADD COLUMN ground TEXT;
