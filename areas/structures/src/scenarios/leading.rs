//! Whoever leads a structure keeps its composition, documents, partners and resource, is told what it lacks, and nothing else;
//! a stranger to it keeps nothing.

use access::{AccountId, Level, Role};
use people::Person;
use testing::{Browser, both_databases};
use web::{Cx, Write};

use super::stage::{Stage, areas_with_people, duties_of, fields, found, on, with};

/// The browser of an account with this role, tied to the card.
fn tied(stage: &Stage, person: &Person, (role, level, path): (Role, Level, &str)) -> Browser {
    let account: AccountId = stage.app.account(role, level, path);
    let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
    people::actions::tie(&mut cx, person, Some(account.0)).unwrap();
    cx.finish().unwrap();
    stage.app.signed_in(account)
}

fn set(engine: testing::Engine) -> Stage {
    on(engine, areas_with_people().into_iter().chain([testing::duties()]).collect())
}

fn union(stage: &Stage, name: &str) -> String {
    found(&stage.head, &fields(&stage.tree.north, "municipal_union", name))
}

/// The head of the union of mathematicians, who teaches in a school of the municipality.
fn leader(stage: &Stage, card: &str) -> Browser {
    let person =
        people::fixture::hire(&stage.app.house, &stage.tree.school, "Берестова Анна Павловна").unwrap();
    assert_eq!(stage.appoint(card, "Берестова Анна Павловна", "head", "2025-09-01").status, 303);
    tied(stage, &person, (Role::StructureHead, Level::Municipality, &stage.tree.north.path))
}

