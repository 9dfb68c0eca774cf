//! The card of a unit: passport, figures, contacts, what stands under it, history; as it is or as it was on a day.

use access::{Granted, Level};
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use web::view::{Figure, HistoryEntry};
use web::{Cx, Page, Read, Reply, Result, russian};

use super::shown::{self, Facts, Told};
use super::{Choices, asked, asked_day, coming, keeps};
use crate::model::{KeptContacts, UnitThen};
use crate::store::{self, Filter, contacts, events, living, versions};
use crate::{KeepContacts, KeepRules, KeepUnits, SeeUnits, Unit, actions, bound_at, rules};

/// So many units under one are listed on its card.
const BELOW: i64 = 300;

#[derive(Template)]
#[template(path = "card.html")]
struct CardPage {
    url: String,
    heading: String,
    level: &'static str,
    is_closed: bool,
    then: String,
    on: String,
    facts: Facts,
    reached: Facts,
    figures: Vec<Figure>,
    below: Vec<(String, String)>,
    below_title: &'static str,
    rules: Choices,
    /// Whether the person puts regulations into force here.
    rules_kept: bool,
    /// What is ordered for days to come.
    coming: Vec<coming::Line>,
    csrf: String,
    history: Vec<HistoryEntry>,
    /// Who goes on after a merger: name and address; empty: nobody.
    heir: (String, String),
    /// Label and address of what may be done here.
    steps: Choices,
    /// Label and address of what there is of the unit in other areas.
    ways: Choices,
    contacts_url: String,
    add_url: String,
    /// The card of methodical work of the municipality; empty: it stands in none.
    methodics_url: String,
    /// What the regulation says there is beside what is counted; empty: it says nothing.
    census_url: String,
}

impl CardPage {
    fn joined(&self) -> String {
        format!("Дела продолжает {}", crate::rules::quoted(&self.heir.0))
    }

    fn mark(&self) -> &'static str {
        if self.is_closed { "закрыта" } else { "" }
    }

    fn write(&self) -> &'static str {
        if self.contacts_url.is_empty() { "" } else { "Изменить" }
    }
}

/// `GET /units/{unit}`
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> {
    let unit = asked(cx, &may)?;
    let day = asked_day(cx, &unit.path)?;
    let then = match day {
        Some(day) => versions::of_unit(cx.conn(), unit.id, day)?.map(|then| (day, then)),
        None => None,
    };
    let mut page = told(cx, &may, &unit, then.as_ref())?;
    if let (Some(day), None) = (day, &then) {
        page.then =
            format!("{} этой записи в\u{a0}реестре не\u{a0}было; показано, как сейчас", russian::date(day));
    }
    let may_write = cx.house().policy.check::<KeepContacts>(cx.person());
    if unit.is_active() && may_write.is_ok_and(|may| may.within(&unit.path).is_ok()) {
        page.contacts_url = format!("{}/contacts", unit.url());
    }
    if then.is_none() && unit.is_active() && unit.level() != Level::Installation {
        page.ways = ways(cx, &unit);
        let people =
            page.ways.iter().find(|(_, url)| url.starts_with("/people?")).map(|(_, url)| url.clone());
        let teachers = page.figures.iter_mut().filter(|figure| figure.label.starts_with("Педагогов"));
        teachers.for_each(|figure| figure.url = people.clone().unwrap_or_default());
    }
    if then.is_none() {
        if super::census::is_there(cx, &unit)? {
            page.census_url = format!("{}/census", unit.url());
        }
        page.steps = steps(cx, &unit, !page.heir.0.is_empty())?;
        if keeps(cx, &unit) && actions::is_divided(cx.conn(), &unit)? {
            let step = ("Отменить выделение".to_owned(), format!("{}/division/reversal", unit.url()));
            page.steps.push(step);
        }
        let may_keep = cx.house().policy.check::<KeepUnits>(cx.person());
        let adds = unit.is_active() && unit.level() != Level::Organisation;
        if adds && may_keep.is_ok_and(|may| may.within(&unit.path).is_ok()) {
            page.add_url = web::address("/units/new", &[("parent", &unit.id.to_string())]);
        }
    }
    Page::titled(page.heading.clone()).at(&unit.path).under("/units").show(&page)
}

