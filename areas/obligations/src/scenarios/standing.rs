//! A unit's duties added up the tree, with what lies behind each figure; and duties done in somebody's stead on Home.

use access::{Level, Role};
use chrono::NaiveDate;
use db::{Conn, Result};
use registry::{Placed, Tally, TallyKind, TallyOffer, TallyPart, UnitTally};
use testing::{Engine, TestApp, both_databases};
use units::fixture::{SmallTree, plant};
use web::Area;

use super::hours::Old;

/// Every school has three met, one near, two overdue; a municipality one met.
struct Counted;

const KINDS: [TallyKind; 1] =
    [TallyKind { code: "test.things", title: "Пробные дела", of: "дел" }];

impl TallyOffer for Counted {
    fn kinds(&self) -> &'static [TallyKind] {
        &KINDS
    }

    fn tallies(&self, _: &mut Conn, path: &str, units: &[Placed], _: NaiveDate) -> Result<Vec<UnitTally>> {
        assert!(units.iter().all(|one| one.path.starts_with(path)));
        let mut counted: Vec<UnitTally> = Vec::new();
        // As areas do that count by places of work: of whatever lies there, also where the unit ceased.
        let own = path.trim_end_matches('/').rsplit('/').next().and_then(|id| id.parse().ok());
        if let Some(unit) = own.filter(|_| units.is_empty()) {
            counted.push(UnitTally {
                unit,
                kind: KINDS[0].code,
                tally: Tally { overdue: 1, ..Tally::default() },
            });
        }
        let tally = |one: &Placed| {
            let tally = match one.level {
                Level::Organisation => Tally { met: 3, near: 1, overdue: 2 },
                Level::Municipality => Tally { met: 1, ..Tally::default() },
                _ => return None,
            };
            Some(UnitTally { unit: one.unit, kind: KINDS[0].code, tally })
        };
        counted.extend(units.iter().filter_map(tally));
        Ok(counted)
    }

    fn url(&self, _: &str, unit: i64) -> String {
        format!("/things?unit={unit}")
    }

    fn listed(&self, _: &str, part: TallyPart, unit: i64) -> String {
        if part == TallyPart::Overdue { format!("/things?unit={unit}&late=1") } else { String::new() }
    }
}

fn stage(engine: Engine) -> (TestApp, SmallTree, SmallTree) {
    let counted = Area {
        name: "monitoring",
        tallies: vec![Box::new(Counted)],
        obligations: vec![Box::new(Old)],
        ..Area::default()
    };
    let app = TestApp::of(engine, vec![units::area(), crate::area(), counted]);
    let (tree, elsewhere) = (plant(&app.house).unwrap(), plant(&app.house).unwrap());
    (app, tree, elsewhere)
}

both_databases! {
    fn figures_are_added_up_the_tree_and_open_what_is_behind_them(engine) {
        let (app, tree, elsewhere) = stage(engine);
        let region = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        let shown = region.page("/duties");
        assert!(shown.says("Пробные дела") && shown.says("57 %"), "8 of 14 are met: {}", shown.body);
        for (state, count) in [("met", "8"), ("near", "2"), ("overdue", "4")] {
            let link = format!("kind=test.things&#38;state={state}\">{count}</a>");
            assert!(shown.body.contains(&link), "{link}: {}", shown.body);
        }
        assert!(shown.says("Северный округ") && shown.says("Пробные дела: 2"));
        let listed = region.page(&format!("/duties/units?unit={}&kind=test.things&state=overdue", tree.region.id));
        assert!(listed.says("Школа № 1") && listed.says("Школа № 2") && !listed.says("Южный округ</a>"));
        assert!(listed.body.contains(&format!("/things?unit={}", tree.school.id)));
        let school = region.page(&format!("/duties?unit={}", tree.school.id));
        assert!(school.body.contains(&format!("/things?unit={}", tree.school.id)));
        let late = format!("/things?unit={}&#38;late=1\">2</a>", tree.school.id);
        assert!(school.body.contains(&late), "the figure opens what it counts: {}", school.body);
        assert!(!school.body.contains(">3</a>") && !school.body.contains(">1</a>"), "no list, no link");
        let file = region.get(&format!("/duties/xlsx?unit={}", tree.region.id));
        assert_eq!(file.status, 200);
        let principal = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
        assert!(principal.page("/duties").says("50 %"));
        for unit in [&tree.north, &tree.other_school, &elsewhere.school] {
            assert_eq!(principal.get(&format!("/duties?unit={}", unit.id)).status, 404, "{}", unit.name);
        }
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        assert_eq!(teacher.get("/duties").status, 403);
    }

    fn a_unit_that_ceased_has_a_page_and_a_file_of_what_still_lies_there(engine) {
        let (app, tree, _) = stage(engine);
        app.write(|tx| tx.batch(&format!("UPDATE units SET state = 'closed' WHERE id = {}", tree.school.id)));
        let region = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        let shown = region.page(&format!("/duties?unit={}", tree.school.id));
        assert!(shown.says("Школа № 1") && shown.says("Пробные дела"), "{}", shown.body);
        assert_eq!(region.get(&format!("/duties/xlsx?unit={}", tree.school.id)).status, 200);
        let above = region.page(&format!("/duties?unit={}", tree.region.id));
        assert!(!above.says("Школа № 1"), "{}", above.body);
    }

    fn the_duties_of_the_absent_stand_on_the_deputys_home_with_a_mark(engine) {
        let (app, tree, _) = stage(engine);
        let head = app.account(Role::ServiceHead, Level::Municipality, &tree.north.path);
        let deputy = app.account(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
        let browser = app.signed_in(deputy);
        app.write(|tx| {
            tx.batch(&format!(
                "INSERT INTO delegations (id, grant_id, absent_id, deputy_id, valid_from, valid_to, reason, ground, duties, \
                 created_at) SELECT 1, g.id, g.account_id, {deputy}, '2026-06-18', '2026-06-20', 'trip', '', '', 1 \
                 FROM role_grants g WHERE g.account_id = {head}"
            ))
        });
        let home = browser.page("/");
        assert!(home.says("Заполнить таблицу") && home.says("· за Проверкина П. И."), "{}", home.body);
        assert!(home.says("Руководитель методической службы за Проверкина П. И. по 20.06.2026"));
        assert!(home.body.contains("<b>1</b>"), "the number beside the menu counts them too");
        app.write(|tx| tx.batch("UPDATE delegations SET duties = 'documents'"));
        assert!(!browser.page("/").says("Заполнить таблицу"), "only chosen areas");
    }
}
