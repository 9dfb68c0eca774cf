//! The sheet of visas of a document: who is asked to agree, what they answered, whether it is to be published, whom it is sent to
//! (Владимир, приказ № 660-п, лист согласования).

use access::Granted;
use askama::Template;
use web::forms::{Forms, led, led_anew};
use web::{
    Body, Cx, Error, FieldFault, Mode, Page, PaperForm, Read, Reply, Result, Route, Write, get, post, russian,
};

use super::list;
use crate::actions::visas;
use crate::model::{Asked, Mailing, MailingId, Mark, NewMark, Part, Publishable, Visa, VisaId};
use crate::papers::visas::Told;
use crate::rules::visas as rules;
use crate::store::visas as store;
use crate::{Document, KeepDocuments, SeeDocuments};

/// The routes of the sheet.
pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/documents/{document}/visas", page),
        post("/documents/{document}/visas", ask),
        get("/documents/{document}/visas/paper", paper),
        get("/documents/{document}/visas/mark", mark_form),
        post("/documents/{document}/visas/mark", mark),
        post("/documents/{document}/visas/place", raise),
        post("/documents/{document}/visas/removal", withdraw),
        post("/documents/{document}/visas/publication", decide),
        post("/documents/{document}/mailings", address),
        post("/documents/{document}/mailings/removal", strike),
        post("/documents/{document}/mailings/sending", send),
        post("/documents/{document}/mailings/correction", take_back),
    ]
}

#[expect(clippy::struct_excessive_bools, reason = "each part of the sheet is open or not")]
#[derive(Template)]
#[template(path = "visas.html")]
struct SheetPage {
    forms: Forms,
    url: String,
    line: String,
    mark: (&'static str, &'static str),
    visas: Vec<VisaRow>,
    tally: String,
    /// All agree, and the document waits for that: the step is offered.
    may_agree: bool,
    asks: [(&'static str, &'static str); 2],
    may_ask: bool,
    may_keep: bool,
    /// Whether it is to be published: the words, and the code of the choice.
    publishable: (&'static str, &'static str),
    choices: [(&'static str, &'static str); 3],
    mailings: Vec<MailingRow>,
    may_send: bool,
    /// Somebody was not sent it yet.
    has_open: bool,
    is_unsigned: bool,
    today: String,
}

struct VisaRow {
    id: String,
    place: i64,
    post: String,
    name: String,
    asked: &'static str,
    told: String,
    tone: &'static str,
    remark: String,
    /// The verb of its mark.
    verb: &'static str,
    may_withdraw: bool,
}

struct MailingRow {
    id: String,
    name: String,
    sent: String,
}

fn visa_row(visa: Visa, may_ask: bool) -> VisaRow {
    let told = visa.told();
    VisaRow {
        id: visa.id.to_string(),
        place: visa.place,
        asked: visa.asked().title(),
        tone: match visa.mark() {
            None => "warn",
            Some(Mark::Given) => "ok",
            Some(Mark::Remarked) => "bad",
        },
        told: if told.is_empty() { "отметки ещё нет".to_owned() } else { told },
        verb: if visa.mark().is_none() { "Отметить" } else { "Исправить" },
        may_withdraw: may_ask && visa.mark().is_none(),
        name: visa.called(),
        post: visa.post,
        remark: visa.remark,
    }
}

fn mailing_row(mailing: Mailing) -> MailingRow {
    MailingRow {
        id: mailing.id.to_string(),
        name: mailing.name,
        sent: mailing.sent_on.map(russian::date).unwrap_or_default(),
    }
}

/// The document of the address, for whoever reads it and stands over its unit or in it: what others wrote beside a text that was
/// only read is not theirs.
fn asked(cx: &mut Cx<Read>, may: &Granted<SeeDocuments>) -> Result<Document> {
    match super::read(cx, may)? {
        (document, false) => Ok(document),
        (_, true) => Err(Error::NotFound),
    }
}

/// `GET /documents/{document}/visas`
fn page(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let document = asked(cx, &may)?;
    show(cx, &document, Vec::new())
}

