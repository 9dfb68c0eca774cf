//! Whom in a unit a recommendation that answers a finding is for (Амурская область, приложение 6, показатель 1.5; Ижморский
//! округ, п. 3.5: коллективы организаций, разные категории педагогов).

use super::codes::codes;

codes! {
    /// Whom in the unit.
    Audience {
        /// Коллектив организации.
        Staff = "staff", "Коллективу организации";
        /// Категория педагогов.
        Category = "category", "Категории педагогов";
        /// Орган управления, служба, руководитель.
        Head = "head", "Руководителю, методической службе";
    }
}

impl Audience {
    /// Whether it must be said which: «учителя математики».
    pub fn is_named(self) -> bool {
        self == Self::Category
    }
}
