//! The table of steps that were marked for another term.

diesel::table! {
    mentorship_unfit_steps (id) {
        id -> BigInt,
        mentorship_id -> BigInt,
        step -> Text,
        mentor_id -> Nullable<BigInt>,
        category -> Text,
        graduates_on -> Nullable<Date>,
        created_at -> BigInt,
    }
}
