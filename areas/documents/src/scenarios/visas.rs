//! The sheet of visas: asked before the signature, marked from paper, warned of and not forced, sent after the signature.

use access::{Level, Role};
use testing::{Browser, Shown, TestApp, both_databases};
use units::fixture::{SmallTree, plant};

use super::setting::{app, methodist, with};

const DRAFT: [(&str, &str); 5] = [
    ("stage", "draft"),
    ("number", ""),
    ("signed_on", ""),
    ("link", "https://edu.example.ru/1"),
    ("kind", "mms_schedule"),
];
const LAWYER: [(&str, &str); 3] =
    [("asked", "initial"), ("post", "Заведующий отделом права"), ("name", "И. И. Ветрова")];
const DEPUTY: [(&str, &str); 3] =
    [("asked", "agree"), ("post", "Заместитель начальника"), ("name", "О. О. Лугин")];

fn head(app: &TestApp, tree: &SmallTree) -> Browser {
    app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path)
}

fn draft(person: &Browser) -> String {
    person.done("/documents", &with(&DRAFT)).location
}

/// The id of the row of this name, as its link says it.
fn row(person: &Browser, card: &str, name: &str) -> String {
    let sheet = person.page(&format!("{card}/visas")).body;
    let rest = sheet.split(name).nth(1).unwrap();
    rest.split("/visas/mark?visa=").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// The ids of those it is sent to, in their order.
fn mailings(person: &Browser, card: &str) -> Vec<String> {
    let sheet = person.page(&format!("{card}/visas")).body;
    let ids = sheet.split("name=\"mailing\" value=\"").skip(1);
    let mut ids: Vec<String> = ids.map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    ids.dedup();
    ids
}

/// Enters a mark with the state of the row the form shows.
fn mark(person: &Browser, card: &str, id: &str, fields: &[(&str, &str)]) -> Shown {
    let seen = person.page(&format!("{card}/visas/mark?visa={id}")).input("seen").unwrap();
    let own = [("visa", id), ("seen", seen.as_str())];
    person.post(&format!("{card}/visas/mark"), &[&own[..], fields].concat())
}

fn sign(head: &Browser, card: &str, other: &[(&str, &str)]) -> Shown {
    let version = head.page(&format!("{card}/signature")).input("version").unwrap();
    head.post(
        &format!("{card}/signature"),
        &[&[("step", "sign"), ("version", version.as_str())], other].concat(),
    )
}

both_databases! {
    fn an_order_passes_its_visas_before_it_is_signed(engine) {
        let (app, tree) = app(engine);
        let (keeper, head) = (methodist(&app, &tree), head(&app, &tree));
        let card = draft(&keeper);
        let sheet = format!("{card}/visas");
        assert!(keeper.page(&card).body.contains(&sheet) && keeper.page(&card).says("визы не запрошены"));
        for _ in 0..2 {
            keeper.done(&sheet, &LAWYER);
        }
        keeper.done(&sheet, &DEPUTY);
        let page = keeper.page(&sheet);
        assert_eq!(page.body.matches("Ветрова<br>").count(), 1, "the second click adds nothing");
        assert!(page.says("Согласны 0 из 2") && page.says("отметки ещё нет"), "{}", page.body);
        let step = keeper.page(&format!("{card}/stage?step=agree"));
        assert!(step.says("согласны не все: отметки ещё нет – заведующий отделом права И. И. Ветрова, заместитель начальника О. О. Лугин"), "{}", step.body);
        let (lawyer, deputy) = (row(&keeper, &card, "Ветрова"), row(&keeper, &card, "Лугин"));
        let given = [("mark", "given"), ("marked_on", "2026-06-16"), ("remark", "")];
        for _ in 0..2 {
            assert_eq!(mark(&keeper, &card, &lawyer, &given).status, 303);
        }
        assert_eq!(keeper.page(&card).body.matches("отмечено: завизировано").count(), 1, "the second click marks nothing");
        let remarked = [("mark", "remarked"), ("marked_on", "2026-06-17"), ("remark", "Исправить пункт 3")];
        assert_eq!(mark(&keeper, &card, &deputy, &remarked).status, 303);
        assert!(keeper.page(&sheet).says("завизировано 16.06.2026") && keeper.page(&sheet).says("Исправить пункт 3"));
        assert!(keeper.page(&card).says("Согласны 1 из 2, с замечаниями 1"));
        let refused = sign(&head, &card, &[("day", "2026-06-18")]);
        assert!(refused.status == 422 && refused.says("отметьте «Всё равно подписать»") && refused.says("с замечаниями – заместитель начальника О. О. Лугин"), "{}", refused.body);
        // The remark is settled: the old text in the form is no hindrance.
        let settled = [("mark", "given"), ("marked_on", "2026-06-18"), ("remark", "Исправить пункт 3")];
        assert_eq!(mark(&keeper, &card, &deputy, &settled).status, 303);
        let page = keeper.page(&sheet);
        assert!(page.says("Согласны все") && page.says("согласовано 18.06.2026") && !page.says("Исправить пункт 3"), "{}", page.body);
        let step = keeper.page(&format!("{card}/stage?step=agree"));
        assert!(!step.says("согласны не все"));
        let version = step.input("version").unwrap();
        keeper.done(&format!("{card}/stage"), &[("step", "agree"), ("version", &version)]);
        assert!(keeper.page(&format!("{card}/stage?step=return")).says("Отметки в листе согласования останутся"));
        let early = sign(&head, &card, &[("day", "2026-06-17")]);
        assert!(early.status == 422 && early.says("отметка от 18.06.2026") && !early.says("Всё равно"), "{}", early.body);
        assert_eq!(sign(&head, &card, &[("day", "2026-06-18")]).status, 303);
    }

    fn whoever_signs_all_the_same_says_so_and_marks_come_from_paper_later(engine) {
        let (app, tree) = app(engine);
        let (keeper, head) = (methodist(&app, &tree), head(&app, &tree));
        let card = draft(&keeper);
        let sheet = format!("{card}/visas");
        keeper.done(&sheet, &LAWYER);
        keeper.done(&sheet, &DEPUTY);
        let deputy = row(&keeper, &card, "Лугин");
        for _ in 0..2 {
            keeper.done(&format!("{sheet}/place"), &[("visa", &deputy), ("place", "2")]);
        }
        let body = keeper.page(&sheet).body;
        assert!(body.find("Лугин") < body.find("Ветрова"), "raised once");
        let ticked = sign(&head, &card, &[("day", "2026-06-19"), ("anyway", "1")]);
        assert!(ticked.status == 422 && ticked.body.contains("value=\"1\" checked"), "the tick is kept: {}", ticked.body);
        assert_eq!(sign(&head, &card, &[("day", "2026-06-17"), ("anyway", "1")]).status, 303);
        let page = keeper.page(&sheet);
        assert!(page.says("Документ подписан: строки листа не меняются") && !page.body.contains("visas/removal"));
        for (path, fields) in [("", &LAWYER[..]), ("/removal", &[("visa", &*deputy)][..]), ("/place", &[("visa", &*deputy), ("place", "1")][..])] {
            let refused = keeper.post(&format!("{sheet}{path}"), fields);
            assert!(refused.status == 422 && refused.says("уже подписан"), "{path}: {}", refused.body);
        }
        let late = mark(&keeper, &card, &deputy, &[("mark", "given"), ("marked_on", "2026-06-18"), ("remark", "")]);
        assert!(late.status == 422 && late.says("Документ подписан 17.06.2026"), "{}", late.body);
        assert_eq!(late.input("marked_on").as_deref(), Some("2026-06-18"));
        assert_eq!(mark(&keeper, &card, &deputy, &[("mark", "given"), ("marked_on", "2026-06-17"), ("remark", "")]).status, 303);
        let version = keeper.page(&format!("{card}/requisites")).input("version").unwrap();
        let moved = [("version", &*version), ("number", ""), ("signed_on", "2026-06-16"), ("kind", "mms_schedule"), ("link", "https://edu.example.ru/1")];
        let moved = keeper.post(&format!("{card}/requisites"), &with(&moved));
        assert!(moved.status == 422 && moved.says("отметка от 17.06.2026"), "{}", moved.body);
    }

    fn a_row_goes_while_nothing_is_marked_and_a_mark_is_mended(engine) {
        let (app, tree) = app(engine);
        let keeper = methodist(&app, &tree);
        let card = draft(&keeper);
        let sheet = format!("{card}/visas");
        let bare = keeper.post(&sheet, &[("asked", "initial"), ("post", "Заведующий"), ("name", "")]);
        assert!(bare.status == 422 && bare.says("инициалы и фамилию") && bare.input("post").as_deref() == Some("Заведующий"), "{}", bare.body);
        keeper.done(&sheet, &LAWYER);
        keeper.done(&sheet, &DEPUTY);
        let (lawyer, deputy) = (row(&keeper, &card, "Ветрова"), row(&keeper, &card, "Лугин"));
        for _ in 0..2 {
            keeper.done(&format!("{sheet}/removal"), &[("visa", &deputy)]);
        }
        assert!(!keeper.page(&sheet).says("Лугин"));
        for (fields, words) in [
            ([("mark", ""), ("marked_on", "2026-06-17"), ("remark", "")], "Выберите, что стоит в листе"),
            ([("mark", "given"), ("marked_on", "2026-06-19"), ("remark", "")], "ещё не наступил"),
            ([("mark", "given"), ("marked_on", ""), ("remark", "")], "Укажите день"),
            ([("mark", "remarked"), ("marked_on", "2026-06-17"), ("remark", "")], "Напишите замечание"),
            ([("mark", "given"), ("marked_on", "вчера"), ("remark", "")], "не дата"),
        ] {
            let shown = mark(&keeper, &card, &lawyer, &fields);
            assert!(shown.status == 422 && shown.says(words), "{words}: {}", shown.body);
        }
        let seen = keeper.page(&format!("{sheet}/mark?visa={lawyer}")).input("seen").unwrap();
        assert_eq!(mark(&keeper, &card, &lawyer, &[("mark", "given"), ("marked_on", "2026-06-17"), ("remark", "")]).status, 303);
        let other = [("visa", &*lawyer), ("seen", &*seen), ("mark", "remarked"), ("marked_on", "2026-06-16"), ("remark", "Нет пункта")];
        let stale = keeper.post(&format!("{sheet}/mark"), &other);
        assert!(stale.status == 409 && stale.says("Сейчас в листе: завизировано 17.06.2026") && stale.body.contains("Нет пункта"), "{}", stale.body);
        assert_ne!(stale.input("seen").unwrap(), seen, "what is saved next was seen");
        let kept = keeper.post(&format!("{sheet}/removal"), &[("visa", &lawyer)]);
        assert!(kept.status == 422 && kept.says("уже стоит отметка"), "{}", kept.body);
        let seen = keeper.page(&format!("{sheet}/mark?visa={lawyer}")).input("seen").unwrap();
        for _ in 0..2 {
            keeper.done(&format!("{sheet}/mark"), &[("visa", &lawyer), ("seen", &seen), ("mark", "none")]);
        }
        assert!(keeper.page(&sheet).says("отметки ещё нет"));
        let history = keeper.page(&card);
        assert!(history.says("снята отметка (заведующий отделом права): План (проект)") && !history.says("Ветрова"), "no name in the journal");
        keeper.done(&format!("{sheet}/removal"), &[("visa", &lawyer)]);
        assert_eq!(keeper.get(&format!("{sheet}/mark?visa={lawyer}")).status, 404);
    }

    fn publication_is_decided_and_the_mailing_list_is_sent_after_the_signature(engine) {
        let (app, tree) = app(engine);
        let (keeper, head) = (methodist(&app, &tree), head(&app, &tree));
        let card = draft(&keeper);
        let sheet = format!("{card}/visas");
        let decide = |seen: &str, to: &str| keeper.post(&format!("{sheet}/publication"), &[("seen", seen), ("publishable", to)]);
        assert_eq!(decide("undecided", "").status, 422);
        assert_eq!((decide("undecided", "yes").status, decide("undecided", "yes").status), (303, 303));
        let stale = decide("undecided", "no");
        assert!(stale.status == 409 && stale.says("Сейчас: да"), "{}", stale.body);
        assert_eq!((decide("yes", "undecided").status, decide("undecided", "no").status), (303, 303));
        assert!(keeper.page(&card).says("Подлежит публикации на сайте: нет"));
        let empty = keeper.post(&format!("{card}/mailings"), &[("mailings", " \n")]);
        assert!(empty.status == 422 && empty.says("кому отправить"), "{}", empty.body);
        for _ in 0..2 {
            keeper.done(&format!("{card}/mailings"), &[("mailings", "Школа № 1\nШкола № 2\nшкола № 1\nАрхив")]);
        }
        let ids = mailings(&keeper, &card);
        assert_eq!(ids.len(), 3, "each once, however often it was sent");
        let send = format!("{card}/mailings/sending");
        let early = keeper.post(&send, &[("all", "1"), ("sent_on", "2026-06-18")]);
        assert!(early.status == 422 && early.says("ещё не подписан"), "{}", early.body);
        assert_eq!(sign(&head, &card, &[("day", "2026-06-16")]).status, 303);
        for (fields, words) in [
            (vec![("sent_on", "2026-06-15"), ("all", "1")], "Документ подписан 16.06.2026"),
            (vec![("sent_on", "2026-06-19"), ("all", "1")], "ещё не наступил"),
            (vec![("sent_on", ""), ("all", "1")], "Укажите, когда"),
            (vec![("sent_on", "2026-06-17")], "Отметьте, кому отправлено"),
        ] {
            let refused = keeper.post(&send, &fields);
            assert!(refused.status == 422 && refused.says(words), "{words}: {}", refused.body);
        }
        let wrong = keeper.post(&send, &[("sent_on", "2026-06-15"), ("mailing", &ids[1])]);
        assert!(wrong.body.contains(&format!("value=\"{}\" checked", ids[1])), "ticks are kept: {}", wrong.body);
        for _ in 0..2 {
            keeper.done(&send, &[("sent_on", "2026-06-17"), ("mailing", &ids[0])]);
        }
        keeper.done(&send, &[("sent_on", "2026-06-18"), ("all", "1")]);
        let page = keeper.page(&sheet);
        assert_eq!((page.body.matches(">17.06.2026<").count(), page.body.matches(">18.06.2026<").count()), (1, 2), "{}", page.body);
        assert!(keeper.page(&card).says("Разослано: 3 из 3"));
        let kept = keeper.post(&format!("{card}/mailings/removal"), &[("mailing", &ids[0])]);
        assert!(kept.status == 422 && kept.says("уже отправлен"), "{}", kept.body);
        for _ in 0..2 {
            keeper.done(&format!("{card}/mailings/correction"), &[("mailing", &ids[0])]);
            assert!(keeper.page(&card).says("Разослано: 2 из 3"));
        }
        for _ in 0..2 {
            keeper.done(&format!("{card}/mailings/removal"), &[("mailing", &ids[0])]);
        }
        assert!(keeper.page(&card).says("Разослано: 2 из 2"));
    }

    fn the_sheet_is_printed_with_marks_and_places_to_sign(engine) {
        let app = TestApp::with_press(engine, vec![units::area(), crate::area()]);
        let tree = plant(&app.house).unwrap();
        let keeper = methodist(&app, &tree);
        let card = draft(&keeper);
        let sheet = format!("{card}/visas");
        assert_eq!(keeper.page(&format!("{sheet}/paper?as=pdf")).bytes.get(..5), Some(&b"%PDF-"[..]), "an empty one is printed too");
        keeper.done(&sheet, &LAWYER);
        keeper.done(&sheet, &DEPUTY);
        let lawyer = row(&keeper, &card, "Ветрова");
        mark(&keeper, &card, &lawyer, &[("mark", "given"), ("marked_on", "2026-06-16"), ("remark", "")]);
        keeper.done(&format!("{sheet}/publication"), &[("seen", "undecided"), ("publishable", "yes")]);
        keeper.done(&format!("{card}/mailings"), &[("mailings", "Школа № 1")]);
        let docx = keeper.page(&format!("{sheet}/paper?as=docx")).bytes;
        let text = String::from_utf8_lossy(&docx);
        for words in ["ЛИСТ СОГЛАСОВАНИЯ", "Завизировано", "завизировано 16.06.2026", "Лугин", "(подпись, дата)", "Школа № 1", "Дата отправки"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert_eq!(keeper.get(&format!("{sheet}/paper?as=xlsx")).status, 404);
    }

    fn the_sheet_is_kept_where_the_registry_is_and_read_where_the_document_is(engine) {
        let (app, tree) = app(engine);
        let keeper = methodist(&app, &tree);
        let card = draft(&keeper);
        let sheet = format!("{card}/visas");
        keeper.done(&sheet, &LAWYER);
        let lawyer = row(&keeper, &card, "Ветрова");
        let reader = app.browser_as(Role::StructureHead, Level::Municipality, &tree.north.path);
        let page = reader.page(&sheet);
        assert!(page.says("Ветрова") && !page.body.contains("<form class=\"form\"") && !page.body.contains("visas/mark"), "{}", page.body);
        assert_eq!(reader.post(&sheet, &DEPUTY).status, 403);
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        let below = app.browser_as(Role::Principal, Level::Organisation, &tree.school.path);
        for other in [&south, &below] {
            assert_eq!((other.get(&sheet).status, other.get(&format!("{sheet}/paper?as=pdf")).status), (404, 404));
            assert_eq!(other.get(&format!("{sheet}/mark?visa={lawyer}")).status, 404);
            for path in ["visas", "visas/mark", "visas/place", "visas/removal", "visas/publication", "mailings", "mailings/removal", "mailings/sending", "mailings/correction"] {
                assert_eq!(other.post(&format!("{card}/{path}"), &[("visa", &lawyer), ("mailing", "1"), ("place", "1")]).status, 404, "{path}");
            }
        }
        // A row of another document is not reached over this one.
        let second = draft(&keeper);
        assert_eq!(keeper.get(&format!("{second}/visas/mark?visa={lawyer}")).status, 404);
        keeper.done(&format!("{second}/visas/removal"), &[("visa", &lawyer)]);
        assert!(keeper.page(&sheet).says("Ветрова"));
        let version = keeper.page(&format!("{card}/cancellation")).input("version").unwrap();
        keeper.done(&format!("{card}/cancellation"), &[("version", &version), ("reason", "ошибка")]);
        let closed = keeper.post(&sheet, &DEPUTY);
        assert!(closed.status == 422 && closed.says("Документ отменён"), "{}", closed.body);
        assert!(keeper.page(&sheet).says("Ветрова"), "what was asked stays to be read");
    }

    fn a_regulation_from_above_is_read_without_its_sheet(engine) {
        let (app, tree) = app(engine);
        let ministry = app.browser_as(Role::Ministry, Level::Region, &tree.region.path);
        let region = tree.region.id.to_string();
        let regulation = [("unit", region.as_str()), ("kind", "mms_regulation"), ("asked", "mms_regulation"), ("link", "https://a.ru")];
        let card = ministry.done("/documents", &with(&regulation)).location;
        ministry.page(&format!("{card}/visas"));
        let below = methodist(&app, &tree);
        let page = below.page(&card);
        assert!(!page.body.contains("/visas") && below.get(&format!("{card}/visas")).status == 404, "{}", page.body);
        assert_eq!(below.get(&format!("{card}/visas/paper?as=pdf")).status, 404);
    }
}
