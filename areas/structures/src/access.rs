//! Who sees structures – everybody from where they stand downwards, and those of the units above – and who keeps them.

use access::{Granted, Level, Permission, Role, Row, allow, permission};
use web::{Cx, Mode};

use crate::store::View;

permission!(
    /// Lists, cards, schemes.
    SeeStructures,
    "Смотреть методические структуры"
);

permission!(
    /// Founding, changing, closing; members and links.
    KeepStructures,
    "Вести методические структуры"
);

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let everywhere: Vec<(Role, Level)> = Role::ALL
        .into_iter()
        .flat_map(|role| role.levels().iter().map(move |level| (role, *level)))
        .collect();
    let mut rows = allow::<SeeStructures>(&everywhere);
    rows.extend(allow::<KeepStructures>(&[
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

/// What the person sees, whatever permission the handler asked for.
pub(crate) fn view<P: Permission>(may: &Granted<P>) -> View {
    let above = may.scopes().iter().flat_map(|place| above(&place.path)).collect();
    View { scope: may.ranges().clone(), above }
}

/// Whether the person keeps the structures of the unit at the path.
pub(crate) fn keeps<M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    let granted = cx.house().policy.check::<KeepStructures>(cx.person());
    granted.is_ok_and(|may| may.within(path).is_ok())
}

/// Paths of the units above one: `/1/12/345/` → `/1/`, `/1/12/`.
pub(crate) fn above(path: &str) -> Vec<String> {
    let ends = path.match_indices('/').map(|(end, _)| path[..=end].to_owned());
    ends.filter(|one| one != "/" && one != path).collect()
}
