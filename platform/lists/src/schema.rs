//! The tables of lists.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    list_imports (id) {
        id -> BigInt,
        kind -> Text,
        unit_id -> BigInt,
        unit_path -> Text,
        is_whole -> Bool,
        file_id -> BigInt,
        file_name -> Text,
        layout -> Text,
        choices -> Text,
        started_on -> Date,
        state -> Text,
        told -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    list_marks (id) {
        id -> BigInt,
        import_id -> BigInt,
        object_id -> BigInt,
        was -> Text,
        object_version -> BigInt,
        outcome -> Text,
    }
}

diesel::table! {
    list_readings (id) {
        id -> BigInt,
        kind -> Text,
        account_id -> BigInt,
        unit_id -> BigInt,
        field -> Text,
        folded -> Text,
        said -> Text,
        reading -> Text,
        updated_at -> BigInt,
    }
}

diesel::table! {
    list_layouts (id) {
        id -> BigInt,
        kind -> Text,
        account_id -> BigInt,
        titles -> Text,
        layout -> Text,
        updated_at -> BigInt,
    }
}
