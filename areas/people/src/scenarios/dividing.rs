//! A new school comes out of another: who was chosen works there from that day on, the rest and the past stay as they were.

use access::{Level, Role};
use chrono::NaiveDate;
use testing::{Browser, Engine, Shown, TestApp, both_databases};
use units::fixture::{SmallTree, plant_on};

use crate::fixture::{hire, hire_since};
use crate::{Employment, Person, store};

const DAY: &str = "2026-06-05";

struct Stage {
    app: TestApp,
    tree: SmallTree,
    authority: Browser,
    url: String,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn stage(engine: Engine) -> Stage {
    let app = TestApp::of(engine, vec![units::area(), crate::area()]);
    let tree = plant_on(&app.house, day("2020-09-01")).unwrap();
    let authority = app.browser_as(Role::MunicipalAuthority, Level::Municipality, &tree.north.path);
    let url = format!("{}/division", tree.school.url());
    Stage { app, tree, authority, url }
}

impl Stage {
    fn works(&self, person: &Person) -> Vec<Employment> {
        let all = self.app.house.db.read(|conn| store::works_of(conn, &[person.id.0])).unwrap();
        let mut works = all.get(&person.id.0).cloned().unwrap_or_default();
        works.sort_by_key(|one| one.started_on);
        works
    }

    /// The id of the work as the form offers it.
    fn work(&self, person: &Person) -> String {
        self.works(person)[0].id.to_string()
    }

    fn post(&self, more: &[(&str, &str)]) -> Shown {
        let version = self.authority.get(&self.url).input("version").unwrap();
        self.post_seen(&version, more)
    }

    fn post_seen(&self, version: &str, more: &[(&str, &str)]) -> Shown {
        let usual = [
            ("name", "Школа № 11"),
            ("kind", "school"),
            ("day", DAY),
            ("ground", "постановление № 12 от 01.06.2026"),
            ("version", version),
        ];
        let kept = usual.iter().copied().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
        self.authority.post(&self.url, &kept.chain(more.iter().copied()).collect::<Vec<_>>())
    }

