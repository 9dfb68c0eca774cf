//! Projects of the young and whom they may turn to: proposed, supported, carried out; kept by who works with the body, seen under
//! its place; two people at once.

use access::{Level, Role};
use structures::bodies;
use structures::model::{NewMember, StructureId};
use testing::{Browser, Shown, both_databases};
use web::{Cx, Write};

use super::stage::{Stage, found_of, hidden, stage};
use crate::ASSOCIATION;

/// The association of the region with its president and two members; its address.
fn associated(stage: &Stage) -> (StructureId, String) {
    let name = "Ассоциация молодых педагогов";
    let id = found_of(&stage.app, &stage.tree.region, (ASSOCIATION, name), Some(&stage.head));
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    let member = |person: &people::Person| NewMember {
        person: Some(person.id.0),
        name: person.name().full(),
        post: "учитель".to_owned(),
        role: "member".to_owned(),
        from_on: "2026-03-01".parse().unwrap(),
        term_on: None,
        basis: String::new(),
        organisation: None,
    };
    let members: Vec<NewMember> = stage.young[..2].iter().map(member).collect();
    bodies::enrol(&mut cx, id, &members).unwrap();
    cx.finish().unwrap();
    (id, crate::actions::url(id))
}

/// Says what becomes of the first project of the page that waits for it.
fn said(who: &Browser, url: &str, id: &str, version: &str, (to, text, day): (&str, &str, &str)) -> Shown {
    let fields = [
        ("version".to_owned(), version),
        (format!("{id}-to"), to),
        (format!("{id}-text"), text),
        (format!("{id}-day"), day),
    ];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    who.post(&format!("{url}/projects/{id}"), &fields)
}

/// The project of the page that may go a step further, and its version.
fn waiting(who: &Browser, url: &str) -> (String, String) {
    let body = who.page(&format!("{url}/projects")).body;
    let at = body.find("/projects/").unwrap() + "/projects/".len();
    let id = body[at..].split('"').next().unwrap().to_owned();
    (id, hidden(&body, "version"))
}

