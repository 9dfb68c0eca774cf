//! What a pair is beside itself: one category of one person, whose support it is by name, a briefing written into its journal, the
//! employer of a guest.

use registry::SupportOffer as _;
use testing::both_databases;

use super::stage::{Hired, Stage, hire, stage};

/// What supports the mentee by the pairs.
fn supports(stage: &Stage) -> Vec<(String, String)> {
    let (mentee, today) = (stage.mentee.id.0, "2026-06-18".parse().unwrap());
    let told = stage.app.house.db.read(|conn| crate::support::Mentored.told(conn, &[mentee], today));
    told.unwrap().into_iter().map(|one| (one.what.replace('\u{a0}', " "), one.url)).collect()
}

both_databases! {
    fn clause_3_2_nobody_is_put_into_two_categories_at_once(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let second = |category: &str| {
            let more = [("kind", "consultant"), ("category", category), ("reason", "Второй взгляд")];
            stage.choose(&stage.second, &more)
        };
        let clash = second("trainee");
        assert!(clash.status == 422 && clash.body.contains("id=\"e-category\""), "{}", clash.body);
        assert!(clash.says("Уже сопровождается по 09.07.2029 в категории «молодой специалист»") && clash.says("п. 3.2"), "{}", clash.body);
        assert!(clash.says("Второй взгляд"), "nothing typed is lost");
        let same = second("young_specialist");
        assert_eq!(same.status, 303, "a second mentor of the same category: {}", same.body);
        // The other pair got its order meanwhile, by another category.
        let basis = format!("{}/basis", same.location);
        let seal = stage.deputy.page(&basis).body.split("name=\"seal\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let fields = [("seal", seal.as_str()), ("category", "trainee"), ("reason", "Второй взгляд")];
        let amended = stage.deputy.post(&basis, &fields);
        assert!(amended.status == 422 && amended.says("одновременно человек сопровождается по одной"), "{}", amended.body);
        // A pair whose term is over keeps nobody from another category.
        let pair = card.rsplit('/').next().unwrap();
        stage.sql(&format!("UPDATE mentorships SET ends_on = '2026-06-17' WHERE id = {pair}"));
        assert_eq!(stage.deputy.post(&basis, &fields).status, 303);
    }

    fn the_support_of_a_mentee_names_the_mentors_and_leads_to_the_pair(engine) {
        let stage = stage(engine);
        let card = stage.working();
        assert_eq!(supports(&stage), [("Орлова Н. П.".to_owned(), card)]);
        stage.sql(&format!("UPDATE employments SET ended_on = '2026-06-17' WHERE person_id = {}", stage.mentor.id));
        assert!(supports(&stage).is_empty(), "who has left supports nobody");
    }

    fn clause_8_3_a_briefing_written_into_the_journal_counts(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let board = || stage.deputy.page("/mentoring/control");
        assert!(board().says("не проведён"), "{}", board().body);
        stage.deputy.page(&card);
        let line = [("work", "briefing"), ("held_on", "2026-06-16"), ("topic", "Права и обязанности")];
        stage.deputy.done(&format!("{card}/works"), &line);
        assert!(!board().says("не проведён") && board().says("проведён"), "{}", board().body);
        assert!(stage.deputy.page("/mentoring/gatherings").says("наставник, инструктаж 16.06.2026"));
        // A successor was not there.
        stage.sql("UPDATE mentorship_mentors SET from_on = '2026-06-17' WHERE from_on IS NOT NULL");
        assert!(board().says("не проведён"));
    }

    fn the_agreement_is_of_whoever_employs_the_mentor(engine) {
        let stage = stage(engine);
        let own = stage.begun();
        let words = |card: &str, part: &str| {
            let shown = stage.deputy.get(&format!("{card}/mentors/{part}/agreement?as=docx"));
            assert_eq!(shown.status, 200, "{}", shown.body);
            shown.body.replace("\\u{a0}", " ").replace('\u{a0}', " ")
        };
        let told = words(&own, &stage.part(&stage.mentor));
        assert!(told.contains("Школа № 1 (работодатель)"), "{told}");
        let guest = hire(&stage.app, &stage.tree.other_school, &Hired("Соседова Ида Львовна", "mathematics", "2009-09-01", None));
        let head = hire(&stage.app, &stage.tree.other_school, &Hired("Ильин Пётр Олегович", "physics", "2009-09-01", None));
        stage.sql(&format!("UPDATE employments SET post = 'principal', post_title = 'Директор' WHERE person_id = {}", head.id));
        let (place, path) = (stage.tree.other_school.id, stage.tree.north.path.clone());
        stage.sql(&format!(
            "UPDATE people SET unit_path = '{path}{place}/' WHERE id = {0}; UPDATE employments SET unit_path = '{path}{place}/' WHERE person_id = {0}",
            guest.id
        ));
        let more = [("kind", "consultant"), ("mentors", ""), ("other", "Соседова Ида Львовна"), ("agreement", "Договор № 5"), ("reason", "Своих нет")];
        let shown = stage.choose(&guest, &more);
        assert_eq!(shown.status, 303, "{}", shown.body);
        let told = words(&shown.location, &stage.part(&guest));
        assert!(told.contains("Школа № 2 (работодатель)") && told.contains("на основании: Договор № 5"), "{told}");
        assert!(told.contains("по месту работы наставляемого (Школа № 1)") && told.contains("П. О. Ильин"), "{told}");
    }
}
