//! Two cards of one person: found, compared, made one, made two again.

use access::{Level, Role};
use testing::both_databases;

use super::imports::{accepted, looked};
use super::setting::{app, deputy, hired, other_deputy, with};

/// The first school is joined to the other one on a day.
fn join(app: &testing::TestApp, tree: &units::fixture::SmallTree, day: &str) {
    let named = |unit: &units::Unit| registry::Merged {
        unit: unit.id.0,
        path: unit.path.clone(),
        name: unit.short_name.clone(),
    };
    let merger = registry::Merger {
        closed: named(&tree.school),
        into: Some(named(&tree.other_school)),
        day: day.parse().unwrap(),
        ground: "постановление № 5".to_owned(),
        by: None,
        at: app.house.now(),
    };
    let offers = &app.house.registry.mergings;
    let done = app.house.db.write(|tx| {
        offers
            .iter()
            .try_for_each(|offer| offer.merge(tx, &merger, &mut db::Trail::default(), &|| app.house.id()))
    });
    done.unwrap();
}

fn id(url: &str) -> &str {
    url.rsplit('/').next().unwrap()
}

/// Where the last merge of a card is undone.
fn undoing(card: &str) -> String {
    let form = card.split("action=\"").find(|part| part.contains("/merges/")).unwrap();
    form.split('"').next().unwrap().to_owned()
}

/// A list of one row accepted: the list, and the card it made.
fn listed(keeper: &testing::Browser) -> (String, String) {
    let before: Vec<String> = cards(keeper);
    let url = looked(keeper, "1;Лебедева Анна Ильинична;воспитатель;;;;;;\n");
    assert_eq!(accepted(keeper, &url, "good", &[]).status, 303);
    let card = cards(keeper).into_iter().find(|one| !before.contains(one)).unwrap();
    (url, card)
}

/// The cards of the list of people.
fn cards(keeper: &testing::Browser) -> Vec<String> {
    let list = keeper.page("/people").body;
    let links = list.split("<a href=\"").filter_map(|part| part.split('"').next()).map(str::to_owned);
    links.filter(|url| url.strip_prefix("/people/").is_some_and(|id| id.parse::<i64>().is_ok())).collect()
}

/// Two cards, each with its main work: the one that is to stay, and the other.
fn in_two_schools(institute: &testing::Browser, tree: &units::fixture::SmallTree) -> (String, String) {
    let (north, south) = (tree.school.id.to_string(), tree.other_school.id.to_string());
    let kept = hired(institute, &[("unit", &south)]);
    let gone = hired(institute, &[("unit", &north), ("is_other", "1"), ("started_on", "2025-10-01")]);
    (kept, gone)
}

