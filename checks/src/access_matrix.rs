//! Who may do what: the rows of every area as one Russian text, kept in `checks/expected/access.txt` and read in
//! the diff of whoever changes it. `METODSET_UPDATE=1` writes it anew.

use std::collections::BTreeSet;
use std::fs;

use access::{Anyone, Permission, Row, SignedIn};
use web::{Area, Method};

const EXPECTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/expected/access.txt");

#[test]
fn rights_are_those_that_were_reviewed() {
    let found = matrix(&metodset::areas::all());
    if std::env::var("METODSET_UPDATE").is_ok_and(|value| value == "1") {
        fs::write(EXPECTED, &found).unwrap();
    }
    let expected = fs::read_to_string(EXPECTED).unwrap_or_default();
    assert!(
        found == expected,
        "\nchecks/expected/access.txt says something else. If this is meant, run with METODSET_UPDATE=1 and read the \
         diff.\n{}",
        difference(&expected, &found)
    );
}

/// Rights no route asks for by its type: they narrow what routes of another right show (decision 0012).
const NARROWING: [&str; 1] = [documents::SeePeoplesPapers::NAME];

#[test]
fn every_route_can_be_used_by_somebody_and_every_right_is_used() {
    let areas = metodset::areas::all();
    let granted: BTreeSet<_> = areas.iter().flat_map(|area| &area.access).map(|row| row.permission).collect();
    let asked: BTreeSet<_> =
        areas.iter().flat_map(|area| &area.routes).map(|route| route.permission).collect();
    let open = BTreeSet::from([Anyone::NAME, SignedIn::NAME]);
    let unheld: Vec<_> = asked.difference(&granted).filter(|name| !open.contains(*name)).collect();
    assert!(unheld.is_empty(), "a route asks for what no role has: {unheld:?}");
    let idle: Vec<_> = granted.difference(&asked).filter(|name| !NARROWING.contains(*name)).collect();
    assert!(idle.is_empty(), "roles have what no route asks for: {idle:?}");
}

#[test]
fn a_difference_shows_the_lines_that_came_and_went() {
    assert_eq!(difference("а\nб\n", "а\nв\n"), "- б\n+ в\n");
}

/// A table per area, then what needs no role at all.
fn matrix(areas: &[Area]) -> String {
    let mut text =
        String::from("Кто что может. У каждого права – роли и уровни территории, на которых оно есть.\n");
    for area in areas.iter().filter(|area| !area.access.is_empty()) {
        let title = area.menu.first().map_or(area.name, |line| line.title);
        text.extend(["\n\n", title, " (", area.name, ")\n\n", &table(&lines(&area.access))]);
    }
    text.push_str("\n\nОткрыто без входа\n\n");
    text.push_str(&addresses(areas, Anyone::NAME));
    text.push_str("\n\nОткрыто каждому вошедшему\n\n");
    text.push_str(&addresses(areas, SignedIn::NAME));
    text
}

/// One line per right and role, its levels together, in the order the area declares them.
fn lines(rows: &[Row]) -> Vec<[String; 3]> {
    let mut lines: Vec<[String; 3]> = Vec::new();
    let mut rights: Vec<&str> = Vec::new();
    for row in rows {
        if rights.contains(&row.permission) {
            continue;
        }
        rights.push(row.permission);
        let mut holders: Vec<_> = rows
            .iter()
            .filter(|other| other.permission == row.permission)
            .map(|other| (other.role, other.level))
            .collect();
        holders.sort_unstable();
        for same_role in holders.chunk_by(|a, b| a.0 == b.0) {
            let levels: Vec<_> = same_role.iter().map(|(_, level)| level.title()).collect();
            lines.push([row.title.to_owned(), same_role[0].0.title().to_owned(), levels.join(", ")]);
        }
    }
    lines
}

fn table(lines: &[[String; 3]]) -> String {
    let head = ["Право", "Роль", "Уровень"].map(str::to_owned);
    let width = |column: usize| {
        lines.iter().chain([&head]).map(|line| line[column].chars().count()).max().unwrap_or(0)
    };
    let (right, role) = (width(0), width(1));
    let print = |line: &[String; 3]| format!("{:right$} | {:role$} | {}\n", line[0], line[1], line[2]);
    let rule = format!("{}-+-{}-+-{}\n", "-".repeat(right), "-".repeat(role), "-".repeat(7));
    [print(&head), rule].into_iter().chain(lines.iter().map(print)).collect()
}

fn addresses(areas: &[Area], permission: &str) -> String {
    let routes = areas.iter().flat_map(|area| &area.routes).filter(|route| route.permission == permission);
    let line = |route: &web::Route| {
        let does = if route.method == Method::Get { "открыть" } else { "отправить" };
        format!(
            "{does:9} {}
",
            route.path
        )
    };
    routes.map(line).collect::<Vec<_>>().concat()
}

/// Lines of one text the other has not; enough for sorted tables.
fn difference(old: &str, new: &str) -> String {
    let only = |sign: char, one: &str, other: &str| -> String {
        let known: BTreeSet<&str> = other.lines().collect();
        let lost = one.lines().filter(|line| !known.contains(line));
        lost.map(|line| format!("{sign} {line}\n")).collect::<Vec<_>>().concat()
    };
    only('-', old, new) + &only('+', new, old)
}
