//! Teachers and pupils of a merger and of a division: the passport of the unit that goes on says what is there from that day.

use testing::{both_databases, run_jobs};

use super::ahead::{later, stage};
use super::living::{GROUND, Stage};
use crate::Unit;

const WHY: (&str, &str) = ("ground", "ошиблись строкой");

/// Both municipalities tell how many there are: 13 and 109, 43 and 382.
fn counted(stage: &Stage) {
    for (unit, teachers, pupils) in [(&stage.tree.north, "13", "109"), (&stage.tree.south, "43", "382")] {
        let fields = [
            ("kind", unit.kind.as_str()),
            ("size_group", "district"),
            ("teachers", teachers),
            ("pupils", pupils),
            ("day", "2026-05-01"),
        ];
        assert_eq!(stage.step(&stage.institute, unit, "passport", &fields).status, 303);
    }
}

/// From when on which figures: «2026-05-01 43 382».
fn versions(stage: &Stage, unit: &Unit) -> Vec<String> {
    let everything = |conn: &mut db::Conn| {
        let days = ["2020-09-01", "2026-05-01", "2026-05-31", "2026-06-01", "2026-06-18", "2026-06-20"];
        days.iter()
            .map(|day| crate::store::versions::of_unit(conn, unit.id, day.parse().unwrap()))
            .collect::<db::Result<Vec<_>>>()
    };
    let found = stage.app.house.db.read(everything).unwrap();
    let mut lines: Vec<String> = found
        .into_iter()
        .flatten()
        .map(|then| {
            format!("{} {} {}", then.valid_from, then.teachers.unwrap_or(0), then.pupils.unwrap_or(0))
        })
        .collect();
    lines.dedup();
    lines
}

fn join(stage: &Stage, day: &str, heads: &[(&str, &str)]) -> testing::Shown {
    let into = stage.tree.south.id.to_string();
    let seen = stage.now(&stage.tree.south).version.to_string();
    let fields = [("into", into.as_str()), ("day", day), GROUND, ("seen", seen.as_str())];
    stage.step(&stage.institute, &stage.tree.north, "merger", &[&fields[..], heads].concat())
}

const SUMS: [(&str, &str); 2] = [("teachers", "56"), ("pupils", "491")];

