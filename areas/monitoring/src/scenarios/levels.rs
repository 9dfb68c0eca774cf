//! Campaigns below the region: a municipality over its schools and teachers by Терский район's table, each filling the own.

use access::{Level, Role};
use testing::{Browser, Engine, TestApp, both_databases};
use units::fixture::{SmallTree, plant};

use crate::model::{CampaignId, Sheet};
use crate::store::sheets;

struct Stage {
    app: TestApp,
    tree: SmallTree,
    head: Browser,
    campaign: CampaignId,
}

impl Stage {
    fn sheets(&self) -> Vec<Sheet> {
        let everything = db::Ranges::under(["/"]);
        self.app.house.db.read(|conn| sheets::of_campaign(conn, self.campaign, &everything)).unwrap()
    }

    fn of(&self, level: &str) -> Sheet {
        self.sheets().into_iter().find(|sheet| sheet.level == level).unwrap()
    }
}

/// The municipality is bound to the pack, plans its own campaign and names a teacher.
fn planned(engine: Engine) -> Stage {
    let app = TestApp::of(engine, vec![units::area(), documents::area(), crate::area()]);
    let tree = plant(&app.house).unwrap();
    let since = chrono::NaiveDate::from_ymd_opt(2021, 9, 20).unwrap();
    app.write(|tx| units::store::bind(tx, app.house.id(), tree.north.id, "terek-2021", since));
    let head = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path);
    head.page("/monitoring/new");
    let owner = tree.north.id.to_string();
    let plan = [
        ("owner", owner.as_str()),
        ("template", "terek-2021/service"),
        ("period", "2026"),
        ("collect_from", "2026-06-01"),
        ("collect_to", "2026-06-30"),
        ("verify_to", "2026-07-31"),
        ("publish_on", "2026-08-20"),
        ("hour", "19:00"),
    ];
    let done = head.done("/monitoring", &plan);
    let campaign = done.location.rsplit('/').next().unwrap().parse().unwrap();
    Stage { app, tree, head, campaign }
}

