//! Who sees documents and who keeps the registry: everybody from where they stand downwards.

use access::{Level, Role, Row, allow, permission};

permission!(
    /// Lists, cards and files.
    SeeDocuments,
    "Смотреть документы"
);

permission!(
    /// Registering, changing, cancelling.
    KeepDocuments,
    "Вести реестр документов"
);

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let everywhere: Vec<(Role, Level)> = Role::ALL
        .into_iter()
        .flat_map(|role| role.levels().iter().map(move |level| (role, *level)))
        .collect();
    let mut rows = allow::<SeeDocuments>(&everywhere);
    rows.extend(allow::<KeepDocuments>(&[
        (Role::Ministry, Level::Region),
        (Role::InstituteMethodist, Level::Region),
        (Role::MunicipalAuthority, Level::Municipality),
        (Role::ServiceHead, Level::Municipality),
        (Role::MunicipalMethodist, Level::Municipality),
        (Role::Principal, Level::Organisation),
        (Role::Deputy, Level::Organisation),
    ]));
    rows
}
