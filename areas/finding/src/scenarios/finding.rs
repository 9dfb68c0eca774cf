//! What people type, and what comes: names in every shape, organisations, what is refused, what nobody else may see.

use access::{Level, Role};
use testing::{Browser, Engine, TestApp, both_databases};
use units::fixture::{SmallTree, plant};

pub(super) struct Stage {
    pub app: TestApp,
    pub tree: SmallTree,
    pub institute: Browser,
    pub principal: Browser,
}

/// Two schools; Ivanovas in the first, a man of nearly that name and a Latin slip in the second.
pub(super) fn stage(engine: Engine) -> Stage {
    let areas = vec![units::area(), people::area(), documents::area(), structures::area(), crate::area()];
    let app = TestApp::of(engine, areas);
    let tree = plant(&app.house).unwrap();
    for name in ["Иванова Ирина Ильинична", "Иванова Мария Петровна", "Семёнова Алёна Ивановна", "Ким Вера"]
    {
        people::fixture::hire(&app.house, &tree.school, name).unwrap();
    }
    for name in ["Иванов Игорь Ильич", "Cepoва Нина Петровна", "Иванцова Инна Игоревна"]
    {
        people::fixture::hire(&app.house, &tree.other_school, name).unwrap();
    }
    let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
    let principal = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
    Stage { app, tree, institute, principal }
}

/// The titles found, in their order, with `kind` or of all kinds.
pub(super) fn titles(who: &Browser, typed: &str, kind: &str) -> Vec<String> {
    let page = who.page(&web::address("/search", &[("q", typed), ("kind", kind)])).body;
    let lists = page.split("<ol>").skip(1).filter_map(|list| list.split("</ol>").next()).collect::<String>();
    let links = lists.split("<p><a href=\"/").skip(1);
    let title =
        |link: &str| link.split_once('>').and_then(|(_, rest)| rest.split('<').next()).map(str::to_owned);
    links.filter_map(title).collect()
}

fn people(who: &Browser, typed: &str) -> Vec<String> {
    titles(who, typed, "people")
}

