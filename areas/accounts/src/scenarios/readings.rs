//! What a person sees of the own account: the sessions, and who looked at the data.

use access::Role;
use testing::both_databases;

use super::stage;

both_databases! {
    fn who_looked_is_told_by_day_person_role_and_page(engine) {
        let stage = stage(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let own = stage.entered("vera");
        assert!(own.page("/account/readings").says("Никто не смотрел"));
        let administrator = stage.administrator();
        administrator.page(&format!("/accounts/{vera}"));
        administrator.page(&format!("/accounts/{vera}"));
        administrator.page("/accounts");
        let page = own.page("/account/readings");
        assert!(page.says("18 июня 2026 г.") && page.says("Проверкин П. И.") && page.says("Администратор"));
        assert!(page.says("карточка учётной записи") && page.says("2 раза"));
        assert!(page.says("список учётных записей") && page.says("1 раз"));
        stage.settled("other", Role::ServiceHead, &stage.tree.south);
        assert!(stage.entered("other").page("/account/readings").says("Никто не смотрел"), "only of one's own data");
    }

    fn pages_are_called_as_the_person_knows_them(engine) {
        let stage = stage(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let pages = ["/people/{person}", "/people/{person}/consents", "/people/{person}/portfolio/paper", "/accounts/{account}", "/units/{unit}", "/made-up"];
        let insert = |(place, page): (usize, &&str)| format!(
            "INSERT INTO audit_entries (id, at, account_id, action, area, kind, object_id, unit_path, text, details) \
             VALUES ({place}, 1781751600000000, NULL, 'read', 'web', 'account', {vera}, '/', 'x', '{{\"page\":\"{page}\"}}')"
        );
        stage.sql(&pages.iter().enumerate().map(insert).collect::<Vec<_>>().join(";"));
        let page = stage.entered("vera").page("/account/readings");
        for said in ["карточка педагога", "согласия", "портфолио", "карточка учётной записи", "раздел «Территории»", "страница с\u{a0}данными"] {
            assert!(page.says(&format!(">{said}</td>")), "{said}: {}", page.body);
        }
    }

    fn older_readings_are_on_further_pages(engine) {
        let stage = stage(engine);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let insert = |id: i64| format!(
            "INSERT INTO audit_entries (id, at, account_id, action, area, kind, object_id, unit_path, text, details) \
             VALUES ({id}, {}, NULL, 'read', 'web', 'account', {vera}, '/', 'x', 'null')",
            1_781_751_600_000_000_i64 + id
        );
        stage.sql(&(1..=101).map(insert).collect::<Vec<_>>().join(";"));
        let own = stage.entered("vera");
        let first = own.page("/account/readings");
        assert!(first.says("100 раз") && first.body.contains("/account/readings?before=2\""));
        let second = own.page("/account/readings?before=2");
        assert!(second.says("1 раз") && !second.body.contains("rel=\"next\""));
    }

    fn other_sessions_end_and_this_one_stays(engine) {
        let stage = stage(engine);
        stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let (one, two, this) = (stage.entered("vera"), stage.entered("vera"), stage.entered("vera"));
        let page = this.page("/account");
        assert!(page.says("этот сеанс") && page.says("Завершить остальные"));
        this.done("/account/sessions/others", &[]);
        assert_eq!([one.get("/account").status, two.get("/account").status], [303, 303]);
        let page = this.page("/account");
        assert!(page.says("этот сеанс") && !page.says("Завершить остальные"));
    }
}
