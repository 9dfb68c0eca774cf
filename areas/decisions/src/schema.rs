//! The tables of recommendations, measures and decisions.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    recommendations (id) {
        id -> BigInt,
        campaign_id -> Nullable<BigInt>,
        owner_id -> BigInt,
        owner_path -> Text,
        unit_id -> BigInt,
        unit_path -> Text,
        unit_name -> Text,
        subject -> Text,
        subject_key -> Text,
        level -> Text,
        no -> Text,
        title -> Text,
        score -> Text,
        max -> Text,
        finding -> Text,
        revision -> BigInt,
        addressee -> Text,
        text -> Text,
        clause -> Text,
        status -> Text,
        reply_by -> Nullable<Date>,
        word -> Text,
        sent_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
        audience -> Nullable<Text>,
        document_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    measures (id) {
        id -> BigInt,
        recommendation_id -> Nullable<BigInt>,
        decision_id -> Nullable<BigInt>,
        ordinal -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        title -> Text,
        responsible -> Text,
        due_on -> Date,
        prolonged -> BigInt,
        status -> Text,
        done_on -> Nullable<Date>,
        outcome -> Text,
        document_id -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    recommendation_events (id) {
        id -> BigInt,
        recommendation_id -> BigInt,
        at -> BigInt,
        account_id -> Nullable<BigInt>,
        text -> Text,
    }
}

diesel::table! {
    decisions (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        kind -> Text,
        is_binding -> Bool,
        topic -> Text,
        title -> Text,
        title_key -> Text,
        decided_on -> Date,
        taken_at_level -> Text,
        taken_by -> Text,
        document_id -> Nullable<BigInt>,
        audience -> Text,
        controller -> Text,
        controller_role -> Text,
        plan_id -> Nullable<BigInt>,
        plan_item -> Text,
        status -> Text,
        word -> Text,
        ended_at -> Nullable<BigInt>,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    decision_addressees (id) {
        id -> BigInt,
        decision_id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
    }
}

diesel::table! {
    decision_grounds (id) {
        id -> BigInt,
        decision_id -> BigInt,
        campaign_id -> Nullable<BigInt>,
        no -> Text,
        recommendation_id -> Nullable<BigInt>,
        text -> Text,
    }
}

diesel::table! {
    decision_events (id) {
        id -> BigInt,
        decision_id -> BigInt,
        at -> BigInt,
        account_id -> Nullable<BigInt>,
        text -> Text,
    }
}

diesel::table! {
    case_forms (id) {
        id -> BigInt,
        unit_id -> BigInt,
        text_key -> Text,
        declension -> Text,
        form -> Text,
        updated_by -> Nullable<BigInt>,
        updated_at -> BigInt,
    }
}

diesel::table! {
    paper_answers (id) {
        id -> BigInt,
        recommendation_id -> BigInt,
        number -> Text,
        dated -> Date,
        entered_by -> Nullable<BigInt>,
        entered_at -> BigInt,
    }
}

diesel::joinable!(measures -> recommendations (recommendation_id));
diesel::joinable!(measures -> decisions (decision_id));
diesel::joinable!(decision_addressees -> decisions (decision_id));
diesel::joinable!(decision_grounds -> decisions (decision_id));
diesel::allow_tables_to_appear_in_same_query!(
    recommendations,
    measures,
    decisions,
    decision_addressees,
    decision_grounds
);
