//! The verifier's queue: by indicator, all objects' answers side by side; on a sheet, all its answers. Ruled singly or in bulk.

use std::collections::BTreeMap;

use access::Granted;
use askama::Template;
use packs::{Assessment, Indicator, Scoring};
use web::view::Evidence;
use web::{Cx, Error, Mode, Page, Read, Reply, Result, Write, russian};

use super::words;
use crate::access::VerifySheet;
use crate::actions::verify::{self, Word};
use crate::model::{AnswerRow, Campaign, CampaignId, Ruling, SheetId};
use crate::rules::SheetState;
use crate::store::{campaigns, sheets};
use crate::worksheet::Worksheet;

#[derive(Template)]
#[template(path = "queue.html")]
struct QueuePage {
    heading: String,
    back: String,
    rows: Vec<IndicatorRow>,
}

struct IndicatorRow {
    no: String,
    title: String,
    url: String,
    waiting: String,
    accepted: String,
    rejected: String,
    absent: String,
}

/// `GET /monitoring/{campaign}/queue`: every indicator with how many answers wait for a ruling.
pub(crate) fn by_indicator(cx: &mut Cx<Read>, may: Granted<VerifySheet>) -> Result<Reply> {
    let campaign = own(cx, &may)?;
    let works = works(cx, &may, &campaign)?;
    let template = crate::copies::of(cx.conn(), &campaign)?;
    let rows = template.indicators().filter(|(_, one)| !matches!(one.scoring, Scoring::Heading {}));
    let page = QueuePage {
        heading: format!("{}, {}", campaign.title, russian::school_year(&campaign.period)),
        back: campaign.url(),
        rows: rows.map(|(_, indicator)| indicator_row(&campaign, indicator, &works)).collect(),
    };
    Page::titled("Проверка по показателям").at(&campaign.unit_path).under("/monitoring").show(&page)
}

fn indicator_row(campaign: &Campaign, indicator: &Indicator, works: &[Worksheet]) -> IndicatorRow {
    let is_judgement = indicator.is_judgement();
    let (mut waiting, mut accepted, mut rejected, mut absent) = (0, 0, 0, 0);
    for work in works.iter().filter(|work| work.template.indicator(&indicator.no).is_some()) {
        let row = work.answers.get(&indicator.no);
        let declared = row.and_then(AnswerRow::declared);
        match row.map_or(Ruling::None, AnswerRow::ruling) {
            Ruling::Accepted => accepted += 1,
            Ruling::Rejected => rejected += 1,
            Ruling::None if !work.sheet.state().is_under_verification() => {}
            Ruling::None if declared.as_ref().is_some_and(|answer| answer.present == Some(false)) => {
                absent += 1;
            }
            Ruling::None if is_judgement || declared.is_some() => waiting += 1,
            Ruling::None => {}
        }
    }
    IndicatorRow {
        no: indicator.no.clone(),
        title: indicator.title.clone(),
        url: format!("{}/queue/{}", campaign.url(), indicator.no),
        waiting: waiting.to_string(),
        accepted: accepted.to_string(),
        rejected: rejected.to_string(),
        absent: absent.to_string(),
    }
}

#[derive(Template)]
#[template(path = "rulings.html")]
struct RulingsPage {
    csrf: String,
    heading: String,
    subtitle: String,
    crumbs: Vec<(String, String)>,
    about: String,
    action: String,
    field: &'static str,
    column: &'static str,
    is_judgement: bool,
    marks: Vec<(String, String)>,
    rows: Vec<RulingRow>,
    reason: String,
    fault: String,
    previous: (String, String),
    next: (String, String),
}

struct RulingRow {
    value: String,
    name: String,
    url: String,
    said: String,
    evidence: Vec<Evidence>,
    word: String,
    tone: &'static str,
    is_open: bool,
    is_chosen: bool,
}

