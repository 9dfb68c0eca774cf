//! The tables of letters.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    mails (id) {
        id -> BigInt,
        mail_key -> Text,
        account_id -> BigInt,
        address -> Text,
        subject -> Text,
        letter -> Text,
        state -> Text,
        attempts -> BigInt,
        fault -> Text,
        created_at -> BigInt,
        good_until -> BigInt,
        tried_at -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    mail_addresses (account_id) {
        account_id -> BigInt,
        address -> Text,
        address_key -> Text,
        confirmed_at -> Nullable<BigInt>,
        wants_reminders -> Bool,
        next_reminder_at -> BigInt,
        updated_at -> BigInt,
    }
}
