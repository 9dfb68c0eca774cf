//! The list of people: by name, place, post, subject, category and mark.

use std::collections::{BTreeMap, BTreeSet};

use access::{Granted, Level};
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use packs::Effective;
use units::{Unit, UnitId};
use web::{Cx, Error, Page, Read, Reply, Request, Result, russian};

use super::{courses, education, words};
use crate::rules::marks::{MarkKind, young_born_after};
use crate::store::{self, Filter, employments, records};
use crate::{Person, RecordKind, SeePeople, obligations, young};

const PAGE: usize = 50;
const LIMIT: i64 = 51;

#[derive(Template)]
#[template(path = "list.html")]
struct ListPage {
    rows: Vec<Row>,
    chosen: Chosen,
    places: Vec<(String, String)>,
    /// The posts asked for in words; empty: none by name.
    posts: String,
    /// The education asked for in words; empty: any.
    education: String,
    /// The courses asked for in words; empty: any.
    courses: String,
    /// The same as fields of the form.
    kept: Vec<(&'static str, String)>,
    groups: Vec<(&'static str, &'static str)>,
    subjects: Vec<(String, String)>,
    categories: Vec<(String, String)>,
    ages: Vec<(&'static str, &'static str)>,
    new_url: String,
    clear_url: &'static str,
    /// Of whoever is to be sent to courses those on leave, who are not: how many, and their list.
    on_leave: (String, String),
    register_url: String,
    counted: String,
    next_url: String,
}

/// What the filter asks for, as it came.
struct Chosen {
    unit: String,
    begins: String,
    group: String,
    /// Posts by their ids, as a count asks for them.
    post: String,
    subject: String,
    category: String,
    mark: String,
    is_any: bool,
}

struct Row {
    url: String,
    name: String,
    work: String,
    subjects: String,
    place: String,
    place_url: String,
    category: String,
    marks: Vec<&'static str>,
    course: Option<(String, &'static str)>,
    /// The course that goes on; empty: none.
    going: String,
    /// «в отпуске до 01.09.2027»; empty: is not.
    away: String,
    /// What the methodical active helps with; empty where nobody asks.
    help: String,
}

/// What may be asked of the list besides posts and subjects.
const MARKS: [(&str, &str); 12] = [
    ("courses", "пора на курсы"),
    ("courses_overdue", "просрочены курсы"),
    ("courses_near", "курсы в\u{a0}ближайшие полгода"),
    ("going", "учатся на курсах"),
    ("leave", "в длительном отпуске"),
    ("attestation", "кончается срок категории или соответствия"),
    ("attestation_overdue", "срок категории или соответствия вышел"),
    ("attestation_near", "срок категории или соответствия кончается за\u{a0}полгода"),
    ("young_specialist", "молодые специалисты"),
    ("young_teacher", "молодые педагоги"),
    ("active", "методический актив"),
    ("left", "уволившиеся"),
];

/// The records a row is told from.
const ROW_KINDS: [&str; 5] = ["course", "retraining", "expert_work", "help", "leave"];

/// What an address of the list keeps from page to page.
const FIGURES: [&str; 6] =
    ["course_form", "course_year", "course_place", "course_platform", "education", "studying"];
const KEPT: [&str; 13] = [
    "unit",
    "name",
    "group",
    "post",
    "subject",
    "category",
    "mark",
    "course_form",
    "course_year",
    "course_place",
    "course_platform",
    "education",
    "studying",
];

/// `GET /people`: who works in the scope.
pub(super) fn list(cx: &mut Cx<Read>, may: Granted<SeePeople>) -> Result<Reply> {
    let request = cx.request_handle();
    let (scope, top) = asked(cx, &may, &request)?;
    let rules = words::rules_at(cx, &top)?;
    let today = cx.today_at(&top)?;
    let mut filter = filter(&request, &rules, today);
    filter.only = only(cx, &scope, &request, &rules, today)?;
    let mut found = store::list(cx.conn(), &scope, &filter, LIMIT)?;
    let has_more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| has_more).map(|(last, key)| next_address(&request, last, key));
    let counted = match (has_more || !request.asked("after").is_empty(), found.len()) {
        (true, _) => store::list::count(cx.conn(), &scope, &filter)?,
        (false, shown) => i64::try_from(shown).unwrap_or(0),
    };
    let people: Vec<Person> = found.into_iter().map(|(person, _)| person).collect();
    super::saw(cx, &people, &top);
    let chosen = chosen(&request);
    let on_leave = on_leave(cx, &scope, &request, today)?;
    let page = ListPage {
        counted: russian::counted(counted, "человек", "человека", "человек"),
        rows: rows(cx, may.ranges(), people, (&rules, today, chosen.mark == "active"))?,
        places: places(cx, &may)?,
        posts: post_titles(&rules, request.asked("post")),
        education: education::Asked::of(&request).said(),
        courses: courses::said(&courses::asked(&request, today), &rules),
        kept: FIGURES.iter().map(|name| (*name, request.asked(name).to_owned())).collect(),
        groups: packs::Post::GROUPS.to_vec(),
        subjects: named(rules.subjects.iter().map(|one| (&one.rule.id, &one.rule.title))),
        categories: named(rules.categories.iter().map(|one| (&one.rule.id, &one.rule.title))),
        ages: MARKS.to_vec(),
        new_url: new_url(cx, &request, &top),
        register_url: register_url(&request),
        on_leave,
        clear_url: if chosen.is_any { "/people" } else { "" },
        chosen,
        next_url: next.unwrap_or_default(),
    };
    Page::titled("Педагоги").show(&page)
}

fn named<'a>(all: impl Iterator<Item = (&'a String, &'a String)>) -> Vec<(String, String)> {
    all.map(|(id, title)| (id.clone(), title.clone())).collect()
}

