//! `structures.toml`: kinds of methodical structures – level, block, who founds them and by what, who belongs to them,
//! which documents they keep, how they stand in the tree and beside it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A kind of methodical structure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of its own in the file")]
pub struct StructureKind {
    /// Id (`municipal_union`).
    pub id: String,
    /// Title («Районное (городское) методическое объединение»).
    pub title: String,
    /// Short form («РМО»); the kind of unit may call it otherwise.
    #[serde(default)]
    pub short: String,
    /// Levels at which it exists.
    #[serde(default)]
    pub levels: Vec<String>,
    /// Block of the organisational model.
    pub block: Block,
    /// Its part in the management of the service, where the regulation names it.
    #[serde(default)]
    pub management: Option<Management>,
    /// Who founds it.
    #[serde(default)]
    pub founder: String,
    /// By what it is founded, in the regulation's words.
    #[serde(default)]
    pub founded: String,
    /// Kinds of documents that may found it; empty: any.
    #[serde(default)]
    pub founded_by: Vec<String>,
    /// The kind of the order that approves its composition; empty: nobody does.
    #[serde(default)]
    pub approved_by: String,
    /// For good or for a task.
    #[serde(default)]
    pub lasting: Lasting,
    /// By subject in the tree, by task in the network.
    #[serde(default)]
    pub model: Model,
    /// Kinds it stands under, the nearest first.
    #[serde(default)]
    pub under: Vec<String>,
    /// It has subjects or directions.
    #[serde(default)]
    pub by_subject: bool,
    /// Kinds of documents it must have.
    #[serde(default)]
    pub documents: Vec<String>,
    /// The same at one of its levels alone.
    #[serde(default)]
    pub documents_at: BTreeMap<String, Vec<String>>,
    /// Kinds of documents kept with it where there is one: nothing is lacking without.
    #[serde(default)]
    pub optional_documents: Vec<String>,
    /// No second one in the same unit.
    #[serde(default)]
    pub one_per_unit: bool,
    /// At least so many found it.
    #[serde(default)]
    pub min_founders: Option<u32>,
    /// At least so many members.
    #[serde(default)]
    pub min_members: Option<u32>,
    /// Its page is looked through again after so many days.
    #[serde(default)]
    pub page_days: Option<u32>,
    /// A unit without a single one is in order.
    #[serde(default)]
    pub may_be_none: bool,
    /// The pack has no such kind although a parent has it.
    #[serde(default)]
    pub absent: bool,
    /// It does not work until the document it is founded by is named (Кемеровская область, п. 4.1).
    #[serde(default)]
    pub act_first: bool,
    /// The minutes a council's decision to include it rests on («протокол общего собрания отделения»); empty: it needs none.
    #[serde(default)]
    pub minutes: String,
    /// The kind of document those minutes are, where the program writes them (приложение 4, п. 7.1); empty: it does not.
    #[serde(default)]
    pub minutes_kind: String,
    /// Roles of its members.
    #[serde(default, rename = "role")]
    pub roles: Vec<StructureRole>,
    /// What its own people must have.
    #[serde(default, rename = "demand")]
    pub demands: Vec<Demand>,
    /// Its page may carry an emblem of its own (Амурская область, приложение 3, п. 1.5).
    #[serde(default)]
    pub emblem: bool,
    /// What the source leaves open and the pack took.
    #[serde(default)]
    pub taken: String,
    /// Clause.
    pub clause: String,
}

/// A demand on the qualification of those who hold some roles: an education, or a length of service in a group of posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// «высшее педагогическое образование»
    pub title: String,
    /// Roles it is asked of.
    pub roles: Vec<String>,
    /// A higher pedagogical education.
    #[serde(default)]
    pub higher_pedagogical: bool,
    /// More than so many years …
    #[serde(default)]
    pub over_years: Option<u32>,
    /// … in posts of this group.
    #[serde(default)]
    pub group: String,
    /// Clause.
    pub clause: String,
}

impl StructureKind {
    /// Whether it exists at the level.
    pub fn is_of(&self, level: &str) -> bool {
        self.levels.iter().any(|one| one == level)
    }

    /// Kinds of documents it must have at a level.
    pub fn required(&self, level: &str) -> impl Iterator<Item = &String> {
        self.documents.iter().chain(self.documents_at.get(level).into_iter().flatten())
    }

