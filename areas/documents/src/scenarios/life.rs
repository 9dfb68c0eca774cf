//! The life of a document from a draft to the archive: who moves it, what is refused, what counts.

use access::{Level, Role};
use testing::{Browser, TestApp, both_databases};
use units::fixture::SmallTree;

use super::setting::{app, methodist, with};
use crate::{Status, Step, status};

const DRAFT: [(&str, &str); 3] = [("stage", "draft"), ("number", ""), ("signed_on", "")];

fn head(app: &TestApp, tree: &SmallTree) -> Browser {
    app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path)
}

/// A draft with a link, so that it may be registered later; its card.
fn draft(person: &Browser) -> String {
    let link = [("link", "https://edu.example.ru/1"), ("kind", "mms_schedule")];
    person.done("/documents", &with(&[&DRAFT[..], &link[..]].concat())).location
}

/// Takes a step with the version the page shows.
fn step(person: &Browser, card: &str, step: &str, other: &[(&str, &str)]) -> u16 {
    let (page, path) = address(card, step);
    let version = person.page(&page).input("version").unwrap();
    person.post(&path, &[&[("step", step), ("version", &version)], other].concat()).status
}

fn address(card: &str, step: &str) -> (String, String) {
    match step {
        "sign" => (format!("{card}/signature"), format!("{card}/signature")),
        _ => (format!("{card}/stage?step={step}"), format!("{card}/stage")),
    }
}

