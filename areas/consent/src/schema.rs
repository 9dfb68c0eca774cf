//! The tables of consents.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    consents (id) {
        id -> BigInt,
        person_id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        kind -> Text,
        fields -> Text,
        aim -> Text,
        wording -> Text,
        source -> Text,
        way -> Text,
        given_on -> Date,
        last_day -> Nullable<Date>,
        file_id -> Nullable<BigInt>,
        recorded_by -> Nullable<BigInt>,
        recorded_at -> BigInt,
        replaced_on -> Nullable<Date>,
        withdrawn_on -> Nullable<Date>,
        withdrawn_way -> Text,
        withdrawal_file_id -> Nullable<BigInt>,
        withdrawal_by -> Nullable<BigInt>,
        erase_by -> Nullable<Date>,
        erased_on -> Nullable<Date>,
        erasure_note -> Text,
        version -> BigInt,
        erased_what -> Nullable<Text>,
    }
}

diesel::table! {
    confidentiality_obligations (id) {
        id -> BigInt,
        account -> BigInt,
        title -> Text,
        wording -> Text,
        source -> Text,
        accepted_on -> Date,
        accepted_at -> BigInt,
    }
}
