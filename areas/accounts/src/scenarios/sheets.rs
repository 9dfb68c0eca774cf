//! Sheets of one-time codes: whom they invite, what is printed once, how a code opens and why it does not.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use access::{Level, Role};
use chrono::NaiveDate;
use db::{Conn, Moment, Result, WriteTx};
use registry::{Staff, StaffOffer};
use testing::{Browser, Engine, Shown, TestApp, both_databases};
use units::fixture::{SmallTree, plant};
use web::Area;

use crate::model::State;

const DAY: i64 = 24 * 3600;

/// Cards of people who work at one school: the id of the card and its account.
#[derive(Clone, Default)]
struct School(Arc<Mutex<BTreeMap<i64, Option<i64>>>>);

impl StaffOffer for School {
    fn without_account(&self, _: &mut Conn, _: i64, _: NaiveDate) -> Result<Vec<Staff>> {
        let staff = |(person, _): (&i64, &Option<i64>)| Staff {
            person: *person,
            last: "Кедрова".to_owned(),
            first: "Вера".to_owned(),
            middle: "Ильинична".to_owned(),
            post: "учитель математики".to_owned(),
        };
        let cards = self.0.lock().unwrap();
        Ok(cards.iter().filter(|(_, account)| account.is_none()).map(staff).collect())
    }

    fn tie(&self, _: &mut WriteTx, person: i64, account: i64, _: Option<i64>, _: Moment) -> Result<bool> {
        let mut cards = self.0.lock().unwrap();
        let Some(card) = cards.get_mut(&person) else { return Ok(false) };
        *card = Some(account);
        Ok(true)
    }

    fn card_of(&self, _: &mut Conn, account: i64) -> Result<Option<(i64, String)>> {
        let cards = self.0.lock().unwrap();
        let card = cards.iter().find(|(_, held)| **held == Some(account));
        Ok(card.map(|(person, _)| (*person, "Кедрова Вера Ильинична".to_owned())))
    }

    fn untie(&self, _: &mut WriteTx, account: i64, _: Option<i64>, _: Moment) -> Result<()> {
        self.0
            .lock()
            .unwrap()
            .values_mut()
            .filter(|held| **held == Some(account))
            .for_each(|held| *held = None);
        Ok(())
    }

    fn works(&self, _: &mut Conn, account: i64, _: i64, _: NaiveDate) -> Result<bool> {
        Ok(self.0.lock().unwrap().values().any(|held| *held == Some(account)))
    }
}

struct Stage {
    app: TestApp,
    tree: SmallTree,
    school: School,
}

fn areas(school: &School) -> Vec<Area> {
    let staff = Area { name: "staff", staff: Some(Box::new(school.clone())), ..Area::default() };
    vec![units::area(), crate::area(), staff]
}

fn stage(engine: Engine) -> Stage {
    let school = School::default();
    for person in 1..=3 {
        school.0.lock().unwrap().insert(person, None);
    }
    let app = TestApp::with_press(engine, areas(&school));
    let tree = plant(&app.house).unwrap();
    Stage { app, tree, school }
}

impl Stage {
    fn principal(&self) -> Browser {
        self.app.browser_as(Role::Principal, Level::Organisation, &self.tree.school.path)
    }

    /// A sheet for these cards: its address, and the codes by login as they were printed.
    fn sheet(&self, of: &Browser, people: &[&str]) -> (String, BTreeMap<String, String>) {
        let unit = self.tree.school.id.to_string();
        let form = of.page(&format!("/invitation-sheets/new?unit={unit}"));
        assert!(!form.body.contains(" checked") && form.says("Всех"), "nobody is invited unasked");
        let mut fields = vec![("unit", unit.as_str())];
        fields.extend(people.iter().map(|one| ("person", *one)));
        let printed = of.post("/invitation-sheets", &fields);
        assert_eq!(printed.status, 200, "{}", printed.body);
        let list = of.page("/invitation-sheets");
        let url = list.body.split("href=\"/invitation-sheets/").skip(1).find(|part| !part.starts_with("new"));
        let id = url.unwrap().split('"').next().unwrap();
        (format!("/invitation-sheets/{id}"), slips(&printed))
    }

    fn account(&self, login: &str) -> crate::model::Account {
        self.app.house.db.read(|conn| crate::store::by_login(conn, login)).unwrap().unwrap()
    }