both_databases! {
    fn a_member_proposes_a_project_and_the_association_supports_it(engine) {
        let stage = stage(engine);
        let (id, url) = associated(&stage);
        let (member, president) = (stage.own(&stage.young[0]), stage.own(&stage.head));
        assert!(member.page("/schooling/own").says("Моя ассоциация молодых педагогов"), "called by what it is");
        let body = id.to_string();
        let of = |title: &str, about: &str| member.post("/schooling/own/projects", &[("body_of", body.as_str()), ("title", title), ("about", about)]);
        let bare = of("Слёт", "");
        assert!(bare.status == 422 && bare.says("что и\u{a0}для кого") && bare.body.contains("value=\"Слёт\""), "{}", bare.body);
        assert_eq!(of("Слёт молодых", "Два дня обмена уроками для сорока человек.").status, 303);
        assert_eq!(of("Слёт молодых", "Два дня обмена уроками для сорока человек.").status, 303, "the second click");
        let page = president.page(&format!("{url}/projects"));
        assert_eq!(page.body.matches("Два дня обмена уроками").count(), 1, "{}", page.body);
        assert!(page.says("Весенняя Анна Сергеевна") && page.says("предложен"), "{}", page.body);
        assert!(president.page(&url).says("/projects") && !page.says("К школе"), "led to from the card");
        let (project, version) = waiting(&president, &url);
        let ahead = said(&president, &url, &project, &version, ("supported", "", "2026-06-19"));
        assert!(ahead.status == 422 && ahead.says("ещё не") && ahead.says("чем поддержан"), "{}", ahead.body);
        let fine = ("supported", "Зал института и сорок тысяч рублей", "2026-06-18");
        assert_eq!(said(&president, &url, &project, &version, fine).status, 303);
        assert_eq!(said(&president, &url, &project, &version, fine).status, 303, "the second click");
        let stale = said(&president, &url, &project, &version, ("declined", "денег нет", "2026-06-18"));
        assert!(stale.status == 409 && stale.says("Зал института") && stale.says("денег нет"), "who comes second sees what changed: {}", stale.body);
        let own = member.page("/schooling/own");
        assert!(own.says("Слёт молодых") && own.says("Зал института"), "{}", own.body);
        let (_, version) = waiting(&president, &url);
        assert_eq!(said(&president, &url, &project, &version, ("done", "Приехали 38 человек", "2026-06-18")).status, 303);
        let page = president.page(&format!("{url}/projects"));
        assert!(page.says("Приехали 38 человек") && page.says("выполнен") && !page.says("Что решено"), "{}", page.body);
    }

    fn who_works_with_a_school_writes_a_project_of_participants(engine) {
        let stage = stage(engine);
        let url = format!("{}/projects", stage.url);
        assert!(stage.methodist.page(&url).says("сначала включите"));
        stage.enrolled();
        stage.methodist.page(&url);
        let anna = stage.young[0].id.to_string();
        let head = stage.head.id.to_string();
        let of = |author: &str| stage.methodist.post(&url, &[("title", "Клуб"), ("about", "Для новых"), ("authors", author)]);
        let stranger = of(&head);
        assert!(stranger.status == 422 && stranger.says("выберите из\u{a0}списка") && stranger.body.contains("value=\"Клуб\""), "{}", stranger.body);
        assert_eq!(stage.methodist.post(&url, &[("title", "Клуб"), ("about", "Для новых")]).status, 422, "nobody's");
        assert_eq!(of(&anna).status, 303);
        let participant = stage.own(&stage.young[1]);
        assert_eq!(participant.get(&url).status, 404, "seen by who sees the school");
        assert_eq!(participant.post(&url, &[("title", "Чужой"), ("about", "Мимо"), ("authors", &anna)]).status, 404);
        assert!(!participant.page("/schooling/own").says("Клуб"), "another's");
        let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        assert!(region.page(&url).says("Клуб") && !region.page(&url).says("Записать проект"));
        let (id, _) = waiting(&stage.methodist, &stage.url);
        assert_eq!(said(&region, &stage.url, &id, "1", ("supported", "Зал", "2026-06-18")).status, 404, "who sees does not write");
    }

    fn contacts_of_support_are_seen_by_whoever_works_under_the_place(engine) {
        let stage = stage(engine);
        let (_, url) = associated(&stage);
        let president = stage.own(&stage.head);
        let contacts = format!("{url}/contacts");
        assert!(president.page(&contacts).says("Контактов пока нет"));
        let of = |more: &[(&str, &str)]| {
            let usual = [("new-direction", "direction_psychological"), ("new-who", "Психолог института"), ("new-about", "разговор о трудном классе"),
                ("new-phone", "8 (4162) 00-00-00"), ("new-email", ""), ("new-hours", "по средам с 15 до 18")];
            let kept = usual.iter().copied().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
            president.post(&contacts, &kept.chain(more.iter().copied()).collect::<Vec<_>>())
        };
        let bad = of(&[("new-phone", ""), ("new-direction", "")]);
        assert!(bad.status == 422 && bad.says("Дайте телефон или почту") && bad.body.contains("по средам с 15 до 18"), "{}", bad.body);
        assert_eq!(of(&[]).status, 303);
        assert_eq!(of(&[]).status, 303, "the second click");
        let page = president.page(&contacts);
        assert_eq!(page.body.matches("<h2>Психолог института").count(), 1, "{}", page.body);
        let outsider = stage.own(&stage.young[2]);
        let own = outsider.page("/schooling/own");
        assert!(own.says("Психолог института") && own.says("8 (4162) 00-00-00") && own.says("психологическая поддержка"), "{}", own.body);
        assert!(own.says("Вы не состоите"), "no member, and still of the territory");
        let id = page.body.split("/contacts/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let version = hidden(&page.body, "version");
        let edit = |version: &str, phone: &str| {
            let named = ["direction", "who", "about", "phone", "email", "hours"].map(|name| format!("{id}-{name}"));
            let values = ["direction_psychological", "Психолог института", "", phone, "", "звоните"];
            let fields: Vec<(&str, &str)> = named.iter().map(String::as_str).zip(values).chain([("version", version)]).collect();
            president.post(&format!("{contacts}/{id}"), &fields)
        };
        let odd = edit(&version, "звоните");
        assert!(odd.status == 422 && odd.says("не\u{a0}похоже на\u{a0}телефон"), "{}", odd.body);
        assert_eq!(edit(&version, "8 (4162) 11-11-11").status, 303);
        let stale = edit(&version, "8 (4162) 22-22-22");
        assert!(stale.status == 409 && stale.says("8 (4162) 11-11-11") && stale.body.contains("8 (4162) 22-22-22"), "{}", stale.body);
        let wrong = edit(&version, "звоните");
        assert!(wrong.status == 409 && wrong.says("8 (4162) 11-11-11") && wrong.body.contains("звоните"), "who was first is told before a fault of the form: {}", wrong.body);
        assert_eq!(outsider.post(&format!("{contacts}/{id}/end"), &[("version", "2")]).status, 404);
        let old = president.post(&format!("{contacts}/{id}/end"), &[("version", version.as_str())]);
        assert_eq!(old.status, 409, "{}", old.body);
        assert_eq!(president.post(&format!("{contacts}/{id}/end"), &[("version", "2")]).status, 303);
        assert!(!outsider.page("/schooling/own").says("Психолог института"));
        let gone = edit("2", "8 (4162) 33-33-33");
        assert!(gone.status == 409 && gone.says("уже убрали") && gone.body.contains("8 (4162) 33-33-33"), "{}", gone.body);
    }
}
