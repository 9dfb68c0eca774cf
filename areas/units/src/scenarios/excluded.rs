//! What cannot both come is not ordered side by side; nobody is sent where they have no right.

use testing::both_databases;

use super::ahead::stage;
use super::living::GROUND;

both_databases! {
    fn nothing_is_joined_to_what_is_to_close(engine) {
        let stage = stage(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        let closing = [("day", "2026-07-01"), GROUND];
        assert_eq!(stage.step(&stage.institute, south, "closing", &closing).status, 303);
        let into = south.id.to_string();
        for day in ["2026-09-01", "2026-06-18"] {
            let fields = [("into", into.as_str()), ("day", day), GROUND];
            let refused = stage.step(&stage.institute, north, "merger", &fields);
            assert!(refused.status == 422 && refused.says("на 01.07.2026 внесено: Закрытие"), "{day}: {}", refused.body);
            for unit in [north, south] {
                assert!(refused.body.contains(&format!("href=\"{}\"", unit.url())), "both cards are led to: {}", refused.body);
            }
        }
    }

    fn what_another_is_to_be_joined_to_is_not_closed(engine) {
        let stage = stage(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        let into = south.id.to_string();
        let fields = [("into", into.as_str()), ("day", "2026-09-01"), GROUND];
        assert_eq!(stage.step(&stage.institute, north, "merger", &fields).status, 303);
        let refused = stage.step(&stage.institute, south, "closing", &[("day", "2026-07-01"), GROUND]);
        assert!(refused.status == 422 && refused.says("Вместе это не исполнить"), "{}", refused.body);
        let renamed = [("name", "Южный"), ("short_name", ""), ("day", "2026-07-01"), GROUND];
        assert_eq!(stage.step(&stage.institute, south, "name", &renamed).status, 303, "a name is in nobody's way");
    }

    fn a_card_offers_no_place_where_there_is_none_and_names_who_gives_roles(engine) {
        let stage = stage(engine);
        let (north, school) = (&stage.tree.north, &stage.tree.school);
        let card = stage.authority.page(&school.url());
        assert!(card.says("Выделить новую организацию") && !card.says("Передать в другую территорию"), "{}", card.body);
        let card = stage.institute.page(&school.url());
        assert!(card.says("Передать в другую территорию"), "the region has a neighbour: {}", card.body);
        let into = stage.tree.south.id.to_string();
        let fields = [("into", into.as_str()), ("day", "2026-06-18"), GROUND];
        let joined = stage.step(&stage.institute, north, "merger", &fields);
        assert_eq!(joined.status, 303, "{}", joined.body);
        let card = stage.institute.page(&joined.location);
        assert!(card.says("Роли даёт администратор региона"), "{}", card.body);
    }
}
