//! Several files of one document: added, replaced with a reason, taken off a draft; versions stay; a giant upload is refused.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{PDF, app, limited, methodist, registered, with};

fn other(mark: &str) -> Vec<u8> {
    [PDF, mark.as_bytes()].concat()
}

/// The address of the file called `name` on the page of files.
fn address(page: &testing::Shown, name: &str) -> String {
    let before = page.body.split(&format!(">{name}</a>")).next().unwrap();
    let start = before.rfind("href=\"").unwrap() + 6;
    before[start..].split('"').next().unwrap().to_owned()
}

both_databases! {
    fn a_document_has_a_text_scans_and_annexes_and_each_opens(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let card = registered(&person, &[], ("Программа.pdf", PDF));
        for (part, title, name) in [("scan", "", "Скан.pdf"), ("annex", "Приложение 1. Состав", "Состав.pdf")] {
            let fields = [("part", part), ("title", title)];
            let shown = person.upload(&format!("{card}/files"), &fields, ("file", name, &other(name)));
            assert_eq!(shown.status, 303, "{}", shown.body);
        }
        let page = person.page(&format!("{card}/files"));
        for said in ["Программа.pdf", "Скан.pdf", "Состав.pdf", "Приложение 1. Состав", "SHA-256"] {
            assert!(page.says(said), "{said}");
        }
        assert_eq!(person.page(&address(&page, "Состав.pdf")).bytes, other("Состав.pdf"));
        assert!(person.page(&card).says("Скан.pdf") && person.page(&card).says("Приложен файл: приложение"));
        assert_eq!(person.page(&format!("{card}/file")).bytes, PDF);
        let outsider = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        assert_eq!(outsider.get(&address(&page, "Состав.pdf")).status, 404);
    }

    fn a_second_text_the_same_file_and_a_wrong_one_are_refused_with_what_was_typed(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let card = registered(&person, &[], ("Программа.pdf", PDF));
        let add = |fields: &[(&str, &str)], name: &str, bytes: &[u8]| {
            person.upload(&format!("{card}/files"), fields, ("file", name, bytes))
        };
        let second = add(&[("part", "text")], "Новый.pdf", &other("x"));
        assert!(second.status == 422 && second.says("Текст документа уже приложен"));
        let same = add(&[("part", "scan")], "Скан.pdf", PDF);
        assert!(same.status == 422 && same.says("Точно такой же файл"));
        let broken = add(&[("part", "annex"), ("title", "Приложение 2")], "Скан.pdf", &PDF[..20]);
        assert!(broken.status == 422 && broken.says("«Скан.pdf» повреждён"));
        assert_eq!(broken.input("title").as_deref(), Some("Приложение 2"));
        let nothing = person.post(&format!("{card}/files"), &[("part", "burn")]);
        assert!(nothing.status == 422 && nothing.says("Выберите, что это за файл") && nothing.says("Выберите файл."));
    }

    fn a_file_of_a_signed_document_is_replaced_with_a_reason_and_the_old_one_stays(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let card = registered(&person, &[], ("Программа.pdf", PDF));
        let old = address(&person.page(&format!("{card}/files")), "Программа.pdf");
        let replace = |fields: &[(&str, &str)], bytes: &[u8]| {
            person.upload(&format!("{old}/replacement"), fields, ("file", "Скан с подписью.pdf", bytes))
        };
        let silent = replace(&[("reason", "")], &other("x"));
        assert!(silent.status == 422 && silent.says("Документ уже подписан: напишите"));
        let same = replace(&[("reason", "так надо")], PDF);
        assert!(same.status == 422 && same.says("тот же самый файл"));
        assert_eq!(replace(&[("reason", "приложен скан")], &other("x")).status, 303);
        let again = replace(&[("reason", "ещё раз")], &other("y"));
        assert!(again.status == 422 && again.says("уже заменили"));
        let page = person.page(&format!("{card}/files"));
        assert!(page.says("версия 2") && page.says("причина: приложен скан") && page.says("Прежние версии"));
        assert_eq!(person.page(&old).bytes, PDF);
        assert_eq!(person.page(&format!("{card}/file")).bytes, other("x"));
        let removal = person.post(&format!("{}/removal", address(&page, "Скан с подписью.pdf")), &[]);
        assert!(removal.status == 422 && removal.says("не убирают"));
    }

    fn a_draft_gives_files_up_and_what_is_out_of_force_keeps_them_all(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let draft = [("stage", "draft"), ("number", ""), ("signed_on", "")];
        let card = registered(&person, &draft, ("Проект.pdf", PDF));
        let file = address(&person.page(&format!("{card}/files")), "Проект.pdf");
        assert_eq!(person.post(&format!("{file}/removal"), &[]).status, 303);
        assert!(person.page(&card).says("Файл ещё не приложен"));
        assert!(person.page(&format!("{card}/files")).says("Убранные файлы"));
        assert_eq!(person.get(&format!("{card}/file")).status, 404);
        let version = person.page(&format!("{card}/cancellation")).input("version").unwrap();
        person.done(&format!("{card}/cancellation"), &[("version", &version), ("reason", "не понадобился")]);
        let late = person.upload(&format!("{card}/files"), &[("part", "scan")], ("file", "Скан.pdf", PDF));
        assert!(late.status == 422 && late.says("Документ отменён"));
        assert!(!person.page(&format!("{card}/files")).body.contains("enctype"));
    }

    fn a_form_far_over_every_limit_is_refused_in_words_and_leaves_nothing_on_the_disk(engine) {
        let (app, tree) = limited(engine, 1_000_000);
        let person = methodist(&app, &tree);
        let mut giant = PDF.to_vec();
        giant.resize(12_000_000, b' ');
        let shown = person.upload("/documents", &with(&[]), ("file", "Скан.pdf", &giant));
        assert!(shown.status == 413 && shown.says("Слишком большой файл") && shown.says("до 1 МБ"), "{}", shown.status);
        let left = std::fs::read_dir(app.house.vault.spool()).unwrap().count();
        assert_eq!(left, 0);
        assert!(person.page("/documents").says("Документов пока нет"));
    }
}
