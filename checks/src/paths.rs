//! Kept paths: every column that holds one is declared by its area, and after any run of moves and mergers each of them says
//! what the tree says, and nobody's people are lost.

use std::collections::BTreeSet;

use access::{AccountId, Granted, Level, Role};
use chrono::NaiveDate;
use db::{Db, Durability};
use monitoring::RunCampaign;
use monitoring::actions::campaign::{self, Plan};
use registry::{Keeping, KeptPath};
use testing::{Engine, Sink, TestApp, TestDatabase, both_databases};
use units::actions::{self, Dated};
use units::fixture::plant_on;
use units::model::Entered;
use units::{KeepUnits, Unit, UnitId};
use web::{Cx, Write};

use crate::tables;

pub(crate) fn declared() -> Vec<KeptPath> {
    metodset::areas::all().into_iter().flat_map(|area| area.paths).collect()
}

/// Columns called like a path that hold no path of a unit.
const OTHER: [&str; 1] = ["units.path"];

#[test]
fn every_path_column_is_declared_by_its_area() {
    let database = TestDatabase::new(Engine::Sqlite);
    let db = Db::open(&database.target, Durability::None).unwrap();
    let is_path = |column: &str| column == "path" || column.ends_with("_path");
    let mut there = BTreeSet::new();
    for (table, columns) in tables::columns(&db) {
        there.extend(
            columns.iter().filter(|column| is_path(column)).map(|column| format!("{table}.{column}")),
        );
    }
    let named = |one: &KeptPath| format!("{}.{}", one.table, one.column);
    let told: BTreeSet<String> =
        declared().iter().map(named).chain(OTHER.iter().map(|name| (*name).to_owned())).collect();
    assert!(there.len() > 15, "almost no paths: {there:?}");
    let forgotten: Vec<_> = there.difference(&told).collect();
    assert!(forgotten.is_empty(), "declare in `paths` of the area whether a move changes: {forgotten:?}");
    let gone: Vec<_> = told.difference(&there).collect();
    assert!(gone.is_empty(), "declared, but no such column: {gone:?}");
}

#[test]
fn the_columns_beside_a_kept_path_exist_and_owners_come_first() {
    let database = TestDatabase::new(Engine::Sqlite);
    let db = Db::open(&database.target, Durability::None).unwrap();
    let columns = tables::columns(&db);
    let has = |table: &str, column: &str| columns[table].iter().any(|name| name == column);
    let all = declared();
    for (place, one) in all.iter().enumerate() {
        match one.keeping {
            Keeping::Copied => {}
            Keeping::Living { unit } => assert!(has(one.table, unit), "{one:?}"),
            Keeping::Within { unit, of, owners } => {
                assert!(has(one.table, unit) && has(one.table, of) && has(owners, "unit_path"), "{one:?}");
                let is_before = all[..place].iter().any(|before| before.table == owners);
                assert!(is_before, "{owners} has to be rewritten before {}", one.table);
            }
            Keeping::Frozen { why } => assert!(why.len() > 20, "say why: {one:?}"),
        }
    }
}

/// A chance that is the same at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

/// A region of three municipalities with schools, people and documents in each.
struct Ground {
    app: TestApp,
    people: Vec<AccountId>,
}

fn ground(engine: Engine) -> Ground {
    let app = TestApp::of(engine, metodset::areas::all());
    let since = NaiveDate::from_ymd_opt(2020, 9, 1).unwrap();
    let tree = plant_on(&app.house, since).unwrap();
    let mut units =
        vec![tree.north.clone(), tree.south.clone(), tree.school.clone(), tree.other_school.clone()];
    let day = Dated { day: since, ground: "приказ".to_owned() };
    let mut add = |parent: &Unit, level, kind: &str, name: &str| {
        let mut new = Entered { name: name.to_owned(), ..Entered::default() };
        kind.clone_into(&mut new.passport.kind);
        if level == Level::Municipality {
            "district".clone_into(&mut new.passport.size_group);
        }
        let unit = act(&app, |cx, may| actions::add(cx, may, (Some(parent.id), level), &new, &day)).unwrap();
        units.push(unit.clone());
        unit
    };
    let east = add(&tree.region, Level::Municipality, "municipal_district", "Восточный округ");
    for number in 3..8 {
        let parent = [&tree.north, &tree.south, &east][number % 3];
        add(parent, Level::Organisation, "school", &format!("Школа № {number}"));
    }
    let mut people = Vec::new();
    for unit in &units {
        let role = if unit.level() == Level::Organisation { Role::Teacher } else { Role::MunicipalMethodist };
        people.push(app.account(role, unit.level(), &unit.path));
    }
    let campaign = campaign(&app, &tree.region);
    for unit in &units {
        let rows = owed(&tree.region, unit, campaign, [0; 4].map(|_| app.house.id()));
        app.write(|tx| tx.batch(&rows));
    }
    Ground { app, people }
}

