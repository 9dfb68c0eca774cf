//! A long absence of a mentor as a ground: its days, its cause, its bound (п. 3.6).

use testing::{Shown, both_databases};

use super::ending::succeeded;
use super::orders::paper_of;
use super::stage::stage;

both_databases! {
    fn an_absence_is_a_ground_by_its_days(engine) {
        let stage = stage(engine);
        let card = stage.working();
        succeeded(&stage, &card);
        let replace = format!("{card}/mentors/{}/replacement", stage.part(&stage.mentor));
        let form = stage.principal.page(&replace);
        assert!(form.says("Отсутствует с") && form.says("для отпуска до одного года – обязательно"), "{}", form.body);
        let send = |ground: &str, note: &str, from: &str, to: &str| -> Shown {
            let fields = [
                ("ground", ground), ("note", note), ("absent_from", from), ("absent_to", to), ("day", "2026-06-18"),
                ("numbering", "external"), ("number", "20-од"),
            ];
            stage.principal.post(&replace, &fields)
        };
        let bare = send("absence", "", "", "");
        assert!(bare.status == 422 && bare.says("Назовите причину словами") && bare.says("Укажите первый день отсутствия"), "{}", bare.body);
        assert!(bare.body.contains("id=\"e-absent_from\"") && bare.body.contains("id=\"e-note\"") && bare.body.contains("20-од"), "at their fields");
        let open = send("absence_leave", "", "2026-06-15", "");
        assert!(open.status == 422 && open.says("Укажите последний день") && open.body.contains("value=\"2026-06-15\""), "{}", open.body);
        let long = send("absence_leave", "", "2026-06-15", "2027-06-15");
        assert!(long.status == 422 && long.says("не дольше 12 месяцев"), "{}", long.body);
        let never = send("absence_trip", "", "30.02.2026", "");
        assert!(never.status == 422 && never.body.contains("id=\"e-absent_from\""), "{}", never.body);
        let shown = send("absence_leave", "приказ об отпуске № 3", "2026-06-15", "2027-06-14");
        assert_eq!(shown.status, 303, "{}", shown.body);
        let page = stage.deputy.page(&card);
        assert!(page.says("с 15.06.2026 по 14.06.2027; приказ об отпуске № 3"), "{}", page.body);
        assert!(stage.principal.page(&paper_of(&page)).status == 200);
    }
}
