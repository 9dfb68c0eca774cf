//! The table of files.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    files (id) {
        id -> BigInt,
        sha256 -> Text,
        size -> BigInt,
        media_type -> Text,
        name -> Text,
        created_at -> BigInt,
    }
}