/// Lists of the unit in other areas, those the person reaches.
fn ways(cx: &Cx<Read>, unit: &Unit) -> Choices {
    const LISTS: [(&str, &str, &str); 5] = [
        ("/people", "/people", "Педагоги"),
        ("/structures", "/structures", "Методические структуры"),
        ("/documents", "/documents", "Документы"),
        ("/mentoring", "/mentoring/pairs", "Наставнические пары"),
        ("/duties", "/duties", "Сроки и\u{a0}обязанности"),
    ];
    let house = cx.house();
    let Some(person) = cx.person() else { return Vec::new() };
    let way = |(line, url, title): (&str, &str, &str)| {
        let line = house.registry.menu.iter().find(|one| one.url == line)?;
        let is_reached = house.policy.reaches(line.permission, person, &unit.path);
        is_reached.then(|| (title.to_owned(), web::address(url, &[("unit", &unit.id.to_string())])))
    };
    LISTS.into_iter().filter_map(way).collect()
}

fn told(
    cx: &mut Cx<Read>,
    may: &Granted<SeeUnits>,
    unit: &Unit,
    then: Option<&(NaiveDate, UnitThen)>,
) -> Result<CardPage> {
    let house = cx.house_handle();
    let named = actions::named(cx, &unit.path, unit.level())?;
    let said = then.map_or_else(|| Told::from(unit), |(_, then)| Told::from(then));
    let on = then.map(|(day, _)| day.to_string()).unwrap_or_default();
    let (below, counts) = match then {
        Some((day, then)) => below_then(cx, may, then, *day)?,
        None => below_now(cx, unit)?,
    };
    let counted = if then.is_none() { shown::counted(cx, unit)? } else { 0 };
    let rules = bound_at(cx, &unit.path)?
        .iter()
        .filter_map(|binding| {
            let title = house.packs.pack(&binding.pack)?.manifest.title.clone();
            Some((title, format!("/packs/{}", binding.pack)))
        })
        .collect();
    Ok(CardPage {
        url: unit.url(),
        heading: then.map_or_else(|| unit.name.clone(), |(_, then)| then.name.clone()),
        level: unit.level().title(),
        is_closed: then.is_none() && !unit.is_active(),
        then: then.map(|(day, _)| as_it_was(*day, unit)).unwrap_or_default(),
        facts: shown::passport(&said, &named.forms, &named.kinds),
        figures: shown::figures(&said, &counts, counted, &on),
        reached: contacts_of(&contacts::of_unit(cx.conn(), unit.id)?),
        on,
        below,
        below_title: below_title(unit.level()),
        rules,
        rules_kept: keeps_rules(cx, unit),
        coming: coming::of(cx, unit)?,
        csrf: cx.csrf().to_owned(),
        history: shown::history(cx, unit)?,
        heir: if then.is_none() { heir(cx, unit)? } else { Default::default() },
        steps: Vec::new(),
        ways: Vec::new(),
        contacts_url: String::new(),
        add_url: String::new(),
        methodics_url: if unit.is_active() { super::methodics::url_of(unit) } else { String::new() },
        census_url: String::new(),
    })
}

/// «Как было 01.06.2026»; of a unit that has ended since, that as well.
fn as_it_was(day: NaiveDate, unit: &Unit) -> String {
    let since = if unit.is_active() { "" } else { "; с\u{a0}тех пор закрыта" };
    format!("Как было {}{since}", russian::date(day))
}

/// The unit this one was joined to, as it is called now; its page answers only those who reach it.
fn heir(cx: &mut Cx<Read>, unit: &Unit) -> Result<(String, String)> {
    if unit.is_active() {
        return Ok(Default::default());
    }
    let heir = match events::joined_to(cx.conn(), unit.id)? {
        Some(id) => living::reread(cx.conn(), id)?,
        None => None,
    };
    Ok(heir.map(|heir| (heir.short_name.clone(), heir.url())).unwrap_or_default())
}

fn below_title(level: Level) -> &'static str {
    match level {
        Level::Installation => "Регионы",
        Level::Region => "Муниципалитеты и\u{a0}организации региона",
        _ => "Организации",
    }
}

fn keeps_rules(cx: &Cx<Read>, unit: &Unit) -> bool {
    let may = cx.house().policy.check::<KeepRules>(cx.person());
    unit.is_active() && may.is_ok_and(|may| may.within(&unit.path).is_ok())
}

type Below = (Vec<(String, String)>, Vec<(String, i64)>);