/// An open monitoring of the region: each municipality has a sheet.
pub(crate) fn campaign(app: &TestApp, region: &Unit) -> i64 {
    let mut cx = Cx::<Write>::outside(&app.house, None).unwrap();
    let run = cx.operator::<RunCampaign>().unwrap();
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let plan = Plan {
        template: "amur-2020/mms",
        period: "2026",
        days: [day(6, 1), day(6, 30), day(7, 31), day(8, 20)],
        hour: None,
    };
    let campaign = campaign::plan(&mut cx, &run, region, &plan).unwrap();
    campaign::open(&mut cx, &run, campaign).unwrap();
    cx.finish().unwrap();
    campaign.0
}

/// A document in force, a recommendation under way with its measure, a decision on control.
fn owed(
    owner: &Unit,
    unit: &Unit,
    campaign: i64,
    [paper, recommendation, measure, decision]: [i64; 4],
) -> String {
    let (id, path) = (unit.id, &unit.path);
    format!(
        "INSERT INTO documents (id, unit_id, unit_path, kind, genus, title, name_key, number, signed_on, issuer, status, \
         topic, topic_key, cancel_reason, created_at, updated_at, version) VALUES ({paper}, {id}, '{path}', 'plan', 'plan', \
         'План', 'план', '1', '2026-01-12', '', 'in_force', '', '', '', 1, 1, 1); \
         INSERT INTO recommendations (id, campaign_id, owner_id, owner_path, unit_id, unit_path, unit_name, subject, \
         subject_key, level, no, title, score, max, finding, revision, addressee, text, clause, status, reply_by, word, \
         sent_at, ended_at, created_at, updated_at, version) VALUES ({recommendation}, {campaign}, {}, '{}', {id}, '{path}', \
         'Запись', '', '', 'municipality', '1.3', 'План-график', '0', '1', 'absent', 1, '', 'Утвердите.', '', \
         'answered', '2026-07-20', '', 1, NULL, 1, 1, 1); \
         INSERT INTO decisions (id, unit_id, unit_path, kind, is_binding, topic, title, title_key, decided_on, \
         taken_at_level, taken_by, document_id, audience, controller, controller_role, plan_id, plan_item, status, word, \
         ended_at, created_by, created_at, updated_at, version) VALUES ({decision}, {id}, '{path}', 'order', TRUE, 'support', \
         'О мерах', 'о мерах', '2026-06-10', 'head', '', NULL, '', 'начальник', '', NULL, '', 'taken', '', NULL, NULL, 1, \
         1, 1); \
         INSERT INTO measures (id, recommendation_id, decision_id, ordinal, unit_id, unit_path, title, responsible, due_on, \
         prolonged, status, done_on, outcome, document_id, created_at, updated_at, version) VALUES ({measure}, NULL, \
         {decision}, 1, {id}, '{path}', 'План', 'методист', '2026-09-01', 0, 'planned', NULL, '', NULL, 1, 1, 1)",
        owner.id, owner.path
    )
}

pub(crate) fn act<T>(
    app: &TestApp,
    work: impl FnOnce(&mut Cx<Write>, &Granted<KeepUnits>) -> web::Result<T>,
) -> web::Result<T> {
    let mut cx = Cx::<Write>::outside(&app.house, None).unwrap();
    let may = cx.operator::<KeepUnits>().unwrap();
    let done = work(&mut cx, &may)?;
    cx.finish().unwrap();
    Ok(done)
}

