//! What later events hold a pair against: a limit when an order of an end is cancelled, a corrected day of hiring, a ground that was
//! only a mentor's own, whoever would agree to themselves (пп. 1.3, 3.1, 3.2, 3.5, 3.6).

use testing::both_databases;

use super::ending::early;
use super::orders::cancel;
use super::stage::{Hired, hire, stage};

/// Why the pairs here end.
const NOTE: &str = "докладная записка от 17.06.2026";

both_databases! {
    fn an_order_of_an_end_is_not_cancelled_over_the_limit_of_mentees(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let end = format!("{card}/end");
        stage.principal.page(&end);
        stage.principal.done(&end, &early("incompatibility", "2026-06-18", NOTE, ""));
        let mut others = Vec::new();
        for (name, from) in [("Первый Иван Ильич", "2026-06-01"), ("Второй Иван Ильич", "2026-06-02")] {
            let other = hire(&stage.app, &stage.tree.school, &Hired(name, "mathematics", from, None));
            let shown = stage.choose(&stage.mentor, &[("person", &other.id.to_string()), ("reason", "Предложил совет")]);
            assert_eq!(shown.status, 303, "{}", shown.body);
            others.push(shown.location);
        }
        let page = stage.principal.page(&card).body;
        let paper = page.split("href=\"/documents/").skip(1).map(|part| part.split('"').next().unwrap().to_owned());
        let paper = paper.map(|id| format!("/documents/{id}")).find(|url| stage.principal.get(url).says("О прекращении")).unwrap();
        let asked = stage.principal.page(&format!("{paper}/cancellation"));
        let said = "сопровождает уже 2, вместе с готовящимися парами";
        assert!(asked.says(said) && asked.says("п. 3.5"), "told before: {}", asked.body);
        let version = asked.input("version").unwrap();
        let refused = stage.principal.post(&format!("{paper}/cancellation"), &[("version", &version), ("reason", "ошибка")]);
        assert!(refused.status == 422 && refused.says(said), "{}", refused.body);
        stage.deputy.page(&others[0]);
        stage.deputy.done(&format!("{}/cancellation", others[0]), &[("note", "Другой наставник")]);
        cancel(&stage.principal, &paper);
        assert!(stage.deputy.page(&card).says("наставничество продолжается"), "with one of them given up it works again");
    }

    fn a_corrected_day_of_hiring_is_followed_and_what_it_overturns_is_told(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let follow = || crate::actions::hirings::follow(&stage.app.house, 10).unwrap();
        assert_eq!(follow(), 0, "nothing was corrected");
        let mentee = stage.mentee.id;
        stage.sql(&format!("UPDATE employments SET started_on = '2026-05-04' WHERE person_id = {mentee}"));
        assert_eq!((follow(), follow()), (1, 0), "once");
        let page = stage.deputy.page(&card);
        assert!(page.says("День приёма исправлен по карточке: было 10.06.2026, стало 04.05.2026"), "{}", page.body);
        assert!(page.says("срок кончился бы 03.06.2029, а в приказе – 09.07.2029"), "{}", page.body);
        assert!(!stage.own(&stage.mentee).page(&card).says("кончился бы"), "for whoever keeps the pair");
        stage.sql(&format!("UPDATE employments SET started_on = '2026-06-17' WHERE person_id = {mentee}"));
        assert_eq!(follow(), 1);
        let page = stage.deputy.page(&card);
        assert!(page.says("Приказ издан 15.06.2026, раньше приёма на работу (17.06.2026)"), "{}", page.body);
    }

    fn whoever_will_be_the_mentor_does_not_agree_as_the_deputy(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        stage.sql(&format!(
            "UPDATE people SET account_id = (SELECT account_id FROM role_grants WHERE role = 'deputy' AND unit_id = {} LIMIT 1) \
             WHERE id = {}",
            stage.tree.school.id, stage.mentor.id
        ));
        let wrong = stage.step(&card, "council", &[("day", "2026-06-11"), ("note", "х")]);
        assert!(wrong.status == 422 && wrong.says("Назовите номер протокола"), "{}", wrong.body);
        assert_eq!(stage.step(&card, "council", &[("day", "2026-06-11"), ("note", "протокол № 9")]).status, 303);
        let own = stage.step(&card, "deputy", &[("day", "2026-06-11")]);
        assert!(own.status == 422 && own.says("Вы – наставник этой пары"), "{}", own.body);
        stage.principal.page(&card);
        stage.principal.done(&format!("{card}/steps/deputy"), &[("day", "2026-06-11")]);
    }

    fn a_mentor_whose_pair_ended_on_a_guarded_ground_is_warned_of_for_a_year(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let end = format!("{card}/end");
        stage.principal.page(&end);
        stage.principal.done(&end, &early("discipline", "2026-06-18", NOTE, ""));
        let other = hire(&stage.app, &stage.tree.school, &Hired("Первый Иван Ильич", "mathematics", "2026-06-01", None));
        let person = other.id.to_string();
        let bare = stage.choose(&stage.mentor, &[("person", &person)]);
        assert!(bare.status == 422 && bare.says("проверьте, нет ли неснятого взыскания"), "{}", bare.body);
        assert!(!bare.says("дисциплинарной ответственности"), "which ground it was is not told: {}", bare.body);
        stage.sql("UPDATE mentorship_mentors SET to_on = '2025-06-18'");
        assert_eq!(stage.choose(&stage.mentor, &[("person", &person)]).status, 303, "a year is over");
    }

    fn another_reason_of_a_pair_there_is_already_is_not_dropped_in_silence(engine) {
        let stage = stage(engine);
        let first = stage.choose(&stage.second, &[("reason", "Предложил совет")]);
        assert_eq!(stage.choose(&stage.second, &[("reason", "Предложил совет")]).location, first.location, "the second click");
        let other = stage.choose(&stage.second, &[("reason", "Просит сама")]);
        assert!(other.status != 303 && other.says("не сохранено"), "{}", other.body);
    }
}
