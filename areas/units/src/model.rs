//! Units: a region, a municipality, a district, an organisation.

mod bound;
mod contacts;
mod heads;
mod methodics;
mod order;
mod passport;
mod then;

use access::Level;
use chrono::NaiveDate;
use db::Moment;
use diesel::prelude::*;

pub use bound::{Binding, Bound};
pub(crate) use contacts::ContactsRow;
pub use contacts::{Contacts, KeptContacts};
pub use heads::{Heads, Joining};
pub use methodics::{KeptMethodics, Methodics};
pub use order::{Coming, OrderId, UnitOrder};
pub(crate) use passport::SPECIALISTS;
pub use passport::{Entered, Passport};
pub use then::{Happened, UnitEvent, UnitThen};

use crate::schema::units;

db::id! {
    /// A unit.
    UnitId
}

/// A unit as stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = units)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// The unit above.
    pub parent_id: Option<UnitId>,
    /// Materialised path, its own id last.
    pub path: String,
    /// Code of its [`Level`].
    pub level: String,
    /// Kind, of the pack's unit kinds.
    pub kind: String,
    /// ОКТМО or the school's code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Name for tables and the top bar.
    pub short_name: String,
    /// IANA zone; none: the parent's.
    pub zone: Option<String>,
    /// Group of a rank: `city`, `district` or empty.
    pub size_group: String,
    /// Form of the municipal methodical service; none: individual specialists.
    pub service_form: Option<String>,
    /// People in the service.
    pub service_staff: Option<i64>,
    /// Site or page of the methodical service.
    pub resource_url: Option<String>,
    /// Малокомплектная.
    pub is_small: bool,
    /// Отдалённая.
    pub is_remote: bool,
    /// Pupils.
    pub pupils: Option<i64>,
    /// Teachers.
    pub teachers: Option<i64>,
    /// `active` or `closed`.
    pub state: String,
    /// Version for optimistic locking.
    pub version: i64,
    /// Kilometres to the centre of the municipality; none: unknown.
    pub distance_km: Option<i64>,
    /// Труднодоступная.
    pub is_hard_to_reach: bool,
    /// The education authority of a municipality: управление, отдел, комитет; none: not told.
    pub authority: Option<String>,
}

impl Unit {
    /// Whether it is at work: not closed and not joined to another.
    pub fn is_active(&self) -> bool {
        self.state == "active"
    }

    /// The path of the unit above; the top stands under the installation.
    pub fn parent_path(&self) -> &str {
        let above = self.path.trim_end_matches('/').rfind('/').unwrap_or(0);
        &self.path[..=above]
    }

    /// Its level; an unknown code reads as an organisation.
    pub fn level(&self) -> Level {
        self.level.parse().unwrap_or(Level::Organisation)
    }

    /// Its page.
    pub fn url(&self) -> String {
        format!("/units/{}", self.id)
    }
}

impl Unit {
    /// A unit of which nothing but its place and level is known: nobody has entered it yet.
    pub fn bare(id: UnitId, path: &str, level: Level) -> Self {
        Self {
            id,
            parent_id: None,
            path: path.to_owned(),
            level: level.code().to_owned(),
            kind: String::new(),
            code: String::new(),
            name: String::new(),
            short_name: String::new(),
            zone: None,
            size_group: String::new(),
            service_form: None,
            service_staff: None,
            resource_url: None,
            is_small: false,
            is_remote: false,
            pupils: None,
            teachers: None,
            state: "active".to_owned(),
            version: 1,
            distance_km: None,
            is_hard_to_reach: false,
            authority: None,
        }
    }
}

/// A unit to be added.
#[derive(Debug, Clone)]
pub struct NewUnit<'a> {
    /// Its id.
    pub id: UnitId,
    /// The unit above.
    pub parent: Option<&'a Unit>,
    /// Its level.
    pub level: Level,
    /// Kind, of the pack's unit kinds.
    pub kind: &'a str,
    /// ОКТМО or the school's code.
    pub code: &'a str,
    /// Full name.
    pub name: &'a str,
    /// Name for tables.
    pub short_name: &'a str,
    /// IANA zone; none: the parent's.
    pub zone: Option<&'a str>,
    /// Group of a rank.
    pub size_group: &'a str,
    /// Form of the municipal service.
    pub service_form: Option<&'a str>,
    /// People in the service.
    pub service_staff: Option<i64>,
    /// Site or page of the service.
    pub resource_url: Option<&'a str>,
    /// The education authority of a municipality.
    pub authority: Option<&'a str>,
    /// Малокомплектная.
    pub is_small: bool,
    /// Отдалённая.
    pub is_remote: bool,
    /// Труднодоступная.
    pub is_hard_to_reach: bool,
    /// Kilometres to the centre of the municipality.
    pub distance_km: Option<i64>,
    /// Pupils.
    pub pupils: Option<i64>,
    /// Teachers.
    pub teachers: Option<i64>,
    /// When it is added.
    pub at: Moment,
    /// The first day it stands under this name and parent.
    pub from: NaiveDate,
}

impl<'a> NewUnit<'a> {
    /// A unit with the least that must be said.
    pub fn named(
        id: UnitId,
        parent: Option<&'a Unit>,
        level: Level,
        kind: &'a str,
        name: &'a str,
        at: Moment,
    ) -> Self {
        Self {
            id,
            parent,
            level,
            kind,
            code: "",
            name,
            short_name: name,
            zone: None,
            size_group: "",
            service_form: None,
            service_staff: None,
            resource_url: None,
            authority: None,
            is_small: false,
            is_remote: false,
            is_hard_to_reach: false,
            distance_km: None,
            pupils: None,
            teachers: None,
            at,
            from: at.utc().date_naive(),
        }
    }

    /// Its path.
    pub fn path(&self) -> String {
        format!("{}{}/", self.parent.map_or("/", |parent| parent.path.as_str()), self.id)
    }
}
