//! Documents found by the words of their titles and files: by those who may see them, as they are now.

use std::io::{Cursor, Write as _};

use access::{Level, Role, TokenScope};
use testing::both_databases;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::setting::{PDF, app, methodist, registered, with};

/// A DOCX of one paragraph.
fn docx(text: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let xml = format!(
        "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    );
    for (name, part) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", &xml)] {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(part.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn asked(words: &str) -> String {
    web::address("/documents", &[("name", words)])
}

both_databases! {
    fn any_form_of_a_word_finds_titles_and_texts_with_the_place(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let text = docx("Утвердить план. Назначить координатора наставничества молодых учителей &amp; учёта.");
        registered(&person, &[("title", "Программа развития"), ("number", "7")], ("П.docx", &text));
        registered(&person, &[("title", "Положение о наставничестве"), ("number", "8"), ("kind", "mms_regulation")], ("Р.pdf", PDF));
        app.run_jobs();
        let page = person.page(&asked("НАСТАВНИЧЕСТВУ"));
        let at = |words: &str| page.body.find(words).unwrap_or_else(|| panic!("{words}: {}", page.body));
        assert!(at("Положение о наставничестве") < at("Программа развития"), "titles first");
        assert!(page.says("<mark>наставничества</mark>") && page.says("2 строки"));
        assert!(person.page(&asked("координатор учителя учет")).says("Программа развития"));
        assert!(person.page(&asked("координатор школы")).says("Ничего не найдено"));
        assert!(person.page(&asked("коорд")).says("Программа развития"), "the beginning of a word");
        assert!(person.page(&asked("8")).says("Положение о наставничестве"), "a number");
        let narrowed = web::address("/documents", &[("name", "наставничество"), ("kind", "mms_regulation")]);
        assert!(!person.page(&narrowed).body.contains(">Программа развития</a>"));
        assert!(!person.page(&asked("<mark>")).body.contains("<mark><mark>"));
    }

    fn only_the_readers_own_territory_is_found(engine) {
        let (app, tree) = app(engine);
        registered(&methodist(&app, &tree), &[], ("П.docx", &docx("тайное слово северного района")));
        app.run_jobs();
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        assert!(south.page(&asked("тайное слово")).says("Ничего не найдено"));
        let ministry = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        assert!(ministry.page(&asked("тайное слово")).says("<mark>тайное</mark>"));
    }

    fn a_changed_title_and_another_file_are_found_as_they_are_now(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let card = registered(&person, &[], ("П.docx", &docx("прежнее содержание")));
        // A document the index does not know yet is found by the beginning of its title.
        assert!(person.page(&asked("Программа")).says("Программа развития службы"));
        app.run_jobs();
        assert!(person.page(&asked("прежний")).says("Программа развития службы"));
        let fields = with(&[("title", "Программа обновления"), ("version", "1"), ("file_reason", "опечатка")]);
        let shown = person.upload(&format!("{card}/requisites"), &fields, ("file", "Н.docx", &docx("иное содержание")));
        assert_eq!(shown.status, 303, "{}", shown.body);
        app.run_jobs();
        assert!(person.page(&asked("прежний")).says("Ничего не найдено"));
        assert!(person.page(&asked("обновление иной")).says("Программа обновления"));
    }

    fn a_program_asks_by_words_inside_its_scope(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        registered(&person, &[("number", "7")], ("П.docx", &docx("Назначить координатора наставничества.")));
        registered(&person, &[("title", "Положение о совете"), ("number", "8")], ("Р.pdf", PDF));
        app.run_jobs();
        let count = |account, words: &str| {
            let client = app.client(account, TokenScope::Read);
            let told = client.read(&web::address("/api/v1/documents", &[("words", words)]));
            told["items"].as_array().unwrap().len()
        };
        let own = app.account(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
        let other = app.account(Role::MunicipalMethodist, Level::Municipality, &tree.south.path);
        for (words, found) in [("координаторы", 1), ("советы положение", 1), ("нигде", 0), ("\" – *", 0), ("", 2)] {
            assert_eq!(count(own, words), found, "{words}");
        }
        assert_eq!(count(other, "координаторы"), 0);
    }

    fn a_broken_file_and_a_scan_leave_their_document_found_by_its_title(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        registered(&person, &[("title", "Приказ о совете")], ("П.pdf", PDF));
        app.run_jobs();
        assert!(person.page(&asked("приказы советы")).says("Приказ о совете"));
    }
}
