//! The tables of reports and of results of procedures.
#![expect(missing_docs, reason = "columns are told in the migrations")]

diesel::table! {
    reports (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        issuer_id -> BigInt,
        issuer_path -> Text,
        unit_id -> BigInt,
        unit_path -> Text,
        unit_name -> Text,
        is_whole -> Bool,
        edition -> BigInt,
        reason -> Text,
        begun_on -> BigInt,
        revision -> BigInt,
        status -> Text,
        document_id -> Nullable<BigInt>,
        frozen -> Text,
        approved_at -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    report_sections (id) {
        id -> BigInt,
        report_id -> BigInt,
        place -> BigInt,
        code -> Text,
        title -> Text,
        body -> Text,
        updated_at -> BigInt,
        updated_by -> Nullable<BigInt>,
        version -> BigInt,
    }
}

diesel::table! {
    report_events (id) {
        id -> BigInt,
        report_id -> BigInt,
        at -> BigInt,
        account_id -> Nullable<BigInt>,
        text -> Text,
    }
}

diesel::table! {
    report_batches (id) {
        id -> BigInt,
        campaign_id -> BigInt,
        issuer_id -> BigInt,
        issuer_path -> Text,
        form -> Text,
        status -> Text,
        done -> BigInt,
        total -> BigInt,
        fault -> Text,
        file_id -> Nullable<BigInt>,
        created_at -> BigInt,
        created_by -> Nullable<BigInt>,
        finished_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    procedure_results (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        kind -> Text,
        period -> Text,
        subject -> Text,
        subject_key -> Text,
        grade -> BigInt,
        participants -> BigInt,
        mean -> Text,
        passed -> Text,
        quality -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        updated_by -> Nullable<BigInt>,
        version -> BigInt,
    }
}
