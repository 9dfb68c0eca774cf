//! What a programme of methodical support of young specialists joins (Владимир, п. 2.2, дефис 4): the structures that carry it, the
//! pairs and the further training of the young specialists in its term; each figure opens its list.

use std::collections::{BTreeMap, BTreeSet};

use access::{Granted, Level};
use askama::Template;
use chrono::NaiveDate;
use db::Ranges;
use documents::{Document, DocumentId};
use mentoring::joint::{self, Joint};
use packs::Effective;
use people::young::{Taken, Youth, lately, taken};
use structures::bodies;
use structures::model::Structure;
use units::Unit;
use web::{Cx, Error, Page, Read, Reply, Result, russian};

use super::place;
use crate::actions::enrolling::short_names;
use crate::actions::rules_at;
use crate::rules::{days, percent};
use crate::{KIND, SeeSchools};

/// So many stand on a page.
const PAGE: usize = 50;

/// The figures with their lists: code, what it counts.
const LISTS: [(&str, &str); 6] = [
    ("structures", "Структуры, которые её ведут"),
    ("specialists", "Молодые специалисты"),
    ("pairs", "Пары наставничества в\u{a0}её срок"),
    ("unmentored", "Молодые специалисты без пары"),
    ("courses", "Курсы и\u{a0}стажировки молодых специалистов"),
    ("untrained", "Молодые специалисты без курсов"),
];

#[derive(Template)]
#[template(path = "programme.html")]
struct ProgrammePage {
    of: String,
    /// The programme; empty: the place has none in force.
    title: String,
    document_url: String,
    term: String,
    told: String,
    figures: Vec<Figure>,
    /// The list that is open: its words, its rows.
    list: &'static str,
    rows: Vec<Row>,
    counted: String,
    next_url: String,
    back_url: String,
    /// Whose it is to make.
    whose: &'static str,
}

struct Figure {
    title: &'static str,
    value: usize,
    about: String,
    url: String,
    is_open: bool,
}

#[derive(Clone)]
struct Row {
    title: String,
    url: String,
    about: String,
    place: String,
    when: String,
}

/// The page of a programme.
pub(super) fn url(document: DocumentId) -> String {
    web::address("/schooling/programme", &[("document", &document.to_string())])
}

/// Everything a programme joins.
struct Joined {
    structures: Vec<Structure>,
    youths: Vec<Youth>,
    pairs: Vec<Joint>,
    courses: Vec<Taken>,
    names: BTreeMap<i64, String>,
    places: BTreeMap<i64, String>,
    /// The place and the last day told of.
    at: (String, NaiveDate),
}

/// `GET /schooling/programme?document=…&list=…&after=…`, or `?unit=…`: the programme in force there.
pub(super) fn page(cx: &mut Cx<Read>, may: Granted<SeeSchools>) -> Result<Reply> {
    let (unit, document) = programme(cx, &may)?;
    let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
    let mut page = ProgrammePage {
        of: unit.name.clone(),
        title: String::new(),
        document_url: String::new(),
        term: String::new(),
        told: String::new(),
        figures: Vec::new(),
        list: "",
        rows: Vec::new(),
        counted: String::new(),
        next_url: String::new(),
        back_url: web::address("/schooling", &[("unit", &unit.id.to_string())]),
        whose: if unit.level() == Level::Organisation {
            "Её принимает муниципалитет: здесь она видна тем, кто её ведёт."
        } else {
            "Зарегистрируйте её в\u{a0}«Документах» муниципалитета."
        },
    };
    if let Some(document) = document {
        page.title.clone_from(&document.title);
        page.document_url = document.url();
        page.term = term(&document);
        match days((document.signed_on, document.valid_to), today) {
            None => "Срок программы ещё не\u{a0}начался.".clone_into(&mut page.told),
            Some(span) => {
                page.told = format!(
                    "Считаем с\u{a0}{} по\u{a0}{}: тех, кто на\u{a0}последний день – молодой специалист.",
                    russian::date(span.0),
                    russian::date(span.1)
                );
                let joined = joined(cx, (&unit, &document), &rules, span)?;
                shown(cx, &mut page, document.id, &joined);
            }
        }
    }
    Page::titled("Программа сопровождения молодых специалистов")
        .at(&unit.path)
        .under("/schooling")
        .show(&page)
}

