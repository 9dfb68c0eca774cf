//! The card of a person: work, service, category, courses, what else is told, history. The own card shows the same.

use std::collections::BTreeMap;

use access::{Granted, SignedIn};
use askama::Template;
use chrono::NaiveDate;
use db::{Moment, Ranges};
use packs::Effective;
use units::Unit;
use web::view::HistoryEntry;
use web::{Authors, Cx, Page, Read, Reply, Result, russian};

use super::words;
use crate::obligations::pedagogical;
use crate::rules::marks::Mark;
use crate::rules::{between, seniority};
use crate::store::{self, employments, merges, records};
use crate::{Category, Employment, Person, Record, RecordKind, SeePeople};

const HISTORY: i64 = 50;

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    url: String,
    portfolio_url: String,
    consents_url: String,
    name: String,
    subtitle: String,
    state: &'static str,
    is_own: bool,
    facts: Vec<(String, String, String)>,
    marks: Vec<(&'static str, String)>,
    works: Vec<Work>,
    categories: Vec<Held>,
    /// What supports the person: kind, what, since, where.
    support: Vec<(&'static str, String, String, String)>,
    /// What may be begun for the person: the words of a button, where.
    ways: Vec<(&'static str, String)>,
    shelves: Vec<Shelf>,
    past: Vec<HistoryEntry>,
    /// Merges into this card that may be undone, the last first: (sentence, where).
    merged: Vec<(String, String)>,
    may_change: bool,
    token: String,
}

struct Work {
    title: String,
    place: String,
    place_url: String,
    about: String,
    is_over: bool,
    /// Its last day is told: the dismissal may be taken back.
    has_end: bool,
    /// Where it is changed; empty when the person may not.
    url: String,
}

struct Held {
    title: String,
    about: String,
    tone: &'static str,
    state: &'static str,
    removal: String,
}

struct Shelf {
    title: &'static str,
    lines: Vec<Line>,
}

struct Line {
    title: String,
    about: String,
    url: String,
}

/// `GET /people/{person}`
pub(super) fn card(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let id = cx.request().arg("person")?;
    if let Some(kept) = store::merged_into(cx.conn(), id)? {
        return Ok(Reply::to(format!("/people/{kept}")));
    }
    let person = super::asked(cx, &may)?;
    let ranges = may.ranges().clone();
    shown(cx, person, &ranges, false)
}

/// `GET /people/own`: the card of the person who looks; a sentence where nobody tied one.
pub(super) fn own(cx: &mut Cx<Read>, _: Granted<SignedIn>) -> Result<Reply> {
    let account = cx.person().map(|person| person.account.0);
    let person = account.map(|id| store::of_account(cx.conn(), id)).transpose()?.flatten();
    match person {
        Some(person) => {
            let ranges = Ranges::under([person.unit_path.as_str()]);
            shown(cx, person, &ranges, true)
        }
        None => Page::titled("Моя карточка").show(&NobodyPage),
    }
}

#[derive(Template)]
#[template(path = "nobody.html")]
struct NobodyPage;

fn shown(cx: &mut Cx<Read>, person: Person, scope: &Ranges, is_own: bool) -> Result<Reply> {
    let (rules, today) = (words::rules_at(cx, &person.unit_path)?, cx.today_at(&person.unit_path)?);
    let works = employments::of(cx.conn(), person.id)?;
    let categories =
        records::categories_of(cx.conn(), &[person.id.0])?.remove(&person.id.0).unwrap_or_default();
    let told = records::of(cx.conn(), person.id)?;
    let mut known = words::known(&person, (&works, &categories), &told, &rules, today);
    known.high_category = words::high_category(&categories, &rules, today);
    known.helps = match super::list::helpers(cx, &[person.id.0], today)?.remove(&person.id.0) {
        Some(helps) => Some(helps),
        None => words::expert_work(&told, &rules, today),
    };
    let marks = words::marks_of(&known, &rules, today);
    let course = words::course(&known, &rules, today);
    let may_change = works.iter().any(|one| one.shows && super::keeps(cx, &one.unit_path));
    let current: Vec<String> = works.iter().filter(|one| one.goes_on(today)).map(words::taught).collect();
    let places: Vec<&str> =
        works.iter().filter(|one| one.goes_on(today)).map(|one| one.unit_path.as_str()).collect();
    let ways = if is_own { Vec::new() } else { ways(cx, &person, &places) };
    let accompanied = support(cx, &person, today)?;
    let bodies = accompanied.iter().filter(|one| one.kind == registry::SupportKind::Body).count();
    let posts = pedagogical(&rules);
    let taught = works.iter().filter(|one| posts.contains(&one.post.as_str())).map(|one| one.started_on);
    let mut facts = facts(&person, &told, (course, taught.min()), &rules, today);
    facts.extend(
        between::said(&told, bodies, today).map(|line| ("Между курсами".to_owned(), line, String::new())),
    );
    let is_keeper = cx.house().policy.check::<SeePeople>(cx.person()).is_ok();
    let page = CardPage {
        portfolio_url: if is_own { "/portfolio".to_owned() } else { format!("{}/portfolio", person.url()) },
        consents_url: if is_own { "/consents/own".to_owned() } else { format!("{}/consents", person.url()) },
        url: person.url(),
        name: person.name().full(),
        subtitle: current.join("; "),
        state: if person.is_active() { "" } else { "не работает" },
        is_own,
        facts,
        marks: said(marks),
        works: work_lines(cx, &person, works, (scope, is_own), today)?,
        support: accompanied.into_iter().map(|one| support_line(one, scope, is_keeper)).collect(),
        ways,
        categories: categories.iter().map(|one| granted(one, &person, &rules, today)).collect(),
        shelves: shelves(&person, told, (&rules, may_change)),
        past: past(cx, &person, scope)?,
        merged: if may_change { merged(cx, &person)? } else { Vec::new() },
        may_change,
        token: cx.csrf().to_owned(),
    };
    let title = person.name().short();
    Page::titled(title).at(&person.unit_path).under("/people").show(&page)
}

/// What other areas let be begun for somebody who works now, at each place of their work.
fn ways(cx: &Cx<Read>, person: &Person, places: &[&str]) -> Vec<(&'static str, String)> {
    let Some(account) = cx.person() else { return Vec::new() };
    let house = cx.house();
    let mut found = Vec::new();
    for offer in &house.registry.support {
        for path in places {
            let of_place = offer.ways(&house.policy, account, person.id.0, path);
            found.extend(of_place.into_iter().filter(|way| !found.contains(way)).collect::<Vec<_>>());
        }
    }
    found
}

/// Which structures and what else accompany the person (Ижморский округ, п. 2.1).
fn support(cx: &mut Cx<Read>, person: &Person, today: NaiveDate) -> Result<Vec<registry::Support>> {
    let (house, mut found) = (cx.house_handle(), Vec::new());
    for offer in &house.registry.support {
        found.extend(offer.told(cx.conn(), &[person.id.0], today)?);
    }
    found.sort_by_key(|one| (one.kind, std::cmp::Reverse(one.since)));
    Ok(found)
}

/// Kind, what, since, where.
fn support_line(
    one: registry::Support,
    scope: &Ranges,
    is_keeper: bool,
) -> (&'static str, String, String, String) {
    // Bodies of the places above are open to everybody below; a team is open to who sees people.
    let is_above = scope.pairs().iter().any(|(from, _)| from.starts_with(&one.unit_path));
    let is_open = match one.kind {
        registry::SupportKind::Team => is_keeper && scope.holds(&one.unit_path),
        _ => scope.holds(&one.unit_path) || is_above,
    };
    let prefix = if one.lasts() { "с " } else { "" };
    let since = one.since.map(|day| format!("{prefix}{}", russian::date(day))).unwrap_or_default();
    (one.kind.title(), one.what, since, if is_open { one.url } else { String::new() })
}

fn said(marks: Vec<Mark>) -> Vec<(&'static str, String)> {
    marks.into_iter().map(|mark| (mark.kind.title(), mark.why)).collect()
}

fn facts(
    person: &Person,
    told: &[Record],
    (course, taught): (Option<(NaiveDate, &'static str)>, Option<NaiveDate>),
    rules: &Effective,
    today: NaiveDate,
) -> Vec<(String, String, String)> {
    let breaks = words::breaks(told);
    let service = |since: Option<NaiveDate>| {
        let years = i64::from(seniority::years(since?, &breaks, today));
        let from = russian::date(since?);
        Some(format!("{} (с {from})", russian::counted(years, "год", "года", "лет")))
    };
    // A service that begins behind the work itself was told by a slip, and every count misses it. A list tells whole years: one
    // year may be their rest.
    let full = |since: NaiveDate| seniority::years(since, &breaks, today);
    let pedagogical = service(person.pedagogical_since).map(|said| {
        let is_less =
            |first: &NaiveDate| person.pedagogical_since.is_some_and(|since| full(since) + 1 < full(*first));
        let earlier = taught.filter(is_less);
        let doubt = |first| format!("; а\u{a0}педагогом работает с\u{a0}{}: проверьте", russian::date(first));
        format!("{said}{}", earlier.map(doubt).unwrap_or_default())
    });
    // Without it nobody knows who came without service.
    let pedagogical = pedagogical
        .or_else(|| taught.map(|_| "не\u{a0}указан: нет дня, с\u{a0}которого он считается".to_owned()));
    let birth = person.birth_date.map(|day| {
        let age = i64::from(seniority::whole_years(day, today));
        format!("{}, {}", russian::date_long(day), russian::counted(age, "год", "года", "лет"))
    });
    let due = course.map(|(day, _)| {
        let clause = rules.people_terms.as_ref().map_or("", |terms| terms.rule.courses_clause.as_str());
        format!("до {} ({clause})", russian::date(day))
    });
    let is_first = !told.iter().any(|one| one.kind().is_course() && !one.is_going());
    let due = due.map(|due| {
        let why = "; курсов в\u{a0}карточке нет, срок считается от\u{a0}первого дня работы: внесите, если их проходили";
        if is_first { format!("{due}{why}") } else { due }
    });
    let going = told.iter().filter(|one| one.is_going() && one.kind().is_course());
    let going = going.map(|one| format!("«{}», {}", one.title, words::course_going(one))).collect::<Vec<_>>();
    let due = due.map(|due| {
        if going.is_empty() {
            return due;
        }
        format!("{due}; учится сейчас, срок закроет удостоверение: {}", going.join("; "))
    });
    let away = words::away(told, today);
    let due = due.map(|due| match away.as_str() {
        "" => due,
        away => format!("{due}; {away}: на\u{a0}курсы сейчас не\u{a0}направляют, срок остаётся"),
    });
    let all = [
        ("Прежняя фамилия", Some(person.former_name.clone())),
        ("Дата рождения", birth),
        ("Педагогический стаж", pedagogical),
        ("Общий стаж", service(person.general_since)),
        ("Следующие курсы", due),
        ("Почта", Some(person.email.clone())),
        ("Телефон", Some(person.phone.clone())),
    ];
    let said = all.into_iter().filter_map(|(label, value)| Some((label.to_owned(), value?, String::new())));
    said.filter(|(_, value, _)| !value.is_empty()).collect()
}

fn work_lines(
    cx: &mut Cx<Read>,
    person: &Person,
    works: Vec<Employment>,
    (scope, is_own): (&Ranges, bool),
    today: NaiveDate,
) -> Result<Vec<Work>> {
    let mut ids: Vec<i64> = works.iter().map(|one| one.unit_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let places: BTreeMap<i64, Unit> =
        units::store::all_of(cx.conn(), &ids)?.into_iter().map(|unit| (unit.id.0, unit)).collect();
    let rules = words::rules_at(cx, &person.unit_path)?;
    let subjects = employments::subjects_of(cx.conn(), &[person.id.0])?;
    let line = |one: Employment| {
        let place = places.get(&one.unit_id.0);
        let taught = subjects.get(&one.id.0).map(Vec::as_slice).unwrap_or_default();
        let keeps = super::keeps(cx, &one.unit_path);
        Work {
            title: words::taught(&one),
            place: place.map(|unit| unit.name.clone()).unwrap_or_default(),
            place_url: place.filter(|unit| scope.holds(&unit.path)).map(Unit::url).unwrap_or_default(),
            about: about(&one, taught, &rules, is_own || scope.holds(&one.unit_path)),
            is_over: one.ended_on.is_some_and(|last| last < today),
            has_end: one.ended_on.is_some(),
            url: if keeps { format!("{}/employments/{}", person.url(), one.id) } else { String::new() },
        }
    };
    Ok(works.into_iter().map(line).collect())
}

/// «математика, физика · с 01.09.2019 · приказ № 15»; the orders and reasons of another organisation are its own.
fn about(one: &Employment, taught: &[String], rules: &Effective, is_ours: bool) -> String {
    let term = match one.ended_on {
        Some(last) => format!("{} – {}", russian::date(one.started_on), russian::date(last)),
        None => format!("с {}", russian::date(one.started_on)),
    };
    let second = if one.is_main { "" } else { "по совместительству" };
    let [ground, reason] =
        [&one.ground, &one.end_reason].map(|text| if is_ours { text.clone() } else { String::new() });
    let parts = [words::subjects(taught, rules), term, second.to_owned(), ground, reason];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn granted(one: &Category, person: &Person, rules: &Effective, today: NaiveDate) -> Held {
    let post = rules.post(&one.post).map(|post| post.rule.title.clone()).unwrap_or_default();
    let term =
        one.valid_to.map_or_else(|| "без срока".to_owned(), |last| format!("по {}", russian::date(last)));
    let parts = [post, format!("с {}, {term}", russian::date(one.granted_on)), one.document.clone()];
    let soon = today.checked_add_months(chrono::Months::new(6)).unwrap_or(today);
    let (state, tone) = match one.valid_to {
        Some(last) if last < today => ("срок вышел", "muted"),
        Some(last) if last <= soon => ("срок подходит", "warn"),
        _ => ("действует", "ok"),
    };
    Held {
        title: words::title(one, rules).to_owned(),
        about: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        tone,
        state,
        removal: format!("{}/categories/{}/removal", person.url(), one.id),
    }
}

fn shelves(person: &Person, told: Vec<Record>, (rules, may_change): (&Effective, bool)) -> Vec<Shelf> {
    let mut by_kind: BTreeMap<RecordKind, Vec<Line>> = BTreeMap::new();
    for one in told {
        let is_help = one.kind() == RecordKind::Help;
        let from = one.began_on.map(|day| format!("{} – ", russian::date(day)));
        let from = if is_help { "с\u{a0}".to_owned() } else { from.unwrap_or_default() };
        let hours = words::hours(&one);
        let days = match one.progress {
            Some(passed) => {
                let since = one.began_on.map(|day| format!("с\u{a0}{}, ", russian::date(day)));
                format!("{}{}", since.unwrap_or_default(), words::going(passed, one.happened_on))
            }
            None => format!("{from}{}", russian::date(one.happened_on)),
        };
        let parts = [
            one.place.clone(),
            one.platform.clone().unwrap_or_default(),
            days,
            hours,
            words::form(&one, rules),
            words::level(&one),
            one.document.clone(),
        ];
        let line = Line {
            title: if one.title.is_empty() { one.kind().title().to_owned() } else { one.title.clone() },
            about: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
            url: if may_change { format!("{}/records/{}", person.url(), one.id) } else { String::new() },
        };
        by_kind.entry(one.kind()).or_default().push(line);
    }
    by_kind.into_iter().map(|(kind, lines)| Shelf { title: kind.title(), lines }).collect()
}

/// The last merge into the card: earlier ones are undone after it.
fn merged(cx: &mut Cx<Read>, person: &Person) -> Result<Vec<(String, String)>> {
    let zone = cx.zone_at(&person.unit_path)?;
    let last = merges::into(cx.conn(), person.id)?.into_iter().take(1);
    let said = last.map(|one| {
        let when = russian::moment(one.at, zone);
        let url = format!("{}/merges/{}/undoing", person.url(), one.id);
        (format!("Карточка собрана из двух: {when}."), url)
    });
    Ok(said.collect())
}

/// Who did what with the card, newest first.
fn past(cx: &mut Cx<Read>, person: &Person, scope: &Ranges) -> Result<Vec<HistoryEntry>> {
    // Who looked is no history of the card: that stands among the readings.
    let area = Some("people".to_owned());
    let filter = audit::store::Filter { object: Some(person.id.0), area, ..Default::default() };
    let lines = audit::store::search(cx.conn(), scope, &filter, HISTORY)?;
    let zone = cx.zone_at(&person.unit_path)?;
    let told: Vec<_> = lines.iter().map(|line| (Moment(line.at), line.account_id)).collect();
    let authors = Authors::of(cx, person.id.0, told)?;
    let entry = |line: audit::store::Line| HistoryEntry {
        when: russian::moment(Moment(line.at), zone),
        who: authors.who(Moment(line.at), line.account_id),
        text: line.text,
    };
    Ok(lines.into_iter().map(entry).collect())
}
