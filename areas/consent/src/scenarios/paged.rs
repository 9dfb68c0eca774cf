//! The list of consents pages in the database, and says of every filter what the consents themselves say.

use testing::{Engine, Statements, both_databases};
use web::{Cx, Write};

use super::stage::stage;
use crate::standing::{Standing, State, Sums, asked_kinds};
use crate::store::stood::{self, Asked};

const DAYS: [&str; 5] = ["NULL", "'2026-06-01'", "'2026-06-18'", "'2026-07-01'", "'2027-06-01'"];

both_databases! {
    fn the_database_counts_and_pages_as_the_consents_say(engine) {
        let stage = stage(engine);
        let (school, path) = (stage.tree.school.id, stage.tree.school.path.clone());
        let mut people = vec![stage.person.id.0, stage.other.id.0];
        for at in 0..54 {
            let name = format!("Иванова {} Олеговна", ["Анна", "Вера", "Нина"][at % 3]);
            people.push(people::fixture::hire(&stage.app.house, &stage.tree.school, &name).unwrap().id.0);
        }
        let rules = stage.app.house.db.read(|conn| units::store::effective(conn, &stage.app.house.packs, &path, "2026-06-18".parse().unwrap())).unwrap();
        let kinds: Vec<String> = rules.consent_kinds.iter().map(|one| one.rule.id.clone()).collect();
        let mut rows = Vec::new();
        for at in 0..140_usize {
            let (person, kind) = (people[at * 7 % people.len()], &kinds[at / 3 % kinds.len()]);
            let withdrawn = if at % 6 == 0 { "'2026-05-01'" } else { "NULL" };
            let replaced = if at % 11 == 0 { "'2026-05-02'" } else { "NULL" };
            let erased = if at % 12 == 0 { "'2026-05-20'" } else { "NULL" };
            let given = if at % 13 == 0 { "2026-08-01".to_owned() } else { format!("2026-0{}-1{}", 1 + at % 4, at % 9) };
            rows.push(format!(
                "INSERT INTO consents (id, person_id, unit_id, unit_path, kind, fields, aim, wording, source, way, given_on, last_day, \
                 file_id, recorded_by, recorded_at, replaced_on, withdrawn_on, withdrawn_way, withdrawal_file_id, withdrawal_by, \
                 erase_by, erased_on, erasure_note, version, erased_what) VALUES ({}, {person}, {school}, '{path}', '{kind}', '', '', '', \
                 '', 'paper', '{given}', {}, NULL, NULL, 1, {replaced}, {withdrawn}, '', NULL, NULL, NULL, {erased}, '', 1, NULL)",
                1_000 + at, DAYS[at % DAYS.len()]
            ));
        }
        stage.app.write(|tx| tx.batch(&rows.join("; ")));
        let mut cx = Cx::<Write>::outside(&stage.app.house, None).unwrap();
        let today = cx.today_at(&path).unwrap();
        let scope = db::Ranges::under([stage.tree.north.path.as_str()]);
        let all = Standing::of(&mut cx, &scope, today).unwrap();
        let (from, to) = scope.pairs()[0].clone();
        let asked = |state| Asked { place: (from.clone(), to.clone(), scope.top().unwrap()), today, state };
        let everybody = stood::page(cx.conn(), &asked(None), (None, 1_000)).unwrap();
        assert_eq!(everybody, all.keys);
        let sums = Sums::of(&mut cx, &asked(None)).unwrap();
        for state in State::ALL {
            for kind in std::iter::once("").chain(kinds.iter().map(String::as_str)) {
                let of = asked_kinds(&rules, kind, state).into_iter().map(str::to_owned).collect();
                let question = asked(Some((state, of)));
                let wanted = all.narrowed(&rules, kind, Some(state));
                let found = stood::page(cx.conn(), &question, (None, 1_000)).unwrap();
                assert_eq!(found, wanted, "{kind} {}", state.code());
                assert_eq!(stood::count(cx.conn(), &question).unwrap(), i64::try_from(wanted.len()).unwrap());
                if !kind.is_empty() {
                    let counted = all.keys.iter().filter(|(_, id)| all.state(*id, kind) == state).count();
                    assert_eq!(sums.count(kind, state), i64::try_from(counted).unwrap(), "{kind} {}", state.code());
                }
            }
        }
        cx.finish().unwrap();
        let first = stage.deputy.page("/consents");
        assert!(first.says("56 человек") && first.body.contains("after="), "{}", first.body);
        let next = first.body.split("href=\"").filter_map(|part| part.split('"').next()).find(|url| url.contains("after=")).unwrap();
        let second = stage.deputy.page(&next.replace("&amp;", "&").replace("&#38;", "&"));
        assert!(second.says("Титов Олег Ильич") && !first.says("Титов Олег Ильич"), "{}", second.body);
    }
}

#[test]
fn a_look_at_the_list_asks_as_much_for_sixty_people_as_for_two() {
    let heard = Statements::listen();
    let stage = stage(Engine::Sqlite);
    let (shown, few) = heard.of(|| stage.deputy.page("/consents"));
    assert!(shown.says("2 человека"), "{}", shown.body);
    for at in 0..60 {
        let name = format!("Иванова {} Олеговна", ["Анна", "Вера", "Нина"][at % 3]);
        people::fixture::hire(&stage.app.house, &stage.tree.school, &name).unwrap();
    }
    let (shown, many) = heard.of(|| stage.deputy.page("/consents"));
    assert!(shown.says("62 человека"), "{}", shown.body);
    let reads = |all: &[String]| all.iter().filter(|text| !text.starts_with("INSERT")).count();
    assert_eq!(reads(&few), reads(&many), "{few:#?}\n{many:#?}");
}
