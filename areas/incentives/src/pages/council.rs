//! Awards and prizes of an association: to whom, for what, by which decision of its council; a form for the next one.

use access::Granted;
use askama::Template;
use units::Unit;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::{Choices, Faults, place, plain};
use crate::access::KeepCouncilAwards;
use crate::actions::council::{self, CouncilAward};
use crate::actions::ordering::Told;
use crate::actions::rules_at;
use crate::store;

/// So many are shown, the latest.
const MOST: i64 = 200;

#[derive(Template)]
#[template(path = "council.html")]
struct CouncilPage {
    csrf: String,
    unit: String,
    of: String,
    rows: Vec<Row>,
    kinds: Choices,
    typed: Typed,
    faults: Faults,
}

impl CouncilPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

struct Row {
    name: String,
    award: String,
    merits: String,
    decision: String,
    day: String,
}

struct Typed {
    person: String,
    kind: String,
    merits: String,
    decision: String,
    day: String,
}

/// `GET /incentives/council`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<KeepCouncilAwards>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    show(cx, &unit, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, unit: &Unit, faults: Vec<FieldFault>) -> Result<Reply> {
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let kinds: Vec<&packs::AwardKind> =
        rules.incentives.awards.iter().map(|one| &one.rule).filter(|kind| kind.by_council).collect();
    let ids: Vec<String> = kinds.iter().map(|kind| kind.id.clone()).collect();
    let here = db::Ranges::under([unit.path.as_str()]);
    let found = store::given_of_kinds(cx.conn(), &here, &ids, MOST)?;
    let told = Told::all(cx, found)?;
    let people: Vec<i64> = told.iter().map(|one| one.one.person_id.0).collect();
    cx.saw("person", &people, &unit.path);
    let row = |told: &Told| Row {
        name: told.card.person.name().full(),
        award: told.one.kind_title.clone(),
        merits: told.one.merits.clone(),
        decision: told.one.act_note.clone(),
        day: told.one.awarded_on.map(russian::date).unwrap_or_default(),
    };
    let form = &cx.request().form;
    let text = |name: &str| form.text(name).to_owned();
    let typed = Typed {
        person: text("person"),
        kind: text("kind"),
        merits: text("merits"),
        decision: text("decision"),
        day: if form.has("day") { text("day") } else { today.to_string() },
    };
    let page = CouncilPage {
        csrf: cx.csrf().to_owned(),
        unit: unit.id.to_string(),
        of: unit.name.clone(),
        rows: told.iter().map(row).collect(),
        kinds: kinds.iter().map(|kind| (kind.id.clone(), kind.title.clone())).collect(),
        typed,
        faults: plain(faults),
    };
    Page::titled("Награды ассоциации").at(&unit.path).show(&page)
}

fn read(cx: &mut Cx<Write>, unit: &Unit) -> Result<CouncilAward> {
    let today = cx.today_at(&unit.path)?;
    let request = cx.request_handle();
    let mut check = request.form.check();
    let day = check.date("day").unwrap_or(today);
    let merits = check.optional("merits", 2_000).to_owned();
    let decision = check.optional("decision", 300).to_owned();
    let here = db::Ranges::under([unit.path.as_str()]);
    let named = people::store::named(cx.conn(), &here, request.form.text("person"))?;
    let person = if let [one] = named.as_slice() { Some(one.id) } else { None };
    if person.is_none() {
        check.fault(
            "person",
            "Такого педагога нет, или их несколько: напишите фамилию, имя и\u{a0}отчество целиком.",
        );
    }
    check.done()?;
    let person = person.ok_or(Error::NotFound)?;
    Ok(CouncilAward { person, kind: request.form.text("kind").to_owned(), merits, decision, day })
}

/// `POST /incentives/council`
pub(super) fn enter(cx: &mut Cx<Write>, may: Granted<KeepCouncilAwards>) -> Result<Reply> {
    let unit = place(cx, &may)?;
    match read(cx, &unit).and_then(|new| council::enter(cx, &may, &unit, &new)) {
        Ok(_) => {
            cx.notice("Награда внесена; она видна в\u{a0}карточке и\u{a0}портфолио.");
            Ok(Reply::to(web::address("/incentives/council", &[("unit", &unit.id.to_string())])))
        }
        Err(Error::Invalid(faults)) => Ok(show(cx, &unit, faults)?.status(422)),
        Err(error) => Err(error),
    }
}
