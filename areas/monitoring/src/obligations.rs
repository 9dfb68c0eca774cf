//! What monitoring requires of a person: sheets to fill, sheets to verify, campaigns to publish.

use access::{Level, Person, Role};
use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{Obligation, ObligationOffer};
use web::russian;

use crate::rules::{CampaignState, SheetState};
use crate::store::duties::{self, CampaignDue, SheetDue};
use crate::store::reminders;

/// The offer of monitoring's duties.
pub(crate) struct MonitoringDuties;

impl ObligationOffer for MonitoringDuties {
    fn all(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Vec<Obligation>> {
        let mut duties = own(conn, &places(person, &crate::access::fills()), person.account.0, today)?;
        let (checked, run) =
            (places(person, &crate::access::VERIFIES), places(person, &crate::access::runs()));
        let campaigns = duties::campaigns_due(conn, &[&checked[..], &run].concat())?;
        let under_way = campaigns.iter().filter(|one| one.is_under_way() && checked.contains(&one.unit_path));
        duties.extend(verifying(conn, &under_way.map(|one| one.id).collect::<Vec<_>>())?);
        duties.extend(running(campaigns.into_iter().filter(|one| run.contains(&one.unit_path))));
        Ok(duties)
    }
}

/// Of the person's own sheets: to fill them, to look at a preliminary result.
fn own(conn: &mut Conn, paths: &[String], account: i64, today: NaiveDate) -> Result<Vec<Obligation>> {
    let open = [SheetState::Empty, SheetState::Draft, SheetState::Returned];
    let open_to_objection = [SheetState::Verified, SheetState::Answered];
    let rows = duties::own_sheets(conn, paths, account, &[&open[..], &open_to_objection].concat())?;
    let is_open =
        |row: &SheetDue| SheetState::from_code(&row.state).is_some_and(|state| open.contains(&state));
    let (to_fill, to_look_at): (Vec<_>, Vec<_>) = rows.into_iter().partition(is_open);
    let mut duties = filling(conn, to_fill)?;
    duties.extend(objecting(to_look_at, today));
    Ok(duties)
}

/// Paths of the units a person stands in with one of these roles: a duty is of the unit itself, not of all above it.
fn places(person: &Person, who: &[(Role, Level)]) -> Vec<String> {
    let own = person.scopes.iter().filter(|scope| who.contains(&(scope.role, scope.level)));
    own.map(|scope| scope.path.clone()).collect()
}

fn filling(conn: &mut Conn, rows: Vec<SheetDue>) -> Result<Vec<Obligation>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let reminded = reminders::last(conn, &ids)?;
    let duty = |row: SheetDue| {
        let (title, action) = match SheetState::from_code(&row.state) {
            Some(SheetState::Returned) => ("Исправить мониторинговую таблицу", "Исправить"),
            _ => ("Заполнить мониторинговую таблицу", "Заполнить"),
        };
        let reminder = reminded.get(&row.id);
        let reminder = reminder.map(|(day, text)| format!("Напоминание {}: {text} · ", russian::date(*day)));
        Obligation {
            key: format!("monitoring:fill:{}:{}", row.id, row.due_on),
            due: row.due_on,
            title: title.to_owned(),
            note: format!("{}{}", reminder.unwrap_or_default(), note(&row)),
            action: action.to_owned(),
            url: format!("/monitoring/sheets/{}", row.id),
        }
    };
    Ok(rows.into_iter().map(duty).collect())
}

/// A preliminary result may be objected to until its last day; afterwards nothing is required.
fn objecting(rows: Vec<SheetDue>, today: NaiveDate) -> Vec<Obligation> {
    let duty = |row: SheetDue| {
        let due = row.object_to.filter(|day| *day >= today)?;
        Some(Obligation {
            key: format!("monitoring:object:{}:{due}", row.id),
            due,
            title: "Посмотреть предварительный результат: до этого дня можно возразить".to_owned(),
            note: note(&row),
            action: "Посмотреть".to_owned(),
            url: format!("/monitoring/sheets/{}/objections", row.id),
        })
    };
    rows.into_iter().filter_map(duty).collect()
}

fn verifying(conn: &mut Conn, campaigns: &[i64]) -> Result<Vec<Obligation>> {
    let rows = duties::sheets_of(conn, campaigns, &[SheetState::Submitted, SheetState::Objected])?;
    let duty = |row: SheetDue| {
        let is_objected = SheetState::from_code(&row.state) == Some(SheetState::Objected);
        let (title, action, page) = if is_objected {
            ("Ответить на возражение", "Ответить", "/objections")
        } else {
            ("Проверить таблицу", "Проверить", "")
        };
        Obligation {
            key: format!("monitoring:verify:{}:{}", row.id, row.verify_to),
            due: row.verify_to,
            title: format!("{title}: {}", row.name()),
            note: note(&row),
            action: action.to_owned(),
            url: format!("/monitoring/sheets/{}{page}", row.id),
        }
    };
    Ok(rows.into_iter().map(duty).collect())
}

/// «Белогорск · Эффективность … · 2025/26 · приложение 6»
fn note(row: &SheetDue) -> String {
    format!("{} · {} · {} · {}", row.name(), row.title, russian::school_year(&row.period), row.clause)
}

/// Campaigns whose next step is due: collection to open or to close, results to publish.
fn running(campaigns: impl Iterator<Item = CampaignDue>) -> impl Iterator<Item = Obligation> {
    let duty = |row: CampaignDue| {
        let (due, what, action) = match CampaignState::from_code(&row.state) {
            Some(CampaignState::Planned) => (row.collect_from, "Открыть сбор", "Открыть"),
            Some(CampaignState::Collecting) => (row.collect_to, "Закрыть сбор", "Перейти"),
            _ => (row.publish_on, "Опубликовать результаты", "Перейти"),
        };
        Obligation {
            key: format!("monitoring:run:{}:{due}", row.id),
            due,
            title: what.to_owned(),
            note: format!("{} · {}", row.title, russian::school_year(&row.period)),
            action: action.to_owned(),
            url: format!("/monitoring/{}", row.id),
        }
    };
    campaigns.map(duty)
}
