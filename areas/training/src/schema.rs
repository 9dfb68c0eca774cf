//! The table of lines of plans.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    training_lines (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        person_id -> BigInt,
        year -> BigInt,
        quarter -> BigInt,
        kind -> Text,
        theme -> Text,
        theme_key -> Text,
        hours -> Nullable<BigInt>,
        provider -> Text,
        state -> Text,
        reason -> Text,
        moved_to -> Nullable<BigInt>,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}
