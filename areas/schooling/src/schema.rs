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

diesel::table! {
    young_projects (id) {
        id -> BigInt,
        structure_id -> BigInt,
        title -> Text,
        about -> Text,
        state -> Text,
        proposed_on -> Date,
        proposed_by -> Nullable<BigInt>,
        support -> Text,
        supported_on -> Nullable<Date>,
        result -> Text,
        ended_on -> Nullable<Date>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    young_project_authors (id) {
        id -> BigInt,
        project_id -> BigInt,
        person_id -> BigInt,
    }
}

diesel::table! {
    young_project_events (id) {
        id -> BigInt,
        project_id -> BigInt,
        at -> BigInt,
        account_id -> Nullable<BigInt>,
        text -> Text,
    }
}

diesel::table! {
    young_contacts (id) {
        id -> BigInt,
        structure_id -> BigInt,
        direction -> Text,
        who -> Text,
        about -> Text,
        phone -> Text,
        email -> Text,
        hours -> Text,
        ended_at -> Nullable<BigInt>,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_by -> Nullable<BigInt>,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(young_projects, young_project_authors);
diesel::allow_tables_to_appear_in_same_query!(school_sessions, school_attendances);
diesel::allow_tables_to_appear_in_same_query!(school_sessions, school_materials);
