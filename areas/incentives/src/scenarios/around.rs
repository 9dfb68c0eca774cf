//! What stands around a representation: the door from a pair, the journal, the end of a unit, what others told of activity.

use registry::{Merged, Merger};
use testing::both_databases;

use super::stage::{Stage, stage};

/// A pair that came to its end at its term, and the mentor's structure.
fn paired(stage: &Stage, [pair, mentor]: [i64; 2]) {
    let (school, path) = (stage.tree.school.id, &stage.tree.school.path);
    let (teacher, young) = (stage.teacher.id, stage.young.id);
    let text = format!(
        "INSERT INTO mentorships (id, unit_id, unit_path, mentee_id, category, kind, state, hired_on, graduates_on, \
         starts_on, ends_on, council_on, council_document_id, council_note, deputy_on, deputy_account, mentee_on, \
         mentee_way, order_on, order_document_id, announced_on, reason, ended_on, end_ground, end_note, result, created_by, \
         created_at, updated_at, version) VALUES ({pair}, {school}, '{path}', {young}, 'young_specialist', 'subject', \
         'ended', '2022-09-01', NULL, '2022-10-01', '2026-05-31', '2022-09-04', NULL, 'протокол № 1', '2022-09-04', NULL, \
         '2022-09-05', 'oral', '2022-09-10', NULL, NULL, '', '2026-06-01', '', '', 'Остаётся в школе', NULL, 1, 1, 1); \
         INSERT INTO mentorship_mentors (id, mentorship_id, person_id, agreement, consent_on, consent_way, terms_on, \
         terms_way, terms_note, from_on, to_on, end_ground, end_note, created_at, updated_at) VALUES ({mentor}, {pair}, \
         {teacher}, '', '2022-09-05', 'paper', '2022-09-05', 'agreement', '№ 1', '2022-09-10', '2026-06-01', '', '', 1, 1)"
    );
    stage.app.write(|tx| tx.batch(&text));
}

both_databases! {
    fn a_completed_pair_leads_to_a_representation_of_its_mentor(engine) {
        let stage = stage(engine);
        let [pair, mentor] = [stage.app.house.id(), stage.app.house.id()];
        paired(&stage, [pair, mentor]);
        let door = format!("/incentives/new?person={}&amp;ground=mentoring", stage.teacher.id);
        let card = stage.deputy.page(&format!("/mentoring/{pair}"));
        let plain = card.body.replace("&#38;", "&amp;");
        assert!(plain.contains(&door), "{}", card.body);
        let above = stage.head.page(&format!("/mentoring/{pair}"));
        assert!(!above.says("Представить к поощрению"), "the school's own door");
        let form = stage.deputy.page(&door.replace("&amp;", "&"));
        assert!(form.says("Наставничество: Наставник молодого педагога"), "{}", form.body);
    }

    fn being_a_mentor_counts_once_for_each_school_year_it_went_on(engine) {
        let stage = stage(engine);
        let [pair, mentor] = [stage.app.house.id(), stage.app.house.id()];
        paired(&stage, [pair, mentor]);
        let items = |year: &str| {
            stage.deputy.page(&format!("/incentives/activity/{}?year={year}", stage.teacher.id))
        };
        assert!(items("2026").says("Всего баллов: <strong>5</strong>") && items("2025").says("Наставник молодого педагога"));
        assert!(items("2022").says("Пока ничего не внесено"), "it began after that year");
        assert!(!items("2026").says("Весенняя"), "the mentee is not named");
    }

    fn every_step_and_every_look_stands_in_the_journal_without_a_name(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        stage.word(&stage.principal, &card, "agreed", &[]);
        stage.order(&stage.principal, &[&card], &[]);
        let lines = stage.app.house.db.read(|conn| {
            audit::store::search(conn, &db::Ranges::under(["/"]), &audit::store::Filter::default(), 100)
        });
        let mut lines = lines.unwrap();
        // The card of a person names them in its own lines; those of incentives do not.
        lines.retain(|line| line.area == "incentives");
        let lines = format!("{lines:?}");
        for said in ["Представлено 15.06.2026", "Решено поощрить 16.06.2026", "Издан приказ № 15-од"] {
            assert!(lines.replace("\\u{a0}", " ").to_lowercase().contains(&said.to_lowercase()), "{said}: {lines}");
        }
        assert!(!lines.contains("Орлова"), "{lines}");
    }

    fn open_representations_go_on_in_the_school_a_school_is_joined_to(engine) {
        let stage = stage(engine);
        let open = stage.begun("gratitude");
        let ended = stage.begun("certificate");
        stage.word(&stage.principal, &ended, "refused", &[("note", "рано")]);
        let merged = |unit: &units::Unit| Merged { unit: unit.id.0, path: unit.path.clone(), name: unit.name.clone() };
        let merger = Merger {
            closed: merged(&stage.tree.school),
            into: Some(merged(&stage.tree.other_school)),
            day: "2026-06-18".parse().unwrap(),
            ground: String::new(),
            by: None,
            at: stage.app.house.now(),
        };
        let house = &stage.app.house;
        let told: Vec<String> = house.db.read(|conn| {
            let mut told = Vec::new();
            for offer in &house.registry.mergings {
                told.extend(offer.told(conn, &merger)?);
            }
            Ok::<_, db::Error>(told)
        }).unwrap();
        assert!(told.iter().any(|line| line.replace('\u{a0}', " ") == "Поощрения: перейдут в «Школа № 2» – 1 представление"), "{told:?}");
        stage.app.write(|tx| {
            house.registry.mergings.iter().try_for_each(|offer| offer.merge(tx, &merger, &mut db::Trail::default(), &|| house.id()))
        });
        let other = stage.app.browser_as(access::Role::Principal, access::Level::Organisation, &stage.tree.other_school.path);
        assert_eq!(other.get(&open).status, 200);
        assert_eq!(other.get(&ended).status, 404, "the past stays where it was");
    }
}