    /// Kinds of documents kept with it at a level: what it must have first.
    pub fn filed(&self, level: &str) -> impl Iterator<Item = &String> {
        self.required(level).chain(&self.optional_documents)
    }

    /// Whether documents of the kind are kept with it at a level.
    pub fn files(&self, level: &str, kind: &str) -> bool {
        self.filed(level).any(|one| one == kind)
    }

    /// Role by id.
    pub fn role(&self, id: &str) -> Option<&StructureRole> {
        self.roles.iter().find(|role| role.id == id)
    }

    /// The short form, else the title.
    pub fn name(&self) -> &str {
        if self.short.is_empty() { &self.title } else { &self.short }
    }
}

/// A role of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StructureRole {
    /// Id inside the kind (`head`).
    pub id: String,
    /// Title («Руководитель»).
    pub title: String,
    /// At most so many hold it at once.
    #[serde(default)]
    pub holders: Option<u32>,
    /// Somebody must hold it.
    #[serde(default)]
    pub required: bool,
    /// Months it is held for.
    #[serde(default)]
    pub term_months: Option<u32>,
    /// Has no vote.
    #[serde(default)]
    pub advisory: bool,
    /// Who gives it («назначается приказом органа управления образованием»).
    #[serde(default)]
    pub given: String,
    /// The kind of the order that gives it, at the level of that kind; empty: none is asked for.
    #[serde(default)]
    pub order: String,
    /// Clause.
    #[serde(default)]
    pub clause: String,
}

/// A direction of the service a structure and its activity belong to, one or more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceDirection {
    /// Id (`scientific`).
    pub id: String,
    /// «научно-методическое»
    pub title: String,
    /// Clause.
    pub clause: String,
}

/// A block of the organisational model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Those who do methodical work.
    Service,
    /// Councils.
    Council,
    /// Public professional associations.
    Association,
}

impl Block {
    /// All, in the order of the model.
    pub const ALL: [Self; 3] = [Self::Service, Self::Council, Self::Association];

    /// As a pack and the database write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Council => "council",
            Self::Association => "association",
        }
    }

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// «Методические службы»
    pub fn title(self) -> &'static str {
        match self {
            Self::Service => "Методические службы",
            Self::Council => "Методические советы",
            Self::Association => "Общественно-профессиональные объединения",
        }
    }
}

/// How long a structure of a kind lasts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lasting {
    /// For good.
    #[default]
    Permanent,
    /// Until its task is solved.
    Temporary,
    /// Whichever its founding document says.
    Either,
}

impl Lasting {
    /// «постоянная»
    pub fn title(self) -> &'static str {
        match self {
            Self::Permanent => "постоянная",
            Self::Temporary => "временная",
            Self::Either => "постоянная или временная",
        }
    }

    /// Whether one without an end is in order.
    pub fn may_stay(self) -> bool {
        self != Self::Temporary
    }

    /// Whether one with an end is in order.
    pub fn may_end(self) -> bool {
        self != Self::Permanent
    }
}

/// The principle a structure is built by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// By subject, in the tree.
    #[default]
    Traditional,
    /// By function, in the network.
    Network,
    /// In both.
    Both,
}

impl Model {
    /// «традиционная (предметная)»
    pub fn title(self) -> &'static str {
        match self {
            Self::Traditional => "традиционная",
            Self::Network => "сетевая",
            Self::Both => "традиционная и\u{a0}сетевая",
        }
    }

    /// Whether it stands in the network.
    pub fn is_network(self) -> bool {
        self != Self::Traditional
    }

    /// Whether it stands in the tree.
    pub fn is_traditional(self) -> bool {
        self != Self::Network
    }
}

/// A part in the management of the service (Кемеровская область, п. 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Management {
    /// Стратегическое управление.
    Strategic,
    /// Тактическая координация.
    Tactical,
    /// Оперативное управление.
    Operative,
    /// Вариативное функционирование.
    Variative,
}

impl Management {
    /// «стратегическое управление»
    pub fn title(self) -> &'static str {
        match self {
            Self::Strategic => "стратегическое управление",
            Self::Tactical => "тактическая координация",
            Self::Operative => "оперативное управление",
            Self::Variative => "вариативное функционирование",
        }
    }
}
