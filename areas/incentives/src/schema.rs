//! The tables of incentives.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    representations (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        person_id -> BigInt,
        kind -> Text,
        kind_title -> Text,
        at_level -> Text,
        state -> Text,
        ground -> Text,
        ground_note -> Text,
        merits -> Text,
        measure_id -> Nullable<BigInt>,
        proposed_on -> Date,
        proposed_by -> Nullable<BigInt>,
        waits_since -> Date,
        decided_on -> Nullable<Date>,
        decided_note -> Text,
        act_unit_id -> Nullable<BigInt>,
        act_document_id -> Nullable<BigInt>,
        act_note -> Text,
        awarded_on -> Nullable<Date>,
        record_id -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_by -> Nullable<BigInt>,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    representation_steps (id) {
        id -> BigInt,
        representation_id -> BigInt,
        account -> Nullable<BigInt>,
        at -> BigInt,
        text -> Text,
    }
}

diesel::table! {
    activity_weights (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        from_on -> Date,
        weights -> Text,
        reason -> Text,
        account -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    motivation_measures (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        document_id -> Nullable<BigInt>,
        kind -> Text,
        title -> Text,
        criterion -> Text,
        recipients -> Text,
        from_on -> Date,
        to_on -> Nullable<Date>,
        end_reason -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    payment_switches (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        is_on -> Bool,
        reason -> Text,
        account -> Nullable<BigInt>,
        decided_on -> Date,
        created_at -> BigInt,
    }
}

diesel::table! {
    payment_omissions (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        person_id -> BigInt,
        from_on -> Date,
        to_on -> Date,
        reason -> Text,
        account -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    commendation_refusals (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        mentorship_id -> BigInt,
        person_id -> BigInt,
        reason -> Text,
        account -> Nullable<BigInt>,
        decided_on -> Date,
        created_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(representations, motivation_measures);
