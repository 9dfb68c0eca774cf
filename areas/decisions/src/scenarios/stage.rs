//! The stage: a region with two municipalities, a published monitoring, the people of both sides.

use access::{Level, Role};
use monitoring::fixture::{Measured, publish};
use monitoring::model::CampaignId;
use testing::{Browser, Engine, Shown, TestApp};
use units::Unit;
use units::fixture::{SmallTree, plant};

/// Figures of an object: number, points, maximum, state.
pub(super) type Figures<'a> = &'a [(&'a str, &'a str, &'a str, &'a str)];

/// What the northern municipality lost: three indicators; the southern one two of them.
pub(super) const NORTH: Figures<'_> = &[
    ("1.1", "1", "1", "scored"),
    ("1.3", "0", "1", "absent"),
    ("1.4", "0", "1", "rejected"),
    ("2.1", "0", "1", "no_answer"),
];
pub(super) const SOUTH: Figures<'_> = &[
    ("1.1", "1", "1", "scored"),
    ("1.3", "0", "1", "absent"),
    ("1.4", "1", "1", "scored"),
    ("2.1", "0", "1", "absent"),
];

/// An installation with a published monitoring of two municipalities.
pub(super) struct Stage {
    pub app: TestApp,
    pub tree: SmallTree,
    pub institute: Browser,
    pub methodist: Browser,
    pub campaign: CampaignId,
}

pub(super) fn published(engine: Engine) -> Stage {
    let stage = planned(engine);
    stage.publish(stage.campaign, 1, NORTH, SOUTH);
    stage
}

/// The same before its publication.
pub(super) fn planned(engine: Engine) -> Stage {
    let areas = vec![units::area(), documents::area(), monitoring::area(), crate::area(), testing::duties()];
    let app = TestApp::of(engine, areas);
    let tree = plant(&app.house).unwrap();
    let institute = app.browser_as(Role::InstituteMethodist, Level::Region, &tree.region.path);
    let methodist = app.browser_as(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
    let campaign = plan(&institute, &tree, "2026");
    Stage { app, tree, institute, methodist, campaign }
}

pub(super) fn plan(institute: &Browser, tree: &SmallTree, period: &str) -> CampaignId {
    institute.page("/monitoring/new");
    let owner = tree.region.id.to_string();
    let fields = [
        ("owner", owner.as_str()),
        ("template", "amur-2020/mms"),
        ("period", period),
        ("collect_from", "2026-06-01"),
        ("collect_to", "2026-06-30"),
        ("verify_to", "2026-07-31"),
        ("publish_on", "2026-08-20"),
    ];
    let planned = institute.done("/monitoring", &fields);
    let campaign: CampaignId = planned.location.rsplit('/').next().unwrap().parse().unwrap();
    institute.done(&format!("/monitoring/{campaign}/collection"), &[]);
    campaign
}

impl Stage {
    /// Publishes a revision of both municipalities.
    pub fn publish(&self, campaign: CampaignId, revision: i64, north: Figures<'_>, south: Figures<'_>) {
        let objects = [
            Measured::municipality(&self.tree.north, north),
            Measured::municipality(&self.tree.south, south),
        ];
        publish(&self.app.house, campaign, revision, "", &objects).unwrap();
    }

    /// Changes rows as nobody can through the pages.
    pub fn sql(&self, text: &str) {
        self.app.write(|tx| tx.batch(text));
    }

    /// The board of the monitoring.
    pub fn board(&self) -> String {
        format!("/recommendations/campaigns/{}", self.campaign)
    }

    /// The letter to a unit.
    pub fn letter(&self, unit: &Unit) -> String {
        format!("{}/units/{}", self.board(), unit.id)
    }

    /// Drafts and sends everything.
    pub fn sent(&self) {
        self.institute.page(&self.board());
        self.institute.done(&format!("{}/drafts", self.board()), &[]);
        self.institute.done(&format!("{}/dispatch", self.board()), &[("reply_by", "2026-07-20")]);
    }

    /// The address of the unit's recommendation for an indicator.
    pub fn card(&self, browser: &Browser, unit: &Unit, no: &str) -> String {
        let page = browser.page(&self.letter(unit));
        let end = format!("\">{no}</a>");
        let before = page.body.split(&end).next().unwrap_or_else(|| panic!("no {no}"));
        before.rsplit("href=\"").next().unwrap().to_owned()
    }

    /// Plans a measure, answers with it and does it.
    pub fn measured(&self, card: &str) -> Shown {
        self.methodist.page(card);
        let fields =
            [("title", "Составить план-график"), ("responsible", "методист"), ("due_on", "2026-09-01")];
        self.methodist.done(&format!("{card}/measures"), &fields);
        self.methodist.done(&format!("{card}/answer"), &[]);
        let measure = self.measure(card);
        let done = [("done_on", "2026-06-18"), ("outcome", "утверждён приказом № 5")];
        self.methodist.done(&format!("/measures/{measure}/completion"), &done)
    }

    /// The latest measure of a recommendation.
    pub fn measure(&self, card: &str) -> String {
        let id: i64 = card.rsplit('/').next().unwrap().parse().unwrap();
        let all = self.app.house.db.read(|conn| crate::store::measures_of(conn, &[id])).unwrap();
        all.into_iter().map(|one| one.id).max_by_key(|id| id.0).unwrap().to_string()
    }
}
