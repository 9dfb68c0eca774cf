//! What is told in time and in full: where somebody works to whoever stands above, what came back to who made it, how much a file
//! holds before it is asked for.

use access::store::exports::{self, Export};
use access::{Level, Role};
use people::RecordKind;
use testing::{Browser, both_databases};

use super::stage::{duties_of, stage};

/// What a paper says.
fn paper(browser: &Browser, address: &str) -> String {
    let shown = browser.get(address);
    assert_eq!(shown.status, 200, "{address}");
    shown.body.replace("\\u{a0}", " ").replace('\u{a0}', " ")
}

both_databases! {
    fn a_paper_and_the_pages_of_a_municipality_name_the_school_of_the_person(engine) {
        let stage = stage(engine);
        stage.tell(&stage.teacher, RecordKind::Publication, "Урок как исследование", "2026-02-10");
        let school = stage.tree.school.short_name.clone();
        let about = format!("учитель (математика), {school}");
        let sent = stage.send(&stage.head, &[("kind", "municipal_gratitude"), ("ground", "professional_level")]);
        assert_eq!(sent.status, 303, "{}", sent.body);
        let text = paper(&stage.head, &format!("{}/paper?as=docx", sent.location));
        assert!(text.contains(&format!(", {}.", stage.tree.school.name)), "{text}");
        assert!(!text.contains(&format!("учитель, {}", stage.tree.north.name)), "the place of who represents: {text}");
        let id = stage.teacher.id.to_string();
        for address in [
            sent.location.clone(),
            "/incentives".to_owned(),
            "/incentives/new?name=Орл".to_owned(),
            format!("/incentives/new?person={id}"),
            "/incentives/activity".to_owned(),
            format!("/incentives/activity/{id}"),
        ] {
            let page = stage.head.page(&address);
            assert!(page.says(&about), "{address}: {}", page.body);
        }
        let bytes = stage.head.get("/incentives/activity/file").bytes;
        let book = sheets::read("a.xlsx", &bytes, &sheets::Caps::default()).unwrap();
        let cells: Vec<String> = book.shown().unwrap().rows().flat_map(|(_, row)| row.into_iter().map(|(_, cell)| cell.text()).collect::<Vec<_>>()).collect();
        assert!(cells.iter().any(|cell| cell.replace('\u{a0}', " ") == about.replace('\u{a0}', " ")), "{cells:?}");
        assert_eq!(stage.word(&stage.authority, &sent.location, "agreed", &[]).status, 303);
        assert!(stage.authority.page("/incentives/orders/new").says(&school));
        assert!(paper(&stage.authority, "/incentives/orders/paper?as=docx").contains(&school));
        let own = stage.deputy.page("/incentives/activity");
        assert!(!own.says(&about), "a school knows whose its people are: {}", own.body);
    }

    fn what_came_back_is_a_duty_of_who_made_it_with_the_words_of_the_return(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        assert!(!duties_of(&stage.deputy).contains("Доработать"));
        let back = stage.word(&stage.principal, &card, "returned", &[("note", "нет итогов года")]);
        assert_eq!(back.status, 303, "{}", back.body);
        let told = "Доработать представление: благодарность организации Возвращено на доработку: нет итогов года";
        let duties = duties_of(&stage.deputy);
        assert!(duties.contains(told), "{duties}");
        for other in [&stage.principal, &stage.head, &stage.authority] {
            assert!(!duties_of(other).contains("Доработать"), "who made it acts there still");
        }
        let version = stage.deputy.page(&format!("{card}/text")).input("version").unwrap();
        let fields = [
            ("version", version.as_str()), ("kind", "gratitude"), ("ground", "mentoring"), ("ground_note", ""),
            ("merits", "Итоги года приложены."), ("day", "2026-06-17"),
        ];
        stage.deputy.done(&format!("{card}/text"), &fields);
        assert!(!duties_of(&stage.deputy).contains("Доработать"));
        stage.word(&stage.principal, &card, "returned", &[("note", "нет приказа"), ("day", "2026-06-18")]);
        stage.app.write(|tx| tx.batch("UPDATE role_grants SET valid_to = '2026-06-01' WHERE role = 'deputy'"));
        assert!(duties_of(&stage.principal).contains("нет приказа"), "who made it acts there no more");
        assert!(!duties_of(&stage.head).contains("нет приказа"), "another unit's");
    }

    fn whoever_stands_in_for_the_head_signs_a_representation_and_the_list_of_payments(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        let acting = stage.app.stand_in(Role::Principal, Level::Organisation, &stage.tree.school.path);
        let text = paper(&acting, &format!("{card}/paper?as=docx"));
        assert!(text.contains("И. о. директора") && text.contains("П. И. Проверкин"), "{text}");
        assert!(!paper(&stage.principal, &format!("{card}/paper?as=docx")).contains("И. о."), "the head signs by the post");
        stage.tell(&stage.teacher, RecordKind::ExpertWork, "Жюри конкурса", "2026-02-10");
        stage.authority.page("/incentives/payments");
        stage.authority.done("/incentives/payments/switch", &[("is_on", "1"), ("reason", "приказ № 12")]);
        let acting = stage.app.stand_in(Role::MunicipalAuthority, Level::Municipality, &stage.tree.north.path);
        let text = paper(&acting, "/incentives/payments/paper?as=docx");
        assert!(text.contains("И. о. руководителя методической службы") && text.contains("П. И. Проверкин"), "{text}");
    }

    fn a_list_larger_than_what_is_left_of_the_day_says_so_before_the_button(engine) {
        let stage = stage(engine);
        let account = stage.app.account(Role::ServiceHead, Level::Municipality, &stage.tree.north.path);
        let head = stage.app.signed_in(account);
        for person in [&stage.teacher, &stage.young] {
            stage.tell(person, RecordKind::ExpertWork, "Жюри конкурса", "2026-02-10");
        }
        stage.authority.page("/incentives/payments");
        stage.authority.done("/incentives/payments/switch", &[("is_on", "1"), ("reason", "приказ № 12")]);
        let pages = ["/incentives/payments", "/incentives/activity"];
        let warned = |says: bool| {
            for address in pages {
                let page = head.page(address);
                assert_eq!(page.says("сегодня можно выгрузить ещё"), says, "{address}: {}", page.body);
            }
        };
        let take = |objects: i64| {
            let (id, at) = (stage.app.house.id(), stage.app.house.now());
            stage.app.write(|tx| exports::take(tx, id, &Export { account, at, route: "/taken", objects }));
        };
        take(298);
        warned(false);
        take(1);
        warned(true);
        let page = head.page(pages[0]);
        assert!(page.says("В файле будет 2 человека") && page.body.contains("/account/exports"), "{}", page.body);
        assert_eq!(head.get("/incentives/payments/paper?as=xlsx").status, 422);
        let field = format!("reason-{}", stage.young.id);
        let id = stage.young.id.to_string();
        let out = [("from", "2025-09-01"), ("to", "2026-06-18"), ("person", id.as_str()), (field.as_str(), "оплачено договором")];
        head.done("/incentives/payments/omissions", &out);
        assert!(!head.page(pages[0]).says("сегодня можно выгрузить ещё"), "one remains, one is left");
        assert_eq!(head.get("/incentives/payments/paper?as=xlsx").status, 200);
    }
}
