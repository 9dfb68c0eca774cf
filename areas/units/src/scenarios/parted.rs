//! A merger is taken back: the unit was never away, and the history tells both.

use access::{Level, Role};
use testing::both_databases;

use super::living::{GROUND, Stage, day, stage};
use crate::Unit;

const WHY: (&str, &str) = ("ground", "ошиблись строкой");

/// Joins the northern municipality to the southern one.
fn joined(stage: &Stage) {
    let into = stage.tree.south.id.to_string();
    let fields = [("into", into.as_str()), ("day", "2026-06-01"), GROUND];
    assert_eq!(stage.step(&stage.institute, &stage.tree.north, "merger", &fields).status, 303);
}

/// A third municipality; its id.
fn western(stage: &Stage) -> String {
    let region = stage.tree.region.id.to_string();
    let fields = [
        ("parent", region.as_str()),
        ("level", "municipality"),
        ("name", "Западный округ"),
        ("kind", "city_okrug"),
        ("size_group", "district"),
        ("day", "2026-01-01"),
        ("ground", "закон"),
    ];
    stage.institute.done("/units", &fields).location.rsplit('/').next().unwrap().to_owned()
}

fn stood_under(stage: &Stage, unit: &Unit, on: &str) -> String {
    let on = on.parse().unwrap();
    let then = stage.app.house.db.read(|conn| crate::store::versions::of_unit(conn, unit.id, on)).unwrap();
    then.map(|then| then.path).unwrap_or_default()
}

