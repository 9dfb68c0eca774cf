//! The card of a structure: what it is, what it lacks, who belongs to it, its documents, links, what stands under it, its past.

mod facts;
mod links;

use access::Granted;
use askama::Template;
use documents::{Above, Document, SeeDocuments};
use packs::{DocumentKind, Effective, StructureKind};
use web::forms::Forms;
use web::view::HistoryEntry;
use web::{Authors, Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, russian};

use super::approved::{Lists, Standing};
use super::composition::{self, Former, RoleOf, Taking};
use super::curators::SERVICE;
use super::kinds_of::Kinds;
use super::partners::{self, PartnerRow};
use super::{Choices, kind_title};
use crate::access::{Keeper, Keeps};
use crate::actions::minuting;
use crate::actions::reopening::let_go;
use crate::actions::rules_at;
use crate::model::{Event, Structure};
use crate::rules::{Act, Held, LinkKind, functions_of, lacking, page_due, takes_organisations};
use crate::{SeeStructures, access as reach, store};

#[expect(clippy::struct_excessive_bools, reason = "each part of the card is shown or not")]
#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    csrf: String,
    one: Structure,
    kind_line: String,
    mark: (&'static str, &'static str),
    may_keep: bool,
    /// Its functions by the model in force; empty: it has none.
    functions_url: String,
    /// Its kind carries an emblem, and one stands.
    has_emblem: bool,
    /// Where it is set; empty: nowhere.
    emblem_url: String,
    /// Where the minutes of the founding meeting are written; empty: they stand, or are not asked for.
    minutes_url: String,
    /// Where its people are held against the demands of the kind; empty: none.
    demands_url: String,
    /// Composition, partners, documents, resource: whoever leads the structure as well.
    may_compose: bool,
    /// Records entered by mistake are taken away: of a closed structure as well.
    may_mend: bool,
    /// The same of links.
    may_mend_links: bool,
    /// A closed structure is opened again; so many people would come in again.
    reopening: Option<usize>,
    facts: Vec<(String, String, String)>,
    lacking: Vec<String>,
    /// Where an order approves such compositions.
    approved: Option<Standing>,
    roles: Vec<RoleOf>,
    former: Vec<Former>,
    role_choices: Choices,
    may_choose: bool,
    /// Where an organisation is added; empty: not here.
    joining_url: String,
    documents: Vec<DocumentRow>,
    partners: Vec<PartnerRow>,
    sorts: Choices,
    agreements: Choices,
    links: Vec<links::LinkRow>,
    link_kinds: Choices,
    targets: Choices,
    under: Vec<(String, String, String)>,
    resource: (String, String),
    /// What is told of it is to be looked through by whoever reads the card.
    is_stale: bool,
    past: Vec<HistoryEntry>,
    forms: Forms,
    /// Whose form was posted: the member, the link, the partner, the work of the address; empty: none of them.
    posted: String,
    today: String,
}

impl CardPage {
    fn fault(&self, field: &str) -> &str {
        self.forms.fault(field)
    }

    /// The board of all structures of the place, from the card of its service; empty: for whoever does not answer for it.
    fn coordination_url(&self) -> String {
        if self.may_mend_links && self.one.is_active() && self.one.kind == SERVICE {
            web::address("/structures/coordination", &[("unit", &self.one.unit_id.to_string())])
        } else {
            String::new()
        }
    }

    /// Whether something is wrong with one of these fields: their form stays open.
    fn is_asked(&self, fields: &[&str]) -> bool {
        self.forms.is_asked(fields)
    }

    /// What is wrong, each led to its field: in the form of a member, a link or a partner the field is named after it.
    fn summary(&self) -> Vec<(String, String)> {
        let led = |(field, text): &(String, String)| match self.posted.as_str() {
            "" => (field.clone(), text.clone()),
            id => (format!("{field}-{id}"), text.clone()),
        };
        self.forms.faults.iter().map(led).collect()
    }

    /// Whether the form of this member, link or partner came back with faults.
    fn is_of(&self, id: &str) -> bool {
        self.forms.is_back() && self.posted == id && !self.forms.is_asked(&["mistake"])
    }

    /// Whether this record was to be taken away, and was not.
    fn is_taken(&self, id: &str) -> bool {
        self.posted == id && self.forms.is_asked(&["mistake"])
    }

    /// Whether that is one of those who were there.
    fn has_former(&self, former: &[Former]) -> bool {
        former.iter().filter_map(|person| person.mistake.as_ref()).any(|mistake| self.is_taken(&mistake.id))
    }

    /// Whether that is one of these works.
    fn has_work(&self, works: &[(String, Taking)]) -> bool {
        works.iter().any(|(_, mistake)| self.is_taken(&mistake.id))
    }

