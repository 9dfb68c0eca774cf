//! The card of a recommendation: the deficit, the advice, the measures, what each side can do next, the history.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use documents::{DocumentId, SeeDocuments};
use web::view::HistoryEntry;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, russian};

use super::occasion::letter_url;
use super::{issuing, sight, words};
use crate::model::{Measure, Recommendation, RecommendationId};
use crate::rules::{Status, Verb, next};
use crate::vanished::vanished;
use crate::{SeeRecommendations, access as reach, store};

/// So many documents are offered as proof.
const DOCUMENTS: i64 = 100;

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    csrf: String,
    one: Recommendation,
    heading: String,
    mark: (String, &'static str),
    facts: Vec<(String, String, String)>,
    measures: Vec<MeasureRow>,
    documents: Vec<(String, String)>,
    past: Vec<HistoryEntry>,
    faults: Vec<(String, String)>,
    typed: Typed,
    may: Doable,
    today: String,
    letter_url: String,
}

struct MeasureRow {
    title: String,
    about: String,
    outcome: String,
    proof: Option<(String, String)>,
    state: (&'static str, &'static str),
    url: String,
    is_planned: bool,
}

/// What was typed into the forms of the card.
#[derive(Default)]
struct Typed {
    addressee: String,
    text: String,
    title: String,
    responsible: String,
    due_on: String,
    word: String,
    paper_no: String,
    paper_on: String,
}

/// What the person may do with it now.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a form of the page")]
struct Doable {
    reword: bool,
    acknowledge: bool,
    plan: bool,
    answer: bool,
    refuse: bool,
    send_back: bool,
    fulfil: bool,
    withdraw: bool,
    redraft: bool,
    enter: bool,
}

/// `GET /recommendations/{recommendation}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeRecommendations>) -> Result<Reply> {
    let id = cx.request().arg("recommendation")?;
    show(cx, &may, id, Vec::new())
}

/// The card with what was wrong in a form of it.
pub(super) fn show<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<SeeRecommendations>,
    id: RecommendationId,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let issuing = issuing(cx);
    let one = store::find(cx.conn(), &sight(may, &issuing), id)?.ok_or(Error::NotFound)?;
    let today = cx.today_at(&one.unit_path)?;
    let measures = store::measures_of(cx.conn(), &[id.0])?;
    let (unit_path, page_title) = (one.unit_path.clone(), format!("Рекомендация – {}", one.name()));
    let page = CardPage {
        csrf: cx.csrf().to_owned(),
        heading: format!("{} {}", one.no, one.title).trim_start().to_owned(),
        mark: words::state(&one, today),
        facts: facts(cx, &one)?,
        may: doable(cx, &one, &measures),
        documents: documents(cx, &one)?,
        measures: rows(cx, measures, today)?,
        past: past(cx, &one)?,
        typed: typed(cx, &one),
        faults: faults.into_iter().map(|fault| (fault.field, fault.text)).collect(),
        today: today.to_string(),
        letter_url: letter_url(one.campaign_id, one.unit_id),
        one,
    };
    Page::titled(page_title).at(&unit_path).under("/recommendations").show(&page)
}

