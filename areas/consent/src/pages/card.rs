//! Consents of a person whose card one sees: what is given, what is missing, what was withdrawn; the form to sign.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use people::{KeepPeople, Person, SeePeople};
use web::{Cx, Error, Mode, Page, Read, Reply, Result};

use super::words::{self, Mark};
use crate::model::Consent;
use crate::store;

#[derive(Template)]
#[template(path = "consents_card.html")]
struct CardPage {
    name: String,
    works: String,
    card_url: String,
    base: String,
    /// Kinds of the place: title, what it is for, how it stands, the form to sign, where it is noted.
    kinds: Vec<Kind>,
    given: Vec<Given>,
    is_kept: bool,
    journal_url: String,
    /// The person works in no organisation of the scope: nothing can be given.
    is_closed: bool,
}

pub(super) struct Kind {
    pub id: String,
    pub heading: String,
    pub about: String,
    pub mark: Mark,
    pub paper: String,
    pub record: String,
}

pub(super) struct Given {
    pub heading: String,
    pub mark: Mark,
    pub facts: Vec<(String, String, String)>,
    pub wording: Vec<String>,
    pub scan: String,
    pub withdrawal_scan: String,
    /// Where it is withdrawn; empty: nowhere.
    pub withdrawal: String,
    /// Where what the withdrawal started is told; empty: nothing to tell.
    pub erasure: String,
    /// The act of what was erased; empty: nothing was.
    pub act: String,
}

/// `GET /people/{person}/consents`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page);
    }
    let person = super::asked(cx, &may)?;
    let base = format!("{}/consents", person.url());
    let operator = super::operator(cx, &person, may.ranges())?;
    let place = operator.as_ref().map_or_else(|| person.unit_path.clone(), |one| one.path.clone());
    let (rules, today) = (units::rules_at(cx, &place)?, cx.today_at(&place)?);
    let all = store::of_person(cx.conn(), person.id)?;
    let ours: Vec<Consent> = all.into_iter().filter(|one| may.ranges().holds(&one.unit_path)).collect();
    let is_kept = operator.as_ref().is_some_and(|one| super::keeps(cx, &one.path));
    let at = operator.as_ref().map(|one| one.unit);
    let now: Vec<&Consent> = ours.iter().filter(|one| Some(one.unit_id) == at).collect();
    let page = CardPage {
        name: person.name().full(),
        works: works(cx, &person, today)?,
        card_url: person.url(),
        kinds: kinds(&rules, &now, (&base, is_kept), today),
        given: ours.iter().map(|one| given(cx, one, &rules, &base, today)).collect(),
        is_kept,
        journal_url: if super::keeps(cx, &person.unit_path) {
            format!("{base}/journal")
        } else {
            String::new()
        },
        is_closed: operator.is_none(),
        base,
    };
    Page::titled(format!("Согласия, {}", person.name().short()))
        .at(&person.unit_path)
        .under("/consents")
        .show(&page)
}

fn works<M: Mode>(cx: &mut Cx<M>, person: &Person, today: NaiveDate) -> Result<String> {
    let works = people::store::at_work(cx.conn(), person.id, today)?;
    Ok(works.into_iter().map(|one| one.post_title).collect::<Vec<_>>().join("; "))
}

/// The kinds of the place, each with how the person stands in it there.
pub(super) fn kinds(
    rules: &Effective,
    now: &[&Consent],
    (base, is_kept): (&str, bool),
    today: NaiveDate,
) -> Vec<Kind> {
    let kind = |kind: &packs::Sourced<packs::ConsentKind>| {
        let kind = &kind.rule;
        let live = now.iter().find(|one| one.kind == kind.id && one.is_in_force(today));
        let last = live.or_else(|| now.iter().find(|one| one.kind == kind.id && one.replaced_on.is_none()));
        let none = if kind.expected { ("нет", "warn") } else { ("не\u{a0}давали", "muted") };
        let address = |path: String| web::address(&path, &[("kind", &kind.id)]);
        Kind {
            id: kind.id.clone(),
            heading: kind.title.clone(),
            about: kind.aim.clone(),
            mark: last.map_or_else(|| (none.0.to_owned(), none.1), |one| words::mark(one, today)),
            paper: address(format!("{base}/paper")),
            record: if is_kept { address(format!("{base}/new")) } else { String::new() },
        }
    };
    rules.consent_kinds.iter().map(kind).collect()
}

fn given<M: Mode>(cx: &Cx<M>, one: &Consent, rules: &Effective, base: &str, today: NaiveDate) -> Given {
    let here = |is: bool, tail: &str| if is { format!("{base}/{}/{tail}", one.id) } else { String::new() };
    let is_kept = super::keeps(cx, &one.unit_path);
    let is_open = one.withdrawn_on.is_none() && one.replaced_on.is_none();
    Given {
        heading: words::title(rules, one),
        mark: words::mark(one, today),
        facts: words::facts(one),
        wording: words::wording(one),
        scan: here(is_kept && one.file_id.is_some(), "file"),
        withdrawal_scan: here(is_kept && one.withdrawal_file_id.is_some(), "withdrawal/file"),
        withdrawal: here(is_kept && is_open, "withdrawal"),
        erasure: here(is_kept && one.awaits_erasure(), "erasure"),
        act: here(is_kept && one.erased_on.is_some(), "erasure/paper"),
    }
}

/// `GET /people/{person}/consents/paper?kind=directory&as=pdf`
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page);
    }
    let person = super::asked(cx, &may)?;
    let operator = super::operator(cx, &person, may.ranges())?.ok_or(Error::NotFound)?;
    super::blank_paper(cx, &person, &operator)
}

/// `GET /people/{person}/consents/{consent}/file`: for whoever keeps consents there, not for whoever sees the card.
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<KeepPeople>) -> Result<Reply> {
    if let Some(page) = super::obligation::lacking(cx, &may)? {
        return Ok(page);
    }
    let person = super::asked(cx, &may)?;
    let consent = super::consent_of(cx, &person, may.ranges())?;
    super::scan(cx, &consent, consent.file_id)
}
