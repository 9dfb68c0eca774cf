//! The order on encouragement: one for everybody the level decided about, registered as a document; the award comes to the card
//! of each, and so to the portfolio.

use std::collections::BTreeMap;

use access::Granted;
use audit::Action;
use chrono::NaiveDate;
use documents::{Bears, DocumentId, NewDocument, NewFile, Numbering, register_printed};
use people::staff::{self, Colleague};
use people::{PersonId, Record, RecordId, RecordKind};
use units::Unit;
use web::{Cx, Error, Mode, Result, Write, russian};

use super::{not_oneself, stored, told};
use crate::model::{Representation, RepresentationId, State};
use crate::rules::Refusal;
use crate::{DecideIncentives, order_kind, store};

/// An order to be issued.
#[derive(Debug, Clone)]
pub struct Ordering {
    /// About whom.
    pub ids: Vec<RepresentationId>,
    /// The id its document will have.
    pub document: DocumentId,
    /// Whose number it bears.
    pub numbering: Numbering,
    /// Its day.
    pub signed_on: NaiveDate,
    /// The paper printed.
    pub file: NewFile,
    /// The number on it; none: it bears none.
    pub printed: Option<String>,
}

/// A representation with the person it is about.
#[derive(Debug, Clone)]
pub struct Told {
    /// It.
    pub one: Representation,
    /// The person.
    pub card: Colleague,
}

impl Told {
    /// These with their people, in their order: two queries more, whatever the number.
    pub fn all<M: Mode>(cx: &mut Cx<M>, found: Vec<Representation>) -> Result<Vec<Self>> {
        let Some(first) = found.first() else { return Ok(Vec::new()) };
        let today = cx.today_at(&first.unit_path)?;
        let mut people: Vec<i64> = found.iter().map(|one| one.person_id.0).collect();
        people.sort_unstable();
        people.dedup();
        let cards: BTreeMap<PersonId, Colleague> = staff::of(cx.conn(), &people, today)?;
        let told = |one: Representation| {
            let card = cards.get(&one.person_id).cloned().ok_or(Error::NotFound)?;
            Ok(Self { one, card })
        };
        found.into_iter().map(told).collect()
    }
}

/// Those of these that the unit gives by its order, all of them or a fault: they wait for the act of this level and this place.
pub fn to_be_given<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<DecideIncentives>,
    unit: &Unit,
    ids: &[RepresentationId],
) -> Result<Vec<Told>> {
    may.within(&unit.path)?;
    if ids.is_empty() {
        return Err(Error::field("of", "Отметьте хотя бы одного."));
    }
    let here = db::Ranges::under([unit.path.as_str()]);
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let found = store::all_of(cx.conn(), &here, &numbers)?;
    if found.len() != ids.len() {
        return Err(Error::NotFound);
    }
    for one in &found {
        if one.state() != State::Approved || one.at_level != unit.level {
            return Err(Refusal::Over(one.url()).into());
        }
    }
    Told::all(cx, found)
}

/// What is wrong with the day of an order.
pub fn check_day(told: &[Told], day: NaiveDate, today: NaiveDate) -> Result<()> {
    if day > today {
        return Err(Error::field("signed_on", "Этот день ещё не\u{a0}наступил."));
    }
    let decided = told.iter().filter_map(|told| told.one.decided_on).max();
    match decided.filter(|decided| day < *decided) {
        Some(decided) => {
            let text = format!("Приказ раньше решения о\u{a0}поощрении ({}).", russian::date(decided));
            Err(Error::field("signed_on", text))
        }
        None => Ok(()),
    }
}

/// Issues the order.
pub fn order(
    cx: &mut Cx<Write>,
    may: &Granted<DecideIncentives>,
    unit: &Unit,
    ordering: &Ordering,
) -> Result<DocumentId> {
    let mut ids = ordering.ids.clone();
    ids.sort_unstable();
    ids.dedup();
    for id in &ids {
        cx.tx().lock("representations", id.0)?;
    }
    let told_of = to_be_given(cx, may, unit, &ids)?;
    let today = cx.today_at(&unit.path)?;
    check_day(&told_of, ordering.signed_on, today)?;
    for told in &told_of {
        not_oneself(cx, told.one.person_id)?;
    }
    let document = registered(cx, unit, ordering)?;
    let line = document.title_line();
    for told_one in told_of {
        let mut one = told_one.one;
        one.act_document_id = Some(document.id);
        one.act_unit_id = Some(unit.id);
        given(cx, &mut one, (ordering.signed_on, &line), &unit.name)?;
        told(cx, &one, Action::Moved, &format!("Издан {}", lower(&line)))?;
    }
    Ok(document.id)
}

fn registered(cx: &mut Cx<Write>, unit: &Unit, ordering: &Ordering) -> Result<documents::Document> {
    let new = NewDocument {
        kind: order_kind(&unit.level).to_owned(),
        title: "О\u{a0}поощрении".to_owned(),
        number: String::new(),
        signed_on: ordering.signed_on,
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: Some(ordering.file.clone()),
        link: None,
    };
    let bears = Bears {
        document: ordering.document,
        numbering: &ordering.numbering,
        number: ordering.printed.as_deref(),
    };
    register_printed(cx, unit, bears, new, "нажмите «Издать приказ»")
}

/// The award is there: on the card of the person, from which the portfolio takes it.
pub(crate) fn given(
    cx: &mut Cx<Write>,
    one: &mut Representation,
    (day, act): (NaiveDate, &str),
    place: &str,
) -> Result<()> {
    let person = people::store::all_of(cx.conn(), &[one.person_id.0])?.pop().ok_or(Error::NotFound)?;
    let record = Record {
        id: RecordId(cx.id()),
        person_id: one.person_id,
        kind: RecordKind::Award.code().to_owned(),
        title: russian::capital(&one.kind_title),
        place: place.to_owned(),
        began_on: None,
        happened_on: day,
        hours: None,
        document: act.to_owned(),
        form: None,
        level: None,
        platform: None,
        progress: None,
        version: 1,
    };
    people::actions::telling::tell(cx, &person, &record, None)?;
    State::Awarded.code().clone_into(&mut one.state);
    one.awarded_on = Some(day);
    one.record_id = Some(record.id.0);
    stored(cx, one)
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
