//! The register of decisions: drafted, taken with its document, carried out, controlled, closed; who sees and who may not.

use access::{Level, Role};
use documents::{Document, NewDocument};
use testing::{Browser, both_databases};
use web::{Cx, Write};

use super::stage::{Stage, published};

fn duties(browser: &Browser) -> String {
    browser.page("/duties").body.replace('\u{a0}', " ")
}

/// A document of the northern municipality, in force or a draft.
pub(super) fn document(stage: &Stage, is_draft: bool) -> Document {
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    let new = NewDocument {
        kind: "management_decision".to_owned(),
        title: "О мерах по итогам мониторинга".to_owned(),
        number: if is_draft { String::new() } else { "12-од".to_owned() },
        signed_on: "2026-06-10".parse().unwrap(),
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://metod.example/12".to_owned()),
    };
    let made = if is_draft {
        documents::actions::draft(&mut cx, &stage.tree.north, new)
    } else {
        documents::actions::register(&mut cx, &stage.tree.north, new)
    };
    let made = made.unwrap();
    cx.finish().unwrap();
    made
}

/// The fields of a decision of the northern municipality.
pub(super) fn fields(stage: &Stage, nos: &str) -> Vec<(&'static str, String)> {
    let text = str::to_owned;
    vec![
        ("unit", stage.tree.north.id.to_string()),
        ("title", text("О мерах по итогам мониторинга")),
        ("kind", text("order")),
        ("force", text("binding")),
        ("topic", text("support")),
        ("campaign", stage.campaign.to_string()),
        ("nos", text(nos)),
        ("taken_at", text("service")),
        ("taken_by", text("руководитель методической службы")),
        ("addressees", stage.tree.school.id.to_string()),
        ("controller", text("заместитель начальника управления")),
        ("controller_role", text("municipal_authority")),
    ]
}

pub(super) fn pairs<'a>(all: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    all.iter().map(|(name, text)| (*name, text.as_str())).collect()
}

