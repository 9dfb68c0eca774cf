//! The act of disposal: composed of what is due, signed as any document, carried out once; what is kept is never touched.

use access::{Level, Role};
use testing::{Browser, TestApp, both_databases};
use units::fixture::SmallTree;

use super::setting::{PDF, app, methodist, registered};

fn head(app: &TestApp, tree: &SmallTree) -> Browser {
    app.browser_as(Role::ServiceHead, Level::Municipality, &tree.north.path)
}

/// A plan that lapsed on this day; its card.
fn lapsed(person: &Browser, number: &str, last: &str) -> String {
    let title = format!("План {number}");
    let fields = [
        ("kind", "mms_schedule"),
        ("number", number),
        ("title", &title),
        ("signed_on", "2015-09-01"),
        ("valid_to", last),
    ];
    let card = registered(person, &fields, ("План.pdf", &[PDF, number.as_bytes()].concat()));
    let version = person.page(&format!("{card}/stage?step=lapse")).input("version").unwrap();
    let fields = [("step", "lapse"), ("version", &version), ("day", last), ("reason", "год прошёл")];
    assert_eq!(person.post(&format!("{card}/stage"), &fields).status, 303);
    card
}

fn id(card: &str) -> &str {
    card.rsplit('/').next().unwrap()
}

/// An act over these documents; its card.
fn composed(person: &Browser, cards: &[&str]) -> String {
    let mut fields: Vec<(&str, &str)> = cards.iter().map(|card| ("document", id(card))).collect();
    fields.push(("protocol", "№ 2 от 15.01.2026"));
    let list = person.done("/documents/disposals", &fields).location;
    list.strip_suffix("/disposal").unwrap().to_owned()
}

/// Signs the act and enters it into the journal with its signed scan.
fn registered_act(keeper: &Browser, head: &Browser, act: &str) {
    let shown =
        keeper.upload(&format!("{act}/files"), &[("part", "text"), ("title", "")], ("file", "Акт.pdf", PDF));
    assert_eq!(shown.status, 303, "{}", shown.body);
    let version = head.page(&format!("{act}/signature")).input("version").unwrap();
    head.done(&format!("{act}/signature"), &[("step", "sign"), ("version", &version), ("day", "")]);
    let version = keeper.page(&format!("{act}/stage?step=register")).input("version").unwrap();
    keeper
        .done(&format!("{act}/stage"), &[("step", "register"), ("version", &version), ("numbering", "own")]);
}

