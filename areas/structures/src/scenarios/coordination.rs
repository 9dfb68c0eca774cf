//! The board of coordination: what each structure of a place stands with, what it is narrowed to, who sees which, its file.

use access::{Level, Role};
use documents::{Document, NewDocument};
use testing::{Shown, Statements, both_databases};
use units::Unit;
use web::{Cx, Write};

use super::stage::{Stage, fields, found, stage, with};

const BOARD: &str = "/structures/coordination";

/// A document of a unit in force, entered in the registry.
fn entered(stage: &Stage, unit: &Unit, kind: &str, number: &str, signed_on: &str) -> Document {
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    let new = NewDocument {
        kind: kind.to_owned(),
        title: format!("Документ {number}"),
        number: number.to_owned(),
        signed_on: signed_on.parse().unwrap(),
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://metod.example/1".to_owned()),
    };
    let made = documents::actions::register(&mut cx, unit, new).unwrap();
    cx.finish().unwrap();
    made
}

/// The value of a figure.
fn figure(page: &Shown, label: &str) -> String {
    let body = page.body.replace('\u{a0}', " ");
    let rest = body.split("figure-label\">").find(|part| part.starts_with(label)).unwrap().to_owned();
    let strong = rest.split("<strong>").nth(1).unwrap();
    strong.split("</a>").next().unwrap().rsplit('>').next().unwrap().to_owned()
}

/// The figures without a head, a plan, a meeting, and with something overdue.
fn figures(page: &Shown) -> [String; 5] {
    ["Структур", "Без руководителя", "Без плана", "Без заседаний", "С просроченным"]
        .map(|label| figure(page, label))
}

/// The row of a structure.
fn row(page: &Shown, url: &str) -> String {
    let open = format!("<a href=\"{url}\">");
    let rest = page.body.split(&open).nth(1).unwrap_or_else(|| panic!("no row of {url}: {}", page.body));
    rest.split("</tr>").next().unwrap().replace('\u{a0}', " ")
}

