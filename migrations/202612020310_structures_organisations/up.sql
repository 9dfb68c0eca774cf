-- An organisation as a member: the row names the organisation, the name is that of whoever represents it.
ALTER TABLE structure_members ADD COLUMN organisation_id BIGINT;
ALTER TABLE structure_members ADD COLUMN organisation TEXT; -- its name, as it was then
CREATE INDEX structure_members_organisation ON structure_members (organisation_id, id);
ALTER TABLE structure_approval_lines ADD COLUMN organisation_id BIGINT;
ALTER TABLE structure_approval_lines ADD COLUMN organisation TEXT;