both_databases! {
    fn people_of_a_joined_school_go_on_and_nothing_begins_anew(engine) {
        let (app, tree) = app(engine);
        let (deputy, other) = (deputy(&app, &tree), other_deputy(&app, &tree));
        let veteran = hired(&deputy, &[("started_on", "2015-09-01"), ("rate", "0,5")]);
        let gone = hired(&deputy, &[("last_name", "Орлова"), ("is_other", "1"), ("started_on", "2015-09-01")]);
        let card = deputy.get(&gone).body;
        let work = card.split('"').find(|part| part.ends_with("/end")).unwrap().to_owned();
        deputy.done(&work, &[("version", "1"), ("ended_on", "2026-06-10")]);
        join(&app, &tree, "2026-06-05");
        assert_eq!(deputy.get(&veteran).status, 404);
        let card = other.get(&veteran).body;
        assert!(card.contains("0,5 ставки") && card.contains("математика · с 05.06.2026"), "{card}");
        assert!(card.contains("01.09.2015 – 04.06.2026"));
        assert!(!card.contains("молодой специалист"), "worked before");
        assert!(other.get("/people?mark=courses").body.contains("Семёнова"), "still late with the courses");
        let left = other.get("/people?mark=left").body;
        assert!(left.contains("Орлова") && !other.get("/people").body.contains("Орлова"), "the dismissed stay so");
    }

    fn the_same_work_of_two_cards_is_one_after_they_are_merged(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let kept = hired(&deputy, &[]);
        let gone = hired(&deputy, &[("is_other", "1"), ("started_on", "2024-09-01")]);
        let unit = tree.school.id.to_string();
        deputy.done(&format!("{gone}/employments"), &[("unit", unit.as_str()), ("post", "psychologist"), ("rate", "0,25"), ("started_on", "2025-09-01")]);
        let granted = [("category", "highest"), ("granted_on", "2024-04-10")];
        let course = [("kind", "course"), ("title", "Функциональная грамотность"), ("happened_on", "2025-03-20"), ("hours", "36")];
        for card in [&kept, &gone] {
            deputy.done(&format!("{card}/categories"), &granted);
            deputy.done(&format!("{card}/records"), &course);
        }
        deputy.done(&format!("{gone}/records"), &[("kind", "award"), ("title", "Грамота"), ("happened_on", "2024-01-01")]);
        let url = format!("{kept}/duplicates/{}", id(&gone));
        assert!(deputy.get(&url).body.contains("одно и то же место работы"));
        deputy.done(&url, &[]);
        let card = deputy.get(&kept).body;
        assert_eq!(card.matches("/end\"").count(), 2, "a teacher once and a psychologist: {card}");
        let book = sheets::read("a.xlsx", &deputy.get("/people/register").bytes, &sheets::Caps::default()).unwrap();
        assert_eq!(book.grids[0].height(), 3, "titles and two rows");
        let told = |text| card.matches(text).count();
        let once = (told("убрать ошибочную"), told("Функциональная грамотность"), told("Грамота"));
        assert_eq!(once, (1, 1, 1), "what both said is said once: {card}");
        let undoing = card.split("action=\"").find(|part| part.contains("/merges/")).unwrap();
        deputy.done(undoing.split('"').next().unwrap(), &[]);
        let (first, second) = (deputy.get(&kept).body, deputy.get(&gone).body);
        assert_eq!((first.matches("/end\"").count(), second.matches("/end\"").count()), (1, 2), "{second}");
        assert!(second.contains("01.09.2024") && second.contains("Функциональная грамотность"), "as it was");
    }

    fn of_two_main_places_the_chosen_one_stays_the_main_one(engine) {
        let (app, tree) = app(engine);
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let (kept, gone) = in_two_schools(&institute, &tree);
        let pair = format!("{kept}/duplicates/{}", id(&gone));
        let asked = institute.get(&pair).body;
        let (before, _) = asked.split_once("01.10.2025</span>").unwrap();
        let main = before.rsplit_once("name=\"main\" value=\"").unwrap().1.split('"').next().unwrap().to_owned();
        assert!(asked.contains("решить потом"), "{asked}");
        institute.done(&pair, &[("main", &main)]);
        let card = institute.get(&kept).body;
        assert!(!card.contains("несколько основных") && card.contains("по совместительству"), "{card}");
        institute.done(&undoing(&card), &[]);
        assert!(institute.get(&pair).body.contains("name=\"main\""), "both are main works again");
        institute.done(&pair, &[("main", "")]);
        assert!(institute.get(&kept).body.contains("несколько основных"));
    }

    fn cards_are_not_parted_once_new_work_came_in(engine) {
        let (app, tree) = app(engine);
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let (kept, gone) = in_two_schools(&institute, &tree);
        institute.done(&format!("{kept}/duplicates/{}", id(&gone)), &[]);
        let card = institute.get(&kept).body;
        let undoing = card.split("action=\"").find(|part| part.contains("/merges/")).unwrap();
        let undoing = undoing.split('"').next().unwrap().to_owned();
        join(&app, &tree, "2026-06-05");
        let refused = institute.post(&undoing, &[]);
        assert!(refused.status == 409 && refused.body.contains("новое место работы"), "{}", refused.body);
    }

    fn a_double_is_found_merged_and_parted_again(engine) {
        let (app, tree) = app(engine);
        let (deputy, other) = (deputy(&app, &tree), other_deputy(&app, &tree));
        let kept = hired(&deputy, &[("birth_date", ""), ("email", "")]);
        let gone = hired(&other, &[("last_name", "Семенова"), ("is_other", "1"), ("phone", "2-15-15")]);
        other.done(&format!("{gone}/categories"), &[("category", "highest"), ("granted_on", "2024-04-10")]);
        assert!(deputy.get("/people/duplicates").body.contains("Похожих карточек нет"), "the other card is not ours");
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let list = institute.get("/people/duplicates").body;
        assert!(list.contains("имя совпадает с точностью до написания") && list.contains("1\u{a0}пара"));
        let pair = format!("{kept}/duplicates/{}", id(&gone));
        assert!(institute.get(&pair).body.contains("отличается"));
        assert_eq!(deputy.get(&pair).status, 404);
        assert_eq!(deputy.post(&pair, &[]).status, 404);
        institute.done(&pair, &[]);
        let card = deputy.get(&kept).body;
        for said in ["высшая категория", "2-15-15", "14\u{a0}марта 1998", "Школа № 2", "Карточка собрана из двух"] {
            assert!(card.contains(said), "{said}: {card}");
        }
        assert_eq!(other.get(&kept).status, 200, "the other school sees the person by its own place");
        assert_eq!(other.get(&gone).location, kept, "an old link leads to the card");
        let again = institute.post(&pair, &[]);
        assert!(again.status == 422 && again.says("Карточки уже объединены") && again.body.contains(&kept), "{}", again.body);
        let other_way = institute.post(&format!("{gone}/duplicates/{}", id(&kept)), &[]);
        assert!(other_way.status == 422 && other_way.body.contains(&format!("href=\"{kept}\"")), "another tab: {}", other_way.body);
        let elsewhere = units::fixture::plant(&app.house).unwrap();
        let stranger = app.browser_as(Role::InstituteMethodist, Level::Region, &elsewhere.region.path);
        assert_eq!(stranger.post(&pair, &[]).status, 404, "nobody else is told");
        let undoing = card.split("action=\"").find(|part| part.contains("/merges/")).unwrap();
        let undoing = undoing.split('"').next().unwrap();
        institute.done(undoing, &[]);
        let (mine, theirs) = (deputy.get(&kept).body, other.get(&gone).body);
        assert!(!mine.contains("высшая") && !mine.contains("2-15-15") && !mine.contains("марта 1998"), "{mine}");
        assert!(theirs.contains("высшая") && theirs.contains("2-15-15"));
        assert_eq!(other.get(&kept).status, 404);
        assert_eq!(institute.post(undoing, &[]).status, 404);
    }

    fn a_list_is_taken_back_though_its_card_was_merged_and_parted(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let kept = hired(&deputy, &[("birth_date", "")]);
        let (url, card) = listed(&deputy);
        for (merged_into, gone) in [(&kept, &card), (&card, &kept)] {
            deputy.done(&format!("{merged_into}/duplicates/{}", id(gone)), &[]);
            let undoing = undoing(&deputy.page(merged_into).body);
            deputy.done(&undoing, &[]);
        }
        deputy.done(&format!("{url}/reversal"), &[]);
        assert_eq!(deputy.get(&card).status, 404, "nothing was changed in between");
        assert!(deputy.page("/people").says("1 человек"));
        let (url, card) = listed(&deputy);
        deputy.done(&format!("{kept}/duplicates/{}", id(&card)), &[]);
        deputy.done(&format!("{url}/reversal"), &[]);
        let page = deputy.page(&url);
        assert!(page.says("Лебедева") && page.says("сначала разделите их"), "while they are one, it stays: {}", page.body);
    }

    fn initials_are_filled_and_the_former_name_is_the_one_the_card_does_not_bear(engine) {
        let (app, tree) = app(engine);
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let unit = tree.school.id.to_string();
        let kept = hired(&institute, &[("unit", &unit), ("last_name", "Подгорбунская"), ("first_name", "З."), ("middle_name", "И.")]);
        let fields = [("unit", unit.as_str()), ("is_other", "1"), ("last_name", "Иванова"), ("first_name", "Зинаида"), ("middle_name", "Ильинична"), ("former_name", "Подгорбунская")];
        let gone = hired(&institute, &fields);
        institute.done(&format!("{kept}/duplicates/{}", id(&gone)), &[]);
        let card = institute.get(&kept).body;
        assert!(card.contains("Подгорбунская Зинаида Ильинична"), "{card}");
        let form = institute.get(&format!("{kept}/data"));
        assert!(form.body.contains("value=\"Иванова\""), "{}", form.body);
        let undoing = card.split("action=\"").find(|part| part.contains("/merges/")).unwrap();
        institute.done(undoing.split('"').next().unwrap(), &[]);
        let form = institute.get(&format!("{kept}/data")).body;
        assert!(form.contains("value=\"З.\"") && form.contains("value=\"И.\"") && !form.contains("value=\"Иванова\""), "{form}");
    }

    fn what_was_changed_after_a_merge_stays(engine) {
        let (app, tree) = app(engine);
        let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
        let unit = tree.school.id.to_string();
        let kept = hired(&institute, &[("unit", &unit), ("phone", "")]);
        let gone = hired(&institute, &[("unit", &unit), ("is_other", "1"), ("phone", "2-15-15")]);
        institute.done(&format!("{kept}/duplicates/{}", id(&gone)), &[]);
        let card = institute.get(&format!("{kept}/data")).body;
        let version = card.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        institute.done(&format!("{kept}/data"), &with(&[("phone", "3-33-33"), ("version", &version)]));
        let card = institute.get(&kept).body;
        let undoing = card.split("action=\"").find(|part| part.contains("/merges/")).unwrap();
        institute.done(undoing.split('"').next().unwrap(), &[]);
        assert!(institute.get(&kept).body.contains("3-33-33"));
    }

    fn two_people_are_told_apart_for_good_and_different_days_are_never_one(engine) {
        let (app, tree) = app(engine);
        let deputy = deputy(&app, &tree);
        let one = hired(&deputy, &[]);
        let twin = hired(&deputy, &[("is_other", "1"), ("birth_date", "")]);
        let stranger = hired(&deputy, &[("is_other", "1"), ("birth_date", "1970-01-01")]);
        let refused = deputy.post(&format!("{one}/duplicates/{}", id(&stranger)), &[]);
        assert!(refused.status == 422 && refused.body.contains("Даты рождения разные"));
        let itself = deputy.post(&format!("{one}/duplicates/{}", id(&one)), &[]);
        assert!(itself.status == 422 && itself.body.contains("одна и та же"));
        assert!(deputy.get("/people/duplicates").body.contains("2\u{a0}пары"));
        for other in [&twin, &twin] {
            deputy.done(&format!("{one}/duplicates/{}/distinction", id(other)), &[]);
        }
        assert!(deputy.get("/people/duplicates").body.contains("1\u{a0}пара"));
    }
}
