//! The table of early ends whose day has not come.

diesel::table! {
    mentorship_coming_ends (end_id) {
        end_id -> BigInt,
        mentorship_id -> BigInt,
        last_on -> Date,
        ground -> Text,
        note -> Text,
    }
}
