//! Numbers: the issuer's journal gives them without doubles and gaps, typed ones stand outside it (decision 13).

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread;

use testing::{Browser, TestApp, both_databases};
use web::{Cx, Write};

use super::setting::{app, methodist, with};
use crate::Numbering;

const SIGNED: [(&str, &str); 4] =
    [("stage", "journal"), ("number", ""), ("signed_on", "2026-06-18"), ("link", "https://a.ru/1")];

fn by_journal<'a>(other: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let own = SIGNED.iter().copied().filter(|(name, _)| !other.iter().any(|(changed, _)| changed == name));
    with(&own.chain(other.iter().copied()).collect::<Vec<_>>())
}

fn number(person: &Browser, fields: &[(&str, &str)]) -> String {
    let card = person.done("/documents", fields).location;
    number_of(person, &card)
}

fn number_of(person: &Browser, card: &str) -> String {
    person.page(&format!("{card}/requisites")).input("number").unwrap()
}

/// Every number of the journals, as they are kept.
fn taken(app: &TestApp) -> Vec<(String, i64)> {
    app.house.db.read(crate::store::numbers::all).unwrap()
}

both_databases! {
    fn every_unit_and_genus_has_a_journal_of_its_own(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let school = tree.school.id.to_string();
        assert_eq!(number(&person, &by_journal(&[])), "1");
        assert_eq!(number(&person, &by_journal(&[])), "2");
        assert_eq!(number(&person, &by_journal(&[("kind", "mms_schedule")])), "1");
        assert_eq!(number(&person, &by_journal(&[("unit", &school)])), "1");
        assert_eq!(number(&person, &by_journal(&[("kind", "site_status_order")])), "1-од");
        let typed = [("stage", "ready"), ("number", "114-од")];
        assert_eq!(number(&person, &by_journal(&typed)), "114-од");
        assert_eq!(number(&person, &by_journal(&[])), "3");
    }

    fn the_journal_passes_over_a_number_typed_by_hand(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let order = |other: &[(&'static str, &'static str)]| {
            number(&person, &by_journal(&[&[("kind", "site_status_order")], other].concat()))
        };
        assert_eq!(order(&[]), "1-од");
        for typed in ["2-ОД", "3-од", "5-од"] {
            assert_eq!(order(&[("stage", "ready"), ("number", typed)]), typed);
        }
        let mut cx = Cx::<Write>::outside(&app.house, None).unwrap();
        let told = (&Numbering::Own, "2026-06-18".parse().unwrap());
        let coming = crate::printed_number(&mut cx, &tree.north, "site_status_order", told).unwrap();
        cx.finish().unwrap();
        assert_eq!((coming.as_str(), order(&[]), order(&[])), ("4-од", "4-од".to_owned(), "6-од".to_owned()));
        // Another year has a journal of its own.
        assert_eq!(order(&[("signed_on", "2025-06-18")]), "1-од");
    }

    fn a_paper_of_last_december_is_printed_with_a_number_of_that_years_journal(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        assert_eq!(number(&person, &by_journal(&[("kind", "site_status_order")])), "1-од");
        let mut cx = Cx::<Write>::outside(&app.house, None).unwrap();
        let mut coming = |day: &str| {
            let told = (&Numbering::Own, day.parse().unwrap());
            crate::printed_number(&mut cx, &tree.north, "site_status_order", told).unwrap()
        };
        assert_eq!((coming("2025-12-31"), coming("2026-01-01")), ("1-од".to_owned(), "2-од".to_owned()));
        cx.finish().unwrap();
        let late = [("kind", "site_status_order"), ("signed_on", "2025-12-31")];
        assert_eq!(number(&person, &by_journal(&late)), "1-од");
    }

    fn a_number_beside_the_journal_is_refused_and_nothing_is_taken(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let refused = person.post("/documents", &by_journal(&[("number", "7"), ("title", "")]));
        assert!(refused.status == 422 && refused.says("Номер присвоит журнал") && refused.says("Напишите название"));
        assert_eq!(refused.input("number").as_deref(), Some("7"));
        assert!(taken(&app).is_empty());
        assert_eq!(number(&person, &by_journal(&[])), "1");
    }

    fn a_number_of_the_journal_stays_when_requisites_change_and_after_cancelling(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let card = person.done("/documents", &by_journal(&[])).location;
        let address = format!("{card}/requisites");
        let other = person.post(&address, &by_journal(&[("stage", ""), ("version", "1"), ("number", "9")]));
        assert!(other.status == 422 && other.says("Номер 1 присвоен по журналу"));
        let genus = [("stage", ""), ("version", "1"), ("number", "1"), ("kind", "site_status_order")];
        let genus = person.post(&address, &by_journal(&genus));
        assert!(genus.status == 422 && genus.says("из журнала «Программа»"));
        person.done(&address, &by_journal(&[("stage", ""), ("version", "1"), ("number", "1"), ("title", "Иное")]));
        person.done(&format!("{card}/cancellation"), &[("version", "2"), ("reason", "ошибка")]);
        assert!(person.page(&card).says("Программа № 1 от 18.06.2026"));
        assert_eq!(number(&person, &by_journal(&[])), "2");
    }

    fn a_signed_document_takes_the_number_it_bears(engine) {
        let (app, tree) = app(engine);
        let person = methodist(&app, &tree);
        let head = app.browser_as(access::Role::ServiceHead, access::Level::Municipality, &tree.north.path);
        let card = person.done("/documents", &by_journal(&[("stage", "draft")])).location;
        head.done(&format!("{card}/signature"), &[("version", "1")]);
        let enter = |fields: &[(&str, &str)]| {
            person.post(&format!("{card}/stage"), &[&[("step", "register"), ("version", "2")], fields].concat())
        };
        let none = enter(&[]);
        assert!(none.status == 422 && none.says("Выберите, чей номер"));
        let bare = enter(&[("numbering", "external")]);
        assert!(bare.status == 422 && bare.says("Напишите номер"));
        let both = enter(&[("numbering", "own"), ("number", "5")]);
        assert!(both.status == 422 && both.says("очистите поле"));
        assert_eq!(enter(&[("numbering", "external"), ("number", "12/1")]).status, 303);
        assert!(person.page(&card).says("№ 12/1") && taken(&app).is_empty());
        let twin = person.done("/documents", &by_journal(&[("stage", "ready"), ("number", "12/1")])).location;
        assert!(person.page(&twin).says("Такой номер уже есть"));
    }

    fn those_who_register_at_once_get_numbers_without_doubles_and_gaps(engine) {
        const HANDS: usize = 6;
        const EACH: usize = 4;
        let (app, tree) = app(engine);
        let (app, tree, start) = (&app, &tree, &Barrier::new(HANDS));
        let numbers: Vec<String> = thread::scope(|scope| {
            let hand = |place: usize| {
                let person = methodist(app, tree);
                start.wait();
                (0..EACH).map(|turn| attempt(&person, (place + turn).is_multiple_of(3))).collect::<Vec<_>>()
            };
            let hands: Vec<_> = (0..HANDS).map(|place| scope.spawn(move || hand(place))).collect();
            hands.into_iter().flat_map(|hand| hand.join().unwrap()).flatten().collect()
        });
        let distinct: BTreeSet<i64> = numbers.iter().map(|number| number.parse().unwrap()).collect();
        let whole: BTreeSet<i64> = (1..=i64::try_from(numbers.len()).unwrap()).collect();
        assert!(numbers.len() > HANDS && distinct == whole, "{numbers:?}");
        let kept: BTreeSet<(String, i64)> = taken(app).into_iter().collect();
        assert_eq!(kept, whole.into_iter().map(|n| ("programme".to_owned(), n)).collect());
    }
}

/// One in three forms is wrong: what is rolled back must leave no gap.
fn attempt(person: &Browser, is_wrong: bool) -> Option<String> {
    let title = if is_wrong { "" } else { "Программа" };
    let shown = person.post("/documents", &by_journal(&[("title", title)]));
    assert_eq!(shown.status, if is_wrong { 422 } else { 303 }, "{}", shown.body);
    (!is_wrong).then(|| number_of(person, &shown.location))
}
