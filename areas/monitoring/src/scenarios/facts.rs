//! What the program answers by itself: live while a sheet is open, frozen when it is handed over, live again after a
//! return; other areas' facts join without a change here.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use packs::{FactDecl, FactValue};
use registry::{Answered, Ask, Fact, FactOffer, Period, Proof, Subject};
use testing::{Shown, both_databases};
use web::Area;

use super::stage::{Stage, open, open_with};
use crate::found::{self, FrozenFact};
use crate::rules::Origin;
use crate::worksheet::Worksheet;

/// The row of an indicator as the page shows it.
fn row(page: &Shown, no: &str) -> String {
    let from = page.body.split(&format!("id=\"row-{no}\"")).nth(1).expect("the row is there");
    from.split("</tr>").next().unwrap().replace('\u{a0}', " ")
}

fn sheet_page(stage: &Stage) -> Shown {
    stage.methodist.page(&format!("/monitoring/sheets/{}", stage.sheet(&stage.tree.north)))
}

/// Another area's offer: one fact it knows or not, and how often it was asked.
struct Foreign {
    knows: Arc<Mutex<Option<String>>>,
    asked: Arc<AtomicUsize>,
}

const FOREIGN: &[FactDecl] =
    &[FactDecl { name: "units.information_resource", params: &[], value: FactValue::Presence }];

impl FactOffer for Foreign {
    fn declares(&self) -> &'static [FactDecl] {
        FOREIGN
    }

    fn compute(
        &self,
        _conn: &mut db::Conn,
        asks: &[Ask<'_>],
        subjects: &[Subject],
        period: Period,
    ) -> db::Result<Vec<Answered>> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        assert_eq!(period.from.to_string(), "2025-09-01");
        let title = self.knows.lock().unwrap().clone();
        let fact = |title: String, unit| Fact::Known {
            value: "1".into(),
            proofs: vec![Proof { kind: "page".into(), id: unit, title }],
        };
        let own = |subject: &Subject| Some((subject.unit, fact(title.clone()?, subject.unit)));
        Ok(asks.iter().map(|_| subjects.iter().filter_map(own).collect()).collect())
    }
}