fn show<M: Mode>(cx: &mut Cx<M>, document: &Document, faults: Vec<FieldFault>) -> Result<Reply> {
    let (visas, mailings) = (store::of(cx.conn(), document.id)?, store::mailings(cx.conn(), document.id)?);
    let keeps = super::keeps(cx, &document.unit_path);
    let may_ask = keeps && rules::may_ask(document).is_ok();
    let today = cx.today_at(&document.unit_path)?;
    let all_agree = !visas.is_empty() && visas.iter().all(Visa::is_given);
    let stands = document.publishable();
    let page = SheetPage {
        url: document.url(),
        line: format!("{} «{}»", document.title_line(), document.title),
        mark: list::state(document, today),
        tally: rules::tally(&visas),
        may_agree: keeps && all_agree && document.state() == crate::Status::Draft,
        visas: visas.into_iter().map(|visa| visa_row(visa, may_ask)).collect(),
        asks: Asked::ALL.map(|one| (one.code(), one.title())),
        may_ask,
        may_keep: keeps && rules::may_keep(document).is_ok(),
        publishable: stands.map_or(("не\u{a0}решено", UNDECIDED), |one| (one.title(), one.code())),
        choices: CHOICES,
        has_open: mailings.iter().any(|one| one.sent_on.is_none()),
        mailings: mailings.into_iter().map(mailing_row).collect(),
        may_send: keeps && rules::may_send(document).is_ok(),
        is_unsigned: document.state().is_unsigned(),
        today: today.to_string(),
        forms: Forms::of(cx, faults),
    };
    Page::titled("Лист согласования").at(&document.unit_path).under("/documents").show(&page)
}

/// Nobody has decided whether it is published.
const UNDECIDED: &str = "undecided";

const CHOICES: [(&str, &str); 3] = [("yes", "да"), ("no", "нет"), (UNDECIDED, "не\u{a0}решено")];

fn sheet(document: &Document) -> String {
    format!("{}/visas", document.url())
}

/// `POST /documents/{document}/visas`: asks somebody.
fn ask(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (request, document) = (cx.request_handle(), super::asked(cx, &may)?);
    let text = |name| request.form.text(name);
    let outcome = visas::ask(cx, &document, Asked::read(text("asked")), (text("post"), text("name")));
    let notice = match &outcome {
        Ok(false) => "Эта строка в\u{a0}листе уже есть: второй раз она не\u{a0}добавлена.",
        _ => "Строка добавлена в\u{a0}лист.",
    };
    led(cx, outcome, (notice, sheet(&document)), |cx, faults| show(cx, &document, faults))
}

/// `POST /documents/{document}/visas/place`: puts a row before the one above it.
fn raise(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let form = &cx.request().form;
    let (id, place) = (form.text("visa").parse(), form.text("place").parse());
    let (Ok(id), Ok(place)) = (id, place) else { return Err(Error::NotFound) };
    visas::raise(cx, &document, (id, place))?;
    Ok(Reply::to(sheet(&document)))
}

/// `POST /documents/{document}/visas/removal`: asks somebody no more.
fn withdraw(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let id = cx.request().form.text("visa").parse().map_err(|_| Error::NotFound)?;
    visas::withdraw(cx, &document, id)?;
    cx.notice("Строка убрана из\u{a0}листа.");
    Ok(Reply::to(sheet(&document)))
}

#[derive(Template)]
#[template(path = "visa.html")]
struct MarkPage {
    forms: Forms,
    url: String,
    line: String,
    id: String,
    who: String,
    asked: &'static str,
    /// «с замечаниями 03.08.2020»; empty: no mark.
    told: String,
    choices: Vec<(&'static str, &'static str)>,
    /// Mark, day and remark as they stand.
    kept: [String; 3],
    seen: i64,
}

/// `GET /documents/{document}/visas/mark?visa=…`
fn mark_form(cx: &mut Cx<Read>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    rules::may_keep(&document)?;
    let id = cx.request().asked("visa").parse().map_err(|_| Error::NotFound)?;
    show_mark(cx, &document, id, Vec::new())
}

