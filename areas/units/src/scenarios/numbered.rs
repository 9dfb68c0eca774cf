//! Schools by their numbers: in order on every page of a list, then and now, and found by short words.

use access::{Level, Role};
use db::Ranges;
use testing::{TestApp, both_databases};

use crate::fixture::{self, SmallTree};
use crate::store::listing::{self, Filter};
use crate::store::versions;
use crate::{NewUnit, UnitId, area, finding, store};

/// Schools № 3 to № 129 of the north, put in in no order.
fn grown(app: &TestApp) -> SmallTree {
    let tree = fixture::plant(&app.house).unwrap();
    app.write(|tx| {
        let house = &app.house;
        for step in 1..128_u32 {
            let number = 2 + step * 37 % 128;
            let name = format!("Школа № {number}");
            let id = UnitId(house.id());
            let new =
                NewUnit::named(id, Some(&tree.north), Level::Organisation, "school", &name, house.now());
            let from = house.now().day(house.settings.zone);
            let unit = store::add(tx, house.id(), &NewUnit { from, ..new })?;
            finding::put(tx, &unit)?;
        }
        finding::put(tx, &tree.school)
    });
    tree
}

fn numbers(body: &str) -> Vec<u32> {
    let told = body.split("Школа № ").skip(1);
    let number = |rest: &str| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok();
    let mut all: Vec<u32> = told.filter_map(number).collect();
    all.dedup();
    all
}

both_databases! {
    fn schools_stand_by_their_numbers_on_every_page(engine) {
        let app = TestApp::of(engine, vec![area()]);
        let tree = grown(&app);
        let scope = Ranges::under([tree.north.path.as_str()]);
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let filter = Filter { level: Some(Level::Organisation), after, ..Filter::default() };
            let page = app.house.db.read(|conn| listing::list(conn, &scope, &filter, 50)).unwrap();
            let Some((last, key)) = page.last().cloned() else { break };
            after = Some((key, last.id.0));
            all.extend(page.into_iter().flat_map(|(unit, _)| numbers(&unit.short_name)));
        }
        assert!(all.len() == 128 && all.is_sorted(), "{all:?}");
        let head = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path);
        let shown = numbers(&head.page("/units?level=organisation").body);
        assert!(shown.starts_with(&[1, 3, 4]) && shown.is_sorted() && shown.contains(&20), "{shown:?}");
        let today = app.house.now().day(app.house.settings.zone);
        let filter = Filter { level: Some(Level::Organisation), name: "Школа № 1".to_owned(), ..Filter::default() };
        let then = app.house.db.read(|conn| versions::list(conn, &scope, &filter, today, 50)).unwrap();
        let then: Vec<u32> = then.iter().flat_map(|one| numbers(&one.short_name)).collect();
        assert!(then.starts_with(&[1, 10, 11]) && then.len() == 41, "{then:?}");
        let begun = numbers(&head.page("/units?level=organisation&name=%D1%88%D0%BA%D0%BE%D0%BB%D0%B0%20%E2%84%96%201").body);
        assert!(begun.starts_with(&[1, 10, 11]) && begun.contains(&123) && !begun.contains(&21), "{begun:?}");
    }

    fn a_school_is_found_by_short_words_and_its_own_number_first(engine) {
        let app = TestApp::of(engine, vec![area()]);
        let tree = grown(&app);
        let scope = Ranges::under([tree.region.path.as_str()]);
        let found = |typed: &str| {
            let asked = search::Asked::of(typed).unwrap();
            let sought = [search::Sought { kind: "units.unit", scope: &scope, also: &[] }];
            let ids = app.house.db.read(|conn| search::ids(conn, &sought, &asked.words, 5)).unwrap();
            let units = app.house.db.read(|conn| store::all_of(conn, &ids)).unwrap();
            ids.iter().map(|id| units.iter().find(|unit| unit.id.0 == *id).unwrap().short_name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(found("сш 1"), ["Школа № 1"]);
        assert_eq!(found("СОШ № 11"), ["Школа № 11"]);
        assert_eq!(found("школа")[..3], ["Школа № 1", "Школа № 2", "Школа № 3"]);
        assert!(found("гимн. 1").is_empty() && found("доу 1").is_empty());
    }
}
