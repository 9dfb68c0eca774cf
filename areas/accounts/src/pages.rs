//! Pages of the area: the route table; each page lies in its own file with its template in `pages/`.

mod address;
mod card;
mod code;
mod delegations;
mod exports;
pub(crate) mod factor;
mod first;
mod invitation;
mod journal;
mod letters;
mod list;
mod new;
mod own;
pub(crate) mod proof;
mod provider;
mod readings;
mod recovery;
mod role_form;
mod sheets;
pub(crate) mod sign_in;
mod tokens;

use access::{Granted, Role};
use audit::store::Line;
use web::view::HistoryEntry;
use web::{Cx, Error, FieldFault, Mode, Result, Route, get, post, russian};

use crate::model::Holding;
use crate::rules::roles::ENDING_DAYS;
use crate::{ManageAccounts, actions, store};

/// The area's routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        get("/sign-in", sign_in::form),
        post("/sign-in", sign_in::enter).prepare(actions::entrance::prepare),
        get("/sign-in/code", code::form).before_factor(),
        post("/sign-in/code", code::enter).before_factor(),
        post("/sign-in/provider", provider::depart).prepare(actions::provider::prepare_way).calls_out(),
        get("/sign-in/provider/return", provider::returned),
        post("/sign-in/provider/return", provider::arrive)
            .prepare(actions::provider::prepare_arrival)
            .calls_out(),
        post("/sign-out", sign_in::leave).before_factor(),
        get("/invitations/{token}", invitation::form),
        post("/invitations/{token}", invitation::accept).prepare(actions::invitation::prepare),
        get("/first-sign-in", first::form),
        post("/first-sign-in", first::enter).prepare(actions::first::prepare),
        get("/invitation-sheets", sheets::list),
        post("/invitation-sheets", sheets::make).step_up().prepare(actions::sheets::prepare_new),
        get("/invitation-sheets/new", sheets::blank),
        get("/invitation-sheets/{invitation_sheet}", sheets::page),
        post("/invitation-sheets/{invitation_sheet}/renewal", sheets::renew)
            .step_up()
            .prepare(actions::sheets::prepare_renewal),
        post("/invitation-sheets/{invitation_sheet}/closing", sheets::close),
        get("/recovery", recovery::ask),
        post("/recovery", recovery::send),
        get("/recovery/{token}", recovery::form),
        post("/recovery/{token}", recovery::accept).prepare(actions::recovery::prepare),
        get("/confirmations/{token}", address::form),
        post("/confirmations/{token}", address::confirm),
        post("/account/address", own::change_address).prepare(actions::address::prepare),
        post("/account/reminders", address::want_reminders),
        get("/account", own::page),
        post("/account/password", own::change_password).prepare(actions::own::prepare),
        get("/account/readings", readings::page),
        post("/account/sessions/end", own::end_all),
        post("/account/sessions/others", own::end_others),
        post("/account/sessions/{session}/end", own::end_one),
        get("/account/factor", factor::page).before_factor(),
        post("/account/factor", factor::begin).before_factor().step_up(),
        post("/account/factor/confirmation", factor::confirm).before_factor(),
        post("/account/factor/codes", factor::renew).step_up(),
        post("/account/factor/removal", factor::switch_off).prepare(actions::factor::prepare),
        post("/account/provider", provider::link)
            .step_up()
            .prepare(actions::provider::prepare_link)
            .calls_out(),
        post("/account/provider/removal", provider::unlink).step_up(),
        get("/account/delegations", delegations::page),
        post("/account/delegations", delegations::hand_over).step_up(),
        post("/account/delegations/{delegation}/end", delegations::end),
        get("/account/exports", exports::page),
        post("/account/exports", exports::ask),
        get("/account/proof", proof::form).before_factor(),
        post("/account/proof", proof::prove).before_factor().prepare(actions::factor::prepare),
        get("/account/tokens/new", tokens::form),
        post("/account/tokens", tokens::create).step_up(),
        post("/account/tokens/{access_token}/revocation", tokens::revoke_own),
        get("/accounts", list::page),
        post("/accounts", new::create).step_up(),
        get("/accounts/letters", letters::page),
        get("/accounts/exports", exports::waiting),
        post("/accounts/exports/{export_request}/allowance", exports::allow).step_up(),
        post("/accounts/exports/{export_request}/refusal", exports::refuse),
        post("/accounts/{account}/exports/settlement", exports::settle),
        get("/accounts/new", new::page),
        get("/accounts/{account}", card::page),
        get("/accounts/{account}/delegations", delegations::page_of),
        post("/accounts/{account}/delegations", delegations::hand_over_of).step_up(),
        post("/accounts/{account}/delegations/{delegation}/end", delegations::end_of),
        post("/accounts/{account}/roles", card::grant).step_up(),
        post("/accounts/{account}/roles/{role}/end", card::end_role),
        post("/accounts/{account}/tokens/{access_token}/revocation", tokens::revoke),
        post("/accounts/{account}/card", card::tie).step_up(),
        post("/accounts/{account}/card/removal", card::untie),
        post("/accounts/{account}/block", card::block).step_up(),
        post("/accounts/{account}/unblock", card::unblock),
        post("/accounts/{account}/invitation", card::reset).step_up(),
        post("/accounts/{account}/factor/removal", factor::reset).step_up(),
        post("/accounts/{account}/provider/removal", provider::unlink_of).step_up(),
        get("/journal", journal::page),
    ]
}