fn show_mark<M: Mode>(
    cx: &mut Cx<M>,
    document: &Document,
    id: VisaId,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let visa = store::of(cx.conn(), document.id)?.into_iter().find(|visa| visa.id == id);
    let (visa, today) = (visa.ok_or(Error::NotFound)?, cx.today_at(&document.unit_path)?);
    let mut choices =
        vec![(Mark::Given.code(), visa.asked().done()), (Mark::Remarked.code(), "с\u{a0}замечаниями")];
    if visa.mark().is_some() {
        choices.push((NO_MARK, "отметки нет: внесена по\u{a0}ошибке"));
    }
    // The likely day: today, or the last one a mark of a signed document can have.
    let day = if document.state().is_unsigned() { today } else { document.signed_on.min(today) };
    let page = MarkPage {
        url: document.url(),
        line: format!("{} «{}»", document.title_line(), document.title),
        id: id.to_string(),
        who: format!("{} {}", visa.post, visa.called()),
        asked: visa.asked().title(),
        told: visa.told(),
        choices,
        kept: [
            visa.mark().unwrap_or(Mark::Given).code().to_owned(),
            visa.marked_on.unwrap_or(day).to_string(),
            visa.remark.clone(),
        ],
        seen: visa.version,
        forms: Forms::of(cx, faults),
    };
    Page::titled("Отметка в\u{a0}листе согласования").at(&document.unit_path).under("/documents").show(&page)
}

/// The mark is taken back.
const NO_MARK: &str = "none";

/// `POST /documents/{document}/visas/mark`
fn mark(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (request, document) = (cx.request_handle(), super::asked(cx, &may)?);
    let id: VisaId = request.form.text("visa").parse().map_err(|_| Error::NotFound)?;
    let seen = request.form.text("seen").parse().unwrap_or(0);
    let outcome = marked(cx).and_then(|new| visas::mark(cx, &document, (id, seen), &new));
    let to = ("Отметка сохранена.", sheet(&document));
    led_anew(cx, outcome, "mark", to, |cx, faults| show_mark(cx, &document, id, faults))
}

fn marked(cx: &Cx<Write>) -> Result<NewMark> {
    let form = &cx.request().form;
    let Some(mark) = Mark::read(form.text("mark")) else {
        return Ok(NewMark { mark: None, marked_on: None, remark: String::new() });
    };
    let mut check = form.check();
    let marked_on = check.date("marked_on");
    check.done()?;
    Ok(NewMark { mark: Some(mark), marked_on, remark: form.text("remark").to_owned() })
}

/// `POST /documents/{document}/visas/publication`: says whether it is to be published.
fn decide(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (request, document) = (cx.request_handle(), super::asked(cx, &may)?);
    let typed = request.form.text("publishable");
    let seen = Publishable::read(request.form.text("seen"));
    let outcome = match (Publishable::read(typed), typed) {
        (None, typed) if typed != UNDECIDED => {
            Err(Error::field("publishable", "Выберите, подлежит ли документ публикации."))
        }
        (to, _) => visas::decide(cx, &document, seen, to),
    };
    let to = ("Решение о\u{a0}публикации сохранено.", sheet(&document));
    led_anew(cx, outcome, "publishable", to, |cx, faults| {
        let document = crate::store::all_of(cx.conn(), &[document.id.0])?.pop().ok_or(Error::NotFound)?;
        show(cx, &document, faults)
    })
}

/// `POST /documents/{document}/mailings`: adds whom it is sent to.
fn address(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (request, document) = (cx.request_handle(), super::asked(cx, &may)?);
    let outcome = visas::address(cx, &document, request.form.raw("mailings"));
    let notice = match &outcome {
        Ok((0, _)) => "Все они в\u{a0}рассылке уже есть: второй раз никто не\u{a0}добавлен.".to_owned(),
        Ok((new, 0)) => format!("Добавлено адресатов: {new}."),
        Ok((new, twice)) => format!("Добавлено адресатов: {new}, уже были: {twice}."),
        Err(_) => String::new(),
    };
    led(cx, outcome, (&notice, sheet(&document)), |cx, faults| show(cx, &document, faults))
}

