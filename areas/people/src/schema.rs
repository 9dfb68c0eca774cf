//! The tables of people.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    people (id) {
        id -> BigInt,
        last_name -> Text,
        first_name -> Text,
        middle_name -> Text,
        former_name -> Text,
        name_key -> Text,
        likeness -> Text,
        birth_date -> Nullable<Date>,
        email -> Text,
        phone -> Text,
        general_since -> Nullable<Date>,
        pedagogical_since -> Nullable<Date>,
        unit_id -> BigInt,
        unit_path -> Text,
        top_id -> BigInt,
        state -> Text,
        merged_into -> Nullable<BigInt>,
        account_id -> Nullable<BigInt>,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_by -> Nullable<BigInt>,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    employments (id) {
        id -> BigInt,
        person_id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        post -> Text,
        post_title -> Text,
        rate -> BigInt,
        is_main -> Bool,
        started_on -> Date,
        ended_on -> Nullable<Date>,
        ground -> Text,
        end_reason -> Text,
        shows -> Bool,
        is_start_told -> Nullable<Bool>,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
        teaching_hours -> Nullable<BigInt>,
        continues_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    employment_subjects (id) {
        id -> BigInt,
        employment_id -> BigInt,
        person_id -> BigInt,
        subject -> Text,
    }
}

diesel::table! {
    person_categories (id) {
        id -> BigInt,
        person_id -> BigInt,
        category -> Text,
        post -> Text,
        granted_on -> Date,
        valid_to -> Nullable<Date>,
        document -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    person_records (id) {
        id -> BigInt,
        person_id -> BigInt,
        kind -> Text,
        title -> Text,
        place -> Text,
        began_on -> Nullable<Date>,
        happened_on -> Date,
        hours -> Nullable<BigInt>,
        document -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
        form -> Nullable<Text>,
        level -> Nullable<Text>,
        platform -> Nullable<Text>,
        progress -> Nullable<BigInt>,
    }
}

diesel::table! {
    teams (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        name -> Text,
        name_key -> Text,
        purpose -> Text,
        started_on -> Nullable<Date>,
        ends_on -> Nullable<Date>,
        state -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    team_members (id) {
        id -> BigInt,
        team_id -> BigInt,
        person_id -> BigInt,
        since -> Nullable<Date>,
    }
}

diesel::table! {
    person_merges (id) {
        id -> BigInt,
        kept_id -> BigInt,
        gone_id -> BigInt,
        moved -> Text,
        merged_by -> Nullable<BigInt>,
        merged_at -> BigInt,
        undone_at -> Nullable<BigInt>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    people,
    employments,
    employment_subjects,
    person_categories,
    person_records,
    teams,
    team_members
);

diesel::table! {
    person_distinctions (id) {
        id -> BigInt,
        one_id -> BigInt,
        other_id -> BigInt,
        said_by -> Nullable<BigInt>,
        said_at -> BigInt,
    }
}
