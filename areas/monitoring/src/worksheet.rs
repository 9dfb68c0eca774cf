//! A sheet with everything around it: campaign, template, answers, evidence, facts; what every page and action works on.
//!
//! The answers that count are the *effective* ones: a person's own, else the one the program computes while the sheet is
//! open, else the one frozen when it was handed over.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Granted, Permission};
use db::{Conn, Moment};
use packs::{Indicator, Template};
use registry::{Fact, Proof};
use web::{Cx, Error, Mode, Result};

use crate::copies;
use crate::found::{self, Found, FrozenFact, Kind};
use crate::model::{AnswerRow, Campaign, EvidenceRow, Sheet, SheetId};
use crate::reach::Reach;
use crate::rules::{self, Answer, Entry, ObjectAnswers, ObjectResult, Origin, SheetAnswer};
use crate::store;
use crate::store::results::PERSON;

/// A sheet read whole, in four queries; its facts in one or two more an area.
#[derive(Debug, Clone)]
pub struct Worksheet {
    /// Its campaign.
    pub campaign: Campaign,
    /// The campaign's own copy of the template: the criteria of the sheet's level.
    pub template: Arc<Template>,
    /// The sheet.
    pub sheet: Sheet,
    /// Answers by indicator.
    pub answers: BTreeMap<String, AnswerRow>,
    /// Evidence by indicator.
    pub evidence: BTreeMap<String, Vec<EvidenceRow>>,
    /// When it was read: entry may have closed.
    pub now: Moment,
    /// What the program finds now, by indicator; empty until it is asked.
    pub found: Found,
    /// Links the program made at an earlier handing over: while the sheet is open live facts stand in their place.
    pub shelved: Vec<EvidenceRow>,
}

impl Worksheet {
    /// Reads the sheet; outside the reach it does not exist.
    pub fn read(conn: &mut Conn, reach: &Reach, id: SheetId) -> Result<Self> {
        let sheet = store::sheets::find(conn, reach, id)?.ok_or(Error::NotFound)?;
        let campaign = store::campaigns::find(conn, sheet.campaign_id)?.ok_or(Error::NotFound)?;
        let template = copies::of(conn, &campaign)?;
        let answers = store::answers::of_sheets(conn, &[id])?;
        let evidence = store::evidence::of_sheets(conn, &[id])?;
        Ok(Self::of(campaign, template, sheet, answers, evidence, reach.now()))
    }

    /// The same for the person of a request.
    pub fn of_person<M: Mode, P: Permission>(cx: &mut Cx<M>, may: &Granted<P>, id: SheetId) -> Result<Self> {
        let reach = Reach::of(cx, may);
        let work = Self::read(cx.conn(), &reach, id)?;
        saw(cx, std::slice::from_ref(&work.sheet));
        Ok(work)
    }

