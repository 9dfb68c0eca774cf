//! What a route of the API says about itself: its operation, parameters, what it takes and answers.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use utoipa::{PartialSchema, ToSchema};

use super::{Paged, paging};

/// The description of one operation.
#[derive(Debug, Clone)]
pub struct Doc {
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    pub(super) tag: &'static str,
    pub(super) path: Vec<Parameter>,
    pub(super) query: Vec<Parameter>,
    pub(super) takes: Option<Shape>,
    pub(super) answers: Option<Shape>,
    pub(super) conflict: Option<Shape>,
    pub(super) is_tagged: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Parameter {
    pub name: &'static str,
    pub about: &'static str,
    pub schema: Value,
}

/// A record's id.
#[derive(Debug, Clone, Copy)]
pub struct Id;
/// Any text.
#[derive(Debug, Clone, Copy)]
pub struct Text;
/// A whole number from 1.
#[derive(Debug, Clone, Copy)]
pub struct Whole;
/// One of these codes.
#[derive(Debug, Clone, Copy)]
pub struct OneOf(pub &'static [&'static str]);

/// A text of this shape.
#[derive(Debug, Clone, Copy)]
pub struct Pattern(pub &'static str);

impl From<Pattern> for Value {
    fn from(pattern: Pattern) -> Self {
        json!({ "type": "string", "pattern": pattern.0 })
    }
}

impl From<Id> for Value {
    fn from(_: Id) -> Self {
        Pattern("^[0-9]{1,19}$").into()
    }
}

impl From<Text> for Value {
    fn from(_: Text) -> Self {
        json!({ "type": "string" })
    }
}

impl From<Whole> for Value {
    fn from(_: Whole) -> Self {
        json!({ "type": "integer", "minimum": 1, "maximum": 1_000_000 })
    }
}

impl From<OneOf> for Value {
    fn from(codes: OneOf) -> Self {
        json!({ "type": "string", "enum": codes.0 })
    }
}

/// A type as the document names it, with the types it is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    name: fn() -> String,
    collect: fn(&mut BTreeMap<String, Value>),
}

impl Shape {
    fn of<T: ToSchema>() -> Self {
        Self { name: || T::name().into_owned(), collect: collect::<T> }
    }

    /// A page of these: generics share one name, so it is named after its rows.
    fn page_of<T: ToSchema>() -> Self {
        let collect = |all: &mut BTreeMap<String, Value>| {
            collect::<T>(all);
            all.insert(page_name::<T>(), serde_json::to_value(Paged::<T>::schema()).unwrap_or_default());
        };
        Self { name: page_name::<T>, collect }
    }

    /// `{"$ref": …}`; the type itself joins the others.
    pub fn reference(&self, all: &mut BTreeMap<String, Value>) -> Value {
        (self.collect)(all);
        json!({ "$ref": format!("#/components/schemas/{}", (self.name)()) })
    }
}

fn page_name<T: ToSchema>() -> String {
    format!("{}Page", T::name())
}

fn collect<T: ToSchema>(all: &mut BTreeMap<String, Value>) {
    let mut parts = Vec::new();
    T::schemas(&mut parts);
    parts.push((T::name().into_owned(), T::schema()));
    for (name, schema) in parts {
        all.insert(name, serde_json::to_value(schema).unwrap_or_default());
    }
}

/// The schema of a problem, for every operation.
pub(super) fn problem() -> Shape {
    Shape::of::<super::Problem>()
}

impl Doc {
    /// An operation with its id for generated clients and a Russian summary.
    pub fn new(id: &'static str, summary: &'static str) -> Self {
        Self {
            id,
            summary,
            tag: "",
            path: Vec::new(),
            query: Vec::new(),
            takes: None,
            answers: None,
            conflict: None,
            is_tagged: false,
        }
    }

    /// The chapter it stands in.
    #[must_use]
    pub fn tag(mut self, tag: &'static str) -> Self {
        self.tag = tag;
        self
    }

    /// A `{name}` of the path.
    #[must_use]
    pub fn path(mut self, name: &'static str, about: &'static str, schema: impl Into<Value>) -> Self {
        self.path.push(Parameter { name, about, schema: schema.into() });
        self
    }

    /// A parameter of the query; none has to be given.
    #[must_use]
    pub fn query(mut self, name: &'static str, about: &'static str, schema: impl Into<Value>) -> Self {
        self.query.push(Parameter { name, about, schema: schema.into() });
        self
    }

    /// A list of these, by pages, in the order of a text.
    #[must_use]
    pub fn pages<T: ToSchema>(self) -> Self {
        self.paged::<T>(Pattern("^(([0-9]{1,18}|[1-8][0-9]{18})~.*)?$"))
    }

    /// A list of these, by pages, in the order of a number.
    #[must_use]
    pub fn pages_by_number<T: ToSchema>(self) -> Self {
        self.paged::<T>(Pattern("^(([0-9]{1,18}|[1-8][0-9]{18})~[0-9]{1,18})?$"))
    }

    fn paged<T: ToSchema>(mut self, cursor: Pattern) -> Self {
        self.answers = Some(Shape::page_of::<T>());
        let limit =
            json!({ "type": "integer", "minimum": 1, "maximum": paging::MOST, "default": paging::USUAL });
        let after = "Значение «next» предыдущей страницы";
        self.query("limit", "Сколько строк на\u{a0}странице", limit).query("after", after, cursor)
    }

    /// What it answers.
    #[must_use]
    pub fn answers<T: ToSchema>(mut self) -> Self {
        self.answers = Some(Shape::of::<T>());
        self
    }

    /// The JSON it takes.
    #[must_use]
    pub fn takes<T: ToSchema>(mut self) -> Self {
        self.takes = Some(Shape::of::<T>());
        self
    }

    /// The answer carries its version in `ETag`.
    #[must_use]
    pub fn tagged(mut self) -> Self {
        self.is_tagged = true;
        self
    }

    /// It asks for the version in `If-Match`; a stale one is answered with this.
    #[must_use]
    pub fn conflicts<T: ToSchema>(mut self) -> Self {
        self.conflict = Some(Shape::of::<T>());
        self
    }
}
