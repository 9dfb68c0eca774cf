//! The bounds of a representation, of weights and of lists: work, school years, pages, the end of a unit.

use people::RecordKind;
use registry::{Merged, Merger};
use testing::both_databases;
use web::{Cx, Write};

use super::stage::{Stage, hire, stage};

const KINDS: [&str; 9] = [
    "award",
    "course",
    "internship",
    "publication",
    "participation",
    "expert_work",
    "mentoring",
    "body_head",
    "body_member",
];

/// The last day of the teacher's work.
fn dismissed(stage: &Stage, last: &str) {
    let work = stage
        .app
        .house
        .db
        .read(|conn| people::store::at_work(conn, stage.teacher.id, "2026-06-01".parse().unwrap()));
    let work = work.unwrap().remove(0);
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    let last = last.parse().unwrap();
    people::actions::employing::dismiss(
        &mut cx,
        &stage.teacher,
        (work.id, work.version),
        last,
        "по собственному желанию",
    )
    .unwrap();
    cx.finish().unwrap();
}

/// The head sets all weights to one and that of a publication to so much, from a school year on.
fn weights(stage: &Stage, publication: &str, year: &str) -> u16 {
    stage.principal.page("/incentives/weights");
    let fields: Vec<(String, &str)> = KINDS
        .iter()
        .map(|kind| (format!("weight-{kind}"), if *kind == "publication" { publication } else { "1" }))
        .collect();
    let mut all: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    all.extend([("year", year), ("reason", "решение педсовета")]);
    stage.principal.post("/incentives/weights", &all).status
}

fn merged(unit: &units::Unit) -> Merged {
    Merged { unit: unit.id.0, path: unit.path.clone(), name: unit.name.clone() }
}

fn end_of_school(stage: &Stage, into: Option<&units::Unit>) -> Vec<String> {
    let merger = Merger {
        closed: merged(&stage.tree.school),
        into: into.map(merged),
        day: "2026-06-18".parse().unwrap(),
        ground: String::new(),
        by: None,
        at: stage.app.house.now(),
    };
    let house = &stage.app.house;
    let told = house.db.read(|conn| {
        let mut told = Vec::new();
        for offer in &house.registry.mergings {
            told.extend(offer.told(conn, &merger)?);
        }
        Ok::<_, db::Error>(told)
    });
    stage.app.write(|tx| {
        house
            .registry
            .mergings
            .iter()
            .try_for_each(|offer| offer.merge(tx, &merger, &mut db::Trail::default(), &|| house.id()))
    });
    told.unwrap().into_iter().map(|line| line.replace('\u{a0}', " ")).collect()
}

fn measure(stage: &Stage) {
    stage.deputy.page("/incentives/motivation");
    let fields = [
        ("kind", "moral"),
        ("title", "Благодарность в приказе"),
        ("criterion", "три года наставничества"),
        ("recipients", "наставники"),
        ("from_on", "2026-06-11"),
    ];
    stage.deputy.done("/incentives/motivation", &fields);
}

