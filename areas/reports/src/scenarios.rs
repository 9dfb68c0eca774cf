//! The area through HTTP on both databases: who gets in, and what is refused before anything is published.

mod approving;

use access::{Level, Role};
use monitoring::fixture::{Measured, opened, publish};
use monitoring::model::CampaignId;
use testing::{Browser, Engine, Shown, TestApp, both_databases};
use units::fixture::{SmallTree, plant};

/// Figures of the northern municipality and of the southern one.
const NORTH: [(&str, &str, &str, &str); 3] =
    [("1.1", "1", "1", "scored"), ("1.3", "0", "1", "absent"), ("2.1", "1", "1", "scored")];
const SOUTH: [(&str, &str, &str, &str); 3] =
    [("1.1", "1", "1", "scored"), ("1.3", "0", "1", "scored"), ("2.1", "0", "1", "no_answer")];

struct Stage {
    app: TestApp,
    tree: SmallTree,
    institute: Browser,
    campaign: CampaignId,
}

fn stage(engine: Engine) -> Stage {
    let areas = vec![units::area(), documents::area(), monitoring::area(), decisions::area(), crate::area()];
    let app = TestApp::with_press(engine, areas);
    let tree = plant(&app.house).unwrap();
    let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
    let campaign = opened(&app.house, &tree.region, "2026").unwrap();
    let objects = [Measured::municipality(&tree.north, &NORTH), Measured::municipality(&tree.south, &SOUTH)];
    publish(&app.house, campaign, 1, "", &objects).unwrap();
    Stage { app, tree, institute, campaign }
}

impl Stage {
    /// A report about the whole, begun.
    fn begun(&self) -> String {
        let of = format!("/reports/campaigns/{}", self.campaign);
        self.institute.page(&of);
        self.institute.done(&of, &[]).location
    }

    /// Sends a file of results with these rows.
    fn sent(&self, rows: &[&[&str]]) -> Shown {
        self.sent_with("Организация", rows)
    }

    fn sent_with(&self, title: &str, rows: &[&[&str]]) -> Shown {
        let titles = [
            "Код организации",
            title,
            "Процедура",
            "Учебный год",
            "Предмет",
            "Класс",
            "Участников",
            "Средний балл",
            "Справились, %",
            "«4» и «5», %",
        ];
        let cells = |row: &&[&str]| [&[""], *row].concat().into_iter().map(sheets::Cell::text).collect();
        let table = sheets::Table {
            name: "Результаты".to_owned(),
            columns: titles.map(|title| sheets::Column::new(title, 12)).into(),
            lines: rows.iter().map(|row| sheets::Line::Cells(cells(row))).collect(),
            ..sheets::Table::default()
        };
        let made_on = self.app.house.now().day(self.app.house.settings.zone);
        let book =
            sheets::Workbook { title: "Результаты".to_owned(), made_on, tables: vec![table] };
        let bytes = sheets::xlsx(&book).unwrap();
        self.institute.upload("/procedures/import", &[], ("file", "результаты.xlsx", &bytes))
    }

    /// The first section's address.
    fn section(&self, report: &str) -> String {
        let page = self.institute.page(report);
        let begins = format!("{report}/sections/");
        let rest = page.body.split(&begins).nth(1).unwrap();
        format!("{begins}{}", rest.split('"').next().unwrap())
    }
}