/// The scope asked for and the path whose rules hold: the unit of the address, or the person's own.
pub(super) fn asked(
    cx: &mut Cx<Read>,
    may: &Granted<SeePeople>,
    request: &Request,
) -> Result<(Ranges, String)> {
    let unit = request.asked("unit");
    if unit.is_empty() {
        let top = may.scopes().first().map_or_else(|| "/".to_owned(), |scope| scope.path.clone());
        return Ok((may.ranges().clone(), top));
    }
    let id: UnitId = unit.parse().map_err(|_| Error::NotFound)?;
    let unit = units::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    Ok((Ranges::under([unit.path.as_str()]), unit.path))
}

pub(super) fn filter(request: &Request, rules: &Effective, today: NaiveDate) -> Filter {
    let after = request.asked("after").split_once('~');
    let group = request.asked("group");
    let mark = request.asked("mark");
    let is_young = mark == MarkKind::YoungTeacher.code();
    let category = Some(request.asked("category")).filter(|asked| !asked.is_empty());
    Filter {
        left: mark == "left",
        name: request.asked("name").to_owned(),
        posts: posts(rules, (group, request.asked("post")), is_young),
        subject: request.asked("subject").to_owned(),
        only: None,
        category: category.map(|asked| (asked.to_owned(), today)),
        born: is_young.then(|| born(rules, today)).flatten(),
        after: after.and_then(|(id, key)| Some((key.to_owned(), id.parse().ok()?))),
    }
}

/// The people of a mark that is computed from days: courses due, a term that ends.
fn due(
    cx: &mut Cx<Read>,
    scope: &Ranges,
    mark: &str,
    rules: &Effective,
    today: NaiveDate,
) -> Result<Option<Vec<i64>>> {
    let mut found = match mark {
        "courses" | "courses_overdue" | "courses_near" => {
            obligations::courses(cx.conn(), scope, rules, today)?
        }
        "attestation" | "attestation_overdue" | "attestation_near" => {
            obligations::attestation(cx.conn(), scope, rules, today)?
        }
        "going" => {
            return Ok(Some(
                store::due::going(cx.conn(), scope)?.into_iter().map(|(person, _)| person).collect(),
            ));
        }
        "leave" => store::due::on_leave(cx.conn(), scope, today)?,
        "active" => return active(cx, scope, rules, today).map(Some),
        "young_specialist" => {
            return Ok(Some(young::specialists(cx.conn(), scope, rules, today)?));
        }
        _ => return Ok(None),
    };
    if mark.ends_with("_overdue") {
        found.retain(|_, due| *due < today);
    } else if mark.ends_with("_near") {
        found.retain(|_, due| *due >= today);
    }
    Ok(Some(found.into_keys().collect()))
}

