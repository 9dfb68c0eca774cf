//! One indicator of a sheet: the rule and its clause, what was found, evidence, history; and the saving of its answer.

use std::collections::BTreeSet;

use access::Granted;
use askama::Template;
use packs::{Assessment, Indicator, Scoring};
use registry::Fact;
use web::view::{HistoryEntry, SheetRow};
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write, russian};

use super::row::Sheet;
use super::sheet::rights;
use super::words;
use crate::access::SeeSheets;
use crate::model::{AnswerRow, Ruling, SheetId};
use crate::rules::Explanation;
use crate::store::sheets;
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
    why: String,
    earns: String,
    advice: String,
    remark: String,
    ruling: String,
    links: Vec<Link>,
    found: Vec<Found>,
    own: Vec<(String, String)>,
    history: Vec<HistoryEntry>,
    fills: bool,
    verifies: bool,
    is_judgement: bool,
    has_growth: bool,
    now: String,
    then: String,
    version: String,
    row: SheetRow,
    kinds: Vec<(String, String)>,
    limit: u64,
    accept: &'static str,
    typed: NewEvidence,
    errors: Vec<(String, String)>,
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

struct Link {
    title: String,
    url: String,
    removal: String,
    is_changed: bool,
}

struct Found {
    title: String,
    id: String,
    url: String,
}

/// `GET /monitoring/sheets/{sheet}/answers/{no}`: the drawer, or the same as a page.
pub(crate) fn show(cx: &mut Cx<Read>, may: Granted<SeeSheets>) -> Result<Reply> {
    let id: SheetId = cx.request().arg("sheet")?;
    let no: String = cx.request().arg("no")?;
    let work = Worksheet::of_person(cx, &may, id)?;
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

fn body<M: Mode>(cx: &mut Cx<M>, work: &Worksheet, no: &str) -> Result<IndicatorPage> {
    let indicator = work.indicator(no)?;
    let house = cx.house_handle();
    let mut facts = crate::found::of(cx.conn(), &house.registry, work)?;
    let fact = facts.remove(no);
    let changed = crate::changed::since_frozen(cx.conn(), work)?;
    let (may_fill, may_verify) = rights(cx, work);
    let sheet = Sheet {
        result: work.result(),
        work,
        found: facts,
        changed: BTreeSet::new(),
        may_fill,
        may_verify,
        current: no.to_owned(),
    };
    let scored = sheet.result.indicator(no).ok_or(Error::NotFound)?;
    let explained = Explanation::of(indicator, scored);
    let answer = work.answers.get(no);
    let declared = answer.and_then(AnswerRow::declared);
    let fills = may_fill && work.is_editable() && indicator.assessment != Assessment::Manual;
    let today = cx.today_at(&work.sheet.unit_path)?;
    let rules = units::effective(cx.conn(), &house.packs, &work.sheet.unit_path, today)?;
    let template_id = work.campaign.template.rsplit('/').next().unwrap_or_default();
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
        why: explained.why,
        earns: explained.earns.unwrap_or_default(),
        advice: rules.advice_for(template_id, no).map(|advice| advice.rule.text.clone()).unwrap_or_default(),
        remark: answer
            .filter(|_| work.sheet.state().is_editable())
            .map(|row| row.remark.clone())
            .unwrap_or_default(),
        ruling: ruling(answer),
        links: links(work, no, &changed),
        found: proofs(fact, work, no),
        own: if fills { own_documents(cx, work, indicator)? } else { Vec::new() },
        history: history(cx, work, no)?,
        fills,
        verifies: may_verify && work.sheet.state().is_under_verification(),
        is_judgement: indicator.assessment == Assessment::Manual,
        has_growth: matches!(indicator.scoring, Scoring::Presence { growth: Some(_), .. }),
        now: value(declared.as_ref().and_then(|given| given.value)),
        then: value(declared.as_ref().and_then(|given| given.previous)),
        version: answer.map_or(0, |row| row.version).to_string(),
        row: sheet.row(indicator),
        kinds: kinds(&rules, indicator),
        limit: house.settings.upload_limit / 1_000_000,
        accept: files::ACCEPT,
        typed: NewEvidence { signed_on: today.to_string(), ..NewEvidence::default() },
        errors: Vec::new(),
    })
}

fn ruling(answer: Option<&AnswerRow>) -> String {
    let Some(row) = answer else { return String::new() };
    let reason =
        if row.ruling_reason.is_empty() { String::new() } else { format!(": {}", row.ruling_reason) };
    match row.ruling() {
        Ruling::None => String::new(),
        Ruling::Accepted => format!("Принято{reason}"),
        Ruling::Rejected => format!("Не принято{reason}"),
    }
}

fn links(work: &Worksheet, no: &str, changed: &BTreeSet<i64>) -> Vec<Link> {
    let link = |row: &crate::model::EvidenceRow| Link {
        title: row.title.clone(),
        url: format!("/documents/{}", row.document_id),
        is_changed: changed.contains(&row.id),
        removal: format!("{}/evidence/{}/removal", work.sheet.url(), row.id),
    };
    work.links(no).iter().map(link).collect()
}

/// Documents the program found and that are not attached yet.
fn proofs(fact: Option<Fact>, work: &Worksheet, no: &str) -> Vec<Found> {
    let Some(Fact::Known { proofs, .. }) = fact else {
        return Vec::new();
    };
    let attached = |id: i64| work.links(no).iter().any(|link| link.document_id.0 == id);
    proofs
        .into_iter()
        .filter(|proof| proof.kind == "document" && !attached(proof.id))
        .map(|proof| Found {
            url: format!("/documents/{}", proof.id),
            id: proof.id.to_string(),
            title: proof.title,
        })
        .collect()
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

fn history<M: Mode>(cx: &mut Cx<M>, work: &Worksheet, no: &str) -> Result<Vec<HistoryEntry>> {
    let zone = cx.zone_at(&work.sheet.unit_path)?;
    let events = sheets::history(cx.conn(), work.sheet.id, Some(no), 20)?;
    let ids: Vec<i64> = events.iter().filter_map(|event| event.account).collect();
    let names = access::store::short_names(cx.conn(), &ids)?;
    let entry = |event: sheets::Event| HistoryEntry {
        when: russian::moment(event.at, zone),
        who: event.account.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        text: event.text,
    };
    Ok(events.into_iter().map(entry).collect())
}
