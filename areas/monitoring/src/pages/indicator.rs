//! One indicator of a sheet: the rule and its clause, what was found, evidence, history; and the saving of its answer.

use access::Granted;
use askama::Template;
use packs::{Indicator, Part, PartScoring, Scoring};
use web::view::{HistoryEntry, SheetRow};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::drawer::{self, Found, Link, Seen};
use super::row::Sheet;
use super::sheet::shown;
use super::words;
use crate::access::{CommentAnswer, SeeSheets};
use crate::changed::Changed;
use crate::found::Kind;
use crate::model::{AnswerRow, SheetId};
use crate::rules::{Answer, Explanation, part_answer};
use crate::worksheet::Worksheet;

/// The drawer's content; `is_page` draws it as a page of its own, for whoever has no scripts.
#[derive(Template)]
#[template(path = "indicator.html")]
#[expect(clippy::struct_excessive_bools, reason = "each says whether a part of the drawer is drawn")]
struct IndicatorPage {
    is_page: bool,
    csrf: String,
    sheet_url: String,
    url: String,
    no: String,
    heading: String,
    source: String,
    clause: String,
    evidence_text: String,
    kind: &'static str,
    seen: Seen,
    changed: String,
    before: String,
    start_url: String,
    why: String,
    earns: String,
    advice: String,
    remark: String,
    ruling: String,
    links: Vec<Link>,
    found: Vec<Found>,
    own: Vec<(String, String)>,
    history: Vec<HistoryEntry>,
    comments: Vec<HistoryEntry>,
    comment: (String, String),
    may_comment: bool,
    chosen: String,
    fills: bool,
    verifies: bool,
    is_judgement: bool,
    marks: Vec<(String, String)>,
    has_growth: bool,
    now: String,
    then: String,
    version: String,
    row: SheetRow,
    choices: Vec<(String, String)>,
    parts: Vec<PartField>,
    kinds: Vec<(String, String)>,
    limit: u64,
    accept: &'static str,
    typed: NewEvidence,
    errors: Vec<(String, String)>,
}

/// One part of a composite indicator: a choice, or a number where there is nothing to choose from.
struct PartField {
    name: String,
    title: String,
    options: Vec<(String, String)>,
    value: String,
}

/// The form of a new document as it was typed.
#[derive(Default)]
struct NewEvidence {
    kind: String,
    title: String,
    number: String,
    signed_on: String,
    link: String,
}

impl IndicatorPage {
    fn error(&self, field: &str) -> &str {
        self.errors.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.as_str())
    }
}

/// `GET /monitoring/sheets/{sheet}/answers/{no}`: the drawer, or the same as a page.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<SeeSheets>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let no: String = cx.request().arg("no")?;
    let work = Worksheet::live(cx, &may, id)?;
    let body = body(cx, &work, &no)?;
    Page::titled(format!("Показатель {no}")).at(&work.sheet.unit_path).under("/monitoring").show(&body)
}

/// The page again after a document was refused: the sentences at their fields, everything typed in its place.
pub(super) fn refused(
    cx: &mut Cx<Write>,
    work: &Worksheet,
    no: &str,
    faults: Vec<FieldFault>,
) -> Result<Reply> {
    let mut page = body(cx, work, no)?;
    let request = cx.request_handle();
    let typed = |name: &str| request.form.text(name).to_owned();
    page.is_page = true;
    page.typed = NewEvidence {
        kind: typed("kind"),
        title: typed("title"),
        number: typed("number"),
        signed_on: typed("signed_on"),
        link: typed("link"),
    };
    page.errors = faults.into_iter().map(|fault| (fault.field, fault.text)).collect();
    let title = format!("Показатель {no}");
    Ok(Page::titled(title).at(&work.sheet.unit_path).under("/monitoring").show(&page)?.status(422))
}

