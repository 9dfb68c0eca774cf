//! Printed sheets of one-time codes: accounts for people of a school who have no mail, each with a code that is told on paper
//! once.

use std::collections::BTreeMap;

use access::{AccountId, GrantId, Granted, Level, Role, paper_code, read_paper_code};
use audit::Action;
use registry::Staff;
use serde_json::{Value, json};
use units::{Unit, UnitId};
use web::{Cx, Error, Mode, Prepared, Read, Result, Write};

use crate::InvitePeople;
use crate::model::{
    Invitation, InvitationSheet, Name, NewAccount, NewHolding, NewOnSheet, OnSheet, Place, SheetId, Slip,
    State,
};
use crate::rules::roles::may_grant;
use crate::rules::sheets::{AT_ONCE, code_until, login_of};
use crate::store::{self, invitations, sheets};

/// A code with its hash, made before the transaction: the hash is slow on purpose.
struct Code {
    shown: String,
    hash: String,
}

type Codes = Vec<Code>;

fn codes(count: usize) -> Prepared {
    let code = || {
        let shown = paper_code();
        let meant = read_paper_code(&shown).expect("a code made here is a code");
        Code { hash: access::hash_password(&meant), shown }
    };
    let made: Codes = (0..count.min(AT_ONCE)).map(|_| code()).collect();
    Box::new(made)
}

/// As many codes as people were chosen; of the whole school as many as have no account.
pub(crate) fn prepare_new(cx: &mut Cx<Read>) -> Result<Prepared> {
    let request = cx.request_handle();
    if !request.form.has("whole") {
        return Ok(codes(request.form.all("person").len()));
    }
    let may = cx.house().policy.check::<InvitePeople>(cx.person())?;
    let id: UnitId = request.form.text("unit").parse().map_err(|_| Error::NotFound)?;
    let unit = place(cx, &may, id)?;
    Ok(codes(candidates(cx, &unit)?.len()))
}

/// As many codes as people wait on the sheet, or one.
pub(crate) fn prepare_renewal(cx: &mut Cx<Read>) -> Result<Prepared> {
    let id: SheetId = cx.request().arg("invitation_sheet")?;
    let one = cx.request_handle();
    let waiting = waiting(sheets::on(cx.conn(), id)?, one.form.text("account"));
    Ok(codes(waiting.len()))
}

/// Those of a sheet who have not signed in yet; with an account, that one alone. Whoever was given more since is invited by mail.
fn waiting(mut all: Vec<OnSheet>, account: &str) -> Vec<OnSheet> {
    all.retain(|one| one.state == State::Invited && !one.is_raised);
    if !account.is_empty() {
        all.retain(|one| one.account.to_string() == account);
    }
    all
}

/// The organisation, if people of it may be invited by this person.
pub(crate) fn place<M: Mode>(cx: &mut Cx<M>, may: &Granted<InvitePeople>, id: UnitId) -> Result<Unit> {
    let found = units::store::find(cx.conn(), may.ranges(), id)?;
    found.filter(|unit| unit.level() == Level::Organisation && unit.is_active()).ok_or(Error::NotFound)
}

/// What whoever prepares a sheet of the unit may give besides «Педагог».
pub(crate) fn givable(may: &Granted<InvitePeople>, unit: &Unit) -> Vec<Role> {
    let here = may.scopes().iter().filter(|scope| unit.path.starts_with(&scope.path));
    crate::rules::sheets::givable(here.map(|scope| scope.role))
}

/// Who works there and has no account.
pub(crate) fn candidates<M: Mode>(cx: &mut Cx<M>, unit: &Unit) -> Result<Vec<Staff>> {
    let (house, today) = (cx.house_handle(), cx.today_at(&unit.path)?);
    match &house.registry.staff {
        Some(staff) => Ok(staff.without_account(cx.conn(), unit.id.0, today)?),
        None => Ok(Vec::new()),
    }
}

/// Makes a sheet for the people chosen: accounts, their role, their codes, which the preparation of the request has made.
pub(crate) fn make(
    cx: &mut Cx<Write>,
    may: &Granted<InvitePeople>,
    unit: &Unit,
    chosen: &[i64],
    besides: &BTreeMap<i64, Role>,
) -> Result<(SheetId, Vec<Slip>)> {
    let made = cx.prepared::<Codes>().map(|made| *made);
    make_with(cx, may, unit, (chosen, besides, made))
}

