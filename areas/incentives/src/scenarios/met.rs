//! Two people at once: the second is told who was first and what has become of it, and what they typed is not lost.

use access::{Level, Role};
use people::RecordKind;
use testing::both_databases;

use super::stage::stage;

both_databases! {
    fn the_second_of_two_who_change_a_representation_keeps_the_text(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        let version = stage.deputy.page(&format!("{card}/text")).input("version").unwrap();
        let of = |version: &str, merits: &str| {
            let fields = [("version", version), ("kind", "gratitude"), ("ground", "mentoring"), ("ground_note", "протокол № 4"),
                ("merits", merits), ("day", "2026-06-16")];
            stage.deputy.post(&format!("{card}/text"), &fields)
        };
        assert_eq!(of(&version, "Первый текст.").status, 303);
        let stale = of(&version, "Второй текст, написанный рядом.");
        assert!(stale.status == 409 && stale.says("уже изменили") && stale.says("Ваше не"), "{}", stale.body);
        assert!(stale.says("Второй текст, написанный рядом.") && stale.body.contains("протокол № 4"), "what was typed stays: {}", stale.body);
        assert!(stage.deputy.page(&card).says("Первый текст."), "nothing is saved over it");
        let fresh = stale.input("version").unwrap();
        assert_eq!(of(&fresh, "Второй текст, написанный рядом.").status, 303, "sent again by whoever has seen it");
    }

    fn who_changes_what_was_passed_on_meanwhile_keeps_the_text(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        let version = stage.deputy.page(&format!("{card}/text")).input("version").unwrap();
        let word = [("version", version.as_str()), ("form", "word"), ("word", "refused"), ("note", "мало оснований"), ("day", "2026-06-16")];
        stage.principal.page(&card);
        let said = stage.principal.post(&format!("{card}/word"), &word);
        assert_eq!(said.status, 303, "{}", said.body);
        let fields = [("version", version.as_str()), ("kind", "gratitude"), ("ground", "mentoring"), ("ground_note", ""),
            ("merits", "Шесть тысяч знаков заслуг."), ("day", "2026-06-16")];
        let late = stage.deputy.post(&format!("{card}/text"), &fields);
        assert!(late.status == 409 && late.says("уже изменили"), "{}", late.body);
        assert!(late.says("Вы набрали") && late.says("Шесть тысяч знаков заслуг."), "what was typed stays: {}", late.body);
    }

    fn the_second_of_two_who_decide_or_withdraw_keeps_the_words(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        let version = stage.principal.page(&card).input("version").unwrap();
        let gone = [("version", version.as_str()), ("form", "withdrawal"), ("reason", "Педагог уходит")];
        let word = |note| [("version", version.as_str()), ("form", "word"), ("word", "returned"), ("note", note), ("day", "2026-06-16")];
        assert_eq!(stage.principal.post(&format!("{card}/word"), &word("нет итогов года")).status, 303);
        let late = stage.principal.post(&format!("{card}/word"), &word("нет подписи"));
        assert!(late.status == 409 && late.says("Вы набрали") && late.says("нет подписи"), "{}", late.body);
        let stale = stage.deputy.post(&format!("{card}/withdrawal"), &gone);
        assert!(stale.status == 409 && stale.says("уже изменили"), "{}", stale.body);
        assert!(stale.body.contains("value=\"Педагог уходит\""), "what was typed stays in its form: {}", stale.body);
        assert!(stage.deputy.page(&card).says("нет итогов года"), "it is still what the first made of it");
        let fresh = stale.input("version").unwrap();
        let again = [("version", fresh.as_str()), ("form", "withdrawal"), ("reason", "Педагог уходит")];
        assert_eq!(stage.deputy.post(&format!("{card}/withdrawal"), &again).status, 303);
        let other = [("version", fresh.as_str()), ("form", "withdrawal"), ("reason", "Передумали")];
        let twice = stage.deputy.post(&format!("{card}/withdrawal"), &other);
        assert!(twice.status == 409 && twice.says("отозвано") && twice.says("Передумали"), "{}", twice.body);
    }

    fn the_second_of_two_who_switch_the_list_is_told_of_the_first(engine) {
        let stage = stage(engine);
        let other = stage.app.browser_as(Role::MunicipalAuthority, Level::Municipality, &stage.tree.north.path);
        let url = "/incentives/payments/switch";
        let seen = stage.authority.page("/incentives/payments").input("seen").unwrap();
        other.page("/incentives/payments");
        assert_eq!(stage.authority.post(url, &[("is_on", "1"), ("seen", &seen), ("reason", "приказ № 12")]).status, 303);
        let second = other.post(url, &[("is_on", "1"), ("seen", &seen), ("reason", "решение совета")]);
        assert!(second.status == 409 && second.says("уже включён") && second.says("приказ № 12"), "{}", second.body);
        assert!(second.says("Ваше основание не") && second.says("решение совета"), "what was typed stays: {}", second.body);
        let now = other.page("/incentives/payments").input("seen").unwrap();
        assert_eq!(other.post(url, &[("is_on", "0"), ("seen", &now), ("reason", "нет средств")]).status, 303);
        let stale = stage.authority.post(url, &[("is_on", "0"), ("seen", &now), ("reason", "конец года")]);
        assert!(stale.status == 409 && stale.says("уже отключён") && stale.says("нет средств"), "{}", stale.body);
    }

    fn the_second_of_two_who_leave_somebody_out_is_told_of_the_first(engine) {
        let stage = stage(engine);
        stage.tell(&stage.teacher, RecordKind::ExpertWork, "Жюри муниципального конкурса", "2026-02-10");
        stage.authority.page("/incentives/payments");
        stage.authority.post("/incentives/payments/switch", &[("is_on", "1"), ("reason", "приказ № 12")]);
        let (url, id) = ("/incentives/payments/omissions", stage.teacher.id.to_string());
        let field = format!("reason-{id}");
        let time = [("from", "2025-09-01"), ("to", "2026-06-18"), ("person", id.as_str())];
        stage.head.page("/incentives/payments");
        let of = |more: &[(&str, &str)]| stage.head.post(url, &[&time[..], more].concat());
        assert_eq!(of(&[("seen", ""), (field.as_str(), "оплачено договором")]).status, 303);
        let second = of(&[("seen", ""), (field.as_str(), "просил сам")]);
        assert!(second.status == 409 && second.says("оплачено договором"), "{}", second.body);
        assert!(second.says("Вы набрали: просил сам"), "what was typed stays: {}", second.body);
        let stale = of(&[("seen", "17")]);
        assert!(stale.status == 409 && stale.says("оплачено договором"), "who returns sees another reason than they saw: {}", stale.body);
        assert!(stage.head.page("/incentives/payments").says("оплачено договором"));
    }
}
