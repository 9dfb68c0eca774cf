//! What monitoring requires of a person: sheets to fill, sheets to verify, campaigns to publish.

use access::{Level, Person, Role};
use chrono::{Days, NaiveDate};
use db::{Conn, Ranges, Result};
use diesel::dsl::InnerJoinQuerySource;
use diesel::prelude::*;
use registry::{Counts, Obligation, ObligationOffer, Page};
use web::russian;

use crate::rules::{CampaignState, SheetState};
use crate::schema::{campaigns, sheets};

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

type CampaignRow = (i64, String, String, String, NaiveDate, NaiveDate, NaiveDate);
type SheetRow = (i64, String, String, NaiveDate, NaiveDate, String, String);

/// Sheets of the scope in these states with their campaign, of campaigns under way.
fn sheets_in(conn: &mut Conn, scope: &Ranges, states: &[&str]) -> Result<Vec<SheetRow>> {
    let under_way = [CampaignState::Collecting.code(), CampaignState::Verifying.code()];
    Ok(sheets::table
        .inner_join(campaigns::table)
        .filter(db::within!(InnerJoinQuerySource<sheets::table, campaigns::table>, sheets::unit_path, scope))
        .filter(sheets::state.eq_any(states))
        .filter(campaigns::state.eq_any(under_way))
        .order((sheets::due_on.asc(), sheets::id.asc()))
        .limit(1000)
        .select((
            sheets::id,
            sheets::unit_name,
            sheets::state,
            sheets::due_on,
            campaigns::verify_to,
            campaigns::title,
            campaigns::period,
        ))
        .load(conn)?)
}

fn filling(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Obligation>> {
    if scope.pairs().is_empty() {
        return Ok(Vec::new());
    }
    let states = [SheetState::Empty, SheetState::Draft, SheetState::Returned].map(SheetState::code);
    let rows = sheets_in(conn, scope, &states)?;
    let duty = |(id, unit, state, due, _, title, period): SheetRow| {
        let is_returned = state == SheetState::Returned.code();
        Obligation {
            key: format!("monitoring:fill:{id}:{due}"),
            due,
            title: if is_returned {
                "Исправить мониторинговую таблицу"
            } else {
                "Заполнить мониторинговую таблицу"
            }
            .to_owned(),
            note: format!("{unit} · {title} · {} · приложение 6, раздел 8", russian::school_year(&period)),
            action: if is_returned { "Исправить" } else { "Заполнить" }.to_owned(),
            url: format!("/monitoring/sheets/{id}"),
        }
    };
    Ok(rows.into_iter().map(duty).collect())
}

fn verifying(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Obligation>> {
    if scope.pairs().is_empty() {
        return Ok(Vec::new());
    }
    let states = [SheetState::Submitted, SheetState::Objected].map(SheetState::code);
    let rows = sheets_in(conn, scope, &states)?;
    let duty = |(id, unit, _, _, due, title, period): SheetRow| Obligation {
        key: format!("monitoring:verify:{id}:{due}"),
        due,
        title: format!("Проверить таблицу: {unit}"),
        note: format!("{title} · {} · приложение 6, раздел 8", russian::school_year(&period)),
        action: "Проверить".to_owned(),
        url: format!("/monitoring/sheets/{id}"),
    };
    Ok(rows.into_iter().map(duty).collect())
}

/// Campaigns whose next step is due: collection to open or to close, results to publish.
fn running(conn: &mut Conn, scope: &Ranges) -> Result<Vec<Obligation>> {
    if scope.pairs().is_empty() {
        return Ok(Vec::new());
    }
    let states = [CampaignState::Planned, CampaignState::Collecting, CampaignState::Verifying]
        .map(CampaignState::code);
    let rows: Vec<CampaignRow> = campaigns::table
        .filter(db::within!(campaigns::table, campaigns::unit_path, scope))
        .filter(campaigns::state.eq_any(states))
        .order((campaigns::publish_on.asc(), campaigns::id.asc()))
        .limit(200)
        .select((
            campaigns::id,
            campaigns::title,
            campaigns::period,
            campaigns::state,
            campaigns::collect_from,
            campaigns::collect_to,
            campaigns::publish_on,
        ))
        .load(conn)?;
    let duty = |(id, title, period, state, from, to, publish): CampaignRow| {
        let (due, what, action) = match CampaignState::from_code(&state) {
            Some(CampaignState::Planned) => (from, "Открыть сбор", "Открыть"),
            Some(CampaignState::Collecting) => (to, "Закрыть сбор", "Перейти"),
            _ => (publish, "Опубликовать результаты", "Перейти"),
        };
        Obligation {
            key: format!("monitoring:run:{id}:{due}"),
            due,
            title: what.to_owned(),
            note: format!("{title} · {}", russian::school_year(&period)),
            action: action.to_owned(),
            url: format!("/monitoring/{id}"),
        }
    };
    Ok(rows.into_iter().map(duty).collect())
}