/// The page again after a comment was refused, with what was typed.
pub(super) fn unsaid(cx: &mut Cx<Write>, work: &Worksheet, no: &str, fault: &FieldFault) -> Result<Reply> {
    let mut page = body(cx, work, no)?;
    page.is_page = true;
    page.comment = (cx.request().form.text("text").to_owned(), fault.text.clone());
    let title = format!("Показатель {no}");
    Ok(Page::titled(title).at(&work.sheet.unit_path).under("/monitoring").show(&page)?.status(422))
}

fn body<M: Mode>(cx: &mut Cx<M>, work: &Worksheet, no: &str) -> Result<IndicatorPage> {
    let indicator = work.indicator(no)?;
    let house = cx.house_handle();
    let Changed { links: changed, facts } = crate::changed::since_frozen(cx.conn(), work)?;
    let sheet = Sheet { current: no.to_owned(), ..shown(cx, work) };
    let scored = sheet.result.indicator(no).ok_or(Error::NotFound)?;
    let answer = work.answers.get(no);
    let is_waiting =
        work.sheet.state().is_editable() && answer.is_some_and(|row| work.lacks_evidence(no, row));
    let explained = if is_waiting {
        Explanation::without_document(indicator, scored)
    } else {
        Explanation::of(indicator, scored)
    };
    let declared = answer.and_then(AnswerRow::declared);
    let fills = sheet.may_fill && work.is_editable() && Kind::of(indicator) != Kind::Judgement;
    let today = cx.today_at(&work.sheet.unit_path)?;
    let rules = units::effective(cx.conn(), &house.packs, &work.sheet.unit_path, today)?;
    let kinds = kinds(&rules, indicator);
    let start_url = if fills { drawer::start(cx, work, indicator, &kinds) } else { String::new() };
    let row = sheet.row(indicator);
    let value = |number: Option<rust_decimal::Decimal>| number.map(words::points).unwrap_or_default();
    Ok(IndicatorPage {
        is_page: !cx.request().is_fragment,
        csrf: cx.csrf().to_owned(),
        sheet_url: format!("{}#row-{no}", work.sheet.url()),
        url: format!("{}/answers/{no}", work.sheet.url()),
        no: no.to_owned(),
        heading: indicator.title.clone(),
        source: indicator.source.clone(),
        clause: indicator.clause.clone(),
        evidence_text: indicator.evidence.text.clone(),
        kind: Kind::of(indicator).title(),
        seen: drawer::seen(work, indicator),
        changed: facts.get(no).cloned().unwrap_or_default(),
        before: drawer::before(cx, work, no)?,
        start_url,
        why: explained.why,
        earns: earns(work, no, explained.earns),
        advice: rules
            .advice_for(&work.template.id, no)
            .map(|advice| advice.rule.text.clone())
            .unwrap_or_default(),
        remark: answer
            .filter(|_| work.sheet.state().is_editable())
            .map(|row| row.remark.clone())
            .unwrap_or_default(),
        ruling: drawer::ruling(answer),
        links: drawer::links(work, no, &changed),
        found: drawer::found(work, indicator),
        own: if fills { own_documents(cx, work, indicator)? } else { Vec::new() },
        history: drawer::history(cx, work, no)?,
        comments: drawer::comments(cx, work, no)?,
        comment: (String::new(), String::new()),
        may_comment: work.must_be_under_way().is_ok() && may_comment(cx, work),
        chosen: cx.request().asked("document").to_owned(),
        fills,
        verifies: sheet.may_verify && work.sheet.state().is_under_verification(),
        marks: super::queue::marks(indicator),
        is_judgement: Kind::of(indicator) == Kind::Judgement,
        has_growth: matches!(indicator.scoring, Scoring::Presence { growth: Some(_), .. }),
        now: value(declared.as_ref().and_then(|given| given.value)),
        then: value(declared.as_ref().and_then(|given| given.previous)),
        version: answer.map_or(0, |row| row.version).to_string(),
        choices: choices(&row),
        parts: parts(indicator, declared.as_ref()),
        row,
        kinds,
        limit: house.settings.upload_limit / 1_000_000,
        accept: files::ACCEPT,
        typed: NewEvidence { signed_on: today.to_string(), ..NewEvidence::default() },
        errors: Vec::new(),
    })
}

