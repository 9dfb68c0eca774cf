-- What an order of replacement asks to be done after it (its point 5): it is announced, the plan and the journal are handed over to
-- the successor. The day, who did it, by whom it was written down. Orders of before this was asked have no day and wait for none.
CREATE TABLE mentorship_order_marks (
    order_id BIGINT NOT NULL REFERENCES mentorship_orders (id),
    mark TEXT NOT NULL, -- announcement, handing
    mentorship_id BIGINT NOT NULL REFERENCES mentorships (id),
    done_on DATE, -- none: the order is older than the mark
    done_by TEXT NOT NULL,
    written_by BIGINT,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (order_id, mark)
);
CREATE INDEX mentorship_order_marks_pair ON mentorship_order_marks (mentorship_id, order_id);
INSERT INTO mentorship_order_marks (order_id, mark, mentorship_id, done_on, done_by, written_by, written_at)
SELECT id, 'announcement', mentorship_id, NULL, '', NULL, created_at FROM mentorship_orders;
INSERT INTO mentorship_order_marks (order_id, mark, mentorship_id, done_on, done_by, written_by, written_at)
SELECT id, 'handing', mentorship_id, NULL, '', NULL, created_at FROM mentorship_orders;
