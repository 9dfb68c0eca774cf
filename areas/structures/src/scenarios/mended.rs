//! What was entered by mistake is taken away with a reason and counted no more; a closed structure works again.

use access::{Level, Role};
use testing::{Browser, Shown, both_databases};

use super::stage::{Stage, areas_with_people, fields, found, on, stage, with};

/// The addresses of the forms on a page that end so.
fn forms(page: &Shown, end: &str) -> Vec<(String, String)> {
    let all = page.body.split("action=\"").skip(1);
    let of = |part: &str| {
        let url = part.split('"').next()?.to_owned();
        let form = part.split("</form>").next()?;
        let seen = form.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        url.ends_with(end).then(|| (url, seen.unwrap_or_default().to_owned()))
    };
    all.filter_map(of).collect()
}

/// Takes away what stands at the address.
fn away(who: &Browser, (url, seen): &(String, String), reason: &str) -> Shown {
    who.post(url, &[("mistake", reason), ("seen", seen)])
}

/// A service with a link, a partner and something done over both.
fn service(stage: &Stage) -> String {
    let service = found(&stage.head, &fields(&stage.tree.north, "municipal_service", "ММС Северного округа"));
    let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей физики"));
    let to = format!("s{}", union.rsplit('/').next().unwrap());
    stage.head.page(&service);
    stage
        .head
        .done(&format!("{service}/links"), &[("kind", "partner"), ("to", &to), ("since", "2025-09-01")]);
    let partner =
        [("partner_name", "Колледж"), ("partner_sort", "secondary"), ("partner_since", "2025-09-01")];
    stage.head.done(&format!("{service}/partners"), &partner);
    let works = forms(&stage.head.page(&service), "/works");
    let of = |part: &str| works.iter().find(|(url, _)| url.contains(part)).unwrap().0.clone();
    stage.head.done(&of("/links/"), &[("joint_on", "2025-10-01"), ("joint_title", "Семинар")]);
    stage.head.done(&of("/partners/"), &[("work_on", "2025-10-02"), ("work_title", "Практика")]);
    service
}

fn of<'a>(all: &'a [(String, String)], part: &str) -> &'a (String, String) {
    all.iter().find(|(url, _)| url.contains(part)).unwrap()
}

