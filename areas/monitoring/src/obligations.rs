//! What monitoring requires of a person: sheets to fill, sheets to verify, campaigns to publish.

use access::{Level, Person, Role};
use chrono::{Days, NaiveDate};
use db::{Conn, Ranges, Result};
use registry::{Counts, Obligation, ObligationOffer, Page};
use web::russian;

use crate::rules::{CampaignState, SheetState};
use crate::store::duties::{self, CampaignDue, SheetDue};

/// The offer of monitoring's duties.
pub(crate) struct MonitoringDuties;

impl ObligationOffer for MonitoringDuties {
    fn page(
        &self,
        conn: &mut Conn,
        person: &Person,
        _today: NaiveDate,
        page: &Page,
    ) -> Result<Vec<Obligation>> {
        let mut duties = all(conn, person)?;
        duties.sort_by(|a, b| (a.due, &a.key).cmp(&(b.due, &b.key)));
        if let Some((due, key)) = &page.after {
            duties.retain(|duty| (duty.due, &duty.key) > (*due, key));
        }
        duties.truncate(usize::try_from(page.limit).unwrap_or(0));
        Ok(duties)
    }

    fn counts(&self, conn: &mut Conn, person: &Person, today: NaiveDate) -> Result<Counts> {
        let week = today + Days::new(7);
        let mut counts = Counts::default();
        for duty in all(conn, person)? {
            match duty.due {
                due if due < today => counts.overdue += 1,
                due if due <= week => counts.week += 1,
                _ => counts.later += 1,
            }
        }
        Ok(counts)
    }
}

fn all(conn: &mut Conn, person: &Person) -> Result<Vec<Obligation>> {
    let mut duties = filling(conn, &ranges(person, &crate::access::FILLS))?;
    duties.extend(verifying(conn, &ranges(person, &[(Role::InstituteMethodist, Level::Region)]))?);
    duties.extend(running(conn, &ranges(person, &crate::access::RUNS))?);
    Ok(duties)
}

fn ranges(person: &Person, who: &[(Role, Level)]) -> Ranges {
    let own = person.scopes.iter().filter(|scope| who.contains(&(scope.role, scope.level)));
    Ranges::under(own.map(|scope| scope.path.as_str()))
}

fn filling(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Obligation>> {
    let rows =
        duties::sheets_due(conn, scope, &[SheetState::Empty, SheetState::Draft, SheetState::Returned])?;
    let duty = |row: SheetDue| {
        let (title, action) = match SheetState::from_code(&row.state) {
            Some(SheetState::Returned) => ("Исправить мониторинговую таблицу", "Исправить"),
            _ => ("Заполнить мониторинговую таблицу", "Заполнить"),
        };
        Obligation {
            key: format!("monitoring:fill:{}:{}", row.id, row.due_on),
            due: row.due_on,
            title: title.to_owned(),
            note: note(&row),
            action: action.to_owned(),
            url: format!("/monitoring/sheets/{}", row.id),
        }
    };
    Ok(rows.into_iter().map(duty).collect())
}

fn verifying(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Obligation>> {
    let rows = duties::sheets_due(conn, scope, &[SheetState::Submitted, SheetState::Objected])?;
    let duty = |row: SheetDue| Obligation {
        key: format!("monitoring:verify:{}:{}", row.id, row.verify_to),
        due: row.verify_to,
        title: format!("Проверить таблицу: {}", row.unit),
        note: note(&row),
        action: "Проверить".to_owned(),
        url: format!("/monitoring/sheets/{}", row.id),
    };
    Ok(rows.into_iter().map(duty).collect())
}

/// «Белогорск · Эффективность … · 2025/26 · приложение 6»
fn note(row: &SheetDue) -> String {
    format!("{} · {} · {} · {}", row.unit, row.title, russian::school_year(&row.period), row.clause)
}

/// Campaigns whose next step is due: collection to open or to close, results to publish.
fn running(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Obligation>> {
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
    Ok(duties::campaigns_due(conn, scope)?.into_iter().map(duty).collect())
}
