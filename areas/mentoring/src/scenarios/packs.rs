//! Two packs that differ in one number: the same steps, other verdicts by the clause of the one that applies; a municipality
//! without mentoring rules of its own works by the inherited ones; the steps to the order are those of the pack.

use std::fs;

use packs::Library;
use testing::{Engine, both_databases};

use super::ending::early;
use super::stage::{Hired, Stage, duties_of, hire, stage, stage_by};

/// The stage with a pack of the municipality's own, which says one number.
pub(super) fn by(engine: Engine, limit: &str, value: u32) -> Stage {
    let rule = format!("[[limit]]\nid = \"{limit}\"\nvalue = {value}\nclause = \"Положение округа, п. 7\"\n");
    with(engine, &format!("{limit}-{value}"), &rule)
}

/// The stage with a pack of the municipality's own, which says this of mentoring.
fn with(engine: Engine, name: &str, rules: &str) -> Stage {
    let folder = std::env::temp_dir().join(format!("metodset-pack-{name}-{engine:?}-{}", std::process::id()));
    let pack = folder.join("north-2026");
    fs::create_dir_all(&pack).unwrap();
    let manifest = "id = \"north-2026\"\ntitle = \"Северный округ\"\nversion = \"1.0.0\"\nsource = \"Положение округа\"\n";
    fs::write(pack.join("pack.toml"), manifest).unwrap();
    fs::write(pack.join("mentoring.toml"), rules).unwrap();
    let packs = Library::open(&folder).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let stage = stage_by(engine, packs);
    bound(&stage, "north-2026");
    stage
}

fn bound(stage: &Stage, pack: &str) {
    stage.sql(&format!(
        "INSERT INTO pack_bindings (id, unit_id, pack, valid_from, valid_to) VALUES (88001, {}, '{pack}', '2020-01-01', NULL)",
        stage.tree.north.id
    ));
}

