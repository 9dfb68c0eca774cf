//! What a report is made from: a publication with its table, its objects and their figures, the published years before it, what
//! was recommended and what came of it. Read once for all objects; a report about one of them is a view of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;
use db::Conn;
use decisions::{Effects, Followed};
use monitoring::model::{Campaign, Publication, PublishedObject};
use monitoring::rules::{Percent, Spread, Total};
use monitoring::said::{Matrix, Noun};
use monitoring::store::results;
use packs::{Criterion, ObjectLevel, Template};
use rust_decimal::Decimal;
use units::UnitId;
use web::{House, Result};

use crate::model::Report;
use crate::procedures::{Sums, until};
use crate::rules::{Refusal, Topic};
use crate::store;

/// So many published years are looked back at.
const YEARS: usize = 5;
/// The level of persons: nothing is reported on them.
const PERSON: &str = "person";

/// A published period with its objects and figures.
pub struct Year {
    /// The monitoring.
    pub campaign: Campaign,
    /// Its revision.
    pub publication: Publication,
    /// The table it was scored by.
    pub table: Arc<Template>,
    /// Objects of the level with a result, in the order of the publication.
    pub objects: Vec<PublishedObject>,
    /// Objects published without one.
    pub left_out: Vec<PublishedObject>,
    /// Their figures.
    pub matrix: Matrix,
}

/// Everything reports on a monitoring are made from.
pub struct Source {
    /// The period reported on.
    pub now: Year,
    /// The published periods of the same table before it, the latest last.
    pub before: Vec<Year>,
    /// The level measured.
    pub level: ObjectLevel,
    /// The zone of the owner.
    pub zone: Tz,
    /// The number of the act behind the table; may be empty.
    pub act: String,
    /// Whether the publication stands: nobody has reopened it.
    pub is_standing: bool,
    /// What was recommended after it, by unit.
    pub followed: BTreeMap<UnitId, Followed>,
    /// What became of the recommendations of the period before.
    pub effects: Option<Effects>,
    /// Whether a region holds the monitoring: an analysis of the work in schools is written below it.
    is_regional: bool,
    /// Decisions taken in the school year by units under who reports: whose, about what.
    decided: Vec<(String, decisions::rules::Topic)>,
    /// Results of procedures of all schools under who reports, and of those under each object that is asked for.
    procedures: BTreeMap<Option<UnitId>, Sums>,
}

/// What of the objects a reading is for: results of procedures are summed for those alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A report about all.
    Everybody,
    /// A report about one.
    One(UnitId),
    /// Reports about each.
    Each,
}

impl Whose {
    /// Of a report that is kept.
    pub fn of(report: &Report) -> Self {
        if report.is_whole { Self::Everybody } else { Self::One(report.unit_id) }
    }
}

impl Source {
    /// Reads what reports of the unit at `issuer_path` on the monitoring's latest publication are made from.
    pub fn read(
        conn: &mut Conn,
        house: &House,
        (campaign, whose): (&Campaign, Whose),
        issuer_path: &str,
    ) -> Result<Self> {
        let all = results::published_of(conn, campaign.unit_id)?;
        let not_published = || Refusal::NotPublished(campaign.url());
        let at = all.iter().position(|(one, _)| one.id == campaign.id).ok_or_else(not_published)?;
        let level = level_of(conn, &all, at)?;
        let is_before = |one: &Campaign| one.template == campaign.template && one.period < campaign.period;
        let mut before = Vec::new();
        for (one, publication) in all.iter().filter(|(one, _)| is_before(one)).take(YEARS) {
            before.push(Year::read(conn, one, publication, &level.id)?);
        }
        before.reverse();
        let (campaign, publication) = &all[at];
        let now = Year::read(conn, campaign, publication, &level.id)?;
        let zone = zone_of(conn, house, &campaign.unit_path)?;
        let today = house.now().day(zone);
        Ok(Self {
            followed: decisions::followed(conn, campaign, issuer_path, today)?,
            effects: before.last().map(|year| decisions::effects(conn, &year.campaign)).transpose()?,
            procedures: procedures(conn, &now, whose, issuer_path)?,
            decided: decisions::taken_in(conn, issuer_path, &now.campaign.period)?,
            is_regional: units::store::all_of(conn, &[now.campaign.unit_id.0])?
                .first()
                .is_some_and(|owner| owner.level() <= access::Level::Region),
            zone,
            act: act_of(house, &campaign.template),
            is_standing: crate::rules::is_standing(campaign.state()),
            now,
            before,
            level,
        })
    }

