//! The association of young teachers of the region: its members and who of them came fill the municipality's line of the roadmap.

use access::{Level, Role};
use structures::bodies;
use structures::model::{NewMember, StructureId};
use testing::both_databases;
use web::{Cx, Write};

use super::stage::{Stage, duties_of, found_of, stage, version};
use crate::ASSOCIATION;

fn join(stage: &Stage, id: StructureId, person: &people::Person) {
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    let new = NewMember {
        person: Some(person.id.0),
        name: person.name().full(),
        post: "учитель".to_owned(),
        role: "member".to_owned(),
        from_on: "2026-03-01".parse().unwrap(),
        term_on: None,
        basis: String::new(),
        organisation: None,
    };
    bodies::enrol(&mut cx, id, &[new]).unwrap();
    cx.finish().unwrap();
}

both_databases! {
    fn members_of_the_association_and_who_came_fill_the_roadmap(engine) {
        let stage = stage(engine);
        assert!(stage.methodist.page("/schooling/yearly").says("членов ассоциации нет"));
        let id = found_of(&stage.app, &stage.tree.region, (ASSOCIATION, "Ассоциация молодых педагогов"), Some(&stage.head));
        join(&stage, id, &stage.young[0]);
        join(&stage, id, &stage.young[1]);
        let line = stage.methodist.page("/schooling/yearly");
        assert!(line.says("членов ассоциации: 3, на\u{a0}её мероприятиях в\u{a0}этом году были: 0"), "{}", line.body);
        let president = stage.own(&stage.head);
        let url = crate::actions::url(id);
        assert!(!president.page(&url).says("Программа года"), "the programme is asked of schools");
        let region = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        let list = region.page("/schooling");
        assert!(list.says("Ассоциация, школа") && list.says("не нужна"), "{}", list.body);
        let plan = [("topic", "Форум молодых"), ("direction", "direction_projects"), ("form", "form_seminar"), ("planned_on", "2026-06-10")];
        let planned = president.post(&format!("{url}/sessions"), &plan);
        assert_eq!(planned.status, 303, "{}", planned.body);
        let body = president.page(&url).body;
        let at = body.find(&format!("{url}/sessions/")).unwrap();
        let session = body[at..].split('"').next().unwrap().to_owned();
        let version = version(&president.page(&session).body);
        // Whoever leads it is told of it as the head of a school is, and it is called what it is.
        let said = duties_of(&president);
        assert!(said.contains("2026-06-10 Отметить занятие: Форум молодых"), "{said}");
        assert!(president.page(&session).says("К ассоциации"), "no school");
        let there = stage.young[0].id.to_string();
        let outcome = [("people", there.as_str()), ("held_on", "2026-06-10"), ("version", version.as_str())];
        assert_eq!(president.post(&format!("{session}/outcome"), &outcome).status, 303);
        let line = stage.methodist.page("/schooling/yearly");
        assert!(line.says("членов ассоциации: 3, на\u{a0}её мероприятиях в\u{a0}этом году были: 1"), "{}", line.body);
        assert!(stage.own(&stage.young[0]).page("/schooling/own").says("Форум молодых"));
        assert_eq!(stage.own(&stage.young[2]).get(&url).status, 404, "no member, no leader");
    }
}
