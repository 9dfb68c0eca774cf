//! A year later: what became of each indicator, beside those without measures; the circle names its missing link.

use testing::both_databases;

use super::stage::{plan, published};

both_databases! {
    fn the_next_monitoring_shows_what_became_of_each_recommendation(engine) {
        let stage = published(engine);
        stage.sent();
        let card = stage.card(&stage.methodist, &stage.tree.north, "1.3");
        stage.measured(&card);
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
        // 2.1: nobody took a measure; the north improved, the south did not.
        assert!(shown.says("улучшилось у 1 из 2") && shown.says("без изменений"));
        let circle = stage.methodist.page(&format!("/circle/{}", stage.tree.north.id));
        assert!(circle.says("2025/26") && circle.says("улучшилось"), "{}", circle.body);
        assert!(circle.says("по показателю 1.4 нет мер") && !circle.says("по показателю 1.3"));
    }

    fn the_circle_names_what_is_missing_from_the_first_day(engine) {
        let stage = published(engine);
        let address = format!("/circle/{}", stage.tree.north.id);
        let bare = stage.methodist.page(&address);
        assert!(bare.says("по показателю 1.3 нет рекомендации"), "{}", bare.body);
        stage.sent();
        assert!(stage.methodist.page(&address).says("по показателю 1.3 нет мер"));
        let card = stage.card(&stage.methodist, &stage.tree.north, "1.3");
        stage.measured(&card);
        assert!(stage.methodist.page(&address).says("по показателю 1.3 результат ещё не измерен"));
        assert!(stage.institute.page(&format!("/circle/{}", stage.tree.school.id)).says("мониторингов ещё нет"));
    }
}
