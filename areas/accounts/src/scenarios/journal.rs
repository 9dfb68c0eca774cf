//! The journal: seen inside the scope only, searched, sealed; a changed line is found.

use access::{AccountId, Level, Role};
use testing::both_databases;

use super::{Stage, stage};
use crate::store::{invitations, sessions};

/// An administrator blocks an account of the region; who did it, and to whom.
fn something_happens(stage: &Stage) -> (AccountId, AccountId) {
    let me = stage.app.account(Role::Administrator, Level::Region, &stage.tree.region.path);
    let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
    stage.app.signed_in(me).done(&format!("/accounts/{vera}/block"), &[]);
    (me, vera)
}

fn run_jobs(stage: &Stage) {
    let house = &stage.app.house;
    jobs::run_due(house.as_ref(), &house.db, &house.clock, &house.ids, &house.jobs).unwrap();
}

both_databases! {
    fn a_change_is_seen_inside_the_scope_and_not_outside(engine) {
        let stage = stage(engine);
        something_happens(&stage);
        let text = "Учётная запись заблокирована";
        assert!(stage.administrator().page("/journal").says(text));
        let ministry = |path: &str| stage.app.browser_as(Role::Ministry, Level::Region, path);
        let shown = ministry(&stage.tree.region.path).page("/journal");
        assert!(shown.says(text) && !shown.body.contains("/accounts/"));
        let elsewhere = ministry(&stage.elsewhere.region.path).page("/journal");
        assert!(!elsewhere.says(text) && elsewhere.says("Записей нет"));
        let root = stage.app.browser_as(Role::Administrator, Level::Installation, "/");
        assert!(root.page("/journal").says(text));
        let methodist = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        assert_eq!(methodist.get("/journal").status, 403);
    }

    fn the_journal_is_searched_by_person_action_area_and_day(engine) {
        let stage = stage(engine);
        let (me, _) = something_happens(&stage);
        let reader = stage.administrator();
        let text = "Учётная запись заблокирована";
        let has = |query: &str| reader.page(&format!("/journal?{query}")).says(text);
        let login = stage.account(me).login;
        assert!(has(&format!("who={login}")) && has("action=moved&area=accounts"));
        assert!(has("from=2026-06-18&until=2026-06-18"));
        assert!(!has("who=vera") && !has("action=read") && !has("area=units"));
        assert!(!has("from=2026-06-19") && !has("until=2026-06-17"));
        let several = reader.page("/journal?who=%D0%BF%D1%80%D0%BE%D0%B2");
        assert!(several.says("Подходит несколько человек.") && several.says(&format!("({login})")));
        assert!(reader.page("/journal?who=nobody").says("Такого логина или фамилии"));
    }

    fn older_lines_are_a_page_further(engine) {
        let stage = stage(engine);
        let (_, vera) = something_happens(&stage);
        let reader = stage.administrator();
        for _ in 0..101 {
            reader.page(&format!("/accounts/{vera}"));
        }
        let first = reader.page("/journal");
        assert!(first.says("100 записей") && !first.says("Учётная запись заблокирована"));
        let older = first.body.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(reader.page(&older.replace("&#38;", "&").replace("&amp;", "&")).says("Учётная запись заблокирована"));
    }

    fn lines_are_sealed_and_a_changed_one_is_found(engine) {
        let stage = stage(engine);
        something_happens(&stage);
        let reader = stage.administrator();
        assert!(reader.page("/journal").says("ещё не запечатано"));
        run_jobs(&stage);
        let shown = reader.page("/journal");
        assert!(shown.says("запечатано") && !shown.says("ещё не запечатано"));
        let verify = || stage.app.house.db.read(audit::verify).unwrap();
        let whole = verify();
        assert_eq!((whole.broken, whole.unsealed), (None, 0));
        assert!(whole.sealed > 0);
        stage.sql("UPDATE audit_entries SET text = 'Ничего не было' WHERE action = 'moved'");
        assert_eq!(verify().broken, Some(1));
    }

    fn old_sessions_and_invitations_are_swept(engine) {
        let stage = stage(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let shown = stage.administrator().post(&format!("/accounts/{vera}/invitation"), &[]);
        let token = shown.body.split("/invitations/").nth(1).unwrap().split('<').next().unwrap().to_owned();
        let is_kept = || stage.app.house.db.read(|conn| invitations::find(conn, &token)).unwrap().is_some();
        let month_ago = stage.app.house.now().plus_seconds(-30 * 24 * 3600);
        let grow_old = |table: &str, at: i64| stage.sql(&format!("UPDATE {table} SET expires_at = {at}"));
        let left = || stage.app.write(|tx| sessions::sweep(tx, month_ago));

        grow_old("invitations", month_ago.0);
        grow_old("sessions", month_ago.0 - 1);
        run_jobs(&stage);
        assert!(is_kept() && left() == 0);
        stage.sql("DELETE FROM jobs");
        grow_old("invitations", month_ago.0 - 1);
        run_jobs(&stage);
        assert!(!is_kept());
        stage.app.signed_in(vera);
        grow_old("sessions", month_ago.0);
        assert_eq!(left(), 0);
        grow_old("sessions", month_ago.0 - 1);
        assert_eq!(left(), 1);
    }
}
