//! The stage of the scenarios: a small tree, an open campaign, browsers of the people in it.

use access::{Level, Role};
use documents::{NewDocument, NewFile};
use testing::{Browser, Engine, TestApp};
use units::fixture::{SmallTree, plant};
use web::{Area, Cx, Write};

use crate::model::{AnswerRow, CampaignId, EvidenceRow, SheetId};
use crate::store::{answers, campaigns, evidence, sheets};

/// An installation with an open campaign over two municipalities.
pub(super) struct Stage {
    pub app: TestApp,
    pub tree: SmallTree,
    pub institute: Browser,
    pub methodist: Browser,
    pub campaign: CampaignId,
}

/// Plans and opens the campaign through the pages.
pub(super) fn open(engine: Engine) -> Stage {
    open_with(engine, vec![units::area(), documents::area(), crate::area()])
}

/// The same with areas of the test's own.
pub(super) fn open_with(engine: Engine, areas: Vec<Area>) -> Stage {
    let app = TestApp::of(engine, areas);
    let tree = plant(&app.house).unwrap();
    let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
    let methodist = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
    institute.page("/monitoring/new");
    let owner = tree.region.id.to_string();
    let planned = institute.done("/monitoring", &plan(&owner, "2026"));
    let campaign: CampaignId = planned.location.rsplit('/').next().unwrap().parse().unwrap();
    institute.done(&format!("/monitoring/{campaign}/collection"), &[]);
    Stage { app, tree, institute, methodist, campaign }
}

/// Fields of the planning form.
pub(super) fn plan<'a>(owner: &'a str, period: &'a str) -> [(&'a str, &'a str); 7] {
    [
        ("owner", owner),
        ("template", "amur-2020/mms"),
        ("period", period),
        ("collect_from", "2026-06-01"),
        ("collect_to", "2026-06-30"),
        ("verify_to", "2026-07-31"),
        ("publish_on", "2026-08-20"),
    ]
}

impl Stage {
    /// Everybody has taken so many objects away in files today.
    pub fn taken(&self, objects: u32) {
        let now = self.app.house.now().0;
        let rows = format!(
            "INSERT INTO exports (id, account_id, at, route, objects) SELECT id, id, {now}, 'x', {objects} FROM accounts"
        );
        self.app.write(|tx| tx.batch(&rows));
    }

    /// The sheet of a municipality.
    pub fn sheet(&self, unit: &units::Unit) -> SheetId {
        let everything = db::Ranges::under(["/"]);
        let all =
            self.app.house.db.read(|conn| sheets::of_campaign(conn, self.campaign, &everything)).unwrap();
        all.into_iter().find(|sheet| sheet.unit_id == unit.id).unwrap().id
    }

    /// The address of an answer.
    pub fn answer(&self, unit: &units::Unit, no: &str) -> String {
        format!("/monitoring/sheets/{}/answers/{no}", self.sheet(unit))
    }

    /// A registered document of the unit; its number is its own.
    pub fn document(&self, unit: &units::Unit, kind: &str, number: &str) -> String {
        let mut cx = Cx::<Write>::outside(&self.app.house, None).unwrap();
        let file = NewFile {
            sha256: "0".repeat(64),
            size: 8,
            media_type: "application/pdf".into(),
            name: "приказ.pdf".into(),
        };
        let new = NewDocument {
            kind: kind.into(),
            title: format!("Документ {number}"),
            number: number.into(),
            signed_on: chrono::NaiveDate::from_ymd_opt(2025, 9, 2).unwrap(),
            issuer: String::new(),
            valid_to: None,
            topic: String::new(),
            file: Some(file),
            link: None,
        };
        let document = documents::actions::register(&mut cx, unit, new).unwrap();
        cx.finish().unwrap();
        document.id.to_string()
    }

    /// Answers every asked indicator of the unit's sheet: «есть» with a document for `present`, «нет» for the rest.
    pub fn fill(&self, browser: &Browser, unit: &units::Unit, present: &[&str]) {
        let document = self.document(unit, "mms_regulation", "1");
        let template = self.app.house.packs.template("amur-2020/mms").unwrap();
        browser.page(&format!("/monitoring/sheets/{}", self.sheet(unit)));
        for (_, indicator) in template.indicators().filter(|(_, i)| i.no != "1.2") {
            let address = self.answer(unit, &indicator.no);
            if present.contains(&indicator.no.as_str()) {
                browser.done(&format!("{address}/evidence"), &[("document", &document)]);
            } else {
                browser.done(&address, &[("value", "no"), ("version", "0")]);
            }
        }
    }

    /// The stored answer and the links of one indicator.
    pub fn kept(&self, unit: &units::Unit, no: &str) -> (Option<AnswerRow>, Vec<EvidenceRow>) {
        let sheet = self.sheet(unit);
        let read = |conn: &mut db::Conn| {
            let links = evidence::of_sheets(conn, &[sheet])?;
            let own = links.into_iter().filter(|link| link.no == no).collect();
            Ok::<_, db::Error>((answers::find(conn, sheet, no)?, own))
        };
        self.app.house.db.read(read).unwrap()
    }

    /// Cancels a document of the unit.
    pub fn cancel(&self, document: &str) {
        let keeper = self.app.browser_as(Role::InstituteMethodist, Level::Region, &self.tree.region.path);
        keeper.page(&format!("/documents/{document}"));
        keeper
            .done(&format!("/documents/{document}/cancellation"), &[("version", "1"), ("reason", "ошибка")]);
    }

    /// Hands the sheet over, judges 1.2 and ends the verification.
    pub fn hand_over_and_verify(&self, browser: &Browser, unit: &units::Unit) {
        let sheet = self.sheet(unit);
        browser.done(&format!("/monitoring/sheets/{sheet}/submission"), &[]);
        let judged = [("ruling", "accepted"), ("reason", "Результаты измеримы и отвечают целям")];
        self.institute.done(&format!("{}/ruling", self.answer(unit, "1.2")), &judged);
        self.institute.done(&format!("/monitoring/sheets/{sheet}/acceptance"), &[]);
    }

    /// The stored campaign.
    pub fn campaign(&self) -> crate::model::Campaign {
        self.app.house.db.read(|conn| campaigns::find(conn, self.campaign)).unwrap().unwrap()
    }
}
