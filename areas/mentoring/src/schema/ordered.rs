//! The table of what orders of replacement ask to be done after them.

use super::{mentorship_mentors, mentorship_orders, mentorships};

diesel::table! {
    mentorship_order_marks (order_id, mark) {
        order_id -> BigInt,
        mark -> Text,
        mentorship_id -> BigInt,
        done_on -> Nullable<Date>,
        done_by -> Text,
        written_by -> Nullable<BigInt>,
        written_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(mentorship_order_marks, mentorship_orders);
diesel::allow_tables_to_appear_in_same_query!(mentorship_order_marks, mentorship_mentors);
diesel::allow_tables_to_appear_in_same_query!(mentorship_order_marks, mentorships);
