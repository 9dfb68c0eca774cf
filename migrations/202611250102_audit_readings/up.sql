-- Who read the data of one person: the lines of one object and one action, the newest first.
CREATE INDEX audit_entries_object_action ON audit_entries (object_id, action, id);