impl Ground {
    fn all(&self) -> Vec<Unit> {
        let everything = db::Ranges::under(["/"]);
        let filter = units::store::Filter::default();
        let found = self.app.house.db.read(|conn| units::store::list(conn, &everything, &filter, 1000));
        let mut units: Vec<Unit> = found.unwrap().into_iter().map(|(unit, _)| unit).collect();
        units.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
        units
    }

    /// One move or merger; a refusal changes nothing.
    fn step(&self, dice: &mut Dice) -> bool {
        let all = self.all();
        let (one, other) = (&all[dice.below(all.len())], &all[dice.below(all.len())]);
        let day = self.app.house.now().day(self.app.house.settings.zone);
        let dated = Dated { day, ground: "постановление № 1".to_owned() };
        let seen: (UnitId, i64) = (one.id, one.version);
        let outcome = match dice.below(4) {
            0 => {
                act(&self.app, |cx, may| actions::merge(cx, may, seen, &units::Joining::to(other.id), &dated))
            }
            _ => act(&self.app, |cx, may| actions::transfer(cx, may, seen, other.id, &dated)),
        };
        outcome.is_ok()
    }

    fn holds(&self) {
        self.app
            .house
            .db
            .read(|conn| {
                assert_eq!(
                    units::store::paths::uprooted(conn)?,
                    0,
                    "a unit stands elsewhere than under its parent"
                );
                for one in declared() {
                    let astray = units::store::paths::astray(conn, &one)?;
                    assert_eq!(astray, 0, "{}.{} is not the path of its unit", one.table, one.column);
                }
                Ok::<_, db::Error>(())
            })
            .unwrap();
        let today = self.app.house.now().day(self.app.house.settings.zone);
        let open = "SELECT CAST(count(*) AS TEXT) AS line FROM measures m JOIN units u ON u.id = m.unit_id \
                    WHERE m.status = 'planned' AND u.state = 'active'";
        let planned = self.app.house.db.read(|conn| Ok::<_, db::Error>(tables::lines(conn, open))).unwrap();
        assert_eq!(
            planned,
            [self.people.len().to_string()],
            "every measure ordered is still to be done by somebody"
        );
        let at_work: Vec<String> = self.all().into_iter().map(|unit| unit.path).collect();
        for person in &self.people {
            let held = self.app.house.db.read(|conn| access::store::grants(conn, *person)).unwrap();
            let now: Vec<_> = held.iter().filter(|grant| grant.is_in_force(today)).collect();
            assert_eq!(now.len(), 1, "{person:?} has one role before and after");
            assert!(at_work.contains(&now[0].scope.path), "{person:?} works in a unit that is at work");
        }
    }
}

both_databases! {
    fn a_row_written_in_the_moment_of_a_move_is_set_straight(engine) {
        let ground = ground(engine);
        let all = ground.all();
        let school = all.iter().find(|unit| unit.name == "Школа № 1").unwrap();
        let south = all.iter().find(|unit| unit.name == "Южный округ").unwrap();
        let day = ground.app.house.now().day(ground.app.house.settings.zone);
        let dated = Dated { day, ground: "постановление № 1".to_owned() };
        let seen = (school.id, school.version);
        act(&ground.app, |cx, may| actions::transfer(cx, may, seen, south.id, &dated)).unwrap();
        // Whoever read the old path before the move and wrote after it.
        let late = format!("UPDATE documents SET unit_path = '{}' WHERE unit_id = {}", school.path, school.id);
        ground.app.write(|tx| tx.batch(&late));
        let astray = || {
            let documents = KeptPath::of("documents");
            ground.app.house.db.read(|conn| units::store::paths::astray(conn, &documents)).unwrap()
        };
        assert_eq!(astray(), 1);
        let later = ground.app.server_later(metodset::areas::all(), 60, &Sink::start());
        testing::run_jobs(&later);
        assert_eq!(astray(), 0);
        ground.holds();
    }

    fn after_any_moves_and_mergers_paths_are_true_and_nobody_is_lost(engine) {
        let ground = ground(engine);
        ground.holds();
        let mut done = 0;
        let mut dice = Dice(2026);
        for _ in 0..60 {
            if ground.step(&mut dice) {
                done += 1;
                ground.holds();
            }
        }
        assert!(done >= 8, "only {done} steps were possible: the test says nothing");
    }
}
