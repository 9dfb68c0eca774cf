//! The list of units: as they are, or as they were on a day.

use access::{Granted, Level};
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use web::{Cx, Error, Page, Read, Reply, Request, Result, russian};

use super::{Choices, asked_day, form_of, forms, level_of};
use crate::rules::SizeClass;
use crate::store::{self, Filter, versions};
use crate::{KeepUnits, SeeUnits, Unit, UnitId};

const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    rows: Vec<Row>,
    typed: Typed,
    levels: Choices,
    groups: Choices,
    sizes: Choices,
    forms: Choices,
    states: Choices,
    shown: String,
    next: String,
    /// The territory whose organisations are asked for: name and address; empty: all within reach.
    within: (String, String),
    kinds: Choices,
    then: String,
    may_add: bool,
}

impl ListPage {
    fn past(&self) -> String {
        format!("Как было {}", self.then)
    }
}

/// What the filter was asked for, as it stands in its fields.
#[derive(Default)]
struct Typed {
    level: String,
    name: String,
    group: String,
    size: String,
    form: String,
    kind: String,
    within: String,
    state: String,
    on: String,
    is_small: bool,
    is_remote: bool,
    is_hard_to_reach: bool,
}

struct Row {
    url: String,
    name: String,
    level: &'static str,
    form: String,
    marks: String,
    pupils: Option<i64>,
    teachers: Option<i64>,
    after: String,
}

/// `GET /units`: the list inside the scope.
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeUnits>) -> Result<Reply> {
    let request = cx.request_handle();
    let (scope, place) = within(cx, &may)?;
    let home = place.as_ref().map_or_else(
        || may.scopes().first().map_or("/", |scope| scope.path.as_str()).to_owned(),
        |place| place.path.clone(),
    );
    let day = asked_day(cx, &home)?;
    let (typed, filter) = filter(&request, day);
    let (forms, kinds) = (forms(cx, &home)?, kinds(cx, &home, &typed.kind)?);
    let mut rows: Vec<Row> = if let Some(day) = day {
        let found = versions::list(cx.conn(), &scope, &filter, day, 51)?;
        let reached = super::reached(cx, &may, &found)?;
        found.into_iter().map(|then| row_then(then, &forms, (day, &reached))).collect()
    } else {
        let found = store::lines(cx.conn(), &scope, &filter, 51)?;
        found.into_iter().map(|line| row(line, &forms)).collect()
    };
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let counted = i64::try_from(rows.len()).unwrap_or(0);
    let next = rows.last().filter(|_| more).map(|last| address(&typed, &last.after)).unwrap_or_default();
    let page = ListPage {
        shown: russian::counted(counted, "строка", "строки", "строк"),
        levels: Level::ALL[1..].iter().map(|l| (l.code().to_owned(), l.title().to_owned())).collect(),
        groups: pairs(&[("city", "город"), ("district", "район")]),
        sizes: SizeClass::ALL.iter().map(|c| (c.code().to_owned(), c.title().to_owned())).collect(),
        states: pairs(&[("", "действующие"), ("closed", "закрытые")]),
        then: day.map(russian::date).unwrap_or_default(),
        may_add: cx.house().policy.check::<KeepUnits>(cx.person()).is_ok(),
        within: place.map(|place| (place.short_name.clone(), place.url())).unwrap_or_default(),
        rows,
        typed,
        forms,
        kinds,
        next,
    };
    Page::titled("Территории и организации").show(&page)
}

/// The territory the address asks for, inside the scope; none: everything within reach.
fn within(cx: &mut Cx<Read>, may: &Granted<SeeUnits>) -> Result<(Ranges, Option<Unit>)> {
    let asked = cx.request().asked("within").to_owned();
    if asked.is_empty() {
        return Ok((may.ranges().clone(), None));
    }
    let id: UnitId = asked.parse().map_err(|_| Error::NotFound)?;
    let unit = store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    Ok((Ranges::under([unit.path.as_str()]), Some(unit)))
}

