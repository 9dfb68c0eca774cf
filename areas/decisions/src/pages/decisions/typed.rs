//! The form of a decision as it was typed, as the address suggests it, or as the draft has it; and read into a decision.

use documents::DocumentId;
use monitoring::model::CampaignId;
use units::UnitId;
use web::{Cx, Request, Result, Write};

use crate::model::{Decision, Ground, NewDecision, NewGrounds};
use crate::rules::{DecisionKind, TakenAt, Topic, numbers};

/// The fields as text.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub unit: String,
    pub kind: String,
    pub force: String,
    pub topic: String,
    pub title: String,
    pub taken_at: String,
    pub taken_by: String,
    pub document: String,
    pub is_for_all: bool,
    pub addressees: Vec<String>,
    pub audience: String,
    pub controller: String,
    pub controller_role: String,
    pub plan: String,
    pub plan_item: String,
    pub campaign: String,
    pub nos: String,
    pub finding: String,
    pub version: String,
}

/// The code of a decision that binds.
pub(super) const BINDS: &str = "binding";
/// The code of one that advises.
pub(super) const ADVISES: &str = "advisory";

impl Typed {
    /// What the address of a blank form suggests.
    pub fn asked(request: &Request) -> Self {
        let asked = |name| request.asked(name).to_owned();
        Self {
            kind: DecisionKind::Order.code().to_owned(),
            force: BINDS.to_owned(),
            taken_at: TakenAt::Head.code().to_owned(),
            unit: asked("unit"),
            campaign: asked("campaign"),
            nos: asked("no"),
            document: asked("document"),
            plan: asked("plan"),
            ..Self::default()
        }
    }

    /// What was posted.
    pub fn posted(request: &Request) -> Self {
        let text = |name| request.form.text(name).to_owned();
        Self {
            unit: text("unit"),
            kind: text("kind"),
            force: text("force"),
            topic: text("topic"),
            title: text("title"),
            taken_at: text("taken_at"),
            taken_by: text("taken_by"),
            document: text("document"),
            is_for_all: request.form.text("everybody") == "1",
            addressees: request.form.all("addressees").into_iter().map(str::to_owned).collect(),
            audience: text("audience"),
            controller: text("controller"),
            controller_role: text("controller_role"),
            plan: text("plan"),
            plan_item: text("plan_item"),
            campaign: text("campaign"),
            nos: text("nos"),
            finding: text("finding"),
            version: text("version"),
        }
    }

    /// What a draft has.
    pub fn of(one: &Decision, addressees: Vec<String>, grounds: &[Ground]) -> Self {
        let nos: Vec<&str> =
            grounds.iter().filter(|g| g.campaign_id.is_some()).map(|g| g.no.as_str()).collect();
        let finding = grounds.iter().find(|g| g.campaign_id.is_none());
        let campaign = grounds.iter().find_map(|g| g.campaign_id);
        let id = |id: Option<DocumentId>| id.map(|id| id.to_string()).unwrap_or_default();
        Self {
            unit: one.unit_id.to_string(),
            kind: one.kind.clone(),
            force: if one.is_binding { BINDS.to_owned() } else { ADVISES.to_owned() },
            topic: one.topic.clone(),
            title: one.title.clone(),
            taken_at: one.taken_at_level.clone(),
            taken_by: one.taken_by.clone(),
            document: id(one.document_id),
            is_for_all: false,
            addressees,
            audience: one.audience.clone(),
            controller: one.controller.clone(),
            controller_role: one.controller_role.clone(),
            plan: id(one.plan_id),
            plan_item: one.plan_item.clone(),
            campaign: campaign.map(|id| id.to_string()).unwrap_or_default(),
            nos: nos.join(", "),
            finding: finding.map(|g| g.text.clone()).unwrap_or_default(),
            version: one.version.to_string(),
        }
    }
}

/// The decision of the form, or everything that is wrong with it. `below`: whom «everybody» means.
pub(super) fn read(cx: &Cx<Write>, below: &[UnitId]) -> Result<NewDecision> {
    let form = &cx.request().form;
    let mut check = form.check();
    let title = check.required("title", 300, "Напишите, о\u{a0}чём решение.").to_owned();
    let controller =
        check.required("controller", 200, "Укажите должность того, кто контролирует исполнение.").to_owned();
    let taken_by = check.optional("taken_by", 200).to_owned();
    let audience = check.optional("audience", 300).to_owned();
    let plan_item = check.optional("plan_item", 300).to_owned();
    let kind = DecisionKind::from_code(form.text("kind"));
    let topic = Topic::from_code(form.text("topic"));
    let taken_at = TakenAt::from_code(form.text("taken_at"));
    let mut choose = |field: &str, is_known: bool, sentence: &str| {
        if !is_known {
            check.fault(field, sentence);
        }
    };
    choose("kind", kind.is_some(), "Выберите вид решения из\u{a0}списка.");
    choose("topic", topic.is_some(), "Выберите тему из\u{a0}списка.");
    choose("taken_at", taken_at.is_some(), "Выберите, кто принимает решение.");
    choose(
        "force",
        [BINDS, ADVISES].contains(&form.text("force")),
        "Выберите: обязательное или рекомендательное.",
    );
    let role = form.text("controller_role");
    choose(
        "controller_role",
        role.is_empty() || role.parse::<access::Role>().is_ok(),
        "Выберите роль из\u{a0}списка.",
    );
    let chosen: Vec<Option<UnitId>> = form.all("addressees").into_iter().map(|id| id.parse().ok()).collect();
    choose("addressees", chosen.iter().all(Option::is_some), "Выберите адресатов из\u{a0}списка.");
    let mut id = |field: &str, sentence: &str| match form.text(field) {
        "" => None,
        typed => {
            let parsed = typed.parse::<i64>().ok();
            choose(field, parsed.is_some(), sentence);
            parsed
        }
    };
    let document = id("document", "Выберите документ из\u{a0}списка.").map(DocumentId);
    let plan = id("plan", "Выберите план из\u{a0}списка.").map(DocumentId);
    let campaign = id("campaign", "Выберите мониторинг из\u{a0}списка.").map(CampaignId);
    check.done()?;
    let addressees =
        if form.text("everybody") == "1" { below.to_vec() } else { chosen.into_iter().flatten().collect() };
    Ok(NewDecision {
        kind: kind.unwrap_or(DecisionKind::Order),
        is_binding: form.text("force") == BINDS,
        topic: topic.unwrap_or(Topic::Other),
        title,
        taken_at: taken_at.unwrap_or(TakenAt::Head),
        taken_by,
        document,
        addressees,
        audience,
        controller,
        controller_role: role.to_owned(),
        plan,
        plan_item,
        grounds: NewGrounds {
            campaign,
            nos: numbers(form.text("nos")),
            finding: form.text("finding").to_owned(),
        },
    })
}
