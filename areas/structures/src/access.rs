//! Who sees structures – everybody from where they stand downwards, and those of the units above – and who keeps them.

use access::{Granted, Level, Permission, Person, Role, Row, allow, permission};
use chrono::NaiveDate;
use db::{Conn, Ranges};
use web::{Cx, Mode, Result};

use crate::model::{Member, Structure, StructureId};
use crate::store::{self, View};

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

permission!(
    /// Composition, required documents, partners and resource of a structure one leads.
    KeepOwnStructure,
    "Вести состав своей структуры"
);

/// Who may lead a structure by the role of the account; which one, the own card in its composition says.
pub(crate) const LEADERS: [Role; 3] = [Role::StructureHead, Role::BodyChair, Role::BodySecretary];

const KEEPERS: [(Role, Level); 7] = [
    (Role::Ministry, Level::Region),
    (Role::InstituteMethodist, Level::Region),
    (Role::MunicipalAuthority, Level::Municipality),
    (Role::ServiceHead, Level::Municipality),
    (Role::MunicipalMethodist, Level::Municipality),
    (Role::Principal, Level::Organisation),
    (Role::Deputy, Level::Organisation),
];

/// The area's rows of the policy.
pub(crate) fn rows() -> Vec<Row> {
    let everywhere: Vec<(Role, Level)> = Role::ALL
        .into_iter()
        .flat_map(|role| role.levels().iter().map(move |level| (role, *level)))
        .collect();
    let mut rows = allow::<SeeStructures>(&everywhere);
    rows.extend(allow::<KeepStructures>(&KEEPERS));
    let leaders = LEADERS.into_iter().flat_map(|role| role.levels().iter().map(move |level| (role, *level)));
    let all: Vec<(Role, Level)> = KEEPERS.into_iter().chain(leaders).collect();
    rows.extend(allow::<KeepOwnStructure>(&all));
    rows
}

/// What the person sees, whatever permission the handler asked for.
pub fn view<P: Permission>(may: &Granted<P>) -> View {
    let above = may.scopes().iter().flat_map(|place| above(&place.path)).collect();
    View { scope: may.ranges().clone(), above }
}

/// Whether the person keeps the structures of the unit at the path.
pub(crate) fn keeps<M: Mode>(cx: &Cx<M>, path: &str) -> bool {
    reaches::<KeepStructures, M>(cx).holds(path)
}

/// Whoever may change a structure, for the actions of both.
pub trait Keeps {
    /// Whether the structure is theirs to change.
    fn keeps(&self, one: &Structure) -> bool;
    /// Whether they say who leads it: whoever leads it does not.
    fn names_head(&self, _one: &Structure) -> bool {
        true
    }
}

impl Keeps for Granted<KeepStructures> {
    fn keeps(&self, one: &Structure) -> bool {
        self.ranges().holds(&one.unit_path)
    }
}

/// The structures a person keeps: those of units within reach, and those they lead.
#[derive(Debug)]
pub(crate) struct Keeper {
    units: Ranges,
    led: Vec<StructureId>,
}

impl Keeper {
    /// Of the person of the request; two statements more for whoever leads a structure.
    pub fn of<M: Mode>(cx: &mut Cx<M>) -> Result<Self> {
        let units = reaches::<KeepStructures, M>(cx);
        let led = match cx.person().cloned() {
            Some(person) => {
                let today = cx.today()?;
                led(cx.conn(), &person, today)?
            }
            None => Vec::new(),
        };
        Ok(Self { units, led: led.into_iter().map(|one| one.id).collect() })
    }
}

impl Keeps for Keeper {
    fn keeps(&self, one: &Structure) -> bool {
        self.units.holds(&one.unit_path) || self.led.contains(&one.id)
    }

    fn names_head(&self, one: &Structure) -> bool {
        self.units.holds(&one.unit_path)
    }
}

/// The structures a person leads, closed ones apart: named by their card head or secretary in the composition, under the unit of a role
/// that leads.
pub(crate) fn led(conn: &mut Conn, person: &Person, today: NaiveDate) -> db::Result<Vec<Structure>> {
    let scopes: Vec<&str> =
        person.scopes.iter().filter(|one| LEADERS.contains(&one.role)).map(|one| one.path.as_str()).collect();
    if scopes.is_empty() {
        return Ok(Vec::new());
    }
    let Some(card) = people::store::of_account(conn, person.account.0)? else { return Ok(Vec::new()) };
    let found = store::memberships(conn, &[card.id.0])?.into_iter();
    let leads = |(member, one): &(Member, Structure)| {
        matches!(member.role.as_str(), "head" | "secretary")
            && member.is_there(today)
            && one.is_open()
            && scopes.iter().any(|path| one.unit_path.starts_with(path))
    };
    let mut led: Vec<Structure> = found.filter(leads).map(|(_, one)| one).collect();
    led.sort_by_key(|one| one.id);
    led.dedup_by_key(|one| one.id);
    Ok(led)
}

/// Where a permission of the person, or of the command, holds; nowhere without it.
pub(crate) fn reaches<P: Permission, M: Mode>(cx: &Cx<M>) -> Ranges {
    if let Ok(may) = cx.operator::<P>() {
        return may.ranges().clone();
    }
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
