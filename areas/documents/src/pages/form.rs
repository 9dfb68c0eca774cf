//! The form of requisites: blank, filled from a document, or given back with everything typed; and the cancellation.

use access::Granted;
use askama::Template;
use packs::Effective;
use units::{Unit, UnitId};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result};

use super::kinds::{self, Group};
use super::write::{STAGES, Typed};
use crate::{Addressee, Document, KeepDocuments, rules};

#[derive(Template)]
#[template(path = "form.html")]
struct FormPage {
    heading: &'static str,
    owner: String,
    target: String,
    token: String,
    filled: Typed,
    faults: Vec<(String, String)>,
    again: String,
    groups: Vec<Group>,
    /// Whose kinds these are: «Муниципальный уровень».
    level: String,
    subjects: Vec<(String, String)>,
    addressees: Vec<(&'static str, &'static str)>,
    megabytes: u64,
    accepted: &'static str,
    file_hint: &'static str,
    /// Whether another file needs a reason.
    asks_reason: bool,
    stages: &'static [(&'static str, &'static str)],
    done: &'static str,
    way_back: String,
}

impl FormPage {
    fn wrong(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// `GET /documents/new?unit=…`: a blank form; kind, topic, title and the way back may come in the address.
pub(super) fn blank(cx: &mut Cx<Read>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let request = cx.request_handle();
    let unit = owner(cx, &may, request.asked("unit"))?;
    let typed = Typed::asked(&request, &unit, cx.house().id());
    show_new(cx, &unit, typed, &[])
}

/// The unit of this id inside the scope; none named: the person's own.
pub(super) fn owner<M: Mode>(cx: &mut Cx<M>, may: &Granted<KeepDocuments>, asked: &str) -> Result<Unit> {
    let own = may.scopes().first().map(|scope| UnitId(scope.unit));
    let id = if asked.is_empty() { own } else { asked.parse().ok() };
    units::store::find(cx.conn(), may.ranges(), id.ok_or(Error::NotFound)?)?.ok_or(Error::NotFound)
}

/// The form of a new document.
pub(super) fn show_new<M: Mode>(
    cx: &mut Cx<M>,
    unit: &Unit,
    typed: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let mut page = page(cx, unit, typed, faults)?;
    page.heading = "Новый документ";
    "/documents".clone_into(&mut page.target);
    page.done = "Сохранить";
    page.stages = &STAGES;
    page.way_back =
        if page.filled.back.is_empty() { "/documents".to_owned() } else { page.filled.back.clone() };
    shown(&page, unit)
}

/// `GET /documents/{document}/requisites`: the form filled from the document.
pub(super) fn filled(cx: &mut Cx<Read>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    rules::may_change(&document)?;
    show_change(cx, &document, Typed::of(&document), &[])
}

/// The form of a registered document.
pub(super) fn show_change<M: Mode>(
    cx: &mut Cx<M>,
    document: &Document,
    typed: Typed,
    faults: &[FieldFault],
) -> Result<Reply> {
    let unit = units::store::all_of(cx.conn(), &[document.unit_id.0])?.pop().ok_or(Error::NotFound)?;
    // A document keeps its kind, whatever the form says.
    let mut page = page(cx, &unit, Typed { asked: document.kind.clone(), ..typed }, faults)?;
    page.heading = "Реквизиты документа";
    page.target = format!("{}/requisites", document.url());
    page.done = "Сохранить";
    page.way_back = document.url();
    if document.file_id.is_some() {
        page.file_hint = "Текст уже приложен. Выберите другой файл, только если его нужно заменить: прежний останется в\u{a0}списке файлов.";
        page.asks_reason = rules::files::needs_reason(document);
    }
    shown(&page, &unit)
}

fn page<M: Mode>(cx: &mut Cx<M>, unit: &Unit, typed: Typed, faults: &[FieldFault]) -> Result<FormPage> {
    let rules = kinds::rules_at(cx, &unit.path)?;
    Ok(FormPage {
        heading: "",
        owner: unit.name.clone(),
        target: String::new(),
        token: cx.csrf().to_owned(),
        again: again(&typed, !faults.is_empty()),
        faults: faults.iter().map(|fault| (fault.field.clone(), fault.text.clone())).collect(),
        groups: kinds::groups(&rules, unit.level(), &typed.asked),
        level: kinds::level_title(&rules, unit.level()),
        subjects: subjects(&rules, &typed.topic),
        addressees: Addressee::ALL.map(|one| (one.code(), one.title())).to_vec(),
        megabytes: (cx.house().settings.upload_limit / 1_000_000).max(1),
        accepted: files::ACCEPT,
        file_hint: "PDF, документ, таблица, презентация или изображение. Можно вместо файла дать ссылку.",
        asks_reason: false,
        stages: &[],
        done: "",
        way_back: String::new(),
        filled: typed,
    })
}

/// A browser never sends a chosen file a second time by itself.
fn again(typed: &Typed, is_faulty: bool) -> String {
    if !is_faulty || typed.file_name.is_empty() {
        return String::new();
    }
    format!("Всё введённое осталось в форме, а файл «{}» нужно выбрать ещё раз.", typed.file_name)
}

/// Topics the tables ask for, and the typed one if it is none of them.
fn subjects(rules: &Effective, typed: &str) -> Vec<(String, String)> {
    let mut topics: Vec<String> = rules::topics(rules).into_iter().map(|(_, topic)| topic).collect();
    topics.push(typed.to_owned());
    topics.retain(|topic| !topic.is_empty());
    topics.sort_by_key(|topic| db::fold(topic));
    topics.dedup();
    topics.into_iter().map(|topic| (topic.clone(), topic)).collect()
}

fn shown(page: &FormPage, unit: &Unit) -> Result<Reply> {
    let status = if page.faults.is_empty() { 200 } else { 422 };
    Ok(Page::titled(page.heading).at(&unit.path).under("/documents").show(page)?.status(status))
}

#[derive(Template)]
#[template(path = "cancellation.html")]
struct CancellationPage {
    question: String,
    about: String,
    target: String,
    token: String,
    card_url: String,
    seen: i64,
    typed: String,
    fault: String,
}

/// `GET /documents/{document}/cancellation`: asks for the reason.
pub(super) fn cancellation(cx: &mut Cx<Read>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    rules::may_cancel(&document)?;
    crate::actions::may_withdraw(cx, &document)?;
    show_cancellation(cx, &document, document.version, "", "")
}

/// The question, with what was typed and what is wrong with it.
pub(super) fn show_cancellation<M: Mode>(
    cx: &mut Cx<M>,
    document: &Document,
    seen: i64,
    typed: &str,
    fault: &str,
) -> Result<Reply> {
    let mut resting = crate::actions::resting(cx, document)?;
    resting.extend(crate::actions::objection(cx, document)?);
    let about = "Отменённый документ останется в реестре, но показатели по нему больше не засчитываются. \
                 Вернуть его нельзя: понадобится зарегистрировать документ снова.";
    let page = CancellationPage {
        question: format!("Отменить документ «{}»?", document.title),
        about: std::iter::once(about.to_owned()).chain(resting).collect::<Vec<_>>().join(" "),
        target: format!("{}/cancellation", document.url()),
        token: cx.csrf().to_owned(),
        card_url: document.url(),
        seen,
        typed: typed.to_owned(),
        fault: fault.to_owned(),
    };
    let status = if fault.is_empty() { 200 } else { 422 };
    Ok(Page::titled("Отмена документа")
        .at(&document.unit_path)
        .under("/documents")
        .show(&page)?
        .status(status))
}
