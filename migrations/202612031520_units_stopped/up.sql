-- An order of somebody who keeps the unit no more stops until another stands behind it.
ALTER TABLE unit_orders ADD COLUMN stopped_at BIGINT; -- none: it goes on
