//! A member chosen from the list of people: found by the beginning of the name inside the scope, the card is kept.

use access::Granted;
use askama::Template;
use people::{PersonId, SeePeople};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::{Choices, kind_title};
use crate::access::{self as reach, Keeper, Keeps};
use crate::actions::{membership, rules_at};
use crate::model::{NewMember, Structure};
use crate::{KeepOwnStructure, SeeStructures};

/// So many people are shown; more are told to narrow.
const SHOWN: usize = 30;
const LIMIT: i64 = 31;

#[derive(Template)]
#[template(path = "choosing.html")]
struct ChoosingPage {
    csrf: String,
    one: Structure,
    kind_line: String,
    begins: String,
    found: Vec<Candidate>,
    has_more: bool,
    roles: Choices,
    chosen: String,
    role: String,
    from_on: String,
    term_on: String,
    basis: String,
    faults: Vec<(String, String)>,
}

impl ChoosingPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// Somebody who may be taken in.
struct Candidate {
    id: String,
    name: String,
    about: String,
}

/// `GET /structures/{structure}/members/new?who=…`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (one, keeper) = (super::asked(cx)?, Keeper::of(cx)?);
    if !keeper.keeps(&one) {
        return Err(Error::NotFound);
    }
    let begins = cx.request().asked("who").to_owned();
    show(cx, one, begins, &[])
}

/// `POST /structures/{structure}/members/chosen`
pub(super) fn appoint(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (one, may) = (super::asked(cx)?, Keeper::of(cx)?);
    let outcome = read(cx).and_then(|new| membership::appoint(cx, &may, one.id, &new));
    match outcome {
        Ok(_) => {
            cx.notice("Состав дополнен.");
            Ok(Reply::to(one.url()))
        }
        Err(Error::Invalid(faults)) => {
            let begins = cx.request().form.text("who").to_owned();
            show(cx, one, begins, &faults)
        }
        Err(other) => Err(other),
    }
}

/// The member as the form tells it: name and post are those of the card.
fn read(cx: &mut Cx<Write>) -> Result<NewMember> {
    let request = cx.request_handle();
    let mut check = request.form.check();
    let person: Option<PersonId> = check.parsed("person", "Выберите человека из\u{a0}списка.");
    let role = check.required("role", 40, "Выберите роль.").to_owned();
    let basis = check.optional("basis", 200).to_owned();
    let (from_on, term_on) = (check.date("from_on"), check.date("term_on"));
    if from_on.is_none() && request.form.text("from_on").is_empty() {
        check.fault("from_on", "Укажите, с\u{a0}какого дня.");
    }
    check.done()?;
    let (scope, today) = (reach::reaches::<SeePeople, Write>(cx), cx.today()?);
    let known = person.map(|id| people::store::find(cx.conn(), &scope, id)).transpose()?.flatten();
    let Some(known) = known else {
        return Err(Error::field("person", "Выберите человека из\u{a0}списка."));
    };
    let post = posts(cx, &[known.id.0], today)?.pop().map(|(_, post)| post).unwrap_or_default();
    cx.saw("person", &[known.id.0], &known.unit_path);
    Ok(NewMember {
        person: Some(known.id.0),
        name: known.name().full(),
        post,
        role,
        from_on: from_on.unwrap_or_default(),
        term_on,
        basis,
        organisation: None,
    })
}

/// Post and organisation of these people: «учитель математики, Школа № 1».
pub(crate) fn posts<M: Mode>(
    cx: &mut Cx<M>,
    ids: &[i64],
    today: chrono::NaiveDate,
) -> Result<Vec<(i64, String)>> {
    let works = people::store::at_work_all(cx.conn(), ids, today)?;
    let mut units: Vec<i64> = works.values().flatten().map(|one| one.unit_id.0).collect();
    units.sort_unstable();
    units.dedup();
    let units = units::store::all_of(cx.conn(), &units)?;
    let said = |(id, works): (i64, Vec<people::Employment>)| {
        let main = works.first()?;
        let place = units.iter().find(|unit| unit.id == main.unit_id).map(|unit| unit.short_name.as_str());
        Some((id, format!("{}, {}", main.post_title, place.unwrap_or_default())))
    };
    Ok(works.into_iter().filter_map(said).collect())
}

fn show<M: Mode>(cx: &mut Cx<M>, one: Structure, begins: String, faults: &[FieldFault]) -> Result<Reply> {
    let (rules, today) = (rules_at(cx, &one.unit_path)?, cx.today_at(&one.unit_path)?);
    let scope = reach::reaches::<SeePeople, M>(cx);
    let mut people = people::store::by_name(cx.conn(), &scope, &begins, LIMIT)?;
    let has_more = people.len() > SHOWN;
    people.truncate(SHOWN);
    let ids: Vec<i64> = people.iter().map(|person| person.id.0).collect();
    cx.saw("person", &ids, &one.unit_path);
    let posts = posts(cx, &ids, today)?;
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let form = &cx.request().form;
    let text = |name| form.text(name).to_owned();
    let page = ChoosingPage {
        csrf: cx.csrf().to_owned(),
        kind_line: kind_title(&rules, &one.kind),
        found: people
            .iter()
            .map(|person| Candidate {
                id: person.id.to_string(),
                name: person.name().full(),
                about: posts
                    .iter()
                    .find(|(id, _)| *id == person.id.0)
                    .map(|(_, said)| said.clone())
                    .unwrap_or_default(),
            })
            .collect(),
        has_more,
        roles: kind
            .iter()
            .flat_map(|kind| &kind.roles)
            .map(|role| (role.id.clone(), role.title.clone()))
            .collect(),
        chosen: text("person"),
        role: text("role"),
        from_on: text("from_on"),
        term_on: text("term_on"),
        basis: text("basis"),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        begins,
        one,
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    let path = page.one.unit_path.clone();
    Ok(Page::titled("Новый человек в составе").at(&path).under("/structures").show(&page)?.status(status))
}

/// Whether the person may look for people at all: a button leads nobody to an empty list.
pub(super) fn may_choose<M: Mode>(cx: &Cx<M>) -> bool {
    cx.house().policy.check::<SeePeople>(cx.person()).is_ok()
        && cx.house().policy.check::<SeeStructures>(cx.person()).is_ok()
}
