-- The registered order that gives a role (Амурская область, приложение 5, п. 4.3).
ALTER TABLE structure_members ADD COLUMN order_id BIGINT REFERENCES documents (id); -- none: not told
CREATE INDEX structure_members_orders ON structure_members (order_id, id);
