//! Documents, their journals and numbers.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    documents (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        kind -> Text,
        genus -> Text,
        title -> Text,
        name_key -> Text,
        number -> Text,
        signed_on -> Date,
        issuer -> Text,
        status -> Text,
        valid_to -> Nullable<Date>,
        topic -> Text,
        topic_key -> Text,
        file_id -> Nullable<BigInt>,
        sha256 -> Nullable<Text>,
        link -> Nullable<Text>,
        cancel_reason -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_by -> Nullable<BigInt>,
        updated_at -> BigInt,
        version -> BigInt,
        registered_on -> Nullable<Date>,
        addressee -> Nullable<Text>,
        controller -> Nullable<Text>,
        form_key -> Nullable<BigInt>,
        publishable -> Nullable<Text>,
    }
}

diesel::table! {
    legal_act_marks (id) {
        id -> BigInt,
        unit_id -> BigInt,
        act -> Text,
        edition -> Text,
        valid_to -> Nullable<Date>,
        instead -> Text,
        checked_on -> Date,
        account_id -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    document_counters (id) {
        id -> BigInt,
        unit_id -> BigInt,
        genus -> Text,
        year -> BigInt,
        taken -> BigInt,
    }
}

diesel::table! {
    document_numbers (id) {
        id -> BigInt,
        unit_id -> BigInt,
        genus -> Text,
        year -> BigInt,
        n -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(document_numbers, documents);

diesel::table! {
    document_links (id) {
        id -> BigInt,
        document_id -> BigInt,
        relation -> Text,
        target_id -> Nullable<BigInt>,
        line -> Text,
        dated -> Nullable<Date>,
        valid_to -> Nullable<Date>,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    document_files (id) {
        id -> BigInt,
        document_id -> BigInt,
        part -> Text,
        title -> Text,
        slot -> BigInt,
        version -> BigInt,
        file_id -> Nullable<BigInt>,
        name -> Text,
        size -> BigInt,
        media_type -> Text,
        sha256 -> Text,
        reason -> Text,
        added_by -> Nullable<BigInt>,
        added_at -> BigInt,
        ended_by -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    document_disposals (id) {
        id -> BigInt,
        protocol -> Text,
        erased_by -> Nullable<BigInt>,
        erased_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    disposal_lines (id) {
        id -> BigInt,
        act_id -> BigInt,
        document_id -> BigInt,
        title -> Text,
        line -> Text,
        year -> BigInt,
        files -> BigInt,
        kept_until -> Date,
        clause -> Text,
    }
}

diesel::joinable!(disposal_lines -> document_disposals (act_id));
diesel::joinable!(document_disposals -> documents (id));
diesel::allow_tables_to_appear_in_same_query!(disposal_lines, document_disposals, documents);

diesel::table! {
    document_sections (id) {
        id -> BigInt,
        document_id -> BigInt,
        section -> Text,
        marked_by -> Nullable<BigInt>,
        marked_at -> BigInt,
    }
}

diesel::table! {
    document_circulations (id) {
        id -> BigInt,
        document_id -> BigInt,
        level -> Nullable<Text>,
        unit_id -> Nullable<BigInt>,
        read_by -> Date,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    document_acquaintances (id) {
        id -> BigInt,
        document_id -> BigInt,
        unit_id -> BigInt,
        account_id -> Nullable<BigInt>,
        marked_at -> BigInt,
    }
}

diesel::joinable!(document_circulations -> documents (document_id));
diesel::allow_tables_to_appear_in_same_query!(document_circulations, documents);

diesel::table! {
    document_visas (id) {
        id -> BigInt,
        document_id -> BigInt,
        place -> BigInt,
        asked -> Text,
        post -> Text,
        name -> Text,
        mark -> Nullable<Text>,
        marked_on -> Nullable<Date>,
        remark -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        marked_by -> Nullable<BigInt>,
        marked_at -> Nullable<BigInt>,
        version -> BigInt,
    }
}

diesel::table! {
    document_mailings (id) {
        id -> BigInt,
        document_id -> BigInt,
        name -> Text,
        sent_on -> Nullable<Date>,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        sent_by -> Nullable<BigInt>,
        sent_at -> Nullable<BigInt>,
    }
}