/// `POST /documents/{document}/mailings/removal`: sends it to somebody no more.
fn strike(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let id = cx.request().form.text("mailing").parse().map_err(|_| Error::NotFound)?;
    visas::strike(cx, &document, id)?;
    cx.notice("Адресат убран из\u{a0}рассылки.");
    Ok(Reply::to(sheet(&document)))
}

/// `POST /documents/{document}/mailings/sending`: enters the day it was sent, to those ticked or to all.
fn send(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let (request, document) = (cx.request_handle(), super::asked(cx, &may)?);
    let ids: Option<Vec<MailingId>> = request.form.all("mailing").iter().map(|id| id.parse().ok()).collect();
    let ids = ids.ok_or(Error::NotFound)?;
    let ids = if request.form.has("all") { None } else { Some(ids.as_slice()) };
    let mut check = request.form.check();
    let day = check.date("sent_on");
    let outcome = check.done().and_then(|()| visas::send(cx, &document, ids, day));
    let notice = match &outcome {
        Ok(0) => "День отправки у\u{a0}них уже стоит: второе нажатие ничего не\u{a0}изменило.".to_owned(),
        Ok(sent) => format!("Отправка отмечена, адресатов: {sent}."),
        Err(_) => String::new(),
    };
    led(cx, outcome, (&notice, sheet(&document)), |cx, faults| show(cx, &document, faults))
}

/// `POST /documents/{document}/mailings/correction`: takes the day back.
fn take_back(cx: &mut Cx<Write>, may: Granted<KeepDocuments>) -> Result<Reply> {
    let document = super::asked(cx, &may)?;
    let id = cx.request().form.text("mailing").parse().map_err(|_| Error::NotFound)?;
    visas::take_back(cx, &document, id)?;
    cx.notice("Отметка об\u{a0}отправке снята.");
    Ok(Reply::to(sheet(&document)))
}

/// `GET /documents/{document}/visas/paper?as=pdf`
fn paper(cx: &mut Cx<Read>, may: Granted<SeeDocuments>) -> Result<Reply> {
    let form = PaperForm::of(cx.request().asked("as")).ok_or(Error::NotFound)?;
    let document = asked(cx, &may)?;
    let files = crate::store::files_of(cx.conn(), document.id)?;
    let text = files.into_iter().find(|file| file.is_current() && file.part() == Part::Text);
    let told = Told {
        today: cx.today_at(&document.unit_path)?,
        visas: &store::of(cx.conn(), document.id)?,
        mailings: &store::mailings(cx.conn(), document.id)?,
        file: text.map(|file| file.name).unwrap_or_default(),
        document: &document,
    };
    let bytes = cx.house().paper(&told.paper(), form)?;
    let name = format!("Лист согласования.{}", form.code());
    Ok(Reply::of(Body::File { bytes, media_type: form.media_type().to_owned(), name }))
}

/// Who has not agreed yet, for the page of a step – empty: all have, or nobody is asked –, and whether anybody has said a word.
pub(super) fn waiting<M: Mode>(cx: &mut Cx<M>, document: &Document) -> Result<(String, bool)> {
    let rows = store::of(cx.conn(), document.id)?;
    Ok((rules::waiting(&rows).unwrap_or_default(), rows.iter().any(|row| row.mark().is_some())))
}

/// What the card says of the sheet, a line each; none: nothing was told.
pub(super) fn summed(cx: &mut Cx<Read>, document: &Document) -> Result<Vec<String>> {
    let (visas, mailings) = (store::of(cx.conn(), document.id)?, store::mailings(cx.conn(), document.id)?);
    let mut told = vec![rules::tally(&visas)];
    let published = document.publishable();
    told.extend(published.map(|one| format!("Подлежит публикации на\u{a0}сайте: {}", one.title())));
    if !mailings.is_empty() {
        let sent = mailings.iter().filter(|one| one.sent_on.is_some()).count();
        told.push(format!("Разослано: {sent} из\u{a0}{}", mailings.len()));
    }
    told.retain(|line| !line.is_empty());
    Ok(told)
}
