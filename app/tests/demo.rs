//! The demo: the same from the same seed, served as it is, with an account for every role.

#![expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]

mod program;

use std::collections::BTreeSet;
use std::path::Path;

use access::{Level, Role};
use db::{Db, Durability, Ranges, Target};
use program::{Running, demo_small, get, json, run, text};
use testing::TestDatabase;

/// Everything a person would notice of the tree: ids included, which are made in order.
fn tree_of(target: &Target) -> Vec<String> {
    let db = Db::open(target, Durability::None).unwrap();
    let everything = Ranges::under(["/"]);
    let units = db
        .read(|conn| units::store::list(conn, &everything, &units::store::Filter::default(), 1000))
        .unwrap();
    units.into_iter().map(|(unit, _)| format!("{unit:?}")).collect()
}

fn sqlite(dir: &Path) -> Target {
    Target::Sqlite(dir.join("metodset.db"))
}

/// How many rows each table has.
fn counts_of(dir: &Path) -> Vec<(String, i64)> {
    use diesel::prelude::*;
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        rows: i64,
    }
    let db = Db::open(&sqlite(dir), Durability::None).unwrap();
    let columns = db.read(db::schema).unwrap();
    let tables: BTreeSet<String> =
        columns.iter().filter_map(|c| Some(c.split_once('.')?.0.to_owned())).collect();
    let count = |table: String| {
        let found: db::Result<Count> = db.read(|conn| {
            Ok(diesel::sql_query(format!("SELECT count(*) AS rows FROM {table}")).get_result(conn)?)
        });
        (table, found.unwrap().rows)
    };
    tables.into_iter().map(count).collect()
}

/// The texts a query finds as `told`.
fn told(db: &Db, query: &str) -> Vec<String> {
    use diesel::prelude::*;
    #[derive(QueryableByName)]
    struct Told {
        #[diesel(sql_type = diesel::sql_types::Text)]
        told: String,
    }
    let found: db::Result<Vec<Told>> = db.read(|conn| Ok(diesel::sql_query(query).load(conn)?));
    found.unwrap().into_iter().map(|one| one.told).collect()
}

#[test]
fn two_fillings_with_one_seed_are_the_same_and_with_another_are_not() {
    let (one, two, other) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    demo_small(one.path().to_str().unwrap());
    demo_small(two.path().to_str().unwrap());
    let dir = other.path().to_str().unwrap();
    assert!(run(&["demo", "--dir", dir, "--scale", "small", "--no-serve", "--seed", "2"]).status.success());
    assert_eq!(counts_of(one.path()), counts_of(two.path()));
    assert_eq!(tree_of(&sqlite(one.path())), tree_of(&sqlite(two.path())));
    assert_ne!(tree_of(&sqlite(one.path())), tree_of(&sqlite(other.path())));
    let files = |dir: &Path| {
        let folders = std::fs::read_dir(dir.join("files/objects")).unwrap();
        folders.map(|entry| entry.unwrap().file_name()).collect::<BTreeSet<_>>()
    };
    assert_eq!(files(one.path()), files(two.path()));
}

#[test]
fn every_role_of_the_house_can_sign_in() {
    let folder = tempfile::tempdir().unwrap();
    let printed = demo_small(folder.path().to_str().unwrap());
    assert!(printed["url"].is_null());
    let sign_ins = printed["sign_ins"].as_array().unwrap();
    let roles: BTreeSet<&str> = sign_ins.iter().map(|one| one["role"].as_str().unwrap()).collect();
    assert_eq!(roles, Role::ALL.iter().map(|role| role.code()).collect());
    let db = Db::open(&sqlite(folder.path()), Durability::None).unwrap();
    for one in sign_ins {
        use access::schema::accounts;
        use diesel::prelude::*;
        let found: db::Result<Option<String>> = db.read(|conn| {
            let login = one["login"].as_str().unwrap();
            let account = accounts::table.filter(accounts::login_key.eq(login));
            Ok(account.select(accounts::password_hash).first(conn)?)
        });
        assert!(
            access::verify_password(one["password"].as_str().unwrap(), &found.unwrap().unwrap()),
            "{one}"
        );
        assert!(!one["unit"].as_str().unwrap().is_empty());
    }
}

