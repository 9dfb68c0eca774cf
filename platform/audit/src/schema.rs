//! The tables of the journal.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    audit_entries (id) {
        id -> BigInt,
        at -> BigInt,
        account_id -> Nullable<BigInt>,
        action -> Text,
        area -> Text,
        kind -> Text,
        object_id -> BigInt,
        unit_path -> Text,
        text -> Text,
        details -> Text,
        block -> Nullable<BigInt>,
    }
}

diesel::table! {
    audit_blocks (id) {
        id -> BigInt,
        sealed_at -> BigInt,
        entries -> BigInt,
        previous -> Text,
        hash -> Text,
    }
}