/// `GET /monitoring/{campaign}/queue/{no}`: the answers of all objects to one indicator.
pub(crate) fn of_indicator(cx: &mut Cx<Read>, may: Granted<VerifySheet>) -> Result<Reply> {
    let page = indicator_page(cx, &may, "")?;
    let path = own(cx, &may)?.unit_path;
    Page::titled(format!("Проверка: {}", page.heading)).at(&path).under("/monitoring").show(&page)
}

fn indicator_page<M: Mode>(cx: &mut Cx<M>, may: &Granted<VerifySheet>, fault: &str) -> Result<RulingsPage> {
    let campaign = own(cx, may)?;
    let no: String = cx.request().arg("no")?;
    let template = crate::copies::of(cx.conn(), &campaign)?;
    let indicator = template.indicator(&no).ok_or(Error::NotFound)?;
    let works = works(cx, may, &campaign)?;
    let changed = crate::changed::links(cx.conn(), &works)?;
    let (chosen, all) = (chosen(cx, "sheet"), marks_all(cx));
    let measured = works.iter().filter(|work| work.template.indicator(&no).is_some());
    let rows = measured.map(|work| {
        let value = work.sheet.id.to_string();
        let is_chosen = all || chosen.contains(&value);
        let name = work.sheet.name().to_owned();
        ruling_row(work, indicator, (value, name), &changed, is_chosen)
    });
    let numbers: Vec<&str> = template
        .indicators()
        .filter(|(_, one)| !matches!(one.scoring, Scoring::Heading {}))
        .map(|(_, one)| one.no.as_str())
        .collect();
    let at = numbers.iter().position(|one| *one == no);
    let beside = |found: Option<&&str>| {
        found.map_or_else(Default::default, |no| (format!("{}/queue/{no}", campaign.url()), (*no).to_owned()))
    };
    Ok(RulingsPage {
        csrf: cx.csrf().to_owned(),
        heading: format!("{no} {}", indicator.title),
        subtitle: format!("{} · подтверждает: {}", indicator.clause, indicator.evidence.text),
        crumbs: vec![
            ("Мониторинг".to_owned(), campaign.url()),
            ("Проверка по показателям".to_owned(), format!("{}/queue", campaign.url())),
            (no.clone(), String::new()),
        ],
        about: format!("По источнику: {}", indicator.source),
        action: format!("{}/queue/{no}", campaign.url()),
        field: "sheet",
        column: "Объект",
        is_judgement: indicator.is_judgement(),
        marks: marks(indicator),
        rows: rows.collect(),
        reason: cx.request().form.text("reason").to_owned(),
        fault: fault.to_owned(),
        previous: beside(at.and_then(|at| numbers.get(at.checked_sub(1)?))),
        next: beside(at.and_then(|at| numbers.get(at + 1))),
    })
}