both_databases! {
    fn the_board_tells_head_plan_tasks_and_term_and_is_narrowed_by_each_figure(engine) {
        let stage = stage(engine);
        let north = &stage.tree.north;
        assert!(stage.head.page(BOARD).says("Структур пока нет"));
        let service = found(&stage.head, &fields(north, "municipal_service", "ММС Северного округа"));
        let union = found(&stage.head, &fields(north, "municipal_union", "РМО учителей физики"));
        let group = found(&stage.head, &with(fields(north, "creative_group", "Творческая группа «ФГОС»"), &[
            ("is_temporary", "1"), ("ends_on", "2026-08-17"), ("task", "Рабочие программы"),
        ]));
        let page = stage.head.page(BOARD);
        assert_eq!(figures(&page), ["3", "3", "2", "1", "0"], "{}", page.body);
        assert!(row(&page, &service).contains("руководителя нет") && row(&page, &service).contains(&format!("{service}#documents")));
        assert!(row(&page, &group).contains("до 17.08.2026") && row(&page, &group).contains("кончается"), "{}", row(&page, &group));
        assert!(stage.head.page("/structures").body.contains("/structures/coordination?unit="));
        assert!(stage.head.page(&service).body.contains("/structures/coordination?unit=") && !stage.head.page(&union).body.contains("/structures/coordination"));

        assert_eq!(stage.appoint(&union, "Осокина Нина Павловна", "head", "2025-09-01").status, 303);
        let old = entered(&stage, north, "mms_year_plan", "1", "2024-09-01");
        assert_eq!(figure(&stage.head.page(BOARD), "Без плана"), "2", "a plan of last year answers no more: {}", old.id);
        let plan = entered(&stage, north, "mms_year_plan", "2", "2025-08-25");
        let task = stage.head.done(&format!("{service}/tasks"), &[("title", "Неделя физики"), ("due_on", "2026-12-01")]).location;
        stage.head.done(&format!("{task}/sides"), &[("side", union.rsplit('/').next().unwrap())]);
        let page = stage.head.page(BOARD);
        assert_eq!(figures(&page), ["3", "2", "1", "1", "0"], "{}", page.body);
        assert!(row(&page, &service).contains(&plan.url()) && row(&page, &service).contains("План № 2 от 25.08.2025"));
        assert!(row(&page, &union).contains("Осокина Нина Павловна") && row(&page, &union).contains(&format!("{union}#composition")));
        let of_union = format!("{union}/tasks/{}", task.rsplit('/').next().unwrap());
        assert!(row(&page, &union).contains(&of_union) && row(&page, &union).contains("1 задача"), "{}", row(&page, &union));
        assert!(!page.says("просрочено: 1"));

        stage.app.write(|tx| tx.batch("UPDATE structure_tasks SET due_on = '2026-06-17'"));
        stage.app.write(|tx| tx.batch("UPDATE structures SET ends_on = '2026-06-17' WHERE is_temporary"));
        let page = stage.head.page(BOARD);
        assert_eq!(figure(&page, "С просроченным"), "3");
        assert!(row(&page, &union).contains("просрочено: 1") && row(&page, &group).contains("срок прошёл"));
        stage.head.done(&format!("{task}/state"), &[("state", "done"), ("result", "Прошла"), ("version", "1")]);
        let page = stage.head.page(BOARD);
        let at = |url: &str| page.body.find(&format!("<a href=\"{url}\">")).unwrap();
        assert!(at(&group) < at(&service) && at(&service) < at(&union), "overdue first, then by kind: {}", page.body);
        assert!(row(&page, &union).contains("data-label=\"Задачи сети\"><div>–"), "{}", row(&page, &union));
        let narrowed = |only: &str| {
            let page = stage.head.page(&format!("{BOARD}?only={only}"));
            [&service, &union, &group].map(|url| page.body.contains(&format!("<a href=\"{url}\">")))
        };
        assert_eq!(narrowed("overdue"), [false, false, true]);
        assert_eq!(narrowed("planless"), [false, true, false]);
        assert_eq!(narrowed("headless"), [true, false, true]);
        assert_eq!(narrowed("anything"), [true; 3]);
        assert_eq!(narrowed("meetless"), [false, true, false], "a union keeps minutes, a service and a group do not");
        stage.head.page(&group);
        stage.head.done(&format!("{group}/closing"), &[("closed_on", "2026-06-18"), ("result", "Программы сданы")]);
        assert_eq!(figures(&stage.head.page(BOARD)), ["2", "1", "1", "1", "0"], "a closed one stands here no more");
    }

    fn meetings_are_counted_by_the_minutes_of_the_very_structure_in_this_school_year(engine) {
        let stage = stage(engine);
        let school = &stage.tree.school;
        let first = found(&stage.principal, &fields(school, "school_union", "ШМО математики"));
        let council = found(&stage.principal, &fields(school, "school_council", "Методический совет"));
        entered(&stage, school, "shmo_minutes", "1", "2025-08-31");
        let coming = entered(&stage, school, "school_council_protocol", "1", "2026-06-18");
        stage.app.write(|tx| tx.batch(&format!("UPDATE documents SET signed_on = '2026-06-19' WHERE id = {}", coming.id)));
        assert_eq!(figure(&stage.principal.page(BOARD), "Без заседаний"), "2", "of last year, and of tomorrow");
        let only = entered(&stage, school, "shmo_minutes", "2", "2025-09-01");
        let of_council = entered(&stage, school, "school_council_protocol", "2", "2026-06-18");
        let page = stage.principal.page(BOARD);
        assert_eq!(figure(&page, "Без заседаний"), "0", "nobody else keeps such: {}", page.body);
        assert!(row(&page, &first).contains("1 протокол") && row(&page, &first).contains(&only.url()) && row(&page, &first).contains("01.09.2025"));
        assert!(row(&page, &council).contains(&of_council.url()));

        let second = found(&stage.principal, &fields(school, "school_union", "ШМО физики"));
        let page = stage.principal.page(BOARD);
        assert_eq!(figure(&page, "Без заседаний"), "2", "{}", page.body);
        assert!(row(&page, &second).contains("чьи, не указано: <a href=\"/documents/"), "{}", row(&page, &second));
        stage.principal.page(&format!("{second}/documents/new?kind=shmo_minutes"));
        for (number, day) in [("3", "2026-01-12"), ("4", "2026-05-14")] {
            let paper = [
                ("kind", "shmo_minutes"), ("title", "Протокол заседания"), ("number", number), ("signed_on", day),
                ("issuer", ""), ("valid_to", ""), ("link", "https://metod.example/3"),
            ];
            stage.principal.done(&format!("{second}/documents"), &paper);
        }
        let page = stage.head.page(BOARD);
        let of_second = row(&page, &second);
        assert!(of_second.contains("2 протокола") && of_second.contains("14.05.2026") && of_second.contains("Протокол № 3 от 12.01.2026"), "{of_second}");
        assert!(row(&page, &first).contains(">нет<"), "what is another's is not its own: {}", row(&page, &first));
        stage.app.write(|tx| tx.batch("UPDATE documents SET status = 'cancelled' WHERE number = '4'"));
        assert!(row(&stage.head.page(BOARD), &second).contains("12.01.2026"));
    }

    fn each_sees_the_structures_of_the_own_place_and_takes_them_away_as_a_file(engine) {
        let stage = stage(engine);
        let (north, school) = (&stage.tree.north, &stage.tree.school);
        let council = found(&stage.institute, &fields(&stage.tree.region, "expert_council", "Экспертный совет области"));
        let union = found(&stage.head, &fields(north, "municipal_union", "РМО учителей физики"));
        let own = found(&stage.principal, &fields(school, "school_union", "ШМО физики"));
        stage.appoint(&union, "Осокина Нина Павловна", "head", "2025-09-01");
        let seen = |page: &Shown| [&council, &union, &own].map(|url| page.body.contains(&format!("<a href=\"{url}\">")));
        let of_north = format!("{BOARD}?unit={}", north.id);
        assert_eq!(seen(&stage.institute.page(BOARD)), [true; 3]);
        assert_eq!(seen(&stage.institute.page(&of_north)), [false, true, true], "the institute chooses a municipality");
        for role in [Role::ServiceHead, Role::MunicipalMethodist, Role::MunicipalAuthority] {
            let browser = stage.app.browser_as(role, Level::Municipality, &north.path);
            assert_eq!(seen(&browser.page(BOARD)), [false, true, true], "{role:?}");
        }
        for role in [Role::Principal, Role::Deputy, Role::Teacher] {
            let browser = stage.app.browser_as(role, Level::Organisation, &school.path);
            assert_eq!(seen(&browser.page(BOARD)), [false, false, true], "{role:?}");
            for address in [of_north.clone(), format!("{BOARD}/register?unit={}", north.id)] {
                assert_eq!(browser.get(&address).status, 404, "{role:?}");
            }
        }
        let south = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        assert!(south.page(BOARD).says("Структур пока нет") && south.get(&of_north).status == 404);
        assert_eq!(stage.app.stranger().get(BOARD).status, 303);
        let cells = |address: &str| {
            let file = stage.head.get(address);
            assert_eq!(file.status, 200, "{}", file.body);
            let book = sheets::read("a.xlsx", &file.bytes, &sheets::Caps::default()).unwrap();
            book.grid("Координация").unwrap().cells.values().map(sheets::Found::text).collect::<Vec<_>>()
        };
        let has = |cells: &[String], text: &str| cells.iter().any(|cell| cell.replace('\u{a0}', " ").contains(text));
        let all = cells(&format!("{BOARD}/register"));
        for said in ["РМО учителей физики", "Осокина Нина Павловна", "нет: План-график заседаний РМО", "ШМО физики", "руководителя нет", "Строк: 2"] {
            assert!(has(&all, said), "{said}: {all:?}");
        }
        let some = cells(&format!("{BOARD}/register?only=headless"));
        assert!(has(&some, "ШМО физики") && !has(&some, "РМО учителей физики") && has(&some, "Строк: 1"), "{some:?}");
    }

    fn a_long_board_goes_page_by_page_and_keeps_what_it_is_narrowed_to(engine) {
        let stage = stage(engine);
        for index in 0..52 {
            found(&stage.head, &fields(&stage.tree.north, "municipal_union", &format!("РМО № {index:02}")));
        }
        let first = stage.head.page(&format!("{BOARD}?only=headless"));
        assert!(first.says("РМО № 00") && !first.says("РМО № 51") && first.says("52 структуры"));
        let next = first.body.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let next = next.replace("&#38;", "&").replace("&amp;", "&");
        assert!(next.contains("only=headless") && next.contains("from=50"), "{next}");
        let second = stage.head.page(&next);
        assert!(second.says("РМО № 51") && !second.says("РМО № 00") && second.body.contains("rel=\"prev\""));
    }
}