#[test]
fn everybody_of_the_demo_came_in_by_a_list() {
    let folder = tempfile::tempdir().unwrap();
    demo_small(folder.path().to_str().unwrap());
    let counts = counts_of(folder.path());
    let rows = |table: &str| counts.iter().find(|(name, _)| name == table).unwrap().1;
    assert!(rows("people") > 150, "{}", rows("people"));
    let db = Db::open(&sqlite(folder.path()), Durability::None).unwrap();
    let marked = told(
        &db,
        "SELECT CAST(m.object_id AS TEXT) AS told FROM list_marks m JOIN list_imports i ON i.id = m.import_id \
         WHERE i.kind = 'people'",
    );
    let marked = i64::try_from(marked.len()).unwrap();
    assert!(marked > 150 && marked <= rows("people"), "{marked}");
    // Who left before the lists of the day came is in none of them: such cards were entered by hand, as in life.
    let aside = told(
        &db,
        "SELECT p.last_name AS told FROM people p \
         WHERE NOT EXISTS (SELECT 1 FROM list_marks m JOIN list_imports i ON i.id = m.import_id \
             WHERE i.kind = 'people' AND m.object_id = p.id) \
         AND EXISTS (SELECT 1 FROM employments e WHERE e.person_id = p.id AND e.ended_on IS NULL)",
    );
    assert!(aside.is_empty(), "whoever works came in by a list: {aside:?}");
    let without = told(
        &db,
        "SELECT u.short_name AS told FROM units u \
         WHERE NOT EXISTS (SELECT 1 FROM employments e WHERE e.unit_id = u.id)",
    );
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn pairs_of_the_demo_have_papers_of_their_own_and_few_lost_a_mentor() {
    let folder = tempfile::tempdir().unwrap();
    demo_small(folder.path().to_str().unwrap());
    let db = Db::open(&sqlite(folder.path()), Durability::None).unwrap();
    let shared = told(
        &db,
        "SELECT f.sha256 AS told FROM document_files f JOIN mentorships m ON m.order_document_id = f.document_id \
         GROUP BY f.sha256 HAVING count(DISTINCT f.document_id) > 1",
    );
    assert!(shared.is_empty(), "{} files stand behind several orders", shared.len());
    let lost = told(
        &db,
        "SELECT CAST(w.ended_on AS TEXT) AS told FROM mentorships m JOIN mentorship_mentors p ON p.mentorship_id = m.id \
         JOIN employments w ON w.person_id = p.person_id AND w.unit_id = m.unit_id \
         WHERE m.state = 'active' AND p.to_on IS NULL AND w.ended_on IS NOT NULL",
    );
    assert!((1..=4).contains(&lost.len()), "{lost:?}");
    let later = told(
        &db,
        "SELECT CAST(j.held_on AS TEXT) AS told FROM mentorship_works j \
         JOIN mentorship_mentors p ON p.mentorship_id = j.mentorship_id \
         JOIN employments w ON w.person_id = p.person_id WHERE w.ended_on IS NOT NULL AND j.held_on > w.ended_on \
         AND NOT EXISTS (SELECT 1 FROM employments o WHERE o.person_id = p.person_id AND o.ended_on IS NULL)",
    );
    assert!(later.is_empty(), "journals of nobody: {later:?}");
    let applied = told(&db, "SELECT state AS told FROM mentorship_applications ORDER BY state, id");
    assert_eq!(applied, ["accepted", "declined", "submitted"]);
    assert!(!told(&db, "SELECT half AS told FROM mentorship_reports WHERE side = 'mentee'").is_empty());
}

#[test]
fn pairs_of_the_demo_are_of_every_category_kind_and_turn() {
    let folder = tempfile::tempdir().unwrap();
    demo_small(folder.path().to_str().unwrap());
    let db = Db::open(&sqlite(folder.path()), Durability::None).unwrap();
    let distinct = |column: &str| {
        told(&db, &format!("SELECT DISTINCT {column} AS told FROM mentorships ORDER BY {column}"))
    };
    assert_eq!(distinct("category"), ["demobilised", "trainee", "working_student", "young_specialist"]);
    assert_eq!(distinct("kind"), ["collective", "consultant", "subject"]);
    assert_eq!(distinct("state"), ["active", "cancelled", "ended", "preparing"]);
    // Three replaced by orders: on a mentee's application, a long leave, discord; the third in another town.
    let replaced = told(
        &db,
        "SELECT p.end_ground AS told FROM mentorship_orders o JOIN mentorship_mentors p ON p.id = o.leaving_id \
         ORDER BY p.end_ground, o.id",
    );
    assert_eq!(replaced, ["absence_leave", "application", "incompatibility"]);
    let waiting = told(
        &db,
        "SELECT CAST(p.id AS TEXT) AS told FROM mentorship_mentors p JOIN mentorships m ON m.id = p.mentorship_id \
         WHERE m.state = 'active' AND p.from_on IS NULL AND p.to_on IS NULL",
    );
    assert_eq!(waiting.len(), 1, "one successor waits for the order");
    assert_eq!(
        told(&db, "SELECT end_ground AS told FROM mentorships WHERE end_ground = 'employer'").len(),
        1
    );
    let guests =
        told(&db, "SELECT agreement AS told FROM mentorship_mentors WHERE agreement <> '' ORDER BY id");
    assert_eq!(guests.len(), 1, "{guests:?}");
    let several = told(
        &db,
        "SELECT CAST(count(*) AS TEXT) AS told FROM mentorship_mentors p JOIN mentorships m ON m.id = p.mentorship_id \
         WHERE m.kind = 'collective' GROUP BY m.id ORDER BY m.id",
    );
    assert!(!several.is_empty() && several.iter().all(|count| count == "2"), "{several:?}");
    // Two mentors of one person, each of a kind: somebody is the mentee of two pairs at work.
    let shared = told(
        &db,
        "SELECT CAST(mentee_id AS TEXT) AS told FROM mentorships WHERE state = 'active' AND category = 'demobilised' \
         GROUP BY mentee_id HAVING count(DISTINCT kind) = 2",
    );
    assert_eq!(shared.len(), 1);
    let passed = told(&db, "SELECT passed_to AS told FROM mentoring_experiences ORDER BY passed_to, id");
    assert_eq!(passed, ["", "", "council", "service"]);
    // Two of three municipalities adopted an order on the monitoring of adaptation, and studied.
    let acts = told(&db, "SELECT title AS told FROM documents WHERE kind = 'adaptation_monitoring_act'");
    assert_eq!(acts.len(), 2);
}

/// Days on which people of the demo meet, sign and report: of councils, orders, reports, visits, briefings.
const DAYS: [(&str, &str); 14] = [
    ("mentorships", "council_on"),
    ("mentorships", "deputy_on"),
    ("mentorships", "order_on"),
    ("mentorships", "announced_on"),
    ("mentorship_mentors", "consent_on"),
    ("mentorship_mentors", "terms_on"),
    ("mentorship_successions", "council_on"),
    ("mentorship_successions", "mentee_on"),
    ("mentorship_reports", "submitted_on"),
    ("mentorship_reports", "heard_on"),
    ("mentorship_visits", "held_on"),
    ("mentorship_works", "held_on"),
    ("mentoring_gatherings", "held_on"),
    ("documents", "signed_on"),
];

#[test]
fn nobody_of_the_demo_meets_or_signs_on_a_day_off() {
    let folder = tempfile::tempdir().unwrap();
    demo_small(folder.path().to_str().unwrap());
    let db = Db::open(&sqlite(folder.path()), Durability::None).unwrap();
    let packs = packs::Library::embedded().unwrap();
    let calendar = &packs.pack("federal").unwrap().calendar;
    for (table, column) in DAYS {
        let days = told(
            &db,
            &format!(
                "SELECT DISTINCT CAST({column} AS TEXT) AS told FROM {table} WHERE {column} IS NOT NULL ORDER BY told"
            ),
        );
        assert!(!days.is_empty(), "{table}.{column}");
        let off: Vec<&String> =
            days.iter().filter(|day| !calendar.is_working(day.parse().unwrap())).collect();
        assert!(off.is_empty(), "{table}.{column}: {off:?}");
    }
}

#[test]
fn pairs_of_the_demo_came_to_their_term_and_each_has_one_term() {
    let folder = tempfile::tempdir().unwrap();
    let printed = demo_small(folder.path().to_str().unwrap());
    let db = Db::open(&sqlite(folder.path()), Durability::None).unwrap();
    let finished = told(
        &db,
        "SELECT o.adaptation AS told FROM mentorships m JOIN mentorship_outcomes o ON o.mentorship_id = m.id \
         JOIN mentorship_reports r ON r.mentorship_id = m.id AND r.side = 'mentor' AND r.half = '2026-2' \
         WHERE m.state = 'ended' AND m.end_ground = '' AND m.ended_on = m.ends_on AND m.result <> '' \
         AND r.state = 'approved' ORDER BY m.id",
    );
    assert_eq!(finished.len(), 2, "in the town and in another municipality: {finished:?}");
    let twofold = told(
        &db,
        "SELECT CAST(mentee_id AS TEXT) AS told FROM mentorships WHERE state IN ('preparing', 'active') \
         GROUP BY mentee_id, unit_id HAVING count(DISTINCT category) > 1",
    );
    assert!(twofold.is_empty(), "{twofold:?}");
    let at_once = told(
        &db,
        "SELECT CAST(x.mentee_id AS TEXT) AS told FROM mentorships x JOIN mentorships y ON y.mentee_id = x.mentee_id \
         AND y.unit_id = x.unit_id AND y.category <> x.category AND y.order_on > x.order_on AND x.ended_on >= y.order_on",
    );
    assert!(at_once.is_empty(), "two categories on one day: {at_once:?}");
    let mentee = printed["sign_ins"].as_array().unwrap().iter().find(|one| one["login"] == "mentee").unwrap();
    assert_eq!(mentee["role"], "teacher");
    let own = told(
        &db,
        "SELECT m.category AS told FROM mentorships m JOIN people p ON p.id = m.mentee_id \
         JOIN accounts a ON a.id = p.account_id WHERE a.login = 'mentee' AND m.state = 'active'",
    );
    assert!(own.iter().any(|category| category == "young_specialist"), "{own:?}");
    let shared = told(
        &db,
        "SELECT CAST(o.id AS TEXT) AS told FROM mentorship_orders o JOIN mentorship_mentors l ON l.id = o.leaving_id \
         JOIN mentorship_mentors n ON n.id = o.next_id WHERE l.to_on >= n.from_on",
    );
    assert!(shared.is_empty(), "a day of two mentors: {shared:?}");
    let visas = told(&db, "SELECT coalesce(mark, 'waits') AS told FROM document_visas ORDER BY place, id");
    assert_eq!(visas, ["given", "remarked", "waits"]);
}

/// What stands in this table without having come in by a row of a list of the kind that brought something new.
fn put_in_aside(db: &Db, (table, name): (&str, &str), (kind, new): (&str, &str), asked: &str) -> Vec<String> {
    told(
        db,
        &format!(
            "SELECT t.{name} AS told FROM {table} t WHERE {asked} AND NOT EXISTS (SELECT 1 FROM list_marks m \
             JOIN list_imports i ON i.id = m.import_id WHERE i.kind = '{kind}' AND i.state = 'applied' \
             AND m.object_id = t.id AND m.outcome = 'done' AND m.was LIKE '%{new}%') ORDER BY t.id"
        ),
    )
}

#[test]
fn whatever_stands_under_the_region_came_in_by_a_list() {
    let folder = tempfile::tempdir().unwrap();
    demo_small(folder.path().to_str().unwrap());
    let db = Db::open(&sqlite(folder.path()), Durability::None).unwrap();
    let (units, new) = (("units", "short_name"), "\"added\":true");
    let aside = put_in_aside(&db, units, ("units", new), "t.parent_id IS NOT NULL");
    assert!(aside.is_empty(), "{aside:?}");
    // The region itself stands under nothing a list could be of.
    assert_eq!(put_in_aside(&db, units, ("units", new), "1 = 1"), ["Амурская область"]);
    let aside = put_in_aside(&db, ("structures", "name"), ("structures", new), "1 = 1");
    assert!(aside.is_empty(), "{aside:?}");
    // A head comes with the structure; whoever joined later was taken in on the day, as the pages do it.
    let members = "t.role <> 'head' AND EXISTS (SELECT 1 FROM structures s WHERE s.id = t.structure_id \
                   AND s.started_on = t.from_on)";
    let aside = put_in_aside(&db, ("structure_members", "name"), ("members", "\"before\":null"), members);
    assert!(aside.is_empty(), "{aside:?}");
}

#[test]
fn every_list_of_the_demo_was_taken_whole() {
    let folder = tempfile::tempdir().unwrap();
    demo_small(folder.path().to_str().unwrap());
    let db = Db::open(&sqlite(folder.path()), Durability::None).unwrap();
    let lists = told(
        &db,
        "SELECT kind || ' ' || state || ' ' || file_name || ': ' || told AS told FROM list_imports ORDER BY id",
    );
    // One waits on the demo's day for whoever looks through it: not every row of it can be taken.
    let (open, done): (Vec<&String>, Vec<&String>) = lists.iter().partition(|one| one.contains(" open "));
    assert!(matches!(open.as_slice(), [one] if one.starts_with("people ")), "{open:?}");
    for list in &done {
        assert!(list.contains(" applied ") && list.contains("\"doubtful\":0"), "{list}");
        assert!(list.contains("\"wrong\":0") && !list.contains("\"new\":0"), "{list}");
    }
    let kinds: BTreeSet<&str> = done.iter().filter_map(|one| one.split(' ').next()).collect();
    assert_eq!(kinds, BTreeSet::from(["members", "people", "structures", "units"]));
}

#[test]
fn the_first_hour_of_a_demo_finds_nobody_who_has_left_and_is_still_seen() {
    let folder = tempfile::tempdir().unwrap();
    demo_small(folder.path().to_str().unwrap());
    let db = Db::open(&sqlite(folder.path()), Durability::None).unwrap();
    let seen = told(
        &db,
        "SELECT p.last_name AS told FROM people p JOIN employments e ON e.person_id = p.id \
         WHERE p.state = 'active' AND e.shows AND e.ended_on < '2026-06-18'",
    );
    assert!(seen.is_empty(), "{seen:?}");
}

#[test]
fn an_existing_demo_is_served_as_it_is_and_its_clock_only_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let first = demo_small(dir);
    let before = tree_of(&sqlite(folder.path()));
    let arguments = ["demo", "--dir", dir, "--listen", "127.0.0.1:1", "--listen", "127.0.0.1:0", "--json"];
    let mut running = Running::start(&arguments);
    let printed = running.document();
    assert_eq!(printed["sign_ins"], first["sign_ins"]);
    let page = get(printed["url"].as_str().unwrap(), "/sign-in");
    assert!(page.contains("<html lang=\"ru\"") && page.contains("/assets/app-"), "{page}");
    assert_eq!(running.stop(), Some(0));
    assert_eq!(tree_of(&sqlite(folder.path())), before);
    let back = run(&["demo", "--dir", dir, "--no-serve", "--today", "2025-01-01"]);
    assert_eq!(back.status.code(), Some(1));
    assert!(text(&back.stderr).contains("2026-06-18"), "{}", text(&back.stderr));
    assert_eq!(run(&["demo", "--dir", dir, "--no-serve", "--today", "2026-09-01"]).status.code(), Some(0));
    assert_eq!(run(&["demo", "--dir", dir, "--no-serve"]).status.code(), Some(0));
}

