//! A year later: what became of each indicator, beside those without measures; the circle names its missing link.

use testing::both_databases;

use super::register::{POINT, document, drafted, points, taken};
use super::stage::{plan, published};

both_databases! {
    fn the_next_monitoring_shows_what_became_of_each_recommendation(engine) {
        let stage = published(engine);
        stage.sent();
        let card = stage.card(&stage.methodist, &stage.tree.north, "1.3");
        stage.measured(&card);
        let decision = taken(&stage, "1.3");
        let effect = format!("{}/effect", stage.board());
        let before = stage.institute.page(&effect);
        assert!(before.says("ещё не опубликован") && before.says("ещё не измерено"), "{}", before.body);
        let next = plan(&stage.institute, &stage.tree, "2027");
        stage.publish(
            next,
            1,
            &[("1.1", "1", "1", "scored"), ("1.3", "1", "1", "scored"), ("1.4", "0", "1", "absent"), ("2.1", "1", "1", "scored")],
            &[("1.1", "0", "1", "absent"), ("1.3", "0", "1", "absent"), ("1.4", "1", "1", "scored"), ("2.1", "0", "1", "absent")],
        );
        let shown = stage.institute.page(&effect);
        assert!(shown.says("мониторингом 2026/27"), "{}", shown.body);
        // 1.3: the north took a measure and improved; beside it the south, without one, did not.
        assert!(shown.says("улучшилось у 0 из 1"));
        assert!(shown.says("Решений принято") && shown.says("О мерах по итогам мониторинга"), "{}", shown.body);
        assert!(shown.says("улучшилось: 1") && shown.says("1–5 из 5"), "by decision as well: {}", shown.body);
        // 2.1: nobody took a measure; the north improved, the south did not.
        assert!(shown.says("улучшилось у 1 из 2") && shown.says("без изменений"));
        let circle = stage.methodist.page(&format!("/circle/{}", stage.tree.north.id));
        assert!(circle.says("2025/26") && circle.says("улучшилось"), "{}", circle.body);
        assert!(circle.says("по показателю 1.4 нет решения") && !circle.says("по показателю 1.3"), "{}", circle.body);
        assert!(circle.body.contains(&decision) && circle.says("Принять решение"));
    }

    fn the_circle_names_what_is_missing_from_the_first_day(engine) {
        let stage = published(engine);
        let address = format!("/circle/{}", stage.tree.north.id);
        let bare = stage.methodist.page(&address);
        assert!(bare.says("по показателю 1.3 нет рекомендации"), "{}", bare.body);
        stage.sent();
        assert!(stage.methodist.page(&address).says("по показателю 1.3 нет решения"));
        let draft = drafted(&stage, "1.3");
        assert!(stage.methodist.page(&address).says("по показателю 1.3 нет решения"), "a draft decides nothing");
        stage.methodist.done(&format!("{draft}/points"), &POINT);
        let order = document(&stage, false).id.to_string();
        stage.methodist.done(&format!("{draft}/force"), &[("document", &order)]);
        assert!(stage.methodist.page(&address).says("по показателю 1.3 нет мер"), "the school's point is no measure of the municipality");
        let card = stage.card(&stage.methodist, &stage.tree.north, "1.3");
        stage.measured(&card);
        assert!(stage.methodist.page(&address).says("по показателю 1.3 результат ещё не измерен"));
        assert!(stage.institute.page(&format!("/circle/{}", stage.tree.school.id)).says("мониторингов ещё нет"));
    }

    fn a_point_carried_out_is_a_measure_of_whom_it_was_ordered(engine) {
        let stage = published(engine);
        stage.sent();
        let card = drafted(&stage, "1.3");
        let unit = stage.tree.north.id.to_string();
        let [what, who, due] = POINT;
        stage.methodist.done(&format!("{card}/points"), &[what, who, due, ("executor", &unit)]);
        let order = document(&stage, false).id.to_string();
        stage.methodist.done(&format!("{card}/force"), &[("document", &order)]);
        let address = format!("/circle/{}", stage.tree.north.id);
        assert!(stage.methodist.page(&address).says("по показателю 1.3 ни одна мера не выполнена"));
        let point = points(&stage.methodist, &card).remove(0);
        let done = [("done_on", "2026-06-18"), ("outcome", "утверждён")];
        stage.methodist.done(&format!("{card}/points/{point}/completion"), &done);
        assert!(stage.methodist.page(&address).says("по показателю 1.3 результат ещё не измерен"));
    }

    fn a_sent_recommendation_whose_deficit_a_later_revision_takes_away_says_so(engine) {
        let stage = published(engine);
        stage.sent();
        let letter = stage.letter(&stage.tree.north);
        assert!(!stage.institute.page(&letter).says("недостаток снят"));
        let better = [("1.3", "1", "1", "scored"), ("1.4", "0", "1", "absent"), ("2.1", "0", "1", "absent")];
        stage.publish(stage.campaign, 2, &better, &better);
        let page = stage.institute.page(&letter);
        assert_eq!(page.body.matches("недостаток снят редакцией 2").count(), 1, "{}", page.body);
        let card = stage.card(&stage.institute, &stage.tree.north, "1.3");
        assert!(stage.institute.page(&card).says("недостаток снят редакцией 2"));
        let other = stage.card(&stage.institute, &stage.tree.north, "1.4");
        assert!(!stage.institute.page(&other).says("недостаток снят"));
        stage.institute.done(&format!("{card}/withdrawal"), &[("word", "балл есть")]);
        assert!(!stage.institute.page(&letter).says("недостаток снят"), "what is over needs no mark");
    }
}