    fn later(&self, seconds: i64) {
        self.app.write(|tx| {
            tx.batch(&format!(
                "UPDATE invitations SET created_at = created_at - {0}, expires_at = expires_at - {0}",
                seconds * 1_000_000
            ))
        });
    }
}

/// Login and code of every slip.
fn slips(printed: &Shown) -> BTreeMap<String, String> {
    let after = |text: &str, word: &str| {
        let rest = text.split(word).nth(1).unwrap_or_default();
        rest.split(['\\', '\n']).next().unwrap_or_default().to_owned()
    };
    let parts = printed.body.split("Логин: ").skip(1);
    parts.map(|part| (after(&format!("Логин: {part}"), "Логин: "), after(part, "Код: "))).collect()
}

fn enter(browser: &Browser, login: &str, code: &str) -> Shown {
    browser.page("/first-sign-in");
    let password = "тихая заводь 9";
    browser.post(
        "/first-sign-in",
        &[
            ("login", login),
            ("paper_code", code),
            ("new_password", password),
            ("new_password_again", password),
        ],
    )
}

fn refused(stage: &Stage, login: &str, code: &str, words: &str) {
    let shown = enter(&stage.app.stranger(), login, code);
    assert!(shown.status == 422 && shown.says(words), "{words}: {} {}", shown.status, shown.body);
}

