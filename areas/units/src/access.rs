//! Who sees the tree: everybody who works in it, from where they stand downwards.

use access::{Level, Role, Row, allow, permission};

permission!(
    /// Lists and cards of units.
    SeeUnits,
    "Смотреть территории и организации"
);

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let everywhere: Vec<(Role, Level)> = Role::ALL
        .into_iter()
        .flat_map(|role| role.levels().iter().map(move |level| (role, *level)))
        .collect();
    allow::<SeeUnits>(&everywhere)
}
