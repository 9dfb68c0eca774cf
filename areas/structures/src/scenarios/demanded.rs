//! The people of a service beside what is demanded of them: what is met, what lacks, what the cards do not tell.

use testing::{Engine, both_databases};

use super::stage::{Stage, areas_with_people, fields, found, on};

fn terek(engine: Engine) -> Stage {
    let stage = on(engine, areas_with_people());
    stage.app.write(|tx| tx.batch("UPDATE pack_bindings SET pack = 'terek-2021'"));
    stage
}

/// A methodist of the northern municipality since a day, with an education or without.
fn methodist(stage: &Stage, name: &str, since: &str, education: &str) {
    let person =
        people::fixture::hire_since(&stage.app.house, &stage.tree.north, name, since.parse().unwrap())
            .unwrap();
    let id = person.id.0;
    let record = stage.app.house.id();
    let told = if education.is_empty() {
        String::new()
    } else {
        format!(
            "INSERT INTO person_records (id, person_id, kind, title, place, happened_on, document, created_at, updated_at, version) \
             VALUES ({record}, {id}, 'education', '{education}', '', '2010-06-30', '', 1, 1, 1)"
        )
    };
    stage.app.write(|tx| {
        tx.batch(&format!("UPDATE employments SET post = 'methodist' WHERE person_id = {id}; {told}"))
    });
}

both_databases! {
    fn a_service_tells_who_has_the_qualification_and_what_others_lack(engine) {
        let stage = terek(engine);
        let card = found(&stage.head, &fields(&stage.tree.north, "municipal_service", "Информационно-методический центр"));
        methodist(&stage, "Берестова Анна Павловна", "2020-09-01", "Высшее, педагогический университет");
        methodist(&stage, "Осокин Глеб Львович", "2024-09-01", "Педагогический колледж");
        methodist(&stage, "Ракитина Вера Олеговна", "2020-09-01", "Высшее, политехнический институт");
        for name in ["Берестова Анна Павловна", "Осокин Глеб Львович", "Ракитина Вера Олеговна", "Новикова Вера Львовна"] {
            stage.appoint(&card, name, "methodist", "2025-09-01");
        }
        assert!(stage.head.page(&card).body.contains(&format!("{card}/demands")));
        let page = stage.head.page(&format!("{card}/demands"));
        for said in ["соответствуют 1 из 3", "высшее педагогическое образование", "нет высшего образования", "стаж 1 полный год, нужно больше 3", "педагогическое ли, из записи не видно", "Ещё 1 в составе"] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        let teacher = stage.app.browser_as(access::Role::Teacher, access::Level::Organisation, &stage.tree.school.path);
        let shut = teacher.get(&format!("{card}/demands"));
        assert!(shut.status == 403 || !shut.says("Берестова"), "{}", shut.body);
        let south = stage.app.browser_as(access::Role::ServiceHead, access::Level::Municipality, &stage.tree.south.path);
        assert_eq!(south.get(&format!("{card}/demands")).status, 404);
        let council = found(&stage.head, &fields(&stage.tree.north, "municipal_council", "Методический совет"));
        assert_eq!(stage.head.get(&format!("{council}/demands")).status, 404, "nothing is demanded of it");
    }
}
