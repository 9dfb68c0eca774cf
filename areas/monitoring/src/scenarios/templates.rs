//! Tables of a unit's own, through the pages: copied, edited, refused with faults, measured by, exported, taken in.

use access::{Level, Role};
use testing::{Browser, TestApp, both_databases};
use units::fixture::{SmallTree, plant};
use web::{Cx, Write};

use crate::access::{FillSheet, RunCampaign};
use crate::actions::campaign::{self, Plan};
use crate::actions::fill::{self, Edit};
use crate::model::{CampaignId, TemplateId};
use crate::rules::Answer;
use crate::store::{campaigns, sheets, subjects};
use crate::worksheet::Worksheet;

struct Desk {
    app: TestApp,
    tree: SmallTree,
    methodist: Browser,
}

fn desk(engine: testing::Engine) -> Desk {
    let app = TestApp::of(engine, vec![units::area(), documents::area(), crate::area()]);
    let tree = plant(&app.house).unwrap();
    let methodist = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
    methodist.page("/monitoring/templates/new");
    Desk { app, tree, methodist }
}

impl Desk {
    /// Makes a table through the form; returns its address.
    fn made(&self, fields: &[(&str, &str)]) -> String {
        let owner = self.tree.north.id.to_string();
        let fields = [&[("owner", owner.as_str())], fields].concat();
        self.methodist.done("/monitoring/templates", &fields).location
    }

    fn copy(&self, pattern: &str, title: &str) -> String {
        self.made(&[("way", "copy"), ("pattern", pattern), ("title", title)])
    }

    fn version(&self, url: &str) -> String {
        self.methodist.page(url).input("version").unwrap()
    }

    /// Posts with the version that stands.
    fn edit(&self, url: &str, inner: &str, fields: &[(&str, &str)]) -> testing::Shown {
        let version = self.version(url);
        let fields = [fields, &[("version", version.as_str())]].concat();
        self.methodist.post(&format!("{url}{inner}"), &fields)
    }

    fn id(url: &str) -> TemplateId {
        url.rsplit('/').next().unwrap().parse().unwrap()
    }

    /// Plans a campaign by the table for a unit, in the name of whoever may run it there.
    fn plan(&self, url: &str, unit: &units::Unit, period: &str) -> web::Result<CampaignId> {
        let mut cx = Cx::<Write>::outside(&self.app.house, None)?;
        let may = cx.operator::<RunCampaign>()?;
        let template = format!("own/{}", Self::id(url));
        let day = |month, day| chrono::NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let days = [day(6, 1), day(6, 30), day(7, 31), day(8, 20)];
        let id =
            campaign::plan(&mut cx, &may, unit, &Plan { template: &template, period, days, hour: None })?;
        cx.finish()?;
        Ok(id)
    }

    fn open(&self, id: CampaignId) -> web::Result<()> {
        let mut cx = Cx::<Write>::outside(&self.app.house, None)?;
        let may = cx.operator::<RunCampaign>()?;
        campaign::open(&mut cx, &may, id)?;
        cx.finish()
    }

    fn campaign(&self, id: CampaignId) -> crate::model::Campaign {
        self.app.house.db.read(|conn| campaigns::find(conn, id)).unwrap().unwrap()
    }

    fn table_of(&self, id: CampaignId) -> std::sync::Arc<packs::Template> {
        let campaign = self.campaign(id);
        self.app.house.db.read(|conn| crate::copies::of(conn, &campaign)).unwrap()
    }
}

/// Fields of an indicator's form.
fn indicator<'a>(no: &'a str, rule: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("no", no),
        ("title", "План методической работы есть"),
        ("clause", "п. 2"),
        ("purpose", "видно, спланирована ли работа"),
        ("rule", rule),
        ("assessment", "semi"),
        ("evidence", "план"),
    ]
}

/// The same form, based on a version.
fn late(version: &str) -> Vec<(&str, &str)> {
    [indicator("1-1", "text"), vec![("version", version)]].concat()
}

