//! The tables of units.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    units (id) {
        id -> BigInt,
        parent_id -> Nullable<BigInt>,
        path -> Text,
        top_id -> Nullable<BigInt>,
        level -> Text,
        kind -> Text,
        code -> Text,
        name -> Text,
        short_name -> Text,
        name_key -> Text,
        zone -> Nullable<Text>,
        size_group -> Text,
        service_form -> Nullable<Text>,
        service_staff -> Nullable<BigInt>,
        resource_url -> Nullable<Text>,
        is_small -> Bool,
        is_remote -> Bool,
        pupils -> Nullable<BigInt>,
        teachers -> Nullable<BigInt>,
        state -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
        distance_km -> Nullable<BigInt>,
        is_hard_to_reach -> Bool,
        authority -> Nullable<Text>,
    }
}

diesel::table! {
    unit_versions (id) {
        id -> BigInt,
        unit_id -> BigInt,
        parent_id -> Nullable<BigInt>,
        path -> Text,
        name -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        level -> Text,
        kind -> Text,
        short_name -> Text,
        name_key -> Text,
        size_group -> Text,
        service_form -> Nullable<Text>,
        service_staff -> Nullable<BigInt>,
        is_small -> Bool,
        is_remote -> Bool,
        distance_km -> Nullable<BigInt>,
        pupils -> Nullable<BigInt>,
        teachers -> Nullable<BigInt>,
        is_hard_to_reach -> Bool,
    }
}

diesel::table! {
    unit_events (id) {
        id -> BigInt,
        unit_id -> BigInt,
        kind -> Text,
        happened_on -> Date,
        text -> Text,
        ground -> Text,
        other_id -> Nullable<BigInt>,
        account_id -> Nullable<BigInt>,
        at -> BigInt,
    }
}

diesel::table! {
    unit_mergers (id) {
        id -> BigInt,
        closed_id -> BigInt,
        into_id -> BigInt,
        happened_on -> Date,
        told -> Text,
        merged_by -> Nullable<BigInt>,
        merged_at -> BigInt,
        undone_by -> Nullable<BigInt>,
        undone_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    unit_closings (id) {
        id -> BigInt,
        unit_id -> BigInt,
        happened_on -> Date,
        told -> Text,
        closed_by -> Nullable<BigInt>,
        closed_at -> BigInt,
        undone_by -> Nullable<BigInt>,
        undone_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    unit_divisions (id) {
        id -> BigInt,
        new_id -> BigInt,
        from_id -> BigInt,
        happened_on -> Date,
        told -> Text,
        divided_by -> Nullable<BigInt>,
        divided_at -> BigInt,
        undone_by -> Nullable<BigInt>,
        undone_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    unit_orders (id) {
        id -> BigInt,
        unit_id -> BigInt,
        kind -> Text,
        due_on -> Date,
        ground -> Text,
        name -> Text,
        short_name -> Text,
        into_id -> Nullable<BigInt>,
        state -> Text,
        refusal -> Text,
        ordered_by -> Nullable<BigInt>,
        ordered_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        teachers -> Nullable<BigInt>,
        pupils -> Nullable<BigInt>,
        stopped_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    unit_contacts (id) {
        id -> BigInt,
        address -> Text,
        phone -> Text,
        email -> Text,
        site -> Text,
        codes -> Text,
        updated_by -> Nullable<BigInt>,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    unit_methodics (id) {
        id -> BigInt,
        purpose -> Text,
        tasks -> Text,
        organisation -> Text,
        content -> Text,
        updated_by -> Nullable<BigInt>,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    unit_letterheads (id) {
        id -> BigInt,
        unit_id -> BigInt,
        place -> BigInt,
        lines -> Text,
    }
}

diesel::table! {
    pack_bindings (id) {
        id -> BigInt,
        unit_id -> BigInt,
        pack -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(units, unit_versions, unit_events, pack_bindings);
