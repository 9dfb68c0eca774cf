//! A member chosen from the list of people: the card is kept, the portfolio and the methodical active know of it.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{areas_with_people, fields, found, on};

both_databases! {
    fn a_methodist_finds_a_teacher_and_takes_them_in(engine) {
        let stage = on(engine, areas_with_people());
        let person = people::fixture::hire(&stage.app.house, &stage.tree.school, "Берестова Анна Павловна").unwrap();
        people::fixture::hire(&stage.app.house, &stage.tree.other_school, "Береста Инна Олеговна").unwrap();
        let card = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО математиков"));
        assert!(stage.head.page(&card).says("Выбрать из педагогов"));
        let new = format!("{card}/members/new");
        assert!(stage.head.page(&new).says("Напишите начало фамилии"));
        let list = stage.head.page(&format!("{new}?who=берест"));
        assert!(list.says("Берестова Анна Павловна") && list.says("учитель, Школа № 1") && !list.says("Береста Инна"), "{}", list.body);
        assert!(stage.head.page(&format!("{new}?who=Яшина")).says("Никого не нашлось"));
        let id = person.id.to_string();
        let chosen = [("person", id.as_str()), ("who", "берест"), ("role", "head"), ("from_on", "2025-09-10")];
        let nobody = stage.head.post(&format!("{card}/members/chosen"), &[("who", "берест"), ("role", "head"), ("from_on", "2025-09-10")]);
        assert!(nobody.status == 422 && nobody.says("Выберите человека"));
        stage.head.done(&format!("{card}/members/chosen"), &chosen);
        stage.head.done(&format!("{card}/members/chosen"), &chosen);
        let page = stage.head.page(&card);
        assert!(page.says("Берестова Анна Павловна") && page.body.contains(&person.url()));
        let twice = stage.head.post(&format!("{card}/members/chosen"), &[("person", &id), ("role", "member"), ("from_on", "2025-10-01")]);
        assert!(twice.status == 422 && twice.says("уже в\u{a0}составе"), "{}", twice.body);
        assert_eq!(stage.principal.get(&new).status, 404, "another place's structure is not ours to fill");
        let today = "2026-06-18".parse().unwrap();
        let (items, helps) = stage.app.house.db.read(|conn| {
            let registry = &stage.app.house.registry;
            let mut items = Vec::new();
            for offer in &registry.portfolio { items.extend(offer.items(conn, person.id.0, today)?); }
            let mut helps = Vec::new();
            for offer in &registry.support { helps.extend(offer.helpers(conn, &[person.id.0], today)?); }
            Ok::<_, db::Error>((items, helps))
        }).unwrap();
        let item = items.iter().find(|item| item.section == registry::Section::Bodies).unwrap();
        assert_eq!((item.title.as_str(), item.about.as_str()), ("РМО математиков", "руководитель · с\u{a0}10.09.2025"));
        assert_eq!(helps, [(person.id.0, "руководит: РМО математиков".to_owned())]);
        let ministry = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        assert_eq!(ministry.get(&new).status, 404);
    }
}
