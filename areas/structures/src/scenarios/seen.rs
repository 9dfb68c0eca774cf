//! Who sees what: lists, the matrix with its empty cells, the scheme as a picture and a file, the table; strangers nothing.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{fields, found, pairs, stage, with};

both_databases! {
    fn an_empty_cell_is_seen_and_opens_its_list(engine) {
        let stage = stage(engine);
        let bare = stage.head.page("/structures/matrix");
        assert!(bare.says("Методические советы") && bare.says("пусто") && bare.says("Институциональный уровень"));
        found(&stage.head, &fields(&stage.tree.north, "municipal_council", "Районный методический совет"));
        found(&stage.principal, &fields(&stage.tree.school, "school_union", "ШМО естественных наук"));
        let page = stage.head.page("/structures/matrix");
        assert!(page.says("Районный (городской) научно-методический совет"));
        let url = page.body.split("href=\"").find(|part| part.contains("level=organisation") && part.contains("kind=school_union")).unwrap();
        let list = stage.head.page(&url.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&"));
        assert!(list.says("ШМО естественных наук") && !list.says("Районный методический совет"));
        let region = stage.institute.page("/structures/matrix");
        assert!(region.says("Школьное методическое объединение"));
        let tree = stage.institute.page("/structures/tree");
        assert!(tree.says("Северный округ") && tree.says("ШМО"));
    }

    fn a_kind_of_another_pack_below_is_counted_as_the_list_counts_it(engine) {
        let stage = stage(engine);
        found(&stage.head, &fields(&stage.tree.north, "municipal_council", "Районный методический совет"));
        stage.app.write(|tx| tx.batch("UPDATE structures SET kind = 'subject_association' WHERE kind = 'municipal_council'"));
        let page = stage.institute.page("/structures/matrix");
        let at = |part: &str| -> Option<(String, String)> {
            let links = page.body.split("href=\"").skip(1).filter_map(|rest| Some((rest.split('"').next()?.to_owned(), rest.split('>').nth(1)?.split('<').next()?.to_owned())));
            links.into_iter().find(|(url, _)| url.contains("level=municipality") && url.contains(part))
        };
        let (url, count) = at("kind=subject_association").expect("the kind is told");
        assert_eq!(count, "1");
        let list = stage.institute.page(&url.replace("&amp;", "&").replace("&#38;", "&"));
        assert!(list.says("Районный методический совет"), "{}", list.body);
        let block = url.split("block=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        let (total, sum) = at(&format!("block={block}")).unwrap();
        assert_eq!(sum, "1", "the total opens as many: {total}");
        assert!(!page.body.contains("subject_association: ") && stage.institute.get("/structures/scheme").status == 200);
    }

    fn a_municipality_without_unions_is_in_order(engine) {
        let stage = stage(engine);
        found(&stage.head, &fields(&stage.tree.north, "municipal_council", "Районный методический совет"));
        let page = stage.head.page("/structures/matrix");
        assert!(page.says("так может быть"), "AM-1.2-k: ни одного объединения – допустимо");
    }

    fn kinds_above_a_municipality_of_another_pack_are_told_in_words(engine) {
        let stage = stage(engine);
        found(&stage.institute, &fields(&stage.tree.region, "expert_council", "Экспертный совет области"));
        let north = stage.tree.north.id;
        stage.app.write(|tx| tx.batch(&format!("INSERT INTO pack_bindings (id, unit_id, pack, valid_from) VALUES (77, {north}, 'terek-2021', '2020-01-01')")));
        let tree = stage.head.page("/structures/tree");
        assert!(tree.says("Экспертный совет области") && tree.says("Экспертный совет при министерстве образования и науки ·") && !tree.body.contains("expert_council"), "{}", tree.body);
        let list = stage.head.page("/structures?level=region");
        assert!(list.says("Экспертный совет области") && !list.body.contains(">expert_council<"), "{}", list.body);
    }

    fn a_scheme_is_a_picture_a_file_and_a_table(engine) {
        let stage = stage(engine);
        found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей <математики>"));
        let page = stage.head.page("/structures/scheme");
        assert!(page.body.contains("<svg class=\"picture\"") && page.says("То же таблицей"));
        let boxes: Vec<&str> = page.body.split("<svg").nth(1).unwrap().split("<a href=\"").skip(1).collect();
        let leads = |to: &str| boxes.iter().any(|one| one.starts_with(to) && one.contains("aria-label=\""));
        assert!(leads("/structures/") && leads(&stage.tree.north.url()), "a box opens its structure, the authority its unit");
        assert!(page.body.contains("РМО учителей &lt;математики&gt;") && !page.body.contains("<математики>"));
        let file = stage.head.get("/structures/scheme/file?as=svg");
        assert!(file.status == 200 && file.body.contains("Методические структуры: Северный округ"));
        assert!(!file.body.contains("<a "), "файл без ссылок");
        assert_eq!(stage.head.get("/structures/scheme/file?as=exe").status, 404);
        assert!(stage.institute.page("/structures/scheme").body.contains("<svg"));
    }

    fn a_school_sees_what_stands_above_it_and_keeps_its_own_alone(engine) {
        let stage = stage(engine);
        let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей математики"));
        let above = stage.principal.page(&union);
        assert!(above.says("РМО учителей математики") && !above.body.contains(&format!("{union}/members")));
        assert!(stage.principal.page("/structures/tree").says("РМО учителей математики"));
        assert!(!stage.principal.page("/structures").says("РМО учителей математики"));
        assert!(stage.principal.page("/structures?level=municipality").says("РМО учителей математики"), "цифра матрицы открывается");
        stage.principal.page("/structures/kinds");
        let foreign = stage.principal.post(&format!("{union}/members"), &[("name", "Осокин Глеб"), ("role", "member"), ("from_on", "2026-01-01")]);
        assert_eq!(foreign.status, 404);
        let id = union.rsplit('/').next().unwrap().to_owned();
        let own = with(fields(&stage.tree.school, "school_union", "ШМО математики"), &[("parent", &id)]);
        let own = found(&stage.principal, &own);
        assert!(stage.head.page(&union).says("ШМО математики"), "вертикаль предмета");
        let teacher = stage.app.browser_as(Role::Teacher, Level::Organisation, &stage.tree.school.path);
        assert!(teacher.page(&own).says("ШМО математики") && teacher.page("/structures").says("ШМО математики"));
        assert_eq!(teacher.get("/structures/kinds").status, 403);
        let other = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.other_school.path);
        assert_eq!((other.get(&own).status, other.get(&union).status), (404, 404), "чужие не видны");
        let foreign = fields(&stage.tree.north, "municipal_union", "РМО чужое");
        let foreign = stage.principal.post("/structures", &pairs(&foreign));
        assert_eq!(foreign.status, 404);
        assert_eq!(stage.app.stranger().get("/structures").status, 303);
    }

    fn the_list_leaves_as_a_table_and_goes_page_by_page(engine) {
        let stage = stage(engine);
        for index in 0..52 {
            let name = format!("РМО № {index:02}");
            found(&stage.institute, &fields(&stage.tree.north, "municipal_union", &name));
        }
        let first = stage.institute.page("/structures");
        assert!(first.says("РМО № 00") && !first.says("РМО № 51"));
        assert!(first.says("52 строки"), "считают список, а не страницу");
        let next = first.body.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let second = stage.institute.page(&next);
        assert!(second.says("РМО № 51") && !second.says("РМО № 00"));
        let file = stage.institute.get("/structures/register?kind=municipal_union");
        assert_eq!(file.status, 200);
        assert!(stage.institute.page(&web::address("/structures", &[("name", "рмо № 1")])).says("РМО № 12"));
    }

    fn a_school_reads_no_document_of_those_above_and_is_led_to_no_closed_door(engine) {
        let stage = stage(engine);
        let agreement = stage.document("institute_agreement");
        let document = agreement.id.to_string();
        let own = found(&stage.principal, &fields(&stage.tree.school, "school_union", "ШМО математики"));
        for page in [own.clone(), format!("{own}/requisites")] {
            assert!(!stage.principal.page(&page).body.contains(&agreement.title), "{page}");
        }
        let partner = [("partner_name", "Колледж"), ("partner_sort", "secondary"), ("partner_since", "2025-09-01"), ("partner_document", document.as_str())];
        stage.principal.page(&own);
        let refused = stage.principal.post(&format!("{own}/partners"), &partner);
        assert!(refused.status == 422 && refused.says("Выберите действующий документ"), "{}", refused.body);
        let service = found(&stage.head, &fields(&stage.tree.north, "municipal_service", "ММС Северного округа"));
        stage.head.page(&service);
        stage.head.done(&format!("{service}/partners"), &partner);
        let to = format!("u{}", stage.tree.school.id);
        stage.head.done(&format!("{service}/links"), &[("kind", "base"), ("to", &to), ("since", "2025-09-01")]);
        let teacher = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        let above = format!("\"{}\"", stage.tree.north.url());
        let led = |page: &testing::Shown| {
            let card = page.body.split("<h1").nth(1).unwrap();
            [card.contains(&agreement.url()), card.contains(&above)]
        };
        let page = teacher.page(&service);
        assert!(page.says("Колледж") && page.says("Северный округ") && page.body.contains(&stage.tree.school.url()));
        assert_eq!((led(&page), led(&stage.head.page(&service))), ([false; 2], [true; 2]), "{}", page.body);
    }
}
