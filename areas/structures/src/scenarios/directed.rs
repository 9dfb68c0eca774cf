//! Directions of the service (Кемеровская область, п. 4.5), and a branch included by the council on its minutes (Амурская
//! область, приложение 4, п. 7.1).

use documents::NewDocument;
use testing::{Engine, both_databases};
use web::{Cx, Write};

use super::stage::{Stage, areas_with_people, fields, found, on, pairs, send, stage, with};

pub(super) fn kemerovo(engine: Engine) -> Stage {
    let stage = on(engine, areas_with_people().into_iter().chain([testing::duties()]).collect());
    stage.app.write(|tx| tx.batch("UPDATE pack_bindings SET pack = 'kemerovo'"));
    stage
}

/// Minutes or a decision of a day; its id.
pub(super) fn paper(stage: &Stage, kind: &str, number: &str, day: &str) -> String {
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    let new = NewDocument {
        kind: kind.to_owned(),
        title: "О создании отделения".to_owned(),
        number: number.to_owned(),
        signed_on: day.parse().unwrap(),
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://metod.example/1".to_owned()),
    };
    let made = documents::actions::register(&mut cx, &stage.tree.north, new).unwrap();
    cx.finish().unwrap();
    made.id.to_string()
}

const FOUNDERS: &str =
    "Берестова Анна Павловна, учитель\nЛипин Олег Ильич, учитель\nЯсенева Инна Игоревна, педагог";

both_databases! {
    fn structures_belong_to_directions_that_are_filtered_counted_and_carried_by_lists(engine) {
        let stage = kemerovo(engine);
        let form = stage.head.page(&format!("/structures/new?unit={}&kind=municipal_service", stage.tree.north.id));
        assert!(form.says("научно-методическое") && form.says("информационно-методическое"), "{}", form.body);
        let wrong = send(&stage.head, &with(fields(&stage.tree.north, "municipal_service", "Методический центр"), &[("service_directions", "made-up")]));
        assert!(wrong.status == 422 && wrong.says("направления службы из списка"), "{}", wrong.body);
        let mut both = fields(&stage.tree.north, "municipal_service", "Методический центр");
        both.extend([("service_directions", "scientific".to_owned()), ("service_directions", "educational".to_owned())]);
        both.push(("document", paper(&stage, "structure_regulation", "4", "2025-08-30")));
        let card = found(&stage.head, &both);
        assert!(stage.head.page(&card).says("научно-методическое; учебно-методическое"), "{}", stage.head.page(&card).body);
        stage.appoint(&card, "Берестова Анна Павловна", "methodist", "2025-09-01");
        let here = |direction: &str| stage.head.page(&format!("/structures?direction={direction}")).says("Методический центр");
        assert!(here("scientific") && here("educational") && !here("organisational"));
        let page = stage.head.page("/structures/directions");
        assert_eq!(page.body.matches("direction=scientific").count(), 3, "the figure, the kind, the file: {}", page.body);
        assert!(page.says("п. 4.5") && page.says("структур нет"), "{}", page.body);
        let bytes = stage.head.get("/structures/register").bytes;
        let book = sheets::read("a.xlsx", &bytes, &sheets::Caps::default()).unwrap();
        let grid = &book.grids[0];
        let texts: Vec<String> = (0..grid.height()).flat_map(|row| (0..16).map(move |column| grid.text(row, column))).collect();
        assert!(texts.contains(&"научно-методическое; учебно-методическое".to_owned()), "{texts:?}");
        let again = stage.head.upload("/structures/imports", &[], ("file", "Структуры.xlsx", &bytes));
        assert!(stage.head.page(&again.location).says("без изменений: 1"), "{}", stage.head.page(&again.location).body);
        let csv = "Структура;Вид;Код территории;Территория;Направления службы\nМетодический центр;;;Северный округ;организационно-методическое\n";
        let list = stage.head.upload("/structures/imports", &[], ("file", "Список.csv", csv.as_bytes()));
        let preview = stage.head.page(&list.location);
        assert!(preview.says("изменится: 1"), "{}", preview.body);
        let seen = preview.input("seen").unwrap();
        stage.head.done(&format!("{}/acceptance", list.location), &[("seen", seen.as_str()), ("choice", "whole")]);
        assert!(here("organisational") && !here("scientific"));
        stage.head.page(&list.location);
        stage.head.done(&format!("{}/reversal", list.location), &[]);
        assert!(here("scientific") && !here("organisational"), "taken back");
        let bad = csv.replace("организационно-методическое", "воспитательное");
        let list = stage.head.upload("/structures/imports", &[], ("file", "Список.csv", bad.as_bytes()));
        assert!(stage.head.page(&list.location).says("направления «воспитательное» нет"));
        let change = stage.head.page(&format!("{card}/requisites"));
        assert!(change.body.contains("value=\"scientific\" checked") && !change.body.contains("value=\"organisational\" checked"), "{}", change.body);
    }

    fn a_pack_without_directions_asks_for_none(engine) {
        let stage = stage(engine);
        let form = stage.head.page(&format!("/structures/new?unit={}&kind=municipal_service", stage.tree.north.id));
        assert!(!form.says("Направления службы"), "{}", form.body);
        assert_eq!(stage.head.get("/structures/directions").status, 404);
    }

    fn a_branch_is_included_by_the_council_on_the_minutes_of_its_meeting(engine) {
        let stage = stage(engine);
        let branch = |more: &[(&'static str, &str)]| {
            let all = [&[("founders", FOUNDERS), ("started_on", "2026-03-20")][..], more].concat();
            with(fields(&stage.tree.north, "association_branch", "Отделение АМП Северного округа"), &all)
        };
        let form = stage.head.page(&format!("/structures/new?unit={}&kind=association_branch", stage.tree.north.id));
        assert!(form.says("протокол общего собрания отделения"), "{}", form.body);
        let (minutes, early) = (paper(&stage, "branch_meeting_minutes", "1", "2026-03-10"), paper(&stage, "association_council_decision", "2", "2026-03-05"));
        let decision = paper(&stage, "management_decision", "3", "2026-03-15");
        let wrong = send(&stage.head, &branch(&[("minutes", &minutes), ("document", &early)]));
        assert!(wrong.status == 422 && wrong.says("раньше протокола общего собрания (10.03.2026)"), "{}", wrong.body);
        let before = send(&stage.head, &branch(&[("minutes", &minutes), ("document", &decision), ("started_on", "2026-03-14")]));
        assert!(before.status == 422 && before.says("решение Совета от 15.03.2026"), "{}", before.body);
        let no_minutes = send(&stage.head, &branch(&[("minutes", &decision)]));
        assert!(no_minutes.status == 422 && no_minutes.says("действующих протоколов"), "{}", no_minutes.body);
        let card = found(&stage.head, &branch(&[]));
        let page = stage.head.page(&card);
        assert!(page.says("не включена") && page.says("Не указан протокол общего собрания отделения"), "{}", page.body);
        assert!(page.says("Не указан документ, которым структура создана"));
        assert!(stage.head.page("/structures").says("не включена"));
        let version = stage.head.page(&format!("{card}/requisites")).input("version").unwrap();
        let change = with(branch(&[("minutes", &minutes), ("document", &decision)]), &[("version", &version)]);
        let done = stage.head.post(&format!("{card}/requisites"), &pairs(&change));
        assert_eq!(done.status, 303, "{}", done.body);
        let page = stage.head.page(&card);
        assert!(!page.says("не включена") && page.says("работает") && page.says("№ 1 от 10.03.2026") && page.says("№ 3 от 15.03.2026"), "{}", page.body);
    }
}