both_databases! {
    fn the_head_keeps_the_composition_of_the_own_structure_and_of_no_other(engine) {
        let stage = set(engine);
        let (own, other) = (union(&stage, "РМО учителей математики"), union(&stage, "РМО учителей физики"));
        let head = leader(&stage, &own);
        let shown = head.page(&own);
        assert!(shown.says("Добавить того, у кого карточки нет") || shown.says("Добавить человека"), "{}", shown.body);
        assert!(!shown.says("Изменить реквизиты") && !shown.says("Закрыть структуру") && !shown.says("Добавить связь"));
        let member = [("name", "Осокин Глеб Львович"), ("role", "member"), ("from_on", "2025-10-01")];
        head.done(&format!("{own}/members"), &member);
        assert!(head.page(&own).says("Осокин Глеб Львович"));
        assert!(!head.page(&other).says("Добавить человека"));
        assert_eq!(head.post(&format!("{other}/members"), &member).status, 404, "чужое объединение");
        assert_eq!(head.get(&format!("{own}/requisites")).status, 403);
        for (path, form) in [
            ("closing", vec![("closed_on", "2026-06-18"), ("result", "Всё")]),
            ("links", vec![("kind", "partner"), ("to", "s1"), ("since", "2026-01-01")]),
            ("requisites", vec![("name", "Другое")]),
        ] {
            assert_eq!(head.post(&format!("{own}/{path}"), &form).status, 403, "{path}");
        }
        assert_eq!(head.get("/members/imports").status, 403);
    }

    fn the_head_neither_leaves_nor_names_the_next_one(engine) {
        let stage = set(engine);
        let own = union(&stage, "РМО учителей математики");
        let head = leader(&stage, &own);
        let bare = head.page(&own);
        assert!(!bare.body.contains("/end\"") && !bare.body.contains("/removal\""), "no form that is always refused: {}", bare.body);
        let shown = stage.head.page(&own);
        head.page(&own);
        let end = shown.body.split("action=\"").filter_map(|part| part.split('"').next()).find(|to| to.ends_with("/end")).unwrap().to_owned();
        let refused = head.post(&end, &[("to_on", "2026-06-01"), ("end_reason", "ухожу")]);
        assert!(refused.status == 422 && refused.says("Руководителя назначает и освобождает тот, кто создал структуру") && refused.body.contains(&format!("href=\"{own}\"")), "{}", refused.body);
        stage.head.page(&own);
        stage.head.done(&end, &[("to_on", "2026-06-01"), ("end_reason", "переезд")]);
        assert_eq!(head.post(&format!("{own}/members"), &[("name", "Осокин Глеб Львович"), ("role", "head"), ("from_on", "2026-06-02")]).status, 404, "больше не руководит");
    }

    fn the_secretary_keeps_partners_resource_and_documents(engine) {
        let stage = set(engine);
        let own = found(&stage.head, &fields(&stage.tree.north, "municipal_council", "Районный методический совет"));
        let person = people::fixture::hire(&stage.app.house, &stage.tree.school, "Ракитина Вера Олеговна").unwrap();
        assert_eq!(stage.appoint(&own, "Ракитина Вера Олеговна", "secretary", "2025-09-01").status, 303);
        let secretary = tied(&stage, &person, (Role::BodySecretary, Level::Municipality, &stage.tree.north.path));
        secretary.page(&own);
        let partner = [("partner_name", "Колледж"), ("partner_sort", "secondary"), ("partner_since", "2025-09-01")];
        secretary.done(&format!("{own}/partners"), &partner);
        let wrong = secretary.post(&format!("{own}/resource"), &[("resource_url", "сайт"), ("section_url", "")]);
        assert!(wrong.status == 422 && wrong.body.contains("value=\"сайт\""), "{}", wrong.body);
        secretary.done(&format!("{own}/resource"), &[("resource_url", "https://rms.example"), ("section_url", "")]);
        let shown = secretary.page(&own);
        assert!(shown.says("Колледж") && shown.body.contains("https://rms.example") && shown.says("Изменён информационный ресурс"));
        let form = format!("{own}/documents/new?kind=council_regulation");
        assert!(secretary.page(&form).says("Положение о районном (городском) методическом совете"));
        assert_eq!(secretary.get(&format!("{own}/documents/new?kind=mms_regulation")).status, 404, "вид другой структуры");
        let typed = [("kind", "council_regulation"), ("title", "Положение о совете"), ("number", "7"), ("signed_on", "2025-09-01"), ("valid_to", "2020-01-01"), ("issuer", ""), ("link", "https://rms.example/7")];
        let refused = secretary.post(&format!("{own}/documents"), &typed);
        assert!(refused.status == 422 && refused.body.contains("value=\"Положение о совете\""), "{}", refused.body);
        let right: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, if *name == "valid_to" { "" } else { *value })).collect();
        secretary.done(&format!("{own}/documents"), &right);
        secretary.done(&format!("{own}/documents"), &right);
        assert_eq!(secretary.page(&own).body.matches("Зарегистрирован документ").count(), 1, "второе нажатие не удваивает");
        assert!(secretary.page(&own).says("Положение № 7 от 01.09.2025"));
        let stranger = right.iter().map(|(name, value)| (*name, if *name == "kind" { "mms_regulation" } else { *value })).collect::<Vec<_>>();
        assert_eq!(secretary.post(&format!("{own}/documents"), &stranger).status, 404);
    }

    fn a_role_without_the_own_card_in_the_composition_keeps_nothing(engine) {
        let stage = set(engine);
        let own = union(&stage, "РМО учителей математики");
        leader(&stage, &own);
        let bare = stage.app.browser_as(Role::StructureHead, Level::Municipality, &stage.tree.north.path);
        let member = [("name", "Осокин Глеб Львович"), ("role", "member"), ("from_on", "2025-10-01")];
        bare.page(&own);
        assert_eq!(bare.post(&format!("{own}/members"), &member).status, 404);
        let chair = stage.app.browser_as(Role::BodyChair, Level::Municipality, &stage.tree.south.path);
        assert_eq!(chair.get(&own).status, 404, "другой муниципалитет");
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert_eq!(teacher.post(&format!("{own}/members"), &member).status, 403);
        // A member who leads nothing is no leader, whatever the role of the account.
        let person = people::fixture::hire(&stage.app.house, &stage.tree.school, "Новикова Вера Львовна").unwrap();
        stage.appoint(&own, "Новикова Вера Львовна", "member", "2025-09-01");
        let member_only = tied(&stage, &person, (Role::StructureHead, Level::Municipality, &stage.tree.north.path));
        assert_eq!(member_only.post(&format!("{own}/members"), &member).status, 404);
    }

    fn who_leads_is_told_what_the_structure_lacks(engine) {
        let stage = set(engine);
        let document = stage.document("rmo_regulation");
        let id = document.id.to_string();
        let own = found(&stage.head, &with(fields(&stage.tree.north, "municipal_union", "РМО учителей математики"), &[("document", &id)]));
        let head = leader(&stage, &own);
        let other = union(&stage, "РМО учителей физики");
        let told = duties_of(&head);
        assert!(told.contains("Привести в порядок документы: РМО учителей математики"), "{told}");
        assert!(!told.contains("физики") && !told.contains("не действует"), "{told}");
        stage.head.page(&own);
        let member = [("name", "Осокин Глеб Львович"), ("role", "member"), ("from_on", "2025-10-01"), ("term_on", "2026-06-30")];
        stage.head.done(&format!("{own}/members"), &member);
        assert!(duties_of(&head).contains("2026-06-30 Кончается срок роли в составе: РМО учителей математики"));
        stage.app.write(|tx| tx.batch(&format!("UPDATE documents SET valid_to = '2026-05-31' WHERE id = {id}")));
        let told = duties_of(&head);
        assert!(told.contains("больше не действует: РМО учителей математики"), "{told}");
        assert!(head.page(&own).says("больше не действует: укажите в реквизитах действующий"));
        let told = duties_of(&stage.head);
        assert!(told.contains("документ-основание у 1 структуры"), "{told}");
        assert!(!stage.head.page(&other).says("больше не действует"));
    }
}