both_databases! {
    fn files_go_by_a_registered_act_and_the_record_stays(engine) {
        let (app, tree) = app(engine);
        let (keeper, head) = (methodist(&app, &tree), head(&app, &tree));
        let (old, spared) = (lapsed(&keeper, "1", "2016-06-30"), lapsed(&keeper, "2", "2017-06-30"));
        app.run_jobs();
        let act = composed(&keeper, &[&old, &spared]);
        let list = keeper.page(&format!("{act}/disposal"));
        assert!(list.says("План 1") && list.says("План 2") && list.says("2 документа, 2 файла") && list.says("№ 2 от 15.01.2026"));
        // The commission strikes one out.
        let line = list.body.split("name=\"line\" value=\"").nth(2).unwrap().split('"').next().unwrap().to_owned();
        keeper.done(&format!("{act}/disposal/exclusion"), &[("line", &line)]);
        let early = head.post(&format!("{act}/disposal/erasure"), &[]);
        assert!(early.status == 422 && early.says("по зарегистрированному акту"), "{}", early.body);
        registered_act(&keeper, &head, &act);
        assert_eq!(keeper.post(&format!("{act}/disposal/exclusion"), &[("line", &line)]).status, 422);
        assert_eq!(keeper.post(&format!("{act}/disposal/erasure"), &[]).status, 403);
        assert!(head.page(&format!("{act}/disposal")).says("Уничтожить файлы?"));
        head.done(&format!("{act}/disposal/erasure"), &[]);
        app.run_jobs();
        let sha256 = |number: &str| sum(&[PDF, number.as_bytes()].concat());
        assert!(!app.house.vault.has(&sha256("1")).unwrap(), "the object is gone");
        assert!(app.house.vault.has(&sha256("2")).unwrap(), "the other stays");
        let card = keeper.page(&old);
        assert!(card.says("уничтожен по акту") && card.says("Файлы документа уничтожены: Акт") && card.says("План 1"));
        assert_eq!(keeper.get(&format!("{old}/file")).status, 404);
        assert_eq!(keeper.page(&format!("{spared}/file")).bytes, [PDF, b"2"].concat());
        let again = head.post(&format!("{act}/disposal/erasure"), &[]);
        assert!(again.status == 422 && again.says("уже уничтожены"));
        let retention = keeper.page("/documents/retention");
        assert!(!retention.says(">План 1<") && retention.says(">План 2<"));
    }

    fn an_act_that_ended_before_it_was_carried_out_frees_its_documents(engine) {
        let (app, tree) = app(engine);
        let (keeper, head) = (methodist(&app, &tree), head(&app, &tree));
        let due = lapsed(&keeper, "1", "2016-06-30");
        let act = composed(&keeper, &[&due]);
        registered_act(&keeper, &head, &act);
        let row = format!("UPDATE documents SET status = 'archived' WHERE id = {}", id(&act));
        app.write(|tx| tx.batch(&row));
        let late = head.post(&format!("{act}/disposal/erasure"), &[]);
        assert!(late.status == 422 && late.says("раньше, чем по нему уничтожили файлы"), "{}", late.body);
        let second = composed(&keeper, &[&due]);
        assert_ne!(second, act);
        registered_act(&keeper, &head, &second);
        head.done(&format!("{second}/disposal/erasure"), &[]);
        let row = format!("UPDATE documents SET status = 'archived' WHERE id = {}", id(&second));
        app.write(|tx| tx.batch(&row));
        let twice = keeper.post("/documents/disposals", &[("document", id(&due)), ("protocol", "№ 3 от 15.01.2026")]);
        assert!(twice.status == 422 && twice.says("уже включён в другой акт"), "{}", twice.body);
    }

    fn what_is_to_be_kept_never_enters_an_act(engine) {
        let (app, tree) = app(engine);
        let keeper = methodist(&app, &tree);
        let due = lapsed(&keeper, "1", "2016-06-30");
        let protocol = ("protocol", "№ 2 от 15.01.2026");
        let regulation = registered(&keeper, &[("kind", "mms_regulation"), ("number", "3")], ("П.pdf", PDF));
        let running = lapsed(&keeper, "4", "2025-06-30");
        for (card, words) in [(&regulation, "хранят постоянно"), (&running, "хранят по 31.12.2030")] {
            let refused = keeper.post("/documents/disposals", &[("document", id(&due)), ("document", id(card)), protocol]);
            assert!(refused.status == 422 && refused.says(words), "{words}: {}", refused.body);
        }
        let refused = keeper.post("/documents/disposals", &[protocol]);
        assert!(refused.status == 422 && refused.says("Не отмечено ни одного документа"));
        let bare = keeper.post("/documents/disposals", &[("document", id(&due)), ("protocol", " ")]);
        assert!(bare.status == 422 && bare.says("протокола экспертной комиссии"));
        assert!(bare.body.contains(&format!("value=\"{}\" checked", id(&due))), "ticks are kept");
        let act = composed(&keeper, &[&due]);
        let twice = keeper.post("/documents/disposals", &[("document", id(&due)), protocol]);
        assert!(twice.status == 422 && twice.says("уже включён в другой акт"));
        assert!(keeper.page("/documents/retention").body.contains(&format!("{act}/disposal")));
        let south = app.browser_as(Role::ServiceHead, Level::Municipality, &tree.south.path);
        assert_eq!(south.post("/documents/disposals", &[("document", id(&due)), protocol]).status, 404);
        assert_eq!(south.get(&format!("{act}/disposal")).status, 404);
        assert_eq!(keeper.get(&format!("{due}/disposal")).status, 404, "no act");
    }
}

fn sum(bytes: &[u8]) -> String {
    let mut spool = ::files::Spool::begin(&std::env::temp_dir(), "a", 1_000).unwrap();
    spool.take(bytes).unwrap();
    spool.finish().unwrap().sha256
}
