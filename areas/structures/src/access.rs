//! Who sees structures – everybody from where they stand downwards, and those of the units above – and who keeps them.

use access::{Granted, Level, Permission, Role, Row, allow, permission};
use db::Ranges;
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
    reaches::<KeepStructures, M>(cx).holds(path)
}

/// Where a permission of the person holds; nowhere without it.
pub(crate) fn reaches<P: Permission, M: Mode>(cx: &Cx<M>) -> Ranges {
    cx.house().policy.check::<P>(cx.person()).map(|may| may.ranges().clone()).unwrap_or_default()
}

/// The address, if the place it belongs to is within reach: a link leads nobody to a closed door.
pub(crate) fn open(reach: &Ranges, path: &str, url: String) -> String {
    if reach.holds(path) { url } else { String::new() }
}

/// Paths of the units above one: `/1/12/345/` → `/1/`, `/1/12/`.
pub(crate) fn above(path: &str) -> Vec<String> {
    let ends = path.match_indices('/').map(|(end, _)| path[..=end].to_owned());
    ends.filter(|one| one != "/" && one != path).collect()
}
