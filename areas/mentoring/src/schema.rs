//! The tables of mentoring.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    mentorships (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        mentee_id -> BigInt,
        category -> Text,
        kind -> Text,
        state -> Text,
        hired_on -> Date,
        graduates_on -> Nullable<Date>,
        starts_on -> Nullable<Date>,
        ends_on -> Nullable<Date>,
        council_on -> Nullable<Date>,
        council_document_id -> Nullable<BigInt>,
        council_note -> Text,
        deputy_on -> Nullable<Date>,
        deputy_account -> Nullable<BigInt>,
        mentee_on -> Nullable<Date>,
        mentee_way -> Text,
        order_on -> Nullable<Date>,
        order_document_id -> Nullable<BigInt>,
        announced_on -> Nullable<Date>,
        reason -> Text,
        ended_on -> Nullable<Date>,
        end_ground -> Text,
        end_note -> Text,
        result -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    mentorship_mentors (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        person_id -> BigInt,
        agreement -> Text,
        consent_on -> Nullable<Date>,
        consent_way -> Text,
        terms_on -> Nullable<Date>,
        terms_way -> Text,
        terms_note -> Text,
        from_on -> Nullable<Date>,
        to_on -> Nullable<Date>,
        end_ground -> Text,
        end_note -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        choice_reason -> Nullable<Text>,
    }
}

diesel::table! {
    mentorship_works (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        work -> Text,
        held_on -> Date,
        topic -> Text,
        outcome -> Text,
        written_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    mentorship_tasks (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        title -> Text,
        due_on -> Date,
        done_on -> Nullable<Date>,
        proof -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    mentorship_reports (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        side -> Text,
        half -> Text,
        body -> Text,
        state -> Text,
        submitted_on -> Date,
        heard_on -> Nullable<Date>,
        protocol -> Text,
        word -> Text,
        written_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    mentorship_report_texts (id) {
        id -> BigInt,
        report_id -> BigInt,
        mentorship_id -> BigInt,
        body -> Text,
        state -> Text,
        submitted_on -> Date,
        heard_on -> Nullable<Date>,
        word -> Text,
        written_by -> Nullable<BigInt>,
        replaced_at -> BigInt,
    }
}

diesel::table! {
    mentorship_events (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        account -> Nullable<BigInt>,
        at -> BigInt,
        text -> Text,
    }
}

diesel::table! {
    adaptation_results (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        person_id -> BigInt,
        studied_on -> Date,
        level -> Text,
        note -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    mentorship_orders (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        leaving_id -> BigInt,
        next_id -> BigInt,
        document_id -> BigInt,
        signed_on -> Date,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    mentorship_outcomes (mentorship_id) {
        mentorship_id -> BigInt,
        adaptation -> Text,
        stays -> Text,
        incentive -> Text,
        incentive_note -> Text,
        waiver -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    mentorship_work_edits (id) {
        id -> BigInt,
        work_id -> BigInt,
        work -> Text,
        held_on -> Date,
        topic -> Text,
        outcome -> Text,
        edited_by -> Nullable<BigInt>,
        edited_at -> BigInt,
    }
}

diesel::table! {
    mentorship_exceptions (mentorship_id) {
        mentorship_id -> BigInt,
        ground -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    mentorship_sheets (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        mentee_id -> BigInt,
        candidate_id -> BigInt,
        kind -> Text,
        held_on -> Date,
        document_id -> Nullable<BigInt>,
        protocol -> Text,
        decision -> Text,
        word -> Text,
        written_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    mentorship_marks (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        criterion -> Text,
        mark -> BigInt,
    }
}

diesel::table! {
    mentorship_ends (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        document_id -> BigInt,
        signed_on -> Date,
        notice_on -> Nullable<Date>,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    mentorship_end_parts (id) {
        id -> BigInt,
        end_id -> BigInt,
        mentor_id -> BigInt,
    }
}

diesel::table! {
    mentorship_grounds (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        document_id -> BigInt,
        file_id -> BigInt,
        name -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    mentorship_signed (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        mentor_id -> BigInt,
        paper -> Text,
        file_id -> BigInt,
        name -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    mentorship_analyses (work_id) {
        work_id -> BigInt,
        kind -> Text,
        class -> Text,
        subject -> Text,
        advice -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    mentorships,
    mentorship_mentors,
    mentorship_works,
    mentorship_tasks,
    mentorship_reports,
    mentorship_report_texts,
    mentorship_events,
    mentorship_orders,
    mentorship_outcomes,
    mentorship_work_edits,
    mentorship_exceptions,
    mentorship_sheets,
    mentorship_marks,
    mentorship_ends,
    mentorship_end_parts,
    mentorship_grounds,
    mentorship_signed,
    mentorship_analyses
);

pub mod around;
pub mod assessed;
pub mod coming;
pub mod experience;
pub mod handing;
pub mod ordered;
pub mod replacing;
pub mod unfit;