/// The programme asked for with its unit, or the one in force at the place.
fn programme(cx: &mut Cx<Read>, may: &Granted<SeeSchools>) -> Result<(Unit, Option<Document>)> {
    let asked = cx.request().asked("document").to_owned();
    if asked.is_empty() {
        let unit = place(cx, may)?;
        let (rules, today) = (rules_at(cx, &unit.path)?, cx.today_at(&unit.path)?);
        let held = super::list::programmes(cx, &unit, &rules, today)?.into_iter().next();
        return Ok((unit, held));
    }
    let id: DocumentId = asked.parse().map_err(|_| Error::NotFound)?;
    let document = documents::store::find(cx.conn(), may.ranges(), id)?.ok_or(Error::NotFound)?;
    let rules = rules_at(cx, &document.unit_path)?;
    if !super::list::kinds(&rules).contains(&document.kind) || !document.state().has_force() {
        return Err(Error::NotFound);
    }
    let unit = units::store::find(cx.conn(), may.ranges(), document.unit_id)?;
    Ok((unit.ok_or(Error::NotFound)?, Some(document)))
}

fn term(document: &Document) -> String {
    let to = document
        .valid_to
        .map_or("без срока".to_owned(), |day| format!("по\u{a0}{}", russian::date(day)));
    format!("{}; действует {to}", document.title_line())
}

fn joined(
    cx: &mut Cx<Read>,
    (unit, document): (&Unit, &Document),
    rules: &Effective,
    span: (NaiveDate, NaiveDate),
) -> Result<Joined> {
    let path = unit.path.as_str();
    let mut structures = bodies::of_document(cx.conn(), document.id)?;
    structures.retain(|one| one.unit_path.starts_with(path));
    let own = bodies::of_kinds(cx.conn(), &Ranges::under([path]), &[KIND])?;
    let known: BTreeSet<i64> = structures.iter().map(|one| one.id.0).collect();
    structures.extend(own.into_iter().filter(|one| !known.contains(&one.id.0)));
    let mut youths = lately(cx.conn(), path, rules, span.1)?;
    let terms = rules.people_terms.as_ref().map(|terms| &terms.rule);
    youths.retain(|one| {
        terms.is_some_and(|terms| one.is_specialist(terms, span.1)) && one.place(path, span.1).is_some()
    });
    let ids: Vec<i64> = youths.iter().map(|one| one.person.0).collect();
    let pairs = joint::within(cx.conn(), path, &ids, span)?;
    let courses = taken(cx.conn(), &ids, span)?;
    let mut people: Vec<i64> =
        ids.iter().copied().chain(pairs.iter().flat_map(|one| one.mentors.clone())).collect();
    people.sort_unstable();
    people.dedup();
    let cards = people::store::all_of(cx.conn(), &people)?;
    let names: BTreeMap<i64, String> = cards.iter().map(|card| (card.id.0, card.name().short())).collect();
    youths.sort_by(|one, other| {
        let of = |youth: &Youth| (names.get(&youth.person.0).cloned(), youth.person.0);
        of(one).cmp(&of(other))
    });
    let works = youths.iter().filter_map(|one| one.place(path, span.1)).map(|work| work.unit);
    let ids = works.chain(structures.iter().map(|one| one.unit_id.0)).chain(pairs.iter().map(|one| one.unit));
    let places = short_names(cx, ids.collect())?;
    Ok(Joined { structures, youths, pairs, courses, names, places, at: (path.to_owned(), span.1) })
}

impl Joined {
    fn mentored(&self) -> BTreeSet<i64> {
        self.pairs.iter().map(|one| one.mentee).collect()
    }

    fn trained(&self) -> BTreeSet<i64> {
        self.courses.iter().map(|one| one.person).collect()
    }

    /// The young specialists, or those of them who lack something.
    fn youths_but(&self, but: &BTreeSet<i64>) -> Vec<&Youth> {
        self.youths.iter().filter(|one| !but.contains(&one.person.0)).collect()
    }

    fn name(&self, person: i64) -> String {
        self.names.get(&person).cloned().unwrap_or_default()
    }

    fn place(&self, unit: i64) -> String {
        self.places.get(&unit).cloned().unwrap_or_default()
    }

    fn place_of(&self, person: i64) -> String {
        let youth = self.youths.iter().find(|one| one.person.0 == person);
        let work = youth.and_then(|one| one.place(&self.at.0, self.at.1));
        work.map(|work| self.place(work.unit)).unwrap_or_default()
    }

    fn rows(&self, list: &str) -> Vec<Row> {
        match list {
            "structures" => self.structures.iter().map(|one| self.structure(one)).collect(),
            "pairs" => self.pairs.iter().map(|one| self.pair(one)).collect(),
            "courses" => self.courses.iter().map(|one| self.course(one)).collect(),
            "unmentored" => self.of_youths(&self.mentored()),
            "untrained" => self.of_youths(&self.trained()),
            _ => self.of_youths(&BTreeSet::new()),
        }
    }