    /// Why it was to be taken away, as it was typed.
    fn reason_of(&self, id: &str) -> String {
        if self.is_taken(id) { self.forms.typed("mistake", "") } else { String::new() }
    }

    /// What is wrong with that.
    fn mistake_of(&self, id: &str) -> &str {
        if self.is_taken(id) { self.forms.fault("mistake") } else { "" }
    }

    /// What was typed into the form of this member, link or partner, or what stands there.
    fn typed_of(&self, id: &str, field: &str, kept: &str) -> String {
        if self.is_of(id) { self.forms.typed(field, kept) } else { kept.to_owned() }
    }

    /// What is wrong with a field of that form.
    fn fault_of(&self, id: &str, field: &str) -> &str {
        if self.is_of(id) { self.forms.fault(field) } else { "" }
    }
}

/// A document the kind asks for.
struct DocumentRow {
    title: String,
    /// What is in force: of what is kept where there is one, all of it.
    held: Vec<(String, String)>,
    /// Nothing is lacking without it.
    is_optional: bool,
    /// One of the kind in the registry that is not said to be this structure's: its line and id.
    other: Option<(String, String)>,
    new_url: String,
}

/// `GET /structures/{structure}`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SeeStructures>) -> Result<Reply> {
    let one = super::asked(cx)?;
    show(cx, &one, Vec::new())
}

