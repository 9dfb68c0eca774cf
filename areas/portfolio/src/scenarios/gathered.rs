//! What stands in a portfolio, who sees it, what the person does with it.

use access::{Level, Role};
use people::RecordKind;
use testing::{TestApp, both_databases};

use super::stage::{PDF, areas, stage, with};

both_databases! {
    fn a_portfolio_gathers_itself_from_the_card(engine) {
        let stage = stage(engine);
        assert!(stage.teacher.page("/portfolio").says("Пока пусто"));
        stage.told(RecordKind::Award, "Почётная грамота", "2025-10-05");
        stage.told(RecordKind::Course, "Оценивание", "2025-11-20");
        stage.told(RecordKind::Break, "", "2022-01-01");
        let own = stage.teacher.page("/portfolio");
        for said in ["Награды", "Почётная грамота", "диплом № 7", "Повышение квалификации", "Школа № 1"] {
            assert!(own.says(said), "{said}: {}", own.body);
        }
        assert!(!own.says("Перерыв"), "a break is nobody's achievement");
        let seen = stage.deputy.page(&format!("{}/portfolio", stage.person.url()));
        assert!(seen.says("Почётная грамота") && !seen.says("Скрыть"));
        let elsewhere = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.other_school.path);
        assert_eq!(elsewhere.get(&format!("{}/portfolio", stage.person.url())).status, 404);
        assert_eq!(stage.teacher.get(&format!("{}/portfolio", stage.person.url())).status, 403);
        let nobody = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert!(nobody.page("/portfolio").says("Карточка ещё не связана"));
        assert_eq!(nobody.get("/portfolio/links").status, 404);
    }

    fn an_own_item_has_a_document_and_is_confirmed_by_another(engine) {
        let stage = stage(engine);
        stage.teacher.page("/portfolio/items/new");
        let bare = stage.teacher.post("/portfolio/items", &[("section", "awards"), ("title", "Победа")]);
        assert!(bare.status == 422 && bare.says("Приложите документ или укажите ссылку"), "{}", bare.body);
        stage.added("Мастер-класс");
        stage.added("Мастер-класс");
        let own = stage.teacher.page("/portfolio");
        assert!(own.says("внесено самостоятельно") && own.says("Сертификат.pdf"));
        assert_eq!(own.body.matches("<strong>Мастер-класс").count(), 1, "a second click adds nothing");
        let item = stage.item();
        assert_eq!(stage.teacher.get(&format!("{item}/file")).status, 200);
        let base = format!("{}/portfolio", stage.person.url());
        let kept = format!("{base}/items/{}", item.rsplit('/').next().unwrap());
        assert_eq!(stage.deputy.get(&format!("{kept}/file")).status, 200);
        assert!(stage.deputy.page(&base).says("Подтвердить"));
        stage.deputy.done(&format!("{kept}/confirmation"), &[]);
        assert!(stage.teacher.page("/portfolio").says("подтверждено"));
        // Changed words are to be looked at again.
        let form = stage.teacher.page(&item);
        let fields = [("version", form.input("version").unwrap()), ("section", "publications".to_owned()), ("title", "Статья".to_owned()), ("link", "https://edu.example/1".to_owned())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        stage.teacher.done(&item, &fields);
        assert!(stage.teacher.page("/portfolio").says("внесено самостоятельно"));
        assert_eq!(stage.teacher.post(&item, &fields).status, 409, "an old form");
        stage.teacher.done(&format!("{item}/removal"), &[]);
        assert!(stage.teacher.page("/portfolio").says("Пока пусто"));
        let left: i64 = stage.app.house.db.read(|conn| Ok::<_, db::Error>(i64::from(files::store::page(conn, 0, 10)?.iter().any(|row| row.name == "Сертификат.pdf")))).unwrap();
        assert_eq!(left, 0, "the document goes with its item");
    }

    fn a_second_item_of_the_same_title_with_another_document_is_kept_and_a_text_is_no_scan(engine) {
        let stage = stage(engine);
        stage.teacher.page("/portfolio/items/new");
        let fields = [("section", "participation"), ("title", "Сертификат участника")];
        let other: &[u8] = b"%PDF-1.7\n1 0 obj\n<</Other 1>>\nendobj\nstartxref\n0\n%%EOF\n";
        for bytes in [PDF, PDF, other, other] {
            assert_eq!(stage.teacher.upload("/portfolio/items", &fields, ("file", "Скан.pdf", bytes)).status, 303);
        }
        let own = stage.teacher.page("/portfolio");
        assert_eq!(own.body.matches("<strong>Сертификат участника").count(), 2, "{}", own.body);
        let text = stage.teacher.upload("/portfolio/items", &fields, ("file", "Победа.rtf", b"{\\rtf1\\ansi 1}"));
        assert!(text.status == 422 && text.says("здесь нужен PDF, JPG или PNG"), "{}", text.body);
    }

    fn what_is_hidden_nobody_else_sees_and_the_order_is_the_persons(engine) {
        let stage = stage(engine);
        for (title, on) in [("Первая", "2023-01-01"), ("Вторая", "2024-01-01"), ("Третья", "2025-01-01")] {
            stage.told(RecordKind::Award, title, on);
        }
        let order = |body: &str| {
            let mut found: Vec<(usize, &str)> = ["Первая", "Вторая", "Третья"].iter().filter_map(|one| Some((body.find(one)?, *one))).collect();
            found.sort_unstable();
            found.into_iter().map(|(_, one)| one).collect::<Vec<_>>().join(" ")
        };
        let page = stage.teacher.page("/portfolio");
        assert_eq!(order(&page.body), "Третья Вторая Первая", "the latest first");
        let at = page.body.find("Первая").unwrap();
        let key = page.body[at..].split("name=\"item\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let deed = |deed: &str| stage.teacher.post("/portfolio/choices", &[("item", &key), ("deed", deed)]).status;
        assert_eq!(deed("up"), 303);
        assert_eq!(order(&stage.teacher.page("/portfolio").body), "Третья Первая Вторая");
        let base = format!("{}/portfolio", stage.person.url());
        assert_eq!(order(&stage.deputy.page(&base).body), "Третья Первая Вторая");
        assert_eq!(deed("hide"), 303);
        assert_eq!(order(&stage.deputy.page(&base).body), "Третья Вторая");
        assert!(stage.teacher.page("/portfolio").says("скрыто"));
        assert_eq!(deed("show"), 303);
        assert_eq!(order(&stage.deputy.page(&base).body), "Третья Первая Вторая");
        stage.told(RecordKind::Award, "Новая", "2026-05-05");
        let body = stage.teacher.page("/portfolio").body;
        assert!(body.find("Новая") < body.find("Третья"), "what comes later stands first");
        let foreign = stage.teacher.post("/portfolio/choices", &[("item", "people:record:1"), ("deed", "hide")]);
        assert_eq!(foreign.status, 404);
    }

    fn a_hidden_document_opens_for_nobody_else(engine) {
        let stage = stage(engine);
        stage.added("Черновик");
        let item = stage.item();
        let id = item.rsplit('/').next().unwrap().to_owned();
        stage.teacher.done("/portfolio/choices", &[("item", &format!("portfolio:item:{id}")), ("deed", "hide")]);
        let kept = format!("{}/portfolio/items/{id}", stage.person.url());
        assert_eq!(stage.deputy.get(&format!("{kept}/file")).status, 404);
        assert_eq!(stage.deputy.post(&format!("{kept}/confirmation"), &[]).status, 404);
        assert_eq!(stage.teacher.get(&format!("{item}/file")).status, 200);
        assert!(!PDF.is_empty());
    }

    fn the_paper_tells_what_others_see(engine) {
        let stage = with(TestApp::with_press(engine, areas()));
        stage.told(RecordKind::Award, "Почётная грамота", "2025-10-05");
        stage.added("Мастер-класс");
        for address in ["/portfolio/paper".to_owned(), format!("{}/portfolio/paper", stage.person.url())] {
            let browser = if address.starts_with("/portfolio") { &stage.teacher } else { &stage.deputy };
            let pdf = browser.get(&format!("{address}?as=pdf"));
            assert_eq!((pdf.status, pdf.header("content-type")), (200, "application/pdf"), "{address}");
            let docx = browser.get(&format!("{address}?as=docx"));
            assert_eq!(docx.status, 200);
        }
        assert_eq!(stage.teacher.get("/portfolio/paper?as=exe").status, 404);
    }
}