    fn structure(&self, one: &Structure) -> Row {
        Row {
            title: one.name.clone(),
            url: one.url(),
            about: if one.kind == KIND {
                "группа или школа молодых"
            } else {
                "программа – её документ"
            }
            .to_owned(),
            place: self.place(one.unit_id.0),
            when: String::new(),
        }
    }

    fn pair(&self, one: &Joint) -> Row {
        let mentors: Vec<String> = one.mentors.iter().map(|id| self.name(*id)).collect();
        let to = one.to.map(|day| format!(" – {}", russian::date(day))).unwrap_or_default();
        Row {
            title: format!("{} – наставник {}", self.name(one.mentee), mentors.join(", ")),
            url: one.url.clone(),
            about: one.state.to_owned(),
            place: self.place(one.unit),
            when: format!("{}{to}", russian::date(one.from)),
        }
    }

    fn course(&self, one: &Taken) -> Row {
        Row {
            title: self.name(one.person),
            url: format!("/mentoring/young/{}", one.person),
            about: one.title.clone(),
            place: self.place_of(one.person),
            when: russian::date(one.on),
        }
    }

    /// Young specialists, each with what supports them: the pair, the courses.
    fn of_youths(&self, but: &BTreeSet<i64>) -> Vec<Row> {
        let mentored = self.mentored();
        let mut courses: BTreeMap<i64, i64> = BTreeMap::new();
        for one in &self.courses {
            *courses.entry(one.person).or_default() += 1;
        }
        let row = |one: &Youth| {
            let id = one.person.0;
            let pair = if mentored.contains(&id) {
                "с\u{a0}наставником"
            } else {
                "без наставника"
            };
            let taken = courses.get(&id).map_or("курсов нет".to_owned(), |count| {
                russian::counted(*count, "курс", "курса", "курсов")
            });
            Row {
                title: self.name(id),
                url: format!("/mentoring/young/{id}"),
                about: format!("{pair}; {taken}"),
                place: self.place_of(id),
                when: one
                    .came_new()
                    .map(|day| format!("принят(а) {}", russian::date(day)))
                    .unwrap_or_default(),
            }
        };
        self.youths_but(but).into_iter().map(row).collect()
    }

    fn figure(&self, list: &str) -> (usize, String) {
        let whole = self.youths.len();
        let share = |part: usize, what: &str| {
            percent(part, whole)
                .map(|share| format!("{what} у\u{a0}{share}\u{a0}% молодых специалистов"))
                .unwrap_or_default()
        };
        match list {
            "structures" => (self.structures.len(), String::new()),
            "pairs" => (self.pairs.len(), share(self.mentored().len(), "пара есть")),
            "courses" => (self.courses.len(), share(self.trained().len(), "курсы есть")),
            "unmentored" => (self.youths_but(&self.mentored()).len(), String::new()),
            "untrained" => (self.youths_but(&self.trained()).len(), String::new()),
            _ => (whole, String::new()),
        }
    }
}

/// The figures, and the list that is open.
fn shown(cx: &mut Cx<Read>, page: &mut ProgrammePage, document: DocumentId, joined: &Joined) {
    let id = document.to_string();
    let open = LISTS.iter().find(|(code, _)| *code == cx.request().asked("list"));
    page.figures = LISTS
        .iter()
        .map(|&(code, title)| {
            let (value, about) = joined.figure(code);
            Figure {
                title,
                value,
                about,
                url: web::address("/schooling/programme", &[("document", &id), ("list", code)]),
                is_open: open.is_some_and(|(one, _)| *one == code),
            }
        })
        .collect();
    let Some(&(code, title)) = open else { return };
    page.list = title;
    let rows = joined.rows(code);
    let start: usize = cx.request().asked("after").parse().unwrap_or(0);
    let last = start.saturating_add(PAGE).min(rows.len());
    page.rows = rows.get(start..last).unwrap_or_default().to_vec();
    page.counted = russian::counted(i64::try_from(page.rows.len()).unwrap_or(0), "строка", "строки", "строк");
    if last < rows.len() {
        let after = last.to_string();
        page.next_url =
            web::address("/schooling/programme", &[("document", &id), ("list", code), ("after", &after)]);
    }
    if code != "structures" && !page.rows.is_empty() {
        let people: Vec<i64> = joined.names.keys().copied().collect();
        cx.saw("person", &people, &joined.at.0);
    }
}
