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
    /// Why nothing is here, of a person without a role; empty: there is one.
    roleless: String,
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
        roleless: roleless(cx, &person, today)?,
    };
    Page::titled("Мои дела").show(&page)
}

/// Of a person without a role of the own or in another's stead: which one ended, when, and who gives roles there.
fn roleless(cx: &mut Cx<Read>, person: &access::Person, today: NaiveDate) -> Result<String> {
    if !person.scopes.is_empty() || !person.standing.is_empty() {
        return Ok(String::new());
    }
    let grants = access::store::grants(cx.conn(), person.account)?;
    let next = grants.iter().filter(|one| one.from > today).min_by_key(|one| one.from);
    let last = grants.iter().filter(|one| one.from <= today).max_by_key(|one| one.to);
    let Some(of) = next.or(last) else {
        return Ok(
            "Роли вам ещё не\u{a0}дали. Обратитесь к\u{a0}тому, кто ведёт учётные записи вашей организации."
                .to_owned(),
        );
    };
    let role = of.scope.role.title();
    let mut said = match (next, of.to) {
        (Some(next), _) => format!("Ваша роль «{role}» начнётся {}.", russian::date(next.from)),
        (None, Some(to)) => format!("Ваша роль «{role}» закончилась {}.", russian::date(to)),
        (None, None) => format!("Вашей роли «{role}» больше нет."),
    };
    let givers = access::store::givers_at(cx.conn(), &of.scope.path, today)?;
    let few: Vec<String> = givers.into_iter().take(3).collect();
    if few.is_empty() {
        said.push_str(" Обратитесь к\u{a0}тому, кто ведёт учётные записи вашей организации.");
    } else {
        said = format!("{said} Если она нужна, обратитесь к\u{a0}тому, кто даёт роли: {}.", few.join(", "));
    }
    Ok(said)
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
