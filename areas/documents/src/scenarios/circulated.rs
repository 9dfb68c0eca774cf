//! A letter of the region is addressed to levels and units, read, marked; who has not is seen, on paper too.

use access::{Level, Role};
use registry::Obligation;
use testing::{Browser, Engine, TestApp, both_databases};
use units::fixture::SmallTree;

use super::setting::{PDF, app, methodist, posted, registered};

/// A letter of the region in force.
fn letter(app: &TestApp, tree: &SmallTree) -> (Browser, String) {
    let ministry = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
    let region = tree.region.id.to_string();
    let fields = [
        ("unit", region.as_str()),
        ("kind", "regional_letter"),
        ("title", "О плане на год"),
        ("number", "5"),
    ];
    let card = registered(&ministry, &fields, ("Письмо.pdf", PDF));
    (ministry, card)
}

fn stage(engine: Engine) -> (TestApp, SmallTree, Browser, String) {
    let (app, tree) = app(engine);
    let (ministry, card) = letter(&app, &tree);
    (app, tree, ministry, card)
}

fn circulate(person: &Browser, card: &str, fields: &[(&str, &str)]) -> testing::Shown {
    person.post(&format!("{card}/circulation"), fields)
}

fn duties(app: &TestApp, role: Role, level: Level, path: &str) -> Vec<Obligation> {
    let account = app.account(role, level, path);
    let mut all = app
        .house
        .db
        .read(|conn| {
            let today = app.house.now().day(app.house.settings.zone);
            let person = access::store::people(conn, &[account], today)?.remove(&account).unwrap();
            let mut all = Vec::new();
            for offer in &app.house.registry.obligations {
                all.extend(offer.all(conn, &person, today)?);
            }
            db::Result::Ok(all)
        })
        .unwrap();
    all.retain(|duty| duty.key.starts_with("documents:acquaintance:"));
    all
}

fn version(person: &Browser, card: &str) -> String {
    person.page(&format!("{card}/cancellation")).input("version").unwrap()
}