    /// A report about all objects.
    pub fn whole(&self) -> View<'_> {
        View { source: self, object: None }
    }

    /// A report about one of them, if it has a result.
    pub fn about(&self, unit: UnitId) -> Option<View<'_>> {
        let is_whose = |one: &&PublishedObject| one.unit_id == unit && one.subject_key.is_empty();
        let object = self.now.objects.iter().find(is_whose)?;
        Some(View { source: self, object: Some(object) })
    }

    /// Criteria that measure the level.
    pub fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        self.now.criteria(&self.level.id)
    }

    /// What the objects are called.
    pub fn noun(&self) -> Noun {
        Noun::of(&self.level.id)
    }

    /// How many decisions about a topic were taken by the units a report tells of.
    pub fn decided(&self, view: View<'_>, topic: Topic) -> usize {
        let under = view.object.map(|one| db::Ranges::under([one.unit_path.as_str()]));
        let is_own = |path: &str| under.as_ref().is_none_or(|under| under.holds(path));
        let about = topic.of_decisions();
        self.decided.iter().filter(|(path, of)| is_own(path) && about.contains(of)).count()
    }

    /// Whether an act turned places on.
    pub fn has_places(&self) -> bool {
        !self.now.publication.places_by.is_empty()
    }

    /// The day of publication.
    pub fn published_on(&self) -> NaiveDate {
        self.now.publication.published_at.day(self.zone)
    }
}

/// Sums of results of procedures, for the whole or for the objects asked for.
fn procedures(
    conn: &mut Conn,
    now: &Year,
    whose: Whose,
    issuer_path: &str,
) -> Result<BTreeMap<Option<UnitId>, Sums>> {
    let whole = |conn: &mut Conn| store::procedures::sums_under(conn, issuer_path);
    if whose == Whose::Everybody {
        return Ok(BTreeMap::from([(None, whole(conn)?)]));
    }
    let is_asked = |one: &&PublishedObject| match whose {
        Whose::One(unit) => one.unit_id == unit,
        _ => true,
    };
    let mut found = BTreeMap::new();
    for object in now.objects.iter().filter(is_asked).filter(|one| one.subject_key.is_empty()) {
        let sums = store::procedures::sums_under(conn, &object.unit_path)?;
        found.insert(Some(object.unit_id), sums);
    }
    Ok(found)
}

/// The zone of a place, or of the installation.
fn zone_of(conn: &mut Conn, house: &House, path: &str) -> Result<Tz> {
    let Some(places) = &house.registry.places else { return Ok(house.settings.zone) };
    let named = places.way(conn, path)?.zone.as_ref().and_then(|name| name.parse().ok());
    Ok(named.unwrap_or(house.settings.zone))
}

/// The first level of the table that has objects; nobody reports on persons.
fn level_of(conn: &mut Conn, all: &[(Campaign, Publication)], at: usize) -> Result<ObjectLevel> {
    let (campaign, publication) = &all[at];
    let table = monitoring::table_of(conn, campaign)?;
    let everybody = db::Ranges::under([campaign.unit_path.as_str()]);
    let objects = results::objects(conn, publication.id, &everybody)?;
    let measures = |level: &&ObjectLevel| objects.iter().any(|one| one.level == level.id);
    let found = table.levels.iter().filter(|level| level.id != PERSON).find(measures).cloned();
    Ok(found.ok_or_else(|| Refusal::NobodyMeasured(campaign.url()))?)
}

