//! Monitoring through HTTP, as its people use it: filling, handing over, verification, publication, reading.

mod api;
mod drawer;
mod exchange;
mod facts;
mod levels;
mod results;
mod stage;
mod templates;
mod verifying;
mod what_if;

use access::{Level, Role};
use testing::both_databases;

use stage::{open, plan};

both_databases! {
    /// The whole way of annex 6: fill, submit, return, mend, verify, publish, read why.
    fn a_municipality_goes_the_whole_way_and_every_point_is_explained(engine) {
        let stage = open(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        stage.fill(&stage.methodist, north, &["1.1", "1.3", "2.1", "5.1", "5.2"]);
        let sheet = stage.sheet(north);
        let shown = stage.methodist.page(&format!("/monitoring/sheets/{sheet}"));
        assert!(shown.says("<strong>6</strong> из 61"), "five presences, the bank of practices counts two");
        stage.methodist.done(&format!("/monitoring/sheets/{sheet}/submission"), &[]);
        // A second click hands over nothing twice.
        stage.methodist.done(&format!("/monitoring/sheets/{sheet}/submission"), &[]);
        stage.institute.page(&format!("/monitoring/sheets/{sheet}/return"));
        let remark = [("reason", "Документ не о том"), ("no", "2.1"), ("remark-2.1", "Нужна муниципальная программа")];
        stage.institute.done(&format!("/monitoring/sheets/{sheet}/return"), &remark);
        let returned = stage.methodist.page(&format!("/monitoring/sheets/{sheet}"));
        assert!(returned.says("Документ не о том") && returned.says("Нужна муниципальная программа"));
        let programme = stage.document(north, "young_support_programme", "114");
        stage.methodist.done(&format!("{}/evidence", stage.answer(north, "2.1")), &[("document", &programme)]);
        stage.hand_over_and_verify(&stage.methodist, north);
        let neighbour = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &south.path);
        stage.fill(&neighbour, south, &["1.1"]);
        stage.hand_over_and_verify(&neighbour, south);
        let url = format!("/monitoring/{}", stage.campaign);
        stage.institute.done(&format!("{url}/verification"), &[]);
        stage.institute.done(&format!("{url}/publication"), &[]);
        let results = stage.institute.page(&format!("{url}/results"));
        assert!(results.says("Северный округ") && results.says("7") && !results.says("Место"), "no act, no places");
        let north_result = stage.methodist.page(&format!("{url}/results/{}", north.id));
        assert!(north_result.says("7 из 61") && north_result.says("Документ 114") || north_result.says("№ 114"));
        let deputy = stage.app.browser_as(Role::Deputy, Level::Organisation, &stage.tree.school.path);
        assert!(deputy.page("/monitoring").says("опубликован"));
        assert!(deputy.page(&format!("{url}/results/{}", north.id)).says("7 из 61"));
        assert_eq!(deputy.get(&format!("/monitoring/sheets/{sheet}")).status, 404, "a school sees its own sheets only");
        // What is published is not published twice.
        assert_eq!(stage.institute.post(&format!("{url}/publication"), &[]).status, 422);
    }

    fn a_sheet_with_an_unanswered_indicator_is_not_handed_over_and_says_which(engine) {
        let stage = open(engine);
        stage.fill(&stage.methodist, &stage.tree.north, &[]);
        let sheet = stage.sheet(&stage.tree.north);
        stage.methodist.done(&stage.answer(&stage.tree.north, "3.10"), &[("value", ""), ("version", "1")]);
        let refused = stage.methodist.post(&format!("/monitoring/sheets/{sheet}/submission"), &[]);
        assert_eq!(refused.status, 422);
        assert!(refused.says("Нет ответа на показатели: 3.10"));
        stage.methodist.done(&stage.answer(&stage.tree.north, "3.10"), &[("value", "yes"), ("version", "2")]);
        let refused = stage.methodist.post(&format!("/monitoring/sheets/{sheet}/submission"), &[]);
        assert!(refused.says("Нет подтверждения у показателей: 3.10"));
        assert!(stage.methodist.page(&format!("/monitoring/sheets/{sheet}")).says("нужен документ"));
    }

    fn two_people_answering_one_indicator_see_both_values_and_lose_none(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        let colleague = stage.app.browser_as(Role::ServiceHead, Level::Municipality, &north.path);
        let address = stage.answer(north, "1.1");
        stage.methodist.done(&address, &[("value", "no"), ("version", "0")]);
        let clash = colleague.save(&address, &[("value", "yes"), ("version", "0")]);
        assert_eq!(clash.status, 409);
        assert!(clash.body.contains("conflict") && clash.body.contains("нет") && clash.body.contains("есть"));
        let plain = colleague.post(&address, &[("value", "yes"), ("version", "0")]);
        assert_eq!(plain.status, 409);
        assert!(plain.says("Оставить моё") && plain.says("Проверкин П. И."));
        // The colleague keeps the own value knowingly, with the version shown.
        assert_eq!(colleague.save(&address, &[("value", "yes"), ("version", "1")]).status, 200);
        // The same value again is no conflict: a second click.
        assert_eq!(colleague.save(&address, &[("value", "yes"), ("version", "1")]).status, 200);
    }

    fn a_save_answers_the_script_with_the_row_and_the_footer(engine) {
        let stage = open(engine);
        let address = stage.answer(&stage.tree.north, "1.3");
        let saved = stage.methodist.save(&address, &[("value", "no"), ("version", "0")]);
        assert_eq!(saved.status, 200);
        assert!(saved.body.contains("\"version\":\"1\"") && saved.body.contains("data-row"));
        let wrong = stage.methodist.save(&address, &[("value", "возможно"), ("version", "1")]);
        assert_eq!(wrong.status, 422);
        assert!(wrong.says("Выберите «есть» или «нет»"));
        assert_eq!(stage.methodist.save(&stage.answer(&stage.tree.north, "9.9"), &[("value", "no")]).status, 404);
    }

    fn evidence_is_uploaded_in_one_step_and_a_renamed_program_is_refused(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        let address = format!("{}/evidence", stage.answer(north, "1.1"));
        stage.methodist.page(&stage.answer(north, "1.1"));
        let fields = [("kind", "mms_regulation"), ("title", "Положение о службе"), ("number", "7"), ("signed_on", "2025-09-01")];
        let program = stage.methodist.upload(&address, &fields, ("file", "положение.pdf", b"MZ\x90\x00"));
        assert_eq!(program.status, 422);
        assert!(program.says("на самом деле программа") && program.says("Положение о службе"), "typed fields come back");
        let kept = stage.methodist.upload(&address, &fields, ("file", "положение.pdf", b"%PDF-1.7\n1\nstartxref\n0\n%%EOF"));
        assert_eq!(kept.status, 303, "{}", kept.body);
        let shown = stage.methodist.page(&format!("/monitoring/sheets/{}", stage.sheet(north)));
        assert!(shown.says("№ 7 от 01.09.2025") && shown.says("заполнено"));
    }

    fn the_judgement_is_the_institutes_and_needs_its_ground(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        stage.fill(&stage.methodist, north, &["1.1"]);
        let own = stage.methodist.save(&stage.answer(north, "1.2"), &[("value", "yes"), ("version", "0")]);
        assert_eq!(own.status, 422);
        let sheet = stage.sheet(north);
        stage.methodist.done(&format!("/monitoring/sheets/{sheet}/submission"), &[]);
        let early = stage.institute.post(&format!("/monitoring/sheets/{sheet}/acceptance"), &[]);
        assert!(early.says("Эксперту осталось оценить показатель: 1.2"));
        let ruling = format!("{}/ruling", stage.answer(north, "1.2"));
        assert!(stage.institute.post(&ruling, &[("ruling", "accepted"), ("reason", "")]).says("на чём она основана"));
        let rejected = [("ruling", "rejected"), ("reason", "")];
        let bare = stage.institute.post(&format!("{}/ruling", stage.answer(north, "1.1")), &rejected);
        assert!(bare.says("не принят без причины"));
        let municipal = stage.methodist.post(&ruling, &[("ruling", "accepted"), ("reason", "сами")]);
        assert_eq!(municipal.status, 404, "the service verifies its own campaigns only");
    }

    fn a_ruling_falls_when_what_it_was_about_changes(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        stage.fill(&stage.methodist, north, &["1.1"]);
        let sheet = format!("/monitoring/sheets/{}", stage.sheet(north));
        stage.methodist.done(&format!("{sheet}/submission"), &[]);
        let accepted = [("ruling", "accepted"), ("reason", "цели и результаты сходятся")];
        for no in ["1.1", "1.2", "1.3"] {
            stage.institute.done(&format!("{}/ruling", stage.answer(north, no)), &accepted);
        }
        stage.institute.done(&format!("{sheet}/return"), &[("reason", "сроки"), ("no", "2.1")]);
        let document = stage.document(north, "mms_regulation", "2");
        stage.methodist.done(&format!("{}/evidence", stage.answer(north, "1.1")), &[("document", &document)]);
        stage.methodist.done(&format!("{sheet}/submission"), &[]);
        // 1.1 has another document, 1.2 rests on 1.1; 1.3 was not touched.
        let early = stage.institute.post(&format!("{sheet}/acceptance"), &[]);
        assert!(early.says("оценить показатель: 1.2"));
        let shown = stage.institute.page(&sheet);
        assert_eq!(shown.body.matches("на проверке").count(), 1, "only 1.1 waits for a ruling among the present");
    }

    fn a_cancelled_or_foreign_document_proves_nothing_and_a_replaced_one_is_marked(engine) {
        let stage = open(engine);
        let (north, south) = (&stage.tree.north, &stage.tree.south);
        stage.fill(&stage.methodist, north, &["1.1"]);
        let foreign = stage.document(south, "mms_regulation", "9");
        let evidence = format!("{}/evidence", stage.answer(north, "1.3"));
        assert_eq!(stage.methodist.post(&evidence, &[("document", &foreign)]).status, 404);
        let own = stage.document(north, "mms_schedule", "5");
        let cancelled = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &north.path);
        cancelled.page(&format!("/documents/{own}"));
        cancelled.done(&format!("/documents/{own}/cancellation"), &[("version", "1"), ("reason", "ошибка")]);
        assert!(stage.methodist.post(&evidence, &[("document", &own)]).says("отменён или ещё не введён в действие и ничего не подтверждает"));
        let sheet = format!("/monitoring/sheets/{}", stage.sheet(north));
        stage.methodist.done(&format!("{sheet}/submission"), &[]);
        assert!(!stage.institute.page(&sheet).says("изменено"));
    }

    fn a_verified_sheet_is_taken_back_only_with_a_reason_and_never_after_publication(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        stage.fill(&stage.methodist, north, &["1.1"]);
        stage.hand_over_and_verify(&stage.methodist, north);
        let again = format!("/monitoring/sheets/{}/verification", stage.sheet(north));
        assert!(stage.institute.post(&again, &[("reason", "")]).says("только с причиной"));
        stage.institute.done(&again, &[("reason", "не тот документ")]);
        stage.institute.done(&format!("/monitoring/sheets/{}/acceptance", stage.sheet(north)), &[]);
        let url = format!("/monitoring/{}", stage.campaign);
        stage.institute.done(&format!("{url}/verification"), &[]);
        let out = format!("/monitoring/sheets/{}/exclusion", stage.sheet(&stage.tree.south));
        stage.institute.done(&out, &[("reason", "паводок")]);
        stage.institute.done(&format!("{url}/publication"), &[]);
        assert!(stage.institute.post(&again, &[("reason", "поздно")]).says("таблицы больше не принимаются"));
        assert!(stage.institute.post(&format!("{url}/settings/places"), &[("act", "1")]).says("места в них уже не меняются"));
    }

    fn nothing_is_changed_in_a_sheet_that_was_handed_over(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        stage.fill(&stage.methodist, north, &[]);
        stage.methodist.done(&format!("/monitoring/sheets/{}/submission", stage.sheet(north)), &[]);
        let late = stage.methodist.save(&stage.answer(north, "1.1"), &[("value", "yes"), ("version", "1")]);
        assert_eq!(late.status, 422);
        assert!(late.says("ответы в ней не меняются"));
    }

    fn publication_waits_for_every_sheet_or_a_reason(engine) {
        let stage = open(engine);
        let url = format!("/monitoring/{}", stage.campaign);
        stage.fill(&stage.methodist, &stage.tree.north, &["1.1"]);
        stage.hand_over_and_verify(&stage.methodist, &stage.tree.north);
        stage.institute.done(&format!("{url}/verification"), &[]);
        let refused = stage.institute.post(&format!("{url}/publication"), &[]);
        assert!(refused.says("Не проверены таблицы: Южный округ"));
        let out = format!("/monitoring/sheets/{}/exclusion", stage.sheet(&stage.tree.south));
        stage.institute.done(&out, &[("reason", "паводок, связи не было")]);
        stage.institute.done(&format!("{url}/publication"), &[]);
        assert!(stage.institute.page(&format!("{url}/results")).says("паводок, связи не было"));
        // A correction is a new revision with a reason; the first one stays.
        assert!(stage.institute.post(&format!("{url}/reopening"), &[("reason", " ")]).says("только с причиной"));
        stage.institute.done(&format!("{url}/reopening"), &[("reason", "ошибка в таблице")]);
        stage.institute.done(&format!("{url}/publication"), &[("reason", "ошибка в таблице")]);
        assert!(stage.institute.page(&format!("{url}/results")).says("редакция 2: ошибка в таблице"));
        let first = stage.institute.page(&format!("{url}/results?revision=1"));
        assert!(first.body.contains(&format!("/results/{}?revision=1", stage.tree.north.id)), "links stay in the revision");
        assert_eq!(stage.institute.get(&format!("{url}/results?revision=3")).status, 404);
    }

    fn a_neighbours_sheet_does_not_exist(engine) {
        let stage = open(engine);
        let foreign = stage.sheet(&stage.tree.south);
        for address in [format!("/monitoring/sheets/{foreign}"), stage.answer(&stage.tree.south, "1.1")] {
            assert_eq!(stage.methodist.get(&address).status, 404, "{address}");
        }
        let answer = stage.answer(&stage.tree.south, "1.1");
        assert_eq!(stage.methodist.save(&answer, &[("value", "no"), ("version", "0")]).status, 404);
        assert_eq!(stage.app.stranger().get(&format!("/monitoring/sheets/{foreign}")).status, 303);
    }

    fn a_campaign_keeps_its_own_template_and_is_planned_once_a_year(engine) {
        let stage = open(engine);
        let campaign = stage.campaign();
        assert_eq!(campaign.template_hash, stage.app.house.packs.template("amur-2020/mms").unwrap().hash());
        let owner = stage.tree.region.id.to_string();
        stage.institute.page("/monitoring/new");
        let again = stage.institute.post("/monitoring", &plan(&owner, "2026"));
        assert_eq!(again.status, 422);
        assert!(again.says("за этот год уже есть") && again.says("2026"));
        let mut crooked = plan(&owner, "2027");
        crooked[4] = ("collect_to", "2026-05-01");
        assert!(stage.institute.post("/monitoring", &crooked).says("Дни идут не по порядку"));
        crooked[4] = ("collect_to", "31.13.2026");
        assert!(stage.institute.post("/monitoring", &crooked).says("не дата"));
    }

    fn home_lists_what_each_has_to_do(engine) {
        let stage = open(engine);
        let app = &stage.app;
        let today = app.house.now().day(app.house.settings.zone);
        let account = app.account(Role::MunicipalMethodist, Level::Municipality, &stage.tree.north.path);
        let person = app.house.db
            .read(|conn| access::store::person(conn, account, access::SessionId(0), today))
            .unwrap()
            .unwrap();
        let page = registry::Page { after: None, limit: 10 };
        let found = app.house.db.read(|conn| app.house.registry.duties(conn, &person, today, &page)).unwrap();
        let own = found.into_iter().filter(|one| one.area == "monitoring");
        let found: Vec<registry::Obligation> = own.map(|one| one.duty).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].due.to_string(), "2026-06-30");
        let counts = registry::Counts::of(&found, today);
        assert_eq!((counts.overdue, counts.week, counts.later), (0, 0, 1));
    }
}
