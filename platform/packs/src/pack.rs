//! A pack as read from its folder: every section, each with the file it came from kept for the checker.

use crate::consent::Consents;
use crate::source::{Reading, Source};
use crate::{
    Advice, Body, Calendar, Category, Concept, Confidentiality, ConsentKind, CourseForm, Declared,
    DocumentKind, Effectiveness, Folder, Function, Incentives, KeepingTerm, LegalAct, Level, Manifest,
    Mentoring, OutlineLine, PeopleTerms, Post, Problem, ServiceDirection, ServiceForm, StructureKind,
    Subject, Template, TrainingPlan, UnitKind,
};
use serde::{Deserialize, de::DeserializeOwned};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A regulation pack.
#[derive(Debug, Clone)]
pub struct Pack {
    /// Requisites, settings, notes.
    pub manifest: Manifest,
    /// Levels.
    pub levels: Vec<Level>,
    /// Kinds of units.
    pub unit_kinds: Vec<UnitKind>,
    /// Forms of the municipal service.
    pub service_forms: Vec<ServiceForm>,
    /// Kinds of documents.
    pub document_kinds: Vec<DocumentKind>,
    /// The legal base.
    pub acts: Vec<LegalAct>,
    /// Documents kept together.
    pub folders: Vec<Folder>,
    /// How long documents are kept, by genus.
    pub keeping: Vec<KeepingTerm>,
    /// Words the regulation defines.
    pub concepts: Vec<Concept>,
    /// How numbers are written, by genus: `order` → «{n}-од».
    pub number_formats: BTreeMap<String, String>,
    /// Posts of the staff list.
    pub posts: Vec<Post>,
    /// Subjects and directions.
    pub subjects: Vec<Subject>,
    /// Forms of further training.
    pub course_forms: Vec<CourseForm>,
    /// Results of attestation.
    pub categories: Vec<Category>,
    /// Numbers by which a person's marks are computed.
    pub people_terms: Option<PeopleTerms>,
    /// When plans of further training are made.
    pub training_plan: Option<TrainingPlan>,
    /// Rules of mentoring.
    pub mentoring: Mentoring,
    /// Kinds of consent to the processing of personal data.
    pub consent_kinds: Vec<ConsentKind>,
    /// What those who process personal data undertake.
    pub confidentiality: Vec<Confidentiality>,
    /// Rules of incentives.
    pub incentives: Incentives,
    /// Bodies and their vote rules.
    pub bodies: Vec<Body>,
    /// Monitoring templates.
    pub templates: Vec<Arc<Template>>,
    /// Advice per indicator.
    pub advice: Vec<Advice>,
    /// Kinds of methodical structures.
    pub structure_kinds: Vec<StructureKind>,
    /// Directions of the service.
    pub service_directions: Vec<ServiceDirection>,
    /// Who does what.
    pub functions: Vec<Function>,
    /// Clauses shown for reading.
    pub outline: Vec<OutlineLine>,
    /// Directions in which the service is judged.
    pub effectiveness: Vec<Effectiveness>,
    /// Production calendar.
    pub calendar: Calendar,
    /// What the regulation says its territory has.
    pub census: Vec<Declared>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Levels {
    #[serde(default, rename = "level")]
    steps: Vec<Level>,
    #[serde(default, rename = "unit_kind")]
    unit_kinds: Vec<UnitKind>,
    #[serde(default, rename = "service_form")]
    service_forms: Vec<ServiceForm>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Documents {
    #[serde(default, rename = "act")]
    acts: Vec<LegalAct>,
    #[serde(default)]
    numbers: BTreeMap<String, String>,
    #[serde(default, rename = "kind")]
    kinds: Vec<DocumentKind>,
    #[serde(default, rename = "folder")]
    folders: Vec<Folder>,
    #[serde(default, rename = "keeping")]
    keeping: Vec<KeepingTerm>,
    #[serde(default, rename = "concept")]
    concepts: Vec<Concept>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    #[serde(default, rename = "post")]
    posts: Vec<Post>,
    #[serde(default, rename = "subject")]
    subjects: Vec<Subject>,
    #[serde(default, rename = "course_form")]
    course_forms: Vec<CourseForm>,
    #[serde(default, rename = "category")]
    categories: Vec<Category>,
    #[serde(default)]
    terms: Option<PeopleTerms>,
    #[serde(default)]
    training_plan: Option<TrainingPlan>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Meetings {
    #[serde(default, rename = "body")]
    bodies: Vec<Body>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Structures {
    #[serde(default, rename = "structure")]
    kinds: Vec<StructureKind>,
    #[serde(default, rename = "direction")]
    directions: Vec<ServiceDirection>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AdviceList {
    #[serde(default)]
    advice: Vec<Advice>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Model {
    #[serde(default, rename = "function")]
    functions: Vec<Function>,
    #[serde(default, rename = "outline")]
    outline: Vec<OutlineLine>,
    #[serde(default)]
    effectiveness: Vec<Effectiveness>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Census {
    #[serde(default, rename = "count")]
    counts: Vec<Declared>,
}

/// A pack in the hands of the checker.
pub(crate) struct Draft {
    pub(crate) pack: Pack,
    pub(crate) sources: Vec<Source>,
    /// File of each template, in the order of `pack.templates`; only templates read whole.
    pub(crate) template_files: Vec<String>,
    pub(crate) problems: Vec<Problem>,
    /// Files read whole.
    pub(crate) whole: Vec<String>,
}

const SECTIONS: [&str; 13] = [
    "pack.toml",
    "levels.toml",
    "documents.toml",
    "people.toml",
    "mentoring.toml",
    "consents.toml",
    "incentives.toml",
    "meetings.toml",
    "structures.toml",
    "advice.toml",
    "functions.toml",
    "calendar.toml",
    "census.toml",
];

struct Reader {
    sources: Vec<Source>,
    problems: Vec<Problem>,
    whole: Vec<String>,
}

impl Reader {
    fn section<T: DeserializeOwned + Default>(&mut self, file: &str) -> T {
        self.one(file).unwrap_or_default()
    }

    fn one<T: DeserializeOwned>(&mut self, file: &str) -> Option<T> {
        let source = self.sources.iter().find(|source| source.file == file)?;
        let Reading { value, problems, whole } = source.read::<T>();
        self.problems.extend(problems);
        if whole {
            self.whole.push(file.to_owned());
        }
        value
    }
}

/// Reads a pack's files; `None` with the problems when even `pack.toml` cannot be read.
pub(crate) fn read(sources: Vec<Source>) -> Result<Draft, Vec<Problem>> {
    let mut reader = Reader { problems: strangers(&sources), sources, whole: vec![] };
    let manifest: Option<Manifest> = reader.one("pack.toml");
    let levels: Levels = reader.section("levels.toml");
    let documents: Documents = reader.section("documents.toml");
    let people: People = reader.section("people.toml");
    let mentoring: Mentoring = reader.section("mentoring.toml");
    let consents: Consents = reader.section("consents.toml");
    let incentives: Incentives = reader.section("incentives.toml");
    let meetings: Meetings = reader.section("meetings.toml");
    let structures: Structures = reader.section("structures.toml");
    let advice: AdviceList = reader.section("advice.toml");
    let functions: Model = reader.section("functions.toml");
    let calendar: Calendar = reader.section("calendar.toml");
    let census: Census = reader.section("census.toml");
    let (templates, template_files) = read_templates(&mut reader);
    let Some(manifest) = manifest else {
        if !reader.sources.iter().any(|source| source.file == "pack.toml") {
            let sentence = "Нет файла pack.toml: в папке набора правил он обязателен.";
            reader.problems.push(Problem::of_file("pack.toml", sentence));
        }
        reader.problems.sort();
        return Err(reader.problems);
    };
    let pack = Pack {
        manifest,
        levels: levels.steps,
        unit_kinds: levels.unit_kinds,
        service_forms: levels.service_forms,
        document_kinds: documents.kinds,
        number_formats: documents.numbers,
        acts: documents.acts,
        folders: documents.folders,
        keeping: documents.keeping,
        concepts: documents.concepts,
        posts: people.posts,
        subjects: people.subjects,
        course_forms: people.course_forms,
        categories: people.categories,
        people_terms: people.terms,
        training_plan: people.training_plan,
        mentoring,
        consent_kinds: consents.kinds,
        confidentiality: consents.obligations,
        incentives,
        bodies: meetings.bodies,
        templates,
        advice: advice.advice,
        structure_kinds: structures.kinds,
        service_directions: structures.directions,
        functions: functions.functions,
        outline: functions.outline,
        effectiveness: functions.effectiveness,
        calendar,
        census: census.counts,
    };
    let Reader { sources, problems, whole } = reader;
    Ok(Draft { pack, sources, template_files, problems, whole })
}

fn read_templates(reader: &mut Reader) -> (Vec<Arc<Template>>, Vec<String>) {
    let files: Vec<String> = reader
        .sources
        .iter()
        .map(|source| source.file.clone())
        .filter(|file| file.starts_with("monitoring/"))
        .collect();
    files.into_iter().filter_map(|file| Some((Arc::new(reader.one::<Template>(&file)?), file))).unzip()
}

fn strangers(sources: &[Source]) -> Vec<Problem> {
    let known = |file: &str| SECTIONS.contains(&file) || file.starts_with("monitoring/");
    let sentence = "Такого файла в наборе правил не бывает: проверьте имя.";
    sources
        .iter()
        .filter(|source| !known(&source.file))
        .map(|source| Problem::of_file(&source.file, sentence))
        .collect()
}
