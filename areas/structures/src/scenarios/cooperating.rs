//! What structures do together is counted by years and places; who supervises the municipal services is seen, and where nobody.

use testing::both_databases;

use super::stage::{fields, found, stage};

both_databases! {
    fn a_link_grows_strong_by_what_is_done_over_it(engine) {
        let stage = stage(engine);
        let service = found(&stage.head, &fields(&stage.tree.north, "municipal_service", "ММС Северного округа"));
        let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей физики"));
        let to = format!("s{}", union.rsplit('/').next().unwrap());
        stage.head.page(&service);
        stage.head.done(&format!("{service}/links"), &[("kind", "partner"), ("to", &to), ("since", "2025-09-01"), ("link_ground", "приказ № 7")]);
        let shown = stage.head.page(&service);
        assert!(shown.says("по акту: приказ № 7"), "{}", shown.body);
        assert!(shown.says("формируется") && shown.says("дел за год: 0"), "{}", shown.body);
        let works = shown.body.split('"').find(|part| part.contains("/links/") && part.ends_with("/works")).unwrap().to_owned();
        let early = stage.head.post(&works, &[("joint_on", "2025-08-01"), ("joint_title", "Семинар"), ("own_part", "программа")]);
        assert!(early.status == 422 && early.says("вне её срока") && early.body.contains("value=\"программа\""), "{}", early.body);
        for day in ["2025-10-01", "2026-02-03", "2026-05-12", "2026-05-12"] {
            stage.head.done(&works, &[("joint_on", day), ("joint_title", "Семинар"), ("own_part", "программа"), ("other_part", "площадка")]);
        }
        let shown = stage.head.page(&service);
        assert!(shown.says("сильная") && shown.says("дел за год: 3, годом раньше: 0"), "второе нажатие не удваивает: {}", shown.body);
        assert!(shown.says("12.05.2026: Семинар (эта структура: программа; другая сторона: площадка)"));
        assert!(stage.head.page(&union).says("сильная"), "видно с обеих сторон");
        assert_eq!(stage.principal.post(&works, &[("joint_on", "2026-05-12"), ("joint_title", "Чужое")]).status, 404);
        let provided = |code: &str| stage.head.page(&format!("/structures?provided={code}"));
        assert!(provided("works").body.contains(&service) && provided("works").body.contains(&union), "видно с обеих сторон");
        assert!(!provided("head").body.contains(&service) && !provided("act").body.contains(&service));
        assert_eq!(stage.appoint(&service, "Берестова Анна Павловна", "head", "2025-09-01").status, 303);
        assert!(provided("head").body.contains(&service));
        let matrix = stage.head.page("/structures/matrix");
        assert!(matrix.body.contains("provided=works"), "{}", matrix.body);
        assert!(matrix.says("с совместными делами за год") && matrix.says("с действующим документом"));
        let scheme = stage.head.page("/structures/scheme");
        assert!(scheme.body.contains("stroke-dasharray") && scheme.says("Пунктир – связи рядом с деревом"), "{}", scheme.body);
        assert!(scheme.body.contains("орган управления"), "орган управления стоит над службой");
        let page = stage.institute.page("/structures/cooperation");
        assert!(page.says("2025/26") && page.says("Северный округ") && page.says("+3"), "{}", page.body);
        assert!(stage.principal.page("/structures/cooperation").says("2025/26"));
        assert_eq!(stage.institute.get("/structures/cooperation/file").status, 200);
    }

    fn partners_are_summed_by_place_and_year(engine) {
        let stage = stage(engine);
        let service = found(&stage.head, &fields(&stage.tree.north, "municipal_service", "ММС Северного округа"));
        stage.head.page(&service);
        for (name, since, until) in [("Вуз", "2025-09-01", ""), ("Колледж", "2025-09-15", "2025-12-31")] {
            stage.head.done(&format!("{service}/partners"), &[
                ("partner_name", name), ("partner_sort", "higher"), ("partner_since", since), ("partner_until", until),
            ]);
        }
        let shown = stage.head.page(&service);
        let works = shown.body.split('"').find(|part| part.contains("/partners/") && part.ends_with("/works")).unwrap().to_owned();
        stage.head.done(&works, &[("work_on", "2025-11-10"), ("work_title", "Неделя открытых уроков")]);
        let bytes = stage.head.get("/structures/cooperation/file").bytes;
        let book = sheets::read("a.xlsx", &bytes, &sheets::Caps::default()).unwrap();
        let rows: Vec<Vec<String>> = (0..book.grids[0].height())
            .map(|row| (0..5).map(|column| book.grids[0].text(row, column)).collect())
            .collect();
        assert!(rows.contains(&["2025/26", "2", "1", "0", "+1"].map(str::to_owned).to_vec()), "{rows:?}");
        assert!(rows.contains(&["2024/25", "0", "0", "0", "0"].map(str::to_owned).to_vec()), "{rows:?}");
    }

    fn a_service_without_a_curator_is_seen(engine) {
        let stage = stage(engine);
        let bare = stage.institute.page("/structures/curators");
        assert!(bare.says("службы нет") && bare.says("Службы нет: 2") && !bare.says("без куратора:") && !bare.says("не назначен"), "{}", bare.body);
        let service = found(&stage.head, &fields(&stage.tree.north, "municipal_service", "ММС Северного округа"));
        let own = stage.head.page("/structures/curators");
        assert!(own.says("не назначен") && own.says("Службы без куратора: 1"), "{}", own.body);
        assert_eq!(stage.appoint(&service, "Берестова Анна Павловна", "curator", "2025-09-01").status, 303);
        let agreement = stage.document("institute_agreement");
        let page = stage.institute.page("/structures/curators");
        assert!(page.says("Берестова Анна Павловна") && page.says("Службы нет: 1") && !page.says("Службы без куратора"), "{}", page.body);
        assert!(page.body.contains(&agreement.url()), "согласование открывается");
        assert!(!stage.principal.page("/structures").says("Кураторы служб"), "школе вкладка не нужна");
    }
}
