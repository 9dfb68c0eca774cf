//! An organisation joins a union, an association, a network: which one, who represents it, in what role, from when.

use access::{Granted, Level};
use askama::Template;
use units::UnitId;
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::{Choices, kind_title};
use crate::KeepOwnStructure;
use crate::access::{Keeper, Keeps};
use crate::actions::{membership, rules_at};
use crate::model::{NewMember, Organisation, Structure};
use crate::rules::takes_organisations;

#[derive(Template)]
#[template(path = "joining.html")]
struct JoiningPage {
    one: Structure,
    kind_line: String,
    organisations: Choices,
    roles: Choices,
    today: String,
    forms: Forms,
}

/// `GET /structures/{structure}/members/organisation`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let (one, keeper) = (super::asked(cx)?, Keeper::of(cx)?);
    let (rules, today) = (rules_at(cx, &one.unit_path)?, cx.today_at(&one.unit_path)?);
    let kind = rules.structure_kind(&one.kind).map(|kind| &kind.rule);
    let kind = kind.filter(|kind| keeper.keeps(&one) && takes_organisations(kind)).ok_or(Error::NotFound)?;
    // Whoever is one of a limited number leads: a person.
    let roles = kind.roles.iter().filter(|role| role.holders.is_none());
    let page = JoiningPage {
        kind_line: kind_title(&rules, &one.kind),
        organisations: choices(cx, &one)?.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        roles: roles.map(|role| (role.id.clone(), role.title.clone())).collect(),
        today: today.to_string(),
        forms: Forms::of(cx, faults),
        one,
    };
    let path = page.one.unit_path.clone();
    Page::titled("Организация в\u{a0}составе").at(&path).under("/structures").show(&page)
}

/// Organisations under the unit of the structure, and the unit itself.
fn choices<M: Mode>(cx: &mut Cx<M>, one: &Structure) -> Result<Vec<(UnitId, String)>> {
    let own = units::store::all_of(cx.conn(), &[one.unit_id.0])?;
    let mut found = units::store::under(cx.conn(), &one.unit_path, Level::Organisation)?;
    found.extend(own);
    found.dedup_by_key(|unit| unit.id);
    Ok(found.into_iter().map(|unit| (unit.id, unit.short_name)).collect())
}

/// `POST /structures/{structure}/members/organisations`
pub(super) fn join(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (one, may) = (super::asked(cx)?, Keeper::of(cx)?);
    let outcome = read(cx, &one).and_then(|new| membership::appoint(cx, &may, one.id, &new));
    web::forms::led(cx, outcome, ("Состав дополнен.", one.url()), show)
}

fn read(cx: &mut Cx<Write>, one: &Structure) -> Result<NewMember> {
    let request = cx.request_handle();
    let mut check = request.form.check();
    let asked: Option<UnitId> = check.parsed("organisation", "Выберите организацию из\u{a0}списка.");
    let name = check.required("name", 150, "Напишите, кто представляет организацию.").to_owned();
    let post = check.optional("post", 200).to_owned();
    let basis = check.optional("basis", 200).to_owned();
    let role = check.required("role", 40, "Выберите роль.").to_owned();
    let (from_on, term_on) = (check.date("from_on"), check.date("term_on"));
    if from_on.is_none() && request.form.text("from_on").is_empty() {
        check.fault("from_on", "Укажите, с\u{a0}какого дня.");
    }
    let found = choices(cx, one)?.into_iter().find(|(id, _)| Some(*id) == asked);
    if asked.is_some() && found.is_none() {
        check.fault("organisation", "Выберите организацию из\u{a0}списка.");
    }
    check.done()?;
    Ok(NewMember {
        person: None,
        name: name.split_whitespace().collect::<Vec<_>>().join(" "),
        post,
        role,
        from_on: from_on.unwrap_or_default(),
        term_on,
        basis,
        organisation: found.map(|(id, name)| Organisation { id, name }),
    })
}
