//! The tables of monitoring.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    campaigns (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        template -> Text,
        template_json -> Text,
        template_hash -> Text,
        pack_version -> Text,
        title -> Text,
        clause -> Text,
        period -> Text,
        state -> Text,
        collect_from -> Date,
        collect_to -> Date,
        verify_to -> Date,
        publish_on -> Date,
        ranks_act_id -> Nullable<BigInt>,
        closes_at -> BigInt,
        groups_act_id -> Nullable<BigInt>,
        bands_act_id -> Nullable<BigInt>,
        bands -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    sheets (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        unit_name -> Text,
        name_key -> Text,
        size_group -> Text,
        state -> Text,
        due_on -> Date,
        return_reason -> Text,
        left_out_reason -> Text,
        submitted_at -> Nullable<BigInt>,
        submitted_by -> Nullable<BigInt>,
        verified_at -> Nullable<BigInt>,
        verified_by -> Nullable<BigInt>,
        level -> Text,
        subject -> Text,
        subject_key -> Text,
        account_id -> Nullable<BigInt>,
        closes_at -> BigInt,
        object_to -> Nullable<Date>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    answers (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        no -> Text,
        declared -> Text,
        origin -> Text,
        accepted -> Text,
        ruling -> Text,
        ruling_reason -> Text,
        ruled_at -> Nullable<BigInt>,
        ruled_by -> Nullable<BigInt>,
        remark -> Text,
        updated_at -> BigInt,
        updated_by -> Nullable<BigInt>,
        fact -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    evidence (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        no -> Text,
        document_id -> BigInt,
        title -> Text,
        sha256 -> Text,
        frozen_at -> Nullable<BigInt>,
        added_at -> BigInt,
        added_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    sheet_events (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        at -> BigInt,
        account_id -> Nullable<BigInt>,
        no -> Text,
        text -> Text,
    }
}

diesel::table! {
    publications (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        revision -> BigInt,
        template_hash -> Text,
        mean_percent -> Text,
        median_percent -> Text,
        reason -> Text,
        published_at -> BigInt,
        published_by -> Nullable<BigInt>,
        places_by -> Text,
        groups_by -> Text,
        bands_by -> Text,
    }
}

diesel::table! {
    published_objects (id) {
        id -> BigInt,
        publication_id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        name -> Text,
        parent_name -> Text,
        size_group -> Text,
        score -> Text,
        max -> Text,
        percent -> Text,
        band -> Text,
        place -> BigInt,
        group_place -> Nullable<BigInt>,
        change -> Text,
        left_out_reason -> Text,
        level -> Text,
        subject -> Text,
        subject_key -> Text,
    }
}

diesel::table! {
    published_scores (id) {
        id -> BigInt,
        object_id -> BigInt,
        no -> Text,
        criterion -> Text,
        score -> Text,
        max -> Text,
        state -> Text,
        rule -> Text,
        why -> Text,
        earns -> Text,
        answer -> Text,
        ground -> Text,
        ruled_by -> Text,
        ruled_at -> Nullable<BigInt>,
        evidence -> Text,
    }
}

diesel::table! {
    campaign_subjects (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        level -> Text,
        name -> Text,
        name_key -> Text,
        account_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    objections (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        no -> Text,
        text -> Text,
        made_at -> BigInt,
        made_by -> Nullable<BigInt>,
        outcome -> Text,
        answer -> Text,
        answered_at -> Nullable<BigInt>,
        answered_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    answer_comments (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        no -> Text,
        text -> Text,
        said_at -> BigInt,
        said_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    sheet_reminders (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        day -> Date,
        text -> Text,
        sent_at -> BigInt,
        sent_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    campaign_events (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        at -> BigInt,
        account_id -> Nullable<BigInt>,
        text -> Text,
    }
}

diesel::table! {
    own_templates (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        title -> Text,
        title_key -> Text,
        template_json -> Text,
        made_from -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::joinable!(sheets -> campaigns (campaign_id));
diesel::joinable!(answers -> sheets (sheet_id));
diesel::joinable!(evidence -> sheets (sheet_id));
diesel::joinable!(sheet_events -> sheets (sheet_id));
diesel::joinable!(publications -> campaigns (campaign_id));
diesel::joinable!(published_objects -> publications (publication_id));
diesel::joinable!(published_scores -> published_objects (object_id));
diesel::joinable!(campaign_subjects -> campaigns (campaign_id));
diesel::joinable!(objections -> sheets (sheet_id));
diesel::joinable!(answer_comments -> sheets (sheet_id));
diesel::joinable!(sheet_reminders -> sheets (sheet_id));
diesel::joinable!(campaign_events -> campaigns (campaign_id));
diesel::allow_tables_to_appear_in_same_query!(
    campaigns,
    sheets,
    answers,
    evidence,
    sheet_events,
    publications,
    published_objects,
    published_scores,
    campaign_subjects,
    objections,
    answer_comments,
    sheet_reminders,
    campaign_events,
    own_templates
);
