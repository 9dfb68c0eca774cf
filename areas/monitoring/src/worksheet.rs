//! A sheet with everything around it: campaign, template, answers, evidence; what every page and action works on.

use std::collections::BTreeMap;

use access::{Granted, Permission};
use db::{Conn, Moment};
use packs::{Indicator, Template};
use web::{Cx, Error, Mode, Result};

use crate::model::{AnswerRow, Campaign, EvidenceRow, Sheet, SheetId};
use crate::reach::Reach;
use crate::rules::{self, ObjectAnswers, ObjectResult, SheetAnswer};
use crate::store;

/// A sheet read whole, in four queries.
#[derive(Debug, Clone)]
pub struct Worksheet {
    /// Its campaign.
    pub campaign: Campaign,
    /// The campaign's own copy of the template: the criteria of the sheet's level.
    pub template: Template,
    /// The sheet.
    pub sheet: Sheet,
    /// Answers by indicator.
    pub answers: BTreeMap<String, AnswerRow>,
    /// Evidence by indicator.
    pub evidence: BTreeMap<String, Vec<EvidenceRow>>,
    /// When it was read: entry may have closed.
    pub now: Moment,
}

impl Worksheet {
    /// Reads the sheet; outside the reach it does not exist.
    pub fn read(conn: &mut Conn, reach: &Reach, id: SheetId) -> Result<Self> {
        let sheet = store::sheets::find(conn, reach, id)?.ok_or(Error::NotFound)?;
        let campaign = store::campaigns::find(conn, sheet.campaign_id)?.ok_or(Error::NotFound)?;
        let template = campaign.template()?;
        let answers = store::answers::of_sheets(conn, &[id])?;
        let evidence = store::evidence::of_sheets(conn, &[id])?;
        Ok(Self::of(campaign, template, sheet, answers, evidence, reach.now()))
    }

    /// The same for the person of a request.
    pub fn of_person<M: Mode, P: Permission>(cx: &mut Cx<M>, may: &Granted<P>, id: SheetId) -> Result<Self> {
        let reach = Reach::of(cx, may);
        Self::read(cx.conn(), &reach, id)
    }

    /// Sheets of one campaign with their answers and evidence, in two queries.
    pub fn all<M: Mode>(
        cx: &mut Cx<M>,
        campaign: &Campaign,
        template: &Template,
        sheets: Vec<Sheet>,
    ) -> Result<Vec<Self>> {
        let ids: Vec<_> = sheets.iter().map(|sheet| sheet.id).collect();
        let mut rows: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in store::answers::of_sheets(cx.conn(), &ids)? {
            rows.entry(row.sheet_id).or_default().push(row);
        }
        let mut links: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for link in store::evidence::of_sheets(cx.conn(), &ids)? {
            links.entry(link.sheet_id).or_default().push(link);
        }
        let now = cx.now();
        let work = |sheet: Sheet| {
            let (rows, links) =
                (rows.remove(&sheet.id).unwrap_or_default(), links.remove(&sheet.id).unwrap_or_default());
            Self::of(campaign.clone(), template.clone(), sheet, rows, links, now)
        };
        Ok(sheets.into_iter().map(work).collect())
    }

    /// Puts together what was read set-wise; of the template only what measures the sheet's level.
    pub(crate) fn of(
        campaign: Campaign,
        mut template: Template,
        sheet: Sheet,
        answers: Vec<AnswerRow>,
        links: Vec<EvidenceRow>,
        now: Moment,
    ) -> Self {
        let mut evidence: BTreeMap<String, Vec<EvidenceRow>> = BTreeMap::new();
        for link in links {
            evidence.entry(link.no.clone()).or_default().push(link);
        }
        let measures = |criterion: &packs::Criterion| {
            let only = template.levels.first().map(|level| level.id.as_str());
            criterion.level.as_deref().or(only) == Some(sheet.level.as_str())
        };
        let criteria = template.criteria.iter().filter(|criterion| measures(criterion)).cloned().collect();
        template.criteria = criteria;
        let answers = answers.into_iter().map(|row| (row.no.clone(), row)).collect();
        Self { campaign, template, sheet, answers, evidence, now }
    }

