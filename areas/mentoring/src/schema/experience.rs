//! The table of positive experience.

diesel::table! {
    mentoring_experiences (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        mentorship_id -> BigInt,
        person_id -> BigInt,
        title -> Text,
        subject -> Text,
        deficit -> Text,
        ground -> Text,
        registered_on -> Date,
        generalised_on -> Nullable<Date>,
        text -> Text,
        passed_on -> Nullable<Date>,
        passed_to -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}