/// «№ 696» of the act behind a pack's table.
fn act_of(house: &House, template: &str) -> String {
    let pack = template.split_once('/').and_then(|(pack, _)| house.packs.pack(pack));
    let Some(manifest) = pack.map(|pack| &pack.manifest).filter(|one| !one.number.is_empty()) else {
        return String::new();
    };
    let day = manifest.date.map(|day| format!(" от\u{a0}{}", web::russian::date(day.0))).unwrap_or_default();
    format!("приказ{day} №\u{a0}{}", manifest.number)
}

impl Year {
    fn read(conn: &mut Conn, campaign: &Campaign, publication: &Publication, level: &str) -> Result<Self> {
        let everybody = db::Ranges::under([campaign.unit_path.as_str()]);
        let all = results::objects(conn, publication.id, &everybody)?;
        let own = all.into_iter().filter(|one| one.level == level);
        let (mut objects, left_out): (Vec<_>, Vec<_>) = own.partition(|one| one.left_out_reason.is_empty());
        // Without an act nothing is in the order of places.
        if publication.places_by.is_empty() {
            objects.sort_by_cached_key(|one| db::natural(one.title()));
        }
        Ok(Self {
            table: monitoring::table_of(conn, campaign)?,
            matrix: Matrix::of(results::cells(conn, publication.id, level)?),
            campaign: campaign.clone(),
            publication: publication.clone(),
            objects,
            left_out,
        })
    }

    /// Criteria that measure a level.
    pub fn criteria<'a>(&'a self, level: &'a str) -> impl Iterator<Item = &'a Criterion> {
        self.table.criteria.iter().filter(move |one| self.table.level_of(one) == level)
    }

    /// «2024/25»
    pub fn title(&self) -> String {
        web::russian::school_year(&self.campaign.period)
    }

    /// The same object in this year, if it had a result.
    pub fn same(&self, object: &PublishedObject) -> Option<&PublishedObject> {
        let is_same =
            |one: &&PublishedObject| one.unit_id == object.unit_id && one.subject_key == object.subject_key;
        self.objects.iter().find(is_same)
    }

    /// The spread of the percents.
    pub fn spread(&self) -> Option<Spread> {
        Spread::of(self.objects.iter().filter_map(percent))
    }

    /// An address of results that stays inside the revision.
    pub fn address(&self, tail: &str, query: &[(&str, &str)]) -> String {
        let revision = self.publication.revision.to_string();
        let all = [query, &[("revision", revision.as_str())]].concat();
        web::address(&format!("{}{tail}", self.campaign.url()), &all)
    }

    /// The page of an object's result.
    pub fn object(&self, object: &PublishedObject) -> String {
        self.address(&format!("/results/{}", object.unit_id), &[("subject", &object.subject)])
    }
}

/// A report's view of the source: all objects, or one.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Where everything comes from.
    pub source: &'a Source,
    /// Whom it tells of; none: everybody.
    pub object: Option<&'a PublishedObject>,
}

impl View<'_> {
    /// Whether it has a section of its own for each topic of the work in schools.
    pub fn has_topics(&self) -> bool {
        !self.source.is_regional
    }

    /// Results of procedures of the schools it tells of, up to its own period.
    pub fn procedures(&self) -> Sums {
        let of = self.object.map(|one| one.unit_id);
        let last = &self.source.now.campaign.period;
        self.source.procedures.get(&of).map(|sums| until(sums, last)).unwrap_or_default()
    }
}

/// The exact percent of an object.
pub fn percent(object: &PublishedObject) -> Option<Percent> {
    let total = total(object)?;
    Percent::of(total.score, total.max)
}

/// Points and maximum of an object.
pub fn total(object: &PublishedObject) -> Option<Total> {
    Some(Total { score: decimal(&object.score)?, max: decimal(&object.max)? })
}

/// A stored decimal; an empty text is none.
pub fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
}
