//! One's own consents: what was given and to whom, giving one with no tick put in advance, withdrawing at once.

use access::Granted;
use askama::Template;
use chrono::NaiveDate;
use packs::Effective;
use people::Person;
use web::{Cx, Error, FieldFault, Mode, Page, Read, Reply, Result, Write};

use super::card::{self, Kind};
use super::words::{self, Faults, Mark};
use crate::actions::{self, Operator};
use crate::model::{Consent, Field, NewConsent, Way};
use crate::{OwnConsents, store};

#[derive(Template)]
#[template(path = "consents_own.html")]
struct OwnPage {
    name: String,
    operator: String,
    /// Where the card is read by its holder.
    kinds: Vec<Offered>,
    given: Vec<Given>,
    token: String,
    faults: Faults,
    /// Of the form that was sent.
    sent: String,
}

/// A kind as it stands, and what it would say.
struct Offered {
    kind: Kind,
    /// What the person agrees to, a line each.
    words: Vec<String>,
    after: String,
    /// Code, words, ticked.
    fields: Vec<(&'static str, &'static str, bool)>,
    last_day: String,
    giving: Giving,
    has_term: bool,
}

/// How a kind is given here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Giving {
    /// By the button.
    Here,
    /// By the button, in place of the one in force.
    Instead,
    /// On paper alone.
    OnPaper,
    /// It is in force: there is nothing to give.
    Nothing,
}

impl Giving {
    fn of(rule: &packs::ConsentKind, is_in_force: bool) -> Self {
        match (rule.on_paper, is_in_force) {
            (false, false) => Self::Here,
            (false, true) if rule.spreads => Self::Instead,
            (true, false) => Self::OnPaper,
            (_, true) => Self::Nothing,
        }
    }

    fn is_by_button(self) -> bool {
        matches!(self, Self::Here | Self::Instead)
    }
}

impl OwnPage {
    fn wrong(&self, kind: &str, field: &str) -> &str {
        if self.sent == kind { words::wrong(&self.faults, field) } else { "" }
    }
}

struct Given {
    heading: String,
    mark: Mark,
    facts: Vec<(String, String, String)>,
    wording: Vec<String>,
    scan: String,
    withdrawal_scan: String,
    withdrawal: String,
}

#[derive(Template)]
#[template(path = "consents_nobody.html")]
struct NobodyPage;

/// The card of the person who looks; nothing where nobody tied one.
fn own_card<M: Mode>(cx: &mut Cx<M>, _may: &Granted<OwnConsents>) -> Result<Option<Person>> {
    let account = cx.person().map(|person| person.account.0);
    Ok(account.map(|id| people::store::of_account(cx.conn(), id)).transpose()?.flatten())
}

/// The same where the page has no sense without.
pub(super) fn own<M: Mode>(cx: &mut Cx<M>, may: &Granted<OwnConsents>) -> Result<Person> {
    own_card(cx, may)?.ok_or(Error::NotFound)
}

/// `GET /consents/own`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<OwnConsents>) -> Result<Reply> {
    match own_card(cx, &may)? {
        Some(person) => show(cx, &person, &[]),
        None => Page::titled("Мои согласия").show(&NobodyPage),
    }
}

/// `POST /consents/own`
pub(super) fn give(cx: &mut Cx<Write>, may: Granted<OwnConsents>) -> Result<Reply> {
    let (person, request) = (own(cx, &may)?, cx.request_handle());
    let operator = actions::operator(cx, &person, |_| true)?.ok_or(Error::NotFound)?;
    let mut check = request.form.check();
    let last_day = check.date("last_day");
    let fields = super::form::ticked(&request);
    let given_on = cx.today_at(&operator.path)?;
    let kind = request.form.text("kind").to_owned();
    let new = NewConsent { kind, fields, way: Way::Electronic, given_on, last_day };
    match check.done().and_then(|()| actions::give(cx, &person, &operator, &new, None)) {
        Ok(()) => {
            cx.notice("Согласие дано. Отозвать его можно здесь же в\u{a0}любой день.");
            Ok(Reply::to("/consents/own"))
        }
        Err(Error::Invalid(faults)) => show(cx, &person, &faults),
        Err(other) => Err(other),
    }
}

/// `GET /consents/own/paper?kind=…&as=pdf`
pub(super) fn paper(cx: &mut Cx<Read>, may: Granted<OwnConsents>) -> Result<Reply> {
    let person = own(cx, &may)?;
    let operator = actions::operator(cx, &person, |_| true)?.ok_or(Error::NotFound)?;
    super::blank_paper(cx, &person, &operator)
}

/// `GET /consents/own/{consent}/file`
pub(super) fn file(cx: &mut Cx<Read>, may: Granted<OwnConsents>) -> Result<Reply> {
    let person = own(cx, &may)?;
    let id = cx.request().arg("consent")?;
    let consent = store::find(cx.conn(), person.id, id)?.ok_or(Error::NotFound)?;
    super::scan(cx, &consent, consent.file_id)
}

/// `GET /consents/own/{consent}/withdrawal/file`
pub(super) fn withdrawal_file(cx: &mut Cx<Read>, may: Granted<OwnConsents>) -> Result<Reply> {
    let person = own(cx, &may)?;
    let id = cx.request().arg("consent")?;
    let consent = store::find(cx.conn(), person.id, id)?.ok_or(Error::NotFound)?;
    super::scan(cx, &consent, consent.withdrawal_file_id)
}

#[derive(Template)]
#[template(path = "consents_withdraw.html")]
struct WithdrawPage {
    heading: String,
    text: String,
    target: String,
    token: String,
}