/// The same outside of a request, for the first people without an account, at most `count`: the demo.
pub fn print_first(
    cx: &mut Cx<Write>,
    may: &Granted<InvitePeople>,
    unit: &Unit,
    count: usize,
) -> Result<(SheetId, Vec<Slip>)> {
    let chosen: Vec<i64> = candidates(cx, unit)?.into_iter().take(count).map(|one| one.person).collect();
    let made = codes(chosen.len()).downcast::<Codes>().ok().map(|made| *made);
    make_with(cx, may, unit, (&chosen, &BTreeMap::new(), made))
}

fn make_with(
    cx: &mut Cx<Write>,
    may: &Granted<InvitePeople>,
    unit: &Unit,
    (chosen, besides, made): (&[i64], &BTreeMap<i64, Role>, Option<Codes>),
) -> Result<(SheetId, Vec<Slip>)> {
    may.within(&unit.path)?;
    cx.tx().lock("units", unit.id.0)?;
    let mut people = candidates(cx, unit)?;
    people.retain(|one| chosen.contains(&one.person));
    if people.is_empty() {
        return Err(Error::field("person", NOBODY));
    }
    if people.len() > AT_ONCE {
        return Err(Error::field("person", TOO_MANY));
    }
    let offered = givable(may, unit);
    if let Some(wrong) = besides.values().find(|role| !offered.contains(role)) {
        let text = format!("Роль «{}» листом не\u{a0}дают: её даёт администратор.", wrong.title());
        return Err(Error::field("person", text));
    }
    let made = made.filter(|made| made.len() >= people.len());
    let (id, now, by) = (SheetId(cx.id()), cx.now(), cx.person().map(|person| person.account.0));
    let until = code_until(now);
    sheets::add(cx.tx(), id, (unit.id.0, &unit.path), by, (now, until))?;
    let mut slips = Vec::with_capacity(people.len());
    for (one, code) in people.into_iter().zip(made.ok_or(Error::Retry)?) {
        let name = Name { last: one.last, first: one.first, middle: one.middle };
        let role = besides.get(&one.person).copied();
        let new = NewOnSheet { person: one.person, name, post: one.post, role };
        slips.push(put(cx, unit, id, new, code)?);
    }
    let text = format!("Сделан лист приглашений: {}", slips.len());
    cx.journal(Action::Created, ("accounts", "invitation_sheet", id.0), &unit.path, &text, Value::Null)?;
    Ok((id, slips))
}

const NOBODY: &str = "Отметьте хотя бы одного человека. Если кто-то пропал из\u{a0}списка, у\u{a0}него уже есть учётная запись или он уволен.";
const TOO_MANY: &str = "На\u{a0}одном листе – не\u{a0}больше 100\u{a0}человек. Сделайте два листа.";

fn put(cx: &mut Cx<Write>, unit: &Unit, sheet: SheetId, new: NewOnSheet, code: Code) -> Result<Slip> {
    let (id, today) = (AccountId(cx.id()), super::delegations::today(cx));
    let login = free_login(cx, &new.name)?;
    let place = Place {
        unit: unit.id.0,
        path: unit.path.clone(),
        level: unit.level(),
        title: unit.short_name.clone(),
    };
    let basis = "лист приглашений организации".to_owned();
    let holding = NewHolding { role: Role::Teacher, place, from: today, to: None, basis };
    may_grant(&holding, &[])?;
    let besides = new.role.map(|role| NewHolding { role, ..holding.clone() });
    let (now, by) = (cx.now(), cx.person().map(|person| person.account));
    let account = NewAccount { login: login.clone(), name: new.name.clone(), holding };
    let taken = |error: db::Error| {
        if error.is_unique_on("accounts", &["login_key"]) { Error::Retry } else { error.into() }
    };
    store::add(cx.tx(), id, &account, now).map_err(taken)?;
    let grant = GrantId(cx.id());
    store::roles::add(cx.tx(), grant, id, &account.holding, by, now)?;
    if let Some(besides) = &besides {
        may_grant(besides, &[])?;
        let grant = GrantId(cx.id());
        store::roles::add(cx.tx(), grant, id, besides, by, now)?;
    }
    let row = cx.id();
    sheets::put(cx.tx(), row, sheet, id, &new)?;
    tie(cx, &new, id)?;
    add_code(cx, id, &code.hash)?;
    let roles = match new.role {
        Some(role) => format!("роли «Педагог» и\u{a0}«{}»", role.title()),
        None => "роль «Педагог»".to_owned(),
    };
    let text = format!("Создана учётная запись по\u{a0}листу приглашений; дано: {roles}");
    let details = json!({ "sheet": sheet, "role": new.role.map(Role::code) });
    cx.journal(Action::Created, ("accounts", "account", id.0), &unit.path, &text, details)?;
    cx.journal(
        Action::Changed,
        ("people", "person", new.person),
        &unit.path,
        "Связана с учётной записью карточка",
        json!({ "account": id }),
    )?;
    Ok(Slip { name: new.name, post: new.post, role: new.role, login, code: code.shown })
}

