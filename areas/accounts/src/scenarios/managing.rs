//! Accounts and roles in an administrator's hands: inside the scope, at the right level, and never against oneself.

use access::{Level, Role};
use testing::{Browser, Shown, both_databases};

use super::{Stage, stage};
use crate::model::State;

fn give(browser: &Browser, account: impl std::fmt::Display, role: &str, place: &str) -> Shown {
    let fields = [("role", role), ("place", place), ("basis", "приказ № 9")];
    browser.post(&format!("/accounts/{account}/roles"), &fields)
}

/// The addresses of the buttons «Снять» on a card.
fn ends(card: &Shown) -> Vec<String> {
    let actions =
        card.body.split("action=\"").map(|part| part.split('"').next().unwrap_or_default().to_owned());
    actions.filter(|address| address.contains("/roles/")).collect()
}

fn roles_of(stage: &Stage, account: access::AccountId) -> usize {
    let today = stage.app.house.now().day(stage.app.house.settings.zone);
    let held = stage.app.house.db.read(|conn| crate::store::roles::held_by(conn, &[account.0])).unwrap();
    held.iter().filter(|one| one.is_in_force(today)).count()
}

both_databases! {
    fn a_role_is_given_and_taken(engine) {
        let stage = stage(engine);
        let administrator = stage.administrator();
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        assert_eq!(give(&administrator, vera, "principal", &stage.tree.school.code).status, 303);
        let card = administrator.page(&format!("/accounts/{vera}"));
        assert!(card.says("Директор") && card.says("Школа № 1") && card.says("приказ № 9"));
        assert!(card.says("Выдана роль «Директор»"));
        assert_eq!(roles_of(&stage, vera), 2);
        let again = give(&administrator, vera, "principal", &stage.tree.school.code);
        assert!(again.status == 422 && again.says("Роль «Директор» здесь уже выдана на эти дни."));
        administrator.done(ends(&card).last().unwrap(), &[]);
        assert_eq!(roles_of(&stage, vera), 1);
        assert!(administrator.page(&format!("/accounts/{vera}")).says("Снята роль «Директор»"));
        // A role that was held stays told as held, until yesterday.
        stage.app.write(|tx| tx.batch(&format!("UPDATE role_grants SET valid_from = '2020-09-01' WHERE account_id = {vera}")));
        let card = administrator.page(&format!("/accounts/{vera}"));
        administrator.done(&ends(&card)[0], &[]);
        let yesterday = stage.app.house.now().day(stage.app.house.settings.zone).pred_opt();
        let held = stage.app.house.db.read(|conn| crate::store::roles::held_by(conn, &[vera.0])).unwrap();
        assert!(held.iter().any(|one| one.to == yesterday), "{held:?}");
    }

    fn a_place_is_found_by_code_or_by_the_beginning_of_its_name(engine) {
        let stage = stage(engine);
        let administrator = stage.administrator();
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let several = give(&administrator, vera, "principal", "школа");
        assert!(several.status == 422 && several.says("Подходит несколько: Школа № 1 (код"), "{}", several.body);
        let none = give(&administrator, vera, "principal", "Западный");
        assert!(none.says("нет такого кода или начала названия"));
        let level = give(&administrator, vera, "principal", "Южный");
        assert!(level.says("Роль «Директор» выдаётся на уровне: организация. Выбранный уровень – муниципалитет."));
        assert!(give(&administrator, vera, "principal", "").says("Укажите территорию или организацию"));
        assert_eq!(roles_of(&stage, vera), 1);
        assert_eq!(give(&administrator, vera, "municipal_methodist", "южн").status, 303);
        assert_eq!(roles_of(&stage, vera), 2);
    }

    fn nothing_is_given_or_seen_outside_the_scope(engine) {
        let stage = stage(engine);
        let administrator = stage.administrator();
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let far = stage.settled("far", Role::ServiceHead, &stage.elsewhere.north);
        let refused = give(&administrator, vera, "service_head", &stage.elsewhere.south.code);
        assert!(refused.status == 422 && refused.says("нет такого кода или начала названия"));
        assert!(give(&administrator, vera, "administrator", "").says("Укажите территорию или организацию"));
        assert_eq!(give(&administrator, far, "service_head", &stage.tree.south.code).status, 404);
        for action in ["", "/block", "/invitation"] {
            let address = format!("/accounts/{far}{action}");
            let shown = if action.is_empty() { administrator.get(&address) } else { administrator.post(&address, &[]) };
            assert_eq!(shown.status, 404, "{address}");
        }
        let list = administrator.page("/accounts?name=%D0%BA%D0%B5%D0%B4");
        assert!(list.body.contains("vera") && !list.body.contains(">far<"));
        let ministry = stage.app.browser_as(Role::Ministry, Level::Region, &stage.tree.region.path);
        assert_eq!((ministry.get("/accounts").status, ministry.get("/journal").status), (403, 200));
        let institute = stage.app.browser_as(Role::InstituteMethodist, Level::Region, &stage.tree.region.path);
        assert_eq!((institute.get("/accounts").status, institute.get("/journal").status), (403, 403));
    }

    fn a_regional_administrator_does_not_take_over_a_wider_account(engine) {
        let stage = stage(engine);
        let administrator = stage.administrator();
        let root = stage.app.account(Role::Administrator, Level::Installation, "/");
        let top = stage.app.signed_in(root);
        assert_eq!(give(&top, root, "expert", &stage.tree.north.code).status, 303);
        for action in ["block", "invitation"] {
            let shown = administrator.post(&format!("/accounts/{root}/{action}"), &[]);
            assert!(shown.status == 422 && shown.says("есть роли за пределами вашей территории"), "{action}");
        }
        assert_eq!(stage.account(root).state, State::Active);
        assert_eq!(top.get("/accounts").status, 200);
    }

    fn nobody_shuts_themselves_out(engine) {
        let stage = stage(engine);
        let me = stage.app.account(Role::Administrator, Level::Region, &stage.tree.region.path);
        let administrator = stage.app.signed_in(me);
        let card = administrator.page(&format!("/accounts/{me}"));
        let last = administrator.post(&ends(&card)[0], &[]);
        assert!(last.status == 422 && last.says("Это ваша последняя роль администратора"));
        for action in ["block", "invitation"] {
            let shown = administrator.post(&format!("/accounts/{me}/{action}"), &[]);
            assert!(shown.status == 422 && shown.says("Свою учётную запись нельзя"), "{action}");
        }
        let other = stage.administrator();
        assert_eq!(other.post(&ends(&card)[0], &[]).status, 303);
        assert_eq!(administrator.get("/accounts").status, 403);
    }

    fn blocking_ends_sessions_and_unblocking_gives_the_password_back(engine) {
        let stage = stage(engine);
        let administrator = stage.administrator();
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let open = stage.entered("vera");
        administrator.done(&format!("/accounts/{vera}/block"), &[]);
        assert_eq!(open.get("/account").status, 303);
        let reset = administrator.post(&format!("/accounts/{vera}/invitation"), &[]);
        assert!(reset.status == 422 && reset.says("Сначала разблокируйте её"));
        assert!(administrator.page("/accounts?state=blocked").says("Кедрова"));
        administrator.done(&format!("/accounts/{vera}/unblock"), &[]);
        assert_eq!(stage.entered("vera").get("/account").status, 200);
    }

    fn the_list_is_paged_by_name_and_filtered_by_role(engine) {
        let stage = stage(engine);
        let administrator = stage.administrator();
        for number in 0..51 {
            stage.settled(&format!("mentor{number}"), Role::Mentor, &stage.tree.school);
        }
        let first = administrator.page("/accounts?role=mentor");
        assert!(first.says("50 строк") && !first.says("Проверкин Пётр Ильич"));
        let next = first.body.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        let second = administrator.page(&next.replace("&#38;", "&").replace("&amp;", "&"));
        assert!(second.says("1 строка") && !second.body.contains("rel=\"next\""));
        assert!(administrator.page("/accounts?role=expert").says("Никого не найдено"));
    }

    fn who_looked_at_a_card_is_told_to_its_owner(engine) {
        let stage = stage(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let own = stage.entered("vera");
        assert!(own.page("/account").says("Пока никто, кроме вас"));
        stage.administrator().page(&format!("/accounts/{vera}"));
        assert!(own.page("/account").says("Показаны персональные данные"));
        assert!(own.page("/account").says("Проверкин П. И."));
    }
}
