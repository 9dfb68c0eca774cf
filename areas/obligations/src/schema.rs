//! The tables of reminders.

diesel::table! {
    reminder_hours (unit_id) {
        unit_id -> BigInt,
        unit_path -> Text,
        hour -> BigInt,
        updated_by -> Nullable<BigInt>,
        updated_at -> BigInt,
    }
}

diesel::table! {
    reminder_stops (account_id, kind) {
        account_id -> BigInt,
        kind -> Text,
        stopped_at -> BigInt,
    }
}

diesel::table! {
    reminders_told (account_id, duty_key) {
        account_id -> BigInt,
        duty_key -> Text,
        told_on -> Date,
    }
}
