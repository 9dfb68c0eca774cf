//! Participants: the young of the place who are not there yet, several taken in at once, one let go with a day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::Ranges;
use people::rules::marks::MarkKind;
use people::staff::{self, Colleague};
use structures::bodies;
use structures::model::{MemberId, NewMember, StructureId};
use web::{Cx, Error, FieldFault, Mode, Result, Write};

use super::{PARTICIPANT, School, rules_at, working};

/// The most people of a place.
const MOST: i64 = 20_000;

/// Somebody young of the place who may be taken in.
#[derive(Debug, Clone)]
pub struct Offered {
    /// The card.
    pub person: i64,
    /// The whole name.
    pub name: String,
    /// «учитель, Средняя школа № 1»
    pub post: String,
    /// «молодой специалист»
    pub marks: Vec<&'static str>,
}

/// Young teachers and young specialists who work at or under the place of the school and are not of it on the day, by name.
pub fn offered<M: Mode>(cx: &mut Cx<M>, school: &School, today: NaiveDate) -> Result<Vec<Offered>> {
    let path = school.one.unit_path.clone();
    let rules = rules_at(cx, &path)?;
    let known: BTreeSet<i64> =
        school.members.iter().filter(|one| one.is_there(today)).filter_map(|one| one.person_id).collect();
    let marks = |one: &Colleague| -> Vec<&'static str> {
        let all = one.marks(&rules, today).into_iter().map(|mark| mark.kind);
        let own = all.filter(|kind| matches!(kind, MarkKind::YoungSpecialist | MarkKind::YoungTeacher));
        own.map(MarkKind::title).collect()
    };
    let staff = staff::staff(cx.conn(), &Ranges::under([path.as_str()]), today, MOST)?;
    let free = staff.iter().filter(|one| !known.contains(&one.person.id.0));
    let marked = free.filter_map(|one| {
        let work = one.works.iter().find(|work| work.goes_on(today) && work.unit_path.starts_with(&path))?;
        let marks = marks(one);
        (!marks.is_empty()).then(|| (one, work.unit_id.0, work.post_title.clone(), marks))
    });
    let marked: Vec<(&Colleague, i64, String, Vec<&'static str>)> = marked.collect();
    let names = short_names(cx, marked.iter().map(|(_, unit, _, _)| *unit).collect())?;
    let offer = |(one, unit, post, marks): (&Colleague, i64, String, Vec<&'static str>)| Offered {
        person: one.person.id.0,
        name: one.person.name().full(),
        post: match names.get(&unit) {
            Some(place) => format!("{post}, {place}"),
            None => post,
        },
        marks,
    };
    Ok(marked.into_iter().map(offer).collect())
}

/// Short names of units.
pub(crate) fn short_names<M: Mode>(cx: &mut Cx<M>, mut ids: Vec<i64>) -> Result<BTreeMap<i64, String>> {
    ids.sort_unstable();
    ids.dedup();
    let units = units::store::all_of(cx.conn(), &ids)?;
    Ok(units.into_iter().map(|unit| (unit.id.0, unit.short_name)).collect())
}

/// Takes people in from a day; who is there already stays as they are. How many came.
pub fn enrol(cx: &mut Cx<Write>, id: StructureId, people: &[i64], from_on: NaiveDate) -> Result<usize> {
    let school = working(cx, id, |power| power.keeps)?;
    enter(cx, &school, people, from_on)
}

/// The same for a command: whoever may was asked already.
pub fn enter(cx: &mut Cx<Write>, school: &School, people: &[i64], from_on: NaiveDate) -> Result<usize> {
    if people.is_empty() {
        return Err(Error::field("people", "Отметьте, кого включить."));
    }
    let today = cx.today_at(&school.one.unit_path)?;
    let offered: BTreeMap<i64, Offered> =
        offered(cx, school, today)?.into_iter().map(|one| (one.person, one)).collect();
    let is_there =
        |person: i64| school.members.iter().any(|one| one.person_id == Some(person) && one.is_there(today));
    let mut new = Vec::new();
    for person in people.iter().copied().filter(|person| !is_there(*person)) {
        let Some(one) = offered.get(&person) else {
            return Err(Error::field(
                "people",
                "Здесь включают молодых педагогов этого места. Других внесите в\u{a0}состав на\u{a0}странице структуры.",
            ));
        };
        new.push(NewMember {
            person: Some(person),
            name: one.name.clone(),
            post: one.post.clone(),
            role: PARTICIPANT.to_owned(),
            from_on,
            term_on: None,
            basis: String::new(),
            organisation: None,
        });
    }
    bodies::enrol(cx, school.one.id, &new).map_err(in_form)
}

/// Faults of a member as the form of many names its fields.
fn in_form(error: Error) -> Error {
    let renamed = |one: FieldFault| {
        let field = if one.field == "from_on" { one.field } else { "people".to_owned() };
        FieldFault { field, text: one.text }
    };
    match error {
        Error::Invalid(faults) => Error::Invalid(faults.into_iter().map(renamed).collect()),
        other => other,
    }
}

/// Lets a participant go on a day.
pub fn leave(
    cx: &mut Cx<Write>,
    id: StructureId,
    member: MemberId,
    (day, reason): (NaiveDate, &str),
) -> Result<()> {
    let school = working(cx, id, |power| power.keeps)?;
    let is_participant = |one: &&structures::model::Member| one.id == member && one.role == PARTICIPANT;
    school.members.iter().find(is_participant).ok_or(Error::NotFound)?;
    bodies::leave(cx, id, member, (day, reason))
}