both_databases! {
    fn nobody_is_represented_before_their_work_began_or_after_it_ended(engine) {
        let stage = stage(engine);
        let early = stage.send(&stage.deputy, &[("day", "2010-08-31")]);
        assert!(early.status == 422 && early.says("началась 01.09.2010") && early.body.contains("f-day"), "{}", early.body);
        assert!(early.says("Сопровождала молодого педагога"), "typed words are not lost");
        let elsewhere = hire(&stage.app, &stage.tree.other_school, "Дальняя Ольга Ильинична", "2010-09-01").id.to_string();
        assert_eq!(stage.send(&stage.deputy, &[("person", &elsewhere)]).status, 404, "of another school");
        let card = stage.begun("certificate");
        dismissed(&stage, "2026-06-16");
        let left = stage.send(&stage.deputy, &[]);
        assert!(left.status == 422 && left.says("закончилась 16.06.2026"), "{}", left.body);
        assert!(left.body.contains(&stage.teacher.url()), "the way to the card is told");
        assert_eq!(stage.word(&stage.principal, &card, "returned", &[("note", "уточнить")]).status, 303);
        let form = stage.deputy.page(&format!("{card}/text"));
        let version = form.input("version").unwrap();
        let fields = [
            ("version", version.as_str()), ("kind", "certificate"), ("ground", "mentoring"), ("ground_note", ""),
            ("merits", "Снова."), ("day", "2026-06-17"),
        ];
        let again = stage.deputy.post(&format!("{card}/text"), &fields);
        assert!(again.status == 422 && again.says("закончилась 16.06.2026"), "{}", again.body);
    }

    fn a_refusal_leads_only_where_its_reader_may_go(engine) {
        let stage = stage(engine);
        let above = stage.send(&stage.head, &[("kind", "municipal_gratitude"), ("ground", "professional_level")]).location;
        let shown = stage.send(&stage.deputy, &[("kind", "municipal_gratitude")]);
        assert!(shown.status == 422 && shown.says("уже представили в другом месте"), "{}", shown.body);
        assert!(!shown.body.contains(&above), "the card is the municipality's");
        let below = stage.begun("ministry_certificate");
        let seen = stage.send(&stage.head, &[("kind", "ministry_certificate"), ("ground", "professional_level")]);
        assert!(seen.status == 422 && seen.body.contains(&below), "who sees it is led there: {}", seen.body);
    }

    fn weights_hold_from_a_school_year_on_and_the_past_stays_as_it_was(engine) {
        let stage = stage(engine);
        stage.tell(&stage.teacher, RecordKind::Publication, "Прошлогодняя", "2025-02-10");
        stage.tell(&stage.teacher, RecordKind::Publication, "Нынешняя", "2026-02-10");
        let points = |year: &str| {
            let page = stage.deputy.page(&format!("/incentives/activity/{}?year={year}", stage.teacher.id));
            let at = page.body.find("Всего баллов: <strong>").unwrap();
            page.body[at..].chars().filter(char::is_ascii_digit).take(2).collect::<String>()
        };
        assert_eq!(weights(&stage, "50", "2025"), 422, "a year that is over is not weighed anew");
        assert_eq!(weights(&stage, "50", ""), 422);
        assert_eq!(weights(&stage, "77", "2027"), 303);
        assert!(stage.deputy.page("/incentives/activity").says("публикация: 4"), "the next year's wait for it");
        assert_eq!(weights(&stage, "50", "2026"), 303);
        assert!(points("2026").starts_with("50") && points("2025").starts_with('4'), "{} {}", points("2026"), points("2025"));
        let list = stage.deputy.page("/incentives/activity?year=2025");
        assert!(list.says("публикация: 4") && list.says("из набора правил"), "{}", list.body);
        let form = stage.principal.page("/incentives/weights");
        assert!(form.says("С 2026/27 учебного года") && form.says("С 2025/26 учебного года"), "{}", form.body);
    }

    fn a_list_longer_than_a_page_is_turned_and_ranked_by_the_database(engine) {
        let stage = stage(engine);
        let names = ["Абрамова", "Борисова", "Васильева", "Громова", "Демидова", "Ежова", "Жукова"];
        for place in 0..56 {
            let name = format!("{} Анна {}", names[place % names.len()], "Сергеевна");
            let one = hire(&stage.app, &stage.tree.school, &name, "2020-09-01");
            if place % 8 == 0 {
                stage.tell(&one, RecordKind::Course, "Курс", "2026-02-10");
            }
        }
        stage.tell(&stage.young, RecordKind::Publication, "Статья", "2026-02-10");
        stage.tell(&stage.young, RecordKind::Retraining, "Переподготовка", "2026-02-11");
        stage.tell(&stage.young, RecordKind::Education, "Диплом", "2026-02-11");
        let first = stage.deputy.page("/incentives/activity");
        assert!(first.says("58 человек"), "{}", first.body);
        let rows = |body: &str| body.matches("<th scope=\"row\">").count();
        assert_eq!(rows(&first.body), 50);
        let place = |text: &str| first.body.find(text).unwrap();
        assert!(place("Весенняя") < place("Абрамова") && place(">6</a>") < place(">2</a>") && place(">2</a>") < place(">0</a>"));
        let next = first.body.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let second = stage.deputy.page(&next.replace("&amp;", "&").replace("&#38;", "&"));
        assert_eq!(rows(&second.body), 8, "{}", second.body);
        assert!(second.says("58 человек") && second.says("Орлова"), "of equals by name");
        let lacking = stage.deputy.page("/incentives/activity?only=research");
        assert!(lacking.says("1 человек") && rows(&lacking.body) == 1, "{}", lacking.body);
        assert_eq!(stage.deputy.get("/incentives/activity/file").status, 200);
        let by_database = stage.head.page("/incentives/activity");
        assert!(by_database.says("58 человек"), "the municipality sees the school: {}", by_database.body);
    }

    fn measures_go_with_the_school_and_end_with_it(engine) {
        let joined = stage(engine);
        measure(&joined);
        let told = end_of_school(&joined, Some(&joined.tree.other_school));
        assert!(told.iter().any(|line| line == "Система мотивации: перейдут в «Школа № 2» – 1 мера"), "{told:?}");
        let other = joined.app.browser_as(access::Role::Principal, access::Level::Organisation, &joined.tree.other_school.path);
        assert!(other.page("/incentives/motivation").says("Благодарность в приказе"));
        assert!(!joined.principal.page("/incentives/motivation").says("Благодарность в приказе"));
        let closed = stage(engine);
        measure(&closed);
        let told = end_of_school(&closed, None);
        assert!(told.iter().any(|line| line == "Система мотивации: перестанут действовать – 1 мера"), "{told:?}");
        let page = closed.principal.page("/incentives/motivation");
        assert!(page.says("17.06.2026: Организация закрыта") && page.says("не действует"), "{}", page.body);
    }
}