    /// Looks at what will happen, then does the same.
    fn divide(&self, more: &[(&str, &str)]) -> Shown {
        let told = self.post(more);
        assert!(told.status == 200 && told.says("Что произойдёт"), "{}", told.body);
        let seen = told.input("seen").unwrap();
        self.post(&[more, &[("seen", seen.as_str())]].concat())
    }
}

both_databases! {
    fn who_was_chosen_works_in_the_new_school_and_the_past_stays(engine) {
        let stage = stage(engine);
        let (school, house) = (&stage.tree.school, &stage.app.house);
        let goes = hire(house, school, "Орлова Нина Петровна").unwrap();
        let stays = hire(house, school, "Быстров Олег Ильич").unwrap();
        let form = stage.authority.page(&stage.url);
        assert!(form.says("Орлова Нина Петровна") && form.says("Быстров Олег Ильич") && form.says("Учитель"), "{}", form.body);
        let work = stage.work(&goes);
        let told = stage.post(&[("chosen", &work)]);
        assert!(told.status == 200 && told.says("в «Школа № 11» перейдут – 1 место работы"), "{}", told.body);
        assert_eq!(stage.works(&goes).len(), 1, "nothing is done before it was seen");
        let version = told.input("version").unwrap();
        let done = stage.divide(&[("chosen", &work)]);
        assert_eq!(done.status, 303, "{}", done.body);
        let works = stage.works(&goes);
        let new: i64 = done.location.rsplit('/').next().unwrap().parse().unwrap();
        assert_eq!(works.len(), 2);
        assert_eq!((works[0].unit_id, works[0].ended_on), (school.id, Some(day("2026-06-04"))));
        assert_eq!((works[1].unit_id.0, works[1].started_on, works[1].ended_on), (new, day(DAY), None));
        assert_eq!(works[1].post, works[0].post);
        let kept = stage.works(&stays);
        assert_eq!((kept.len(), kept[0].unit_id, kept[0].ended_on), (1, school.id, None));
        let subjects = house.db.read(|conn| store::employments::subjects_of(conn, &[goes.id.0])).unwrap();
        assert_eq!(subjects[&works[1].id.0], ["mathematics"]);
        let on = |day: NaiveDate, unit: i64| {
            let works = [stage.works(&goes), stage.works(&stays)].concat();
            works.iter().filter(|one| one.goes_on(day) && one.unit_id.0 == unit).count()
        };
        assert_eq!((on(day("2026-06-04"), school.id.0), on(day("2026-06-04"), new)), (2, 0));
        assert_eq!((on(day(DAY), school.id.0), on(day(DAY), new)), (1, 1));
        let card = stage.authority.page(&done.location);
        assert!(card.says("Выделение из организации «Школа № 1»; сотрудников перешло: 1"), "{}", card.body);
        let deputy = stage.app.browser_as(Role::Deputy, Level::Organisation, &school.path);
        assert_eq!(deputy.get(&goes.url()).status, 404, "the school of before sees the card no more");
        let again = stage.post_seen(&version, &[("chosen", &work)]);
        assert_eq!(again.status, 409, "{}", again.body);
    }

    fn whole_groups_go_and_what_began_later_was_never_there(engine) {
        let stage = stage(engine);
        let (school, house) = (&stage.tree.school, &stage.app.house);
        let old = hire(house, school, "Орлова Нина Петровна").unwrap();
        let fresh = hire_since(house, school, "Весенняя Анна Сергеевна", day("2026-06-10")).unwrap();
        let done = stage.divide(&[("whole", "Учитель")]);
        assert_eq!(done.status, 303, "{}", done.body);
        assert_eq!(stage.works(&old).len(), 2);
        let works = stage.works(&fresh);
        assert_eq!((works.len(), works[0].started_on), (1, day("2026-06-10")));
        assert_ne!(works[0].unit_id, school.id);
        let card = house.db.read(|conn| store::all_of(conn, &[fresh.id.0])).unwrap().remove(0);
        assert_eq!(card.unit_id, works[0].unit_id, "the card stands where the person works");
    }

    fn who_keeps_a_work_here_is_told_to_work_in_both_and_a_team_goes_by_itself(engine) {
        let stage = stage(engine);
        let (school, house) = (&stage.tree.school, &stage.app.house);
        let person = hire(house, school, "Орлова Нина Петровна").unwrap();
        let mut cx = web::Cx::<web::Write>::outside(house, None).unwrap();
        let second = crate::NewEmployment {
            post: "librarian".to_owned(),
            post_title: "Библиотекарь".to_owned(),
            subjects: Vec::new(),
            rate: 50,
            is_main: false,
            started_on: day("2021-09-01"),
            is_start_told: true,
            ground: String::new(),
            teaching_hours: None,
        };
        crate::actions::employing::hire(&mut cx, &person, school, &second).unwrap();
        cx.finish().unwrap();
        let (team, unit) = (house.id(), school.id);
        stage.app.write(|tx| tx.batch(&format!(
            "INSERT INTO teams (id, unit_id, unit_path, name, name_key, purpose, state, created_at, updated_at, version) \
             VALUES ({team}, {unit}, '{}', 'Команда', 'команда', '', 'active', 1, 1, 1)", school.path
        )));
        let half = stage.works(&person).into_iter().find(|one| one.rate == 50).unwrap().id.to_string();
        let form = stage.authority.page(&stage.url);
        assert!(form.says("0,5 ставки, по совместительству") && form.says("Школьные команды"), "{}", form.body);
        let team = team.to_string();
        let chosen = [("chosen", half.as_str()), ("chosen", team.as_str())];
        let told = stage.post(&chosen);
        assert!(told.says("Будут работать в обеих: Орлова Н. П.") && told.says("перейдут – 1 команда"), "{}", told.body);
        let done = stage.divide(&chosen);
        let new: i64 = done.location.rsplit('/').next().unwrap().parse().unwrap();
        let on = |unit: i64| stage.works(&person).iter().any(|one| one.unit_id.0 == unit && one.ended_on.is_none());
        assert!(on(school.id.0) && on(new));
        let card = house.db.read(|conn| store::all_of(conn, &[person.id.0])).unwrap().remove(0);
        assert_eq!(card.unit_id, school.id, "the main work stays");
    }

    fn nobody_may_be_chosen_and_that_is_told(engine) {
        let stage = stage(engine);
        let person = hire(&stage.app.house, &stage.tree.school, "Орлова Нина Петровна").unwrap();
        let told = stage.post(&[]);
        assert!(told.status == 200 && told.says("начнёт без людей и структур"), "{}", told.body);
        assert_eq!(stage.divide(&[]).status, 303);
        assert_eq!(stage.works(&person).len(), 1);
    }

    fn who_was_dismissed_meanwhile_is_named_and_the_rest_stays_typed(engine) {
        let stage = stage(engine);
        let (school, house) = (&stage.tree.school, &stage.app.house);
        let gone = hire(house, school, "Орлова Нина Петровна").unwrap();
        let there = hire(house, school, "Быстров Олег Ильич").unwrap();
        let (one, other) = (stage.work(&gone), stage.work(&there));
        let both = [("chosen", one.as_str()), ("chosen", other.as_str())];
        let seen = stage.post(&both).input("seen").unwrap();
        let mut cx = web::Cx::<web::Write>::outside(house, None).unwrap();
        let work = &stage.works(&gone)[0];
        crate::actions::employing::dismiss(&mut cx, &gone, (work.id, work.version), day("2026-06-01"), "").unwrap();
        cx.finish().unwrap();
        let refused = stage.post(&[&both[..], &[("seen", seen.as_str())]].concat());
        assert_eq!(refused.status, 422, "{}", refused.body);
        assert!(refused.says("Орлова Н. П., последний день работы – 01.06.2026"), "{}", refused.body);
        assert!(refused.says("value=\"Школа № 11\"") && refused.says(&format!("value=\"{other}\" checked")));
        assert!(!refused.says(&format!("value=\"{one}\"")), "who is gone is offered no more");
        assert_eq!(stage.works(&there).len(), 1);
        assert_eq!(stage.divide(&[("chosen", &other)]).status, 303);
    }

    fn who_sees_no_cards_is_shown_nobody_and_takes_nobody(engine) {
        let stage = stage(engine);
        let person = hire(&stage.app.house, &stage.tree.school, "Орлова Нина Петровна").unwrap();
        let admin = stage.app.browser_as(Role::Administrator, Level::Region, &stage.tree.region.path);
        let form = admin.page(&stage.url);
        assert!(!form.says("Орлова") && form.says("отмечает тот, кто видит карточки педагогов"), "{}", form.body);
        let noted = || {
            let asked = audit::store::Filter { action: Some(audit::Action::Read), ..audit::store::Filter::default() };
            let everywhere = db::Ranges::under(["/"]);
            let all = stage.app.house.db.read(|conn| audit::store::search(conn, &everywhere, &asked, 10)).unwrap();
            all.iter().filter(|line| line.kind == "person").count()
        };
        assert_eq!(noted(), 0);
        assert!(!stage.authority.page(&stage.url).says("отмечает тот, кто видит карточки"));
        assert_eq!(noted(), 1, "whose names were shown is kept");
        // Whose work is elsewhere is nobody's to name here.
        let other = hire(&stage.app.house, &stage.tree.other_school, "Дальняя Инна Павловна").unwrap();
        let refused = stage.post(&[("chosen", &stage.work(&other))]);
        assert!(refused.status == 422 && !refused.says("Дальняя"), "{}", refused.body);
        let (version, work) = (form.input("version").unwrap(), stage.work(&person));
        for ticked in [("chosen", work.as_str()), ("whole", "Учитель")] {
            let fields = [
                ("name", "Школа № 11"),
                ("kind", "school"),
                ("day", DAY),
                ("ground", "постановление № 12"),
                ("version", version.as_str()),
                ticked,
            ];
            let answer = admin.post(&stage.url, &fields);
            assert!(!answer.says("Орлова"), "{}", answer.body);
            assert_eq!(stage.works(&person).len(), 1);
        }
    }

    fn a_dismissal_goes_along_with_its_reason(engine) {
        let stage = stage(engine);
        let (school, house) = (&stage.tree.school, &stage.app.house);
        let person = hire(house, school, "Орлова Нина Петровна").unwrap();
        let mut cx = web::Cx::<web::Write>::outside(house, None).unwrap();
        let work = &stage.works(&person)[0];
        crate::actions::employing::dismiss(&mut cx, &person, (work.id, work.version), day("2026-06-15"), "приказ № 40").unwrap();
        cx.finish().unwrap();
        assert!(stage.post(&[]).says("последний день работы – 15.06.2026"), "on that day they worked here");
        assert_eq!(stage.divide(&[("whole", "Учитель")]).status, 303);
        let works = stage.works(&person);
        assert_eq!((works[1].ended_on, works[1].end_reason.as_str()), (Some(day("2026-06-15")), "приказ № 40"));
    }

    fn a_job_left_with_a_merged_card_is_neither_counted_nor_taken(engine) {
        let stage = stage(engine);
        let (school, house) = (&stage.tree.school, &stage.app.house);
        let kept = hire(house, school, "Орлова Нина Петровна").unwrap();
        let gone = hire(house, school, "Орлова Нина Павловна").unwrap();
        let mut cx = web::Cx::<web::Write>::outside(house, None).unwrap();
        crate::actions::merging::merge(&mut cx, &kept, &gone, None).unwrap();
        cx.finish().unwrap();
        let under = db::Ranges::under([school.path.as_str()]);
        let (low, high) = under.pairs()[0].clone();
        let post = stage.works(&kept)[0].post.clone();
        let counted = house.db.read(|conn| store::counted::in_posts(conn, (&low, &high), &[post.as_str()], day("2026-06-18"))).unwrap();
        assert_eq!(counted.len(), 1);
        let form = stage.authority.page(&stage.url);
        assert!(form.says("Орлова Нина Петровна") && !form.says("Орлова Нина Павловна"), "{}", form.body);
        assert!(stage.post(&[("whole", "Учитель")]).says("перейдут – 1 место работы"));
        // A merger of the school takes the job along, as little seen as it was.
        let mut cx = web::Cx::<web::Write>::outside(house, None).unwrap();
        let may = cx.operator::<units::KeepUnits>().unwrap();
        let dated = units::actions::Dated { day: day(DAY), ground: "приказ № 1".to_owned() };
        let of = (school.id, school.version);
        units::actions::merge(&mut cx, &may, of, &units::Joining::to(stage.tree.other_school.id), &dated).unwrap();
        cx.finish().unwrap();
        let seen = |person: &Person| stage.works(person).iter().filter(|one| one.shows).count();
        assert_eq!((stage.works(&gone).len(), seen(&kept), seen(&gone)), (2, 1, 0));
    }

    fn a_wrong_day_keeps_what_was_ticked(engine) {
        let stage = stage(engine);
        let work = stage.work(&hire(&stage.app.house, &stage.tree.school, "Орлова Нина Петровна").unwrap());
        for (on, said) in [
            ("2026-06-19", "Этот день ещё не наступил"),
            ("2020-08-31", "01.09.2020 здесь уже внесено другое изменение"),
            ("31.31.2026", "error"),
        ] {
            let refused = stage.post(&[("day", on), ("chosen", &work)]);
            assert!(refused.status == 422 && refused.says(said), "{on}: {}", refused.body);
            assert!(refused.says("Школа № 11"), "{on}");
        }
        let refused = stage.post(&[("day", "2026-06-19"), ("chosen", &work)]);
        assert!(refused.says(&format!("value=\"{work}\" checked")), "{}", refused.body);
        let nonsense = stage.post(&[("chosen", "77")]);
        assert!(nonsense.status == 422 && nonsense.says("Отмеченное изменилось"), "{}", nonsense.body);
    }

    fn who_does_not_keep_the_school_from_above_divides_nothing(engine) {
        let stage = stage(engine);
        let south = stage.app.browser_as(Role::MunicipalAuthority, Level::Municipality, &stage.tree.south.path);
        assert_eq!(south.get(&stage.url).status, 404);
        let principal = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        assert_eq!(principal.get(&stage.url).status, 403);
        let version = stage.tree.school.version;
        let mut cx = web::Cx::<web::Write>::outside(&stage.app.house, None).unwrap();
        let may = cx.operator::<units::KeepUnits>().unwrap();
        let dated = units::actions::Dated { day: day("2026-06-01"), ground: "приказ № 1".to_owned() };
        units::actions::close(&mut cx, &may, (stage.tree.school.id, version), &dated).unwrap();
        cx.finish().unwrap();
        let closed = stage.authority.get(&stage.url);
        assert!(closed.status == 422 && closed.says("закрыта, её история окончена"), "{}", closed.body);
    }
}