both_databases! {
    fn a_merger_offers_the_sums_and_takes_them_back(engine) {
        let stage = stage(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        counted(&stage);
        let before = versions(&stage, south);
        let form = stage.institute.page(&format!("{}/merger?into={}", north.url(), south.id));
        assert_eq!((form.input("teachers").as_deref(), form.input("pupils").as_deref()), (Some("56"), Some("491")));
        assert!(form.says("По паспортам обеих: 43 + 13"), "{}", form.body);
        let wrong = join(&stage, "2026-06-01", &[("teachers", "много"), ("pupils", "491")]);
        assert!(wrong.status == 422 && wrong.says("«много» – не целое число") && wrong.input("pupils").as_deref() == Some("491"), "{}", wrong.body);
        assert_eq!(join(&stage, "2026-06-01", &[("teachers", "-1")]).status, 422);
        let done = join(&stage, "2026-06-01", &SUMS);
        assert_eq!(done.status, 303, "{}", done.body);
        assert_eq!(versions(&stage, south), [&before[..], &["2026-06-01 56 491".to_owned()]].concat());
        let card = stage.institute.page(&south.url());
        assert!(card.says("Присоединили «Северный округ»; в паспорте: педагогов – 56, обучающихся – 491"), "{}", card.body);
        assert!(card.says("Педагогов по паспорту"), "{}", card.body);
        let back = stage.institute.page(&format!("{}/merger/reversal", north.url()));
        assert!(back.says("педагогов и обучающихся снова столько, сколько было"), "{}", back.body);
        assert_eq!(stage.step(&stage.institute, north, "merger/reversal", &[WHY]).status, 303);
        assert_eq!(versions(&stage, south), before);
        assert_eq!(stage.now(south).teachers, Some(43));
    }

    fn a_passport_changed_since_stays(engine) {
        let stage = stage(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        counted(&stage);
        // Of the day on which it was changed last as well: that version is written over, and comes back.
        let fields = [("kind", south.kind.as_str()), ("size_group", "district"), ("teachers", "44"), ("pupils", "382"), ("day", "2026-06-10")];
        assert_eq!(stage.step(&stage.institute, south, "passport", &fields).status, 303);
        let was = stage.now(south);
        assert_eq!(join(&stage, "2026-06-01", &SUMS).status, 303);
        let now = stage.now(south);
        assert_eq!((now.teachers, now.pupils), (Some(56), Some(491)));
        assert!(stage.institute.page(&south.url()).says("в паспорте с 10.06.2026: педагогов – 56"));
        assert_eq!(stage.step(&stage.institute, north, "merger/reversal", &[WHY]).status, 303);
        assert_eq!(stage.now(south).teachers, was.teachers);
        assert_eq!(join(&stage, "2026-06-01", &SUMS).status, 303);
        let fields = [("kind", south.kind.as_str()), ("size_group", "district"), ("teachers", "57"), ("pupils", "491"), ("day", "2026-06-17")];
        assert_eq!(stage.step(&stage.institute, south, "passport", &fields).status, 303);
        let back = stage.institute.page(&format!("{}/merger/reversal", north.url()));
        assert!(back.says("с тех пор меняли: числа педагогов и обучающихся там остаются"), "{}", back.body);
        assert_eq!(stage.step(&stage.institute, north, "merger/reversal", &[WHY]).status, 303);
        assert_eq!(stage.now(south).teachers, Some(57));
    }

    fn sums_of_a_passport_nobody_saw_are_looked_at_again(engine) {
        let stage = stage(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        counted(&stage);
        let (into, seen) = (south.id.to_string(), stage.now(south).version.to_string());
        let fields = [("kind", south.kind.as_str()), ("size_group", "district"), ("teachers", "50"), ("pupils", "382"), ("day", "2026-05-20")];
        assert_eq!(stage.step(&stage.institute, south, "passport", &fields).status, 303);
        for day in ["2026-06-01", "2026-09-01"] {
            let fields = [("into", into.as_str()), ("day", day), GROUND, ("seen", seen.as_str()), SUMS[0], SUMS[1]];
            let late = stage.step(&stage.institute, north, "merger", &fields);
            assert!(late.status == 422 && late.says("сейчас педагогов – 50") && late.input("teachers").as_deref() == Some("56"), "{}", late.body);
            assert_eq!(late.input("seen"), Some(stage.now(south).version.to_string()));
        }
        let silent = join(&stage, "2026-06-01", &[("teachers", ""), ("pupils", "")]);
        assert_eq!(silent.status, 303, "{}", silent.body);
        assert_eq!(stage.now(south).teachers, Some(50));
    }

    fn a_merger_of_a_day_to_come_carries_the_sums(engine) {
        let stage = stage(engine);
        let south = &stage.tree.south;
        counted(&stage);
        let done = join(&stage, "2026-06-20", &SUMS);
        assert_eq!(done.status, 303, "{}", done.body);
        let card = stage.institute.page(&stage.tree.north.url());
        assert!(card.says("в её паспорте: педагогов – 56, обучающихся – 491"), "{}", card.body);
        assert_eq!(stage.now(south).teachers, Some(43));
        run_jobs(&later(&stage, 2));
        let now = stage.now(south);
        assert_eq!((now.teachers, now.pupils), (Some(56), Some(491)));
        assert_eq!(versions(&stage, south).last().map(String::as_str), Some("2026-06-20 56 491"));
    }

    fn sums_of_a_passport_changed_before_the_day_leave_it_as_it_is(engine) {
        let stage = stage(engine);
        let south = &stage.tree.south;
        counted(&stage);
        assert_eq!(join(&stage, "2026-06-20", &SUMS).status, 303);
        // As if it had been ordered ten days sooner.
        let sooner = format!("UPDATE unit_orders SET ordered_at = ordered_at - {}", 10 * 24 * 3600 * 1_000_000_i64);
        stage.app.house.db.write(|tx| tx.batch(&sooner)).unwrap();
        let fields = [("kind", south.kind.as_str()), ("size_group", "district"), ("teachers", "60"), ("pupils", "382"), ("day", "2026-06-10")];
        assert_eq!(stage.step(&stage.institute, south, "passport", &fields).status, 303);
        run_jobs(&later(&stage, 2));
        let now = stage.now(south);
        assert_eq!((now.teachers, now.pupils), (Some(60), Some(382)));
        let card = stage.institute.page(&south.url());
        assert!(card.says("Числа паспорта не тронуты: их изменили после того, как присоединение внесли"), "{}", card.body);
    }

    fn a_division_shares_them_out(engine) {
        let stage = stage(engine);
        let south = &stage.tree.south;
        counted(&stage);
        let fields = [("name", "Посёлок Прогресс"), ("kind", "city_okrug"), ("day", "2026-06-01"), GROUND];
        let with = |more: &[(&'static str, &'static str)]| {
            let fields = [&fields[..], more].concat();
            stage.step(&stage.institute, south, "division", &fields)
        };
        let many = with(&[("teachers", "44"), ("pupils", "100")]);
        assert!(many.status == 422 && many.says("В паспорте прежней – 43: выделить 44 нельзя") && many.input("pupils").as_deref() == Some("100"), "{}", many.body);
        let done = with(&[("teachers", "10"), ("pupils", "100")]);
        assert_eq!(done.status, 303, "{}", done.body);
        let now = stage.now(south);
        assert_eq!((now.teachers, now.pupils), (Some(33), Some(282)));
        let card = stage.institute.page(&done.location);
        assert!(card.says("Педагогов по паспорту") && card.body.contains(">10<"), "{}", card.body);
        assert!(stage.institute.page(&south.url()).says("Выделили «Посёлок Прогресс»; в паспорте: педагогов – 33, обучающихся – 282"));
    }
}
