//! Who decides what everybody sees: the authority of the region and of the municipality, and their services.

use access::{Level, Role, Row, allow, permission};

permission!(
    /// Showing published results on the open page, and taking them off it.
    OpenResults,
    "Показывать результаты мониторинга на открытой странице"
);

permission!(
    /// Showing the directory of methodical structures to everybody, and taking it off.
    OpenDirectory,
    "Показывать справочник методических структур всем"
);

const WHO: [(Role, Level); 5] = [
    (Role::Ministry, Level::Region),
    (Role::InstituteMethodist, Level::Region),
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::ServiceHead, Level::Municipality),
    (Role::Principal, Level::Organisation),
];

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let mut rows = allow::<OpenResults>(&WHO);
    rows.extend(allow::<OpenDirectory>(&WHO));
    rows
}