/// The card is the account's from here on; somebody who gave it one meanwhile was faster.
fn tie(cx: &mut Cx<Write>, new: &NewOnSheet, account: AccountId) -> Result<()> {
    let (house, now, by) = (cx.house_handle(), cx.now(), cx.person().map(|person| person.account.0));
    let Some(staff) = &house.registry.staff else { return Err(Error::NotFound) };
    if staff.tie(cx.tx(), new.person, account.0, by, now)? { Ok(()) } else { Err(Error::Retry) }
}

/// A login nobody has: namesakes get a number.
fn free_login<M: Mode>(cx: &mut Cx<M>, name: &Name) -> Result<String> {
    for number in 1..1000 {
        let login = login_of(name, number);
        if store::by_login(cx.conn(), &login)?.is_none() {
            return Ok(login);
        }
    }
    Err(Error::Retry)
}

/// A new code; earlier ones, and links, open nothing from here on.
fn add_code(cx: &mut Cx<Write>, account: AccountId, hash: &str) -> Result<()> {
    let (id, now) = (cx.id(), cx.now());
    let by = cx.person().map(|person| person.account);
    let new = Invitation { id, account, until: code_until(now), used: None };
    invitations::close_all(cx.tx(), account, now)?;
    Ok(invitations::add(cx.tx(), &new, hash, by, now)?)
}

/// The sheet, held: two who print it anew at once get two sets of codes, of which the later opens.
fn held(cx: &mut Cx<Write>, may: &Granted<InvitePeople>) -> Result<InvitationSheet> {
    let id: SheetId = cx.request().arg("invitation_sheet")?;
    let found = sheets::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    cx.tx().lock("invitation_sheets", id.0)?;
    Ok(found)
}

/// Prints codes anew for those who have not signed in, or for one of them.
pub(crate) fn renew(cx: &mut Cx<Write>, may: &Granted<InvitePeople>) -> Result<(InvitationSheet, Vec<Slip>)> {
    let (sheet, request) = (held(cx, may)?, cx.request_handle());
    let waiting = waiting(sheets::on(cx.conn(), sheet.id)?, request.form.text("account"));
    if waiting.is_empty() {
        return Err(Error::field("account", ALL_IN));
    }
    let made = cx.prepared::<Codes>().map(|made| *made).filter(|made| made.len() >= waiting.len());
    let mut slips = Vec::with_capacity(waiting.len());
    for (one, code) in waiting.into_iter().zip(made.ok_or(Error::Retry)?) {
        cx.tx().lock("accounts", one.account.0)?;
        add_code(cx, one.account, &code.hash)?;
        let (post, role, login) = (one.post, one.role, one.login);
        slips.push(Slip { name: one.name, post, role, login, code: code.shown });
    }
    let now = cx.now();
    sheets::printed(cx.tx(), sheet.id, (now, code_until(now)))?;
    let text = format!("Коды листа напечатаны заново: {}", slips.len());
    cx.journal(
        Action::Changed,
        ("accounts", "invitation_sheet", sheet.id.0),
        &sheet.unit_path,
        &text,
        Value::Null,
    )?;
    Ok((sheet, slips))
}

const ALL_IN: &str = "Печатать нечего: все с\u{a0}этого листа уже задали пароль.";

/// Ends every code of the sheet that was not used.
pub(crate) fn close(cx: &mut Cx<Write>, may: &Granted<InvitePeople>) -> Result<SheetId> {
    let (sheet, now) = (held(cx, may)?, cx.now());
    for one in waiting(sheets::on(cx.conn(), sheet.id)?, "") {
        invitations::close_all(cx.tx(), one.account, now)?;
    }
    sheets::close(cx.tx(), sheet.id, now)?;
    let text = "Коды листа приглашений отозваны";
    cx.journal(
        Action::Changed,
        ("accounts", "invitation_sheet", sheet.id.0),
        &sheet.unit_path,
        text,
        Value::Null,
    )?;
    Ok(sheet.id)
}
