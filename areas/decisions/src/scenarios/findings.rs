//! Recommendations without a monitoring: begun from a finding, sent, answered, refused; a school's to its own teachers; what a
//! neighbour and whoever stands above see of them.

use access::{Level, Role};
use testing::{Browser, both_databases};

use super::stage::{Stage, published};

const BOARD: &str = "/recommendations/findings";

/// Begins a recommendation of the northern municipality to its schools.
fn begun(stage: &Stage) -> String {
    let school = stage.tree.school.id.to_string();
    stage.methodist.page("/recommendations/new");
    let fields = [
        ("finding", "У молодых педагогов нет индивидуальных маршрутов."),
        ("units", school.as_str()),
        ("audience", "category"),
        ("addressee", "молодые педагоги"),
        ("text", "Составьте маршруты до конца полугодия."),
    ];
    stage.methodist.done(BOARD, &fields);
    letter(stage)
}

fn letter(stage: &Stage) -> String {
    format!("{BOARD}/units/{}", stage.tree.school.id)
}

fn sent(browser: &Browser) {
    browser.page(BOARD);
    browser.done(&format!("{BOARD}/dispatch"), &[("reply_by", "2026-07-20")]);
}

/// The card of the first recommendation of a letter.
fn card(browser: &Browser, letter: &str) -> String {
    let page = browser.page(letter);
    let rest = page.body.split("<th scope=\"row\"><a href=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

both_databases! {
    fn a_finding_becomes_a_recommendation_that_is_sent_answered_and_carried_out(engine) {
        let stage = published(engine);
        let letter = begun(&stage);
        let principal = stage.app.browser_as(Role::Principal, Level::Organisation, &stage.tree.school.path);
        assert_eq!(principal.get(&letter).status, 404, "a draft is its author's");
        assert_eq!(stage.institute.get(&letter).status, 404, "nor does the region above read it");
        sent(&stage.methodist);
        assert!(stage.methodist.page(BOARD).says("Направлено рекомендаций: 1"));
        assert!(principal.page("/duties").says("Ответить на 1 адресную рекомендацию"));
        assert!(principal.page("/recommendations").says("По выводам отчётов"));
        principal.page(&letter);
        principal.done(&format!("{letter}/receipt"), &[]);
        let card = card(&principal, &letter);
        let page = principal.page(&card);
        assert!(page.says("молодые педагоги") && page.says("пока не измеримо"), "{}", page.body);
        let fields = [("title", "Составить маршруты"), ("responsible", "заместитель"), ("due_on", "2026-09-01")];
        principal.done(&format!("{card}/measures"), &fields);
        principal.done(&format!("{card}/answer"), &[]);
        let measure = stage.measure(&card);
        principal.done(&format!("/measures/{measure}/completion"), &[("done_on", "2026-06-18"), ("outcome", "маршруты составлены")]);
        assert!(stage.methodist.page("/duties").says("снять с контроля 1 рекомендацию"));
        stage.methodist.page(&card);
        stage.methodist.done(&format!("{card}/fulfilment"), &[("word", "проверено")]);
        assert!(stage.methodist.page(&format!("{BOARD}?status=fulfilled")).says("1 из 1"));
    }

    fn nothing_is_sent_to_strangers_and_what_is_typed_is_never_lost(engine) {
        let stage = published(engine);
        stage.methodist.page("/recommendations/new");
        let empty = stage.methodist.post(BOARD, &[("finding", "Вывод"), ("audience", "category"), ("text", "Сделайте.")]);
        assert!(empty.status == 422 && empty.says("Отметьте, кому") && empty.says("Назовите категорию"), "{}", empty.body);
        assert!(empty.says("Сделайте."), "nothing typed is lost");
        let south = stage.tree.south.id.to_string();
        let fields = [("finding", "Вывод"), ("units", south.as_str()), ("audience", "staff"), ("text", "Сделайте.")];
        let foreign = stage.methodist.post(BOARD, &fields);
        assert!(foreign.status == 422 && foreign.says("Выберите адресатов из"), "{}", foreign.body);
        let document = [("finding", "В"), ("units", &stage.tree.school.id.to_string()), ("audience", "staff"), ("text", "С"), ("document", "777")];
        assert!(stage.methodist.post(BOARD, &document).says("Такого документа у вас нет"));
        let nobody = stage.methodist.post(&format!("{BOARD}/dispatch"), &[("reply_by", "2026-07-20")]);
        assert!(nobody.status == 422 && nobody.says("Черновиков, которые можно направить, нет"), "{}", nobody.body);
    }

    fn whoever_stands_above_reads_what_was_sent_and_changes_nothing(engine) {
        let stage = published(engine);
        let letter = begun(&stage);
        sent(&stage.methodist);
        let found = stage.app.house.db.read(|conn| {
            let campaign = monitoring::store::campaigns::find(conn, stage.campaign)?.unwrap();
            Ok::<_, db::Error>(crate::followed(conn, &campaign, &stage.tree.region.path, "2026-06-18".parse().unwrap()).unwrap())
        });
        assert!(found.unwrap().is_empty(), "a finding is no consequence of a monitoring");
        let card = card(&stage.methodist, &letter);
        assert!(stage.institute.page(&card).says("молодые педагоги"));
        for step in ["withdrawal", "fulfilment", "text"] {
            let shown = stage.institute.post(&format!("{card}/{step}"), &[("word", "так"), ("text", "Иначе")]);
            assert_eq!(shown.status, 404, "{step}");
        }
        let south = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &stage.tree.south.path);
        assert_eq!(south.get(&card).status, 404);
        assert!(!south.page(BOARD).says(&stage.tree.school.name));
    }

    fn a_school_advises_its_own_teachers_and_answers_for_itself(engine) {
        let stage = published(engine);
        let deputy = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.school.path);
        let own = stage.tree.school.id.to_string();
        assert!(deputy.page("/recommendations/new").says("Своим педагогам"));
        let fields = [
            ("finding", "По диагностике: затруднения в оценивании."),
            ("units", own.as_str()),
            ("audience", "category"),
            ("addressee", "учителя физики"),
            ("text", "Пройдите практикум."),
        ];
        deputy.done(BOARD, &fields);
        assert_eq!(stage.methodist.get(&letter(&stage)).status, 404, "the municipality does not read a school's draft");
        sent(&deputy);
        let card = card(&deputy, &letter(&stage));
        deputy.page(&card);
        deputy.done(&format!("{card}/measures"), &[("title", "Практикум"), ("responsible", "завуч"), ("due_on", "2026-09-01")]);
        deputy.done(&format!("{card}/answer"), &[]);
        assert!(deputy.page(&card).says("выполняется"));
        let book = deputy.get(&format!("{BOARD}/register"));
        assert_eq!(book.status, 200);
    }

    fn a_deficit_that_a_further_revision_took_away_is_told_on_the_board(engine) {
        let stage = published(engine);
        stage.sent();
        let better = [("1.3", "1", "1", "scored"), ("1.4", "0", "1", "absent"), ("2.1", "1", "1", "scored")];
        let as_before = [("1.1", "1", "1", "scored"), ("1.3", "0", "1", "absent"), ("2.1", "0", "1", "absent")];
        stage.publish(stage.campaign, 2, &better, &as_before);
        let board = stage.institute.page(&stage.board());
        assert_eq!(board.body.matches("недостаток снят редакцией 2: 2").count(), 1, "{}", board.body);
        let gone = stage.institute.page(&format!("{}?status=gone", stage.board()));
        assert!(gone.says("Северный округ") && !gone.body.contains(&format!("units/{}\"", stage.tree.south.id)));
        let card = stage.card(&stage.institute, &stage.tree.north, "1.3");
        assert!(stage.institute.page(&card).says("недостаток снят редакцией 2"));
        let other = stage.card(&stage.institute, &stage.tree.north, "1.4");
        assert!(!stage.institute.page(&other).says("недостаток снят"));
    }

    fn a_second_click_drafts_nothing_more_and_a_closed_school_gets_nothing(engine) {
        let stage = published(engine);
        let letter = begun(&stage);
        begun(&stage);
        assert_eq!(stage.methodist.page(&letter).body.matches("<th scope=\"row\"><a href=\"").count(), 1);
        sent(&stage.methodist);
        assert!(stage.methodist.page(BOARD).says("Направлено рекомендаций: 1"));
        stage.sql(&format!("UPDATE units SET state = 'closed' WHERE id = {}", stage.tree.school.id));
        let school = stage.tree.school.id.to_string();
        let fields = [("finding", "Вывод"), ("units", school.as_str()), ("audience", "staff"), ("text", "Сделайте.")];
        let closed = stage.methodist.post(BOARD, &fields);
        assert!(closed.status == 422 && closed.says("закрыта: ей рекомендаций не дают"), "{}", closed.body);
    }
}