fn below_now(cx: &mut Cx<Read>, unit: &Unit) -> Result<Below> {
    let children = living::children(cx.conn(), unit.id, true)?;
    let counts = store::counts_under(cx.conn(), &unit.path)?;
    Ok((children.into_iter().map(|child| (child.url(), child.short_name)).collect(), counts))
}

fn below_then(cx: &mut Cx<Read>, may: &Granted<SeeUnits>, then: &UnitThen, day: NaiveDate) -> Result<Below> {
    let scope = Ranges::under([then.path.as_str()]);
    let all = versions::list(cx.conn(), &scope, &Filter::default(), day, 5_000)?;
    let mut counts: Vec<(String, i64)> = Vec::new();
    for one in all.iter().filter(|one| one.unit_id != then.unit_id) {
        match counts.iter_mut().find(|(level, _)| *level == one.level) {
            Some((_, count)) => *count += 1,
            None => counts.push((one.level.clone(), 1)),
        }
    }
    let limit = usize::try_from(BELOW).unwrap_or(0);
    let right_under: Vec<UnitThen> =
        all.into_iter().filter(|one| one.parent_id == Some(then.unit_id)).take(limit).collect();
    let reached = super::reached(cx, may, &right_under)?;
    let link = |one: UnitThen| {
        let is_reached = reached.contains(&one.unit_id);
        (if is_reached { format!("/units/{}?on={day}", one.unit_id) } else { String::new() }, one.short_name)
    };
    Ok((right_under.into_iter().map(link).collect(), counts))
}

fn contacts_of(kept: &KeptContacts) -> Facts {
    let contacts = &kept.contacts;
    let plain = |label: &str, value: &str| (label.to_owned(), value.to_owned(), String::new());
    let mut facts = vec![plain("Адрес", &contacts.address), plain("Телефон", &contacts.phone)];
    let mail = if contacts.email.is_empty() { String::new() } else { format!("mailto:{}", contacts.email) };
    facts.push(("Почта".to_owned(), contacts.email.clone(), mail));
    facts.push(("Сайт".to_owned(), contacts.site.clone(), contacts.site.clone()));
    facts.push(plain("Реквизиты", &contacts.codes));
    let head: Vec<&str> =
        contacts.letterhead.iter().filter_map(|lines| lines.last()).map(String::as_str).collect();
    facts.push(plain("На\u{a0}бланке", &head.join(" · ")));
    facts.retain(|(_, value, _)| !value.is_empty());
    facts
}

fn steps(cx: &mut Cx<Read>, unit: &Unit, is_joined: bool) -> Result<Choices> {
    let to = |label: &str, part: &str| (label.to_owned(), format!("{}/{part}", unit.url()));
    let is_above = keeps(cx, unit);
    let may = cx.house().policy.check::<KeepUnits>(cx.person());
    let is_kept = may.as_ref().is_ok_and(|may| may.within(&unit.path).is_ok());
    if !unit.is_active() {
        // What was joined to another has nothing of its own any more: it is not opened again.
        return Ok(match (is_above, is_joined) {
            (false, _) => Vec::new(),
            (true, true) => vec![to("Отменить присоединение", "merger/reversal")],
            (true, false) if actions::closing_of(cx, unit).is_ok() => {
                vec![to("Отменить закрытие", "closing/reversal"), to("Открыть снова", "opening")]
            }
            (true, false) => vec![to("Открыть снова", "opening")],
        });
    }
    let mut steps = Vec::new();
    if is_kept {
        steps.push(to("Изменить паспорт", "passport"));
    }
    if is_above {
        steps.push(to("Переименовать", "name"));
    }
    if is_above && unit.level() != Level::Region {
        // Where there is nowhere to go, nothing is offered.
        if let Ok(may) = &may
            && !super::events::elsewhere(cx, may, unit)?.is_empty()
        {
            steps.push(to("Передать в\u{a0}другую территорию", "place"));
        }
        let new = rules::another(unit.level(), ("новую", "новый"));
        steps.push(to(&format!("Выделить {new}"), "division"));
        let other = if unit.level() == Level::Organisation { "другой" } else { "другому" };
        steps.push(to(&format!("Присоединить к\u{a0}{other} {}", rules::dative(unit.level())), "merger"));
        steps.push(to("Закрыть", "closing"));
    }
    Ok(steps)
}