both_databases! {
    fn a_municipality_measures_itself_its_schools_and_the_teachers_it_names(engine) {
        let stage = planned(engine);
        let url = format!("/monitoring/{}", stage.campaign);
        assert!(stage.head.page(&url).says("19:00"));
        let account = stage.app.account(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        let school = stage.tree.school.id.to_string();
        let named = [("level", "person"), ("unit", school.as_str()), ("names", "Проверкин Пётр Ильич\nСомова Анна Львовна\nпроверкин петр ильич")];
        stage.head.page(&format!("{url}/subjects"));
        stage.head.done(&format!("{url}/subjects"), &named);
        let bare = stage.head.post(&format!("{url}/subjects"), &[("level", "person"), ("unit", ""), ("names", "Кто-то")]);
        assert!(bare.status == 422 && bare.says("Выберите организацию") && bare.says("Кто-то"));
        stage.head.done(&format!("{url}/collection"), &[]);
        let levels: Vec<_> = stage.sheets().into_iter().map(|sheet| sheet.level).collect();
        assert_eq!(levels.iter().filter(|level| *level == "person").count(), 2, "the same name twice is one");
        assert_eq!(levels.iter().filter(|level| *level == "organisation").count(), 1, "not the neighbours' schools");
        assert!(!levels.contains(&"okrug".to_owned()), "optional, and none here");
        // The teacher has the own sheet and no other.
        let all = stage.sheets();
        let own = all.iter().find(|sheet| sheet.account_id == Some(account.0)).unwrap();
        let other = all.iter().find(|sheet| sheet.level == "person" && sheet.account_id.is_none()).unwrap();
        let teacher = stage.app.signed_in(account);
        assert!(teacher.page(&own.url()).says("Субъект") || teacher.page(&own.url()).says("Мониторинг Программы"));
        assert_eq!(teacher.get(&other.url()).status, 404);
        assert_eq!(teacher.get(&stage.of("organisation").url()).status, 404);
        assert_eq!(teacher.get(&format!("{url}/xlsx")).status, 404, "nor the table of all");
        let saved = teacher.save(&format!("{}/answers/4.4-3.1", own.url()), &[("value", "3"), ("version", "0")]);
        assert_eq!(saved.status, 200, "{}", saved.body);
        // The school fills its own and the one nobody else will fill; the service verifies and does not fill.
        let deputy = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.school.path);
        assert_eq!(deputy.save(&format!("{}/answers/4.4-3.1", other.url()), &[("value", "1"), ("version", "0")]).status, 200);
        let organisation = stage.of("organisation");
        assert_eq!(deputy.save(&format!("{}/answers/4.3-3", organisation.url()), &[("value", "5"), ("version", "0")]).status, 200);
        let foreign = stage.head.save(&format!("{}/answers/4.3-3", organisation.url()), &[("value", "6"), ("version", "1")]);
        assert!(foreign.status == 422 && foreign.says("сам объект мониторинга"));
        // A line of another level is not there.
        assert_eq!(deputy.save(&format!("{}/answers/4.1-4", organisation.url()), &[("value", "5"), ("version", "0")]).status, 404);
        assert!(deputy.page("/monitoring").says("Мониторинг Программы"), "a school sees the campaign it has a part in");
        let institute = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        assert!(institute.page(&url).says("Школа № 1"), "the region looks into its municipalities");
    }

    fn marks_of_a_scale_are_the_verifiers(engine) {
        let stage = planned(engine);
        let url = format!("/monitoring/{}", stage.campaign);
        stage.head.done(&format!("{url}/collection"), &[]);
        let deputy = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        let sheet = stage.of("organisation");
        let template = stage.app.house.packs.template("terek-2021/service").unwrap();
        deputy.page(&sheet.url());
        for (criterion, indicator) in template.indicators() {
            let is_own = template.level_of(criterion) == "organisation";
            if is_own && indicator.assessment != packs::Assessment::Manual && !matches!(indicator.scoring, packs::Scoring::Heading {}) {
                deputy.done(&format!("{}/answers/{}", sheet.url(), indicator.no), &[("value", "нет"), ("version", "0")]);
            }
        }
        deputy.done(&format!("{}/submission", sheet.url()), &[]);
        let id = sheet.id.to_string();
        let marks: Vec<_> = template.indicators().filter(|(c, i)| template.level_of(c) == "organisation" && i.is_judgement()).map(|(_, i)| i.no.clone()).collect();
        assert!(!marks.is_empty());
        let outside = stage.head.post(&format!("{url}/queue/{}", marks[0]), &[("ruling", "accepted"), ("reason", "видно"), ("mark", "4"), ("sheet", &id)]);
        assert!(outside.says("по шкале от 0 до 3"), "{} {}", outside.status, outside.body);
        for no in &marks {
            stage.head.done(&format!("{url}/queue/{no}"), &[("ruling", "accepted"), ("reason", "посещены уроки"), ("mark", "2"), ("sheet", &id)]);
        }
        stage.head.done(&format!("{}/acceptance", sheet.url()), &[]);
        let most = marks.len() * 2;
        assert!(stage.head.page(&sheet.url()).says(&format!("<strong>{most}</strong> из 15")), "{most}");
    }

    fn a_school_measures_its_unions_by_its_own_table_and_their_heads_fill(engine) {
        let app = TestApp::of(engine, vec![units::area(), documents::area(), crate::area()]);
        let tree = plant(&app.house).unwrap();
        let school = &tree.school;
        let deputy = app.browser_as(Role::Deputy, Level::Organisation, &school.path);
        let owner = school.id.to_string();
        deputy.page("/monitoring/templates/new");
        let made = deputy.done("/monitoring/templates", &[("owner", &owner), ("way", "blank"), ("title", "Работа объединений"), ("level", "body"), ("clause", "Положение о мониторинге, п. 4")]);
        let table = made.location.clone();
        let id = table.split('/').nth(3).unwrap().split(['?', '#']).next().unwrap().to_owned();
        let json = serde_json::json!({
            "id": "bodies", "title": "Работа объединений", "clause": "Положение о мониторинге, п. 4", "period": "school_year", "objection_days": 5,
            "level": [{ "id": "body", "title": "Методическое объединение" }],
            "criterion": [{ "no": "1", "title": "Работа", "short": "Работа", "clause": "п. 4", "max": "2", "indicator": [
                { "no": "1.1", "title": "Есть план", "source": "Есть план", "clause": "п. 4", "max": "1", "scoring": { "kind": "presence" }, "assessment": "semi", "evidence": { "text": "план" } },
                { "no": "1.2", "title": "Открытые уроки", "source": "Открытые уроки", "clause": "п. 4", "max": "1", "scoring": { "kind": "dynamics" }, "assessment": "semi", "evidence": { "text": "список" } },
            ] }],
        });
        let own = id.parse().unwrap();
        app.write(|tx| crate::store::templates::change(tx, own, 1, "Работа объединений", &json.to_string(), db::Moment(1)));
        deputy.page("/monitoring/new");
        let template = format!("own/{id}");
        let plan = [("owner", owner.as_str()), ("template", &template), ("period", "2026"), ("collect_from", "2026-06-01"), ("collect_to", "2026-06-30"), ("verify_to", "2026-07-31"), ("publish_on", "2026-08-20")];
        let planned = deputy.done("/monitoring", &plan);
        let url = planned.location.clone();
        let empty = deputy.post(&format!("{url}/collection"), &[]);
        assert!(empty.status == 422 && empty.says("Мерить некого"), "nobody is named yet");
        let again = deputy.done(&format!("{url}/removal"), &[]);
        assert!(again.location == "/monitoring" && deputy.get(&url).status == 404, "a plan made by mistake goes");
        let url = deputy.done("/monitoring", &plan).location.clone();
        let head = app.account(Role::StructureHead, Level::Organisation, &school.path);
        let filler = head.0.to_string();
        deputy.page(&format!("{url}/subjects"));
        deputy.done(&format!("{url}/subjects"), &[("level", "body"), ("unit", &owner), ("names", "МО учителей математики"), ("filler", &filler)]);
        deputy.done(&format!("{url}/subjects"), &[("level", "body"), ("unit", &owner), ("names", "МО классных руководителей")]);
        deputy.done(&format!("{url}/collection"), &[]);
        assert!(deputy.post(&format!("{url}/removal"), &[]).says("удалить можно только запланированный"));
        let campaign: CampaignId = url.rsplit('/').next().unwrap().parse().unwrap();
        let everything = db::Ranges::under(["/"]);
        let all = app.house.db.read(|conn| sheets::of_campaign(conn, campaign, &everything)).unwrap();
        assert_eq!(all.len(), 2);
        let own = all.iter().find(|sheet| sheet.account_id.is_some()).unwrap();
        let union = app.signed_in(head);
        assert!(union.page(&own.url()).says("МО учителей математики"));
        assert_eq!(union.save(&format!("{}/answers/1.1", own.url()), &[("value", "no"), ("version", "0")]).status, 200);
        assert_eq!(union.save(&format!("{}/answers/1.2", own.url()), &[("value", "12"), ("second", "10"), ("version", "0")]).status, 200);
        let refused = union.post(&format!("{}/submission", own.url()), &[]);
        assert!(refused.says("Нет подтверждения у показателей: 1.2"));
        assert_eq!(union.save(&format!("{}/answers/1.2", own.url()), &[("value", "нет"), ("version", "1")]).status, 200);
        union.done(&format!("{}/submission", own.url()), &[]);
        deputy.done(&format!("{}/acceptance", own.url()), &[]);
        let other = all.iter().find(|sheet| sheet.account_id.is_none()).unwrap().id.to_string();
        deputy.done(&format!("{url}/verification"), &[]);
        deputy.done(&format!("{url}/publication"), &[("without", &other), ("because", "создано в мае")]);
        let results = deputy.page(&format!("{url}/results"));
        assert!(results.says("МО учителей математики") && results.says("создано в мае"));
    }
}
