//! `metodset token`: keys for programs by hand, through the same actions as the pages.

use std::process::ExitCode;
use std::sync::Arc;

use access::store::tokens;
use access::{AccessToken, AccessTokenId, AccountId, TokenScope};
use accounts::{ManageAccounts, NewToken};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use web::{Cx, House, Read, Write};

use super::user::told;
use crate::Failure;
use crate::config::Flags;
use crate::house::Ground;

/// Look after access tokens, the keys of programs: make one, list them, revoke one
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  metodset token create --login n.orlova --name 'выгрузка в отчёт' --scope read --days 30\n  \
    metodset token list --login n.orlova --json"
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a token that opens what its holder's roles open; prints the secret, once
    #[command(
        after_help = "Example:\n  metodset token create --login n.orlova --name 'выгрузка в отчёт' --scope read --days 30 \
        --unit 10511000"
    )]
    Create(Create),
    /// List tokens without their secrets
    #[command(after_help = "Example:\n  metodset token list --login n.orlova --json")]
    List(List),
    /// Revoke a token; its programs are shut out at once
    #[command(after_help = "Example:\n  metodset token revoke 326417514496004096")]
    Revoke(Revoke),
}

#[derive(Debug, Args)]
struct Create {
    #[command(flatten)]
    flags: Flags,
    /// Whose token it is
    #[arg(long)]
    login: String,
    /// What it is for
    #[arg(long)]
    name: String,
    /// What it may do: read or write
    #[arg(long, default_value = "read")]
    scope: TokenScope,
    /// For so many days, today included as the first of them; 366 at most
    #[arg(long, default_value_t = 90)]
    days: u64,
    /// Only this unit: its code, the beginning of its name or its id
    #[arg(long, default_value = "")]
    unit: String,
    /// Print {"id", "login", "name", "scope", "unit", "expires_on", "secret"}
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    flags: Flags,
    /// Only the tokens of this account
    #[arg(long)]
    login: Option<String>,
    /// At most so many
    #[arg(long, default_value_t = 1000)]
    limit: i64,
    /// Print [{"id", "account", "name", "scope", "unit", "expires_on", "last_used_at", "revoked_at", "is_live"}]
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Revoke {
    #[command(flatten)]
    flags: Flags,
    /// Its id, as `metodset token list` prints it
    id: AccessTokenId,
}

/// Runs the command on the configured installation.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let flags = match &arguments.command {
        Command::Create(create) => &create.flags,
        Command::List(list) => &list.flags,
        Command::Revoke(revoke) => &revoke.flags,
    };
    let config = flags.resolve()?;
    super::log_to_stderr(&config.log.value)?;
    let ground = Ground::take(&config)?;
    let house = ground.house(crate::demo::clock::of_installation(&ground.db, ground.zone())?)?;
    match &arguments.command {
        Command::Create(asked) => create(&house, asked),
        Command::List(asked) => list(&house, asked),
        Command::Revoke(asked) => revoke(&house, asked.id),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn create(house: &Arc<House>, asked: &Create) -> Result<(), Failure> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let may = cx.operator::<ManageAccounts>()?;
    let account = accounts::by_login(&mut cx, &may, &asked.login).map_err(|_| unknown(&asked.login))?;
    let days = chrono::Days::new(asked.days.saturating_sub(1).min(100_000));
    let expires_on = cx.now().day(house.settings.zone).checked_add_days(days).unwrap_or_default();
    let (name, place) = (asked.name.clone(), asked.unit.clone());
    let new = NewToken { name, scope: asked.scope, place, expires_on };
    let issued = accounts::issue_for(&mut cx, &may, account.id, &new).map_err(told)?;
    cx.finish()?;
    let (token, secret) = (&issued.token, issued.secret.reveal());
    if asked.json {
        return super::print_json(&json!({
            "id": token.id, "login": account.login, "name": token.name, "scope": token.scope.code(),
            "unit": unit(token), "expires_on": token.expires_on, "secret": secret,
        }));
    }
    eprintln!("The secret is shown once; its last day is {}:", token.expires_on);
    println!("{secret}");
    Ok(())
}

fn unknown(login: &str) -> Failure {
    Failure::Refused(format!("there is no account `{login}`: see `metodset user list`"))
}

fn unit(token: &AccessToken) -> Option<String> {
    token.unit.as_ref().map(|(unit, _)| unit.to_string())
}

fn list(house: &Arc<House>, asked: &List) -> Result<(), Failure> {
    let mut cx = Cx::<Read>::outside(house, None)?;
    let may = cx.operator::<ManageAccounts>()?;
    let account = match &asked.login {
        Some(login) => Some(accounts::by_login(&mut cx, &may, login).map_err(|_| unknown(login))?.id),
        None => None,
    };
    let (found, today) = (tokens::list(cx.conn(), account, asked.limit)?, cx.now().day(house.settings.zone));
    if asked.json {
        return super::print_json(
            &found.iter().map(|token| row(token, token.is_live(today))).collect::<Vec<_>>(),
        );
    }
    for token in &found {
        let (id, account, scope) = (token.id, token.account, token.scope);
        let state = if token.is_live(today) { "live" } else { "ended" };
        println!("{id}\t{account}\t{scope}\t{}\t{state}\t{}", token.expires_on, token.name);
    }
    Ok(())
}

fn row(token: &AccessToken, is_live: bool) -> Value {
    json!({
        "id": token.id, "account": token.account, "name": token.name, "scope": token.scope.code(),
        "unit": unit(token), "expires_on": token.expires_on, "is_live": is_live,
        "last_used_at": token.last_used_at.map(db::Moment::utc), "revoked_at": token.revoked_at.map(db::Moment::utc),
    })
}

fn revoke(house: &Arc<House>, id: AccessTokenId) -> Result<(), Failure> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let may = cx.operator::<ManageAccounts>()?;
    let holder: Option<AccountId> = tokens::of_id(cx.conn(), id)?.map(|token| token.account);
    let holder = holder
        .ok_or_else(|| Failure::Refused(format!("there is no token {id}: see `metodset token list`")))?;
    accounts::revoke(&mut cx, &may, holder, id).map_err(told)?;
    cx.finish()?;
    println!("{id} is revoked");
    Ok(())
}