/// Kinds of units by the rules in force; several that an address asks for together stand as one choice.
fn kinds(cx: &mut Cx<Read>, path: &str, asked: &str) -> Result<Choices> {
    let rules = crate::rules_at(cx, path)?;
    let mut all: Choices =
        rules.unit_kinds.iter().map(|kind| (kind.rule.id.clone(), kind.rule.title.clone())).collect();
    if asked.contains(',') {
        let is_asked = |id: &str| asked.split(',').any(|one| one == id);
        let titles: Vec<&str> =
            all.iter().filter(|(id, _)| is_asked(id)).map(|(_, title)| title.as_str()).collect();
        all.insert(0, (asked.to_owned(), titles.join(", ")));
    }
    Ok(all)
}

fn pairs(list: &[(&str, &str)]) -> Choices {
    list.iter().map(|(code, title)| ((*code).to_owned(), (*title).to_owned())).collect()
}

fn filter(request: &Request, day: Option<NaiveDate>) -> (Typed, Filter) {
    let asked = |name: &str| request.asked(name).to_owned();
    let typed = Typed {
        level: asked("level"),
        name: asked("name"),
        group: asked("group"),
        size: asked("size"),
        form: asked("form"),
        kind: asked("kind"),
        within: asked("within"),
        state: asked("state"),
        on: day.map(|day| day.to_string()).unwrap_or_default(),
        is_small: asked("small") == "1",
        is_remote: asked("remote") == "1",
        is_hard_to_reach: asked("hard_to_reach") == "1",
    };
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let after = request.asked("after").split_once('~');
    let filter = Filter {
        level: typed.level.parse().ok(),
        name: typed.name.clone(),
        group: some(&typed.group),
        kinds: typed.kind.split(',').filter(|kind| !kind.is_empty()).map(str::to_owned).collect(),
        form: some(&typed.form),
        size: SizeClass::from_code(&typed.size),
        marks: store::Marks {
            is_small: typed.is_small,
            is_remote: typed.is_remote,
            is_hard_to_reach: typed.is_hard_to_reach,
        },
        is_closed: typed.state == "closed",
        after: after.and_then(|(id, key)| Some((key.to_owned(), id.parse().ok()?))),
    };
    (typed, filter)
}

fn address(typed: &Typed, after: &str) -> String {
    let mark = |is: bool| if is { "1" } else { "" };
    web::address(
        "/units",
        &[
            ("level", &typed.level),
            ("name", &typed.name),
            ("group", &typed.group),
            ("size", &typed.size),
            ("form", &typed.form),
            ("kind", &typed.kind),
            ("within", &typed.within),
            ("state", &typed.state),
            ("on", &typed.on),
            ("small", mark(typed.is_small)),
            ("remote", mark(typed.is_remote)),
            ("hard_to_reach", mark(typed.is_hard_to_reach)),
            ("after", after),
        ],
    )
}

pub(super) fn marks(is_small: bool, is_remote: bool, is_hard_to_reach: bool) -> String {
    let all =
        [(is_small, "малокомплектная"), (is_remote, "отдалённая"), (is_hard_to_reach, "труднодоступная")];
    all.into_iter().filter_map(|(is, mark)| is.then_some(mark)).collect::<Vec<_>>().join(", ")
}

fn row(line: store::Line, forms: &[(String, String)]) -> Row {
    let level = level_of(&line.level);
    Row {
        url: format!("/units/{}", line.id),
        form: form_of(level, line.service_form.as_deref(), forms),
        level: level.title(),
        marks: marks(line.is_small, line.is_remote, line.is_hard_to_reach),
        pupils: line.pupils,
        teachers: line.teachers,
        after: format!("{}~{}", line.id, line.name_key),
        name: line.short_name,
    }
}

fn row_then(
    then: crate::model::UnitThen,
    forms: &[(String, String)],
    (day, reached): (NaiveDate, &[crate::UnitId]),
) -> Row {
    let level = then.level();
    let is_reached = reached.contains(&then.unit_id);
    Row {
        url: if is_reached { format!("/units/{}?on={day}", then.unit_id) } else { String::new() },
        form: form_of(level, then.service_form.as_deref(), forms),
        level: level.title(),
        marks: marks(then.is_small, then.is_remote, then.is_hard_to_reach),
        pupils: then.pupils,
        teachers: then.teachers,
        after: format!("{}~{}", then.unit_id, then.name_key),
        name: then.short_name,
    }
}
