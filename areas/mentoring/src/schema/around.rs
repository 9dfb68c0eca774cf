//! The tables of the life around a pair.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    mentorship_plans (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        goals -> Text,
        goals_at -> BigInt,
        mentor_on -> Nullable<Date>,
        mentor_at -> Nullable<BigInt>,
        mentor_account -> Nullable<BigInt>,
        mentee_on -> Nullable<Date>,
        mentee_at -> Nullable<BigInt>,
        mentee_account -> Nullable<BigInt>,
        council_on -> Nullable<Date>,
        council_note -> Text,
        council_word -> Text,
        updated_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    mentorship_task_aims (task_id) {
        task_id -> BigInt,
        mentorship_id -> BigInt,
        word -> Text,
        component -> Text,
        deficit -> Text,
        evidence -> Text,
    }
}

diesel::table! {
    mentorship_controls (task_id) {
        task_id -> BigInt,
        mentorship_id -> BigInt,
        control -> Text,
        written_by -> Nullable<BigInt>,
        written_at -> BigInt,
    }
}

diesel::table! {
    mentorship_visits (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        work -> Text,
        planned_on -> Date,
        host -> Text,
        lesson -> Text,
        held_on -> Nullable<Date>,
        analysis -> Text,
        response -> Text,
        off_on -> Nullable<Date>,
        planned_by -> Nullable<BigInt>,
        held_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    mentorship_matters (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        matter -> Text,
        variety -> Text,
        subject -> Text,
        body -> Text,
        on_day -> Date,
        due_on -> Nullable<Date>,
        consent_on -> Nullable<Date>,
        consent_way -> Text,
        raised_by -> Nullable<BigInt>,
        answered_on -> Nullable<Date>,
        answered_by -> Nullable<BigInt>,
        decision -> Text,
        answer -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    mentorship_surveys (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        stage -> Text,
        filled_on -> Date,
        filled_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    mentorship_survey_marks (id) {
        id -> BigInt,
        survey_id -> BigInt,
        question -> Text,
        mark -> BigInt,
    }
}

diesel::table! {
    mentoring_gatherings (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        gathering -> Text,
        theme -> Text,
        held_on -> Date,
        led_by -> Text,
        topic -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    mentoring_attendees (id) {
        id -> BigInt,
        gathering_id -> BigInt,
        person_id -> BigInt,
    }
}

diesel::table! {
    mentoring_group_members (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        person_id -> BigInt,
        from_on -> Date,
        to_on -> Nullable<Date>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    mentorship_onward (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        matter_id -> BigInt,
        step -> Text,
        subject_id -> BigInt,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(mentorship_surveys, mentorship_survey_marks);
diesel::allow_tables_to_appear_in_same_query!(mentoring_gatherings, mentoring_attendees);
