//! Who gives and withdraws the own consents: whoever has a card. Those of others are seen and noted with the cards, by the
//! permissions of people.

use access::{Level, Role, Row, allow, permission};

permission!(
    /// One's own consents: giving, withdrawing, printing.
    OwnConsents,
    "Давать и отзывать свои согласия"
);

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let everybody: Vec<(Role, Level)> = Role::ALL
        .into_iter()
        .flat_map(|role| role.levels().iter().map(move |level| (role, *level)))
        .collect();
    allow::<OwnConsents>(&everybody)
}
