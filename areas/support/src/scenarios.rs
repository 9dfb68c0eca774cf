//! Support through HTTP: shares, people without any, the table, the directions of the regulation.

use access::{Level, Role};
use people::Person;
use testing::{Browser, Engine, TestApp, both_databases};
use units::fixture::{SmallTree, plant};

struct Stage {
    app: TestApp,
    tree: SmallTree,
    head: Browser,
    people: Vec<Person>,
}

fn stage(engine: Engine) -> Stage {
    let areas = vec![units::area(), people::area(), documents::area(), structures::area(), crate::area()];
    let app = TestApp::of(engine, areas);
    let tree = plant(&app.house).unwrap();
    let names = ["Авдеева Анна Павловна", "Белова Вера Ивановна", "Волкова Инна Олеговна"];
    let people = names.map(|name| people::fixture::hire(&app.house, &tree.school, name).unwrap()).to_vec();
    let head = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path);
    Stage { app, tree, head, people }
}

impl Stage {
    /// A union of the municipality with the first teacher in it, a course of the second.
    fn helped(&self) {
        let (unit, [first, second]) = (&self.tree.north, [0, 1].map(|at: usize| self.people[at].id));
        let (body, member) = (self.app.house.id(), self.app.house.id());
        self.app.write(|tx| {
            tx.batch(&format!(
                "INSERT INTO structures (id, unit_id, unit_path, level, kind, block, name, name_key, directions, parent_id, \
                 is_temporary, started_on, ends_on, task, document_id, resource_url, state, closed_on, result, created_at, \
                 updated_at, version) VALUES ({body}, {}, '{}', 'municipality', 'municipal_union', 'association', \
                 'РМО математиков', 'рмо математиков', '', NULL, FALSE, '2025-09-01', NULL, '', NULL, '', 'active', NULL, '', \
                 1, 1, 1); \
                 INSERT INTO structure_members (id, structure_id, person_id, name, name_key, post, role, from_on, term_on, \
                 to_on, basis, end_reason, created_at, updated_at) VALUES ({member}, {body}, {first}, 'Авдеева', 'авдеева', \
                 '', 'member', '2025-09-10', NULL, NULL, '', '', 1, 1); \
                 INSERT INTO person_records (id, person_id, kind, title, place, began_on, happened_on, hours, document, \
                 created_at, updated_at, version) VALUES ({member}, {second}, 'course', 'Оценивание', '', NULL, \
                 '2025-11-20', 36, '', 1, 1, 1)",
                unit.id, unit.path
            ))
        });
    }
}

both_databases! {
    fn shares_count_people_and_lead_to_those_without(engine) {
        let stage = stage(engine);
        let bare = stage.head.page("/support");
        assert!(bare.says("Без поддержки") && bare.says("Пока не считается: наставник, маршрут, мероприятия"), "{}", bare.body);
        stage.helped();
        let page = stage.head.page("/support");
        assert!(page.says("33\u{a0}%") && page.says("67\u{a0}%"), "{}", page.body);
        let none = stage.head.page("/support/people?kind=none");
        assert!(none.says("Волкова") && !none.says("Авдеева") && !none.says("Белова") && none.says("1\u{a0}педагог"));
        let all = stage.head.page("/support/people");
        assert!(all.says("РМО математиков") && all.says("с 10.09.2025") && all.says("Оценивание") && all.says("3\u{a0}педагога"));
        let body = stage.head.page("/support/people?kind=body");
        assert!(body.says("Авдеева") && !body.says("Белова"));
        let card = stage.head.page(&stage.people[0].url());
        assert!(card.says("Методическая поддержка") && card.says("РМО математиков"));
        stage.app.write(|tx| tx.batch("UPDATE structures SET state = 'closed'; UPDATE person_records SET happened_on = '2025-08-31'"));
        assert!(stage.head.page("/support/people?kind=none").says("3\u{a0}педагога"), "a closed body and a course of last year support nobody");
    }

    fn a_place_sees_its_own_people_alone(engine) {
        let stage = stage(engine);
        let south = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        assert!(south.page("/support").says("Педагогов пока нет"));
        let north = stage.tree.north.id.to_string();
        for address in ["/support", "/support/people", "/support/register", "/support/directions"] {
            assert_eq!(south.get(&format!("{address}?unit={north}")).status, 404, "{address}");
        }
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert_eq!(teacher.get("/support").status, 403);
        let region = stage.app.browser_as(Role::Ministry, Level::Region, &stage.tree.region.path);
        let page = region.page("/support");
        assert!(page.says("Северный") && page.says("Южный"));
        let table = region.get("/support/register");
        assert_eq!((table.status, table.header("content-type").contains("spreadsheet")), (200, true));
    }

    fn the_nine_directions_tell_what_is_counted_and_what_is_not_yet(engine) {
        let stage = stage(engine);
        stage.helped();
        let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        let page = region.page("/support/directions");
        for said in ["1. обеспеченность педагогов", "9. разнообразные формы", "2 из 3 (67\u{a0}%)", "Молодых педагогов",
            "Школьных методических объединений", "Будет считаться по\u{a0}разделу «Диагностика дефицитов»",
            "приложение 1, раздел 4, направление 8"] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        assert_eq!(page.body.matches("приложение 1, раздел 4").count(), 9);
    }
}