both_databases! {
    fn a_merger_is_taken_back_with_what_stood_under_it(engine) {
        let stage = stage(engine);
        let (north, south, school) = (&stage.tree.north, &stage.tree.south, &stage.tree.school);
        joined(&stage);
        // What happens to the school meanwhile stays true.
        let renamed = [("name", "Гимназия № 1"), ("short_name", ""), ("day", "2026-06-10"), GROUND];
        assert_eq!(stage.step(&stage.institute, school, "name", &renamed).status, 303);
        let card = stage.institute.page(&north.url());
        assert!(card.says("Отменить присоединение") && !card.says("Открыть снова"));
        let then = stage.institute.page(&format!("{}?on=2026-05-31", north.url()));
        assert!(then.says("Как было 31.05.2026; с тех пор закрыта") && !then.says("Дела продолжает"), "{}", then.body);
        let form = stage.institute.page(&format!("{}/merger/reversal", north.url()));
        assert!(form.says("Под неё возвращаются: 1 запись"), "{}", form.body);
        let done = stage.step(&stage.institute, north, "merger/reversal", &[WHY]);
        assert_eq!(done.status, 303, "{}", done.body);
        assert_eq!(stage.now(north).state, "active");
        assert_eq!(stage.now(school).path, school.path);
        assert_eq!(stage.now(school).parent_id, Some(north.id));
        stage.stands_whole();
        for on in ["2026-05-31", "2026-06-01", "2026-06-17"] {
            assert!(stage.institute.page(&format!("/units?level=municipality&on={on}")).says("Северный округ"), "{on}");
            assert_eq!(stood_under(&stage, school, on), school.path, "{on}");
        }
        assert_eq!(stage.name_on(school, day(2026, 6, 9)), "Школа № 1");
        assert_eq!(stage.name_on(school, day(2026, 6, 10)), "Гимназия № 1");
        let card = stage.institute.page(&north.url());
        assert!(card.says("Присоединение к муниципалитету «Южный округ» отменено") && card.says("ошиблись строкой"));
        assert!(card.says("Присоединение к муниципалитету «Южный округ»"), "the history keeps what was");
        assert!(!card.says("Её люди, действующие документы"), "nobody goes on in its place");
        assert!(stage.institute.page(&south.url()).says("Присоединение муниципалитета «Северный округ» отменено"));
        assert!(stage.institute.page(&school.url()).says("Возвращение: из «Южный округ» в «Северный округ»"));
        assert_eq!(stage.authority.get(&school.url()).status, 200);
        // The second click, and an end of its own after it.
        let again = stage.step(&stage.institute, north, "merger/reversal", &[WHY]);
        assert!(again.status == 422 && again.says("отменять нечего"), "{}", again.body);
        closed_for_good(&stage);
    }

    fn a_merger_is_not_taken_back_without_a_reason_or_by_others(engine) {
        let stage = stage(engine);
        let north = &stage.tree.north;
        let early = stage.step(&stage.institute, north, "merger/reversal", &[WHY]);
        assert!(early.status == 422 && early.says("отменять нечего"), "{}", early.body);
        joined(&stage);
        let silent = stage.step(&stage.institute, north, "merger/reversal", &[("ground", " ")]);
        assert!(silent.status == 422 && silent.says("Укажите, почему присоединение отменяют"), "{}", silent.body);
        let long = "я".repeat(301);
        let wordy = stage.step(&stage.institute, north, "merger/reversal", &[("ground", long.as_str())]);
        assert!(wordy.status == 422 && wordy.body.contains(&long), "{}", wordy.status);
        let stale = stage.institute.post(&format!("{}/merger/reversal", north.url()), &[WHY, ("version", "1")]);
        assert_eq!(stale.status, 409, "{}", stale.body);
        let south = stage.app.browser_as(Role::MunicipalAuthority, Level::Municipality, &stage.tree.south.path);
        assert_eq!(stage.step(&south, north, "merger/reversal", &[WHY]).status, 404);
        assert_eq!(stage.now(north).state, "closed");
        stage.stands_whole();
    }

    fn of_two_joined_to_one_the_later_goes_back_first(engine) {
        let stage = stage(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        let west = western(&stage);
        joined(&stage);
        let version = stage.institute.page(&format!("/units/{west}/name")).input("version").unwrap();
        let into = south.id.to_string();
        let fields = [("into", into.as_str()), ("day", "2026-06-02"), GROUND, ("version", version.as_str())];
        stage.institute.done(&format!("/units/{west}/merger"), &fields);
        let refused = stage.institute.get(&format!("{}/merger/reversal", north.url()));
        assert!(refused.status == 422 && refused.says("Сначала отмените то присоединение"), "{}", refused.body);
        let version = stage.institute.page(&format!("/units/{west}/merger/reversal")).input("version").unwrap();
        stage.institute.done(&format!("/units/{west}/merger/reversal"), &[WHY, ("version", version.as_str())]);
        assert_eq!(stage.step(&stage.institute, north, "merger/reversal", &[WHY]).status, 303);
        stage.stands_whole();
    }

    fn a_merger_stays_when_what_it_rests_on_has_gone(engine) {
        let stage = stage(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        let west = western(&stage);
        joined(&stage);
        let onward = [("into", west.as_str()), ("day", "2026-06-05"), GROUND];
        assert_eq!(stage.step(&stage.institute, south, "merger", &onward).status, 303);
        let refused = stage.step(&stage.institute, north, "merger/reversal", &[WHY]);
        assert!(refused.status == 422 && refused.says("Сначала отмените это в её карточке"), "{}", refused.body);
        // The last first: then both go back.
        assert_eq!(stage.step(&stage.institute, south, "merger/reversal", &[WHY]).status, 303);
        let done = stage.step(&stage.institute, north, "merger/reversal", &[WHY]);
        assert_eq!(done.status, 303, "{}", done.body);
        assert_eq!(stage.now(&stage.tree.school).path, stage.tree.school.path);
        assert_eq!(stage.now(&stage.tree.other_school).path, stage.tree.other_school.path);
        stage.stands_whole();
    }
}

/// Closed for good: nobody is named as its heir then.
fn closed_for_good(stage: &Stage) {
    let (north, school) = (&stage.tree.north, &stage.tree.school);
    let fields = [("day", "2026-06-17"), GROUND];
    assert_eq!(stage.step(&stage.institute, school, "closing", &fields).status, 303);
    assert_eq!(stage.step(&stage.institute, north, "closing", &fields).status, 303);
    let card = stage.institute.page(&north.url());
    assert!(
        card.says("закрыта") && card.says("Открыть снова") && !card.says("Её люди, действующие документы")
    );
    assert_eq!(stage.step(&stage.institute, north, "opening", &fields).status, 303);
}
