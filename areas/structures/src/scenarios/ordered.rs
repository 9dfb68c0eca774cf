//! Heads of district unions are appointed by an order of the registry: it is shown on both cards, and who has none is listed.

use access::{Level, Role};
use testing::both_databases;

use super::stage::{fields, found, stage};

both_databases! {
    fn an_order_is_linked_to_the_role_it_gives(engine) {
        let stage = stage(engine);
        let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей физики"));
        let bare = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей химии"));
        stage.appoint(&union, "Берестова Анна Павловна", "head", "2025-09-01");
        stage.appoint(&union, "Осокин Глеб Львович", "member", "2025-09-01");
        stage.appoint(&bare, "Ракитина Вера Олеговна", "head", "2025-09-01");
        let order = stage.document("heads_order");
        let page = stage.head.page(&union);
        assert!(page.says("приказ не указан"), "{}", page.body);
        let forms: Vec<&str> = page.body.split('"').filter(|part| part.ends_with("/order")).collect();
        let form = match forms.as_slice() {
            [only] => (*only).to_owned(),
            other => panic!("of the head alone: {other:?}"),
        };
        let list = stage.head.page("/structures/heads");
        assert!(list.says("Руководителей: 2, без действующего приказа о назначении: 2") && list.body.contains(&form), "{}", list.body);
        let shown = stage.head.page(&form);
        assert!(shown.says("приложение 5, п. 4.3") && shown.says("О районном методическом объединении"), "{}", shown.body);
        assert!(stage.head.page(&format!("{form}?words=12-од")).says("№ 12-од"));
        let seen = shown.input("seen").unwrap();
        let id = order.id.to_string();
        let plan = stage.document("rmo_schedule").id.to_string();
        let send = |order: &str| stage.head.post(&form, &[("order", order), ("seen", seen.as_str())]);
        assert!(send(&plan).says("Выберите действующий приказ"), "a plan is no order");
        assert_eq!((send(&id).status, send(&id).status), (303, 303), "the second click changes nothing");
        let page = stage.head.page(&union);
        assert!(page.says("Назначен: <a") && page.body.contains(&order.url()) && !page.says("приказ не указан"), "{}", page.body);
        assert_eq!(page.body.matches("Указан приказ о").count(), 1);
        assert!(stage.head.page(&order.url()).says("назначен руководитель: РМО учителей физики"), "on both cards");
        let list = stage.head.page("/structures/heads?without=1");
        assert!(list.says("без действующего приказа о назначении: 1") && list.says("Ракитина") && !list.says("Берестова"), "{}", list.body);
        let stale = send("");
        assert!(stale.status == 409 && stale.says("Приказ не сохранён: эту роль изменили"), "a stale form takes nothing back: {}", stale.body);
        assert!(stale.body.contains(&format!("href=\"{union}\"")), "it leads back to the card");
        let version = stage.head.page(&format!("{}/cancellation", order.url())).input("version").unwrap();
        assert!(stage.head.page(&format!("{}/cancellation", order.url())).says("назначены руководители структур: РМО учителей физики"));
        stage.head.done(&format!("{}/cancellation", order.url()), &[("version", &version), ("reason", "ошибка")]);
        let page = stage.head.page(&union);
        assert!(page.says("не действует") && page.says("приказ о назначении руководителя больше не действует"), "{}", page.body);
        assert!(stage.head.page("/structures/heads").says("без действующего приказа о назначении: 2"));
        assert_eq!(stage.principal.get(&form).status, 404);
        let south = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        assert_eq!((south.get(&form).status, south.post(&form, &[("order", id.as_str())]).status), (404, 404));
    }
}