/// The card, with what was wrong with one of its forms.
pub(super) fn show<M: Mode>(cx: &mut Cx<M>, one: &Structure, faults: Vec<FieldFault>) -> Result<Reply> {
    let minutes = minuting::standing(cx.conn(), one)?;
    // Minutes that were cancelled are none.
    let one = &Structure { minutes_id: minutes.as_ref().map(|held| held.id), ..one.clone() };
    let unit = units::store::all_of(cx.conn(), &[one.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let kind = rules.structure_kind(&one.kind).map(|kind| kind.rule.clone());
    let members = store::members_of(cx.conn(), &[one.id.0])?;
    let seen: Vec<i64> = members.iter().map(|member| member.id.0).collect();
    cx.saw("structure_member", &seen, &one.unit_path);
    let (asked, year) =
        (asked_documents(&rules, kind.as_ref(), &one.level), documents::year_start(&rules, today));
    let held = held(cx, one, &asked, today)?;
    let founding = founding(cx, one)?;
    let act = Act::of(founding.as_ref(), today);
    let updated_on = one.updated_at.utc().date_naive();
    let lacks = match &kind {
        Some(kind) if one.is_open() => lacking(one, kind, &asked, (&held, act, year), (&members, today)),
        _ => crate::rules::Lacking::default(),
    };
    let known = composition::known(cx, (one, &rules), (&members, today))?;
    let may_keep = one.is_open() && reach::keeps(cx, &one.unit_path);
    let may_compose = may_keep || (one.is_open() && Keeper::of(cx)?.keeps(one));
    let may_mend_links = reach::keeps(cx, &one.unit_path);
    let carries = kind.as_ref().is_some_and(|kind| kind.emblem);
    let page = CardPage {
        csrf: cx.csrf().to_owned(),
        kind_line: format!("{} · {}", kind_title(&rules, &one.kind), unit.name),
        mark: match &kind {
            Some(kind) if one.is_active() && crate::rules::is_awaited(one, kind) => {
                ("не\u{a0}включена", "warn")
            }
            _ => mark(one, today),
        },
        may_keep,
        functions_url: if functions_of(&rules, &one.kind, &one.level).is_empty() {
            String::new()
        } else {
            format!("{}/functions", one.url())
        },
        has_emblem: carries && store::emblems::of(cx.conn(), one.id)?.is_some(),
        emblem_url: if carries && may_compose { format!("{}/emblem", one.url()) } else { String::new() },
        minutes_url: kind
            .as_ref()
            .filter(|_| may_keep)
            .map(|kind| minutes_url(one, kind))
            .unwrap_or_default(),
        demands_url: demands_url(cx, one, kind.as_ref()),
        may_compose,
        may_mend: may_compose || may_mend_links,
        may_mend_links,
        reopening: (!one.is_open() && may_mend_links).then(|| let_go(one, &members)),
        joining_url: if may_compose && kind.as_ref().is_some_and(takes_organisations) {
            format!("{}/members/organisation", one.url())
        } else {
            String::new()
        },
        may_choose: may_compose && super::choosing::may_choose(cx),
        facts: facts::of(cx, one, (&unit, &rules), (kind.as_ref(), [founding, minutes]))?,
        lacking: told(
            &lacks,
            kind.as_ref().filter(|kind| kind.act_first).map_or("", |kind| kind.clause.as_str()),
        ),
        approved: match &kind {
            Some(kind) if !kind.approved_by.is_empty() => {
                Some(Lists::of(cx, one)?.standing(cx, one, (&known.at_work(&members), today)))
            }
            _ => None,
        },
        roles: composition::roles(one, kind.as_ref(), (&members, &known), (today, may_mend_links)),
        former: composition::former(one, kind.as_ref(), &members, may_mend_links),
        role_choices: kind
            .iter()
            .flat_map(|kind| &kind.roles)
            .map(|role| (role.id.clone(), role.title.clone()))
            .collect(),
        documents: document_rows(one, kind.as_ref(), (&asked, &held, year), (may_compose, may_keep)),
        partners: partners::rows(cx, one, today)?,
        sorts: partners::sorts(),
        agreements: if may_compose { partners::agreements(cx, one)? } else { Vec::new() },
        links: links::rows(cx, one, today)?,
        link_kinds: LinkKind::ALL
            .iter()
            .map(|kind| (kind.code().to_owned(), kind.title().to_owned()))
            .collect(),
        targets: if may_keep { links::targets(cx, one)? } else { Vec::new() },
        under: under(cx, one, today)?,
        resource: super::own::typed(cx, one),
        is_stale: may_compose
            && kind.as_ref().is_some_and(|kind| page_due(kind, updated_on, today).is_some()),
        past: past(cx, one)?,
        forms: Forms::of(cx, faults),
        posted: posted(cx),
        today: today.to_string(),
        one: one.clone(),
    };
    Page::titled(one.name.clone()).at(&unit.path).under("/structures").show(&page)
}

/// Where the minutes it rests on are written; empty: they stand, or none are asked for.
fn minutes_url(one: &Structure, kind: &StructureKind) -> String {
    let is_asked = !kind.minutes_kind.is_empty() && one.minutes_id.is_none();
    if is_asked { format!("{}/minutes", one.url()) } else { String::new() }
}

/// The member, the link, the partner or the work of the address whose form was posted.
fn posted<M: Mode>(cx: &Cx<M>) -> String {
    let names = ["link_work", "joint_work", "member", "structure_link", "partner"];
    let found = names.iter().find_map(|name| cx.request().arg::<i64>(name).ok());
    found.map(|id| id.to_string()).unwrap_or_default()
}

fn mark(one: &Structure, today: chrono::NaiveDate) -> (&'static str, &'static str) {
    match (one.is_active(), one.is_overdue(today), one.is_temporary) {
        _ if one.is_awaited() => ("не\u{a0}работает: нет акта", "warn"),
        (false, ..) => ("закрыта", "muted"),
        (true, true, _) => ("срок прошёл", "bad"),
        (true, false, true) => ("временная", "info"),
        (true, false, false) => ("работает", "ok"),
    }
}

/// Documents in force of the kinds asked for, of the unit and of those above.
fn held<M: Mode>(
    cx: &mut Cx<M>,
    one: &Structure,
    asked: &[&DocumentKind],
    today: chrono::NaiveDate,
) -> Result<Vec<Held>> {
    let mut wanted: Vec<String> = asked.iter().map(|kind| kind.id.clone()).collect();
    wanted.extend(asked.iter().flat_map(|kind| kind.met_by.clone()));
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut paths = reach::above(&one.unit_path);
    paths.push(one.unit_path.clone());
    let mut found = store::in_force(cx.conn(), &paths, &wanted, today)?;
    if asked.iter().any(|kind| kind.each) {
        store::ties::told(cx.conn(), &mut found)?;
    }
    let seen = reach::reaches::<SeeDocuments, M>(cx);
    // What is in force over the person is read from here.
    let over = Above::of(cx);
    let is_open = |one: &Held| seen.holds(&one.unit_path) || over.opens((&one.unit_path, &one.genus), true);
    for one in found.iter_mut().filter(|one| !is_open(one)) {
        one.url.clear();
    }
    Ok(found)
}

fn asked_documents<'a>(
    rules: &'a Effective,
    kind: Option<&StructureKind>,
    level: &str,
) -> Vec<&'a DocumentKind> {
    let ids = kind.into_iter().flat_map(|kind| kind.filed(level));
    ids.filter_map(|id| rules.document_kind(id)).map(|kind| &kind.rule).collect()
}

/// Where its people are held against the demands of the kind, for whoever sees cards of people.
fn demands_url<M: Mode>(cx: &Cx<M>, one: &Structure, kind: Option<&StructureKind>) -> String {
    let asks = kind.is_some_and(|kind| !kind.demands.is_empty());
    let sees = asks && !reach::reaches::<people::SeePeople, M>(cx).pairs().is_empty();
    if sees { format!("{}/demands", one.url()) } else { String::new() }
}

