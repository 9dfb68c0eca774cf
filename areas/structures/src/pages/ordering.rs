//! The order that gives a role: the form that chooses one of the registry, and the list of heads with and without one
//! (приложение 5, п. 4.3).

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use documents::{Document, SeeDocuments};
use packs::Effective;
use web::forms::Forms;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::steps::kept;
use super::{Choices, kind_title, place, places};
use crate::actions::mending::member_seen;
use crate::actions::ordering::{self, ORDER};
use crate::actions::rules_at;
use crate::model::{Member, MemberId, Structure};
use crate::rules::{order_of, ordered_kinds};
use crate::{KeepStructures, SeeStructures, access as reach, store};

/// So many orders of a unit are offered.
const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "ordering.html")]
struct OrderPage {
    one: Structure,
    who: String,
    target: String,
    clause: String,
    /// The words orders are looked for by.
    asked: String,
    orders: Choices,
    chosen: String,
    seen: String,
    new_url: String,
    forms: Forms,
}

/// `GET /structures/{structure}/members/{member}/order?words=…`
pub(super) fn form(cx: &mut Cx<Read>, _may: Granted<KeepStructures>) -> Result<Reply> {
    let one = super::asked(cx)?;
    if !one.is_open() || !reach::keeps(cx, &one.unit_path) {
        return Err(Error::NotFound);
    }
    show(cx, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, faults: Vec<FieldFault>) -> Result<Reply> {
    let one = super::asked(cx)?;
    let member: MemberId = cx.request().arg("member")?;
    let known = store::find_member(cx.conn(), one.id, member)?.ok_or(Error::NotFound)?;
    let rules = rules_at(cx, &one.unit_path)?;
    let order = order_of(&rules, &one, &known.role).ok_or(Error::NotFound)?;
    cx.saw("structure_member", &[member.0], &one.unit_path);
    let request = cx.request_handle();
    let asked = request.asked("words").to_owned();
    let mut orders = offered(cx, &one, &rules, &asked)?;
    // One that was registered from here comes back in the address; the one told already stays among the choices.
    let own = known.order_id.map(|id| id.to_string()).unwrap_or_default();
    let back = request.asked("document").to_owned();
    let chosen = if back.is_empty() { own } else { back };
    if let Ok(id) = chosen.parse::<i64>()
        && orders.iter().all(|(known, _)| *known != chosen)
    {
        let seen = reach::reaches::<SeeDocuments, M>(cx);
        let mut known = documents::store::all_of(cx.conn(), &[id])?;
        known.retain(|one| seen.holds(&one.unit_path));
        orders.extend(known.iter().map(choice));
    }
    let target = format!("{}/members/{member}/order", one.url());
    let unit = one.unit_id.to_string();
    let forms = Forms::of(cx, faults);
    let page = OrderPage {
        who: format!("{} · {}", known.label(), one.name),
        clause: order.clause.clone(),
        new_url: web::address(
            "/documents/new",
            &[("unit", &unit), ("kind", &order.id), ("title", &order.title), ("back", &target)],
        ),
        target,
        asked,
        orders,
        chosen: forms.typed("order", &chosen),
        seen: member_seen(&known),
        forms,
        one,
    };
    let path = page.one.unit_path.clone();
    Page::titled("Приказ о\u{a0}назначении").at(&path).under("/structures").show(&page)
}

fn choice(one: &Document) -> (String, String) {
    (one.id.to_string(), format!("{} · {}", one.title_line(), one.title))
}

/// Orders of the unit and of those above, as far as the person sees documents: the latest, or those that answer the words.
fn offered<M: Mode>(cx: &mut Cx<M>, one: &Structure, rules: &Effective, asked: &str) -> Result<Choices> {
    let kinds = rules.document_kinds.iter().map(|kind| &kind.rule).filter(|kind| kind.genus == ORDER);
    let kinds: Vec<String> = kinds.map(|kind| kind.id.clone()).collect();
    let mut paths = vec![one.unit_path.clone()];
    paths.extend(reach::above(&one.unit_path).into_iter().rev());
    let seen = reach::reaches::<SeeDocuments, M>(cx);
    paths.retain(|path| seen.holds(path));
    let mut found = Vec::new();
    for path in paths {
        found.extend(if asked.is_empty() {
            documents::store::of_unit(cx.conn(), &path, &kinds, MOST)?
        } else {
            documents::store::sought(cx.conn(), &path, &kinds, asked, MOST)?
        });
    }
    found.retain(|one| one.state() == documents::Status::InForce);
    Ok(found.iter().map(choice).collect())
}

/// `POST /structures/{structure}/members/{member}/order`
pub(super) fn save(cx: &mut Cx<Write>, may: Granted<KeepStructures>) -> Result<Reply> {
    let (request, id) = (cx.request_handle(), kept(cx)?);
    let member: MemberId = request.arg("member")?;
    let order = match request.form.text("order") {
        "" => Ok(None),
        typed => typed
            .parse()
            .map(Some)
            .map_err(|_| Error::field("order", "Выберите действующий приказ из\u{a0}списка.")),
    };
    let outcome =
        order.and_then(|order| ordering::order(cx, &may, (id, member), (order, request.form.text("seen"))));
    let to = ("Приказ о\u{a0}назначении сохранён.", format!("/structures/{id}"));
    web::forms::led_anew(cx, outcome, "order", to, show)
}

/// The orders that give roles to these members: line and address.
pub(super) fn orders_of<M: Mode>(
    cx: &mut Cx<M>,
    members: &[Member],
) -> Result<BTreeMap<i64, (String, String, bool)>> {
    let mut ids: Vec<i64> = members.iter().filter_map(|one| one.order_id).map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let seen = reach::reaches::<SeeDocuments, M>(cx);
    let told = |one: Document| {
        let in_force = one.state() == documents::Status::InForce;
        (one.id.0, (one.title_line(), reach::open(&seen, &one.unit_path, one.url()), in_force))
    };
    Ok(documents::store::all_of(cx.conn(), &ids)?.into_iter().map(told).collect())
}

#[derive(Template)]
#[template(path = "heads.html")]
struct HeadsPage {
    of: String,
    unit: String,
    places: Choices,
    only_without: bool,
    summary: String,
    rows: Vec<HeadRow>,
    clause: String,
}

/// A structure with who leads it and by which order.
struct HeadRow {
    name: String,
    url: String,
    kind: String,
    owner: String,
    /// Empty: nobody.
    head: String,
    since: String,
    order: Option<(String, String)>,
    /// The order that is told has no force.
    is_lapsed: bool,
    order_url: String,
}

/// `GET /structures/heads?unit=…&without=1`
pub(super) fn heads(cx: &mut Cx<Read>, may: Granted<SeeStructures>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    let rules = rules_at(cx, &unit.path)?;
    let (only_without, today) = (cx.request().asked("without") == "1", cx.today_at(&unit.path)?);
    let scope = db::Ranges::under([unit.path.as_str()]);
    let mut all = store::of_kinds(cx.conn(), &scope, &ordered_kinds(&rules))?;
    all.retain(|one| order_of(&rules, one, crate::support::HEAD).is_some());
    let ids: Vec<i64> = all.iter().map(|one| one.id.0).collect();
    let mut members = store::members_of(cx.conn(), &ids)?;
    members.retain(|member| member.role == crate::support::HEAD && member.is_there(today));
    let seen: Vec<i64> = members.iter().map(|member| member.id.0).collect();
    cx.saw("structure_member", &seen, &unit.path);
    let orders = orders_of(cx, &members)?;
    let mut owners: Vec<i64> = all.iter().map(|one| one.unit_id.0).collect();
    owners.sort_unstable();
    owners.dedup();
    let owners: BTreeMap<i64, String> = units::store::all_of(cx.conn(), &owners)?
        .into_iter()
        .map(|unit| (unit.id.0, unit.short_name))
        .collect();
    let keeps = reach::reaches::<KeepStructures, Read>(cx);
    let row = |one: &Structure| {
        let head = members.iter().find(|member| member.structure_id == one.id);
        let order = head.and_then(|head| orders.get(&head.order_id?.0));
        let form = head.filter(|_| keeps.holds(&one.unit_path));
        HeadRow {
            name: one.name.clone(),
            url: one.url(),
            kind: kind_title(&rules, &one.kind),
            owner: owners.get(&one.unit_id.0).cloned().unwrap_or_default(),
            head: head.map(Member::label).unwrap_or_default(),
            since: head.map(|head| russian::date(head.from_on)).unwrap_or_default(),
            order: order.map(|(line, url, _)| (line.clone(), url.clone())),
            is_lapsed: order.is_some_and(|(_, _, in_force)| !in_force),
            order_url: form
                .map(|head| format!("{}/members/{}/order", one.url(), head.id))
                .unwrap_or_default(),
        }
    };
    let mut rows: Vec<HeadRow> = all.iter().map(row).collect();
    let is_without = |row: &HeadRow| !row.head.is_empty() && (row.order.is_none() || row.is_lapsed);
    let (led, without) = (
        rows.iter().filter(|row| !row.head.is_empty()).count(),
        rows.iter().filter(|row| is_without(row)).count(),
    );
    rows.retain(|row| !only_without || is_without(row));
    let first = all.first().and_then(|one| order_of(&rules, one, crate::support::HEAD));
    let page = HeadsPage {
        of: unit.name.clone(),
        unit: unit.id.to_string(),
        places: places(cx, &may)?,
        only_without,
        summary: format!("Руководителей: {led}, без действующего приказа о\u{a0}назначении: {without}."),
        clause: first.map(|order| order.clause.clone()).unwrap_or_default(),
        rows,
    };
    Page::titled("Приказы о\u{a0}назначении руководителей").at(&unit.path).under("/structures").show(&page)
}
