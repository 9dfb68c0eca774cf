//! The tables of portfolios.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    portfolio_items (id) {
        id -> BigInt,
        person_id -> BigInt,
        section -> Text,
        title -> Text,
        about -> Text,
        happened_on -> Nullable<Date>,
        link -> Text,
        file_id -> Nullable<BigInt>,
        confirmed_by -> Nullable<BigInt>,
        confirmed_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    portfolio_choices (id) {
        id -> BigInt,
        person_id -> BigInt,
        item -> Text,
        is_hidden -> Bool,
        place -> Nullable<BigInt>,
        updated_at -> BigInt,
    }
}

diesel::table! {
    portfolio_links (id) {
        id -> BigInt,
        person_id -> BigInt,
        token_hash -> Text,
        purpose -> Text,
        has_files -> Bool,
        last_day -> Date,
        created_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}
