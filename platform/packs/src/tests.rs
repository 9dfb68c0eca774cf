//! The embedded packs are right, bad packs are told exactly, inheritance follows the order of bindings.

mod bad;
mod embedded;
mod exported;
mod inheritance;
mod terek;

use crate::{FactDecl, FactValue, ParamDecl, ParamType};

const KIND: ParamDecl = ParamDecl { name: "kind", value: ParamType::DocumentKinds, required: true };
const TOPIC: ParamDecl = ParamDecl { name: "topic", value: ParamType::Text, required: false };

const KINDS: ParamDecl = ParamDecl { name: "kind", value: ParamType::DocumentKinds, required: false };
const LEVEL: ParamDecl = ParamDecl { name: "level", value: ParamType::Text, required: false };
const YEARS: ParamDecl = ParamDecl { name: "years", value: ParamType::Number, required: false };
const POST: ParamDecl = ParamDecl { name: "post", value: ParamType::Text, required: false };
const OF: ParamDecl = ParamDecl { name: "kind", value: ParamType::Text, required: true };
const POSTS: ParamDecl = ParamDecl { name: "post", value: ParamType::Posts, required: true };
const UNITS: ParamDecl = ParamDecl { name: "kind", value: ParamType::UnitKinds, required: true };
const STRUCTURES: ParamDecl = ParamDecl { name: "kind", value: ParamType::StructureKinds, required: true };
const LINK: ParamDecl = ParamDecl { name: "link", value: ParamType::Text, required: true };
const DOCUMENT: ParamDecl = ParamDecl { name: "document", value: ParamType::DocumentKinds, required: false };

/// Facts as the program offers them.
pub(crate) const FACTS: [FactDecl; 17] = [
    FactDecl { name: "documents.in_force", params: &[KIND], value: FactValue::Presence },
    FactDecl { name: "documents.exists", params: &[KIND, TOPIC], value: FactValue::Presence },
    FactDecl { name: "decisions.taken", params: &[KINDS, TOPIC, LEVEL], value: FactValue::Presence },
    FactDecl { name: "decisions.recommended", params: &[KINDS], value: FactValue::Presence },
    FactDecl { name: "units.information_resource", params: &[], value: FactValue::Presence },
    FactDecl { name: "people.trained", params: &[], value: FactValue::Number },
    FactDecl { name: "people.attested", params: &[], value: FactValue::Number },
    FactDecl { name: "mentoring.young_teachers", params: &[YEARS, POST], value: FactValue::Number },
    FactDecl { name: "mentoring.retention", params: &[YEARS, POST], value: FactValue::Number },
    FactDecl { name: "mentoring.adaptation_studied", params: &[KINDS], value: FactValue::Presence },
    FactDecl { name: "structures.resource", params: &[STRUCTURES], value: FactValue::Presence },
    FactDecl { name: "structures.joined", params: &[OF, DOCUMENT], value: FactValue::Presence },
    FactDecl { name: "schooling.events", params: &[], value: FactValue::Number },
    FactDecl { name: "schooling.materials", params: &[], value: FactValue::Number },
    FactDecl { name: "units.count", params: &[UNITS], value: FactValue::Number },
    FactDecl { name: "people.count", params: &[POSTS], value: FactValue::Number },
    FactDecl { name: "structures.linked", params: &[STRUCTURES, LINK], value: FactValue::Number },
];
