//! The tables of replacements: what a successor needs, who applied for a replacement.

use super::mentorships;

diesel::table! {
    mentorship_successions (mentor_id) {
        mentor_id -> BigInt,
        mentorship_id -> BigInt,
        council_on -> Nullable<Date>,
        council_document_id -> Nullable<BigInt>,
        council_note -> Text,
        deputy_on -> Nullable<Date>,
        mentee_on -> Nullable<Date>,
        mentee_way -> Text,
        exception -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    mentorship_applications (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        mentor_id -> BigInt,
        person_id -> BigInt,
        side -> Text,
        ground -> Text,
        words -> Text,
        applied_on -> Date,
        state -> Text,
        file_id -> Nullable<BigInt>,
        file_name -> Text,
        answered_on -> Nullable<Date>,
        answered_by -> Nullable<BigInt>,
        answer -> Text,
        document_id -> Nullable<BigInt>,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(mentorship_successions, mentorship_applications, mentorships);