both_databases! {
    fn procedures_and_reports_open_empty_and_a_teacher_gets_neither(engine) {
        let areas = vec![units::area(), documents::area(), monitoring::area(), decisions::area(), crate::area()];
        let app = TestApp::of(engine, areas);
        let tree = plant(&app.house).unwrap();
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        assert!(institute.page("/reports").says("Отчётов пока нет"));
        let own = format!("/procedures/units/{}", tree.region.id);
        assert_eq!(institute.get("/procedures").location, own);
        assert!(institute.page(&own).says("Результатов пока нет"));
        assert!(institute.page("/procedures/import").says("меньше 5&nbsp;участников"));
        let south = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.south.path);
        assert_eq!(south.get(&format!("/procedures/units/{}", tree.north.id)).status, 404);
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        assert_eq!(teacher.get("/reports").status, 403);
        assert_eq!(teacher.get(&own).status, 403);
    }

    fn a_report_is_begun_once_and_its_figures_lead_to_their_source(engine) {
        let stage = stage(engine);
        let report = stage.begun();
        assert_eq!(stage.begun(), report, "the second click leads to the report of the first");
        let page = stage.institute.page(&report);
        // Two of three and one of three.
        for word in ["66,7", "33,3", "Северный округ", "Южный округ", "2025/26"] {
            assert!(page.says(word), "{word}: {}", page.body);
        }
        assert!(page.says(&format!("/monitoring/{}/results?revision=1", stage.campaign)));
        let neighbour = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        assert_eq!(neighbour.get(&report).status, 404, "a draft of the institute is its own");
        // About itself a municipality writes its own.
        let of = format!("/reports/campaigns/{}", stage.campaign);
        let own = neighbour.done(&of, &[("unit", &stage.tree.south.id.to_string())]).location;
        assert!(neighbour.page(&own).says("Южный округ"));
        assert_eq!(neighbour.post(&of, &[("unit", &stage.tree.north.id.to_string())]).status, 404);
    }

    fn two_editors_never_lose_each_others_words(engine) {
        let stage = stage(engine);
        let report = stage.begun();
        let section = stage.section(&report);
        let version = stage.institute.page(&section).input("version").unwrap();
        let other = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        other.page(&section);
        let words = [("version", version.as_str()), ("title", "Цель"), ("body", "Слова первого: {средний процент}.")];
        stage.institute.done(&section, &words);
        assert!(stage.institute.page(&report).says("Слова первого: "));
        let late = other.post(&section, &[("version", &version), ("title", "Цель"), ("body", "Слова второго.")]);
        assert_eq!(late.status, 409);
        assert!(late.says("Слова первого") && late.says("Слова второго."), "{}", late.body);
    }

    fn a_name_without_a_figure_and_a_reopened_monitoring_stop_the_approval(engine) {
        let stage = stage(engine);
        let report = stage.begun();
        let approval = format!("{report}/approval");
        assert!(stage.institute.page(&approval).says("Утвердить отчёт?"));
        let section = stage.section(&report);
        let version = stage.institute.page(&section).input("version").unwrap();
        stage.institute.done(&section, &[("version", &version), ("title", "Цель"), ("body", "Выросло на {нечто}.")]);
        let refused = stage.institute.get(&approval);
        assert!(refused.status == 422 && refused.says("{нечто}"), "{} {}", refused.status, refused.body);
        assert!(stage.institute.page(&report).says("Выросло на"), "nothing is lost");
        stage.app.write(|tx| tx.batch(&format!("UPDATE campaigns SET state = 'verifying' WHERE id = {}", stage.campaign)));
        let refused = stage.institute.get(&approval);
        assert!(refused.status == 422 && refused.says("Черновик сохранён"), "{}", refused.body);
        assert!(stage.institute.page(&report).says("Выросло на"));
    }

    fn an_archive_is_asked_for_once_and_only_by_the_owner(engine) {
        let stage = stage(engine);
        let archives = format!("/reports/campaigns/{}/archives", stage.campaign);
        stage.institute.page(&archives);
        stage.institute.done(&archives, &[("form", "pdf")]);
        stage.institute.done(&archives, &[("form", "pdf")]);
        let page = stage.institute.page(&archives);
        assert_eq!(page.body.matches("<progress").count(), 1, "{}", page.body);
        let municipality = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        assert_eq!(municipality.post(&archives, &[("form", "pdf")]).status, 404);
    }

    fn results_of_procedures_come_in_as_they_were_shown_and_stand_beside_the_points(engine) {
        let stage = stage(engine);
        let good = ["Школа № 1", "ВПР", "2025/26", "Математика", "5", "40", "3,6", "85", "42"];
        let small = ["Школа № 2", "ВПР", "2025/26", "Математика", "5", "4", "3,6", "85", "42"];
        let untouched = ["Школа № 2", "ВПР", "2025/26", "", "", "", "", "", ""];
        stage.institute.page("/procedures/import");
        let shown = stage.sent(&[&good, &small, &untouched]);
        assert!(shown.says("участников 4, а группы меньше 5"), "{}", shown.body);
        assert!(!shown.says("укажите предмет") && shown.says("Пока ничего не сохранено"));
        let own = format!("/procedures/units/{}", stage.tree.region.id);
        assert!(stage.institute.page(&own).says("Результатов пока нет"));
        let carried = shown.input("carried").unwrap();
        stage.institute.done("/procedures/import/acceptance", &[("carried", &carried)]);
        let page = stage.institute.page(&own);
        assert!(page.says("ВПР, Математика, 5 класс") && page.says("3,6; 85 %; 42 % (40)"), "{}", page.body);
        // The same file a second time changes nothing.
        assert!(!stage.sent(&[&good]).says("Принять (1)"));
        let names = stage.sent_with("ФИО ученика", &[&good]);
        assert!(names.status == 422 && names.says("ФИО ученика"), "{}", names.body);
        let neighbour = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        assert!(!neighbour.page(&format!("/procedures/units/{}", stage.tree.south.id)).says("3,6"));
    }
}
