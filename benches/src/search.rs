//! The page of the search among 15,000 people on SQLite and 1.3 million on PostgreSQL: filled as an upgrade would fill it, asked
//! inside the process – session, rights, the journal's line of whose names were shown and the page included.

use std::time::{Duration, Instant};

use access::{Level, Role};
use testing::{Browser, Engine, TestApp};
use units::{NewUnit, Unit, UnitId};

use crate::figures::{Report, head};
use crate::{Outcome, machine};

/// The longest a first page of results may take among 15,000 people on SQLite, ms.
const AIM: f64 = 50.0;
/// How often each question is asked.
const TIMES: u32 = 20;
/// People of one school.
const OF_A_SCHOOL: i64 = 50;

const FIRST: [&str; 12] = [
    "Анна",
    "Мария",
    "Елена",
    "Ольга",
    "Ирина",
    "Наталья",
    "Светлана",
    "Татьяна",
    "Вера",
    "Нина",
    "Юлия",
    "Инна",
];
const MIDDLE: [&str; 12] = [
    "Петровна",
    "Ивановна",
    "Ильинична",
    "Сергеевна",
    "Павловна",
    "Игоревна",
    "Олеговна",
    "Львовна",
    "Юрьевна",
    "Андреевна",
    "Борисовна",
    "Романовна",
];
const HEADS: [&str; 30] = [
    "Бор", "Вер", "Гор", "Дем", "Ерм", "Жур", "Зот", "Кар", "Лав", "Мал", "Наз", "Оск", "Пан", "Род", "Сав",
    "Тар", "Уст", "Фом", "Хар", "Цвет", "Чер", "Шал", "Щег", "Юд", "Яр", "Бел", "Вол", "Гус", "Дол", "Зим",
];
const MIDST: [&str; 20] = [
    "а", "ен", "ин", "ош", "ух", "ыш", "ар", "ов", "ел", "ич", "ак", "ом", "ут", "ас", "ед", "ик", "он",
    "уш", "ал", "ет",
];
const TAILS: [&str; 4] = ["ова", "ева", "ина", "ская"];

/// Measures both databases; PostgreSQL only where a cluster was named.
pub fn measure(people: (i64, i64), with_postgres: bool, report: &mut Report) -> Outcome<()> {
    of(Engine::Sqlite, people.0, report)?;
    if with_postgres {
        of(Engine::Postgres, people.1, report)?;
    }
    Ok(())
}

fn of(engine: Engine, people: i64, report: &mut Report) -> Outcome<()> {
    head(&format!("search among {people} people on {engine:?}, load {}", machine::busyness()));
    let areas = vec![units::area(), people::area(), documents::area(), structures::area(), finding::area()];
    let app = TestApp::of(engine, areas);
    let begun = Instant::now();
    let (region, schools) = plant(&app, people / OF_A_SCHOOL)?;
    hire(&app, &region, &schools, people)?;
    let placed = begun.elapsed();
    let begun = Instant::now();
    finding::fill(&app.house)?;
    println!(
        "  rows in {:.0} s, made findable in {:.0} s",
        placed.as_secs_f64(),
        begun.elapsed().as_secs_f64()
    );
    let engine_name = format!("{engine:?}").to_lowercase();
    report.add(
        "search",
        format!("{engine_name}, {people} people made findable"),
        begun.elapsed().as_secs_f64(),
        "s",
    );
    if engine == Engine::Postgres {
        app.house.db.write(|tx| tx.batch("ANALYZE"))?;
    }
    let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &region.path);
    let school = schools.first().ok_or("no school")?;
    let principal = app.browser_as(Role::Principal, Level::Organisation, &school.path);
    for (name, typed) in questions() {
        tell(&institute, (engine, &engine_name), (name, &typed), report)?;
    }
    tell(&principal, (engine, &engine_name), ("common surname, one school", "Иванова"), report)
}

fn tell(
    who: &Browser,
    (engine, engine_name): (Engine, &str),
    (name, typed): (&str, &str),
    report: &mut Report,
) -> Outcome<()> {
    let address = web::address("/search", &[("q", typed)]);
    let shown = who.page(&address);
    let found = shown.body.matches("<li>\n      <p><a href=\"/people/").count();
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        who.page(&address);
        times.push(begun.elapsed());
    }
    times.sort_unstable();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default().as_secs_f64() * 1000.0;
    let name = format!("{engine_name} {name}: «{typed}», {found} people shown");
    if engine == Engine::Sqlite {
        report.aim("search", name, middle, "ms", AIM);
    } else {
        println!("  {name:<70} {middle:>8.2} ms");
        report.add("search", name, middle, "ms");
    }
    Ok(())
}

/// What is asked, about somebody with a rare name and about the most frequent one.
fn questions() -> Vec<(&'static str, String)> {
    let (last, first, middle) = named(4_242);
    let initials = |name: &str| name.chars().take(1).collect::<String>();
    vec![
        ("exact", format!("{last} {first} {middle}")),
        ("prefix", last.chars().take(4).collect()),
        ("two letters", "ив".to_owned()),
        ("initials", format!("{last} {}. {}.", initials(first), initials(middle))),
        ("two letters swapped", format!("{} {first}", swapped(&last))),
        ("a letter too many", format!("{last}а")),
        ("common surname", "Иванова".to_owned()),
        ("common surname, initials", "Иванова И. И.".to_owned()),
        ("form of a common surname", "Ивановой".to_owned()),
        ("given name", "Мария Петровна".to_owned()),
        ("place as well", "Иванова школа 12".to_owned()),
        ("school", "школа 12".to_owned()),
        ("nobody", "щуквеличаев".to_owned()),
    ]
}

