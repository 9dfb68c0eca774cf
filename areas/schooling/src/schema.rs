//! The tables of schools of the young teacher.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    school_sessions (id) {
        id -> BigInt,
        structure_id -> BigInt,
        direction -> Text,
        form -> Text,
        topic -> Text,
        planned_on -> Date,
        begins -> Text,
        place -> Text,
        led_by -> Text,
        state -> Text,
        held_on -> Nullable<Date>,
        reason -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    school_attendances (id) {
        id -> BigInt,
        session_id -> BigInt,
        person_id -> BigInt,
        was_there -> Bool,
    }
}

diesel::table! {
    school_materials (id) {
        id -> BigInt,
        session_id -> BigInt,
        title -> Text,
        link -> Text,
        document_id -> Nullable<BigInt>,
        added_by -> Nullable<BigInt>,
        created_at -> BigInt,
        is_methodical -> Nullable<Bool>,
    }
}

diesel::table! {
    school_requests (id) {
        id -> BigInt,
        structure_id -> BigInt,
        person_id -> BigInt,
        direction -> Text,
        body -> Text,
        asked_on -> Date,
        answered_on -> Nullable<Date>,
        answered_by -> Nullable<BigInt>,
        answer -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    school_session_events (id) {
        id -> BigInt,
        session_id -> BigInt,
        at -> BigInt,
        account_id -> Nullable<BigInt>,
        text -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(school_sessions, school_attendances);
diesel::allow_tables_to_appear_in_same_query!(school_sessions, school_materials);
