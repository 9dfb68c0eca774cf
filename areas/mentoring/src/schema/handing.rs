//! The table of reports handed to the deputy.

use super::{mentorship_reports, mentorships};

diesel::table! {
    mentorship_handings (report_id) {
        report_id -> BigInt,
        mentorship_id -> BigInt,
        handed_on -> Nullable<Date>,
        written_by -> Nullable<BigInt>,
        written_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(mentorship_handings, mentorship_reports);
diesel::allow_tables_to_appear_in_same_query!(mentorship_handings, mentorships);
