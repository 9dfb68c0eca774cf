//! Units for programs: the list and one unit, inside the scope.

use access::{Granted, Level};
use serde::Serialize;
use utoipa::ToSchema;
use web::api::{Doc, Id, OneOf, Paged, Text};
use web::{Cx, Error, Read, Reply, Result, Route, get};

use crate::store::{self, Filter};
use crate::{SeeUnits, Unit, UnitId};

const TAG: &str = "Территории и\u{a0}организации";
const LEVELS: OneOf = OneOf(&["region", "municipality", "district", "organisation"]);

const STATES: OneOf = OneOf(&["active", "closed"]);

/// The area's routes of the API.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/api/v1/units", list).api(
            Doc::new("listUnits", "Территории и\u{a0}организации по\u{a0}названию")
                .tag(TAG)
                .query("level", "Только этот уровень", LEVELS)
                .query("name", "Начало названия", Text)
                .query("state", "Действующие или\u{a0}закрытые", STATES)
                .pages::<UnitOut>(),
        ),
        get("/api/v1/units/{unit}", one).api(
            Doc::new("getUnit", "Территория или\u{a0}организация")
                .tag(TAG)
                .path("unit", "Её номер", Id)
                .answers::<UnitOut>(),
        ),
    ]
}

/// A territory or an organisation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Unit)]
struct UnitOut {
    /// Its id.
    id: String,
    /// The unit above, where the token reaches it or not.
    parent: Option<String>,
    /// `region`, `municipality`, `district`, `organisation`.
    level: String,
    /// Kind, of the pack's kinds of units.
    kind: String,
    /// ОКТМО or the school's code.
    code: String,
    /// Full name.
    name: String,
    /// Name for tables.
    short_name: String,
    /// IANA time zone; null: the one of the unit above.
    zone: Option<String>,
    /// Group of places: `city`, `district`.
    group: Option<String>,
    /// Form of the municipal methodical service.
    service_form: Option<String>,
    /// People in the service.
    service_staff: Option<i64>,
    /// Site or page of the methodical service.
    resource_url: Option<String>,
    /// The education authority of a municipality.
    authority: Option<String>,
    /// Малокомплектная.
    is_small: bool,
    /// Отдалённая.
    is_remote: bool,
    /// Труднодоступная.
    is_hard_to_reach: bool,
    /// Kilometres to the centre of the municipality.
    distance_km: Option<i64>,
    /// Pupils.
    pupils: Option<i64>,
    /// Teachers.
    teachers: Option<i64>,
    /// `active` or `closed`.
    state: String,
}

impl From<Unit> for UnitOut {
    fn from(unit: Unit) -> Self {
        Self {
            id: unit.id.to_string(),
            parent: unit.parent_id.map(|id| id.to_string()),
            level: unit.level,
            kind: unit.kind,
            code: unit.code,
            name: unit.name,
            short_name: unit.short_name,
            zone: unit.zone,
            group: Some(unit.size_group).filter(|group| !group.is_empty()),
            service_form: unit.service_form,
            service_staff: unit.service_staff,
            resource_url: unit.resource_url,
            authority: unit.authority,
            is_small: unit.is_small,
            is_remote: unit.is_remote,
            is_hard_to_reach: unit.is_hard_to_reach,
            distance_km: unit.distance_km,
            pupils: unit.pupils,
            teachers: unit.teachers,
            state: unit.state,
        }
    }
}

/// `GET /api/v1/units`
fn list(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> {
    let request = cx.request_handle();
    let paging = request.paging()?;
    let level = match request.asked("level") {
        "" => None,
        typed => Some(typed.parse::<Level>().map_err(|_| Error::field("level", UNKNOWN_LEVEL))?),
    };
    let is_closed = match request.asked("state") {
        "" | "active" => false,
        "closed" => true,
        _ => return Err(Error::field("state", "Такого состояния нет: active или\u{a0}closed.")),
    };
    let filter = Filter {
        level,
        name: request.asked("name").to_owned(),
        is_closed,
        after: paging.after()?,
        ..Filter::default()
    };
    let found = store::list(cx.conn(), may.ranges(), &filter, paging.limit())?;
    let (found, next) = paging.cut(found, |(unit, key)| (unit.id.0, key.clone()));
    let items = found.into_iter().map(|(unit, _)| UnitOut::from(unit)).collect();
    Reply::json(&Paged { items, next })
}

const UNKNOWN_LEVEL: &str = "Такого уровня нет: region, municipality, district или\u{a0}organisation.";

/// `GET /api/v1/units/{unit}`
fn one(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> {
    let id: UnitId = cx.request().arg("unit")?;
    let unit = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    Reply::json(&UnitOut::from(unit))
}