#[test]
fn a_real_installation_is_never_filled() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    assert!(run(&["migrate", "--dir", dir]).status.success());
    let db = Db::open(&sqlite(folder.path()), Durability::None).unwrap();
    db.write(|tx| {
        let at = db::Clock::system().now();
        units::store::add(
            tx,
            2,
            &units::NewUnit::named(units::UnitId(1), None, Level::Region, "region", "Область", at),
        )
    })
    .unwrap();
    drop(db);
    let outcome = run(&["demo", "--dir", dir, "--no-serve"]);
    assert_eq!(outcome.status.code(), Some(1));
    assert!(text(&outcome.stderr).contains("not a demo"), "{}", text(&outcome.stderr));
}

#[test]
fn a_demo_begun_before_this_years_collection_has_the_results_of_the_two_years_before() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let day = ["demo", "--dir", dir, "--scale", "small", "--no-serve", "--today", "2026-03-02"];
    assert!(run(&day).status.success());
    let counts = counts_of(folder.path());
    let rows = |table: &str| counts.iter().find(|(name, _)| name == table).unwrap().1;
    assert_eq!((rows("campaigns"), rows("publications"), rows("sheets")), (2, 2, 6));
}

#[test]
fn both_databases_hold_the_same_tree() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    demo_small(dir);
    let database = TestDatabase::bare("LOCALE 'C' ENCODING 'UTF8'");
    let Target::Postgres(url) = &database.target else { panic!("another database") };
    let arguments = ["demo", "--database", url, "--dir", dir, "--scale", "small", "--no-serve", "--json"];
    let outcome = run(&arguments);
    assert_eq!(outcome.status.code(), Some(0), "{}", text(&outcome.stderr));
    // One a role, a mentee and the chair of the council of a school.
    assert_eq!(json(&outcome.stdout)["sign_ins"].as_array().unwrap().len(), Role::ALL.len() + 2);
    assert_eq!(tree_of(&sqlite(folder.path())), tree_of(&database.target));
}