both_databases! {
    fn who_acts_in_the_stead_of_another_is_told_so_in_the_history(engine) {
        let (app, tree) = app(engine);
        let keeper = methodist(&app, &tree);
        let card = draft(&keeper);
        let deputy = app.stand_in(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
        assert!(!keeper.page(&card).says("за\u{a0}Проверкина"));
        assert_eq!(step(&deputy, &card, "agree", &[]), 303);
        let page = keeper.page(&card);
        assert_eq!(page.body.matches("за\u{a0}Проверкина").count(), 1, "{}", page.body);
    }

    fn a_draft_is_agreed_signed_registered_and_lives_until_the_archive(engine) {
        let (app, tree) = app(engine);
        let (keeper, head) = (methodist(&app, &tree), head(&app, &tree));
        let card = draft(&keeper);
        assert!(keeper.page(&card).says("(проект)") && keeper.page(&card).says("не подписан"));
        assert_eq!(step(&keeper, &card, "agree", &[]), 303);
        assert_eq!(keeper.get(&format!("{card}/requisites")).status, 422);
        assert_eq!(step(&keeper, &card, "return", &[]), 303);
        assert_eq!(keeper.get(&format!("{card}/requisites")).status, 200);
        assert_eq!(step(&keeper, &card, "agree", &[]), 303);
        assert_eq!(step(&head, &card, "sign", &[("day", "2026-06-17")]), 303);
        let form = keeper.page(&format!("{card}/stage?step=register"));
        assert!(form.says("Следующий по журналу – 1."));
        assert_eq!(step(&keeper, &card, "register", &[("numbering", "own")]), 303);
        let page = keeper.page(&card);
        assert!(page.says("План № 1 от 17.06.2026") && page.says("18 июня 2026") && page.says("зарегистрирован"));
        assert_eq!(step(&keeper, &card, "enforce", &[]), 303);
        assert!(keeper.page(&card).says("Введён в действие документ"));
        let early = [("day", "2026-06-19"), ("reason", "новый план")];
        assert_eq!(step(&keeper, &card, "lapse", &early), 422);
        assert_eq!(step(&keeper, &card, "lapse", &[("day", "2026-06-16"), ("reason", "новый план")]), 422);
        assert_eq!(step(&keeper, &card, "lapse", &[("day", "2026-06-17"), ("reason", " ")]), 422);
        assert_eq!(step(&keeper, &card, "lapse", &[("day", "2026-06-17"), ("reason", "новый план")]), 303);
        assert!(keeper.page(&card).says("утратил силу") && keeper.page(&card).says("новый план"));
        assert_eq!(keeper.get(&format!("{card}/cancellation")).status, 422);
        assert_eq!(step(&keeper, &card, "archive", &[]), 303);
        assert!(keeper.page("/documents?state=archived").says("в архиве"));
        assert!(keeper.page("/documents?state=draft").says("Ничего не найдено"));
    }

    fn a_step_the_state_does_not_allow_says_what_it_allows(engine) {
        let (app, tree) = app(engine);
        let (keeper, head) = (methodist(&app, &tree), head(&app, &tree));
        let card = draft(&keeper);
        for one in Step::ALL.into_iter().filter(|step| !matches!(step, Step::Sign | Step::Cancel)) {
            let is_open = status::next(Status::Draft, one).is_some();
            let shown = keeper.get(&format!("{card}/stage?step={}", one.code()));
            assert_eq!(shown.status, if is_open { 200 } else { 422 }, "{}", one.code());
            if !is_open {
                assert!(shown.says("сейчас «проект»") && shown.says("Можно: «Согласовать»"));
                let posted = keeper.post(&format!("{card}/stage"), &[("step", one.code()), ("version", "1"), ("numbering", "own")]);
                assert!(posted.status == 422 && posted.says("сейчас «проект»"), "{}", one.code());
            }
        }
        for hidden in ["sign", "cancel", "burn"] {
            assert_eq!(head.post(&format!("{card}/stage"), &[("step", hidden), ("version", "1")]).status, 404, "{hidden}");
        }
        assert!(keeper.page(&card).says("(проект)"));
    }

    fn only_who_signs_for_the_unit_signs_and_nobody_moves_a_foreign_document(engine) {
        let (app, tree) = app(engine);
        let keeper = methodist(&app, &tree);
        let card = draft(&keeper);
        assert!(!keeper.page(&card).body.contains("/signature"));
        assert!(head(&app, &tree).page(&card).body.contains("/signature"));
        assert_eq!(keeper.get(&format!("{card}/signature")).status, 403);
        assert_eq!(keeper.post(&format!("{card}/signature"), &[("version", "1")]).status, 403);
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        for path in ["signature", "stage"] {
            assert_eq!(south.post(&format!("{card}/{path}"), &[("step", "agree"), ("version", "1")]).status, 404);
        }
        let late = head(&app, &tree).post(&format!("{card}/signature"), &[("version", "7")]);
        assert!(late.status == 409 && late.says("уже изменили"));
        let tomorrow = head(&app, &tree).post(&format!("{card}/signature"), &[("version", "1"), ("day", "2026-06-19")]);
        assert!(tomorrow.status == 422 && tomorrow.says("ещё не наступил"));
        assert_eq!(tomorrow.input("day").as_deref(), Some("2026-06-19"));
    }

    fn a_document_without_a_file_is_not_entered_into_the_journal(engine) {
        let (app, tree) = app(engine);
        let (keeper, head) = (methodist(&app, &tree), head(&app, &tree));
        let card = keeper.done("/documents", &with(&DRAFT)).location;
        assert!(keeper.page(&card).says("Файл ещё не приложен"));
        assert_eq!(step(&head, &card, "sign", &[]), 303);
        let refused = keeper.post(&format!("{card}/stage"), &[("step", "register"), ("version", "2"), ("numbering", "own")]);
        assert!(refused.status == 422 && refused.says("приложите файл или дайте ссылку"));
        let link = [("version", "2"), ("number", ""), ("signed_on", "2026-06-18"), ("link", "https://a.ru/1")];
        keeper.done(&format!("{card}/requisites"), &with(&link));
        assert_eq!(step(&keeper, &card, "register", &[("numbering", "own"), ("at_once", "1")]), 303);
        assert!(keeper.page(&card).says("Программа № 1 от 18.06.2026") && keeper.page(&card).says("действует"));
    }

    fn what_is_not_in_force_is_offered_to_nobody_as_evidence(engine) {
        let (app, tree) = app(engine);
        let card = draft(&methodist(&app, &tree));
        let id: i64 = card.rsplit('/').next().unwrap().parse().unwrap();
        for status in Status::ALL {
            let id = crate::DocumentId(id);
            app.house.db.write(|tx| {
                let hand = crate::store::Hand { account: None, at: db::Moment(0) };
                crate::store::moves::set_status(tx, id, status, hand)
            }).unwrap();
            let offered = app.house.db.read(|conn| crate::store::of_unit(conn, &tree.north.path, &[], 9)).unwrap();
            assert_eq!(offered.len(), usize::from(status.has_force()), "{}", status.code());
        }
    }
}