    /// The indicator of this number.
    pub fn indicator(&self, no: &str) -> Result<&Indicator> {
        self.template.indicator(no).ok_or(Error::NotFound)
    }

    /// Links to an indicator's evidence.
    pub fn links(&self, no: &str) -> &[EvidenceRow] {
        self.evidence.get(no).map_or(&[], Vec::as_slice)
    }

    /// The answers as the rules take them.
    pub fn object(&self) -> ObjectAnswers {
        ObjectAnswers {
            id: self.sheet.id.to_string(),
            group: (!self.sheet.size_group.is_empty()).then(|| self.sheet.size_group.clone()),
            level: Some(self.sheet.level.clone()),
            parent: None,
            answers: self
                .answers
                .iter()
                .filter(|(no, row)| self.counts(no, row))
                .map(|(no, row)| (no.clone(), row.entry()))
                .collect(),
        }
    }

    /// While a sheet is filled, an answer counts once it has its evidence (annex 6, section 7: «наличие подтверждения»).
    fn counts(&self, no: &str, row: &AnswerRow) -> bool {
        let is_waiting = self.sheet.state().is_editable() && self.lacks_evidence(no, row);
        !row.declared.is_empty() && !is_waiting || !row.accepted.is_empty()
    }

    /// Whether the answer says «есть» with nothing to show for it.
    pub fn lacks_evidence(&self, no: &str, row: &AnswerRow) -> bool {
        let is_scored = self.template.indicator(no).is_some_and(|indicator| indicator.scoring.is_scored());
        let is_absent = row.declared().is_some_and(|answer| answer.present == Some(false));
        is_scored
            && !is_absent
            && !row.declared.is_empty()
            && row.origin() == rules::Origin::Person
            && self.links(no).is_empty()
    }

    /// The result as it stands now.
    pub fn result(&self) -> ObjectResult {
        rules::score_object(&self.template, &self.campaign.period, &self.object())
    }

    /// The answers as handing in asks for them.
    pub fn handed(&self) -> BTreeMap<String, SheetAnswer> {
        self.answers
            .iter()
            .filter_map(|(no, row)| {
                let answer = row.declared()?;
                Some((
                    no.clone(),
                    SheetAnswer { answer, origin: row.origin(), evidence: self.links(no).len() },
                ))
            })
            .collect()
    }

    /// Refuses a step of the sheet once its campaign is published.
    pub fn must_be_under_way(&self) -> Result<()> {
        use rules::CampaignState::{Collecting, Verifying};
        match self.campaign.state() {
            Collecting | Verifying => Ok(()),
            ended => Err(crate::refused::at_sheet(rules::Refusal::CampaignEnded(ended), self.sheet.url())),
        }
    }

    /// Whether the object may change its answers now.
    pub fn is_editable(&self) -> bool {
        use rules::CampaignState::{Collecting, Verifying};
        let is_under_way = matches!(self.campaign.state(), Collecting | Verifying);
        self.sheet.state().is_editable() && is_under_way && !self.sheet.is_closed(self.now)
    }

    /// Refuses a change of the answers: the state, or entry that closed (annex 6, section 8), with the instant in words.
    pub fn must_be_open(&self, zone: chrono_tz::Tz) -> Result<()> {
        let refused = |refusal| Err(crate::refused::at_sheet(refusal, self.sheet.url()));
        self.must_be_under_way()?;
        if !self.sheet.state().is_editable() {
            return refused(rules::Refusal::NotEditable(self.sheet.state()));
        }
        if self.sheet.is_closed(self.now) {
            return refused(rules::Refusal::Closed(web::russian::moment(self.sheet.closes_at, zone)));
        }
        Ok(())
    }
}
