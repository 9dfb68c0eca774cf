//! The form that addresses a document for acquaintance: levels below its issuer, units by name or code, a day.

use access::{Granted, Level};
use askama::Template;
use db::Ranges;
use units::{ListPlaces, Unit, UnitId};
use web::{Cx, Error, FieldFault, Form, Mode, Page, Read, Reply, Result, Route, Write, get, post};

use crate::model::Circle;
use crate::rules::circulation as rules;
use crate::store::circulations as store;
use crate::{Document, KeepDocuments, actions};

/// The routes of the form.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/documents/{document}/circulation", form),
        post("/documents/{document}/circulation", circulate),
        post("/documents/{document}/circulation/release", release),
    ]
}

#[derive(Template)]
#[template(path = "circulation.html")]
struct CirculationPage {
    line: String,
    token: String,
    url: String,
    levels: Vec<(&'static str, &'static str, bool)>,
    typed: Typed,
    faults: Vec<(String, String)>,
    /// Whether it is addressed already.
    stands: bool,
}

impl CirculationPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// The form as it was typed.
#[derive(Default)]
struct Typed {
    levels: Vec<String>,
    units: String,
    read_by: String,
}

/// `GET /documents/{document}/circulation`
fn form(cx: &mut Cx<Read>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let issuer = issuer(cx, &document)?;
    rules::may_circulate(&document, issuer.level(), cx.today_at(&document.unit_path)?)?;
    let rows = store::of(cx.conn(), document.id)?;
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.unit_id).map(|id| id.0).collect();
    let named = units::store::all_of(cx.conn(), &ids)?;
    let places = if named.is_empty() { ListPlaces::default() } else { places(cx, &document)? };
    // A name that several bear is told by its code.
    let called = |unit: &Unit| match places.find("", &unit.name) {
        Ok(found) if found.unit == unit.id => unit.name.clone(),
        _ => unit.code.clone(),
    };
    let typed = Typed {
        levels: rows.iter().filter_map(|row| row.level.clone()).collect(),
        units: named.iter().map(called).collect::<Vec<_>>().join("\n"),
        read_by: rows.first().map(|row| row.read_by.to_string()).unwrap_or_default(),
    };
    show(cx, &document, &issuer, typed, &[])
}

/// `POST /documents/{document}/circulation`
fn circulate(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let (request, issuer) = (cx.request_handle(), issuer(cx, &document)?);
    let outcome = read(cx, &document, &request.form)
        .and_then(|circle| actions::circulating::circulate(cx, &document, &circle));
    match outcome {
        Ok(()) => {
            cx.notice("Документ адресован. У\u{a0}руководителей адресатов появилось дело «Ознакомиться».");
            Ok(Reply::to(document.url()))
        }
        Err(Error::Invalid(faults)) => {
            let typed = Typed {
                levels: request.form.all("level").into_iter().map(str::to_owned).collect(),
                units: request.form.raw("units").to_owned(),
                read_by: request.form.text("read_by").to_owned(),
            };
            show(cx, &document, &issuer, typed, &faults)
        }
        Err(other) => Err(other),
    }
}

/// `POST /documents/{document}/circulation/release`
fn release(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    actions::circulating::release(cx, &document)?;
    cx.notice("Ознакомления больше не\u{a0}требуется. Сделанные отметки сохранены в\u{a0}истории.");
    Ok(Reply::to(document.url()))
}

/// Whoever stands below the issuer and is at work, by name and code.
fn places<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<ListPlaces> {
    let below = Ranges::under([document.unit_path.as_str()]);
    let mut all = units::store::all_within(cx.conn(), &below)?;
    all.retain(|unit| unit.id != document.unit_id && unit.is_active());
    Ok(ListPlaces::of(&all, None))
}

fn issuer<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<Unit> {
    units::store::all_of(cx.conn(), &[document.unit_id.0])?.pop().ok_or(Error::NotFound)
}

/// The longest list of names read.
const LONGEST: usize = 20_000;

/// Whom the form names; lines that name nobody are told with their number.
fn read(cx: &mut Cx<Write>, document: &Document, form: &Form) -> Result<Circle> {
    let mut check = form.check();
    let read_by = check.date("read_by");
    if form.text("read_by").is_empty() {
        check.fault("read_by", "Укажите день, до которого нужно ознакомиться.");
    }
    let levels: Vec<Option<Level>> = form.all("level").iter().map(|code| code.parse().ok()).collect();
    if levels.iter().any(Option::is_none) {
        check.fault("level", "Выберите уровни из\u{a0}списка.");
    }
    let text = check.optional("units", LONGEST);
    let mut units: Vec<UnitId> = Vec::new();
    if !text.is_empty() {
        let places = places(cx, document)?;
        for (number, line) in (1..).zip(form.raw("units").lines()) {
            match line.trim() {
                "" => {}
                name => match places.find("", name) {
                    Ok(found) if units.contains(&found.unit) => {}
                    Ok(found) => units.push(found.unit),
                    Err(sentence) => check.fault("units", format!("Строка {number}: {sentence}.")),
                },
            }
        }
    }
    check.done()?;
    let read_by = read_by.ok_or(Error::NotFound)?;
    Ok(Circle { levels: levels.into_iter().flatten().collect(), units, read_by })
}

fn show<M: Mode>(
    cx: &mut Cx<M>,
    document: &Document,
    issuer: &Unit,
    typed: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let is_ticked = |level: Level| typed.levels.iter().any(|code| code == level.code());
    let page = CirculationPage {
        line: document.title_line(),
        token: cx.csrf().to_owned(),
        url: document.url(),
        levels: rules::below(issuer.level())
            .into_iter()
            .map(|(level, title)| (level.code(), title, is_ticked(level)))
            .collect(),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        stands: !store::of(cx.conn(), document.id)?.is_empty(),
        typed,
    };
    let status = if faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Адресовать для ознакомления")
        .at(&document.unit_path)
        .under("/documents")
        .show(&page)?
        .status(status))
}
