//! The tables of structures.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    structures (id) {
        id -> BigInt,
        unit_id -> BigInt,
        unit_path -> Text,
        level -> Text,
        kind -> Text,
        block -> Text,
        name -> Text,
        name_key -> Text,
        directions -> Text,
        parent_id -> Nullable<BigInt>,
        is_temporary -> Bool,
        started_on -> Date,
        ends_on -> Nullable<Date>,
        task -> Text,
        document_id -> Nullable<BigInt>,
        resource_url -> Text,
        section_url -> Nullable<Text>,
        state -> Text,
        closed_on -> Nullable<Date>,
        result -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
        minutes_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    structure_directions (id) {
        id -> BigInt,
        structure_id -> BigInt,
        direction -> Text,
    }
}

diesel::table! {
    structure_members (id) {
        id -> BigInt,
        structure_id -> BigInt,
        person_id -> Nullable<BigInt>,
        name -> Text,
        name_key -> Text,
        post -> Text,
        role -> Text,
        from_on -> Date,
        term_on -> Nullable<Date>,
        to_on -> Nullable<Date>,
        basis -> Text,
        end_reason -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        organisation_id -> Nullable<BigInt>,
        organisation -> Nullable<Text>,
        order_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    structure_links (id) {
        id -> BigInt,
        structure_id -> BigInt,
        kind -> Text,
        to_id -> Nullable<BigInt>,
        unit_id -> Nullable<BigInt>,
        about -> Text,
        since -> Date,
        until -> Nullable<Date>,
        created_at -> BigInt,
        ground -> Nullable<Text>,
    }
}

diesel::table! {
    structure_events (id) {
        id -> BigInt,
        structure_id -> BigInt,
        account -> Nullable<BigInt>,
        at -> BigInt,
        text -> Text,
    }
}

diesel::table! {
    structure_partners (id) {
        id -> BigInt,
        structure_id -> BigInt,
        name -> Text,
        name_key -> Text,
        sort -> Text,
        document_id -> Nullable<BigInt>,
        about -> Text,
        since -> Date,
        until -> Nullable<Date>,
        created_at -> BigInt,
        contacts -> Text,
    }
}

diesel::table! {
    structure_joint_works (id) {
        id -> BigInt,
        partner_id -> BigInt,
        held_on -> Date,
        title -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    structure_publications (id) {
        id -> BigInt,
        structure_id -> BigInt,
        outlet -> Text,
        outlet_name -> Text,
        title -> Text,
        url -> Text,
        published_on -> Date,
        account_id -> Nullable<BigInt>,
        created_at -> BigInt,
        removed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    structure_closures (id) {
        id -> BigInt,
        structure_id -> BigInt,
        closed_on -> Date,
        reopened_on -> Date,
        result -> Text,
        reason -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    structure_link_works (id) {
        id -> BigInt,
        link_id -> BigInt,
        held_on -> Date,
        title -> Text,
        own_part -> Text,
        other_part -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    structure_tasks (id) {
        id -> BigInt,
        structure_id -> BigInt,
        title -> Text,
        ground -> Text,
        due_on -> Nullable<Date>,
        state -> Text,
        result -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    structure_task_sides (id) {
        id -> BigInt,
        task_id -> BigInt,
        structure_id -> BigInt,
        is_leading -> Bool,
        part -> Text,
    }
}

diesel::table! {
    structure_approvals (id) {
        id -> BigInt,
        structure_id -> BigInt,
        document_id -> BigInt,
        approved_on -> Date,
        created_at -> BigInt,
    }
}

diesel::table! {
    structure_functions (id) {
        id -> BigInt,
        structure_id -> BigInt,
        function -> Text,
        is_carried -> Bool,
        evidence -> Text,
        told_on -> Date,
        account_id -> Nullable<BigInt>,
        at -> BigInt,
    }
}

diesel::table! {
    structure_approval_lines (id) {
        id -> BigInt,
        approval_id -> BigInt,
        person_id -> Nullable<BigInt>,
        name -> Text,
        name_key -> Text,
        post -> Text,
        role -> Text,
        organisation_id -> Nullable<BigInt>,
        organisation -> Nullable<Text>,
    }
}

diesel::table! {
    structure_documents (id) {
        id -> BigInt,
        structure_id -> BigInt,
        document_id -> BigInt,
        created_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    structure_directions,
    structures,
    structure_members,
    structure_links,
    structure_events,
    structure_partners,
    structure_publications,
    structure_joint_works,
    structure_link_works,
    structure_tasks,
    structure_task_sides,
    structure_approvals,
    structure_approval_lines,
    structure_functions,
    structure_documents
);
diesel::allow_columns_to_appear_in_same_group_by_clause!(structure_directions::direction, structures::kind);

diesel::table! {
    structure_emblems (id) {
        id -> BigInt,
        file_id -> BigInt,
        sha256 -> Text,
        media_type -> Text,
        set_by -> Nullable<BigInt>,
        set_at -> BigInt,
    }
}