/// Beside those to be sent to courses, whoever is on a long leave: not sent, but not forgotten.
fn on_leave(
    cx: &mut Cx<Read>,
    scope: &Ranges,
    request: &Request,
    today: NaiveDate,
) -> Result<(String, String)> {
    if request.asked("mark") != "courses" {
        return Ok(Default::default());
    }
    let count = i64::try_from(store::due::on_leave(cx.conn(), scope, today)?.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Ok(Default::default());
    }
    let url = web::address("/people", &[("unit", request.asked("unit")), ("mark", "leave")]);
    Ok((russian::counted(count, "человек", "человека", "человек"), url))
}

/// The people the mark, the courses and the education asked for leave; none: everybody.
pub(super) fn only(
    cx: &mut Cx<Read>,
    scope: &Ranges,
    request: &Request,
    rules: &Effective,
    today: NaiveDate,
) -> Result<Option<Vec<i64>>> {
    let all = [
        due(cx, scope, request.asked("mark"), rules, today)?,
        courses::people(cx, scope, &courses::asked(request, today), today)?,
        education::Asked::of(request).people(cx, scope, today)?,
    ];
    let sets = all.into_iter().flatten().map(|ids| ids.into_iter().collect::<BTreeSet<i64>>());
    Ok(sets.reduce(|one, other| &one & &other).map(|ids| ids.into_iter().collect()))
}

/// The methodical active of the scope: of those highly qualified the ones who help others.
fn active(cx: &mut Cx<Read>, scope: &Ranges, rules: &Effective, today: NaiveDate) -> Result<Vec<i64>> {
    let (Some(terms), Some(since)) = (&rules.people_terms, words::expert_since(rules, today)) else {
        return Ok(Vec::new());
    };
    let high = records::holders(cx.conn(), scope, &terms.rule.active_categories, today)?;
    let high = store::due::of_posts(cx.conn(), &high, &obligations::pedagogical(rules), today)?;
    let mut helping = records::told_since(cx.conn(), &high, RecordKind::ExpertWork.code(), since)?;
    helping.extend(helpers(cx, &high, today)?.into_keys());
    Ok(high.into_iter().filter(|id| helping.contains(id)).collect())
}

/// How people help others, by what areas above know.
pub(super) fn helpers(cx: &mut Cx<Read>, people: &[i64], today: NaiveDate) -> Result<BTreeMap<i64, String>> {
    let (house, mut found) = (cx.house_handle(), BTreeMap::new());
    for offer in &house.registry.support {
        found.extend(offer.helpers(cx.conn(), people, today)?);
    }
    Ok(found)
}

/// The posts asked for: of a group, and pedagogical where only those count. Nobody is in the post without a name.
fn posts(rules: &Effective, (group, named): (&str, &str), is_pedagogical: bool) -> Vec<String> {
    if group.is_empty() && named.is_empty() && !is_pedagogical {
        return Vec::new();
    }
    let is_named = |id: &str| named.is_empty() || named.split(',').any(|one| one == id);
    let of_group = rules.posts.iter().filter(|post| group.is_empty() || post.rule.group == group);
    let of_group = of_group.filter(|post| is_named(&post.rule.id));
    let counting = of_group.filter(|post| !is_pedagogical || post.rule.is_pedagogical());
    let found: Vec<String> = counting.map(|post| post.rule.id.clone()).collect();
    if found.is_empty() { vec![String::new()] } else { found }
}

/// The posts an address asks for, in words.
fn post_titles(rules: &Effective, named: &str) -> String {
    let asked = named.split(',').filter_map(|id| rules.post(id));
    asked.map(|post| post.rule.title.as_str()).collect::<Vec<_>>().join(", ")
}

/// The filter of young teachers; none where no pack says who is young.
pub(crate) fn young_teachers(rules: &Effective, today: NaiveDate) -> Option<Filter> {
    let born = born(rules, today)?;
    Some(Filter { posts: posts(rules, ("", ""), true), born: Some(born), ..Filter::default() })
}

/// Born after the first day and not after the second: who is young by the rules in force.
fn born(rules: &Effective, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let terms = &rules.people_terms.as_ref()?.rule;
    Some((young_born_after(terms, today), today))
}

fn next_address(request: &Request, last: &Person, key: &str) -> String {
    let after = format!("{}~{key}", last.id);
    let kept = KEPT.map(|name| (name, request.asked(name)));
    let query: Vec<_> = kept.into_iter().chain([("after", after.as_str())]).collect();
    web::address("/people", &query)
}

