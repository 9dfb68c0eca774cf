//! The tables of links that letters carry, and of identities at a provider with the ways there and back.

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
