//! The tables of recommendations and measures.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    recommendations (id) {
        id -> BigInt,
        campaign_id -> BigInt,
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
    }
}

diesel::table! {
    measures (id) {
        id -> BigInt,
        recommendation_id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        title -> Text,
        responsible -> Text,
        due_on -> Date,
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

diesel::joinable!(measures -> recommendations (recommendation_id));
diesel::allow_tables_to_appear_in_same_query!(recommendations, measures);