both_databases! {
    fn a_letter_to_a_level_is_read_marked_once_and_counted(engine) {
        let (app, tree, ministry, card) = stage(engine);
        let head = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path);
        assert_eq!(head.get(&card).status, 404, "addressed to nobody yet");
        assert!(ministry.page(&card).says("Документ никому не адресован"));
        assert_eq!(circulate(&ministry, &card, &[("level", "municipality"), ("read_by", "2026-06-30")]).status, 303);
        let told = duties(&app, Role::ServiceHead, Level::Municipality, &tree.north.path);
        assert!(told.len() == 1 && told[0].title.contains("Ознакомиться с\u{a0}документом: Письмо №\u{a0}5"), "{told:?}");
        assert_eq!((told[0].due.to_string().as_str(), told[0].url.as_str()), ("2026-06-30", card.as_str()));
        assert!(duties(&app, Role::Principal, Level::Organisation, &tree.school.path).is_empty());
        assert!(ministry.page(&card).says("ознакомлены 0 из 2"));
        let page = head.page(&card);
        assert!(page.says("Документ адресован вашей организации") && page.says(">Ознакомлен<") && !page.says("История"), "{}", page.body);
        assert_eq!(head.get(&format!("{card}/file")).status, 200);
        let unit = tree.north.id.to_string();
        for said in ["Отмечено: с документом ознакомлены", "Отметка уже стоит"] {
            assert_eq!(head.post(&format!("{card}/acquaintance"), &[("unit", &unit)]).status, 303);
            assert!(head.page(&card).says(said), "{said}");
        }
        assert!(duties(&app, Role::MunicipalAuthority, Level::Municipality, &tree.north.path).is_empty(), "one mark a unit");
        assert_eq!(duties(&app, Role::ServiceHead, Level::Municipality, &tree.south.path).len(), 1);
        assert!(head.page(&card).says("Ознакомлены: Северный округ") && head.page("/documents/circulated").says("ознакомлены"));
        let list = ministry.page(&format!("{card}/acquaintance"));
        assert!(list.says("ознакомлены 1 из 2") && list.says("Северный округ") && list.says("Южный округ"));
        let left = ministry.page(&format!("{card}/acquaintance?who=not"));
        assert!(!left.says("Северный округ") && left.says("Южный округ"));
        let book = ministry.get(&format!("{card}/acquaintance/register"));
        assert!(book.status == 200 && book.bytes.starts_with(b"PK"));
    }

    fn who_is_not_addressed_neither_reads_nor_marks(engine) {
        let (app, tree, ministry, card) = stage(engine);
        circulate(&ministry, &card, &[("units", "Школа № 1"), ("read_by", "2026-06-30")]);
        let principal = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
        assert!(principal.page(&card).says(">Ознакомлен<"));
        let [school, other, north] = [&tree.school, &tree.other_school, &tree.north].map(|unit| unit.id.to_string());
        let mark = format!("{card}/acquaintance");
        let stranger = app.browser_as(Role::Principal, Level::Organisation, &tree.other_school.path);
        assert_eq!(stranger.get(&card).status, 404);
        assert_eq!([stranger.post(&mark, &[("unit", &other)]).status, stranger.post(&mark, &[("unit", &school)]).status], [404, 404]);
        let above = methodist(&app, &tree);
        assert_eq!([above.get(&card).status, above.post(&mark, &[("unit", &school)]).status, above.post(&mark, &[("unit", &north)]).status], [404; 3]);
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        assert_eq!([teacher.get(&card).status, teacher.post(&mark, &[("unit", &school)]).status], [404, 403]);
        assert_eq!(ministry.post(&mark, &[("unit", &school)]).status, 404, "nobody reads in another's stead");
        assert_eq!(principal.get(&format!("{card}/circulation")).status, 404);
        assert_eq!(principal.get("/documents/999/acquaintance").status, 404);
    }

    fn what_was_cancelled_is_no_duty_and_takes_no_mark(engine) {
        let (app, tree, ministry, card) = stage(engine);
        circulate(&ministry, &card, &[("level", "municipality"), ("level", "organisation"), ("read_by", "2026-06-30")]);
        assert!(ministry.page(&card).says("ознакомлены 0 из 4"));
        let principal = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
        let school = tree.school.id.to_string();
        ministry.done(&format!("{card}/cancellation"), &[("version", &version(&ministry, &card)), ("reason", "ошибка")]);
        assert!(duties(&app, Role::Principal, Level::Organisation, &tree.school.path).is_empty());
        let refused = principal.post(&format!("{card}/acquaintance"), &[("unit", &school)]);
        assert!(refused.status == 422 && refused.says("Документ отменён: знакомиться с ним уже не нужно"), "{}", refused.body);
        assert!(!principal.page(&card).says(">Ознакомлен<"));
        let again = circulate(&ministry, &card, &[("level", "municipality"), ("read_by", "2026-06-30")]);
        assert!(again.status == 422 && again.says("Документ отменён"));
    }

    fn a_form_comes_back_with_everything_typed_and_a_circle_is_released(engine) {
        let (app, tree, ministry, card) = stage(engine);
        let odd = circulate(&ministry, &card, &[("level", "municipality"), ("units", "Школа № 1\nЛицей № 77"), ("read_by", "2026-06-01")]);
        assert!(odd.status == 422 && odd.says("Строка 2") && odd.says("Лицей № 77"), "{}", odd.body);
        assert!(odd.body.contains("value=\"municipality\" checked") && odd.says("Школа № 1"));
        let past = circulate(&ministry, &card, &[("level", "municipality"), ("read_by", "2026-06-01")]);
        assert!(past.status == 422 && past.says("Этот день уже прошёл"));
        let none = circulate(&ministry, &card, &[("read_by", "2026-06-30")]);
        assert!(none.status == 422 && none.says("Отметьте уровень или впишите организации"));
        assert!(circulate(&ministry, &card, &[("level", "region"), ("read_by", "2026-06-30")]).says("ниже того, кто издал"));
        assert!(circulate(&ministry, &card, &[("level", "municipality")]).says("Укажите день"));
        let named = circulate(&ministry, &card, &[("units", "Северный округ"), ("read_by", "2026-06-30")]);
        assert_eq!(named.status, 303, "{}", named.body);
        assert!(ministry.page(&format!("{card}/circulation")).says("Северный округ"));
        ministry.done(&format!("{card}/circulation/release"), &[]);
        assert!(duties(&app, Role::ServiceHead, Level::Municipality, &tree.north.path).is_empty());
        assert!(ministry.page(&card).says("Документ никому не адресован"));
        let plan = registered(&methodist(&app, &tree), &[("kind", "mms_plan_analysis"), ("number", "9")], ("А.pdf", &[PDF, b"1"].concat()));
        let refused = methodist(&app, &tree).get(&format!("{plan}/circulation"));
        assert!(refused.status == 422 && refused.says("Протоколы, справки"), "{}", refused.body);
    }

    fn units_begun_later_are_counted_and_closed_ones_are_not(engine) {
        let (app, tree, ministry, card) = stage(engine);
        circulate(&ministry, &card, &[("level", "municipality"), ("read_by", "2026-06-18")]);
        app.house.db.write(|tx| {
            let new = units::NewUnit::named(units::UnitId(app.house.id()), Some(&tree.region), Level::Municipality, "district", "Новый округ", app.house.now());
            units::store::add(tx, app.house.id(), &new)
        }).unwrap();
        assert!(ministry.page(&card).says("ознакомлены 0 из 3"));
        app.write(|tx| tx.batch(&format!("UPDATE unit_versions SET valid_to = '2026-06-17' WHERE unit_id = {}", tree.south.id)));
        assert!(ministry.page(&card).says("ознакомлены 0 из 2"));
        assert!(!ministry.page(&format!("{card}/acquaintance")).says("Южный округ"));
    }

    fn a_programme_bears_the_stamp_of_the_order_that_approves_it(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let programme = registered(&person, &[], ("Программа.pdf", PDF));
        assert!(!person.page(&programme).says("Гриф утверждения"));
        let fields = [("kind", "municipal_order"), ("number", "19"), ("title", "Об утверждении программы")];
        let order = registered(&person, &fields, ("Приказ.pdf", &[PDF, b"1"].concat()));
        let id = programme.rsplit('/').next().unwrap();
        person.done(&format!("{order}/links"), &[("relation", "approves"), ("target", id)]);
        let page = person.page(&programme);
        assert!(page.says("Гриф утверждения") && page.says("УТВЕРЖДЕНА приказом от 02.09.2025 № 19 (Управление образования)"), "{}", page.body);
        person.done(&format!("{order}/cancellation"), &[("version", &version(&person, &order)), ("reason", "ошибка")]);
        assert!(!person.page(&programme).says("Гриф утверждения"));
    }

    fn a_regulation_of_every_pack_bears_the_number_and_day_of_its_order(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let north = tree.north.id;
        for (place, pack) in ["", "kemerovo", "izhmorsky-2021", "terek-2021", "vladimir-2020"].iter().enumerate() {
            if !pack.is_empty() {
                app.write(|tx| tx.batch(&format!(
                    "DELETE FROM pack_bindings WHERE unit_id = {north}; INSERT INTO pack_bindings (id, unit_id, pack, valid_from) \
                     VALUES ({place}, {north}, '{pack}', '2020-01-01')"
                )));
            }
            let bytes = |part: &str| [PDF, pack.as_bytes(), part.as_bytes()].concat();
            let (title, number) = (format!("Положение {place}"), format!("660-{place}"));
            let annex = registered(&person, &[("kind", "stimulation_system"), ("number", ""), ("title", &title)], ("П.pdf", &bytes("а")));
            let page = person.page(&annex);
            assert!(page.says("не указано, каким приказом утверждено") && page.body.contains(&format!("{annex}/links")), "{pack}: {}", page.body);
            let order = [("kind", "municipal_order"), ("number", number.as_str()), ("signed_on", "2020-08-04"), ("title", "Об утверждении")];
            let order = registered(&person, &order, ("О.pdf", &bytes("о")));
            let id = order.rsplit('/').next().unwrap();
            person.done(&format!("{annex}/links"), &[("relation", "annex_to"), ("target", id)]);
            let said = format!("УТВЕРЖДЕНО приказом от 04.08.2020 № {number}");
            assert!(person.page(&annex).says(&said), "{pack}: {}", person.page(&annex).body);
            assert!(person.page("/documents/acts").says(&said), "{pack}");
        }
    }

    fn the_control_of_an_order_is_told_and_kept_off_materials(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let fields = [("kind", "municipal_order"), ("controller", "заместитель начальника Зуева А. П.")];
        let card = registered(&person, &fields, ("Приказ.pdf", PDF));
        assert!(person.page(&card).says("Контроль за исполнением") && person.page(&card).says("Зуева А. П."));
        assert!(person.page(&card).says("Контроль за исполнением возложен: заместитель начальника"), "the history tells it");
        let odd = posted(&person, &[("kind", "mms_plan_analysis"), ("number", "9"), ("controller", "Зуева")], ("А.pdf", &[PDF, b"1"].concat()));
        assert!(odd.status == 422 && odd.says("возлагают приказом") && odd.input("controller").as_deref() == Some("Зуева"));
    }
}
