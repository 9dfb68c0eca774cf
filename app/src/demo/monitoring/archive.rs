//! The documents of the demo: each line of the table that is there has one, registered by the area's own action, with a
//! small true file. A file is shared by all documents of its kind.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use documents::{DocumentId, NewDocument, NewFile, actions};
use packs::{Indicator, ParamValue};
use units::Unit;
use web::{Cx, Write};

use super::{Story, Year};
use crate::demo::papers::Paper;
use crate::demo::stage::{day, workday};

/// The kind of the ministry's act that turns places on.
const ACT: &str = "effectiveness_regulation";

/// The kind of a document that holds a management decision.
const DECISION: &str = "management_decision";

/// What is registered already.
#[derive(Default)]
pub(super) struct Archive {
    files: BTreeMap<String, NewFile>,
    /// Documents of several years: (unit, line) → document.
    lasting: BTreeMap<(i64, String), DocumentId>,
    count: u32,
    /// Orders that hold decisions: numbered apart, so that they move no other document.
    orders: u32,
}

/// A document wanted for a line.
pub(super) struct Wanted<'a> {
    pub unit: &'a Unit,
    /// «Белогорского района»
    pub of: &'a str,
    pub line: &'a Indicator,
    pub year: Year,
}

impl Archive {
    /// The document of a line, registered unless a programme of an earlier year still holds; none: the line needs none.
    pub(super) fn document(
        &mut self,
        cx: &mut Cx<Write>,
        story: &Story<'_>,
        wanted: &Wanted<'_>,
    ) -> web::Result<Option<DocumentId>> {
        let Some(kind) = kind_of(wanted.line) else { return Ok(None) };
        let (title, genus) = kind_words(story, kind);
        let key = (wanted.unit.id.0, wanted.line.no.clone());
        if let Some(known) = self.lasting.get(&key) {
            return Ok(Some(*known));
        }
        self.count += 1;
        let dates = Dates::of(&genus, wanted, self.count);
        let new = NewDocument {
            kind: kind.to_owned(),
            title: titled(&title, &genus, wanted),
            number: (100 + self.count % 780).to_string(),
            signed_on: workday(story.stage.packs(), dates.signed_on),
            issuer: format!("Управление образования {}", wanted.of),
            valid_to: dates.valid_to,
            topic: topic_of(wanted.line).unwrap_or_default().to_owned(),
            file: Some(self.file(cx, kind, &title, &genus)?),
            link: None,
        };
        let id = actions::register(cx, wanted.unit, new)?.id;
        if dates.is_lasting {
            self.lasting.insert(key, id);
        }
        Ok(Some(id))
    }

    /// The act by which the ministry turns places on: none of the regulations ranks by itself.
    pub(super) fn ranks_act(
        &mut self,
        cx: &mut Cx<Write>,
        story: &Story<'_>,
        on: NaiveDate,
    ) -> web::Result<DocumentId> {
        let key = (story.tree.region.id.0, ACT.to_owned());
        if let Some(known) = self.lasting.get(&key) {
            return Ok(*known);
        }
        let title =
            "Положение о системе оценки эффективности методической службы с порядком определения мест";
        let new = NewDocument {
            kind: ACT.to_owned(),
            title: title.to_owned(),
            number: "412".to_owned(),
            signed_on: workday(story.stage.packs(), on - Days::new(8)),
            issuer: "Министерство образования".to_owned(),
            valid_to: None,
            topic: String::new(),
            file: Some(self.file(cx, ACT, title, "regulation")?),
            link: None,
        };
        let region = &story.tree.region;
        let id = actions::register(cx, region, new)?.id;
        self.lasting.insert(key, id);
        Ok(id)
    }

    /// The order that holds a management decision.
    pub(super) fn decision(
        &mut self,
        cx: &mut Cx<Write>,
        story: &Story<'_>,
        unit: &Unit,
        title: &str,
        on: NaiveDate,
    ) -> web::Result<DocumentId> {
        self.orders += 1;
        let (words, genus) = kind_words(story, DECISION);
        let new = NewDocument {
            kind: DECISION.to_owned(),
            title: title.to_owned(),
            number: format!("{}-од", 40 + self.orders % 90),
            signed_on: workday(story.stage.packs(), on),
            issuer: unit.name.clone(),
            valid_to: None,
            topic: String::new(),
            file: Some(self.file(cx, DECISION, &words, &genus)?),
            link: None,
        };
        Ok(actions::register(cx, unit, new)?.id)
    }

