//! The papers of a decision: what there is to print, in which cases names and posts stand in it, and the files.

use access::Granted;
use askama::Template;
use web::{Cx, Error, Mode, Page, PaperForm, Read, Reply, Result, Write, russian};

use super::is_own;
use crate::actions::inflecting::{self, Mended};
use crate::model::{Decision, Ground, Measure};
use crate::papers::decision::{Told, What};
use crate::papers::printed;
use crate::rules::{DecisionKind, Declension, Forms};
use crate::store::{self, decisions, forms};
use crate::{SeeDecisions, TakeDecisions};

#[derive(Template)]
#[template(path = "decision_papers.html")]
struct PapersPage {
    csrf: String,
    about: String,
    url: String,
    papers: Vec<(&'static str, String, String)>,
    words: Vec<Word>,
    is_own: bool,
}

/// A name or post and its form in the paper.
struct Word {
    field: String,
    text: String,
    question: &'static str,
    form: String,
}

/// `GET /decisions/{decision}/papers`
pub(super) fn page(cx: &mut Cx<Read>, _may: Granted<SeeDecisions>) -> Result<Reply> {
    let one = super::asked(cx)?;
    let points = store::points_of(cx.conn(), &[one.id.0])?;
    let forms = forms::of_unit(cx.conn(), one.unit_id)?;
    let file = |what: What, form: PaperForm| {
        web::address(&format!("{}/paper", one.url()), &[("what", what.code()), ("as", form.code())])
    };
    let offered = What::ALL.into_iter().filter(|what| is_offered(&one, *what));
    let page = PapersPage {
        csrf: cx.csrf().to_owned(),
        about: one.title.clone(),
        url: one.url(),
        papers: offered
            .map(|what| (title(&one, what), file(what, PaperForm::Pdf), file(what, PaperForm::Docx)))
            .collect(),
        words: words(&one, &points)
            .into_iter()
            .enumerate()
            .map(|(place, (text, declension))| Word {
                field: format!("form-{place}"),
                question: declension.question(),
                form: forms.form(&text, declension),
                text,
            })
            .collect(),
        is_own: is_own::<TakeDecisions, Read>(cx, &one.unit_path),
    };
    Page::titled(format!("Бумаги – {}", one.title)).at(&one.unit_path).under("/decisions").show(&page)
}

fn is_offered(one: &Decision, what: What) -> bool {
    what != What::Extract || one.kind() == DecisionKind::Protocol
}

fn title(one: &Decision, what: What) -> &'static str {
    match what {
        What::Decision => one.kind().title(),
        What::Extract => "Выписка из\u{a0}протокола",
        What::Act => "Акт о\u{a0}проверке исполнения",
        What::Acquaintance => "Лист ознакомления",
    }
}

/// Names and posts of the paper, each once, with the case it stands in.
fn words(one: &Decision, points: &[Measure]) -> Vec<(String, Declension)> {
    let whom = points.iter().map(|point| (point.responsible.clone(), Declension::Dative));
    let mut all: Vec<_> = whom.chain([(one.controller.clone(), Declension::Accusative)]).collect();
    let mut known = std::collections::HashSet::new();
    all.retain(|(text, declension)| known.insert((db::fold(text), *declension)));
    all
}

/// `POST /decisions/{decision}/forms`
pub(super) fn mend(cx: &mut Cx<Write>, may: Granted<TakeDecisions>) -> Result<Reply> {
    let (request, one) = (cx.request_handle(), super::asked(cx)?);
    let points = store::points_of(cx.conn(), &[one.id.0])?;
    let typed = words(&one, &points).into_iter().enumerate().map(|(place, (text, declension))| Mended {
        text,
        declension,
        form: request.form.text(&format!("form-{place}")).to_owned(),
    });
    let typed: Vec<Mended> = typed.collect();
    inflecting::mend(cx, &may, (one.unit_id, &one.unit_path), &typed)?;
    cx.notice("Запомнено: так эти слова встанут и\u{a0}в\u{a0}следующих бумагах.");
    Ok(Reply::to(format!("{}/papers", one.url())))
}