both_databases! {
    fn joint_works_links_and_partners_entered_by_mistake_are_counted_no_more(engine) {
        let stage = stage(engine);
        let service = service(&stage);
        let figures = || {
            let bytes = stage.head.get("/structures/cooperation/file").bytes;
            let book = sheets::read("a.xlsx", &bytes, &sheets::Caps::default()).unwrap();
            let rows = 0..book.grids[0].height();
            let row = rows.map(|row| (0..4).map(|at| book.grids[0].text(row, at)).collect::<Vec<_>>());
            row.into_iter().find(|row| row[0] == "2025/26").unwrap()[1..].join(" ")
        };
        assert_eq!(figures(), "1 1 1");
        let page = stage.head.page(&service);
        let works = forms(&page, "/removal");
        let still = away(&stage.head, of(&works, "/links/"), "не та структура");
        let whole = forms(&page, "/removal").into_iter().filter(|(url, _)| !url.contains("/works/")).collect::<Vec<_>>();
        assert_eq!(still.status, 303, "the first of a link is its work: {}", still.body);
        let hung = away(&stage.head, of(&whole, "/partners/"), "не тот колледж");
        assert!(hung.status == 422 && hung.says("1 совместное дело") && hung.body.contains("value=\"не тот колледж\""), "{}", hung.body);
        let mute = away(&stage.head, of(&works, "/partners/"), "");
        assert!(mute.status == 422 && mute.says("почему запись ошибочна"), "{}", mute.body);
        let work = works.iter().find(|(url, _)| url.contains("/partners/") && url.contains("/works/")).unwrap();
        assert_eq!(away(&stage.head, work, "не было").status, 303);
        assert_eq!(figures(), "1 0 0");
        for part in ["/links/", "/partners/"] {
            assert_eq!(away(&stage.head, of(&whole, part), "не та организация").status, 303, "{part}");
            assert_eq!(away(&stage.head, of(&whole, part), "не та организация").status, 303, "the second click changes nothing");
        }
        assert_eq!(figures(), "0 0 0");
        let page = stage.head.page(&service);
        assert!(page.says("Убрана ошибочная запись: партнёр «Колледж» с 01.09.2025. Причина: не та организация."), "{}", page.body);
        assert!(page.says("совместное дело 02.10.2025: Практика. Причина: не было.") && page.says("РМО учителей физики» с 01.09.2025"));
        assert_eq!(page.body.matches("Убрана ошибочная запись").count(), 4, "one line each");
        assert!(!page.body.contains("/removal\""));
    }

    fn a_member_entered_by_mistake_is_gone_and_a_stale_form_takes_nothing(engine) {
        let stage = stage(engine);
        let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей физики"));
        stage.appoint(&union, "Берестова Анна Павловна", "head", "2025-09-01");
        stage.appoint(&union, "Осокин Глеб Львович", "member", "2025-09-01");
        let page = stage.head.page(&union);
        let [head, member] = forms(&page, "/removal").try_into().unwrap();
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert!(!teacher.page(&union).body.contains("/removal"));
        assert_eq!(away(&stage.principal, &member, "не наш").status, 404);
        stage.head.done(&member.0.replace("/removal", "/end"), &[("to_on", "2026-06-18"), ("end_reason", "ушёл")]);
        assert_eq!(away(&stage.head, &member, "не он").status, 409, "somebody ended the role meanwhile");
        assert!(stage.head.page(&union).says("Прежний состав (1)"));
        let now = forms(&stage.head.page(&union), "/removal");
        let mute = away(&stage.head, &now[1], "");
        assert!(mute.status == 422 && mute.body.contains("<details open><summary>Прежний состав"), "{}", mute.body);
        for one in &now {
            assert_eq!(away(&stage.head, one, "внесли не в то объединение").status, 303);
        }
        assert_eq!(away(&stage.head, &head, "ещё раз").status, 303, "the second click changes nothing");
        let ended = stage.head.post(&head.0.replace("/removal", "/end"), &[("to_on", "2026-06-18"), ("end_reason", "ушла")]);
        assert!(ended.status == 422 && ended.says("Этой записи уже нет") && ended.body.contains(&format!("href=\"{union}\"")), "{}", ended.body);
        let page = stage.head.page(&union);
        assert!(!page.says("Берестова") && !page.says("Осокин") && page.says("Роль не занята: руководитель"), "{}", page.body);
        assert!(page.says("в составе – руководитель с 01.09.2025. Причина: внесли не в то объединение."), "{}", page.body);
        assert_eq!(stage.appoint(&union, "Осокин Глеб Львович", "head", "2025-09-01").status, 303);
    }

    fn a_closed_structure_works_again_and_the_days_between_stay_closed(engine) {
        let stage = on(engine, areas_with_people());
        let new = with(fields(&stage.tree.north, "virtual_union", "Виртуальное МО"), &[
            ("is_temporary", "1"), ("ends_on", "2026-05-31"), ("task", "Банк заданий"),
        ]);
        let card = found(&stage.head, &new);
        stage.appoint(&card, "Берестова Анна Павловна", "head", "2025-09-01");
        stage.head.done(&format!("{card}/closing"), &[("closed_on", "2026-03-31"), ("result", "Задача решена")]);
        let page = stage.head.page(&card);
        assert!(page.says("Открыть снова") && page.says("Вернуть тех, кто был в составе в день закрытия (1)"), "{}", page.body);
        assert!(!stage.principal.page(&card).says("Открыть снова"));
        let version = page.body.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let open = |on: &str, ends_on: &str, reason: &str, version: &str| {
            stage.head.post(&format!("{card}/reopening"), &[
                ("reopened_on", on), ("reopening_ends_on", ends_on), ("reopening", reason), ("with_people", "1"), ("version", version),
            ])
        };
        let early = open("2026-03-30", "", "", &version);
        assert!(early.status == 422 && early.says("с 31.03.2026 по сегодня") && early.says("почему структура работает снова"), "{}", early.body);
        assert!(early.says("Срок структуры кончился 31.05.2026: укажите новый"), "{}", early.body);
        assert_eq!(open("2026-05-01", "2026-12-31", "ошибка", "1").status, 409, "a stale form");
        assert_eq!(stage.principal.post(&format!("{card}/reopening"), &[]).status, 404);
        assert_eq!(open("2026-05-01", "2026-12-31", "закрыли по ошибке", &version).status, 303);
        assert_eq!(open("2026-05-01", "2026-12-31", "закрыли по ошибке", &version).status, 303, "the second click changes nothing");
        let page = stage.head.page(&card);
        assert!(page.says("Открыта снова 01.05.2026: закрыли по ошибке. В состав вернулись: 1 человек"), "{}", page.body);
        assert_eq!(page.body.matches("Открыта снова").count(), 1);
        assert!(page.says("с 01.05.2026") && page.says("Прежний состав (1)") && !page.says("Роль не занята"), "{}", page.body);
        let kinds = ["virtual_union".to_owned()];
        let scope = db::Ranges::under([stage.tree.north.path.as_str()]);
        let worked = |from: &str, to: &str| {
            let period = (from.parse().unwrap(), to.parse().unwrap());
            stage.app.house.db.read(|conn| crate::store::working_within(conn, &scope, &kinds, period)).unwrap().len()
        };
        assert_eq!(worked("2026-04-01", "2026-04-30"), 0, "the days between stay closed");
        for (from, to) in [("2026-03-31", "2026-04-30"), ("2026-04-01", "2026-05-01"), ("2025-09-01", "2026-06-18")] {
            assert_eq!(worked(from, to), 1, "{from} – {to}");
        }
        assert!(!stage.head.page("/structures?state=closed").says("Виртуальное МО"));
        stage.head.done(&format!("{card}/closing"), &[("closed_on", "2026-06-18"), ("result", "не та")]);
        let version = stage.head.page(&card).input("version").unwrap();
        assert_eq!(open("2026-06-18", "", "не ту закрыли", &version).status, 303);
        let page = stage.head.page(&card);
        assert!(page.says("Прежний состав (1)") && page.says("с 01.05.2026"), "closed and opened on one day nobody left: {}", page.body);
        let early = stage.head.post(&format!("{card}/closing"), &[("closed_on", "2026-06-17"), ("result", "не та")]);
        assert!(early.status == 422 && early.says("Закрыть можно днём с 18.06.2026 по сегодня"), "{}", early.body);
        stage.head.done(&format!("{card}/closing"), &[("closed_on", "2026-06-18"), ("result", "опять не та")]);
        let page = stage.head.page(&card);
        assert!(page.says("Вернуть тех, кто был в составе в день закрытия (1)"), "{}", page.body);
        let version = page.input("version").unwrap();
        assert_eq!(open("2026-06-18", "", "не ту закрыли", &version).status, 303);
        let page = stage.head.page(&card);
        assert_eq!(page.body.matches("/end\"").count(), 1, "each comes back once: {}", page.body);
    }

    fn a_structure_is_not_opened_beside_the_one_founded_anew_or_in_a_closed_unit(engine) {
        let stage = stage(engine);
        let new = fields(&stage.tree.school, "school_union", "ШМО физики");
        let card = found(&stage.principal, &new);
        let close = |card: &str| stage.principal.done(&format!("{card}/closing"), &[("closed_on", "2026-06-01"), ("result", "нет педагогов")]);
        close(&card);
        let anew = found(&stage.principal, &new);
        assert_ne!(anew, card);
        let open = || stage.principal.post(&format!("{card}/reopening"), &[("reopened_on", "2026-06-10"), ("reopening", "нашлись"), ("version", "2")]);
        let twice = open();
        assert!(twice.status == 422 && twice.says("её создали заново"), "{} {}", twice.status, twice.body);
        close(&anew);
        let id = stage.tree.school.id;
        stage.app.write(|tx| tx.batch(&format!("UPDATE units SET state = 'closed' WHERE id = {id}")));
        let shut = open();
        assert!(shut.status == 422 && shut.says("закрыта, и структура в ней работать не может"), "{} {}", shut.status, shut.body);
    }
}
