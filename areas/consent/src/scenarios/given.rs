//! Noting consents on paper: the scan, the fields, the term; one takes the place of another.

use testing::{TestApp, both_databases};

use super::stage::{areas, stage, with};

both_databases! {
    fn a_signed_paper_is_noted_with_its_scan(engine) {
        let stage = stage(engine);
        let list = stage.deputy.page("/consents");
        assert!(list.says("Нет согласия «Обработка для методической работы» у\u{a0}2"), "{}", list.body);
        assert!(stage.deputy.page(&stage.base()).says("Согласий пока нет"));
        let noted = stage.noted(&[("kind", "processing"), ("given_on", "2026-06-10"), ("last_day", "2026-07-01")]);
        assert_eq!(noted.status, 303, "{}", noted.body);
        let card = stage.deputy.page(&stage.base());
        for said in ["кончается 01.07.2026", "10.06.2026", "на\u{a0}бумаге", "ведение базы педагогических работников", "Слова согласия", "скан согласия"] {
            assert!(card.says(said), "{said}: {}", card.body);
        }
        assert_eq!(stage.deputy.get(&format!("{}/file", stage.consent())).status, 200);
        assert!(stage.deputy.page("/consents?state=ending").says("Соколова Мария Петровна"));
        let missing = stage.deputy.page("/consents?state=missing");
        assert!(missing.says("Титов Олег Ильич") && !missing.says("Соколова Мария Петровна"));
        let named = stage.deputy.page("/consents?kind=directory&state=missing");
        assert!(named.says("Титов Олег Ильич") && named.says("Соколова Мария Петровна"), "asked about by name");
    }

    fn wrong_papers_are_given_back_with_everything_typed(engine) {
        let stage = stage(engine);
        stage.deputy.page(&format!("{}/new", stage.base()));
        let bare = stage.deputy.post(&stage.base(), &[("kind", "directory"), ("fields", "post"), ("given_on", "10.06.2026"), ("last_day", "2026-06-01")]);
        assert_eq!(bare.status, 422);
        for said in ["Приложите скан", "без имени показывать нечего", "кончалось\u{a0}бы раньше", "value=\"2026-06-10\"", "value=\"2026-06-01\"", "value=\"post\" checked"] {
            assert!(bare.says(said), "{said}: {}", bare.body);
        }
        let fields = [("kind", "processing"), ("given_on", "2026-06-10")];
        let text = stage.deputy.upload(&stage.base(), &fields, ("file", "Согласие.rtf", b"{\\rtf1\\ansi Text}"));
        assert!(text.status == 422 && text.body.contains("id=\"e-file\""), "a signed paper is a scan: {}", text.body);
        let empty = stage.noted(&[("kind", ""), ("given_on", "")]);
        assert!(empty.status == 422 && empty.says("Выберите вид") && empty.says("Укажите день"), "{}", empty.body);
        let unknown = stage.noted(&[("kind", "made-up"), ("given_on", "2026-06-10")]);
        assert!(unknown.status == 422 && unknown.says("Выберите вид"));
        let contacts = stage.noted(&[("kind", "directory"), ("fields", "name"), ("fields", "contacts"), ("given_on", "2026-06-10")]);
        assert!(contacts.status == 422 && contacts.says("нет ни\u{a0}телефона"), "{}", contacts.body);
        assert!(stage.deputy.page(&stage.base()).says("Согласий пока нет"), "nothing was left behind");
        let kept: i64 = stage.app.house.db.read(|conn| files::store::page(conn, 0, 10).map(|rows| i64::try_from(rows.len()).unwrap())).unwrap();
        assert_eq!(kept, 0, "no scan of what was refused");
    }

    fn another_consent_of_the_kind_takes_the_place_of_the_first(engine) {
        let stage = stage(engine);
        stage.shown_in_directory();
        stage.shown_in_directory();
        let card = stage.deputy.page(&stage.base());
        assert_eq!(card.body.matches("Слова согласия").count(), 1, "a second click notes nothing");
        let other = stage.noted(&[("kind", "directory"), ("fields", "name"), ("given_on", "2026-06-15")]);
        assert_eq!(other.status, 303, "{}", other.body);
        let card = stage.deputy.page(&stage.base());
        assert!(card.says("заменено новым"));
        assert_eq!(card.body.matches("/withdrawal\"").count(), 1, "what was replaced is not withdrawn");
        assert_eq!(card.body.matches("должность</dd>").count(), 1, "{}", card.body);
    }

    fn forms_and_the_list_are_files(engine) {
        let stage = with(TestApp::with_press(engine, areas()));
        stage.shown_in_directory();
        for kind in ["processing", "directory", "membership", "testing"] {
            for form in ["pdf", "docx"] {
                let paper = stage.deputy.get(&format!("{}/paper?kind={kind}&as={form}", stage.base()));
                assert_eq!(paper.status, 200, "{kind} {form}: {}", paper.body);
            }
        }
        assert_eq!(stage.teacher.get("/consents/own/paper?kind=directory&as=pdf").header("content-type"), "application/pdf");
        assert_eq!(stage.deputy.get(&format!("{}/paper?kind=made-up&as=pdf", stage.base())).status, 404);
        let list = stage.deputy.get("/consents/register");
        assert_eq!((list.status, list.header("content-type").contains("spreadsheetml")), (200, true));
        stage.deputy.page(&format!("{}/withdrawal", stage.consent()));
        stage.deputy.done(&format!("{}/withdrawal", stage.consent()), &[("withdrawn_on", "2026-06-16"), ("delivery", "receipt")]);
        let body = stage.deputy.page(&stage.base()).body;
        let erasure = body[..body.find("/erasure\"").unwrap()].rsplit('"').next().unwrap().to_owned();
        assert_eq!(stage.deputy.get(&format!("{erasure}/erasure/paper?as=pdf")).status, 200);
    }
}