/// `GET /decisions/{decision}/paper?what=decision&as=pdf`
pub(super) fn file(cx: &mut Cx<Read>, _may: Granted<SeeDecisions>) -> Result<Reply> {
    let one = super::asked(cx)?;
    let code = cx.request().asked("what").to_owned();
    let what = What::ALL.into_iter().find(|what| what.code() == code).ok_or(Error::NotFound)?;
    if !is_offered(&one, what) {
        return Err(Error::NotFound);
    }
    let points = store::points_of(cx.conn(), &[one.id.0])?;
    let forms = forms::of_unit(cx.conn(), one.unit_id)?;
    let told = told(cx, &one, &points, &forms)?;
    let mut paper = told.paper(what);
    let registered = told.document.as_ref().filter(|held| held.state().is_registered());
    if let Some(held) = registered.filter(|_| matches!(what, What::Decision | What::Extract)) {
        paper = paper.checked_at(cx.whole_address(&documents::check_path(cx.house(), held.id)));
    }
    printed(
        cx,
        &paper,
        &format!("{} – {}", title(&one, what), one.title.chars().take(60).collect::<String>()),
    )
}

fn told<'a>(
    cx: &mut Cx<Read>,
    one: &'a Decision,
    points: &'a [Measure],
    forms: &'a Forms,
) -> Result<Told<'a>> {
    let to = decisions::addressees_of(cx.conn(), &[one.id.0])?;
    let mut ids: Vec<i64> = to.iter().map(|place| place.unit_id.0).collect();
    ids.extend(points.iter().map(|point| point.unit_id.0));
    ids.push(one.unit_id.0);
    ids.sort_unstable();
    ids.dedup();
    let units = units::store::all_of(cx.conn(), &ids)?;
    let named = |id: units::UnitId| units.iter().find(|unit| unit.id == id);
    let short = |id: units::UnitId| named(id).map(|unit| unit.short_name.clone()).unwrap_or_default();
    let held: Vec<i64> =
        points.iter().filter_map(|point| point.document_id).chain(one.document_id).map(|id| id.0).collect();
    let documents = documents::store::all_of(cx.conn(), &held)?;
    let line = |id: documents::DocumentId| documents.iter().find(|held| held.id == id);
    let proof = |point: &Measure| {
        point.document_id.and_then(line).map(documents::Document::title_line).unwrap_or_default()
    };
    let grounds = decisions::grounds_of(cx.conn(), &[one.id.0])?;
    Ok(Told {
        one,
        points,
        forms,
        head: units::letterhead(cx.conn(), one.unit_id)?,
        document: one.document_id.and_then(line).cloned(),
        grounds: preamble(cx, &grounds)?,
        places: points.iter().map(|point| short(point.unit_id)).collect(),
        addressees: to.iter().map(|place| short(place.unit_id)).collect(),
        proofs: points.iter().map(proof).collect(),
        day: cx.today_at(&one.unit_path)?,
    })
}

/// «По итогам мониторинга «…» за 2024/25 учебный год (показатели 1.3, 2.1)», or the finding.
fn preamble<M: Mode>(cx: &mut Cx<M>, grounds: &[Ground]) -> Result<String> {
    let nos: Vec<&str> =
        grounds.iter().filter(|one| one.campaign_id.is_some()).map(|one| one.no.as_str()).collect();
    let mut said = Vec::new();
    let found = match grounds.iter().find_map(|one| one.campaign_id) {
        Some(id) => monitoring::store::campaigns::find(cx.conn(), id)?,
        None => None,
    };
    if let Some(campaign) = found {
        let word = if nos.len() == 1 { "показатель" } else { "показатели" };
        said.push(format!(
            "По\u{a0}итогам мониторинга «{}» за\u{a0}{} учебный год ({word} {}).",
            campaign.title,
            russian::school_year(&campaign.period),
            nos.join(", ")
        ));
    }
    if let Some(finding) = grounds.iter().find(|one| one.campaign_id.is_none()) {
        said.push(format!("Установлено: {}.", finding.text.trim_end_matches('.')));
    }
    Ok(said.join(" "))
}
