//! Whoever opens consents of others accepts an obligation first; what was done with somebody's data is told by kind.

use access::{Level, Role};
use testing::{TestApp, both_databases};

use super::stage::{areas, oblige, stage, with};

both_databases! {
    fn data_of_others_open_once_the_obligation_is_accepted(engine) {
        let stage = stage(engine);
        stage.shown_in_directory();
        let principal = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        for address in ["/consents".to_owned(), stage.base(), format!("{}/new", stage.base()), "/consents/register".to_owned()] {
            let shown = principal.page(&address);
            assert!(shown.says("Принимаю обязательство") && shown.says("уполномоченное лицо"), "{address}: {}", shown.body);
            assert!(!shown.says("Соколова"), "{address}: no data before");
        }
        assert_eq!(principal.get(&format!("{}/consents", stage.other.url())).status, 200);
        let far = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.other_school.path);
        assert_eq!(far.get(&stage.base()).status, 404, "what is not theirs is not there");
        let readings = |id: i64| stage.app.house.db.read(|conn| audit::store::readings(conn, "person", &[id])).unwrap();
        let before = readings(stage.person.id.0).get(&stage.person.id.0).map_or(0, |(times, _)| *times);
        let bare = principal.post("/consents/obligation", &[("back", &stage.base())]);
        assert!(bare.status == 422 && bare.body.contains(&format!("value=\"{}\"", stage.base())), "{}", bare.body);
        let write = principal.post(&stage.base(), &[("kind", "processing"), ("given_on", "2026-06-10")]);
        assert!(write.status == 422 && write.says("Принимаю обязательство"), "{}", write.body);
        let list = stage.deputy.page("/consents/obligations");
        assert!(list.says("не принимали") && list.says("Ещё не приняли: 1") && list.says("18.06.2026"), "{}", list.body);
        let accepted = [("accepted", "1"), ("back", "https://elsewhere.example/")];
        let shown = principal.post("/consents/obligation", &accepted);
        assert_eq!((shown.status, shown.location.as_str()), (303, "/consents"), "nowhere else");
        assert_eq!(principal.post("/consents/obligation", &accepted).status, 303, "the second click");
        assert!(principal.page(&stage.base()).says("Соколова"));
        assert_eq!(readings(stage.person.id.0)[&stage.person.id.0].0, before + 1, "only what was shown is a reading");
        assert!(principal.page("/consents/obligation").says("принято 18.06.2026"));
        assert!(!stage.deputy.page("/consents/obligations").says("Ещё не приняли"));
        let lines = stage.app.house.db.read(|conn| {
            audit::store::search(conn, &db::Ranges::under(["/"]), &audit::store::Filter::default(), 200)
        }).unwrap();
        let told = lines.iter().filter(|line| line.text.starts_with("Принято обязательство")).count();
        assert_eq!(told, 2, "the deputy's and the head's, each once");
        stage.app.write(|tx| tx.batch("UPDATE confidentiality_obligations SET wording = 'прежние слова'"));
        assert!(principal.page("/consents").says("Принимаю обязательство"), "other words are accepted anew");
        assert_eq!(stage.teacher.get("/consents/own").status, 200, "one's own asks nothing");
    }

    fn the_obligation_is_a_paper(engine) {
        let stage = with(TestApp::with_press(engine, areas()));
        for form in ["pdf", "docx"] {
            assert_eq!(stage.deputy.get(&format!("/consents/obligation/paper?as={form}")).status, 200, "{form}");
        }
    }

    fn operations_with_data_are_told_by_kind_to_the_keeper_and_the_person(engine) {
        let stage = stage(engine);
        stage.shown_in_directory();
        stage.deputy.page(&stage.base());
        let all = stage.deputy.page(&format!("{}/journal", stage.base()));
        for said in ["сбор, запись", "использование: просмотр", "Записано согласие"] {
            assert!(all.says(said), "{said}: {}", all.body);
        }
        let kept = stage.deputy.page(&format!("{}/journal?action=created", stage.base()));
        assert!(kept.says("Записано согласие") && kept.body.matches("использование: просмотр").count() == 1, "the filter alone: {}", kept.body);
        let own = stage.teacher.page("/consents/own/journal");
        assert!(own.says("Записано согласие") && own.says("использование: просмотр"), "{}", own.body);
        let ministry = stage.app.browser_as(Role::Ministry, Level::Region, &stage.tree.region.path);
        oblige(&ministry);
        assert_eq!(ministry.get(&format!("{}/journal", stage.base())).status, 403);
    }
}