    /// The file of a kind: PDF or DOCX in turn.
    pub(super) fn file(
        &mut self,
        cx: &Cx<Write>,
        kind: &str,
        title: &str,
        genus: &str,
    ) -> web::Result<NewFile> {
        if let Some(known) = self.files.get(kind) {
            return Ok(known.clone());
        }
        let paper = paper(title, genus);
        let is_pdf = self.files.len() % 3 != 2;
        let (bytes, media_type, ending) =
            if is_pdf { (paper.pdf(), "application/pdf", "pdf") } else { (paper.docx(), DOCX, "docx") };
        let sha256 = crate::demo::papers::hash(&bytes);
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        cx.house().vault.put(&sha256, bytes)?;
        let name = format!("{}.{ending}", title.replace(['«', '»', '/'], ""));
        let file = NewFile { sha256, size, media_type: media_type.to_owned(), name };
        self.files.insert(kind.to_owned(), file.clone());
        Ok(file)
    }
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// When it was signed, and until when it holds.
struct Dates {
    signed_on: NaiveDate,
    valid_to: Option<NaiveDate>,
    is_lasting: bool,
}

impl Dates {
    fn of(genus: &str, wanted: &Wanted<'_>, count: u32) -> Self {
        let Year(ends) = wanted.year;
        let spread = |from: NaiveDate, days: u32| from + Days::new(u64::from(count * 7 % days));
        // A line that asks what was made within the year takes nothing older.
        let is_yearly = is_yearly(wanted.line);
        match genus {
            "programme" | "regulation" if !is_yearly => Self {
                signed_on: spread(day(ends - 1, 8, 26), 25),
                valid_to: Some(day(ends + 2, 8, 31)),
                is_lasting: true,
            },
            "plan" | "programme" | "regulation" => Self {
                signed_on: spread(day(ends - 1, 9, 1), 21),
                valid_to: Some(day(ends, 8, 31)),
                is_lasting: false,
            },
            "analysis" => Self { signed_on: spread(day(ends, 5, 12), 30), valid_to: None, is_lasting: false },
            _ => Self { signed_on: spread(day(ends - 1, 10, 6), 220), valid_to: None, is_lasting: false },
        }
    }
}

/// Whether a line asks what was made within the year.
fn is_yearly(line: &Indicator) -> bool {
    let facts = [
        "documents.exists",
        "decisions.taken",
        "decisions.recommended",
        "mentoring.adaptation_studied",
        "structures.joined",
    ];
    line.fact.as_deref().is_some_and(|fact| facts.contains(&fact))
}

/// «План-график заседаний РМО Белогорского района на 2025/26 учебный год», or with a topic «Журнал методических
/// семинаров: директора школ (Белогорский район, 2025/26 учебный год)».
fn titled(title: &str, genus: &str, wanted: &Wanted<'_>) -> String {
    let Year(ends) = wanted.year;
    let years = format!("{}/{:02} учебный год", ends - 1, ends % 100);
    if let Some(topic) = topic_of(wanted.line) {
        return format!("{title}: {topic} ({}, {years})", wanted.unit.short_name);
    }
    let is_yearly = is_yearly(wanted.line);
    let title = title.trim_end_matches(" за год");
    let when = match genus {
        "regulation" => String::new(),
        "programme" if !is_yearly => format!(" на {}–{} годы", ends - 1, ends + 2),
        "plan" | "programme" => format!(" на {years}"),
        "analysis" | "materials" => format!(" за {years}"),
        _ => format!(" ({years})"),
    };
    format!("{title} {}{when}", wanted.of)
}

/// The kind a municipality of the demo proves the line with: a report where several would do, else the first.
fn kind_of(line: &Indicator) -> Option<&str> {
    let kinds = &line.evidence.kinds;
    kinds.iter().find(|kind| *kind == "year_report").or_else(|| kinds.first()).map(String::as_str)
}

fn topic_of(line: &Indicator) -> Option<&str> {
    line.params.get("topic").map(ParamValue::texts)?.first().map(String::as_str)
}

/// Title and genus of a kind in the pack of the demo region.
fn kind_words(story: &Story<'_>, kind: &str) -> (String, String) {
    let pack = story.stage.packs().pack("amur-2020");
    let found = pack.and_then(|pack| pack.document_kinds.iter().find(|known| known.id == kind));
    found.map_or((kind.to_owned(), String::new()), |known| (known.title.clone(), known.genus.clone()))
}

fn paper(title: &str, genus: &str) -> Paper {
    Paper {
        issuer: "Демонстрационный регион".to_owned(),
        heading: documents::genus_title(genus).to_uppercase(),
        requisites: "дата и номер указаны в карточке документа".to_owned(),
        title: title.to_owned(),
        text: vec![
            "Это образец документа для демонстрации программы. Люди, организации и события в нём вымышлены.".to_owned(),
            "Настоящий документ муниципалитет прикладывает файлом или даёт ссылку на него. Подпись, дата, номер и срок \
             действия вносятся в карточку, а содержание файла остаётся таким, каким его приложили."
                .to_owned(),
        ],
        signature: "Подпись: образец".to_owned(),
    }
}