both_databases! {
    fn somebody_is_found_by_every_shape_of_the_name(engine) {
        let stage = stage(engine);
        let who = &stage.institute;
        let irina = "Иванова Ирина Ильинична";
        for typed in [
            "Иванова И. И.", "И. И. Иванова", "иванова ии", "ИИ иванова", "Иванова Ир", "ирина иванова",
            "иванова ирина ильинична", "Ивaнова И.И.", "ирина школа 1", "Ивановой Ирины", "ивонова ирина",
            "иваонва и. и.", "ианова ии", "ивановаа ии", "bdfyjdf bhbyf",
        ] {
            assert_eq!(people(who, typed), [irina], "{typed}");
        }
        assert_eq!(people(who, "семенова"), ["Семёнова Алёна Ивановна"]);
        assert_eq!(people(who, "алена СЕМЁНОВА"), ["Семёнова Алёна Ивановна"]);
        assert_eq!(people(who, "Cepoва H. П."), ["Серова Нина Петровна"], "typed with Latin letters");
        assert_eq!(people(who, "ким"), ["Ким Вера"]);
    }

    /// By the family name before by the given name, in the order of the alphabet.
    fn those_of_the_family_name_come_first(engine) {
        let stage = stage(engine);
        let found = people(&stage.institute, "иван");
        assert_eq!(found, [
            "Иванов Игорь Ильич", "Иванова Ирина Ильинична", "Иванова Мария Петровна", "Иванцова Инна Игоревна",
            "Семёнова Алёна Ивановна",
        ]);
        assert_eq!(people(&stage.institute, "иванова")[..2], ["Иванова Ирина Ильинична", "Иванова Мария Петровна"]);
    }

    fn the_page_says_why_and_notes_whose_names_were_shown(engine) {
        let stage = stage(engine);
        let page = stage.institute.page("/search?q=%D0%B8%D0%B2%D0%BE%D0%BD%D0%BE%D0%B2%D0%B0");
        assert!(page.says("Совпало: фамилия отличается одной буквой: Иванова"), "{}", page.body);
        let asked = audit::store::Filter { action: Some(audit::Action::Read), ..audit::store::Filter::default() };
        let everything = db::Ranges::under(["/"]);
        let noted = stage.app.house.db.read(|conn| audit::store::search(conn, &everything, &asked, 10)).unwrap();
        assert!(noted.iter().any(|line| line.kind == "person"), "{noted:?}");
    }

    fn nobody_finds_what_lies_outside_the_own_place(engine) {
        let stage = stage(engine);
        let own = ["Иванова Ирина Ильинична", "Иванова Мария Петровна", "Семёнова Алёна Ивановна"];
        assert_eq!(people(&stage.principal, "иванов"), own);
        assert_eq!(people(&stage.principal, "иванцова"), ["Иванова Ирина Ильинична", "Иванова Мария Петровна"], "one letter");
        assert_eq!(people(&stage.principal, "серова"), Vec::<String>::new());
        assert_eq!(titles(&stage.principal, "школа", ""), ["Школа № 1"]);
        assert_eq!(titles(&stage.principal, "южный", ""), Vec::<String>::new());
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert_eq!(people(&teacher, "иванова"), Vec::<String>::new(), "a teacher keeps no cards");
        assert_eq!(titles(&teacher, "школа 1", ""), ["Школа № 1"]);
        let stranger = stage.app.stranger();
        assert_eq!(stranger.get("/search?q=иванова").status, 303);
        assert_eq!(stranger.get("/search/suggestions?q=иванова").status, 303);
    }

    fn what_cannot_be_asked_gets_a_sentence(engine) {
        let stage = stage(engine);
        let long = "я".repeat(10_000);
        for (typed, said) in [
            ("", "Напишите, что найти"), ("и", "Одной буквы мало"), (long.as_str(), "слишком длинный"),
            ("%", "нет ни букв, ни цифр"), ("\"", "нет ни букв, ни цифр"),
        ] {
            let page = stage.institute.page(&web::address("/search", &[("q", typed)]));
            assert!(page.body.replace('\u{a0}', " ").contains(said), "{said}: {}", page.body);
        }
        for typed in ["NEAR(школа 2)", "\"школа\" OR *", "школа AND NOT 1", "ничего''--", "100%", "a:b", "{школа}", "\\"] {
            let page = stage.institute.page(&web::address("/search", &[("q", typed)]));
            assert_eq!(page.status, 200, "{typed}");
        }
        let page = stage.institute.page("/search?q=zzzz");
        assert!(page.says("Ничего не нашлось") && page.says("Уберите лишнее слово"));
    }

    fn structures_are_found_by_what_their_kind_is_called_and_their_subject(engine) {
        let stage = stage(engine);
        let who = &stage.institute;
        let head = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.north.path);
        let found = |who: &Browser, unit: i64, kind: &str, name: &str, directions: &str| {
            let unit = unit.to_string();
            who.page(&format!("/structures/kinds?unit={unit}"));
            let fields = [("unit", unit.as_str()), ("kind", kind), ("name", name), ("directions", directions), ("started_on", "2025-09-01")];
            who.done("/structures", &fields);
        };
        let (north, school) = (stage.tree.north.id.0, stage.tree.school.id.0);
        found(&head, north, "municipal_union", "РМО математиков", "математика");
        found(&head, north, "municipal_union", "РМО учителей физики", "");
        found(&head, north, "young_teacher_school", "ШМП «Старт»", "");
        found(&stage.principal, school, "school_union", "ШМО «Квадрат»", "математика");
        let those = |typed: &str| titles(who, typed, "structures");
        for typed in ["методическое объединение математика", "методические объединения учителей математики", "объединений математики", "математика объед"] {
            assert_eq!(those(typed), ["РМО математиков", "ШМО «Квадрат»"], "{typed}");
        }
        assert_eq!(those("школьное методическое объединение"), ["ШМО «Квадрат»"]);
        assert_eq!(those("школа молодого педагога северный"), ["ШМП «Старт»"]);
        assert_eq!(those("школы молодых педагогов Южный"), Vec::<String>::new());
        assert_eq!((those("рмо").len(), those("шмо"), those("рмо физика")), (2, vec!["ШМО «Квадрат»".to_owned()], vec!["РМО учителей физики".to_owned()]));
        assert!(who.page(&web::address("/search", &[("q", "методическое объединение математика")])).says("вид структуры"));
        let before = who.page(&web::address("/search", &[("q", "методическое объединение")])).body.matches("РМО").count();
        // Entries of a version that kept no kinds are made anew, by the job and once.
        stage.app.write(|tx| tx.batch("UPDATE search_fills SET format = 1, is_done = TRUE WHERE kind = 'structures.structure'"));
        stage.app.house.db.write(|tx| {
            let all: Vec<i64> = search::ids(tx, &[search::Sought { kind: "structures.structure", scope: &db::Ranges::under(["/"]), also: &[] }], &search::Question::of("рмо"), 9)?;
            for id in all {
                search::put(tx, &search::Thing { id, kind: "structures.structure", unit_path: &stage.tree.north.path, title: "РМО", ..search::Thing::default() })?;
            }
            db::Result::Ok(())
        }).unwrap();
        assert_eq!(those("методическое объединение математика"), ["ШМО «Квадрат»"]);
        crate::fill(&stage.app.house).unwrap();
        assert_eq!(those("методическое объединение математика"), ["РМО математиков", "ШМО «Квадрат»"]);
        let after = who.page(&web::address("/search", &[("q", "методическое объединение")])).body.matches("РМО").count();
        assert_eq!(before, after);
    }

    fn suggestions_name_no_people_and_programs_get_the_same_rows(engine) {
        let stage = stage(engine);
        let told = stage.institute.get(&web::address("/search/suggestions", &[("q", "школа")])).json();
        let items: Vec<&str> = told["items"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
        assert_eq!(items, ["Школа № 1", "Школа № 2"]);
        let told = stage.institute.get(&web::address("/search/suggestions", &[("q", "иванова")])).json();
        assert_eq!(told["items"].as_array().unwrap().len(), 0);
        let account = stage.app.account(Role::Deputy, Level::Organisation, &stage.tree.school.path);
        let client = stage.app.client(account, access::TokenScope::Read);
        let told = client.read(&web::address("/api/v1/search", &[("q", "иванова и. и.")]));
        let first = &told["items"][0];
        assert_eq!((first["title"].as_str(), first["kind"].as_str()), (Some("Иванова Ирина Ильинична"), Some("people")));
        assert_eq!(client.read("/api/v1/search")["items"].as_array().unwrap().len(), 0);
        assert_eq!(client.get("/api/v1/search?q=12&kind=events").status, 422);
    }
}