    /// Sheets of one campaign with their answers and evidence, in two queries.
    pub fn all<M: Mode>(
        cx: &mut Cx<M>,
        campaign: &Campaign,
        template: &Arc<Template>,
        sheets: Vec<Sheet>,
    ) -> Result<Vec<Self>> {
        saw(cx, &sheets);
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
            Self::of(campaign.clone(), Arc::clone(template), sheet, rows, links, now)
        };
        Ok(sheets.into_iter().map(work).collect())
    }

    /// The same with what the program finds now: for whoever shows, counts or hands over answers.
    pub fn live<M: Mode, P: Permission>(cx: &mut Cx<M>, may: &Granted<P>, id: SheetId) -> Result<Self> {
        let house = cx.house_handle();
        let mut work = Self::of_person(cx, may, id)?;
        work.found = found::of(cx.conn(), &house.registry, &work)?;
        Ok(work)
    }

    /// Sheets of one campaign with what the program finds now, every area asked once.
    pub fn all_live<M: Mode>(
        cx: &mut Cx<M>,
        campaign: &Campaign,
        template: &Arc<Template>,
        sheets: Vec<Sheet>,
    ) -> Result<Vec<Self>> {
        let house = cx.house_handle();
        let mut works = Self::all(cx, campaign, template, sheets)?;
        let found = found::of_campaign(cx.conn(), &house.registry, &works)?;
        for (work, found) in works.iter_mut().zip(found) {
            work.found = found;
        }
        Ok(works)
    }

    /// Puts together what was read set-wise; of the template only what measures the sheet's level.
    pub(crate) fn of(
        campaign: Campaign,
        template: Arc<Template>,
        sheet: Sheet,
        answers: Vec<AnswerRow>,
        links: Vec<EvidenceRow>,
        now: Moment,
    ) -> Self {
        let measures = |criterion: &packs::Criterion| {
            let only = template.levels.first().map(|level| level.id.as_str());
            criterion.level.as_deref().or(only) == Some(sheet.level.as_str())
        };
        let template = if template.criteria.iter().all(measures) {
            template
        } else {
            let criteria = template.criteria.iter().filter(|criterion| measures(criterion)).cloned();
            Arc::new(Template { criteria: criteria.collect(), ..(*template).clone() })
        };
        let answers = answers.into_iter().map(|row| (row.no.clone(), row)).collect();
        let (evidence, found, shelved) = (BTreeMap::new(), Found::new(), Vec::new());
        let mut work = Self { campaign, template, sheet, answers, evidence, now, found, shelved };
        work.sort(links);
        work
    }

    /// Puts the links under their indicators. In an open sheet what was frozen of facts is live again.
    fn sort(&mut self, links: Vec<EvidenceRow>) {
        let is_open = self.sheet.state().is_editable();
        for link in links {
            let frozen = self.answers.get(&link.no).and_then(|row| FrozenFact::read(&row.fact));
            let is_ours =
                link.added_by.is_none() && frozen.is_some_and(|fact| fact.names(link.document_id.0));
            if is_open && is_ours {
                self.shelved.push(link);
            } else {
                self.evidence.entry(link.no.clone()).or_default().push(link);
            }
        }
        for row in self.answers.values_mut().filter(|row| is_open && row.origin() == Origin::Fact) {
            if self.template.indicator(&row.no).is_some_and(|one| Kind::of(one) == Kind::Computed) {
                row.declared.clear();
            }
        }
    }

    /// The indicator of this number.
    pub fn indicator(&self, no: &str) -> Result<&Indicator> {
        self.template.indicator(no).ok_or(Error::NotFound)
    }

    /// Links to an indicator's evidence.
    pub fn links(&self, no: &str) -> &[EvidenceRow] {
        self.evidence.get(no).map_or(&[], Vec::as_slice)
    }

    /// What the program answers by itself: a computed line of an open sheet whose fact is known, whoever else answered.
    pub fn computed(&self, no: &str) -> Option<Answer> {
        let indicator = self.template.indicator(no)?;
        let is_live = self.sheet.state().is_editable() && Kind::of(indicator) == Kind::Computed;
        self.found.get(no).filter(|_| is_live).and_then(|fact| found::answer(indicator, fact))
    }

    /// Whether the answer that counts is the computed one: nobody has given another.
    pub fn is_computed(&self, no: &str) -> bool {
        self.answers.get(no).is_none_or(|row| row.declared.is_empty()) && self.computed(no).is_some()
    }

    /// Whether what the program knows proves the answer that counts: the computed one, a person's that says the same, or
    /// a confirmed one – as long as the fact holds. After the handing over the frozen fact does.
    pub fn is_backed(&self, no: &str) -> bool {
        let row = self.answers.get(no).filter(|row| !row.declared.is_empty());
        if !self.sheet.state().is_editable() {
            return row.is_some_and(|row| row.origin() == Origin::Fact || !row.fact.is_empty());
        }
        let is_known = matches!(self.found.get(no), Some(Fact::Known { .. }));
        match row {
            None => self.computed(no).is_some(),
            Some(row) if row.origin() == Origin::Fact => is_known,
            Some(row) => self.computed(no).is_some_and(|answer| row.declared().as_ref() == Some(&answer)),
        }
    }

    /// What the program's own answer rests on while the sheet is open: its evidence.
    pub fn proofs(&self, no: &str) -> &[Proof] {
        match self.found.get(no) {
            Some(Fact::Known { proofs, .. }) if self.sheet.state().is_editable() && self.is_backed(no) => {
                proofs
            }
            _ => &[],
        }
    }

    /// Whether an asked indicator still lacks an answer, or the answer its evidence.
    pub fn is_open(&self, no: &str) -> bool {
        let row = self.answers.get(no).filter(|row| !row.declared.is_empty());
        row.map_or_else(|| self.computed(no).is_none(), |row| self.lacks_evidence(no, row))
    }

    /// The entry that counts for an indicator, as the rules take it.
    fn entry(&self, no: &str) -> Option<Entry> {
        let row = self.answers.get(no);
        if self.is_computed(no) {
            let known = row.map(AnswerRow::entry).unwrap_or_default();
            return Some(Entry { declared: self.computed(no), ..known });
        }
        row.filter(|row| self.counts(no, row)).map(AnswerRow::entry)
    }

    /// The answers as the rules take them.
    pub fn object(&self) -> ObjectAnswers {
        ObjectAnswers {
            id: self.sheet.id.to_string(),
            group: (!self.sheet.size_group.is_empty()).then(|| self.sheet.size_group.clone()),
            level: Some(self.sheet.level.clone()),
            parent: None,
            answers: self
                .template
                .indicators()
                .filter_map(|(_, indicator)| Some((indicator.no.clone(), self.entry(&indicator.no)?)))
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
            && self.links(no).is_empty()
            && !self.is_backed(no)
    }

    /// The result as it stands now.
    pub fn result(&self) -> ObjectResult {
        rules::score_object(&self.template, &self.campaign.period, &self.object())
    }

    /// The answers as handing in asks for them.
    pub fn handed(&self) -> BTreeMap<String, SheetAnswer> {
        let numbers = self.template.indicators().map(|(_, indicator)| &indicator.no);
        numbers.filter_map(|no| Some((no.clone(), self.answer(no)?))).collect()
    }

    fn answer(&self, no: &str) -> Option<SheetAnswer> {
        let evidence = self.links(no).len();
        let declared = self.answers.get(no).and_then(AnswerRow::declared);
        let answer = declared.or_else(|| self.computed(no))?;
        // What a fact proves needs no links: to the rules it is the program's own.
        let origin = if self.is_backed(no) { Origin::Fact } else { Origin::Person };
        Some(SheetAnswer { answer, origin, evidence })
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

/// Notes that sheets of persons were shown: personal data.
pub(crate) fn saw<M: Mode>(cx: &mut Cx<M>, sheets: &[Sheet]) {
    for sheet in sheets.iter().filter(|sheet| sheet.level == PERSON) {
        cx.saw("sheet", &[sheet.id.0], &sheet.unit_path);
    }
}
