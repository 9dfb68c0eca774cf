//! An early end signed today for a day to come: the pair works until its last day (ТК РФ, ст. 351.8, ч. 3).

use std::sync::Arc;

use testing::{Shown, Sink, both_databases, run_jobs};
use web::House;

use super::orders::{cancel, paper_of};
use super::stage::{Stage, duties_of, stage};

const DAY: i64 = 24 * 3600;

/// The same installation so many days later.
fn later(stage: &Stage, days: i64) -> Arc<House> {
    let areas = vec![units::area(), people::area(), documents::area(), crate::area(), testing::duties()];
    stage.app.server_later(areas, days * DAY, &Sink::start())
}

/// Sends the order of the mentor's refusal of today.
fn refused(stage: &Stage, card: &str, signed: &str, last: &str) -> Shown {
    stage.principal.get(&format!("{card}/end"));
    let fields = [
        ("ground", "refusal"),
        ("note", "отказ от 18.06.2026"),
        ("notice_on", "2026-06-18"),
        ("signed_on", signed),
        ("day", last),
        ("numbering", "external"),
        ("number", "21-од"),
    ];
    stage.principal.post(&format!("{card}/end"), &fields)
}

fn document_of_the_end(page: &Shown) -> String {
    let text = page.body.replace('\u{a0}', " ");
    let from = text.find("Приказ о прекращении").unwrap_or_else(|| panic!("{text}"));
    paper_of(&Shown { body: text[from..].to_owned(), ..page.clone() })
}

both_databases! {
    fn an_order_signed_today_ends_the_pair_on_its_last_day(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let form = stage.principal.page(&format!("{card}/end?notice_on=2026-06-18"));
        assert!(form.says("Последний день наставничества") && form.body.contains("value=\"2026-06-23\""), "{}", form.body);
        assert!(!form.says("вернитесь в этот день"), "it is signed today: {}", form.body);
        let early = refused(&stage, &card, "2026-06-18", "2026-06-22");
        assert!(early.status == 422 && early.says("не раньше 23.06.2026"), "{}", early.body);
        let ahead = refused(&stage, &card, "2026-06-19", "2026-06-23");
        assert!(ahead.status == 422 && ahead.body.contains("id=\"e-signed_on\"") && ahead.says("ещё не наступил"), "{}", ahead.body);
        assert!(ahead.body.contains("value=\"2026-06-19\"") && ahead.body.contains("21-од"), "nothing typed is lost");
        let shown = refused(&stage, &card, "2026-06-18", "2026-06-23");
        assert_eq!(shown.status, 303, "{}", shown.body);
        let page = stage.principal.page(&card);
        assert!(page.says("работает") && page.says("23.06.2026 – последний день") && !page.says("завершена"), "{}", page.body);
        assert!(!duties_of(&stage.deputy).contains("Назначить наставника: Весенняя"));
        let again = refused(&stage, &card, "2026-06-18", "2026-06-23");
        assert!(again.status != 303 && again.says("Приказ о прекращении уже издан: наставничество кончится 23.06.2026"), "{}", again.body);
        run_jobs(&later(&stage, 5));
        assert!(stage.principal.page(&card).says("работает"), "the last day itself");
        run_jobs(&later(&stage, 6));
        let page = stage.principal.page(&card);
        assert!(page.says("завершена") && page.says("наставничество кончилось 23.06.2026"), "{}", page.body);
        run_jobs(&later(&stage, 7));
        assert!(stage.principal.page(&card).says("завершена"), "once");
        // Cancelled afterwards, it sends the pair back to work as any other.
        let paper = document_of_the_end(&stage.principal.page(&card));
        cancel(&stage.principal, &paper);
        assert!(stage.principal.page(&card).says("работает"));
    }

    fn an_order_cancelled_before_its_day_ends_nothing(engine) {
        let stage = stage(engine);
        let card = stage.working();
        assert_eq!(refused(&stage, &card, "2026-06-18", "2026-06-23").status, 303);
        let paper = document_of_the_end(&stage.principal.page(&card));
        let asked = cancel(&stage.principal, &paper);
        assert!(asked.says("ещё не подействовал"), "{}", asked.body);
        run_jobs(&later(&stage, 30));
        let page = stage.principal.page(&card);
        assert!(page.says("работает") && !page.says("последний день, до него"), "{}", page.body);
        assert_eq!(refused(&stage, &card, "2026-06-18", "2026-06-24").status, 303, "another one may follow");
    }

    fn a_notice_from_before_the_present_mentor_is_none(engine) {
        let stage = stage(engine);
        let card = stage.working();
        stage.sql("UPDATE mentorships SET order_on = '2026-06-01'; UPDATE mentorship_mentors SET from_on = '2026-06-17'");
        stage.principal.page(&format!("{card}/end"));
        let fields = [
            ("ground", "refusal"), ("note", "отказ"), ("notice_on", "2026-06-15"), ("signed_on", "2026-06-18"), ("day", "2026-06-18"),
            ("numbering", "external"), ("number", "21-од"),
        ];
        let shown = stage.principal.post(&format!("{card}/end"), &fields);
        assert!(shown.status == 422 && shown.says("Раньше приказа (17.06.2026) предупредить не могли"), "{}", shown.body);
    }
}
