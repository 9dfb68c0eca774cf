//! The tables of search.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    search_things (id) {
        id -> BigInt,
        kind -> Text,
        unit_path -> Text,
        address -> Text,
        title -> Text,
        line -> Text,
        title_key -> Text,
        position -> BigInt,
        version -> BigInt,
        words -> Text,
    }
}

diesel::table! {
    search_texts (id) {
        id -> BigInt,
        text -> Text,
    }
}

diesel::table! {
    search_fills (id) {
        id -> BigInt,
        kind -> Text,
        format -> BigInt,
        after_id -> BigInt,
        is_done -> Bool,
    }
}
