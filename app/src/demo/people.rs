//! The accounts of the demo: one a role, a methodist in every municipality, deputies in a few schools.

use std::collections::BTreeMap;
use std::thread;

use access::schema::{accounts, role_grants};
use access::{AccountId, Level, Role};
use chrono::NaiveDate;
use db::fold;
use diesel::prelude::*;
use units::Unit;
use web::{Cx, Write};

use super::chance::Chance;
use super::names::{self, Name};
use super::sign_ins::{MENTEE, SEATS, Seat, SignIn, TOWN, password};
use super::tree::Tree;

/// Roles are held since the beginning of the first school year that is told.
const SINCE: (i32, u32, u32) = (2023, 9, 1);
/// The login of the chair of the methodical council of the walk's school.
const COUNCIL: &str = "council";
/// How many schools besides the one of the walk have a deputy with an account.
const DEPUTIES: usize = 12;

/// Hashes of the passwords: slow on purpose, so made once each and beside each other.
pub(super) fn hashes() -> BTreeMap<&'static str, String> {
    thread::scope(|scope| {
        let phrases = SEATS.iter().map(|seat| seat.2).chain([MENTEE.1]);
        let running: Vec<_> =
            phrases.map(|phrase| (phrase, scope.spawn(move || access::hash_password(phrase)))).collect();
        running.into_iter().filter_map(|(phrase, hash)| Some((phrase, hash.join().ok()?))).collect()
    })
}

/// Who acts in the story of the demo.
#[derive(Debug, Clone)]
pub(super) struct Cast {
    /// One sign-in a role.
    pub sign_ins: Vec<SignIn>,
    /// Accounts by login.
    pub by_login: BTreeMap<String, AccountId>,
    /// The methodist of the institute.
    pub institute: AccountId,
    /// The ministry.
    pub ministry: AccountId,
}

/// An account to be made.
pub(super) struct Newcomer<'a> {
    pub login: String,
    pub role: Role,
    pub level: Level,
    pub unit: Option<&'a Unit>,
    /// Since when the role is held.
    pub since: NaiveDate,
}

/// Makes all accounts.
pub(super) fn settle(
    cx: &mut Cx<Write>,
    tree: &Tree,
    seed: u64,
    hashes: &BTreeMap<&'static str, String>,
) -> web::Result<Cast> {
    let mut chance = Chance::of(seed, 2);
    let mut sign_ins = Vec::new();
    let mut by_login = BTreeMap::new();
    for (role, login, phrase, seat) in SEATS {
        let unit = seat_of(seat, tree);
        let newcomer = Newcomer { login: login.to_owned(), role, level: seat.level(), unit, since: since() };
        by_login.insert(login.to_owned(), add(cx, &newcomer, &names::next(&mut chance), hashes)?);
        let unit = unit.map_or_else(|| "вся установка".to_owned(), |unit| unit.short_name.clone());
        sign_ins.push(SignIn {
            role: role.code().to_owned(),
            login: login.to_owned(),
            password: phrase.to_owned(),
            unit,
        });
    }
    for newcomer in others(tree) {
        let account = add(cx, &newcomer, &names::next(&mut chance), hashes)?;
        by_login.insert(newcomer.login, account);
    }
    if let Some(school) = seat_of(Seat::School, tree) {
        // The council of the school looks at mentoring; the one of the region is another body.
        let (role, level) = (Role::BodyChair, Level::Organisation);
        let newcomer =
            Newcomer { login: COUNCIL.to_owned(), role, level, unit: Some(school), since: since() };
        by_login.insert(COUNCIL.to_owned(), add(cx, &newcomer, &names::next(&mut chance), hashes)?);
        sign_ins.push(SignIn {
            role: role.code().to_owned(),
            login: COUNCIL.to_owned(),
            password: password(role).to_owned(),
            unit: school.short_name.clone(),
        });
    }
    let of = |role: Role| {
        let login = SEATS.iter().find(|seat| seat.0 == role).map_or("", |seat| seat.1);
        by_login.get(login).copied().unwrap_or(AccountId(0))
    };
    Ok(Cast { sign_ins, institute: of(Role::InstituteMethodist), ministry: of(Role::Ministry), by_login })
}

fn since() -> NaiveDate {
    let (year, month, day) = SINCE;
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn seat_of(seat: Seat, tree: &Tree) -> Option<&Unit> {
    match seat {
        Seat::Installation => None,
        Seat::Region => Some(&tree.region),
        Seat::Town => tree.municipalities.iter().find(|(login, _)| login == TOWN).map(|(_, unit)| unit),
        Seat::School => tree.schools_of(TOWN).next(),
    }
}

/// A methodist in every other municipality, deputies in the first schools of the others.
fn others(tree: &Tree) -> Vec<Newcomer<'_>> {
    let elsewhere = || tree.municipalities.iter().filter(|(login, _)| login != TOWN);
    let methodists = elsewhere().map(|(login, unit)| Newcomer {
        login: login.clone(),
        role: Role::MunicipalMethodist,
        level: Level::Municipality,
        unit: Some(unit),
        since: since(),
    });
    let deputies = elsewhere().take(DEPUTIES).filter_map(|(login, _)| {
        let unit = tree.schools_of(login).next();
        unit.is_some().then(|| Newcomer {
            login: format!("{login}-deputy"),
            role: Role::Deputy,
            level: Level::Organisation,
            unit,
            since: since(),
        })
    });
    methodists.chain(deputies).collect()
}

pub(super) fn add(
    cx: &mut Cx<Write>,
    new: &Newcomer<'_>,
    name: &Name,
    hashes: &BTreeMap<&str, String>,
) -> web::Result<AccountId> {
    add_with(cx, new, name, hashes.get(password(new.role)))
}

/// The same with a phrase of their own.
pub(super) fn add_with(
    cx: &mut Cx<Write>,
    new: &Newcomer<'_>,
    name: &Name,
    hash: Option<&String>,
) -> web::Result<AccountId> {
    let (id, now) = (cx.id(), cx.now());
    let full = format!("{} {} {}", name.last, name.first, name.middle);
    diesel::insert_into(accounts::table)
        .values((
            (accounts::id.eq(id), accounts::login.eq(&new.login), accounts::login_key.eq(fold(&new.login))),
            (accounts::last_name.eq(&name.last), accounts::first_name.eq(&name.first)),
            (accounts::middle_name.eq(&name.middle), accounts::name_key.eq(fold(&full))),
            (accounts::password_hash.eq(hash), accounts::state.eq("active")),
            (accounts::created_at.eq(now.0), accounts::updated_at.eq(now.0), accounts::version.eq(1)),
        ))
        .execute(&mut **cx.tx())
        .map_err(db::Error::from)?;
    grant(cx, id, new)?;
    Ok(AccountId(id))
}

fn grant(cx: &mut Cx<Write>, account: i64, new: &Newcomer<'_>) -> web::Result<()> {
    let (id, now) = (cx.id(), cx.now());
    let path = new.unit.map_or("/", |unit| unit.path.as_str());
    diesel::insert_into(role_grants::table)
        .values((
            (
                role_grants::id.eq(id),
                role_grants::account_id.eq(account),
                role_grants::role.eq(new.role.code()),
            ),
            (role_grants::unit_id.eq(new.unit.map_or(0, |unit| unit.id.0)), role_grants::scope_path.eq(path)),
            (role_grants::level.eq(new.level.code()), role_grants::basis.eq("демонстрационный вход")),
            role_grants::valid_from.eq(new.since),
            role_grants::created_at.eq(now.0),
        ))
        .execute(&mut **cx.tx())
        .map_err(db::Error::from)?;
    Ok(())
}
