//! `metodset user`: accounts by hand – the first administrator, a lost link – through the same actions as the pages.

use std::process::ExitCode;
use std::sync::Arc;

use access::{Level, Role};
use accounts::{Account, Invited, Listed, ManageAccounts, Name, NewAccount, NewHolding, State};
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use web::{Cx, House, Read, Write};

use crate::Failure;
use crate::config::Flags;
use crate::house::Ground;

/// Look after accounts: add one, make a new link, list them
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  metodset user add --login n.orlova --last-name Орлова --first-name Нина \
    --role administrator --basis 'приказ № 5'\n  metodset user list --json"
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make an account with its first role; prints the link by which its holder sets a password
    #[command(
        after_help = "Example:\n  metodset user add --login n.orlova --last-name Орлова --first-name Нина \
        --role service_head --unit 10511000 --basis 'приказ № 5'"
    )]
    Add(Add),
    /// Make a new link for an account that was never entered
    #[command(after_help = "Example:\n  metodset user invite n.orlova")]
    Invite(Whom),
    /// Take the password away, end all sessions and make a new link
    #[command(after_help = "Example:\n  metodset user reset n.orlova --json")]
    Reset(Whom),
    /// Take away the second factor of somebody who lost it; the password stays, the sessions end
    #[command(after_help = "Example:\n  metodset user reset-factor --login n.orlova")]
    ResetFactor(Whose),
    /// List accounts with their roles
    #[command(after_help = "Example:\n  metodset user list --name орл --json")]
    List(List),
}

#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    flags: Flags,
    /// What the person will type to sign in
    #[arg(long)]
    login: String,
    /// Family name
    #[arg(long)]
    last_name: String,
    /// Given name
    #[arg(long)]
    first_name: String,
    /// Patronymic
    #[arg(long, default_value = "")]
    middle_name: String,
    /// Code of the role: administrator, ministry, service_head …
    #[arg(long)]
    role: Role,
    /// Code of the unit or the beginning of its name; without it the whole installation
    #[arg(long, default_value = "")]
    unit: String,
    /// First day; today unless given
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,
    /// Last day; no end unless given
    #[arg(long, value_name = "DATE")]
    to: Option<NaiveDate>,
    /// The order or another ground
    #[arg(long)]
    basis: String,
    /// Print {"account", "login", "link", "until"}
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Whom {
    #[command(flatten)]
    flags: Flags,
    /// The login
    login: String,
    /// Print {"account", "login", "link", "until"}
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
struct Whose {
    #[command(flatten)]
    flags: Flags,
    /// The login
    #[arg(long)]
    login: String,
}

#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    flags: Flags,
    /// Only names that begin with this
    #[arg(long, default_value = "")]
    name: String,
    /// At most so many
    #[arg(long, default_value_t = 1000)]
    limit: i64,
    /// Print [{"account", "login", "name", "state", "roles": [{"role", "unit", "place", "from", "to"}]}]
    #[arg(long)]
    json: bool,
}

/// Runs the command on the configured installation.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let flags = match &arguments.command {
        Command::Add(add) => &add.flags,
        Command::Invite(whom) | Command::Reset(whom) => &whom.flags,
        Command::ResetFactor(whose) => &whose.flags,
        Command::List(list) => &list.flags,
    };
    let config = flags.resolve()?;
    super::log_to_stderr(&config.log.value)?;
    let ground = Ground::take(&config)?;
    let house = ground.house(crate::demo::clock::of_installation(&ground.db, ground.zone())?)?;
    run_in(&house, arguments)
}

