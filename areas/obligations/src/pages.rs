//! Home: duties by date with the action on the row, and the figures of the person's place.

pub(crate) mod settings;
pub(crate) mod standing;
pub(crate) mod stop;

use access::{Granted, SignedIn};
use askama::Template;
use chrono::{Days, NaiveDate};
use registry::{HomeFigure, Page as Slice, PersonalDuty};
use web::view::{Duty, DutyGroup};
use web::{Cx, Error, Page, Read, Reply, Result, russian};

/// Rows of one page of duties.
const LIMIT: i64 = 50;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    subtitle: String,
    place: String,
    groups: Vec<DutyGroup>,
    figures: Vec<HomeFigure>,
    next: String,
}

/// `GET /`: «Мои дела».
pub(crate) fn home(cx: &mut Cx<Read>, _may: Granted<SignedIn>) -> Result<Reply> {
    let person = cx.person().cloned().ok_or(Error::NotFound)?;
    let (house, today) = (cx.house_handle(), cx.today()?);
    let after = cx
        .request()
        .asked("after")
        .split_once('~')
        .and_then(|(due, key)| Some((due.parse().ok()?, key.to_owned())));
    let slice = Slice { after, limit: LIMIT + 1 };
    let mut duties = house.registry.duties(cx.conn(), &person, today, &slice)?;
    let mut figures = Vec::new();
    for offer in &house.registry.figures {
        figures.extend(offer.figures(cx.conn(), &person, today)?);
    }
    let more = duties.len() > 50;
    duties.truncate(50);
    let next = duties
        .last()
        .filter(|_| more)
        .map(|last| web::address("/", &[("after", &format!("{}~{}", last.duty.due, last.duty.key))]));
    let page = HomePage {
        subtitle: subtitle(&person, today),
        place: place(cx, &person)?,
        groups: groups(duties, today),
        figures,
        next: next.unwrap_or_default(),
    };
    Page::titled("Мои дела").show(&page)
}

fn subtitle(person: &access::Person, today: NaiveDate) -> String {
    let mut roles: Vec<&str> = person.scopes.iter().map(|scope| scope.role.title()).collect();
    roles.dedup();
    roles.truncate(3);
    let stead = person.standing.iter().map(|one| {
        let (role, whom) = (one.scope.role.title(), russian::in_stead_of(&one.absent_name));
        format!(" · {role} {whom} по\u{a0}{}", russian::date(one.until))
    });
    format!("{}{} · {}", roles.join(", "), stead.collect::<String>(), russian::date_long(today))
}

fn place(cx: &mut Cx<Read>, person: &access::Person) -> Result<String> {
    let Some(scope) = person.main_scope() else {
        return Ok(String::new());
    };
    let way = cx.way_to(&scope.path)?;
    Ok(way.places.last().map(|place| place.name.clone()).unwrap_or_default())
}

/// Overdue, this week, later; the first row of all is the primary action.
fn groups(duties: Vec<PersonalDuty>, today: NaiveDate) -> Vec<DutyGroup> {
    let week = today + Days::new(7);
    let mut groups = [("Просрочено", "bad"), ("На этой неделе", "warn"), ("Позже", "muted")]
        .map(|(title, tone)| (tone, DutyGroup { title: title.to_owned(), items: Vec::new() }));
    for (index, PersonalDuty { duty, stead, .. }) in duties.into_iter().enumerate() {
        let at = if duty.due < today {
            0
        } else if duty.due <= week {
            1
        } else {
            2
        };
        let (tone, group) = &mut groups[at];
        group.items.push(Duty {
            date: russian::date(duty.due),
            tone,
            title: duty.title,
            about: stead
                .map(|one| format!(" · {}", russian::in_stead_of(&one.absent_name)))
                .unwrap_or_default(),
            note: duty.note,
            action: duty.action,
            url: duty.url,
            primary: index == 0,
        });
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| !group.items.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_of_today_is_this_weeks_and_of_yesterday_is_overdue() {
        let today = NaiveDate::from_ymd_opt(2026, 6, 18).unwrap();
        let duty = |days: i64| registry::Obligation {
            key: days.to_string(),
            due: today + chrono::Duration::days(days),
            title: String::new(),
            note: String::new(),
            action: String::new(),
            url: String::new(),
        };
        let drawn = groups(
            [-1, 0, 7, 8].map(|days| PersonalDuty { duty: duty(days), area: "", stead: None }).into(),
            today,
        );
        let counts: Vec<_> = drawn.iter().map(|group| (group.title.as_str(), group.items.len())).collect();
        assert_eq!(counts, [("Просрочено", 1), ("На этой неделе", 2), ("Позже", 1)]);
        assert!(drawn[0].items[0].primary && !drawn[1].items[0].primary);
    }
}