impl CardPage {
    fn fault(&self, field: &str) -> &str {
        self.faults.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

fn typed<M: Mode>(cx: &Cx<M>, one: &Recommendation) -> Typed {
    let form = &cx.request().form;
    let text = |name: &str| form.text(name).to_owned();
    let or = |name: &str, kept: &str| if form.has(name) { text(name) } else { kept.to_owned() };
    Typed {
        addressee: or("addressee", &one.addressee),
        text: or("text", &one.text),
        title: text("title"),
        responsible: text("responsible"),
        due_on: text("due_on"),
        word: text("word"),
        paper_no: text("paper_no"),
        paper_on: text("paper_on"),
    }
}

fn facts<M: Mode>(cx: &mut Cx<M>, one: &Recommendation) -> Result<Vec<(String, String, String)>> {
    let owner = units::store::all_of(cx.conn(), &[one.owner_id.0])?.pop();
    let zone = cx.zone_at(&one.unit_path)?;
    let sent = one.sent_at.map(|at| russian::moment(at, zone)).unwrap_or_default();
    let row = |label: &str, value: String, url: String| (label.to_owned(), value, url);
    let owed = one.reply_by.filter(|_| one.status().awaits_answer());
    let mut all = vec![
        row("Кому", one.name().to_owned(), String::new()),
        row("Для кого", words::whom(one), String::new()),
        row("От кого", owner.map(|unit| unit.name).unwrap_or_default(), String::new()),
    ];
    all.extend(rests_on(cx, one)?);
    all.extend([
        row("Основание", one.clause.clone(), String::new()),
        row("Направлена", sent, String::new()),
        row("Ответить до", owed.map(russian::date_long).unwrap_or_default(), String::new()),
        row("Ответ", on_paper(cx, one)?, String::new()),
        row("Последнее слово", one.word.clone(), String::new()),
    ]);
    Ok(all.into_iter().filter(|(_, value, _)| !value.is_empty()).collect())
}

/// What it answers: the points of a monitoring, or the document that holds the finding.
fn rests_on<M: Mode>(cx: &mut Cx<M>, one: &Recommendation) -> Result<Vec<(String, String, String)>> {
    let row = |label: &str, value: String, url: String| (label.to_owned(), value, url);
    let Some(id) = one.campaign_id else {
        let held: Vec<i64> = one.document_id.iter().map(|id| id.0).collect();
        let held = documents::store::all_of(cx.conn(), &held)?.pop();
        let (line, url) = held
            .map(|held| (held.title_line(), reach::open::<SeeDocuments, M>(cx, &held.unit_path, held.url())))
            .unwrap_or_default();
        return Ok(vec![
            row("Где сделан вывод", line, url),
            row("Результат", NOT_MEASURED.to_owned(), String::new()),
        ]);
    };
    let campaign = monitoring::store::campaigns::find(cx.conn(), id)?;
    let about = campaign.map(|c| format!("{}, {}", c.title, russian::school_year(&c.period)));
    let gone = vanished(cx, Some(id), std::slice::from_ref(one))?;
    let gone = gone
        .get(&one.id)
        .map(|revision| format!("{}: баллы есть, рекомендацию можно отозвать", words::gone(*revision)));
    let points =
        format!("{} из\u{a0}{}: {}", one.score, russian::decimal(&one.max), words::finding(&one.finding));
    Ok(vec![
        row("Мониторинг", about.unwrap_or_default(), format!("/monitoring/{id}/results/{}", one.unit_id)),
        row("Баллы", points, String::new()),
        row("Новая редакция", gone.unwrap_or_default(), String::new()),
    ])
}

/// What is told of the effect where no indicator stands behind the finding.
const NOT_MEASURED: &str = "пока не\u{a0}измеримо: за\u{a0}выводом не\u{a0}стоит показатель мониторинга";

/// The paper the answer came on, and who entered it.
fn on_paper<M: Mode>(cx: &mut Cx<M>, one: &Recommendation) -> Result<String> {
    let Some(paper) = store::paper_answers::of(cx.conn(), &[one.id.0])?.remove(&one.id.0) else {
        return Ok(String::new());
    };
    let by: Vec<i64> = paper.entered_by.into_iter().collect();
    let names = access::store::short_names(cx.conn(), &by)?;
    let who = by.first().and_then(|id| names.get(id)).map_or("программа", String::as_str);
    Ok(format!("{}; внесено: {who}", words::on_paper(&paper)))
}

fn doable<M: Mode>(cx: &Cx<M>, one: &Recommendation, measures: &[Measure]) -> Doable {
    let answers = reach::answers(cx, &one.unit_path) && one.status() != Status::Draft;
    let issues = reach::issues(cx, one);
    let can = |verb: Verb| next(one.status(), verb).is_some();
    let planned = measures.iter().filter(|measure| measure.is_planned()).count();
    let done = measures.iter().filter(|measure| measure.is_done()).count();
    Doable {
        reword: issues && one.status() == Status::Draft,
        acknowledge: answers && can(Verb::Acknowledge),
        plan: answers && one.status().takes_measures(),
        answer: answers && can(Verb::Answer) && planned + done > 0,
        refuse: answers && can(Verb::Refuse),
        send_back: issues && can(Verb::Return),
        fulfil: issues && can(Verb::Fulfil) && planned == 0 && done > 0,
        withdraw: issues && can(Verb::Withdraw),
        redraft: issues && can(Verb::Redraft),
        enter: can(Verb::Answer) && one.sent_at.is_some() && reach::enters(cx, one),
    }
}

/// Documents of the unit, as proof of a measure.
fn documents<M: Mode>(cx: &mut Cx<M>, one: &Recommendation) -> Result<Vec<(String, String)>> {
    if !reach::answers(cx, &one.unit_path) {
        return Ok(Vec::new());
    }
    let found = documents::store::of_unit(cx.conn(), &one.unit_path, &[], DOCUMENTS)?;
    Ok(found.into_iter().map(|d| (d.id.to_string(), format!("{} · {}", d.title_line(), d.title))).collect())
}

fn rows<M: Mode>(cx: &mut Cx<M>, measures: Vec<Measure>, today: NaiveDate) -> Result<Vec<MeasureRow>> {
    let ids: Vec<i64> = measures.iter().filter_map(|one| one.document_id).map(|DocumentId(id)| id).collect();
    let proofs = documents::store::all_of(cx.conn(), &ids)?;
    let row = |one: Measure| {
        let proof = proofs.iter().find(|document| Some(document.id) == one.document_id);
        let done = one.done_on.map(|day| format!(" · выполнена {}", russian::date(day))).unwrap_or_default();
        MeasureRow {
            about: format!("{} · до\u{a0}{}{done}", one.responsible, russian::date(one.due_on)),
            proof: proof.map(|document| (document.title_line(), document.url())),
            state: words::measure(&one, today),
            url: format!("/measures/{}", one.id),
            is_planned: one.is_planned(),
            outcome: one.outcome,
            title: one.title,
        }
    };
    Ok(measures.into_iter().map(row).collect())
}

fn past<M: Mode>(cx: &mut Cx<M>, one: &Recommendation) -> Result<Vec<HistoryEntry>> {
    let events = store::history(cx.conn(), one.id.0)?;
    web::told(cx, events, &one.unit_path)
}