/// Runs the command in a house.
pub fn run_in(house: &Arc<House>, arguments: &Arguments) -> Result<ExitCode, Failure> {
    match &arguments.command {
        Command::Add(add) => tell(house, &add_account(house, add)?, add.json),
        Command::Invite(whom) => tell(house, &renew(house, whom, State::Invited)?, whom.json),
        Command::Reset(whom) => tell(house, &renew(house, whom, State::Active)?, whom.json),
        Command::ResetFactor(whose) => reset_factor(house, &whose.login),
        Command::List(list) => print(house, list),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn reset_factor(house: &Arc<House>, login: &str) -> Result<(), Failure> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let may = cx.operator::<ManageAccounts>()?;
    let account = accounts::by_login(&mut cx, &may, login)?;
    accounts::reset_factor(&mut cx, &may, account.id).map_err(told)?;
    cx.finish()?;
    println!("The second factor of {login} is gone, the sessions have ended: the password alone signs in.");
    Ok(())
}

fn add_account(house: &Arc<House>, add: &Add) -> Result<(Account, Invited), Failure> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let may = cx.operator::<ManageAccounts>()?;
    let place = accounts::place(&mut cx, &may, add.role, &add.unit).map_err(told)?;
    let from = match add.from {
        Some(from) => from,
        None => cx.today_at(&place.path)?,
    };
    let name =
        Name { last: add.last_name.clone(), first: add.first_name.clone(), middle: add.middle_name.clone() };
    let holding = NewHolding { role: add.role, place, from, to: add.to, basis: add.basis.clone() };
    let new = NewAccount { login: add.login.clone(), name, holding };
    let invited = accounts::invite(&mut cx, &may, &new).map_err(told)?;
    let account = accounts::by_login(&mut cx, &may, &add.login)?;
    cx.finish()?;
    Ok((account, invited))
}

/// A new link; `invite` is for accounts never entered, `reset` for all that are not blocked.
fn renew(house: &Arc<House>, whom: &Whom, widest: State) -> Result<(Account, Invited), Failure> {
    let mut cx = Cx::<Write>::outside(house, None)?;
    let may = cx.operator::<ManageAccounts>()?;
    let account = accounts::by_login(&mut cx, &may, &whom.login).map_err(|_| {
        Failure::Refused(format!("there is no account `{}`: see `metodset user list`", whom.login))
    })?;
    if widest == State::Invited && account.state == State::Active {
        return Err(Failure::Refused(format!(
            "`{}` has a password already: `metodset user reset {}` takes it away",
            whom.login, whom.login
        )));
    }
    let invited = accounts::reset(&mut cx, &may, account.id).map_err(told)?;
    cx.finish()?;
    Ok((account, invited))
}

/// The sentences of a fault, as the page would say them.
pub(super) fn told(error: web::Error) -> Failure {
    match error {
        web::Error::Invalid(faults) => {
            let sentences: Vec<_> = faults.into_iter().map(|fault| fault.text).collect();
            Failure::Refused(sentences.join(" "))
        }
        other => other.into(),
    }
}

fn tell(house: &House, (account, invited): &(Account, Invited), is_json: bool) -> Result<(), Failure> {
    let until = invited.until.utc().with_timezone(&house.settings.zone).format("%Y-%m-%d %H:%M");
    if is_json {
        return super::print_json(&json!({
            "account": account.id, "login": account.login, "link": invited.link(), "until": invited.until.utc(),
        }));
    }
    println!(
        "Open this path of the installation's address once, until {until}, to set a password for {}:",
        account.login
    );
    println!("{}", invited.link());
    Ok(())
}

fn print(house: &Arc<House>, list: &List) -> Result<(), Failure> {
    let mut cx = Cx::<Read>::outside(house, None)?;
    let may = cx.operator::<ManageAccounts>()?;
    let found = accounts::list(&mut cx, &may, &list.name, list.limit)?;
    if list.json {
        return super::print_json(&found.iter().map(row).collect::<Vec<_>>());
    }
    for one in &found {
        let role = |(held, place): &(accounts::Holding, String)| match held.level {
            Level::Installation => held.role.to_string(),
            _ => format!("{} ({place})", held.role),
        };
        let roles: Vec<_> = one.roles.iter().map(role).collect();
        let (account, name) = (&one.account, one.account.name.full());
        println!("{}\t{}\t{name}\t{}", account.login, account.state.code(), roles.join(", "));
    }
    Ok(())
}

fn row(one: &Listed) -> Value {
    let role = |(held, place): &(accounts::Holding, String)| {
        let unit = held.unit.to_string();
        json!({ "role": held.role.code(), "unit": unit, "place": place, "from": held.from, "to": held.to })
    };
    json!({
        "account": one.account.id,
        "login": one.account.login,
        "name": one.account.name.full(),
        "state": one.account.state.code(),
        "roles": one.roles.iter().map(role).collect::<Vec<_>>(),
    })
}
