//! The table of jobs.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    jobs (id) {
        id -> BigInt,
        kind -> Text,
        job_key -> Text,
        payload -> Text,
        state -> Text,
        run_at -> BigInt,
        attempts -> BigInt,
        lease_until -> BigInt,
        fault -> Text,
        created_at -> BigInt,
    }
}