both_databases! {
    fn an_account_made_by_invitation_is_tied_to_a_card_by_the_administrator(engine) {
        let stage = stage(engine);
        let administrator = stage.app.browser_as(Role::Administrator, Level::Region, &stage.tree.region.path);
        let account = stage.app.account(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        let (card, tie) = (format!("/accounts/{account}"), format!("/accounts/{account}/card"));
        let page = administrator.page(&card);
        assert!(page.says("Карточка педагога") && page.says("Кедрова Вера Ильинична, учитель математики"), "{}", page.body);
        let none = administrator.post(&tie, &[("person", "9")]);
        assert!(none.status == 422 && none.says("Выберите человека из списка"), "{}", none.body);
        administrator.done(&tie, &[("person", "2")]);
        administrator.done(&tie, &[("person", "2")]);
        let other = administrator.post(&tie, &[("person", "3")]);
        assert!(other.status == 422 && other.says("уже связана с карточкой"), "{}", other.body);
        let page = administrator.page(&card);
        assert!(page.says("Кедрова Вера Ильинична") && page.says("Снять связь") && page.says("Учётная запись связана"), "{}", page.body);
        assert!(!page.body.contains("href=\"/people/2\""), "whoever opens no cards gets no link to one: {}", page.body);
        assert_eq!(stage.principal().post(&tie, &[("person", "2")]).status, 403);
        administrator.done(&format!("{tie}/removal"), &[]);
        assert!(administrator.page(&card).says("Чья это запись"));
    }

    fn a_sheet_of_the_whole_school_has_a_code_for_everybody(engine) {
        let stage = stage(engine);
        let (principal, unit) = (stage.principal(), stage.tree.school.id.to_string());
        principal.page(&format!("/invitation-sheets/new?unit={unit}"));
        let printed = principal.post("/invitation-sheets", &[("unit", unit.as_str()), ("whole", "1")]);
        assert_eq!(printed.status, 200, "{}", printed.body);
        assert_eq!(slips(&printed).len(), 3);
        let again = principal.post("/invitation-sheets", &[("unit", unit.as_str()), ("whole", "1")]);
        assert_eq!(again.status, 303, "nobody is left: the second click leads to the sheet of the first");
        assert!(principal.page(&again.location).says("Лист на этих людей уже сделан"));
        let strange = principal.post("/invitation-sheets", &[("unit", "x"), ("whole", "1")]);
        assert_eq!(strange.status, 404);
    }

    fn a_principal_prints_a_sheet_and_everybody_sets_a_password_once(engine) {
        let stage = stage(engine);
        let principal = stage.principal();
        let (sheet, codes) = stage.sheet(&principal, &["1", "2"]);
        let logins: Vec<&str> = codes.keys().map(String::as_str).collect();
        assert_eq!(logins, ["кедрова.ви", "кедрова.ви2"]);
        let code = codes["кедрова.ви"].clone();
        assert!(!principal.page(&sheet).body.contains(&code), "codes stand on paper only");
        let person = stage.app.stranger();
        // Small Cyrillic letters without hyphens are the same code.
        let typed: String = code.to_lowercase().replace('-', " ").chars().map(cyrillic).collect();
        let shown = enter(&person, " Кедрова.ВИ ", &typed);
        assert_eq!((shown.status, shown.location.as_str()), (303, "/"), "{}", shown.body);
        assert!(person.page("/account").says("Педагог"));
        assert_eq!(stage.account("кедрова.ви").state, State::Active);
        assert!(principal.page("/invitation-sheets").says("1 из 2"));
        refused(&stage, "кедрова.ви", &code, "По этому коду пароль уже задан");
        let tied = stage.school.0.lock().unwrap().get(&1).copied().flatten();
        assert_eq!(tied, Some(stage.account("кедрова.ви").id.0));
        let journal = stage.app.browser_as(Role::Administrator, Level::Region, &stage.tree.region.path);
        let journal = journal.page("/journal");
        assert!(journal.says("Пароль задан по коду с листа, вход") && journal.says("Сделан лист приглашений: 2"));
        assert!(journal.says("Связана с учётной записью карточка"));
    }

    fn what_is_wrong_with_a_code_is_said_in_words(engine) {
        let stage = stage(engine);
        let principal = stage.principal();
        let (sheet, codes) = stage.sheet(&principal, &["1", "2", "3"]);
        let code = |login: &str| codes[login].as_str();
        refused(&stage, "кедрова.ви", "AK4M-7TPX-3CE", "В коде 12 знаков, а набрано 11");
        refused(&stage, "кедрова.ви", "AK4M-7TPX-3CE0", "Знака «0» в кодах не бывает");
        refused(&stage, "кедрова.ви", code("кедрова.ви2"), "Логин или код не подходят");
        refused(&stage, "никто", code("кедрова.ви2"), "Логин или код не подходят");
        // Dismissed between the printing and the first sign-in.
        stage.school.0.lock().unwrap().remove(&3);
        refused(&stage, "кедрова.ви3", code("кедрова.ви3"), "больше не работаете");
        // Printed anew: the old code is dead, the new one lives.
        let account = stage.account("кедрова.ви2").id.to_string();
        let renewed = principal.post(&format!("{sheet}/renewal"), &[("account", &account)]);
        assert_eq!(renewed.status, 200, "{}", renewed.body);
        refused(&stage, "кедрова.ви2", code("кедрова.ви2"), "Этот код заменён новым");
        let fresh = slips(&renewed);
        assert_eq!((fresh.len(), enter(&stage.app.stranger(), "кедрова.ви2", &fresh["кедрова.ви2"]).status), (1, 303));
        stage.later(14 * DAY);
        refused(&stage, "кедрова.ви", code("кедрова.ви"), "Срок этого кода закончился");
    }

    fn closed_codes_open_nothing(engine) {
        let stage = stage(engine);
        let principal = stage.principal();
        let (sheet, codes) = stage.sheet(&principal, &["1"]);
        principal.done(&format!("{sheet}/closing"), &[]);
        refused(&stage, "кедрова.ви", &codes["кедрова.ви"], "Этот код заменён новым или отозван");
        assert!(principal.page("/invitation-sheets").says("отозван"));
    }

    fn codes_are_not_guessed(engine) {
        let stage = stage(engine);
        let (_, codes) = stage.sheet(&stage.principal(), &["1"]);
        let wrong = "AAAA-AAAA-AAAA";
        for _ in 0..5 {
            refused(&stage, "кедрова.ви", wrong, "Логин или код не подходят");
        }
        refused(&stage, "кедрова.ви", wrong, "Слишком много попыток");
        refused(&stage, "кедрова.ви", &codes["кедрова.ви"], "Слишком много попыток");
    }

    fn nobody_is_invited_twice_or_from_elsewhere(engine) {
        let stage = stage(engine);
        let principal = stage.principal();
        let (sheet, _) = stage.sheet(&principal, &["1", "2", "3"]);
        let unit = stage.tree.school.id.to_string();
        let page = principal.page(&format!("/invitation-sheets/new?unit={unit}"));
        assert!(page.says("Приглашать некого"));
        let again = principal.post("/invitation-sheets", &[("unit", &unit), ("person", "1")]);
        assert_eq!((again.status, again.location.as_str()), (303, sheet.as_str()), "a second click leads to the first sheet");
        let shown = principal.page(&sheet);
        assert!(shown.says("Лист на этих людей уже сделан") && shown.says("Напечатать коды заново"), "{}", shown.body);
        principal.done(&format!("{sheet}/closing"), &[]);
        let withdrawn = principal.post("/invitation-sheets", &[("unit", &unit), ("person", "1")]);
        assert!(withdrawn.status == 422 && withdrawn.says("Приглашать некого"), "{}", withdrawn.body);
        let other = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.other_school.path);
        assert_eq!(other.get(&sheet).status, 404);
        assert_eq!(other.post("/invitation-sheets", &[("unit", &unit), ("person", "1")]).status, 404);
        assert_eq!(other.post(&format!("{sheet}/renewal"), &[]).status, 404);
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert_eq!(teacher.get("/invitation-sheets").status, 403);
    }

    fn another_role_of_the_school_is_given_by_a_sheet_and_stands_on_the_slip(engine) {
        let stage = stage(engine);
        let deputy = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.school.path);
        let unit = stage.tree.school.id.to_string();
        let form = deputy.page(&format!("/invitation-sheets/new?unit={unit}"));
        assert!(form.says("и «Наставник»") && !form.says("и «Директор»") && form.body.contains("name=\"role-1\""), "{}", form.body);
        let post = |role: &str| {
            let fields = [("unit", unit.as_str()), ("person", "1"), ("person", "2"), ("role-1", role), ("role-3", "deputy")];
            deputy.post("/invitation-sheets", &fields)
        };
        for role in ["principal", "deputy", "administrator", "lunar"] {
            let refused = post(role);
            assert!(refused.status == 422 && refused.body.contains("checked"), "{role}: {}", refused.body);
        }
        let printed = post("mentor");
        assert_eq!(printed.status, 200, "{}", printed.body);
        let said = "Роль: «Наставник» и\\u{a0}«Педагог»";
        assert!(printed.body.contains(said), "{}", printed.body);
        let codes = slips(&printed);
        let list = deputy.page("/invitation-sheets");
        let sheet = list.body.split("href=\"/invitation-sheets/").skip(1).find(|part| !part.starts_with("new")).unwrap();
        let sheet = format!("/invitation-sheets/{}", sheet.split('"').next().unwrap());
        assert!(deputy.page(&sheet).says("«Наставник» и «Педагог»"));
        // A new code of the same account opens as well: the sheet gave what it holds.
        let account = stage.account("кедрова.ви").id.to_string();
        let renewed = deputy.post(&format!("{sheet}/renewal"), &[("account", account.as_str())]);
        assert!(renewed.status == 200 && renewed.body.contains(said), "{}", renewed.body);
        let person = stage.app.stranger();
        assert_eq!(enter(&person, "кедрова.ви", &slips(&renewed)["кедрова.ви"]).status, 303);
        let own = person.page("/account");
        assert!(own.says("Наставник") && own.says("Педагог"), "{}", own.body);
        let other = stage.app.stranger();
        assert_eq!(enter(&other, "кедрова.ви2", &codes["кедрова.ви2"]).status, 303);
        assert!(!other.page("/account").says("Наставник"));
    }

    fn one_code_opens_once_for_two_at_once(engine) {
        let stage = stage(engine);
        let (_, codes) = stage.sheet(&stage.principal(), &["1"]);
        let code = codes["кедрова.ви"].as_str();
        let (start, browsers) = (&std::sync::Barrier::new(2), [stage.app.stranger(), stage.app.stranger()]);
        let done: Vec<u16> = std::thread::scope(|scope| {
            let tries: Vec<_> = browsers
                .into_iter()
                .map(|browser| {
                    scope.spawn(move || {
                        start.wait();
                        enter(&browser, "кедрова.ви", code).status
                    })
                })
                .collect();
            tries.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(done == [303, 422] || done == [422, 303], "{done:?}");
    }
}

/// The letter of the other alphabet that looks the same.
fn cyrillic(letter: char) -> char {
    "aekmhpctx"
        .chars()
        .zip("аекмнрстх".chars())
        .find(|(latin, _)| *latin == letter)
        .map_or(letter, |pair| pair.1)
}
