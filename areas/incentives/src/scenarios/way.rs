//! From a representation to the order, as a deputy, a head, a service and an authority go.

use access::Role;
use people::RecordKind;
use testing::both_databases;

use super::stage::{duties_of, hire, stage};

both_databases! {
    fn a_deputy_represents_a_head_decides_and_the_award_comes_to_the_card_and_the_portfolio(engine) {
        let stage = stage(engine);
        stage.tell(&stage.teacher, RecordKind::Publication, "Урок как исследование", "2026-02-10");
        let form = stage.deputy.page(&format!("/incentives/new?person={}&ground=mentoring", stage.teacher.id));
        assert!(form.says("педагогический стаж 15 лет") && form.says("Урок как исследование"), "{}", form.body);
        assert!(form.body.contains("value=\"mentoring\" selected"), "the ground of the door is chosen");
        assert!(form.says("добросовестное наставничество (приложение 2, п. 3.7"), "{}", form.body);
        let card = stage.begun("gratitude");
        let duties = duties_of(&stage.principal);
        assert!(duties.contains("2026-06-30 Решить о поощрении: благодарность организации"), "{duties}");
        assert!(!duties_of(&stage.deputy).contains("Решить о поощрении"));
        let agreed = stage.word(&stage.principal, &card, "agreed", &[]);
        assert_eq!(agreed.status, 303, "{}", agreed.body);
        assert!(stage.principal.page(&card).says("решено, ждёт приказа"));
        assert!(duties_of(&stage.principal).contains("Издать приказ о поощрении Решено: 1 человек"));
        let draft = stage.principal.get("/incentives/orders/paper?as=docx");
        assert_eq!(draft.status, 200);
        let issued = stage.order(&stage.principal, &[&card], &[]);
        assert_eq!(issued.status, 303, "{}", issued.body);
        let page = stage.principal.page(&card);
        assert!(page.says("поощрение объявлено") && page.says("№ 15-од"), "{}", page.body);
        let person = stage.deputy.page(&stage.teacher.url());
        assert!(person.says("Благодарность организации") && person.says("№ 15-од"), "{}", person.body);
        let own = stage.own(&stage.teacher, Role::Teacher).page("/incentives/own");
        assert!(own.says("благодарность организации") && own.says("№ 15-од"), "{}", own.body);
        assert!(!duties_of(&stage.principal).contains("оощр"), "nothing is left to do");
    }

    fn a_municipal_award_passes_the_head_and_is_given_by_the_authority(engine) {
        let stage = stage(engine);
        let card = stage.begun("municipal_certificate");
        assert!(!stage.authority.page(&card).says("Ваше решение"), "the head speaks first");
        assert!(stage.principal.page(&card).says("дальше решает муниципальный орган управления образованием"));
        assert_eq!(stage.word(&stage.principal, &card, "agreed", &[]).status, 303);
        assert!(!stage.principal.page(&card).says("Ваше решение") && !stage.head.page(&card).says("Ваше решение"));
        assert!(duties_of(&stage.authority).contains("Решить о поощрении: почётная грамота муниципального"));
        assert_eq!(stage.word(&stage.authority, &card, "agreed", &[]).status, 303);
        assert_eq!(stage.order(&stage.principal, &[&card], &[]).status, 422, "not the school's order");
        assert_eq!(stage.order(&stage.authority, &[&card], &[("number", "7")]).status, 303);
        let page = stage.deputy.page(&card);
        assert!(page.says("поощрение объявлено") && page.says("№ 7"), "{}", page.body);
        assert!(page.says("Поддержано 16.06.2026: руководитель организации"), "the way stays: {}", page.body);
    }

    fn the_head_of_a_service_represents_teachers_of_the_municipality_to_the_authority(engine) {
        let stage = stage(engine);
        let choice = stage.head.page("/incentives/new?name=Орл");
        assert!(choice.says("Орлова Нина Петровна"), "{}", choice.body);
        let kinds = stage.head.page(&format!("/incentives/new?person={}", stage.teacher.id));
        assert!(!kinds.body.contains("value=\"gratitude\""), "an award of the school is the school's");
        let below = stage.send(&stage.head, &[("kind", "gratitude")]);
        assert!(below.status == 422 && below.says("принимается руководителем организации"), "{}", below.body);
        let shown = stage.send(&stage.head, &[("kind", "municipal_gratitude"), ("ground", "professional_level")]);
        assert_eq!(shown.status, 303, "{}", shown.body);
        assert_eq!(stage.principal.get(&shown.location).status, 404, "made above the school");
        assert_eq!(stage.word(&stage.authority, &shown.location, "agreed", &[]).status, 303);
    }

    fn what_stands_above_the_region_is_entered_by_the_ministry(engine) {
        let stage = stage(engine);
        let card = stage.begun("departmental");
        for browser in [&stage.principal, &stage.authority, &stage.ministry] {
            assert_eq!(stage.word(browser, &card, "agreed", &[]).status, 303);
        }
        assert!(stage.ministry.page(&card).says("Чем кончилось"), "{}", stage.ministry.page(&card).body);
        let version = stage.ministry.page(&card).input("version").unwrap();
        let bare = [("version", version.as_str()), ("act", " "), ("day", "2026-06-17")];
        let refused = stage.ministry.post(&format!("{card}/result"), &bare);
        assert!(refused.status == 422 && refused.says("Назовите акт"), "{}", refused.body);
        let act = [("version", version.as_str()), ("act", "приказ от 17.06.2026 № 40/н"), ("day", "2026-06-17")];
        assert_eq!(stage.ministry.post(&format!("{card}/result"), &act).status, 303);
        let person = stage.deputy.page(&stage.teacher.url());
        assert!(person.says("приказ от 17.06.2026 № 40/н"), "{}", person.body);
    }

    fn an_award_of_an_association_is_entered_by_its_chair_with_the_decision_of_the_council(engine) {
        let stage = stage(engine);
        let chair = stage.app.browser_as(Role::BodyChair, access::Level::Region, &stage.tree.region.path);
        let form = stage.deputy.page(&format!("/incentives/new?person={}", stage.teacher.id));
        assert!(!form.body.contains("association_award"), "a school represents to no award of a council");
        assert_eq!(stage.send(&stage.deputy, &[("kind", "association_award")]).status, 422);
        let all = |person: &'static str, decision: &'static str| [
            ("person", person), ("kind", "association_award"), ("merits", "Работа в жюри"), ("decision", decision),
            ("day", "2026-06-10"),
        ];
        chair.page("/incentives/council");
        let bare = chair.post("/incentives/council", &all("Орлова Нина Петровна", ""));
        assert!(bare.status == 422 && bare.says("Назовите решение совета") && bare.says("Работа в жюри"), "{}", bare.body);
        let nobody = chair.post("/incentives/council", &all("Орлова", "протокол № 3"));
        assert!(nobody.status == 422 && nobody.says("целиком"), "{}", nobody.body);
        for _ in ["first", "second click"] {
            assert_eq!(chair.post("/incentives/council", &all("Орлова Нина Петровна", "протокол № 3")).status, 303);
        }
        let list = chair.page("/incentives/council");
        assert_eq!(list.body.matches("протокол № 3").count(), 1 + 1, "one row beside the hint: {}", list.body);
        assert!(stage.deputy.page(&stage.teacher.url()).says("протокол № 3"), "on the card and so in the portfolio");
        assert_eq!(chair.get("/incentives").status, 403, "representations are not the council's");
        assert_eq!(stage.ministry.get("/incentives/council").status, 403);
    }

    fn one_order_is_about_everybody_decided_and_takes_a_number_of_the_journal(engine) {
        let stage = stage(engine);
        let first = stage.begun("gratitude");
        let third = hire(&stage.app, &stage.tree.school, "Третья Инна Ильинична", "2012-09-01").id.to_string();
        let second = stage.send(&stage.deputy, &[("person", &third), ("kind", "certificate")]).location;
        for card in [&first, &second] {
            assert_eq!(stage.word(&stage.principal, card, "agreed", &[]).status, 303);
        }
        let form = stage.principal.page("/incentives/orders/new");
        assert!(form.says("Орлова Нина Петровна") && form.says("Третья Инна Ильинична"), "{}", form.body);
        let issued = stage.order(&stage.principal, &[&first, &second], &[("numbering", "own"), ("number", "")]);
        assert_eq!(issued.status, 303, "{}", issued.body);
        for card in [&first, &second] {
            assert!(stage.principal.page(card).says("№ 1-од"));
        }
        let again = stage.order(&stage.principal, &[&first, &second], &[("numbering", "own"), ("number", "")]);
        assert!(again.status == 422 && again.says("уже объявлено"), "the second click: {}", again.body);
    }

    fn a_returned_representation_goes_on_its_way_anew(engine) {
        let stage = stage(engine);
        let card = stage.begun("gratitude");
        let bare = stage.word(&stage.principal, &card, "returned", &[]);
        assert!(bare.status == 422 && bare.says("Напишите причину"), "{}", bare.body);
        assert_eq!(stage.word(&stage.principal, &card, "returned", &[("note", "Назовите итоги")]).status, 303);
        assert!(stage.deputy.page(&card).says("на доработке") && stage.deputy.page(&card).says("Назовите итоги"));
        let form = stage.deputy.page(&format!("{card}/text"));
        let version = form.input("version").unwrap();
        let fields = [
            ("version", version.as_str()), ("kind", "gratitude"), ("ground", "mentoring"), ("ground_note", ""),
            ("merits", "Подопечная осталась в школе."), ("day", "2026-06-17"),
        ];
        assert_eq!(stage.deputy.post(&format!("{card}/text"), &fields).status, 303);
        assert!(stage.principal.page(&card).says("Ваше решение"));
        assert_eq!(stage.word(&stage.principal, &card, "agreed", &[("day", "2026-06-17")]).status, 303);
    }
}