fn with(all: &[(&'static str, String)], name: &'static str, text: &str) -> Vec<(&'static str, String)> {
    let mut all: Vec<_> = all.iter().filter(|(known, _)| *known != name).cloned().collect();
    all.push((name, text.to_owned()));
    all
}

/// A draft of the northern municipality; its address.
pub(super) fn drafted(stage: &Stage, nos: &str) -> String {
    stage.methodist.page("/decisions/new");
    stage.methodist.done("/decisions", &pairs(&fields(stage, nos))).location
}

pub(super) const POINT: [(&str, &str); 3] =
    [("title", "Утвердить план-график"), ("responsible", "заместитель директора"), ("due_on", "2026-09-01")];

/// A decision on control with one point for the school.
pub(super) fn taken(stage: &Stage, nos: &str) -> String {
    let card = drafted(stage, nos);
    stage.methodist.done(&format!("{card}/points"), &POINT);
    let order = document(stage, false).id.to_string();
    stage.methodist.done(&format!("{card}/force"), &[("document", &order)]);
    card
}

/// The ids of the points of a decision, as their forms name them.
pub(super) fn points(browser: &Browser, card: &str) -> Vec<String> {
    let body = browser.page(card).body;
    let start = format!("{card}/points/");
    let mut found: Vec<String> =
        body.split(&start).skip(1).filter_map(|rest| rest.split('/').next().map(str::to_owned)).collect();
    found.dedup();
    found
}

both_databases! {
    fn a_decision_is_taken_with_its_document_and_closed_when_every_point_ended(engine) {
        let stage = published(engine);
        let school = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        let card = drafted(&stage, "1.3, 2.1");
        let again = stage.methodist.done("/decisions", &pairs(&fields(&stage, "1.3, 2.1")));
        assert_eq!(again.location, card, "a second click finds the first one's draft");
        assert_eq!(school.get(&card).status, 404, "a draft is seen where it is drafted alone");
        assert_eq!(stage.institute.get(&card).status, 404);
        let order = document(&stage, false).id.to_string();
        let bare = stage.methodist.post(&format!("{card}/force"), &[("document", &order)]);
        assert!(bare.status == 422 && bare.says("нет ни одного пункта"), "{}", bare.body);
        stage.methodist.done(&format!("{card}/points"), &POINT);
        stage.methodist.done(&format!("{card}/points"), &POINT);
        assert_eq!(points(&stage.methodist, &card).len(), 1, "the same point a second time adds nothing");
        let none = stage.methodist.post(&format!("{card}/force"), &[("document", "")]);
        assert!(none.status == 422 && none.says("Укажите документ"), "{}", none.body);
        let draft = document(&stage, true).id.to_string();
        let unsigned = stage.methodist.post(&format!("{card}/force"), &[("document", &draft)]);
        assert!(unsigned.status == 422 && unsigned.says("проект и отменённый акт основанием не служат"), "{}", unsigned.body);
        stage.methodist.done(&format!("{card}/force"), &[("document", &order)]);
        let twice = stage.methodist.post(&format!("{card}/force"), &[("document", &order)]);
        assert!(twice.status == 422 && twice.says("Решение сейчас принято и на контроле"));
        assert!(duties(&school).contains("2026-09-01 Исполнить пункт 1: Утвердить план-график"), "{}", duties(&school));
        let early = stage.methodist.post(&format!("{card}/closing"), &[("word", "проверено")]);
        assert!(early.status == 422 && early.says("Не исполнено: 1 пункт"), "{}", early.body);
        let point = points(&school, &card).remove(0);
        let nothing = school.post(&format!("{card}/points/{point}/completion"), &[("done_on", "2026-06-18"), ("outcome", "")]);
        assert!(nothing.status == 422 && nothing.says("Напишите, что сделано, или выберите документ"));
        school.done(&format!("{card}/points/{point}/completion"), &[("done_on", "2026-06-18"), ("outcome", "утверждён")]);
        let late = school.post(&format!("{card}/points/{point}/completion"), &[("done_on", "2026-06-18"), ("outcome", "ещё раз")]);
        assert!(late.status == 422 && late.says("уже исполнен или снят"));
        assert!(!duties(&school).contains("Исполнить пункт"));
        stage.methodist.done(&format!("{card}/closing"), &[("word", "план-график на сайте")]);
        let page = school.page(&card);
        assert!(page.says("исполнено") && page.says("план-график на сайте") && page.says("Приказ № 12-од от 10.06.2026"), "{}", page.body);
        assert_eq!(stage.methodist.post(&format!("{card}/closing"), &[("word", "ещё")]).status, 422);
        assert_eq!(stage.methodist.post(&format!("{card}/cancellation"), &[("word", "поздно")]).status, 422);
    }

    fn the_official_who_controls_is_reminded_and_moves_or_removes_points(engine) {
        let stage = published(engine);
        let card = taken(&stage, "1.3");
        let authority = stage.app.browser_as(Role::MunicipalAuthority, Level::Municipality, &stage.tree.north.path);
        let due = duties(&authority);
        assert!(due.contains("2026-09-01 Контроль решения: не исполнено 1 пункт") && due.contains("контроль: заместитель начальника управления"), "{due}");
        assert!(!duties(&stage.methodist).contains("Контроль решения"), "the role named is reminded, not everybody");
        let point = points(&authority, &card).remove(0);
        authority.page(&card);
        let back = authority.post(&format!("{card}/points/{point}/term"), &[("due_on", "2026-08-01"), ("word", "болезнь")]);
        assert!(back.status == 422 && back.says("Новый срок должен быть позже прежнего"));
        let bare = authority.post(&format!("{card}/points/{point}/term"), &[("due_on", "2026-10-01"), ("word", "")]);
        assert!(bare.status == 422 && bare.says("Напишите, почему срок продлён"));
        authority.done(&format!("{card}/points/{point}/term"), &[("due_on", "2026-10-01"), ("word", "болезнь")]);
        let page = authority.page(&card);
        assert!(page.says("срок продлён с 01.09.2026 до 01.10.2026: болезнь") && page.says("продлён: 1 раз"), "{}", page.body);
        authority.done(&format!("{card}/points/{point}/removal"), &[("word", "школа закрыта")]);
        assert!(authority.page(&card).says("снят с контроля"));
        assert!(duties(&authority).contains("Снять решение с контроля: все пункты закончены"));
        authority.done(&format!("{card}/closing"), &[("word", "снято")]);
        assert!(!duties(&authority).contains("решение с контроля"));
    }

    fn a_decision_says_what_it_answers_and_what_is_wrong_with_it(engine) {
        let stage = published(engine);
        stage.methodist.page("/decisions/new");
        let good = fields(&stage, "1.3");
        for (name, text, words) in [
            ("title", "", "Напишите, о чём решение"),
            ("controller", "", "Укажите должность того, кто контролирует"),
            ("kind", "указ", "Выберите вид решения из списка"),
            ("topic", "", "Выберите тему из списка"),
            ("nos", "", "Укажите, на что отвечает решение"),
            ("nos", "99.9", "нет показателя 99.9"),
            ("campaign", "", "Выберите мониторинг, к которому относятся показатели"),
            ("document", "12345", "Такого документа у вас нет"),
            ("addressees", "12345", "это организации ниже вашей"),
        ] {
            let shown = stage.methodist.post("/decisions", &pairs(&with(&good, name, text)));
            assert!(shown.status == 422 && shown.says(words), "{name}: {} {}", shown.status, shown.body);
        }
        let advice = with(&good, "kind", "recommendation");
        assert!(stage.methodist.post("/decisions", &pairs(&advice)).says("Рекомендация советует"));
        let foreign = with(&good, "unit", &stage.tree.south.id.to_string());
        assert_eq!(stage.methodist.post("/decisions", &pairs(&foreign)).status, 404, "nobody decides for another");
        let words = with(&with(&good, "nos", ""), "finding", "посещение уроков показало: нет плана");
        let card = stage.methodist.done("/decisions", &pairs(&words)).location;
        let page = stage.methodist.page(&card);
        assert!(page.says("посещение уроков показало: нет плана") && page.says("Руководитель методической службы"));
        let form = stage.methodist.page(&format!("{card}/requisites"));
        let version = form.input("version").unwrap();
        let changed = with(&with(&words, "version", &version), "title", "О плане-графике");
        stage.methodist.done(&format!("{card}/requisites"), &pairs(&changed));
        let stale = stage.methodist.post(&format!("{card}/requisites"), &pairs(&changed));
        assert!(stale.status == 409 && stale.says("только что изменили"), "{}", stale.status);
    }

    fn a_point_by_a_recommendation_is_its_measure(engine) {
        let stage = published(engine);
        stage.sent();
        let recommendation = stage.card(&stage.methodist, &stage.tree.north, "1.3");
        let card = drafted(&stage, "1.3");
        assert!(stage.methodist.page(&card).says("рекомендация"));
        let id = recommendation.rsplit('/').next().unwrap();
        let unit = stage.tree.north.id.to_string();
        let fields = [POINT[0], POINT[1], POINT[2], ("executor", &unit), ("recommendation", id)];
        stage.methodist.done(&format!("{card}/points"), &fields);
        let order = document(&stage, false).id.to_string();
        stage.methodist.done(&format!("{card}/force"), &[("document", &order)]);
        assert!(stage.methodist.page(&recommendation).says("Утвердить план-график"));
        let measure = stage.measure(&recommendation);
        let done = [("done_on", "2026-06-18"), ("outcome", "утверждён")];
        let there = stage.methodist.post(&format!("/measures/{measure}/completion"), &done);
        assert!(there.status == 422 && there.says("пункт решения"), "{}", there.body);
        stage.methodist.done(&format!("{card}/points/{measure}/completion"), &done);
        let page = stage.methodist.page(&recommendation);
        assert!(page.says("выполнена") && page.says("принята"), "work on it says that it arrived");
    }

    fn the_register_is_seen_by_scope_and_leaves_as_a_table(engine) {
        let stage = published(engine);
        let card = taken(&stage, "1.3");
        let neighbour = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        let tree = units::fixture::plant(&stage.app.house).unwrap();
        let foreign = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        for browser in [&neighbour, &foreign] {
            assert_eq!(browser.get(&card).status, 404);
            assert!(browser.page("/decisions").says("Решений пока нет"));
            browser.page("/decisions/new");
            assert_eq!(browser.post(&format!("{card}/closing"), &[("word", "чужое")]).status, 404);
        }
        let ministry = stage.app.browser_as(Role::Ministry, Level::Region, &stage.tree.region.path);
        let above = ministry.page(&card);
        assert!(!above.says("Отметить исполнение") && !above.says("Отменить решение"), "control from above only looks");
        let list = ministry.page("/decisions");
        assert!(list.says("О мерах по итогам мониторинга") && list.says("100 %") && list.says("1 из 1"), "{}", list.body);
        assert!(ministry.page("/decisions?kind=protocol").says("Ничего не найдено"));
        assert!(ministry.page("/decisions?stage=late").says("Ничего не найдено"));
        assert!(ministry.page("/decisions?level=service&year=2026&topic=support&stage=taken").says("О мерах"));
        let file = ministry.get("/decisions/register?kind=order");
        assert_eq!((file.status, file.header("content-type").contains("spreadsheetml")), (200, true));
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert_eq!(teacher.get("/decisions").status, 403);
    }

    fn two_closings_at_once_are_one(engine) {
        let stage = published(engine);
        let card = taken(&stage, "1.3");
        let point = points(&stage.methodist, &card).remove(0);
        stage.methodist.done(&format!("{card}/points/{point}/removal"), &[("word", "не нужно")]);
        let account = stage.app.account(Role::ServiceHead, Level::Municipality, &stage.tree.north.path);
        let mut statuses: Vec<u16> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..2)
                .map(|_| {
                    scope.spawn(|| {
                        let browser = stage.app.signed_in(account);
                        browser.page(&card);
                        browser.post(&format!("{card}/closing"), &[("word", "исполнено")]).status
                    })
                })
                .collect();
            running.into_iter().map(|one| one.join().unwrap()).collect()
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
    }
}