/// `POST /monitoring/{campaign}/queue/{no}`: one word on the chosen objects; a refusal keeps what was chosen and typed.
pub(crate) fn rule_indicator(cx: &mut Cx<Write>, may: Granted<VerifySheet>) -> Result<Reply> {
    let id = own(cx, &may)?.id;
    let no: String = cx.request().arg("no")?;
    let picked: Vec<SheetId> = chosen(cx, "sheet").iter().filter_map(|id| id.parse().ok()).collect();
    let word = word(cx)?;
    match verify::rule_on_sheets(cx, &may, id, &no, &picked, &word) {
        Ok(()) => {
            cx.notice(&said(picked.len(), &word));
            Ok(Reply::to(format!("/monitoring/{id}/queue/{no}")))
        }
        Err(Error::Refused(refusal)) => {
            let page = indicator_page(cx, &may, &refusal.to_string())?;
            let path = own(cx, &may)?.unit_path;
            Ok(Page::titled(page.heading.clone()).at(&path).under("/monitoring").show(&page)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// `GET /monitoring/sheets/{sheet}/rulings`: all answers of one sheet to be ruled on at once.
pub(crate) fn of_sheet(cx: &mut Cx<Read>, may: Granted<VerifySheet>) -> Result<Reply> {
    let (page, path) = sheet_page(cx, &may, "")?;
    Page::titled(format!("Проверка – {}", page.subtitle)).at(&path).under("/monitoring").show(&page)
}

fn sheet_page<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<VerifySheet>,
    fault: &str,
) -> Result<(RulingsPage, String)> {
    let id: SheetId = cx.request().arg("sheet")?;
    let work = verified(cx, may, id)?;
    let changed = crate::changed::links(cx.conn(), std::slice::from_ref(&work))?;
    let (chosen, all) = (chosen(cx, "no"), marks_all(cx));
    let asked = work.template.indicators().map(|(_, one)| one);
    let asked = asked.filter(|one| one.assessment != Assessment::Manual && words::input(one) != "none");
    let rows = asked.map(|indicator| {
        let name = format!("{} {}", indicator.no, indicator.title);
        let is_chosen = all || chosen.contains(&indicator.no);
        ruling_row(&work, indicator, (indicator.no.clone(), name), &changed, is_chosen)
    });
    let page = RulingsPage {
        csrf: cx.csrf().to_owned(),
        heading: "Решения по таблице".to_owned(),
        subtitle: work.sheet.name().to_owned(),
        crumbs: vec![
            ("Мониторинг".to_owned(), work.campaign.url()),
            (work.sheet.name().to_owned(), work.sheet.url()),
            ("Решения".to_owned(), String::new()),
        ],
        about: "Экспертные оценки ставятся в самой таблице: у каждой своё основание.".to_owned(),
        action: format!("{}/rulings", work.sheet.url()),
        field: "no",
        column: "Показатель",
        is_judgement: false,
        marks: Vec::new(),
        rows: rows.collect(),
        reason: cx.request().form.text("reason").to_owned(),
        fault: fault.to_owned(),
        previous: Default::default(),
        next: Default::default(),
    };
    Ok((page, work.sheet.unit_path.clone()))
}

/// `POST /monitoring/sheets/{sheet}/rulings`: one word on the chosen answers.
pub(crate) fn rule_sheet(cx: &mut Cx<Write>, may: Granted<VerifySheet>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    verified(cx, &may, id)?;
    let numbers = chosen(cx, "no");
    let word = word(cx)?;
    match verify::rule_on_answers(cx, &may, id, &numbers, &word) {
        Ok(()) => {
            cx.notice(&said(numbers.len(), &word));
            Ok(Reply::to(format!("/monitoring/sheets/{id}/rulings")))
        }
        Err(Error::Refused(refusal)) => {
            let (page, path) = sheet_page(cx, &may, &refusal.to_string())?;
            Ok(Page::titled(page.heading.clone()).at(&path).under("/monitoring").show(&page)?.status(422))
        }
        Err(error) => Err(error),
    }
}

/// The sheet, if this person verifies it.
pub(super) fn verified<M: Mode>(
    cx: &mut Cx<M>,
    may: &Granted<VerifySheet>,
    id: SheetId,
) -> Result<Worksheet> {
    let work = Worksheet::of_person(cx, may, id)?;
    if crate::reach::verifies(may, &work.campaign) { Ok(work) } else { Err(Error::NotFound) }
}

fn own<M: Mode>(cx: &mut Cx<M>, may: &Granted<VerifySheet>) -> Result<Campaign> {
    let id: CampaignId = cx.request().arg("campaign")?;
    let campaign = campaigns::find(cx.conn(), id)?.ok_or(Error::NotFound)?;
    may.within(&campaign.unit_path)?;
    Ok(campaign)
}

/// Sheets that have been handed over at least once, with their answers.
fn works<M: Mode>(cx: &mut Cx<M>, may: &Granted<VerifySheet>, campaign: &Campaign) -> Result<Vec<Worksheet>> {
    if !campaign.has_copy() {
        return Err(Error::NotFound);
    }
    let mut all = sheets::of_campaign(cx.conn(), campaign.id, may.ranges())?;
    all.retain(|sheet| !matches!(sheet.state(), SheetState::Empty | SheetState::Draft));
    let template = crate::copies::of(cx.conn(), campaign)?;
    Worksheet::all_live(cx, campaign, &template, all)
}

fn ruling_row(
    work: &Worksheet,
    indicator: &Indicator,
    (value, name): (String, String),
    changed: &std::collections::BTreeSet<i64>,
    is_chosen: bool,
) -> RulingRow {
    let no = &indicator.no;
    let row = work.answers.get(no);
    let declared = row.and_then(AnswerRow::declared).or_else(|| work.computed(no));
    let evidence = |link: &crate::model::EvidenceRow| Evidence {
        label: link.title.clone(),
        url: format!("/documents/{}", link.document_id),
        changed: changed.contains(&link.id),
    };
    // A judgement rests on the document of the line it depends on (Амурская обл.: 1.2 on 1.1).
    let ground = if indicator.is_judgement() { indicator.condition.as_deref() } else { None };
    let proofs = work.links(no).iter().chain(ground.map(|no| work.links(no)).unwrap_or_default());
    let found = work.proofs(no).iter().map(|proof| Evidence {
        label: proof.title.clone(),
        url: String::new(),
        changed: false,
    });
    let is_under = work.sheet.state().is_under_verification();
    let is_there = declared.is_some() || indicator.is_judgement();
    let (word, tone) = match row.map_or(Ruling::None, AnswerRow::ruling) {
        Ruling::Accepted => (with_reason("принято", row), "ok"),
        Ruling::Rejected => (with_reason("не принято", row), "bad"),
        Ruling::None if is_under && is_there => ("ждёт решения".to_owned(), "warn"),
        Ruling::None => (work.sheet.state().title().to_owned(), "muted"),
    };
    RulingRow {
        value,
        name,
        url: format!("{}/answers/{no}", work.sheet.url()),
        said: declared.as_ref().map_or_else(|| "нет ответа".to_owned(), words::answer),
        evidence: proofs.map(evidence).chain(found).collect(),
        word,
        tone,
        is_open: is_under && is_there,
        is_chosen,
    }
}

fn with_reason(word: &str, row: Option<&AnswerRow>) -> String {
    match row.map_or("", |row| row.ruling_reason.as_str()) {
        "" => word.to_owned(),
        reason => format!("{word}: {reason}"),
    }
}

/// The marks of a judgement on a scale, with what each means.
pub(super) fn marks(indicator: &Indicator) -> Vec<(String, String)> {
    let Scoring::Scale { max, rubric } = &indicator.scoring else {
        return Vec::new();
    };
    let meaning: BTreeMap<u32, &str> = rubric.iter().map(|line| (line.mark, line.text.as_str())).collect();
    let label = |mark: u32| match meaning.get(&mark) {
        Some(text) => format!("{mark} – {text}"),
        None => mark.to_string(),
    };
    (0..=*max).map(|mark| (mark.to_string(), label(mark))).collect()
}

/// `?all=1` marks every row that waits: for whoever has no scripts, and for 29 rows at once.
fn marks_all<M: Mode>(cx: &Cx<M>) -> bool {
    cx.request().asked("all") == "1"
}

fn chosen<M: Mode>(cx: &Cx<M>, field: &str) -> Vec<String> {
    let mut all: Vec<String> = cx.request().form.all(field).into_iter().map(str::to_owned).collect();
    all.sort();
    all.dedup();
    all
}

/// The word of a form: the ruling pressed, its reason, the mark of a scale.
pub(super) fn word<M: Mode>(cx: &Cx<M>) -> Result<Word> {
    let form = &cx.request().form;
    let ruling = match form.text("ruling") {
        "accepted" => Ruling::Accepted,
        "rejected" => Ruling::Rejected,
        _ => return Err(Error::field("ruling", "Выберите решение: принять или не принять.")),
    };
    Ok(Word { ruling, reason: words::reason(form)?, mark: form.text("mark").parse().ok() })
}

fn said(count: usize, word: &Word) -> String {
    let what = russian::counted(i64::try_from(count).unwrap_or(0), "ответ", "ответа", "ответов");
    if word.ruling == Ruling::Rejected {
        format!("Не принято: {what}.")
    } else {
        format!("Принято: {what}.")
    }
}