/// With its second and third letters swapped.
fn swapped(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.swap(1, 2);
    letters.into_iter().collect()
}

/// The name of the person of this number, as [`hire`] gives it.
fn named(n: usize) -> (String, &'static str, &'static str) {
    let lasts = lasts();
    let last = lasts.get(1 + n * 7919 % (lasts.len() - 1)).cloned().unwrap_or_default();
    (last, FIRST[n * 31 / 7 % 12], MIDDLE[n * 17 / 11 % 12])
}

/// The family names, the most frequent one first.
fn lasts() -> Vec<String> {
    let others = HEADS.iter().flat_map(|head| {
        MIDST.iter().flat_map(move |midst| TAILS.iter().map(move |tail| format!("{head}{midst}{tail}")))
    });
    std::iter::once("Иванова".to_owned()).chain(others).collect()
}

/// A region with municipalities of twenty schools each.
fn plant(app: &TestApp, schools: i64) -> Outcome<(Unit, Vec<Unit>)> {
    let house = &app.house;
    let day = house.now().day(house.settings.zone);
    let unit = |parent: Option<&Unit>, level, kind: &str, name: &str| {
        house.db.write(|tx| {
            let id = UnitId(house.id());
            let new = NewUnit { from: day, ..NewUnit::named(id, parent, level, kind, name, house.now()) };
            units::store::add(tx, house.id(), &new)
        })
    };
    let region = unit(None, Level::Region, "region", "Приозёрная область")?;
    house.db.write(|tx| units::store::bind(tx, house.id(), region.id, "amur-2020", day))?;
    let mut all = Vec::new();
    let mut place = region.clone();
    for n in 1..=schools.max(1) {
        if n % 20 == 1 {
            place = unit(Some(&region), Level::Municipality, "district", &format!("Округ № {}", n / 20 + 1))?;
        }
        all.push(unit(Some(&place), Level::Organisation, "school", &format!("Школа № {n}"))?);
    }
    Ok((region, all))
}

/// Everybody by two statements: every hundredth is called Иванова, the others by 2,400 family names.
fn hire(app: &TestApp, region: &Unit, schools: &[Unit], people: i64) -> Outcome<()> {
    let mut text = String::from(
        "CREATE TABLE bench_words (part TEXT NOT NULL, n BIGINT NOT NULL, word TEXT NOT NULL, folded TEXT NOT NULL, \
         PRIMARY KEY (part, n));\nCREATE TABLE bench_schools (n BIGINT NOT NULL PRIMARY KEY, id BIGINT NOT NULL, path TEXT NOT NULL);\n",
    );
    let lasts = lasts();
    for (part, words) in [
        ("last", lasts.iter().map(String::as_str).collect::<Vec<_>>()),
        ("first", FIRST.to_vec()),
        ("middle", MIDDLE.to_vec()),
    ] {
        for (n, word) in words.iter().enumerate() {
            let row =
                format!("INSERT INTO bench_words VALUES ('{part}', {n}, '{word}', '{}');\n", db::fold(word));
            text.push_str(&row);
        }
    }
    for (n, school) in schools.iter().enumerate() {
        let row = format!("INSERT INTO bench_schools VALUES ({n}, {}, '{}');\n", school.id, school.path);
        text.push_str(&row);
    }
    let (count, at, top) = (schools.len(), app.house.now().0, region.id);
    let others = lasts.len() - 1;
    let numbers = format!(
        "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {people}) "
    );
    let of_school = format!("JOIN bench_schools s ON s.n = n.i % {count} ");
    let of_people = format!(
        "{numbers} INSERT INTO people (id, last_name, first_name, middle_name, former_name, name_key, likeness, email, phone, \
         unit_id, unit_path, top_id, state, created_at, updated_at, version) \
         SELECT 1000000 + i, l.word, f.word, m.word, '', l.folded || ' ' || f.folded || ' ' || m.folded, l.folded, '', '', \
         s.id, s.path, {top}, 'active', {at}, {at}, 1 FROM n {of_school} \
         JOIN bench_words l ON l.part = 'last' AND l.n = CASE WHEN i % 100 = 0 THEN 0 ELSE 1 + i * 7919 % {others} END \
         JOIN bench_words f ON f.part = 'first' AND f.n = i * 31 / 7 % 12 \
         JOIN bench_words m ON m.part = 'middle' AND m.n = i * 17 / 11 % 12;\n"
    );
    text.push_str(&of_people);
    let of_works = format!(
        "{numbers} INSERT INTO employments (id, person_id, unit_id, unit_path, post, post_title, rate, is_main, started_on, \
         ground, end_reason, shows, created_at, updated_at, version) \
         SELECT 100000000 + i, 1000000 + i, s.id, s.path, 'teacher', 'учитель', 100, TRUE, '2020-09-01', '', '', TRUE, \
         {at}, {at}, 1 FROM n {of_school};\n"
    );
    text.push_str(&of_works);
    Ok(app.house.db.write(|tx| tx.batch(&text))?)
}
