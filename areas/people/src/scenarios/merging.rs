//! Two cards of one person: found, compared, made one, made two again.

use access::{Level, Role};
use testing::both_databases;

use super::setting::{app, deputy, hired, other_deputy, with};

fn id(url: &str) -> &str {
    url.rsplit('/').next().unwrap()
}

both_databases! {
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
        assert!(institute.post(&pair, &[]).status == 404, "the second click finds no second card");
        let undoing = card.split("action=\"").find(|part| part.contains("/merges/")).unwrap();
        let undoing = undoing.split('"').next().unwrap();
        institute.done(undoing, &[]);
        let (mine, theirs) = (deputy.get(&kept).body, other.get(&gone).body);
        assert!(!mine.contains("высшая") && !mine.contains("2-15-15") && !mine.contains("марта 1998"), "{mine}");
        assert!(theirs.contains("высшая") && theirs.contains("2-15-15"));
        assert_eq!(other.get(&kept).status, 404);
        assert_eq!(institute.post(undoing, &[]).status, 404);
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
