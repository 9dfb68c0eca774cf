-- Whether what a session left is a methodical material that helps young teachers; none: nobody said.
ALTER TABLE school_materials ADD COLUMN is_methodical BOOLEAN;
