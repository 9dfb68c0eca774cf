//! The table of documents that assess a mentee.

diesel::table! {
    mentorship_matter_papers (matter_id) {
        matter_id -> BigInt,
        mentorship_id -> BigInt,
        file_id -> BigInt,
        name -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}
