//! Somebody leaves the school: the right goes at once, the pair says since when it has no mentor, the successor begins where the
//! order says and the old part ends with the work.

use registry::SupportOffer as _;
use testing::both_databases;

use super::ending::{early, succeeded};
use super::stage::{Hired, Stage, duties_of, hire, stage};

fn dismiss(stage: &Stage, person: i64, last: &str) {
    stage.sql(&format!("UPDATE employments SET ended_on = '{last}' WHERE person_id = {person}"));
}

both_databases! {
    fn a_dismissed_mentor_writes_nothing_from_the_next_day_on(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentor = stage.own(&stage.mentor);
        mentor.page(&card);
        let line = |topic: &'static str| [("work", "consultation"), ("held_on", "2026-06-17"), ("topic", topic)];
        dismiss(&stage, stage.mentor.id.0, "2026-06-18");
        mentor.done(&format!("{card}/works"), &line("Последний день"));
        dismiss(&stage, stage.mentor.id.0, "2026-06-17");
        assert_eq!(mentor.post(&format!("{card}/works"), &line("Уже ушла")).status, 404);
        assert_eq!(mentor.get(&card).status, 404);
        assert!(mentor.page("/mentoring/own").says("наставник с 15.06.2026 по 17.06.2026"));
        let page = stage.deputy.page(&card);
        assert!(page.says("без наставника с 18.06.2026") && page.says("не работает здесь с 18.06.2026"), "{}", page.body);
        assert!(!page.says("Нагрузка: "), "of who left nothing is carried on here: {}", page.body);
        let list = stage.deputy.page("/mentoring");
        assert!(list.says("без наставника с 18.06.2026") && !list.says("100 %"), "{}", list.body);
        assert!(duties_of(&stage.deputy).contains("Назначить преемника: Весенняя А. С. без наставника с 18.06.2026"));
        let pairs = |which: &str| stage.deputy.page(&format!("/mentoring/pairs?which={which}"));
        assert!(!pairs("active").says("Весенняя") && pairs("alone").says("без наставника с 18.06.2026"), "nobody works in it");
        assert!(pairs("").says("без наставника с 18.06.2026") && !pairs("").says("Отчёт наставника</th>"));
        let picture = stage.deputy.page("/mentoring/picture");
        assert!(picture.says("Пара без наставника"), "{}", picture.body);
        let unit = &stage.tree.school;
        let scope = db::Ranges::under([unit.path.as_str()]);
        let place = registry::DirectionPlace { unit: unit.id.0, scope, path: unit.path.clone() };
        let told = stage.app.house.db.read(|conn| {
            let mut offer = crate::directions::Mentorings::default();
            registry::DirectionOffer::learn(&mut offer, &stage.app.house.packs);
            registry::DirectionOffer::lines(&offer, conn, &place, "2026-06-18".parse().unwrap())
        });
        assert_eq!(told.unwrap().last().unwrap().value, "0", "nobody works in it: the direction says as the list does");
        let before = stage.deputy.page("/mentoring/pairs?which=active&on=2026-06-16");
        assert!(before.says("Весенняя"), "on a day before it worked: {}", before.body);
    }

    fn a_successor_follows_a_dismissed_mentor_and_the_gap_is_seen(engine) {
        let stage = stage(engine);
        let card = stage.working();
        dismiss(&stage, stage.mentor.id.0, "2026-06-16");
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        let form = stage.principal.page(&replace);
        assert!(form.body.contains("value=\"dismissal\" selected"), "the ground is at hand");
        assert!(form.says("Работа прежнего наставника здесь закончилась 16.06.2026"));
        assert!(!form.body.contains("value=\"discipline\"") && !form.body.contains("value=\"absence\""), "who has left is dismissed or transferred: {}", form.body);
        let fields = |ground: &'static str, note: &'static str| [("ground", ground), ("day", "2026-06-18"), ("note", note), ("numbering", "own"), ("number", "")];
        let other = stage.principal.post(&replace, &fields("discipline", "приказ № 9"));
        assert!(other.status == 422 && other.says("закончилась 16.06.2026: основание замены – увольнение или перевод"), "{}", other.body);
        let bare = stage.principal.post(&replace, &fields("dismissal", " "));
        assert!(bare.status == 422 && bare.says("Укажите документ-основание: приказ об увольнении, с номером и днём"), "{}", bare.body);
        stage.principal.done(&replace, &fields("dismissal", "приказ № 12-к от 16.06.2026"));
        let page = stage.principal.page(&card);
        assert!(page.says("по 16.06.2026; увольнение наставника; приказ № 12-к от 16.06.2026") && page.says("с 18.06.2026"), "{}", page.body);
        assert!(!page.says("без наставника"), "{}", page.body);
    }

    fn clause_3_6_a_dismissal_the_card_knows_nothing_of_is_no_ground(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let end = format!("{card}/end");
        let fields = early("dismissal", "2026-06-18", "приказ № 12-к", "");
        stage.principal.page(&end);
        let refused = stage.principal.post(&end, &fields);
        assert!(refused.status == 422 && refused.says("Орлова Н. П.: по карточке работа здесь продолжается") && refused.body.contains("id=\"e-ground\""), "{}", refused.body);
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        stage.principal.page(&replace);
        let refused = stage.principal.post(&replace, &fields);
        assert!(refused.status == 422 && refused.says("Сначала внесите в карточку увольнение"), "{}", refused.body);
        dismiss(&stage, stage.mentor.id.0, "2026-06-30");
        stage.principal.done(&end, &fields);
    }

    fn a_dismissal_taken_back_leaves_the_pair_as_it_was(engine) {
        let stage = stage(engine);
        let card = stage.working();
        dismiss(&stage, stage.mentor.id.0, "2026-06-17");
        assert!(stage.deputy.page(&card).says("без наставника"));
        stage.sql(&format!("UPDATE employments SET ended_on = NULL WHERE person_id = {}", stage.mentor.id));
        assert!(!stage.deputy.page(&card).says("без наставника"));
        assert_eq!(stage.own(&stage.mentor).page(&card).status, 200);
    }

    fn a_mentee_who_left_reads_and_writes_no_more(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let mentee = stage.own(&stage.mentee);
        dismiss(&stage, stage.mentee.id.0, "2026-06-17");
        assert!(!mentee.page(&card).body.contains(&format!("action=\"{card}/works\"")));
        let line = [("work", "study"), ("held_on", "2026-06-17"), ("topic", "Т")];
        let late = mentee.post(&format!("{card}/works"), &line);
        assert!(late.status != 303 && late.says("журнал пары можно читать"), "{}", late.body);
        assert!(duties_of(&stage.deputy).contains("Прекратить наставничество: Весенняя А. С. у вас больше не работает"));
    }

    fn the_pair_of_a_mentee_who_left_ends_with_their_last_day_and_on_a_true_ground(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let end = format!("{card}/end");
        let fields = |day: &'static str| early("departure", day, "приказ № 14-к от 17.06.2026", "");
        assert!(!stage.principal.page(&end).body.contains("value=\"departure\""), "who works here has not left");
        let here = stage.principal.post(&end, &fields("2026-06-18"));
        assert!(here.status == 422 && here.says("По карточке наставляемый работает здесь и дальше") && here.body.contains("id=\"e-ground\""), "{}", here.body);
        dismiss(&stage, stage.mentee.id.0, "2026-06-17");
        let duties = stage.deputy.page("/duties");
        assert!(duties.says("прекратите наставничество") && !duties.says("замените наставника или"), "{}", duties.body);
        let form = stage.principal.page(&end);
        assert!(form.body.contains("value=\"departure\" selected") && form.body.contains("value=\"2026-06-17\""), "{}", form.body);
        assert!(form.says("Последний день работы наставляемого у вас по карточке – 17.06.2026"));
        let draft = stage.principal.get(&format!("{end}/paper?as=docx")).body;
        assert!(draft.contains("увольнение наставляемого") && !draft.contains("кто сопровождает педагога дальше"), "{draft}");
        let other = stage.principal.post(&end, &early("discipline", "2026-06-18", "приказ № 9", ""));
        assert!(other.status == 422 && other.says("основание – его увольнение или перевод"), "{}", other.body);
        let transfer = stage.principal.post(&end, &early("transfer:1", "2026-06-18", "приказ № 14-к", ""));
        assert!(transfer.status == 422 && transfer.body.contains("id=\"e-day\""), "nor is whoever was transferred: {}", transfer.body);
        for day in ["2026-06-16", "2026-06-18"] {
            let other = stage.principal.post(&end, &fields(day));
            assert!(other.status == 422 && other.body.contains("id=\"e-day\""), "{day}: {}", other.body);
        }
        stage.principal.done(&end, &[&fields("2026-06-17")[..], &[("signed_on", "2026-06-18")]].concat());
        let page = stage.deputy.page(&card);
        assert!(page.says("17.06.2026") && page.says("увольнение наставляемого"), "{}", page.body);
        assert!(!duties_of(&stage.deputy).contains("Весенняя"), "{}", duties_of(&stage.deputy));
    }

    fn a_pair_in_preparation_is_told_that_its_mentee_has_left(engine) {
        let stage = stage(engine);
        let card = stage.begun();
        assert!(!stage.deputy.page(&card).says("прекратите подготовку"));
        dismiss(&stage, stage.mentee.id.0, "2026-06-17");
        assert!(stage.deputy.page(&card).says("Наставляемый не работает в школе с 18.06.2026: прекратите подготовку"));
        assert!(duties_of(&stage.deputy).contains("Прекратить подготовку пары: Весенняя А. С. у вас больше не работает"));
    }

    fn a_mentee_who_leaves_ahead_ends_the_pair_with_that_day_and_nobody_succeeds(engine) {
        let stage = stage(engine);
        let card = stage.working();
        dismiss(&stage, stage.mentee.id.0, "2026-06-30");
        let form = stage.principal.page(&format!("{card}/end"));
        assert!(form.body.contains("value=\"departure\"") && !form.body.contains("value=\"departure\" selected"), "{}", form.body);
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        assert!(!stage.principal.page(&replace).body.contains("value=\"departure\""));
        let fields = early("departure", "2026-06-30", "приказ № 14-к от 17.06.2026", "");
        let now = early("departure", "2026-06-18", "приказ № 14-к от 17.06.2026", "");
        let refused = stage.principal.post(&replace, &now);
        assert!(refused.status == 422 && refused.says("преемник не нужен"), "{}", refused.body);
        stage.principal.done(&format!("{card}/end"), &[&fields[..], &[("signed_on", "2026-06-18")]].concat());
        assert!(stage.deputy.page(&card).says("30.06.2026"));
    }

    fn the_dismissed_mentor_of_another_school_carries_nobody(engine) {
        let stage = stage(engine);
        stage.working();
        dismiss(&stage, stage.mentor.id.0, "2026-06-16");
        let load = stage.app.house.db.read(|conn| {
            let place = db::Ranges::under(["/"]);
            crate::support::Mentored.supported(conn, &place, "2026-06-18".parse().unwrap())
        }).unwrap();
        assert!(load.values().all(std::collections::BTreeSet::is_empty), "the pair serves nobody");
        let here = hire(&stage.app, &stage.tree.school, &Hired("Новая Инна Ильинична", "music", "2026-06-01", None));
        assert!(stage.deputy.page(&format!("/mentoring/choice?person={}", here.id)).says("наставляемых нет"));
    }
}
