//! The tables of access: accounts, sessions, roles in scopes, second factors, access tokens, exports and the rest.
#![expect(missing_docs, reason = "columns are told in the migration")]

diesel::table! {
    accounts (id) {
        id -> BigInt,
        login -> Text,
        login_key -> Text,
        last_name -> Text,
        first_name -> Text,
        middle_name -> Text,
        name_key -> Text,
        password_hash -> Nullable<Text>,
        state -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        version -> BigInt,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        token_hash -> Text,
        account_id -> BigInt,
        csrf -> Text,
        agent -> Text,
        created_at -> BigInt,
        seen_at -> BigInt,
        expires_at -> BigInt,
        ended_at -> Nullable<BigInt>,
        proved_at -> Nullable<BigInt>,
        address -> Nullable<Text>,
    }
}

diesel::table! {
    role_grants (id) {
        id -> BigInt,
        account_id -> BigInt,
        role -> Text,
        unit_id -> BigInt,
        scope_path -> Text,
        level -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
        basis -> Text,
        delegated_by -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    delegations (id) {
        id -> BigInt,
        grant_id -> BigInt,
        absent_id -> BigInt,
        deputy_id -> BigInt,
        valid_from -> Date,
        valid_to -> Date,
        reason -> Text,
        ground -> Text,
        duties -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        ended_by -> Nullable<BigInt>,
        ended_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    invitations (id) {
        id -> BigInt,
        token_hash -> Text,
        account_id -> BigInt,
        created_by -> Nullable<BigInt>,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    access_tokens (id) {
        id -> BigInt,
        account_id -> BigInt,
        name -> Text,
        token_hash -> Text,
        scope -> Text,
        unit_id -> Nullable<BigInt>,
        unit_path -> Nullable<Text>,
        expires_on -> Date,
        created_at -> BigInt,
        created_by -> Nullable<BigInt>,
        last_used_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sign_in_failures (id) {
        id -> BigInt,
        login_key -> Text,
        failures -> BigInt,
        last_at -> BigInt,
    }
}

diesel::table! {
    second_factors (id) {
        id -> BigInt,
        secret -> Text,
        last_step -> BigInt,
        created_at -> BigInt,
        confirmed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    recovery_codes (id) {
        id -> BigInt,
        account_id -> BigInt,
        code_hash -> Text,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    pending_sign_ins (id) {
        id -> BigInt,
        token_hash -> Text,
        account_id -> BigInt,
        password_mark -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    exports (id) {
        id -> BigInt,
        account_id -> BigInt,
        at -> BigInt,
        route -> Text,
        objects -> BigInt,
    }
}

diesel::table! {
    export_requests (id) {
        id -> BigInt,
        account_id -> BigInt,
        at -> BigInt,
        objects -> BigInt,
        reason -> Text,
        state -> Text,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<BigInt>,
        answer -> Text,
        ends_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    export_refusals (id) {
        id -> BigInt,
        account_id -> BigInt,
        at -> BigInt,
        route -> Text,
        objects -> BigInt,
        state -> Text,
        settled_by -> Nullable<BigInt>,
        settled_at -> Nullable<BigInt>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(accounts, sessions, role_grants, delegations, invitations);
