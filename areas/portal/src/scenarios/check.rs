//! The page of the QR requisite: a stranger checks a paper and learns nothing else.

use access::{Level, Role};
use documents::DocumentId;
use testing::{Browser, Engine, TestApp, both_databases};
use units::fixture::plant;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n";

struct Stage {
    app: TestApp,
    keeper: Browser,
    stranger: Browser,
}

fn stage(engine: Engine) -> Stage {
    let app = TestApp::of(engine, vec![units::area(), documents::area(), monitoring::area(), crate::area()]);
    let tree = plant(&app.house).unwrap();
    let keeper = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
    let stranger = app.stranger();
    Stage { app, keeper, stranger }
}

impl Stage {
    fn registered(&self, other: &[(&str, &str)]) -> String {
        let usual = [
            ("kind", "mms_programme"),
            ("title", "О награждении Соколовой Анны"),
            ("signed_on", "2025-09-02"),
        ];
        let kept = usual.into_iter().filter(|(name, _)| !other.iter().any(|(changed, _)| changed == name));
        let fields: Vec<(&str, &str)> = kept.chain(other.iter().copied()).collect();
        let shown = self.keeper.upload("/documents", &fields, ("file", "Приказ о Соколовой.pdf", PDF));
        assert_eq!(shown.status, 303, "{}", shown.body);
        shown.location
    }

    fn check(&self, card: &str) -> String {
        let id: DocumentId = card.rsplit('/').next().unwrap().parse().unwrap();
        documents::check_path(&self.app.house, id)
    }
}

both_databases! {
    fn a_stranger_sees_the_requisites_and_no_name(engine) {
        let stage = stage(engine);
        let card = stage.registered(&[("number", "114-од")]);
        let page = stage.stranger.page(&stage.check(&card));
        assert!(page.says("Документ зарегистрирован") && page.says("114-од") && page.says("2 сентября 2025") && page.says("действует"));
        assert!(!page.says("Соколов"), "{}", page.body);
        let public = stage.registered(&[("number", "115"), ("title", "О конкурсе"), ("link", "https://edu.example.ru/1")]);
        let page = stage.stranger.page(&stage.check(&public));
        assert!(page.says("О конкурсе") && page.says("https://edu.example.ru/1"));
        let version = stage.keeper.page(&format!("{card}/cancellation")).input("version").unwrap();
        stage.keeper.done(&format!("{card}/cancellation"), &[("version", &version), ("reason", "ошибка")]);
        let page = stage.stranger.page(&stage.check(&card));
        assert!(page.says("отменён") && !page.says("ошибка"));
    }

    fn a_file_is_the_registered_one_an_earlier_one_or_another(engine) {
        let stage = stage(engine);
        let card = stage.registered(&[("number", "114")]);
        let check = stage.check(&card);
        let sum = stage.keeper.page(&format!("{card}/files")).body.split("<code>").nth(1).unwrap()[..64].to_owned();
        let ask = |sum: &str| stage.stranger.get(&format!("{check}?sha256={sum}"));
        assert!(ask(&sum).says("не менялся после регистрации") && ask(&sum.to_uppercase()).says("Это тот самый файл"));
        assert!(ask(&"0".repeat(64)).says("Это другой файл"));
        let wrong = ask("12");
        assert!(wrong.status == 422 && wrong.says("64 знака"));
        let file = stage.keeper.page(&format!("{card}/files")).body;
        let address = file.split("href=\"").find_map(|part| part.split('"').next().filter(|at| at.ends_with("/replacement"))).unwrap().to_owned();
        let other = [PDF, b"%%EOF"].concat();
        let shown = stage.keeper.upload(&address, &[("reason", "опечатка")], ("file", "Н.pdf", &other));
        assert_eq!(shown.status, 303, "{}", shown.body);
        assert!(ask(&sum).says("прежняя версия"));
        let now = stage.keeper.page(&format!("{card}/files")).body;
        let sums: Vec<String> = now.split("<code>").skip(1).map(|part| part[..64].to_owned()).collect();
        let current = sums.iter().find(|one| **one != sum).unwrap();
        let shown = ask(current);
        assert!(shown.says("это действующая версия, заменена") && !shown.says("не менялся"), "{}", shown.body);
    }

    fn nothing_is_told_of_drafts_and_of_codes_that_are_not_ours(engine) {
        let stage = stage(engine);
        let draft = stage.registered(&[("stage", "draft"), ("number", ""), ("signed_on", "")]);
        let codes = [stage.check(&draft), "/check/AAAAAAAAAAAAAAAAAAAAAA".to_owned(), "/check/1".to_owned()];
        for address in codes {
            let shown = stage.stranger.get(&address);
            assert!(shown.status == 404 && shown.says("Документ не найден") && shown.says("QR-коду"), "{address}");
        }
    }
}
