//! Tasks of the network: several sides of several levels, several of them leading, one board.

use testing::both_databases;

use super::stage::{fields, found, stage};

both_databases! {
    fn a_task_has_sides_of_several_levels_and_any_that_leads_ends_it(engine) {
        let stage = stage(engine);
        let service = found(&stage.head, &fields(&stage.tree.north, "municipal_service", "ММС Северного округа"));
        let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей физики"));
        let council = found(&stage.principal, &fields(&stage.tree.school, "school_union", "ШМО учителей физики"));
        let id = |url: &str| url.rsplit('/').next().unwrap().to_owned();
        let odd = stage.head.post(&format!("{service}/tasks"), &[("title", ""), ("ground", "план"), ("due_on", "2026-06-01")]);
        assert!(odd.status == 422 && odd.says("Напишите, что делается вместе") && odd.body.contains("value=\"план\""), "{}", odd.body);
        let past = stage.head.post(&format!("{service}/tasks"), &[("title", "Неделя физики"), ("due_on", "2026-06-01")]);
        assert!(past.status == 422 && past.says("Этот день уже прошёл"));
        let new = [("title", "Неделя физики"), ("ground", "план ММС"), ("due_on", "2026-12-01")];
        let task = stage.head.done(&format!("{service}/tasks"), &new).location;
        let twice = stage.head.post(&format!("{service}/tasks"), &new);
        assert!(twice.status == 422 && twice.says("Такая задача уже есть"));
        stage.head.done(&format!("{task}/sides"), &[("side", &id(&union)), ("is_leading", "1"), ("part", "программа")]);
        stage.head.done(&format!("{task}/sides"), &[("side", &id(&council)), ("part", "площадка")]);
        let again = stage.head.post(&format!("{task}/sides"), &[("side", &id(&council))]);
        assert!(again.status == 422 && again.says("уже участвует"));
        let board = stage.institute.page("/structures/tasks");
        for said in ["Задумана: 1", "Неделя физики", "уровней: 2", "РМО учителей физики", "ведёт: программа", "ШМО учителей физики", "01.12.2026"] {
            assert!(board.says(said), "{said}: {}", board.body);
        }
        let own = stage.principal.page("/structures/tasks");
        assert!(own.says("Неделя физики"), "the school takes part");
        let of_school = format!("{council}/tasks/{}", id(&task));
        assert_eq!(stage.principal.post(&format!("{of_school}/state"), &[("state", "done"), ("result", "ок"), ("version", "1")]).status, 404, "who does not lead ends nothing");
        let by_union = format!("{union}/tasks/{}", id(&task));
        let bare = stage.head.post(&format!("{by_union}/state"), &[("state", "done"), ("result", ""), ("version", "1")]);
        assert!(bare.status == 422 && bare.says("Напишите, что получилось"));
        stage.head.done(&format!("{by_union}/state"), &[("state", "going"), ("version", "1")]);
        let late = stage.head.post(&format!("{task}/state"), &[("state", "dropped"), ("result", "нет людей"), ("version", "1")]);
        assert!(late.status == 409 && late.says("Задачу уже изменили: она идёт") && late.says("нет людей"), "{}", late.body);
        stage.head.done(&format!("{task}/state"), &[("state", "done"), ("result", "Сборник уроков"), ("version", "2")]);
        let board = stage.head.page("/structures/tasks");
        assert!(board.says("Выполнена: 1") && board.says("Сборник уроков"), "{}", board.body);
    }

    fn the_last_leading_side_stays_and_strangers_see_no_task(engine) {
        let stage = stage(engine);
        let service = found(&stage.head, &fields(&stage.tree.north, "municipal_service", "ММС Северного округа"));
        let union = found(&stage.head, &fields(&stage.tree.north, "municipal_union", "РМО учителей физики"));
        let task = stage.head.done(&format!("{service}/tasks"), &[("title", "Неделя физики")]).location;
        stage.head.done(&format!("{task}/sides"), &[("side", union.rsplit('/').next().unwrap())]);
        let removals = |body: &str| body.split('"').filter(|part| part.ends_with("/removal")).map(str::to_owned).collect::<Vec<_>>();
        let both = removals(&stage.head.page(&task).body);
        assert_eq!(both.len(), 2);
        let last = stage.head.post(&both[0], &[]);
        assert!(last.status == 422 && last.says("последняя ведущая сторона"), "{}", last.body);
        stage.head.done(&both[1], &[]);
        stage.head.done(&both[1], &[]);
        assert_eq!(stage.head.get(&format!("{union}/tasks/{}", task.rsplit('/').next().unwrap())).status, 404);
        assert!(stage.head.page(&format!("{union}/tasks")).says("Задач пока нет"));
        let stranger = stage.app.browser_as(access::Role::ServiceHead, access::Level::Municipality, &stage.tree.south.path);
        assert_eq!(stranger.get(&task).status, 404);
        assert!(stranger.page("/structures/tasks").says("Задач пока нет"));
        assert_eq!(stage.principal.post(&format!("{service}/tasks"), &[("title", "Чужая")]).status, 404);
    }
}
