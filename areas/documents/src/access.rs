//! Who sees documents, who keeps the registry and who signs: everybody from where they stand downwards.

use access::{Granted, Level, Role, Row, allow, permission};
use db::Ranges;
use units::UnitId;
use web::{Cx, Error, Read, Request, Result};

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

permission!(
    /// Signing: the head of the unit, or who signs for the head.
    SignDocuments,
    "Подписывать документы"
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
    rows.extend(allow::<SignDocuments>(&[
        (Role::Ministry, Level::Region),
        (Role::MunicipalAuthority, Level::Municipality),
        (Role::ServiceHead, Level::Municipality),
        (Role::Principal, Level::Organisation),
    ]));
    rows
}

/// The whole scope, or the unit asked for with what stands under it.
pub(crate) fn asked(cx: &mut Cx<Read>, may: &Granted<SeeDocuments>, request: &Request) -> Result<Ranges> {
    let asked = request.asked("unit");
    if asked.is_empty() {
        return Ok(may.ranges().clone());
    }
    let id: UnitId = asked.parse().map_err(|_| Error::NotFound)?;
    let unit = units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    Ok(Ranges::under([unit.path.as_str()]))
}
