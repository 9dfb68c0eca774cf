//! Partners on the card: who they are, by what agreement and till when, how much was done together; and their forms.

use access::Granted;
use documents::{DocumentId, SeeDocuments};
use web::{Cx, Mode, Reply, Result, Write, russian};

use super::Choices;
use super::composition::Taking;
use super::steps::{day, led, led_or_kept};
use crate::actions::mending::until_seen;
use crate::actions::partnering;
use crate::model::{JointWork, NewPartner, Partner, PartnerId, Structure};
use crate::rules::PartnerSort;
use crate::{KeepOwnStructure, access as reach, store};

/// A partner as the card shows it.
pub(super) struct PartnerRow {
    pub id: String,
    pub name: String,
    pub sort: &'static str,
    pub about: String,
    pub contacts: String,
    pub term: String,
    pub is_over: bool,
    /// The day offered for what was done together: today, or the last of its term.
    pub day: String,
    pub agreement: Option<(String, String)>,
    pub counted: String,
    pub works: Vec<(String, Taking)>,
    pub url: String,
    pub mistake: Taking,
}

/// The partners of a structure: three queries.
pub(super) fn rows<M: Mode>(
    cx: &mut Cx<M>,
    one: &Structure,
    today: chrono::NaiveDate,
) -> Result<Vec<PartnerRow>> {
    let found = store::partners::of(cx.conn(), one.id)?;
    let works = store::partners::works_of(cx.conn(), one.id)?;
    let held: Vec<i64> = found.iter().filter_map(|partner| partner.document_id).map(|id| id.0).collect();
    let documents = documents::store::all_of(cx.conn(), &held)?;
    let seen = reach::reaches::<SeeDocuments, M>(cx);
    let row = |partner: &Partner| {
        let own: Vec<&JointWork> = works.iter().filter(|work| work.partner_id == partner.id).collect();
        let document = documents.iter().find(|document| Some(document.id) == partner.document_id);
        let end = partner.until.map(|end| format!(" по\u{a0}{}", russian::date(end))).unwrap_or_default();
        let url = format!("{}/partners/{}", one.url(), partner.id);
        PartnerRow {
            id: partner.id.to_string(),
            name: partner.name.clone(),
            sort: partner.kind().title(),
            about: partner.about.clone(),
            contacts: partner.contacts.clone(),
            term: format!("с\u{a0}{}{end}", russian::date(partner.since)),
            day: partner.until.map_or(today, |end| end.min(today)).to_string(),
            is_over: partner.until.is_some_and(|end| end < today),
            agreement: document.map(|one| (one.title_line(), reach::open(&seen, &one.unit_path, one.url()))),
            counted: russian::counted(
                i64::try_from(own.len()).unwrap_or(i64::MAX),
                "совместное дело",
                "совместных дела",
                "совместных дел",
            ),
            works: own.iter().map(|work| worked(&url, work)).collect(),
            mistake: Taking {
                id: partner.id.to_string(),
                url: format!("{url}/removal"),
                seen: until_seen(partner.until),
            },
            url,
        }
    };
    Ok(found.iter().map(row).collect())
}

/// What was done, and how it is taken away where it was not.
fn worked(url: &str, work: &JointWork) -> (String, Taking) {
    let taking = Taking {
        id: work.id.to_string(),
        url: format!("{url}/works/{}/removal", work.id),
        seen: String::new(),
    };
    (format!("{}: {}", russian::date(work.held_on), work.title), taking)
}

/// Sorts of partners as choices.
pub(super) fn sorts() -> Choices {
    PartnerSort::ALL.iter().map(|sort| (sort.code().to_owned(), sort.title().to_owned())).collect()
}

/// Documents in force of the unit and of those above, as far as the person sees documents: any may be the agreement.
pub(super) fn agreements<M: Mode>(cx: &mut Cx<M>, one: &Structure) -> Result<Choices> {
    let mut paths = vec![one.unit_path.clone()];
    paths.extend(reach::above(&one.unit_path).into_iter().rev());
    let seen = reach::reaches::<SeeDocuments, M>(cx);
    paths.retain(|path| seen.holds(path));
    let mut found = Vec::new();
    for path in paths {
        found.extend(documents::store::of_unit(cx.conn(), &path, &[], 50)?);
    }
    let told =
        |one: documents::Document| (one.id.to_string(), format!("{} · {}", one.title_line(), one.title));
    Ok(found.into_iter().map(told).collect())
}

/// `POST /structures/{structure}/partners`
pub(super) fn enter(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (id, may) = led_or_kept(cx)?;
    let outcome = typed(cx).and_then(|new| partnering::partner(cx, &may, id, &new));
    led(cx, id, outcome, "Партнёр записан.")
}

fn typed(cx: &Cx<Write>) -> Result<NewPartner> {
    let form = &cx.request().form;
    let mut check = form.check();
    let name = check.required("partner_name", 200, "Напишите, кто партнёр.").to_owned();
    let about = check.optional("partner_about", 300).to_owned();
    let contacts = check.optional("partner_contacts", 300).to_owned();
    let sort = PartnerSort::of(form.text("partner_sort"));
    if sort.is_none() {
        check.fault("partner_sort", "Выберите, что это за организация.");
    }
    let (since, until) = (check.date("partner_since"), check.date("partner_until"));
    if since.is_none() && form.text("partner_since").is_empty() {
        check.fault("partner_since", "Укажите, с\u{a0}какого дня.");
    }
    let document = match form.text("partner_document") {
        "" => None,
        id => {
            let parsed = id.parse::<i64>().ok();
            if parsed.is_none() {
                check.fault("partner_document", "Выберите действующий документ из\u{a0}списка.");
            }
            parsed.map(DocumentId)
        }
    };
    check.done()?;
    let sort = sort.unwrap_or(PartnerSort::Other);
    Ok(NewPartner { name, sort, document, about, contacts, since: since.unwrap_or_default(), until })
}

/// `POST /structures/{structure}/partners/{partner}/end`
pub(super) fn end(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let (id, may) = led_or_kept(cx)?;
    let partner: PartnerId = cx.request().arg("partner")?;
    let outcome = partnering::part(cx, &may, id, partner);
    led(cx, id, outcome, "Партнёрство завершено.")
}

/// `POST /structures/{structure}/partners/{partner}/works`
pub(super) fn work(cx: &mut Cx<Write>, _may: Granted<KeepOwnStructure>) -> Result<Reply> {
    let request = cx.request_handle();
    let (id, may) = led_or_kept(cx)?;
    let partner: PartnerId = request.arg("partner")?;
    let mut check = request.form.check();
    let title = check.required("work_title", 200, "Напишите, что сделано вместе.").to_owned();
    let outcome = check
        .done()
        .and_then(|()| day(cx, "work_on", "Укажите день."))
        .and_then(|day| partnering::work(cx, &may, id, partner, (day, &title)));
    led(cx, id, outcome, "Совместное дело записано.")
}
