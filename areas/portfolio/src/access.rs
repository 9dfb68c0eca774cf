//! Who keeps a portfolio: whoever works in a school, each the own one. Others read it with the card of the person.

use access::{Level, Role, Row, allow, permission};

permission!(
    /// One's own portfolio: adding, hiding, private links.
    OwnPortfolio,
    "Вести своё портфолио"
);

/// Whose work has no portfolio here.
const WITHOUT: [Role; 3] = [Role::Administrator, Role::Ministry, Role::MunicipalAuthority];

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let everybody: Vec<(Role, Level)> = Role::ALL
        .into_iter()
        .filter(|role| !WITHOUT.contains(role))
        .flat_map(|role| role.levels().iter().map(move |level| (role, *level)))
        .collect();
    allow::<OwnPortfolio>(&everybody)
}