#[test]
fn the_board_asks_as_much_for_many_structures_as_for_one() {
    let statements = Statements::listen();
    let stage = stage(testing::Engine::Sqlite);
    let school = &stage.tree.school;
    let begun = |index: usize| {
        let union = found(&stage.principal, &fields(school, "school_union", &format!("ШМО № {index:02}")));
        stage.principal.page(&union);
        let head = [("name", "Осокина Нина Павловна"), ("role", "head"), ("from_on", "2025-09-01")];
        stage.principal.done(&format!("{union}/members"), &head);
        stage.principal.done(&format!("{union}/tasks"), &[("title", "Неделя науки")]);
        stage.principal.page(&format!("{union}/documents/new?kind=shmo_minutes"));
        let number = index.to_string();
        let paper = [
            ("kind", "shmo_minutes"),
            ("title", "Протокол заседания"),
            ("number", number.as_str()),
            ("signed_on", "2026-01-12"),
            ("issuer", ""),
            ("valid_to", ""),
            ("link", "https://metod.example/3"),
        ];
        stage.principal.done(&format!("{union}/documents"), &paper);
    };
    begun(0);
    let addresses = [BOARD.to_owned(), format!("{BOARD}/register")];
    let asked = |address: &String| {
        stage.head.get(address);
        let (shown, mut asked) = statements.of(|| stage.head.get(address));
        assert_eq!(shown.status, 200);
        // The journal has a line for everybody who was seen.
        asked.retain(|text| text.starts_with("SELECT"));
        asked
    };
    let one: Vec<usize> = addresses.iter().map(|address| asked(address).len()).collect();
    (1..20).for_each(begun);
    assert!(stage.head.page(BOARD).says("20 структур"));
    for (address, one) in addresses.iter().zip(one) {
        let many = asked(address);
        assert_eq!(many.len(), one, "{address}:\n{}", many.join("\n"));
    }
}
