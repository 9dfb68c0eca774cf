//! The tables of links that letters carry, of identities at a provider with the ways there and back, of printed sheets of
//! codes.

diesel::table! {
    mail_links (id) {
        id -> BigInt,
        token_hash -> Text,
        account_id -> BigInt,
        purpose -> Text,
        address -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    provider_identities (id) {
        id -> BigInt,
        account_id -> BigInt,
        issuer -> Text,
        subject -> Text,
        name -> Text,
        linked_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    provider_journeys (id) {
        id -> BigInt,
        token_hash -> Text,
        account_id -> Nullable<BigInt>,
        state -> Text,
        nonce -> Text,
        verifier -> Text,
        back_to -> Text,
        carried -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    invitation_sheets (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        printed_at -> BigInt,
        expires_at -> BigInt,
        closed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    invitation_sheet_rows (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        account_id -> BigInt,
        person_id -> BigInt,
        post -> Text,
        role -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(invitation_sheets, invitation_sheet_rows);
