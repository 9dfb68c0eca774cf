//! A structure without its act does not work (Кемеровская область, п. 4.1): it is written down, waits, and begins with the act.

use std::collections::BTreeMap;

use packs::ParamValue;
use registry::{Ask, Fact, Subject};
use testing::both_databases;

use super::directed::{kemerovo, paper};
use super::stage::{Stage, duties_of, fields, found, pairs, with};

/// What the fact of unions answers for the northern municipality.
fn unions(stage: &Stage) -> String {
    let with = BTreeMap::from([("kind".to_owned(), ParamValue::Text("municipal_union".to_owned()))]);
    let asks = [Ask { name: "structures.count", with: &with }];
    let north = &stage.tree.north;
    let subjects = [Subject { unit: north.id.0, path: north.path.clone() }];
    let offer = stage.app.house.registry.fact("structures.count").unwrap();
    let period = registry::Period::whole("2025-09-01".parse().unwrap(), "2026-08-31".parse().unwrap());
    let answers = stage.app.house.db.read(|conn| offer.compute(conn, &asks, &subjects, period)).unwrap();
    match answers[0].get(&north.id.0) {
        Some(Fact::Known { value, .. }) => value.clone(),
        _ => String::new(),
    }
}

both_databases! {
    fn a_structure_begins_to_work_with_its_act(engine) {
        let stage = kemerovo(engine);
        let north = &stage.tree.north;
        let new = fields(north, "municipal_union", "ГМО учителей химии");
        let card = found(&stage.head, &new);
        assert_eq!(found(&stage.head, &new), card, "второе нажатие находит записанное первым");
        let page = stage.head.page(&card);
        assert!(page.says("не работает: нет акта") && page.says("без него она не работает"), "{}", page.body);
        let list = stage.head.page("/structures");
        assert!(!list.body.contains(&format!("{card}\"")) && list.says("Не работает без акта: 1 структура"), "{}", list.body);
        assert!(stage.head.page("/structures?state=awaited").body.contains(&card));
        assert!(stage.head.page("/structures?state=unfounded").body.contains(&card));
        assert_eq!(unions(&stage), "", "чего нет, то ничего не доказывает");
        let matrix = stage.head.page("/structures/matrix");
        assert!(!matrix.body.contains("kind=municipal_union"), "{}", matrix.body);
        let duties = duties_of(&stage.head);
        assert!(duties.contains("Указать документ-основание у 1 структуры"), "{duties}");
        assert_eq!(stage.appoint(&card, "Берестова Анна Павловна", "head", "2025-09-01").status, 303, "состав готовят заранее");
        let act = paper(&stage, "structure_regulation", "7", "2025-08-30");
        let version = stage.head.page(&format!("{card}/requisites")).input("version").unwrap();
        let change = with(new.clone(), &[("document", &act), ("version", &version)]);
        assert_eq!(stage.head.post(&format!("{card}/requisites"), &pairs(&change)).status, 303);
        let page = stage.head.page(&card);
        assert!(page.says("работает") && !page.says("нет акта") && page.says("указан акт, структура работает"), "{}", page.body);
        assert!(stage.head.page("/structures").body.contains(&format!("{card}\"")));
        assert_eq!(unions(&stage), "1");
        assert!(!duties_of(&stage.head).contains("документ-основание"));
        stage.app.write(|tx| tx.batch(&format!("UPDATE documents SET status = 'cancelled' WHERE id = {act}")));
        assert!(stage.head.page("/structures?state=unfounded").body.contains(&card), "основание утратило силу");
        assert_eq!(unions(&stage), "1", "работает и без действующего: об этом говорит дело");
        let version = stage.head.page(&format!("{card}/requisites")).input("version").unwrap();
        let change = with(new, &[("document", ""), ("version", &version)]);
        assert_eq!(stage.head.post(&format!("{card}/requisites"), &pairs(&change)).status, 303);
        assert!(stage.head.page(&card).says("не работает: нет акта"));
        assert_eq!(unions(&stage), "");
    }

    fn what_worked_before_the_rule_works_on_and_is_asked_for_its_act(engine) {
        let stage = kemerovo(engine);
        let card = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "ГМО учителей химии"));
        stage.app.write(|tx| tx.batch("UPDATE structures SET state = 'active'"));
        assert_eq!(unions(&stage), "1");
        assert!(stage.head.page("/structures").body.contains(&card));
        assert!(duties_of(&stage.head).contains("Указать документ-основание у 1 структуры"));
        stage.head.page(&card);
        stage.head.done(&format!("{card}/closing"), &[("closed_on", "2026-06-18"), ("result", "Влилось в другое")]);
        assert!(!duties_of(&stage.head).contains("документ-основание"));
    }
}