both_databases! {
    fn a_computed_line_counts_without_a_click_and_follows_the_registry(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        assert!(sheet_page(&stage).says("осталось 59 показателей"));
        let document = stage.document(north, "mms_regulation", "7");
        let shown = sheet_page(&stage);
        assert!(shown.says("<strong>1</strong> из 61") && shown.says("осталось 58 показателей"));
        let line = row(&shown, "1.1");
        assert!(line.contains("вычислено") && line.contains("№ 7 от 02.09.2025") && line.contains("есть (вычислено)"));
        assert_eq!(stage.kept(north, "1.1").0.map(|row| row.no), None, "nothing is written by looking");
        // Another sheet knows nothing of it.
        let neighbour = stage.institute.page(&format!("/monitoring/sheets/{}", stage.sheet(&stage.tree.south)));
        assert!(neighbour.says("<strong>0</strong> из 61"));
        stage.cancel(&document);
        let shown = sheet_page(&stage);
        assert!(shown.says("<strong>0</strong> из 61"));
        assert!(row(&shown, "1.1").contains("нет ответа") && row(&shown, "1.1").contains("документ отменён"));
    }

    fn what_is_found_but_needs_a_person_waits_and_a_judgement_is_the_experts(engine) {
        let stage = open(engine);
        let document = stage.document(&stage.tree.north, "mms_schedule", "8");
        let shown = sheet_page(&stage);
        let line = row(&shown, "1.3");
        assert!(line.contains("найдено, подтвердите") && line.contains("Найдено: План № 8"));
        assert!(line.contains(&format!("name=\"document\" value=\"{document}\"")), "confirmed on the row");
        assert!(shown.says("<strong>0</strong> из 61"), "found alone earns nothing");
        assert!(row(&shown, "1.2").contains("решение эксперта"));
        stage.methodist.done(&format!("{}/evidence", stage.answer(&stage.tree.north, "1.3")), &[("document", &document)]);
        assert!(sheet_page(&stage).says("<strong>1</strong> из 61"));
    }

    fn an_own_answer_wins_the_row_says_both_and_taking_it_back_restores_the_computed_one(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        stage.document(north, "mms_regulation", "7");
        let address = stage.answer(north, "1.1");
        let saved = stage.methodist.save(&address, &[("value", "no"), ("version", "0")]);
        assert!(saved.says("Вычислено «есть», действует свой ответ «нет»"), "{}", saved.body);
        assert!(sheet_page(&stage).says("<strong>0</strong> из 61"));
        assert!(stage.methodist.page(&address).says("действует свой ответ. Снимите его"));
        assert!(stage.methodist.page(&address).says("Снимите свой ответ: подтверждение программа уже нашла."));
        // The same answer in a person's own words needs no other evidence than the program's.
        stage.methodist.done(&address, &[("value", "yes"), ("version", "1")]);
        let line = row(&sheet_page(&stage), "1.1");
        assert!(line.contains("заполнено") && !line.contains("нужен документ"), "{line}");
        stage.methodist.done(&address, &[("value", ""), ("version", "2")]);
        let shown = sheet_page(&stage);
        assert!(shown.says("<strong>1</strong> из 61") && row(&shown, "1.1").contains("вычислено"));
        assert!(stage.methodist.page(&address).says("ответ снят (был «есть»)"), "history with values");
    }

    fn submission_freezes_the_fact_and_the_verifier_sees_what_has_changed_since(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        let document = filled_but(&stage, "1.1");
        let sheet = format!("/monitoring/sheets/{}", stage.sheet(north));
        stage.methodist.done(&format!("{sheet}/submission"), &[]);
        let (kept, links) = stage.kept(north, "1.1");
        let kept = kept.expect("the computed answer is stored");
        assert_eq!((kept.origin(), kept.declared.as_str()), (Origin::Fact, "{\"present\":true}"));
        let frozen = FrozenFact::read(&kept.fact).unwrap();
        assert_eq!((frozen.value.as_str(), frozen.proofs[0].id.to_string()), ("1", document.clone()));
        assert!(links.len() == 1 && links[0].frozen_at.is_some() && links[0].document_id.to_string() == document);
        let seen = stage.institute.page(&sheet);
        assert!(row(&seen, "1.1").contains("на проверке") && row(&seen, "1.1").contains("Ответила программа"));
        assert!(!seen.says("Изменилось с отправки"));
        stage.cancel(&document);
        let seen = stage.institute.page(&sheet);
        assert!(row(&seen, "1.1").contains("Изменилось с отправки: было Положение № 7"), "{}", row(&seen, "1.1"));
        assert!(seen.says("<strong>1</strong> из 61"), "what was handed over stands");
        assert!(stage.institute.page(&stage.answer(north, "1.1")).says("ответ «есть» вычислен при отправке: Положение № 7"));
        assert!(stage.institute.page(&stage.answer(north, "1.1")).says("документ отменён"));
    }

    fn a_returned_sheet_is_live_again_and_an_unchanged_fact_keeps_its_ruling(engine) {
        let stage = open(engine);
        let north = &stage.tree.north;
        let document = filled_but(&stage, "1.1");
        let sheet = format!("/monitoring/sheets/{}", stage.sheet(north));
        stage.methodist.done(&format!("{sheet}/submission"), &[]);
        let give_back = |no: &str| {
            stage.institute.done(&format!("{}/ruling", stage.answer(north, "1.1")), &[("ruling", "accepted"), ("reason", "")]);
            stage.institute.done(&format!("{sheet}/return"), &[("reason", "сроки"), ("no", no)]);
        };
        give_back("2.2");
        assert!(row(&sheet_page(&stage), "1.1").contains("принято"));
        let before = stage.kept(north, "1.1").0.unwrap().version;
        stage.methodist.done(&format!("{sheet}/submission"), &[]);
        let (kept, links) = stage.kept(north, "1.1");
        assert_eq!(kept.unwrap().version, before, "the same fact is not written again");
        assert_eq!(links.len(), 1);
        give_back("2.2");
        // A person may link the very document the program linked, and take it away again.
        let evidence = format!("{}/evidence", stage.answer(north, "1.1"));
        stage.methodist.done(&evidence, &[("document", &document)]);
        let (kept, links) = stage.kept(north, "1.1");
        assert!(links.len() == 1 && links[0].added_by.is_some() && kept.unwrap().origin() == Origin::Person);
        stage.methodist.done(&format!("{sheet}/evidence/{}/removal", links[0].id), &[]);
        let version = stage.kept(north, "1.1").0.unwrap().version.to_string();
        stage.methodist.done(&stage.answer(north, "1.1"), &[("value", ""), ("version", &version)]);
        // Another document proves it now: the ruling was about the first.
        stage.cancel(&document);
        assert!(stage.methodist.post(&format!("{sheet}/submission"), &[]).says("Нет ответа на показатели: 1.1"));
        let other = stage.document(north, "mms_regulation", "9");
        stage.methodist.done(&format!("{sheet}/submission"), &[]);
        let (kept, links) = stage.kept(north, "1.1");
        assert_eq!(kept.unwrap().ruling, "");
        assert!(links.len() == 1 && links[0].document_id.to_string() == other, "the old link went with its document");
    }

    fn another_areas_fact_is_found_confirmed_and_frozen_and_all_sheets_ask_once(engine) {
        let (knows, asked) = (Arc::new(Mutex::new(None)), Arc::new(AtomicUsize::new(0)));
        let offer = Foreign { knows: Arc::clone(&knows), asked: Arc::clone(&asked) };
        let foreign = Area { name: "foreign", facts: vec![Box::new(offer)], ..Area::default() };
        let units = Area { facts: Vec::new(), ..units::area() };
        let stage = open_with(engine, vec![units, documents::area(), crate::area(), foreign]);
        let north = &stage.tree.north;
        let confirm = format!("{}/evidence", stage.answer(north, "1.4"));
        sheet_page(&stage);
        assert!(stage.methodist.post(&confirm, &[("fact", "1")]).says("подтверждать нечего"));
        *knows.lock().unwrap() = Some("mms.example.ru".to_owned());
        assert!(row(&sheet_page(&stage), "1.4").contains("Найдено: mms.example.ru"));
        stage.methodist.done(&confirm, &[("fact", "1")]);
        let shown = sheet_page(&stage);
        assert!(row(&shown, "1.4").contains("подтверждено") && shown.says("<strong>1</strong> из 61"));
        // Confirmed once is not proven for ever.
        *knows.lock().unwrap() = None;
        assert!(row(&sheet_page(&stage), "1.4").contains("нужен документ"));
        *knows.lock().unwrap() = Some("mms.example.ru".to_owned());
        // Two sheets, one question to every area.
        let before = asked.load(Ordering::Relaxed);
        let house = &stage.app.house;
        let found = house.db.read(|conn| {
            let everything = crate::Reach::everywhere(house.now());
            let read = |conn: &mut db::Conn, unit| Worksheet::read(conn, &everything, stage.sheet(unit));
            let works = [read(conn, north)?, read(conn, &stage.tree.south)?];
            found::of_campaign(conn, &house.registry, &works)
        }).unwrap();
        assert_eq!(asked.load(Ordering::Relaxed), before + 1);
        assert!(found.iter().all(|own| matches!(own.get("1.4"), Some(Fact::Known { .. }))));
        assert_eq!(found.iter().map(std::collections::BTreeMap::len).collect::<Vec<_>>(), [1, 1]);
    }
}

/// Everything answered «нет» but for one computed line, whose document is registered; gives the document.
fn filled_but(stage: &Stage, no: &str) -> String {
    let north = &stage.tree.north;
    sheet_page(stage);
    for (_, indicator) in stage.app.house.packs.template("amur-2020/mms").unwrap().indicators() {
        if indicator.no != no && indicator.no != "1.2" {
            stage.methodist.done(&stage.answer(north, &indicator.no), &[("value", "no"), ("version", "0")]);
        }
    }
    stage.document(north, "mms_regulation", "7")
}
