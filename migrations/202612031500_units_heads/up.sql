-- A merger ordered ahead carries what the passport of the unit that goes on says from that day.
ALTER TABLE unit_orders ADD COLUMN teachers BIGINT; -- none: stays as it is
ALTER TABLE unit_orders ADD COLUMN pupils BIGINT;