fn chosen(request: &Request) -> Chosen {
    let asked = |name| request.asked(name).to_owned();
    Chosen {
        unit: asked("unit"),
        begins: asked("name"),
        group: asked("group"),
        post: asked("post"),
        subject: asked("subject"),
        category: asked("category"),
        mark: asked("mark"),
        is_any: KEPT.iter().chain([&"after"]).any(|name| !request.asked(name).is_empty()),
    }
}

fn rows(
    cx: &mut Cx<Read>,
    scope: &Ranges,
    people: Vec<Person>,
    (rules, today, is_active): (&Effective, NaiveDate, bool),
) -> Result<Vec<Row>> {
    let ids: Vec<i64> = people.iter().map(|person| person.id.0).collect();
    let mut works = employments::of_all(cx.conn(), &ids)?;
    let taught = employments::subjects_of(cx.conn(), &ids)?;
    let mut categories = records::categories_of(cx.conn(), &ids)?;
    let mut courses = records::all_of_kinds(cx.conn(), &ids, &ROW_KINDS)?;
    let mut helping = helpers(cx, &ids, today)?;
    let mut places: Vec<i64> = people.iter().map(|person| person.unit_id.0).collect();
    places.sort_unstable();
    places.dedup();
    let places: BTreeMap<i64, Unit> =
        units::store::all_of(cx.conn(), &places)?.into_iter().map(|unit| (unit.id.0, unit)).collect();
    let row = |person: Person| {
        let works = works.remove(&person.id.0).unwrap_or_default();
        let categories = categories.remove(&person.id.0).unwrap_or_default();
        let told = courses.remove(&person.id.0).unwrap_or_default();
        let mut known = words::known(&person, (&works, &categories), &told, rules, today);
        known.high_category = words::high_category(&categories, rules, today);
        known.helps = helping.remove(&person.id.0).or_else(|| words::expert_work(&told, rules, today));
        let away = words::away(&told, today);
        let place = places.get(&person.unit_id.0);
        let main = works.iter().find(|one| one.unit_id == person.unit_id);
        Row {
            url: person.url(),
            name: person.name().full(),
            work: main.map(words::work).unwrap_or_default(),
            subjects: main
                .and_then(|one| taught.get(&one.id.0))
                .map(|all| words::subjects(all, rules))
                .unwrap_or_default(),
            place: place.map(|unit| unit.short_name.clone()).unwrap_or_default(),
            place_url: place.filter(|unit| scope.holds(&unit.path)).map(Unit::url).unwrap_or_default(),
            category: words::best(&categories, rules, today)
                .map(|one| words::category(one, rules))
                .or_else(|| words::lapsed(&categories, rules, today))
                .unwrap_or_default(),
            marks: words::marks_of(&known, rules, today).into_iter().map(|mark| mark.kind.title()).collect(),
            help: if is_active { words::help(&told) } else { String::new() },
            going: told.iter().find(|one| one.is_going()).map(words::course_going).unwrap_or_default(),
            course: words::course(&known, rules, today)
                .map(|(due, tone)| (russian::date(due), if away.is_empty() { tone } else { "muted" })),
            away,
        }
    };
    Ok(people.into_iter().map(row).collect())
}

/// The person's own place and those right under it.
pub(super) fn places(cx: &mut Cx<Read>, may: &Granted<SeePeople>) -> Result<Vec<(String, String)>> {
    let Some(scope) = may.scopes().first() else {
        return Ok(Vec::new());
    };
    let below = match scope.level {
        Level::Installation => Level::Region,
        Level::Region => Level::Municipality,
        Level::Municipality | Level::District => Level::Organisation,
        Level::Organisation => return Ok(Vec::new()),
    };
    let found = units::store::under(cx.conn(), &scope.path, below)?;
    Ok(found.into_iter().map(|unit| (unit.id.to_string(), unit.short_name)).collect())
}

/// Where a person is taken on from here; empty when the person may not.
fn new_url(cx: &Cx<Read>, request: &Request, top: &str) -> String {
    if !super::keeps(cx, top) {
        return String::new();
    }
    web::address("/people/new", &[("unit", request.asked("unit"))])
}

/// The list of the same filter as a file.
fn register_url(request: &Request) -> String {
    web::address("/people/register", &KEPT.map(|name| (name, request.asked(name))))
}
