//! What is ordered for a day to come: shown, called off, carried out by the job of that day once, or told to whoever keeps the unit.

use std::sync::Arc;

use access::{Level, Role};
use testing::{Engine, Sink, TestApp, both_databases, run_jobs};
use web::House;

use super::living::{GROUND, Stage, day};
use crate::area;
use crate::fixture::plant_on;

const DAY: i64 = 24 * 3600;

/// The stage with a page of duties.
pub(super) fn stage(engine: Engine) -> Stage {
    let app = TestApp::of(engine, vec![area(), testing::duties()]);
    let tree = plant_on(&app.house, day(2020, 9, 1)).unwrap();
    let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
    let authority = app.browser_as(Role::MunicipalAuthority, Level::Municipality, &tree.north.path);
    Stage { app, tree, institute, authority }
}

/// The same database on a later day.
pub(super) fn later(stage: &Stage, days: i64) -> Arc<House> {
    stage.app.server_later(vec![area(), testing::duties()], days * DAY, &Sink::start())
}

fn renamed(on: &str) -> [(&str, &str); 4] {
    [("name", "Гимназия № 1"), ("short_name", ""), ("day", on), GROUND]
}

both_databases! {
    fn a_renaming_of_a_day_to_come_is_carried_out_on_that_day_once(engine) {
        let stage = stage(engine);
        let school = &stage.tree.school;
        let done = stage.step(&stage.authority, school, "name", &renamed("2026-06-25"));
        assert_eq!(done.status, 303, "{}", done.body);
        assert_eq!(stage.now(school).name, "Школа № 1");
        let card = stage.authority.page(&school.url());
        assert!(card.says("С 25.06.2026: Переименование в «Гимназия № 1»") && card.says("Отменить предстоящее"), "{}", card.body);
        assert!(card.says("Внесено заранее: с 25.06.2026"));
        stage.app.run_jobs();
        run_jobs(&later(&stage, 6));
        assert_eq!(stage.now(school).name, "Школа № 1", "the day before nothing happens");
        run_jobs(&later(&stage, 7));
        run_jobs(&later(&stage, 8));
        assert_eq!(stage.now(school).name, "Гимназия № 1");
        assert_eq!(stage.name_on(school, day(2026, 6, 24)), "Школа № 1");
        assert_eq!(stage.name_on(school, day(2026, 6, 25)), "Гимназия № 1");
        let card = stage.authority.page(&school.url());
        assert!(!card.says("Предстоит") && card.body.matches("Переименование: «Школа").count() == 1, "{}", card.body);
        assert!(card.says("Основание: постановление № 12"));
    }

    fn a_merger_of_a_day_to_come_is_shown_to_both_and_called_off(engine) {
        let stage = stage(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        let into = south.id.to_string();
        let fields = [("into", into.as_str()), ("day", "2026-09-01"), GROUND];
        let done = stage.step(&stage.institute, north, "merger", &fields);
        assert_eq!(done.status, 303, "{}", done.body);
        let twice = stage.step(&stage.institute, north, "closing", &[("day", "2026-10-01"), GROUND]);
        assert!(twice.status == 422 && twice.says("На 01.09.2026 уже внесено: Присоединение к муниципалитету «Южный округ»"), "{}", twice.body);
        assert!(stage.institute.page(&south.url()).says("Присоединят «Северный округ»"));
        // What an order is about does not end or go elsewhere by hand meanwhile.
        let other = north.id.to_string();
        let crossing = stage.step(&stage.institute, south, "merger", &[("into", other.as_str()), ("day", "2026-06-18"), GROUND]);
        assert!(crossing.status == 422 && crossing.says("На 01.09.2026 уже внесено"), "{}", crossing.body);
        let card = stage.institute.page(&north.url());
        let call_off = card.body.split('"').find(|part| part.ends_with("/withdrawal")).unwrap().to_owned();
        // A municipality does not call off what was ordered for itself from above.
        let own = stage.authority.post(&call_off, &[]);
        assert!(own.status == 422 && own.says("ведёт тот, кто стоит выше"), "{}", own.body);
        assert_eq!(stage.app.browser_as(Role::MunicipalAuthority, Level::Municipality, &south.path).post(&call_off, &[]).status, 404);
        stage.institute.done(&call_off, &[]);
        let again = stage.institute.post(&call_off, &[]);
        assert!(again.status == 422 && again.says("оно исполнено или отменено"), "{}", again.body);
        run_jobs(&later(&stage, 100));
        assert_eq!(stage.now(north).state, "active");
        assert!(stage.institute.page(&north.url()).says("Отменено предстоявшее 01.09.2026"));
    }

    fn a_merger_of_a_day_to_come_joins_on_that_day(engine) {
        let stage = stage(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        let into = south.id.to_string();
        let fields = [("into", into.as_str()), ("day", "2026-06-20"), GROUND];
        assert_eq!(stage.step(&stage.institute, north, "merger", &fields).status, 303);
        run_jobs(&later(&stage, 2));
        assert_eq!(stage.now(north).state, "closed");
        assert_eq!(stage.now(&stage.tree.school).parent_id, Some(south.id));
        assert_eq!(stage.name_on(north, day(2026, 6, 19)), "Северный округ");
        assert_eq!(stage.name_on(north, day(2026, 6, 20)), "");
        stage.stands_whole();
    }

    fn a_move_of_a_day_to_come_is_kept_and_done_on_that_day(engine) {
        let stage = stage(engine);
        let (north, south, school) = (&stage.tree.north, &stage.tree.south, &stage.tree.school);
        let into = south.id.to_string();
        let moved = |on: &'static str| [("parent", into.as_str()), ("day", on), GROUND];
        let far = stage.step(&stage.institute, school, "place", &moved("2027-06-19"));
        assert!(far.status == 422 && far.says("Не дальше, чем на год вперёд"), "{}", far.body);
        let own = stage.step(&stage.authority, school, "place", &moved("2026-06-25"));
        assert_eq!(own.status, 422, "the other municipality is not theirs: {}", own.body);
        assert_eq!(stage.step(&stage.institute, school, "place", &moved("2026-06-25")).status, 303);
        assert_eq!(stage.now(school).parent_id, Some(north.id));
        let card = stage.institute.page(&school.url());
        assert!(card.says("С 25.06.2026: Передача в «Южный округ»") && card.says("Отменить предстоящее"), "{}", card.body);
        assert!(stage.institute.page(&south.url()).says("С 25.06.2026: Передадут сюда «Школа № 1»"));
        // Whoever it is taken from did not order it and does not call it off.
        let call_off = card.body.split('"').find(|part| part.ends_with("/withdrawal")).unwrap();
        assert!(!stage.authority.page(&school.url()).body.contains("/withdrawal"));
        let from_below = stage.authority.post(call_off, &[]);
        assert!(from_below.status == 422 && from_below.says("кто ведёт обе стороны"), "{}", from_below.body);
        // What it is to stand under is not closed meanwhile, and nothing else is ordered for it.
        let closing = stage.step(&stage.institute, south, "closing", &[("day", "2026-09-01"), GROUND]);
        assert!(closing.status == 422 && closing.says("Передача в «Южный округ»"), "{}", closing.body);
        let twice = stage.step(&stage.institute, school, "closing", &[("day", "2026-09-01"), GROUND]);
        assert!(twice.status == 422 && twice.says("На 25.06.2026 уже внесено: Передача"), "{}", twice.body);
        run_jobs(&later(&stage, 6));
        assert_eq!(stage.now(school).parent_id, Some(north.id), "the day before nothing happens");
        run_jobs(&later(&stage, 7));
        run_jobs(&later(&stage, 8));
        assert_eq!(stage.now(school).parent_id, Some(south.id));
        stage.stands_whole();
        let card = stage.institute.page(&school.url());
        assert!(!card.says("Предстоит") && card.says("Передача: из «Северный округ» в «Южный округ»"), "{}", card.body);
    }

    fn what_the_day_refuses_is_told_to_who_keeps_it_and_tried_again(engine) {
        let stage = stage(engine);
        let (north, school) = (&stage.tree.north, &stage.tree.school);
        let closed = [("day", "2026-06-20"), GROUND];
        let done = stage.step(&stage.institute, north, "closing", &closed);
        assert_eq!(done.status, 303, "units below may go until then: {}", done.body);
        assert_eq!(stage.step(&stage.authority, school, "name", &renamed("2026-06-20")).status, 303);
        run_jobs(&later(&stage, 2));
        assert_eq!(stage.now(school).name, "Гимназия № 1");
        assert_eq!(stage.now(north).state, "active", "a school stands under it");
        let card = stage.institute.page(&north.url());
        assert!(card.says("День настал, но это не исполнено") && card.says("Здесь ещё 1 действующая запись"), "{}", card.body);
        let duties = stage.institute.page("/duties").body.replace('\u{a0}', " ");
        assert!(duties.contains("2026-06-20 Не вступило в силу: Закрытие Северный округ · Здесь ещё 1"), "{duties}");
        let ministry = stage.app.browser_as(Role::Ministry, Level::Region, &stage.tree.region.path);
        assert!(ministry.page("/duties").says("Закрытие"), "whoever ordered it may have left");
        assert!(!stage.authority.page("/duties").body.contains("Не\u{a0}вступило"), "it is not theirs to call off");
        // What stood in the way has gone: the next run does it, and nothing is owed.
        stage.app.write(|tx| tx.batch(&format!("UPDATE units SET state = 'closed' WHERE id = {}", school.id)));
        run_jobs(&later(&stage, 3));
        assert_eq!(stage.now(north).state, "closed");
        assert_eq!(stage.institute.page("/duties").body, "");
    }

    fn what_was_ordered_by_who_keeps_it_no_more_stops_until_another_stands_behind_it(engine) {
        let stage = stage(engine);
        let school = &stage.tree.school;
        assert_eq!(stage.step(&stage.authority, school, "name", &renamed("2026-06-25")).status, 303);
        let dismissed = format!("UPDATE role_grants SET valid_to = '2026-06-17' WHERE unit_id = {}", stage.tree.north.id);
        stage.app.write(|tx| tx.batch(&dismissed));
        run_jobs(&later(&stage, 1));
        let card = stage.institute.page(&school.url());
        assert!(card.says("Само это не исполнится") && card.says("Прав на это больше нет у того, кто внёс (Проверкин П. И.)"), "{}", card.body);
        let duties = stage.institute.page("/duties").body.replace('\u{a0}', " ");
        assert!(duties.contains("Не вступит в силу: Переименование"), "{duties}");
        run_jobs(&later(&stage, 8));
        assert_eq!(stage.now(school).name, "Школа № 1", "nobody who keeps it wants it");
        let confirm = card.body.split('"').find(|part| part.ends_with("/confirmation")).unwrap().to_owned();
        let other = stage.app.browser_as(Role::MunicipalAuthority, Level::Municipality, &stage.tree.south.path);
        assert_eq!(other.post(&confirm, &[]).status, 404);
        stage.institute.done(&confirm, &[]);
        assert_eq!(stage.institute.page("/duties").body, "");
        run_jobs(&later(&stage, 9));
        assert_eq!(stage.now(school).name, "Гимназия № 1");
        let card = stage.institute.page(&school.url());
        assert!(card.says("Подтверждено предстоящее 25.06.2026: Переименование"), "{}", card.body);
        let again = stage.institute.post(&confirm, &[]);
        assert!(again.status == 422 && again.says("оно исполнено или отменено"), "{}", again.body);
    }

    fn a_right_that_comes_back_carries_it_out_and_a_blocked_account_does_not(engine) {
        let stage = stage(engine);
        let school = &stage.tree.school;
        assert_eq!(stage.step(&stage.authority, school, "name", &renamed("2026-06-25")).status, 303);
        let blocked = |state: &str| {
            let text = format!(
                "UPDATE accounts SET state = '{state}' WHERE id IN (SELECT account_id FROM role_grants WHERE unit_id = {})",
                stage.tree.north.id
            );
            stage.app.write(|tx| tx.batch(&text));
        };
        blocked("blocked");
        run_jobs(&later(&stage, 8));
        assert_eq!(stage.now(school).name, "Школа № 1");
        let card = stage.institute.page(&school.url());
        assert!(card.says("Прав на это больше нет у того, кто внёс"), "{}", card.body);
        blocked("active");
        run_jobs(&later(&stage, 9));
        assert_eq!(stage.now(school).name, "Гимназия № 1");
    }

    fn what_is_ordered_for_a_school_does_not_go_elsewhere_with_it(engine) {
        let stage = stage(engine);
        let (north, south, school) = (&stage.tree.north, &stage.tree.south, &stage.tree.school);
        assert_eq!(stage.step(&stage.authority, school, "name", &renamed("2026-06-25")).status, 303);
        let into = south.id.to_string();
        let refused = stage.step(&stage.institute, north, "merger", &[("into", into.as_str()), ("day", "2026-06-18"), GROUND]);
        assert!(refused.status == 422 && refused.says("На 25.06.2026 уже внесено: Переименование в «Гимназия № 1» – в карточке «Школа № 1»"), "{}", refused.body);
        let refused = stage.step(&stage.institute, school, "place", &[("parent", into.as_str()), ("day", "2026-06-18"), GROUND]);
        assert!(refused.status == 422 && refused.says("На 25.06.2026 уже внесено: Переименование"), "{}", refused.body);
        stage.stands_whole();
    }

    fn nothing_is_closed_before_what_stood_under_it_went(engine) {
        let stage = stage(engine);
        let (north, south, school) = (&stage.tree.north, &stage.tree.south, &stage.tree.school);
        assert_eq!(stage.step(&stage.institute, north, "closing", &[("day", "2026-06-20"), GROUND]).status, 303);
        // On that day the school was still there, whatever became of it later.
        stage.app.write(|tx| tx.batch(&format!(
            "UPDATE units SET state = 'closed' WHERE id = {0}; UPDATE unit_versions SET valid_to = '2026-06-24' WHERE unit_id = {0}",
            school.id
        )));
        run_jobs(&later(&stage, 9));
        assert_eq!(stage.now(north).state, "active");
        let card = stage.institute.page(&north.url());
        assert!(card.says("25.06.2026 здесь уже внесено другое изменение"), "{}", card.body);
        assert_eq!(stage.now(south).state, "active");
    }

    fn a_day_too_far_or_of_a_closed_unit_is_refused(engine) {
        let stage = stage(engine);
        let school = &stage.tree.school;
        let far = stage.step(&stage.authority, school, "name", &renamed("2027-06-19"));
        assert!(far.status == 422 && far.says("Не дальше, чем на год вперёд") && far.says("Гимназия № 1"), "{}", far.body);
        let silent = stage.step(&stage.authority, school, "name", &[("name", "Гимназия № 1"), ("day", "2026-06-25")]);
        assert!(silent.status == 422 && silent.says("Укажите документ"), "{}", silent.body);
        let same = stage.step(&stage.authority, school, "name", &[("name", "Школа № 1"), ("day", "2026-06-25"), GROUND]);
        assert!(same.status == 422 && same.says("менять нечего"), "{}", same.body);
        let stale = stage.authority.post(&format!("{}/name", school.url()), &[&renamed("2026-06-25")[..], &[("version", "77")]].concat());
        assert_eq!(stale.status, 409, "{}", stale.body);
        assert_eq!(stage.step(&stage.authority, school, "closing", &[("day", "2026-06-18"), GROUND]).status, 303);
        let closed = stage.step(&stage.authority, school, "name", &renamed("2026-06-25"));
        assert!(closed.status == 422 && closed.says("закрыта, её история окончена"), "{}", closed.body);
        let today = stage.step(&stage.authority, school, "name", &renamed("2026-06-18"));
        assert!(today.status == 422 && today.says("закрыта, её история окончена"), "{}", today.body);
        assert_eq!(stage.name_on(school, day(2026, 6, 18)), "", "no name of a later day brings it back");
    }
}
