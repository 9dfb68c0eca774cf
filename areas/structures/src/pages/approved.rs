//! The composition as approved, for the card and for its own page: by which order, how those who are there differ, and each
//! earlier list.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use documents::{Document, SeeDocuments};
use packs::StructureKind;
use web::{Cx, Mode, Result, russian};

use crate::access as reach;
use crate::model::{Approval, ApprovalLine, Member, Structure};
use crate::rules::{Difference, difference};
use crate::store;

/// How the composition stands with what is approved.
pub(super) struct Standing {
    /// «Состав утверждён: приказ № 12 от 01.09.2025»; none: by nothing.
    pub line: String,
    /// The order's page; empty: closed to the reader.
    pub url: String,
    /// Nothing approves it, or what approved it has no force.
    pub is_lacking: bool,
    /// «вошли: …», «вышли: …», «сменили роль: …»
    pub differs: Vec<String>,
    /// All lists.
    pub all_url: String,
}

/// One list as approved.
pub(super) struct Version {
    pub line: String,
    pub url: String,
    pub is_in_force: bool,
    pub counted: String,
    /// Name with post, role.
    pub people: Vec<(String, String)>,
}

/// Approved lists of a structure with their orders, the latest first.
pub(super) struct Lists {
    all: Vec<(Approval, Option<Document>)>,
    lines: Vec<ApprovalLine>,
}

impl Lists {
    /// Three queries.
    pub fn of<M: Mode>(cx: &mut Cx<M>, one: &Structure) -> Result<Self> {
        let found = store::approvals::of(cx.conn(), one.id)?;
        if found.is_empty() {
            return Ok(Self { all: Vec::new(), lines: Vec::new() });
        }
        let ids: Vec<i64> = found.iter().map(|approval| approval.document_id.0).collect();
        let mut documents: BTreeMap<i64, Document> =
            documents::store::all_of(cx.conn(), &ids)?.into_iter().map(|held| (held.id.0, held)).collect();
        let lines =
            store::approvals::lines_of(cx.conn(), &found.iter().map(|one| one.id).collect::<Vec<_>>())?;
        let seen: Vec<i64> = lines.iter().filter_map(|line| line.person_id).collect();
        cx.saw("person", &seen, &one.unit_path);
        let with = |approval: Approval| {
            let held = documents.remove(&approval.document_id.0);
            (approval, held)
        };
        Ok(Self { all: found.into_iter().map(with).collect(), lines })
    }

    /// The latest list whose order was not taken back; else the latest of all.
    fn latest(&self) -> Option<&(Approval, Option<Document>)> {
        self.all.iter().find(|(_, held)| in_force(held.as_ref())).or_else(|| self.all.first())
    }

    /// The order in force that a new one would replace.
    pub fn before(&self) -> Option<String> {
        let (_, held) = self.latest()?;
        held.as_ref().filter(|held| in_force(Some(held))).map(Document::title_line)
    }

    /// How those who are there on the day stand with it.
    pub fn standing<M: Mode>(
        &self,
        cx: &Cx<M>,
        one: &Structure,
        (members, today): (&[Member], NaiveDate),
    ) -> Standing {
        let all_url = format!("{}/approvals", one.url());
        let Some((approval, held)) = self.latest() else {
            let line = "Состав пока не\u{a0}утверждён приказом".to_owned();
            return Standing { line, url: String::new(), is_lacking: true, differs: Vec::new(), all_url };
        };
        let (is_lacking, told) = (!in_force(held.as_ref()), line(approval, held.as_ref()));
        let now: Vec<&Member> = members.iter().filter(|member| member.is_there(today)).collect();
        let lines: Vec<ApprovalLine> =
            self.lines.iter().filter(|line| line.approval_id == approval.id).cloned().collect();
        Standing {
            line: if is_lacking {
                format!("Состав утверждал {told}, он больше не\u{a0}действует")
            } else {
                format!("Состав утверждён: {told}")
            },
            url: address(cx, held.as_ref()),
            is_lacking,
            differs: words(&difference(&lines, &now)),
            all_url,
        }
    }

    /// Every list.
    pub fn versions<M: Mode>(&self, cx: &Cx<M>, kind: &StructureKind) -> Vec<Version> {
        let title =
            |role: &str| kind.role(role).map_or_else(|| role.to_owned(), |role| role.title.to_lowercase());
        let person = |line: &ApprovalLine| {
            let who =
                if line.post.is_empty() { line.label() } else { format!("{}, {}", line.label(), line.post) };
            (who, title(&line.role))
        };
        let version = |(approval, held): &(Approval, Option<Document>)| {
            let people: Vec<_> =
                self.lines.iter().filter(|line| line.approval_id == approval.id).map(person).collect();
            let count = i64::try_from(people.len()).unwrap_or(i64::MAX);
            Version {
                line: line(approval, held.as_ref()),
                url: address(cx, held.as_ref()),
                is_in_force: in_force(held.as_ref()),
                counted: russian::counted(count, "человек", "человека", "человек"),
                people,
            }
        };
        self.all.iter().map(version).collect()
    }
}

fn in_force(held: Option<&Document>) -> bool {
    held.is_some_and(|held| held.state().has_force())
}

fn line(approval: &Approval, held: Option<&Document>) -> String {
    held.map_or_else(
        || format!("приказ от\u{a0}{}", russian::date(approval.approved_on)),
        Document::title_line,
    )
}

fn address<M: Mode>(cx: &Cx<M>, held: Option<&Document>) -> String {
    let seen = reach::reaches::<SeeDocuments, M>(cx);
    held.map(|held| reach::open(&seen, &held.unit_path, held.url())).unwrap_or_default()
}

fn words(told: &Difference) -> Vec<String> {
    [("вошли", &told.came), ("вышли", &told.left), ("сменили роль", &told.moved)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(what, names)| format!("{what}: {}", names.join(", ")))
        .collect()
}
