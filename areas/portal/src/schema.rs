//! The tables of what everybody sees.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    openings (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        about -> Text,
        has_places -> Bool,
        is_open -> Bool,
        changed_at -> BigInt,
        changed_by -> Nullable<BigInt>,
        version -> BigInt,
    }
}

diesel::table! {
    directories (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        about -> Text,
        is_open -> Bool,
        changed_at -> BigInt,
        changed_by -> Nullable<BigInt>,
        version -> BigInt,
    }
}
