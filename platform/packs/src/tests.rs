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

/// Facts as the program offers them.
pub(crate) const FACTS: [FactDecl; 5] = [
    FactDecl { name: "documents.in_force", params: &[KIND], value: FactValue::Presence },
    FactDecl { name: "documents.exists", params: &[KIND, TOPIC], value: FactValue::Presence },
    FactDecl { name: "decisions.taken", params: &[KINDS, TOPIC, LEVEL], value: FactValue::Presence },
    FactDecl { name: "decisions.recommended", params: &[KINDS], value: FactValue::Presence },
    FactDecl { name: "units.information_resource", params: &[], value: FactValue::Presence },
];