/// What would earn the lost points; where an own answer stands before the computed one, taking it back.
fn earns(work: &Worksheet, no: &str, explained: Option<String>) -> String {
    let is_hidden = work.computed(no).is_some_and(|answer| answer.is_positive()) && !work.is_computed(no);
    match explained {
        Some(_) if is_hidden && !work.is_backed(no) => {
            "Снимите свой ответ: подтверждение программа уже нашла.".to_owned()
        }
        explained => explained.unwrap_or_default(),
    }
}

fn may_comment<M: Mode>(cx: &Cx<M>, work: &Worksheet) -> bool {
    let granted = cx.house().policy.check::<CommentAnswer>(cx.person());
    granted.is_ok_and(|may| may.within(&work.sheet.unit_path).is_ok())
}

/// The choices of the row; taking the answer back leaves the computed one.
fn choices(row: &SheetRow) -> Vec<(String, String)> {
    let mut choices = row.options.clone();
    if let Some(blank) = choices.first_mut().filter(|_| !row.computed.is_empty()) {
        blank.1 = format!("{} (вычислено)", row.computed);
    }
    choices
}

/// The unit's registered documents of the kinds that prove the indicator.
fn own_documents<M: Mode>(
    cx: &mut Cx<M>,
    work: &Worksheet,
    indicator: &Indicator,
) -> Result<Vec<(String, String)>> {
    let found = documents::store::of_unit(cx.conn(), &work.sheet.unit_path, &[], 100)?;
    let is_fit = |kind: &str| indicator.evidence.kinds.iter().any(|fit| fit == kind);
    let mut own: Vec<_> = found.iter().filter(|document| !document.is_cancelled()).collect();
    own.sort_by_key(|document| !is_fit(&document.kind));
    Ok(own.into_iter().map(|d| (d.id.to_string(), format!("{} – {}", d.title_line(), d.title))).collect())
}

fn kinds(rules: &packs::Effective, indicator: &Indicator) -> Vec<(String, String)> {
    let fit = indicator.evidence.kinds.iter().filter_map(|kind| rules.document_kind(kind));
    let mut kinds: Vec<_> = fit.map(|kind| (kind.rule.id.clone(), kind.rule.title.clone())).collect();
    if kinds.is_empty() {
        kinds =
            rules.document_kinds.iter().map(|kind| (kind.rule.id.clone(), kind.rule.title.clone())).collect();
    }
    kinds
}

/// The fields of a composite indicator with what was answered.
fn parts(indicator: &Indicator, declared: Option<&Answer>) -> Vec<PartField> {
    let Scoring::Parts { parts } = &indicator.scoring else {
        return Vec::new();
    };
    let choice = |key: &str, label: &str| (key.to_owned(), label.to_owned());
    let field = |part: &Part| {
        let own = declared.and_then(|answer| part_answer(part, parts, answer));
        let is_absent = own.is_some_and(|own| own.present == Some(false));
        let (options, value) = match &part.scoring {
            PartScoring::Presence { .. } => {
                let is_there = own.is_some_and(|own| own.present == Some(true));
                let value = if is_there { "yes" } else { "" };
                (vec![choice("yes", "есть"), choice("no", "нет")], value.to_owned())
            }
            PartScoring::Scale { max } => {
                let marks = (0..=*max).map(|mark| (mark.to_string(), mark.to_string()));
                let mark = own.and_then(|own| own.mark).map(|mark| mark.to_string());
                (marks.chain([choice("no", "нет")]).collect(), mark.unwrap_or_default())
            }
            PartScoring::Count { .. } => {
                (Vec::new(), own.and_then(|own| own.value).map(words::points).unwrap_or_default())
            }
        };
        let absent = if options.is_empty() { "нет" } else { "no" };
        let value = if is_absent { absent.to_owned() } else { value };
        PartField { name: words::part_field(&part.no), title: part.title.clone(), options, value }
    };
    parts.iter().map(field).collect()
}
