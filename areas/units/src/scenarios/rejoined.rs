//! A division is taken back: the new unit was never there, and the history tells both.

use access::{Level, Role};
use testing::both_databases;

use super::living::{GROUND, Stage, stage};
use crate::{Unit, UnitId};

const WHY: (&str, &str) = ("ground", "ошиблись строкой");

/// A municipality comes out of the northern one with its school.
fn divided(stage: &Stage) -> Unit {
    let (north, school) = (&stage.tree.north, stage.tree.school.id.to_string());
    let passport = [
        ("kind", north.kind.as_str()),
        ("size_group", "district"),
        ("teachers", "43"),
        ("pupils", "382"),
        ("day", "2026-05-01"),
    ];
    assert_eq!(stage.step(&stage.institute, north, "passport", &passport).status, 303);
    let fields = [
        ("name", "Посёлок Прогресс"),
        ("kind", "city_okrug"),
        ("along", school.as_str()),
        ("teachers", "13"),
        ("pupils", "82"),
        ("day", "2026-06-01"),
        GROUND,
    ];
    let done = stage.step(&stage.institute, north, "division", &fields);
    assert_eq!(done.status, 303, "{}", done.body);
    let id = UnitId(done.location.rsplit('/').next().unwrap().parse().unwrap());
    stage.app.house.db.read(|conn| crate::store::living::reread(conn, id)).unwrap().unwrap()
}

both_databases! {
    fn a_division_is_taken_back_with_what_stood_under_it(engine) {
        let stage = stage(engine);
        let (north, school) = (&stage.tree.north, &stage.tree.school);
        let new = divided(&stage);
        assert_eq!(stage.now(school).parent_id, Some(new.id));
        // What happens to the school meanwhile stays true.
        let renamed = [("name", "Гимназия № 1"), ("short_name", ""), ("day", "2026-06-10"), GROUND];
        assert_eq!(stage.step(&stage.institute, school, "name", &renamed).status, 303);
        assert!(stage.institute.page(&new.url()).says("Отменить выделение"));
        assert!(!stage.institute.page(&north.url()).says("Отменить выделение"), "it is taken back from the new one");
        let form = stage.institute.page(&format!("{}/division/reversal", new.url()));
        assert!(form.says("Под «Северный округ» возвращаются: 1 запись"), "{}", form.body);
        assert!(form.says("Паспорт муниципалитета «Северный округ»: педагогов и обучающихся снова столько, сколько было"), "{}", form.body);
        let silent = stage.step(&stage.institute, &new, "division/reversal", &[("ground", " ")]);
        assert!(silent.status == 422 && silent.says("Укажите, почему выделение отменяют"), "{}", silent.body);
        let stale = stage.institute.post(&format!("{}/division/reversal", new.url()), &[WHY, ("version", "77")]);
        assert_eq!(stale.status, 409, "{}", stale.body);
        let done = stage.step(&stage.institute, &new, "division/reversal", &[WHY]);
        assert_eq!((done.status, done.location), (303, north.url()), "{}", done.body);
        let now = stage.now(north);
        assert_eq!((now.teachers, now.pupils, stage.now(&new).state.as_str()), (Some(43), Some(382), "closed"));
        assert_eq!(stage.now(school).path, school.path);
        stage.stands_whole();
        for on in ["2026-05-31", "2026-06-01", "2026-06-17"] {
            let then = stage.institute.page(&format!("/units?on={on}"));
            assert!(then.says("Северный округ") && !then.says("Прогресс"), "{on}");
            let on = on.parse().unwrap();
            let then = stage.app.house.db.read(|conn| crate::store::versions::of_unit(conn, school.id, on)).unwrap();
            assert_eq!(then.unwrap().path, school.path, "{on}");
        }
        let card = stage.institute.page(&north.url());
        assert!(card.says("Выделили «Посёлок Прогресс»") && card.says("Выделение муниципалитета «Посёлок Прогресс» отменено"), "{}", card.body);
        let card = stage.institute.page(&new.url());
        assert!(card.says("Выделение из муниципалитета «Северный округ» отменено") && card.says("ошиблись строкой"), "{}", card.body);
        assert_eq!(stage.authority.get(&school.url()).status, 200);
        let again = stage.step(&stage.institute, &new, "division/reversal", &[WHY]);
        assert!(again.status == 422 && again.says("Отменять нечего"), "{}", again.body);
    }

    fn a_division_stays_when_what_it_rests_on_has_gone(engine) {
        let stage = stage(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        let never = stage.step(&stage.institute, north, "division/reversal", &[WHY]);
        assert!(never.status == 422 && never.says("не выделена из другой"), "{}", never.body);
        let new = divided(&stage);
        let authority = stage.app.browser_as(Role::MunicipalAuthority, Level::Municipality, &south.path);
        assert_eq!(stage.step(&authority, &new, "division/reversal", &[WHY]).status, 404);
        // Another came to it since: what both brought is told apart no more.
        let into = new.id.to_string();
        let onward = [("into", into.as_str()), ("day", "2026-06-05"), GROUND];
        assert_eq!(stage.step(&stage.institute, south, "merger", &onward).status, 303);
        let refused = stage.step(&stage.institute, &new, "division/reversal", &[WHY]);
        assert!(refused.status == 422 && refused.says("С тех пор к ней присоединили или из неё выделили «Южный округ»"), "{}", refused.body);
        assert_eq!(stage.step(&stage.institute, south, "merger/reversal", &[WHY]).status, 303);
        // The old one has ended.
        let into = south.id.to_string();
        let onward = [("into", into.as_str()), ("day", "2026-06-05"), GROUND];
        assert_eq!(stage.step(&stage.institute, north, "merger", &onward).status, 303);
        let refused = stage.step(&stage.institute, &new, "division/reversal", &[WHY]);
        assert!(refused.status == 422 && refused.says("«Северный округ» с тех пор сама закрыта или присоединена"), "{}", refused.body);
        assert_eq!(stage.step(&stage.institute, north, "merger/reversal", &[WHY]).status, 303);
        // Something awaits it.
        assert_eq!(stage.step(&stage.institute, &new, "closing", &[("day", "2026-09-01"), GROUND]).status, 303);
        let refused = stage.step(&stage.institute, &new, "division/reversal", &[WHY]);
        assert!(refused.status == 422 && refused.says("На 01.09.2026 уже внесено"), "{}", refused.body);
        assert_eq!(stage.now(&new).state, "active");
        stage.stands_whole();
    }
}
