//! Registering, correcting, cancelling and finding documents.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{FIELDS, PDF, app, methodist, posted, registered, with};

both_databases! {
    fn a_methodist_registers_a_programme_with_its_file_and_opens_it(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        assert!(person.page("/documents").says("Документов пока нет"));
        let form = person.page(&format!("/documents/new?unit={}", tree.north.id));
        assert!(form.says("Муниципальный уровень") && form.says("Северный округ"));
        let card = registered(&person, &[], ("Программа.pdf", PDF));
        let page = person.page(&card);
        assert!(page.says("Документ зарегистрирован.") && page.says("Программа № 114 от 02.09.2025"));
        assert!(page.says("PDF, 53 байта") && page.says("Программа.pdf") && page.says("действует"));
        assert!(page.says("Зарегистрирован документ") && page.says("Проверкин П. И."));
        let file = person.page(&format!("{card}/file"));
        assert_eq!((file.bytes.as_slice(), file.header("content-type")), (PDF, "application/pdf"));
        assert!(file.header("content-disposition").starts_with("inline; filename*=UTF-8''%D0%9F"));
        assert!(person.page("/documents").says("Программа развития службы"));
    }

    fn a_form_with_faults_comes_back_with_everything_typed(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let wrong = [("kind", ""), ("signed_on", "вчера"), ("valid_to", "2020-01-01"), ("link", "javascript:alert(1)")];
        let shown = posted(&person, &wrong, ("Программа.pdf", PDF));
        assert_eq!(shown.status, 422);
        assert!(shown.says("Выберите вид документа") && shown.says("«вчера» – не дата"));
        assert!(shown.says("Ссылка должна начинаться") && shown.says("«Программа.pdf» нужно выбрать ещё раз"));
        assert_eq!(shown.input("title").as_deref(), Some("Программа развития службы"));
        assert_eq!(shown.input("number").as_deref(), Some("114"));
        assert_eq!(shown.input("link").as_deref(), Some("javascript:alert(1)"));
        assert_eq!(shown.input("valid_to").as_deref(), Some("2020-01-01"));
        let empty = person.post("/documents", &[]);
        assert_eq!(empty.status, 422);
        assert!(empty.says("Напишите название") && empty.says("Укажите день") && empty.says("Приложите файл"));
        assert!(person.page("/documents").says("Документов пока нет"));
    }

    fn the_same_file_and_the_same_number_are_told_and_not_refused(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let first = registered(&person, &[], ("Программа.pdf", PDF));
        assert!(!person.page(&first).says("уже"));
        let second = person.page(&registered(&person, &[("signed_on", "2025-12-31")], ("Копия.pdf", PDF)));
        assert!(second.says("Этот же файл уже приложен") && second.says("Такой номер уже есть"));
        assert!(second.body.contains(&first));
        let other = [("signed_on", "2026-01-01"), ("link", "https://edu.example.ru/1")];
        let next_year = person.done("/documents", &with(&other));
        assert!(!person.page(&next_year.location).says("Такой номер уже есть"));
    }

    fn registering_from_a_sheet_leads_back_to_its_row_with_the_document(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let form = person.page("/documents/new?kind=procedure_note&topic=%D0%92%D0%9F%D0%A0&back=/sheets/5%23row-4.1");
        assert!(form.body.contains("name=\"back\" value=\"/sheets/5#row-4.1\""));
        assert!(form.body.contains("<option value=\"procedure_note\" selected>"));
        let back = [("back", "/sheets/5#row-4.1"), ("kind", "procedure_note"), ("topic", "ВПР")];
        let to = registered(&person, &back, ("Справка.pdf", PDF));
        assert!(to.starts_with("/sheets/5?document=") && to.ends_with("#row-4.1"), "{to}");
        let away = registered(&person, &[("back", "https://evil.example/")], ("Справка.pdf", PDF));
        assert!(away.starts_with("/documents/"), "{away}");
    }

    fn two_people_correct_one_card_and_the_second_is_told_who_was_first(engine) {
        let (app, tree) = app(engine);
        let (first, second) = (methodist(&app, &tree), methodist(&app, &tree));
        let card = registered(&first, &[], ("Программа.pdf", PDF));
        let form = second.page(&format!("{card}/requisites"));
        let version = form.input("version").unwrap();
        assert_eq!(form.input("signed_on").as_deref(), Some("2025-09-02"));
        let mine = with(&[("number", "115"), ("version", &version)]);
        first.done(&format!("{card}/requisites"), &mine);
        assert!(first.page(&card).says("№ 115") && first.page(&card).says("Программа.pdf"));
        let late = second.post(&format!("{card}/requisites"), &with(&[("number", "116"), ("version", &version)]));
        assert_eq!(late.status, 409);
        assert!(late.says("уже изменили: Проверкин П. И., 18.06.2026 в 12:00") && late.says("116"));
        assert!(second.page(&card).says("№ 115"));
        let stale = second.post(&format!("{card}/cancellation"), &[("version", &version), ("reason", "ошибка")]);
        assert_eq!(stale.status, 409);
    }

    fn a_cancelled_document_stays_in_the_registry_and_changes_no_more(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let card = registered(&person, &[], ("Программа.pdf", PDF));
        let address = format!("{card}/cancellation");
        assert!(person.page(&address).says("Отменить документ «Программа развития службы»?"));
        let bare = person.post(&address, &[("version", "1"), ("reason", " ")]);
        assert!(bare.status == 422 && bare.says("почему документ отменён"));
        person.done(&address, &[("version", "1"), ("reason", "заменён приказом № 12")]);
        let page = person.page(&card);
        assert!(page.says("отменён") && page.says("заменён приказом № 12") && !page.says("Изменить реквизиты"));
        let refused = person.post(&format!("{card}/requisites"), &with(&[("version", "2")]));
        assert!(refused.status == 422 && refused.says("больше не меняется"));
        assert_eq!(person.get(&format!("{card}/requisites")).status, 422);
    }

    fn nobody_sees_or_keeps_documents_past_their_scope(engine) {
        let (app, tree) = app(engine);
        let card = registered(&methodist(&app, &tree), &[], ("Программа.pdf", PDF));
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        for address in [card.clone(), format!("{card}/file"), format!("{card}/requisites"), format!("{card}/cancellation")] {
            assert_eq!(south.get(&address).status, 404, "{address}");
        }
        assert_eq!(south.post(&format!("{card}/cancellation"), &[("version", "1"), ("reason", "х")]).status, 404);
        let foreign = tree.north.id.to_string();
        assert_eq!(south.post("/documents", &with(&[("unit", &foreign)])).status, 404);
        assert_eq!(south.get(&format!("/documents/new?unit={foreign}")).status, 404);
        assert_eq!(south.get(&format!("/documents?unit={foreign}")).status, 404);
        assert!(!south.page("/documents").says("Программа развития службы"));
        let teacher = app.browser_as(Role::Teacher, Level::Organisation, &tree.school.path);
        assert!(teacher.page("/documents").says("Документов пока нет"));
        assert_eq!(teacher.get(&card).status, 404);
        assert_eq!(teacher.get("/documents/new").status, 403);
        assert_eq!(teacher.post("/documents", &FIELDS).status, 403);
        let region = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        assert!(region.page(&card).says("Северный округ"));
        assert_eq!(app.stranger().get(&card).status, 303);
    }

    fn the_list_is_narrowed_by_place_kind_year_name_and_number_and_paged(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let school = tree.school.id.to_string();
        for number in 1..=52 {
            let (number, title) = (number.to_string(), format!("План № {number}"));
            let link = [("number", number.as_str()), ("title", &title), ("link", "https://a.ru"), ("kind", "mms_year_plan")];
            person.done("/documents", &with(&link));
        }
        let order = [("unit", school.as_str()), ("title", "Ёлка"), ("signed_on", "2024-08-31"), ("link", "https://a.ru")];
        person.done("/documents", &with(&order));
        let first = person.page("/documents");
        assert!(first.says("50 строк") && !first.says("Ёлка"));
        let next = first.body.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let rest = person.page(&next.replace("&#38;", "&").replace("&amp;", "&"));
        assert!(rest.says("3 строки") && rest.says("Ёлка"));
        let only = |query: &str| person.page(&format!("/documents?{query}"));
        assert!(only(&format!("unit={school}")).says("1 строка"));
        assert!(only("name=%D0%B5%D0%BB").says("1 строка"));
        assert!(only("name=52").says("План № 52"));
        assert!(only("year=2024").says("1 строка") && only("year=2025").says("Ничего не найдено"));
        assert!(only("kind=mms_year_plan&name=7").says("1 строка"));
    }
}
