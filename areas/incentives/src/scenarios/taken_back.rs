//! What is taken back: an order that loses its force, an award nobody ordered, a decision another made, a place in the list.

use people::RecordKind;
use testing::both_databases;

use super::stage::{duties_of, stage};

both_databases! {
    fn a_cancelled_order_takes_the_award_off_the_card_and_the_representation_waits_again(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        stage.word(&stage.principal, &card, "agreed", &[]);
        assert_eq!(stage.order(&stage.principal, &[&card], &[]).status, 303);
        let page = stage.principal.page(&card);
        let links = page.body.split("href=\"").filter_map(|rest| rest.split('"').next());
        let paper = links.into_iter().find(|url| url.starts_with("/documents/")).unwrap().to_owned();
        let asked = stage.principal.page(&format!("{paper}/cancellation"));
        assert!(asked.says("Этим приказом поощрили 1 человека"), "{}", asked.body);
        let version = asked.input("version").unwrap();
        let fields = [("version", version.as_str()), ("reason", "ошибка в фамилии")];
        // Who keeps the registry and neither signs nor issued it takes nothing back, neither here nor from above.
        for keeper in [&stage.deputy, &stage.head] {
            let refused = keeper.post(&format!("{paper}/cancellation"), &fields);
            assert!(refused.status == 422 && refused.says("тот, кто подписывает документы этой организации"), "{}", refused.body);
            assert!(keeper.get(&format!("{paper}/stage?step=lapse")).status != 200);
            let card = keeper.page(&paper);
            assert!(!card.says("Отменить документ") && !card.says("Признать утратившим силу"), "{}", card.body);
        }
        assert!(stage.principal.page(&paper).says("Признать утратившим силу"));
        stage.principal.done(&format!("{paper}/cancellation"), &fields);
        let page = stage.principal.page(&card);
        assert!(page.says("решено, ждёт приказа") && page.says("награда снята"), "{}", page.body);
        assert!(!stage.deputy.page(&stage.teacher.url()).says("Благодарность организации"), "off the card");
        assert!(duties_of(&stage.principal).contains("Издать приказ о поощрении Решено: 1 человек"));
        let anew = stage.order(&stage.principal, &[&card], &[("number", "16-од")]);
        assert_eq!(anew.status, 303, "{}", anew.body);
        assert!(stage.deputy.page(&stage.teacher.url()).says("Благодарность организации"));
    }

    fn what_a_school_gives_it_gives_by_an_order(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        stage.word(&stage.principal, &card, "agreed", &[]);
        let version = stage.principal.page(&card).input("version").unwrap_or_else(|| "2".to_owned());
        let act = [("version", version.as_str()), ("act", "без приказа"), ("day", "2026-06-18")];
        let shown = stage.principal.post(&format!("{card}/result"), &act);
        assert!(shown.status != 303 && !stage.deputy.page(&stage.teacher.url()).says("без приказа"), "{}", shown.body);
    }

    fn what_is_decided_is_not_withdrawn_by_who_asked(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        stage.word(&stage.principal, &card, "agreed", &[]);
        assert!(!stage.deputy.page(&card).says("Отозвать представление"));
        let shown = stage.deputy.post(&format!("{card}/withdrawal"), &[("reason", "передумали")]);
        assert!(shown.status == 422 && !stage.principal.page(&card).says("передумали"), "{}", shown.body);
    }

    fn who_is_left_out_of_the_list_stays_out_of_it_on_the_next_day(engine) {
        let stage = stage(engine);
        stage.tell(&stage.teacher, RecordKind::ExpertWork, "Жюри муниципального конкурса", "2026-02-10");
        stage.authority.post("/incentives/payments/switch", &[("is_on", "1"), ("reason", "приказ № 12")]);
        stage.head.page("/incentives/payments");
        let id = stage.teacher.id.to_string();
        let reason = format!("reason-{id}");
        let out = [("from", "2025-09-01"), ("to", "2026-06-18"), ("person", id.as_str()), (reason.as_str(), "оплачено договором")];
        stage.head.done("/incentives/payments/omissions", &out);
        for time in ["?from=2025-09-01&to=2026-06-17", "?from=2025-09-02&to=2026-06-18"] {
            let page = stage.head.page(&format!("/incentives/payments{time}"));
            assert!(page.says("не включён(а)") && page.says("оплачено договором"), "{time}: {}", page.body);
        }
    }
}