/// What the kind asks for, each with what is in force: of what is kept where there is one, all of it.
fn document_rows(
    one: &Structure,
    kind: Option<&StructureKind>,
    (asked, held, year): (&[&DocumentKind], &[Held], chrono::NaiveDate),
    (may_compose, may_keep): (bool, bool),
) -> Vec<DocumentRow> {
    let row = |document: &&DocumentKind| {
        let is_optional = !kind.is_some_and(|kind| kind.required(&one.level).any(|id| *id == document.id));
        let most = if is_optional { usize::MAX } else { 1 };
        let own: Vec<&Held> =
            held.iter().filter(|held| held.answers(one, document, year)).take(most).collect();
        let other = held.iter().find(|held| own.is_empty() && held.meets(document, year));
        document_row(one, (document, is_optional), (&own, other.filter(|_| may_compose), may_keep))
    };
    asked.iter().map(row).collect()
}

/// Whoever keeps the registry of documents enters one there, whoever leads the structure on a page of its own.
fn document_row(
    one: &Structure,
    (kind, is_optional): (&DocumentKind, bool),
    (held, other, may_keep): (&[&Held], Option<&Held>, bool),
) -> DocumentRow {
    let unit = one.unit_id.to_string();
    DocumentRow {
        title: kind.title.clone(),
        held: held.iter().map(|held| (held.title.clone(), held.url.clone())).collect(),
        is_optional,
        other: other.map(|other| (other.title.clone(), other.id.to_string())),
        new_url: if may_keep && !kind.each {
            web::address("/documents/new", &[("unit", &unit), ("kind", &kind.id)])
        } else {
            web::address(&format!("{}/documents/new", one.url()), &[("kind", &kind.id)])
        },
    }
}

/// What is lacking, in sentences; the clause where its kind works only by an act.
fn told(lacks: &crate::rules::Lacking, first: &str) -> Vec<String> {
    let documents = lacks.documents.iter().map(|title| format!("Нет действующего документа: {title}"));
    let roles = lacks.roles.iter().map(|title| format!("Роль не\u{a0}занята: {}", title.to_lowercase()));
    let members = (lacks.members > 0).then(|| {
        let count = i64::try_from(lacks.members).unwrap_or(i64::MAX);
        let people = russian::counted(count, "человека", "человек", "человек");
        format!("В\u{a0}составе не\u{a0}хватает {people}")
    });
    let founding = lacks.is_unfounded.then(|| {
        let text = "Не\u{a0}указан документ, которым структура создана";
        if first.is_empty() {
            text.to_owned()
        } else {
            format!("{text}: без него она не\u{a0}работает ({first})")
        }
    });
    let minutes = lacks.minutes.iter().map(|title| format!("Не\u{a0}указан {title}"));
    let lapsed = lacks.is_lapsed.then(|| {
        "Документ, которым структура создана, больше не\u{a0}действует: укажите в\u{a0}реквизитах действующий"
            .to_owned()
    });
    documents.chain(roles).chain(members).chain(founding).chain(lapsed).chain(minutes).collect()
}

/// What it is founded by.
fn founding<M: Mode>(cx: &mut Cx<M>, one: &Structure) -> Result<Option<Document>> {
    Ok(match one.document_id {
        Some(id) => documents::store::all_of(cx.conn(), &[id.0])?.pop(),
        None => None,
    })
}

/// What stands under it: its address, its kind with whose it is, its name. The same name stands in many schools.
fn under<M: Mode>(
    cx: &mut Cx<M>,
    one: &Structure,
    today: chrono::NaiveDate,
) -> Result<Vec<(String, String, String)>> {
    let found = store::children(cx.conn(), one.id)?;
    let kinds = if found.is_empty() { None } else { Some(Kinds::of(cx, &found, today)?) };
    let mut places: Vec<i64> =
        found.iter().map(|child| child.unit_id.0).filter(|id| *id != one.unit_id.0).collect();
    places.sort_unstable();
    places.dedup();
    let places = units::store::all_of(cx.conn(), &places)?;
    let what = |child: &Structure| {
        let kind = kinds.as_ref().map(|kinds| kinds.title(child)).unwrap_or_default();
        let place = places.iter().find(|unit| unit.id == child.unit_id);
        place.map_or(kind.clone(), |unit| format!("{kind} · {}", unit.short_name))
    };
    Ok(found.iter().map(|child| (child.url(), what(child), child.name.clone())).collect())
}

fn past<M: Mode>(cx: &mut Cx<M>, one: &Structure) -> Result<Vec<HistoryEntry>> {
    let events = store::events(cx.conn(), one.id)?;
    let zone = cx.zone_at(&one.unit_path)?;
    let authors = Authors::of(cx, one.id.0, events.iter().map(|event| (event.at, event.account)))?;
    let entry = |event: Event| HistoryEntry {
        when: russian::moment(event.at, zone),
        who: authors.who(event.at, event.account),
        text: event.text,
    };
    Ok(events.into_iter().map(entry).collect())
}