both_databases! {
    fn a_table_made_from_a_pattern_is_edited_and_keeps_its_sums_and_numbers(engine) {
        let desk = desk(engine);
        let url = desk.copy("amur-2020/mms", "Методическая работа школ");
        let shown = desk.methodist.page(&url);
        assert!(shown.says("готова") && shown.says("7 критериев, 60 строк") && shown.says("Что поправить").eq(&false));
        let scale = [indicator("1.1", "scale"), vec![("most", "3"), ("rubric", "нет"), ("rubric", ""), ("rubric", ""), ("rubric", "полностью")]].concat();
        assert_eq!(desk.edit(&url, "/indicators/1.1", &scale).status, 303);
        let shown = desk.methodist.page(&url);
        assert!(shown.says("до 63") && shown.says("отметка от 0 до 3") && shown.says("Зачем: видно, спланирована ли работа"));
        assert_eq!(desk.edit(&url, "/indicators/1.2/place", &[("to", "up")]).status, 303);
        let shown = desk.methodist.page(&url);
        assert!(shown.body.find("id=\"row-1.2\"") < shown.body.find("id=\"row-1.1\""));
        assert!(shown.says("Номера идут не подряд"));
        desk.edit(&url, "/indicators/1.3/removal", &[]);
        assert_eq!(desk.methodist.get(&format!("{url}/indicators/1.3")).status, 404);
        assert!(desk.methodist.page(&format!("{url}/criteria/1/indicators")).body.contains("value=\"1.7\""));
        desk.edit(&url, "/numbering", &[]);
        let shown = desk.methodist.page(&url);
        assert!(!shown.says("Номера идут не подряд") && shown.says("засчитывается, если есть показатель 1.2"));
        assert_eq!(desk.edit(&url, "/criteria/7/removal", &[]).status, 303);
        assert!(desk.methodist.page(&url).says("6 критериев"));
        assert!(desk.methodist.page("/monitoring/templates").says("Методическая работа школ"));
        let again = desk.methodist.post("/monitoring/templates", &[("owner", &desk.tree.north.id.to_string()), ("way", "copy"), ("pattern", "amur-2020/mms"), ("title", "методическая работа школ")]);
        assert!(again.status == 422 && again.says("с таким названием у вас уже есть") && again.says("методическая работа школ"));
    }

    fn a_table_from_nothing_grows_until_it_can_be_measured_by(engine) {
        let desk = desk(engine);
        let url = desk.made(&[("way", "blank"), ("title", "Работа школ"), ("level", "organisation")]);
        let shown = desk.methodist.page(&url);
        assert!(shown.says("Критериев нет: добавьте хотя бы один") && shown.says("Не указан пункт положения"));
        let refused = desk.plan(&url, &desk.tree.north, "2026").unwrap_err().to_string();
        assert!(refused.contains("По таблице с замечаниями мониторинг не проводится") && refused.contains("Критериев нет"), "{refused}");
        let settings = [("title", "Работа школ"), ("clause", "приказ № 5"), ("act_title", "Положение о мониторинге"), ("act_number", "5"), ("act_date", "2025-09-01"), ("level", "organisation"), ("level-organisation", "Школа"), ("objection_days", "5"), ("decimals", "1")];
        assert_eq!(desk.edit(&url, "/settings", &settings).status, 303);
        let criterion = [("no", "1"), ("title", "Планирование"), ("short", "План"), ("clause", "п. 2")];
        assert_eq!(desk.edit(&url, "/criteria", &criterion).status, 303);
        assert!(desk.methodist.page(&url).says("В критерии 1 нет показателей"));
        let share = [indicator("1.1", "share"), vec![("step-from", ""), ("step-to", "50"), ("step-points", "0"), ("step-from", "60"), ("step-to", ""), ("step-points", "1,5")]].concat();
        assert_eq!(desk.edit(&url, "/criteria/1/indicators", &share).status, 303);
        let form = desk.methodist.page(&format!("{url}/indicators/1.1"));
        assert!(form.says("Разрыв: ступени не сходятся, значение от 50 до 60 не попадает никуда"));
        assert!(desk.plan(&url, &desk.tree.north, "2026").unwrap_err().to_string().contains("Показатель 1.1: Разрыв"));
        let share = [indicator("1.1", "share"), vec![("step-from", ""), ("step-to", "60"), ("step-points", "0"), ("step-from", "60"), ("step-to", ""), ("step-points", "1,5")]].concat();
        desk.edit(&url, "/indicators/1.1", &share);
        let shown = desk.methodist.page(&url);
        assert!(shown.says("готова") && shown.says("до 1,5") && shown.says("Положение о мониторинге №\u{a0}5 от 01.09.2025"));
        let planned = desk.plan(&url, &desk.tree.north, "2026").unwrap();
        desk.open(planned).unwrap();
        let everything = db::Ranges::under(["/"]);
        let given = desk.app.house.db.read(|conn| sheets::of_campaign(conn, planned, &everything)).unwrap();
        assert_eq!(given.iter().map(|sheet| sheet.unit_name.as_str()).collect::<Vec<_>>(), ["Школа № 1"]);
    }

    fn what_is_typed_wrong_comes_back_and_another_rule_brings_its_own_fields(engine) {
        let desk = desk(engine);
        let url = desk.copy("vladimir-2020/system", "Система");
        let wrong = [indicator("1-2", "presence"), vec![("points", "много"), ("weight", "-1"), ("limit", "пять")]].concat();
        let shown = desk.edit(&url, "/indicators/1-1", &wrong);
        assert_eq!(shown.status, 422);
        for sentence in ["Показатель 1-2 уже есть", "«много» – не подходит", "Вес – положительное число", "целое число", "План методической работы есть"] {
            assert!(shown.says(sentence), "{sentence}");
        }
        let redrawn = desk.edit(&url, "/indicators/1-1", &[indicator("1-1", "dynamics"), vec![("redraw", "1")]].concat());
        assert_eq!(redrawn.status, 200);
        assert!(redrawn.says("За сохранение") && redrawn.says("План методической работы есть") && !redrawn.says("Баллов, если есть"));
        assert!(!desk.methodist.page(&url).says("План методической работы есть"), "nothing was saved");
    }

    fn two_people_editing_one_table_never_overwrite_each_other(engine) {
        let desk = desk(engine);
        let colleague = desk.app.browser_as(Role::ServiceHead, Level::Municipality, &desk.tree.north.path);
        let url = desk.copy("vladimir-2020/system", "Система");
        let seen = colleague.page(&format!("{url}/indicators/1-1")).input("version").unwrap();
        let mine = [indicator("1-1", "presence"), vec![("points", "2")]].concat();
        assert_eq!(desk.edit(&url, "/indicators/1-1", &mine).status, 303);
        let clash = colleague.post(&format!("{url}/indicators/1-1"), &late(&seen));
        assert_eq!(clash.status, 409);
        assert!(clash.says("Проверкин П. И.") && clash.says("Ваше ещё не сохранено") && clash.says("План методической работы есть"));
        let now = clash.input("version").unwrap();
        assert_eq!(colleague.post(&format!("{url}/indicators/1-1"), &late(&now)).status, 303);
        let moved = colleague.post(&format!("{url}/indicators/1-1/place"), &[("to", "down"), ("version", &seen)]);
        assert!(moved.status == 409 && moved.says("уже изменил другой человек"));
    }

    fn a_campaign_keeps_its_copy_when_the_table_is_edited_or_removed(engine) {
        let desk = desk(engine);
        let url = desk.copy("amur-2020/mms", "Службы");
        let planned = desk.plan(&url, &desk.tree.region, "2026");
        assert!(planned.is_err(), "a table of a municipality is not known above it");
        let planned = desk.plan(&url, &desk.tree.north, "2026").unwrap();
        let waiting = desk.methodist.post(&format!("{url}/removal"), &[]);
        assert!(waiting.status == 422 && waiting.says("запланирован мониторинг 2025/26"));
        desk.open(planned).unwrap();
        assert!(desk.methodist.page(&url).says("идёт по своей копии таблицы"));
        let hash = desk.campaign(planned).template_hash;
        desk.edit(&url, "/indicators/1.1/removal", &[]);
        assert_eq!(desk.campaign(planned).template_hash, hash);
        assert!(desk.table_of(planned).indicator("1.1").is_some());
        let shown = desk.methodist.page(&url);
        assert!(shown.says("Мониторинг 2025/26 идёт по прежней редакции: правка коснётся следующих"));
        let next = desk.plan(&url, &desk.tree.north, "2027");
        assert!(next.unwrap_err().to_string().contains("зависит от показателя 1.1, которого в таблице нет"));
        desk.methodist.page(&format!("{url}/removal"));
        desk.methodist.done(&format!("{url}/removal"), &[]);
        assert_eq!(desk.methodist.get(&url).status, 404);
        assert_eq!(desk.campaign(planned).template_hash, hash);
    }

    fn a_table_goes_out_as_a_pack_that_passes_the_check_and_comes_back(engine) {
        let desk = desk(engine);
        let url = desk.copy("amur-2020/mms", "Методическая работа");
        let file = desk.methodist.get(&format!("{url}/pack"));
        assert_eq!(file.status, 200);
        assert!(file.header("content-disposition").contains(".zip"));
        let form = "/monitoring/templates";
        let owner = desk.tree.north.id.to_string();
        let fields = [("owner", owner.as_str()), ("way", "file")];
        let same = desk.methodist.upload(form, &fields, ("file", "own.zip", &file.bytes));
        assert!(same.status == 422 && same.says("с таким названием у вас уже есть"));
        desk.edit(&url, "/settings", &[("title", "Прежняя"), ("clause", "п. 1"), ("level", "municipality"), ("level-municipality", "ММС")]);
        let kept = desk.methodist.upload(form, &fields, ("file", "own.zip", &file.bytes));
        assert_eq!(kept.status, 303, "{}", kept.body);
        assert!(desk.methodist.page(&kept.location).says("готова"));
        let broken = desk.methodist.upload(form, &fields, ("file", "таблица.toml", "id = \"t\"\ntitle = 5\n".as_bytes()));
        assert!(broken.status == 422 && broken.says("monitoring/table.toml, строка 2"), "{}", broken.body);
        let program = desk.methodist.upload(form, &fields, ("file", "pack.zip", b"MZ\x90\x00"));
        assert!(program.status == 422 && program.says("Это не набор правил"));
        let nothing = desk.methodist.post(form, &fields);
        assert!(nothing.status == 422 && nothing.says("Выберите файл"));
    }

    fn a_neighbours_table_does_not_exist_and_a_teacher_makes_none(engine) {
        let desk = desk(engine);
        let url = desk.copy("amur-2020/mms", "Наша");
        let south = desk.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &desk.tree.south.path);
        let region = desk.app.browser_as(Role::InstituteMethodist, Level::Region, &desk.tree.region.path);
        for stranger in [&south, &region] {
            stranger.page("/monitoring/templates");
            assert_eq!(stranger.get(&url).status, 404);
            assert_eq!(stranger.get(&format!("{url}/pack")).status, 404);
            assert_eq!(stranger.post(&format!("{url}/removal"), &[]).status, 404);
        }
        let teacher = desk.app.browser_as(Role::Teacher, Level::Organisation, &desk.tree.school.path);
        assert_eq!(teacher.get("/monitoring/templates").status, 403);
        let deputy = desk.app.browser_as(Role::Deputy, Level::Organisation, &desk.tree.school.path);
        assert!(deputy.page("/monitoring/templates/new").says("Методическое объединение, творческая группа"));
        let owner = desk.tree.north.id.to_string();
        let foreign = deputy.post("/monitoring/templates", &[("owner", &owner), ("way", "blank"), ("title", "Чужая"), ("level", "body")]);
        assert!(foreign.status == 422 && foreign.says("Выберите, чья это таблица"));
    }

    fn a_school_measures_its_bodies_and_the_service_its_schools_and_values_come_from_below(engine) {
        let desk = desk(engine);
        let url = desk.copy("terek-2021/service", "Район, школы, работники");
        let planned = desk.plan(&url, &desk.tree.north, "2026").unwrap();
        let person = |id: i64, name: &str| subjects::Subject { id, unit_id: desk.tree.school.id, unit_path: desk.tree.school.path.clone(), level: "person".into(), name: name.into(), account_id: None };
        for (id, name) in [(1, "Учитель А"), (2, "Учитель Б")] {
            desk.app.write(|tx| subjects::add(tx, planned, &person(id, name)));
        }
        desk.open(planned).unwrap();
        let up = || -> Vec<String> {
            let everything = db::Ranges::under(["/"]);
            desk.app.house.db.read(|conn| -> db::Result<Vec<String>> {
                let all = sheets::of_campaign(conn, planned, &everything)?;
                let top = all.iter().find(|sheet| sheet.level == "municipality").unwrap();
                let work = Worksheet::read(conn, &crate::Reach::everywhere(desk.app.house.now()), top.id).unwrap();
                let made = crate::rollups::of(conn, &[&work]).unwrap();
                Ok(made.into_iter().map(|((_, no), up)| format!("{no}: {:?}/{:?} {} из {}", up.answer.num, up.answer.den, up.given, up.of)).collect())
            }).unwrap()
        };
        assert_eq!(up(), [""; 0]);
        let mut cx = Cx::<Write>::outside(&desk.app.house, None).unwrap();
        let may = cx.operator::<FillSheet>().unwrap();
        let all = sheets::of_campaign(cx.conn(), planned, may.ranges()).unwrap();
        assert_eq!(all.len(), 4, "the service, its school, two persons; the okrug is left out");
        let school = all.iter().find(|sheet| sheet.level == "organisation").unwrap().id;
        let answer = Answer { num: Some(3.into()), den: Some(8.into()), ..Answer::default() };
        fill::save(&mut cx, &may, school, "4.3-2", &Edit { answer, version: 0, is_fact: false }).unwrap();
        let count = Edit { answer: Answer::of_value(5.into(), None), version: 0, is_fact: false };
        fill::save(&mut cx, &may, school, "4.3-3", &count).unwrap();
        cx.finish().unwrap();
        assert_eq!(up(), [""; 0], "a draft is nobody's answer yet");
        desk.app.write(|tx| sheets::enter(tx, school, crate::rules::SheetState::Submitted, "", db::Moment(1)));
        assert_eq!(up(), ["4.1-2.2: Some(3)/Some(8) 1 из 1"]);
        let top = all.iter().find(|sheet| sheet.level == "municipality").unwrap().id;
        let sheet = format!("/monitoring/sheets/{top}");
        let shown = desk.methodist.page(&sheet);
        assert!(shown.says("вычислено") && shown.says("Собрано по таблицам уровня ниже: 1 из\u{a0}1"));
        let own = [("value", "5"), ("second", "8"), ("version", "0")];
        desk.methodist.done(&format!("{sheet}/answers/4.1-2.2"), &own);
        let drawer = desk.methodist.page(&format!("{sheet}/answers/4.1-2.2"));
        assert!(drawer.says("действует свой ответ") && drawer.says("по таблицам уровня ниже"));
        let row = |work: &Worksheet| work.computed("4.1-2.2").and_then(|answer| answer.num);
        let mut cx = Cx::<Write>::outside(&desk.app.house, None).unwrap();
        let may = cx.operator::<FillSheet>().unwrap();
        let work = Worksheet::live(&mut cx, &may, top).unwrap();
        assert_eq!((row(&work), work.is_computed("4.1-2.2")), (Some(3.into()), false));
    }
}