/// `GET /consents/own/{consent}/withdrawal`: what follows is told before.
pub(super) fn ask(cx: &mut Cx<Read>, may: Granted<OwnConsents>) -> Result<Reply> {
    let person = own(cx, &may)?;
    let id = cx.request().arg("consent")?;
    let consent = store::find(cx.conn(), person.id, id)?.ok_or(Error::NotFound)?;
    if consent.withdrawn_on.is_some() || consent.replaced_on.is_some() {
        return Ok(Reply::to("/consents/own"));
    }
    let rules = units::rules_at(cx, &consent.unit_path)?;
    let kind = rules.consent_kind(&consent.kind);
    let at_once = if kind.is_some_and(|kind| kind.spreads) {
        "Ваше имя исчезнет с\u{a0}открытых страниц сразу. "
    } else {
        "Обработка по\u{a0}этому согласию прекратится. "
    };
    let after = kind.map(words::after).unwrap_or_default();
    let page = WithdrawPage {
        heading: format!("Отозвать согласие «{}»?", words::title(&rules, &consent)),
        text: format!(
            "{at_once}Организации дан срок, чтобы удалить данные: {after}. То, что она обязана хранить по\u{a0}трудовому \
             законодательству, останется. Новое согласие можно дать в\u{a0}любой день."
        ),
        target: format!("/consents/own/{}/withdrawal", consent.id),
        token: cx.csrf().to_owned(),
    };
    Page::titled("Отзыв согласия").at(&person.unit_path).under("/consents/own").show(&page)
}

/// `POST /consents/own/{consent}/withdrawal`
pub(super) fn withdraw(cx: &mut Cx<Write>, may: Granted<OwnConsents>) -> Result<Reply> {
    let person = own(cx, &may)?;
    let id = cx.request().arg("consent")?;
    actions::withdraw_own(cx, &person, id)?;
    cx.notice("Согласие отозвано.");
    Ok(Reply::to("/consents/own"))
}

fn show<M: Mode>(cx: &mut Cx<M>, person: &Person, faults: &[FieldFault]) -> Result<Reply> {
    let operator = actions::operator(cx, person, |_| true)?;
    let place = operator.as_ref().map_or_else(|| person.unit_path.clone(), |one| one.path.clone());
    let (rules, today) = (units::rules_at(cx, &place)?, cx.today_at(&place)?);
    let all = store::of_person(cx.conn(), person.id)?;
    let name = match &operator {
        Some(one) => units::store::all_of(cx.conn(), &[one.unit.0])?.pop().map(|unit| unit.name),
        None => None,
    };
    let page = OwnPage {
        name: person.name().full(),
        operator: name.unwrap_or_default(),
        kinds: offered(cx, &rules, (&all, operator.as_ref()), today),
        given: all.iter().map(|one| given(one, &rules, today)).collect(),
        token: cx.csrf().to_owned(),
        sent: cx.request().form.text("kind").to_owned(),
        faults: words::faults(faults),
    };
    let status = if page.faults.is_empty() { 200 } else { 422 };
    let page = Page::titled("Мои согласия").at(&person.unit_path).under("/consents/own").show(&page)?;
    Ok(page.status(status))
}

fn offered<M: Mode>(
    cx: &Cx<M>,
    rules: &Effective,
    (all, operator): (&[Consent], Option<&Operator>),
    today: NaiveDate,
) -> Vec<Offered> {
    let Some(operator) = operator else { return Vec::new() };
    let request = cx.request_handle();
    let now: Vec<&Consent> = all.iter().filter(|one| one.unit_id == operator.unit).collect();
    let shown = card::kinds(rules, &now, ("/consents/own", false), today);
    let offer = |kind: Kind| {
        let rule = rules.consent_kind(&kind.id)?;
        let is_sent = request.form.text("kind") == kind.id;
        let ticked = |field: Field| is_sent && request.form.all("fields").contains(&field.code());
        let is_in_force = now.iter().any(|one| one.kind == kind.id && one.is_in_force(today));
        Some(Offered {
            words: says(rule),
            after: words::after(rule),
            fields: if rule.spreads {
                Field::ALL.into_iter().map(|one| (one.code(), one.title(), ticked(one))).collect()
            } else {
                Vec::new()
            },
            last_day: if is_sent { request.form.text("last_day").to_owned() } else { String::new() },
            giving: Giving::of(rule, is_in_force),
            has_term: rule.months.is_some(),
            kind,
        })
    };
    shown.into_iter().filter_map(offer).collect()
}

fn says(kind: &packs::ConsentKind) -> Vec<String> {
    let data = (!kind.data.is_empty()).then(|| format!("Данные: {}.", kind.data.join("; ")));
    let actions = format!("Что с\u{a0}ними делают: {}.", kind.actions.join(", "));
    data.into_iter().chain([actions]).chain(kind.terms.iter().cloned()).collect()
}

fn given(one: &Consent, rules: &Effective, today: NaiveDate) -> Given {
    let here =
        |is: bool, tail: &str| if is { format!("/consents/own/{}/{tail}", one.id) } else { String::new() };
    Given {
        heading: words::title(rules, one),
        mark: words::mark(one, today),
        facts: words::facts(one),
        wording: words::wording(one),
        scan: here(one.file_id.is_some(), "file"),
        withdrawal_scan: here(one.withdrawal_file_id.is_some(), "withdrawal/file"),
        withdrawal: here(one.withdrawn_on.is_none() && one.replaced_on.is_none(), "withdrawal"),
    }
}