both_databases! {
    fn days_to_the_order_are_a_number_of_the_pack(engine) {
        // Hired on 10 June 2026, a Wednesday: fourteen days after it, and ten – a Saturday – moved to Monday.
        for (days, due) in [(14, "2026-06-24"), (10, "2026-06-22")] {
            let stage = by(engine, "order_days", days);
            let duties = duties_of(&stage.deputy);
            assert!(duties.contains(&format!("{due} Назначить наставника: Весенняя")), "{days}: {duties}");
            // Ordered on the 18th in both; with the day of hiring a week earlier the shorter term has passed.
            stage.sql(&format!("UPDATE employments SET started_on = '2026-06-03' WHERE person_id = {}", stage.mentee.id));
            let card = stage.prepared();
            assert_eq!(stage.order(&card, "2026-06-16").status, 303);
            let late = stage.deputy.page("/mentoring").says("приказ с опозданием на 1 день");
            assert_eq!(late, days == 10, "{days}");
        }
    }

    fn years_of_service_are_a_number_of_the_pack(engine) {
        for (years, is_allowed) in [(5, false), (3, true)] {
            let stage = by(engine, "service_years", years);
            let four = hire(&stage.app, &stage.tree.school, &Hired("Средний Пётр Ильич", "mathematics", "2022-06-01", None));
            let shown = stage.choose(&four, &[]);
            assert_eq!(shown.status == 303, is_allowed, "{years}: {}", shown.body);
            if !is_allowed {
                assert!(shown.says("педагогический стаж 4 года") && shown.says("Положение округа, п. 7"), "the clause of the own pack: {}", shown.body);
            }
            // The clause beside it is the region's still.
            let third = stage.deputy.page(&format!("/mentoring/choice?person={}", stage.mentee.id));
            assert!(third.says("наставник-предметник"), "kinds are inherited");
        }
    }

    fn mentees_at_a_time_are_a_number_of_the_pack(engine) {
        for (most, third) in [(2, false), (3, true)] {
            let stage = by(engine, "mentees", most);
            for (name, from) in [("Первый Иван Ильич", "2026-06-01"), ("Второй Иван Ильич", "2026-06-02")] {
                let other = hire(&stage.app, &stage.tree.school, &Hired(name, "mathematics", from, None));
                let id = other.id.to_string();
                assert_eq!(stage.choose(&stage.mentor, &[("person", &id)]).status, 303);
            }
            let shown = stage.choose(&stage.mentor, &[]);
            assert_eq!(shown.status == 303, third, "{most}: {}", shown.body);
            assert_eq!(shown.says("Положение округа, п. 7"), !third);
        }
    }

    fn the_notice_is_a_number_of_the_pack(engine) {
        for (days, first) in [(3, "18.06.2026"), (5, "22.06.2026")] {
            let stage = by(engine, "notice_days", days);
            let card = stage.working();
            stage.principal.page(&card);
            let end = stage.principal.post(&format!("{card}/end"), &early("refusal", "2026-06-18", "предупреждение", "2026-06-15"));
            assert_eq!(end.status == 303, days == 3, "{days}: {}", end.body);
            assert_eq!(end.says(&format!("не раньше {first}")), days == 5, "{}", end.body);
        }
    }

    fn a_municipality_without_rules_of_its_own_works_by_the_regions(engine) {
        let stage = stage(engine);
        bound(&stage, "izhmorsky-2021");
        assert!(duties_of(&stage.deputy).contains("2026-06-24 Назначить наставника: Весенняя"), "fourteen days of the region");
        let young = hire(&stage.app, &stage.tree.school, &Hired("Юный Пётр Ильич", "mathematics", "2023-09-01", None));
        let shown = stage.choose(&young, &[]);
        assert!(shown.status != 303 && shown.says("приложение 2, п. 3.3"), "{}", shown.body);
        let card = stage.working();
        assert!(stage.deputy.page(&card).says("с 10.07.2026 по 09.07.2029"));
    }

    fn where_nobody_made_rules_the_law_alone_is_worked_by(engine) {
        let stage = stage(engine);
        stage.sql("UPDATE pack_bindings SET pack = 'izhmorsky-2021'");
        assert!(!duties_of(&stage.deputy).contains("2026-06-24 Назначить"), "the law sets no day");
        let asked = [("kind", "mentor")];
        let shown = stage.choose(&stage.mentor, &asked);
        assert_eq!(shown.status, 303, "{}", shown.body);
        let card = shown.location;
        let mentor = stage.part(&stage.mentor);
        let shown = stage.deputy.page(&card);
        assert!(shown.says("Трудовой кодекс РФ, ст. 351.8, ч. 1") && !shown.says("методсовет"), "{}", shown.body);
        let hasty = stage.principal.get(&format!("{card}/order"));
        assert!(hasty.says("нет письменного согласия наставника, дополнительного соглашения"), "{}", hasty.body);
        assert!(hasty.says("ст. 351.8, ч. 1") && !hasty.says("приложение 2"), "{}", hasty.body);
        for (step, fields) in [("council", vec![("day", "2026-06-11"), ("note", "протокол № 9")]), ("deputy", vec![("day", "2026-06-11")]), ("mentee", vec![("day", "2026-06-12"), ("way", "oral")])] {
            let refused = stage.step(&card, step, &fields);
            assert!(refused.status == 422 && refused.says("его не требуют"), "{step}: {} {}", refused.status, refused.body);
        }
        // A consent of a day before the hiring is odd, but the law forbids none.
        for (step, fields) in [
            ("mentor", vec![("day", "2026-06-09"), ("mentor", mentor.as_str()), ("way", "paper")]),
            ("agreement", vec![("day", "2026-06-12"), ("mentor", mentor.as_str()), ("way", "agreement"), ("note", "№ 4")]),
        ] {
            let marked = stage.step(&card, step, &fields);
            assert_eq!(marked.status, 303, "{step}: {}", marked.body);
        }
        let shown = stage.deputy.page(&card);
        assert!(shown.says("раньше приёма на работу") && shown.says("Все шаги пройдены"), "{}", shown.body);
        let corrected = stage.deputy.page(&format!("{card}/steps/mentor/correction?mentor={mentor}"));
        assert_eq!(corrected.status, 200);
        let bare = stage.order(&card, "2026-06-15");
        assert!(bare.status == 422 && bare.says("Укажите последний день наставничества"), "{}", bare.body);
        let order = [("signed_on", "2026-06-15"), ("last_day", "2026-12-31"), ("numbering", "external"), ("number", "15-од")];
        let done = stage.principal.post(&format!("{card}/order"), &order);
        assert_eq!(done.status, 303, "{}", done.body);
        let works = stage.deputy.page(&card);
        assert!(works.says("пара работает.") || !works.says("Объявите"), "{}", works.body);
        assert!(!works.says("Объявлен") && !works.says("методсовет"), "nothing is announced: {}", works.body);
        assert_eq!(stage.deputy.post(&format!("{card}/announcement"), &[("day", "2026-06-16")]).status, 422);
        stage.principal.page(&card);
        let soon = stage.principal.post(&format!("{card}/end"), &early("refusal", "2026-06-18", "предупреждение", "2026-06-16"));
        assert!(soon.status == 422 && soon.says("не раньше 19.06.2026"), "three working days are the law's: {}", soon.body);
    }

    fn a_successor_needs_what_the_law_asks_for(engine) {
        let stage = stage(engine);
        stage.sql("UPDATE pack_bindings SET pack = 'terek-2021'");
        let card = stage.choose(&stage.mentor, &[("kind", "mentor")]).location;
        let first = stage.part(&stage.mentor);
        of_the_law(&stage, &card, &first, "2026-06-12");
        let order = [("signed_on", "2026-06-15"), ("last_day", "2026-12-31"), ("numbering", "external"), ("number", "15-од")];
        assert_eq!(stage.principal.post(&format!("{card}/order"), &order).status, 303);
        let (pair, second) = (card.rsplit('/').next().unwrap(), stage.second.id.to_string());
        stage.deputy.page(&format!("/mentoring/choice?pair={pair}"));
        let chosen = stage.deputy.post(&format!("{card}/successor"), &[("mentors", second.as_str()), ("reason", "другой предмет")]);
        assert_eq!(chosen.status, 303, "{}", chosen.body);
        let next = stage.part(&stage.second);
        let shown = stage.deputy.page(&card);
        assert!(!shown.says("Методсовет рекомендовал") && !shown.says("Наставляемый согласен на преемника"), "{}", shown.body);
        let refused = stage.deputy.post(&format!("{card}/mentors/{next}/acceptance"), &[("day", "2026-06-16"), ("way", "oral")]);
        assert!(refused.status == 422 && refused.says("его не требуют"), "{}", refused.body);
        let replacement = format!("{card}/mentors/{first}/replacement");
        let fields = [("ground", "employer"), ("note", "предупреждение от 15.06.2026"), ("notice_on", "2026-06-15"), ("day", "2026-06-18"), ("numbering", "external"), ("number", "16-од")];
        stage.principal.page(&replacement);
        let early = stage.principal.post(&replacement, &fields);
        assert!(early.status == 422 && early.says("письменное согласие преемника (Трудовой кодекс РФ, ст. 351.8, ч. 1)"), "{}", early.body);
        assert!(!early.says("методического совета") && !early.says("согласие наставляемого"), "{}", early.body);
        of_the_law(&stage, &card, &next, "2026-06-17");
        stage.principal.page(&replacement);
        let done = stage.principal.post(&replacement, &fields);
        assert_eq!(done.status, 303, "{}", done.body);
    }

    fn a_pack_may_ask_for_two_steps(engine) {
        // The post's own duty settles everything else: this pack lets the agreement go and asks for nothing but a consent.
        let rules = "[[step]]\nid = \"council\"\nabsent = true\nclause = \"п. 1\"\n\n[[step]]\nid = \"deputy\"\nabsent = true\nclause = \"п. 1\"\n\n[[step]]\nid = \"mentor\"\nclause = \"Положение округа, п. 4\"\n\n[[step]]\nid = \"mentee\"\nabsent = true\nclause = \"п. 1\"\n\n[[step]]\nid = \"agreement\"\nabsent = true\nclause = \"п. 1\"\n\n[[step]]\nid = \"announcement\"\nabsent = true\nclause = \"п. 1\"\n";
        let stage = with(engine, "two-steps", rules);
        let card = stage.begun();
        let refused = stage.principal.get(&format!("{card}/order"));
        assert!(refused.says("нет письменного согласия наставника.") && refused.says("Положение округа, п. 4"), "{}", refused.body);
        let mentor = stage.part(&stage.mentor);
        assert_eq!(stage.step(&card, "mentor", &[("day", "2026-06-12"), ("mentor", &mentor), ("way", "paper")]).status, 303);
        let early = stage.order(&card, "2026-06-11");
        assert!(early.status == 422 && early.says("раньше согласия наставника (12.06.2026): Положение округа, п. 4"), "{}", early.body);
        let draft = stage.deputy.get(&format!("{card}/paper?as=docx"));
        assert_eq!(draft.status, 200);
        let done = stage.order(&card, "2026-06-15");
        assert_eq!(done.status, 303, "{}", done.body);
        assert!(stage.deputy.page(&card).says("с 10.07.2026 по 09.07.2029"), "the term is the region's");
    }
}

/// The two marks the law asks for before an order.
pub(super) fn of_the_law(stage: &Stage, card: &str, part: &str, day: &str) {
    let consent = [("day", day), ("mentor", part), ("way", "paper")];
    let terms = [("day", day), ("mentor", part), ("way", "agreement"), ("note", "№ 4")];
    for (step, fields) in [("mentor", &consent[..]), ("agreement", &terms[..])] {
        let marked = stage.step(card, step, fields);
        assert_eq!(marked.status, 303, "{step}: {}", marked.body);
    }
}
