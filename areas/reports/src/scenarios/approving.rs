//! Approval, editions and archives through HTTP: what was read is what is approved and registered; an approved report never
//! changes; an archive is made in the background and taken away under the brake.

use access::{Level, Role};
use monitoring::fixture::{Measured, publish};
use testing::both_databases;

use super::{NORTH, SOUTH, Stage, stage};

impl Stage {
    /// Approves a report as it is shown now.
    fn approved(&self, report: &str, number: &str) -> testing::Shown {
        let form = self.institute.page(&format!("{report}/approval"));
        let said = form.input("said").unwrap();
        let fields = [
            ("numbering", "external"),
            ("number", number),
            ("signed_on", "2026-06-18"),
            ("said", said.as_str()),
        ];
        self.institute.post(&format!("{report}/approval"), &fields)
    }

    /// A further revision with other figures.
    fn published_anew(&self) {
        let better = [("1.1", "1", "1", "scored"), ("1.3", "1", "1", "scored"), ("2.1", "1", "1", "scored")];
        let objects = [
            Measured::municipality(&self.tree.north, &better),
            Measured::municipality(&self.tree.south, &SOUTH),
        ];
        publish(&self.app.house, self.campaign, 2, "", &objects).unwrap();
    }
}

both_databases! {
    fn a_report_is_approved_as_it_was_read_and_becomes_a_document(engine) {
        let stage = stage(engine);
        let report = stage.begun();
        let late = [("numbering", "external"), ("number", "12/1"), ("signed_on", "2026-06-19"), ("said", "x")];
        stage.institute.page(&format!("{report}/approval"));
        let refused = stage.institute.post(&format!("{report}/approval"), &late);
        assert!(refused.status == 422 && refused.says("Этот день ещё не наступил"), "{}", refused.body);
        let unread = [("numbering", "external"), ("number", "12/1"), ("signed_on", "2026-06-18"), ("said", "x")];
        assert_eq!(stage.institute.post(&format!("{report}/approval"), &unread).status, 422, "what nobody read");
        let done = stage.approved(&report, "12/1");
        assert_eq!((done.status, done.location.as_str()), (303, report.as_str()), "{}", done.body);
        let page = stage.institute.page(&report);
        assert!(page.says("утверждён") && page.says("12/1") && !page.says("Править"), "{}", page.body);
        let again = stage.institute.get(&format!("{report}/approval"));
        assert_eq!(again.status, 422, "approved once");
        let region = &stage.tree.region;
        let of_region = db::Ranges::under([region.path.as_str()]);
        let count = stage.app.house.db.read(|conn| crate::store::reports::approved_about(conn, &of_region));
        assert_eq!(count.unwrap(), 1, "told among the directions of effectiveness");
        stage.published_anew();
        let page = stage.institute.page(&report);
        assert!(page.says("66,7") && page.says("33,3"), "figures of the day it was approved: {}", page.body);
        let south = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        assert!(south.page(&report).says("12/1"), "an approved report is read below");
        assert!(page.says("Рекомендовать по отчёту") && !south.page(&report).says("Рекомендовать по отчёту"));
        assert_eq!(NORTH.len(), 3);
    }

    fn a_further_edition_begins_with_the_words_of_the_last_and_new_figures(engine) {
        let stage = stage(engine);
        let report = stage.begun();
        stage.institute.page(&report);
        let early = stage.institute.post(&format!("{report}/editions"), &[("reason", "рано")]);
        assert_eq!(early.status, 422, "a draft needs no edition");
        assert_eq!(stage.approved(&report, "12/1").status, 303);
        stage.published_anew();
        stage.institute.page(&report);
        assert_eq!(stage.institute.post(&format!("{report}/editions"), &[("reason", " ")]).status, 422);
        let second = stage.institute.done(&format!("{report}/editions"), &[("reason", "уточнены данные")]).location;
        assert_ne!(second, report);
        // The source line tells which figures stand there.
        assert!(stage.institute.page(&second).says("редакция 2 от"), "{}", stage.institute.page(&second).body);
        assert!(stage.institute.page(&report).says("редакция 1 от"));
        assert_eq!(stage.approved(&second, "12/2").status, 303);
    }

    fn an_archive_of_all_reports_is_made_and_taken_away(engine) {
        let stage = stage(engine);
        let archives = format!("/reports/campaigns/{}/archives", stage.campaign);
        stage.institute.page(&archives);
        stage.institute.done(&archives, &[("form", "docx")]);
        stage.app.run_jobs();
        let page = stage.institute.page(&archives);
        assert!(page.says("готов") && !page.says("<progress"), "{}", page.body);
        let rest = page.body.split("/reports/archives/").nth(1).unwrap();
        let address = format!("/reports/archives/{}", rest.split('"').next().unwrap());
        let taken = stage.institute.get(&address);
        assert_eq!(taken.status, 200, "{}", taken.body);
        let south = stage.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &stage.tree.south.path);
        assert_eq!(south.get(&address).status, 404);
    }
}