/// Faults of a form shown again, by field.
#[derive(Debug, Default)]
struct Faults {
    all: Vec<(String, String)>,
}

impl Faults {
    fn of(faults: Vec<FieldFault>) -> Self {
        Self { all: faults.into_iter().map(|fault| (fault.field, fault.text)).collect() }
    }

    /// The form is shown again with what was wrong; a refusal stands beside `field`. Other errors go on.
    fn from_error(error: Error, field: &str) -> Result<Self> {
        match error {
            Error::Invalid(faults) => Ok(Self::of(faults)),
            Error::Refused(refusal) => Ok(Self { all: vec![(field.to_owned(), refusal.to_string())] }),
            other => Err(other),
        }
    }

    fn on(&self, field: &str) -> &str {
        self.all.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text)
    }
}

/// «с 01.09.2025 по 31.08.2026»
fn term(held: &Holding) -> String {
    match held.to {
        Some(to) if to < held.from => "снята до начала".to_owned(),
        Some(to) => format!("с\u{a0}{} по\u{a0}{}", russian::date(held.from), russian::date(to)),
        None => format!("с\u{a0}{}", russian::date(held.from)),
    }
}

/// Whether the last day is near, or past on a page that shows it.
fn is_ending(held: &Holding, today: chrono::NaiveDate) -> bool {
    held.to.is_some_and(|to| today <= to && to <= today + chrono::Days::new(ENDING_DAYS))
}

/// Lines of the journal as a history: who is told by a short name, a command by its kind.
fn history<M: Mode>(cx: &mut Cx<M>, lines: &[Line]) -> Result<Vec<HistoryEntry>> {
    let zone = cx.house().settings.zone;
    let names = names(cx, lines)?;
    let entry = |line: &Line| HistoryEntry {
        when: russian::moment(db::Moment(line.at), zone),
        who: who(line, &names),
        text: line.text.clone(),
    };
    Ok(lines.iter().map(entry).collect())
}

type Names = std::collections::HashMap<i64, crate::model::Name>;

/// Names of those who did what the lines tell, and of those in whose stead.
fn names<M: Mode>(cx: &mut Cx<M>, lines: &[Line]) -> Result<Names> {
    let stead = lines.iter().filter_map(|line| audit::stead_of(&line.details));
    let mut ids: Vec<i64> = lines.iter().filter_map(|line| line.account_id).chain(stead).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(store::all_of(cx.conn(), &ids)?.into_iter().map(|a| (a.id.0, a.name)).collect())
}

/// «Кедрова В. И. за Орлову Н. П.»
fn who(line: &Line, names: &Names) -> String {
    let Some(id) = line.account_id else { return "без входа".to_owned() };
    let who = names.get(&id).map_or_else(|| format!("учётная запись {id}"), crate::model::Name::short);
    match audit::stead_of(&line.details).and_then(|absent| names.get(&absent)) {
        Some(absent) => format!("{who} {}", russian::in_stead_of(&absent.full())),
        None => who,
    }
}

/// Roles for a select that may be granted somewhere inside the scope.
fn role_options(may: &Granted<ManageAccounts>) -> Vec<(String, String)> {
    let top = may.scopes().iter().map(|scope| scope.level).min();
    let is_below = |role: &Role| role.levels().iter().any(|level| Some(*level) >= top);
    Role::ALL.into_iter().filter(is_below).map(|r| (r.code().to_owned(), r.title().to_owned())).collect()
}
