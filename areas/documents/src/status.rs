//! The life of a document as a table of data: draft → agreed → signed → registered → in force → lapsed → archived,
//! and cancelled with its number kept. Who moves what is written beside each step.

/// What a document is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Проект: пишется.
    Draft,
    /// Согласован.
    Agreed,
    /// Подписан, но не внесён в журнал.
    Signed,
    /// Внесён в журнал регистрации.
    Registered,
    /// Действует, while its term lasts.
    InForce,
    /// Утратил силу.
    Lapsed,
    /// Сдан в архив.
    Archived,
    /// Отменён.
    Cancelled,
}

impl Status {
    /// Every state, in the order of a life.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Agreed,
        Self::Signed,
        Self::Registered,
        Self::InForce,
        Self::Lapsed,
        Self::Archived,
        Self::Cancelled,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Agreed => "agreed",
            Self::Signed => "signed",
            Self::Registered => "registered",
            Self::InForce => "in_force",
            Self::Lapsed => "lapsed",
            Self::Archived => "archived",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of a code; an unknown one counts for nothing.
    pub fn read(code: &str) -> Self {
        Self::ALL.into_iter().find(|status| status.code() == code).unwrap_or(Self::Cancelled)
    }

    /// The word on a badge.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "проект",
            Self::Agreed => "согласован",
            Self::Signed => "подписан",
            Self::Registered => "зарегистрирован",
            Self::InForce => "действует",
            Self::Lapsed => "утратил силу",
            Self::Archived => "в архиве",
            Self::Cancelled => "отменён",
        }
    }

    /// The tone of that badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::InForce => "ok",
            Self::Cancelled => "bad",
            Self::Lapsed | Self::Archived => "muted",
            Self::Draft | Self::Agreed | Self::Signed | Self::Registered => "info",
        }
    }

    /// Whether it is or was in force: its days then say when it counts.
    pub fn has_force(self) -> bool {
        matches!(self, Self::InForce | Self::Lapsed | Self::Archived)
    }

    /// Whether it stands in the journal: everybody may check its paper.
    pub fn is_registered(self) -> bool {
        !matches!(self, Self::Draft | Self::Agreed | Self::Signed)
    }

    /// Whether nobody has signed it yet.
    pub fn is_unsigned(self) -> bool {
        matches!(self, Self::Draft | Self::Agreed)
    }
}

/// A step from one state to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Согласовать.
    Agree,
    /// Вернуть в проект.
    Return,
    /// Подписать.
    Sign,
    /// Зарегистрировать.
    Register,
    /// Ввести в действие.
    Enforce,
    /// Признать утратившим силу.
    Lapse,
    /// Сдать в архив.
    Archive,
    /// Отменить.
    Cancel,
}

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mover {
    /// Whoever keeps the registry.
    Keeper,
    /// Whoever signs for the unit.
    Head,
}

/// Every step there is: from, step, to.
pub(crate) const LIFE: [(Status, Step, Status); 13] = [
    (Status::Draft, Step::Agree, Status::Agreed),
    (Status::Draft, Step::Sign, Status::Signed),
    (Status::Draft, Step::Cancel, Status::Cancelled),
    (Status::Agreed, Step::Return, Status::Draft),
    (Status::Agreed, Step::Sign, Status::Signed),
    (Status::Agreed, Step::Cancel, Status::Cancelled),
    (Status::Signed, Step::Register, Status::Registered),
    (Status::Signed, Step::Cancel, Status::Cancelled),
    (Status::Registered, Step::Enforce, Status::InForce),
    (Status::Registered, Step::Cancel, Status::Cancelled),
    (Status::InForce, Step::Lapse, Status::Lapsed),
    (Status::InForce, Step::Cancel, Status::Cancelled),
    (Status::Lapsed, Step::Archive, Status::Archived),
];

impl Step {
    /// Every step.
    pub const ALL: [Self; 8] = [
        Self::Agree,
        Self::Return,
        Self::Sign,
        Self::Register,
        Self::Enforce,
        Self::Lapse,
        Self::Archive,
        Self::Cancel,
    ];

    /// The code in addresses and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Return => "return",
            Self::Sign => "sign",
            Self::Register => "register",
            Self::Enforce => "enforce",
            Self::Lapse => "lapse",
            Self::Archive => "archive",
            Self::Cancel => "cancel",
        }
    }

    /// The step of a code.
    pub fn read(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// The verb on its button.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Agree => "Согласовать",
            Self::Return => "Вернуть в проект",
            Self::Sign => "Подписать",
            Self::Register => "Зарегистрировать",
            Self::Enforce => "Ввести в действие",
            Self::Lapse => "Признать утратившим силу",
            Self::Archive => "Сдать в архив",
            Self::Cancel => "Отменить документ",
        }
    }

    /// What the journal says of it.
    pub(crate) fn told(self) -> &'static str {
        match self {
            Self::Agree => "Согласован документ",
            Self::Return => "Возвращён в проект документ",
            Self::Sign => "Подписан документ",
            Self::Register => "Зарегистрирован документ",
            Self::Enforce => "Введён в действие документ",
            Self::Lapse => "Признан утратившим силу документ",
            Self::Archive => "Сдан в архив документ",
            Self::Cancel => "Отменён документ",
        }
    }

    /// Who takes it.
    pub fn mover(self) -> Mover {
        if self == Self::Sign { Mover::Head } else { Mover::Keeper }
    }
}

/// Where a step leads from a state, if it may be taken.
pub fn next(from: Status, step: Step) -> Option<Status> {
    LIFE.iter().find(|(state, taken, _)| (*state, *taken) == (from, step)).map(|(_, _, to)| *to)
}

/// The steps a state allows, in the order of the table.
pub(crate) fn open_steps(from: Status) -> impl Iterator<Item = Step> {
    LIFE.into_iter().filter(move |(state, _, _)| *state == from).map(|(_, step, _)| step)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows are states, columns are steps, both in the order of `ALL`; `.` is a refusal.
    const DRAWN: [(&str, &str); 8] = [
        //               agree   return sign    register    enforce   lapse   archive   cancel
        ("draft", "      agreed  .      signed  .           .         .       .         cancelled"),
        ("agreed", "     .       draft  signed  .           .         .       .         cancelled"),
        ("signed", "     .       .      .       registered  .         .       .         cancelled"),
        ("registered", " .       .      .       .           in_force  .       .         cancelled"),
        ("in_force", "   .       .      .       .           .         lapsed  .         cancelled"),
        ("lapsed", "     .       .      .       .           .         .       archived  ."),
        ("archived", "   .       .      .       .           .         .       .         ."),
        ("cancelled", "  .       .      .       .           .         .       .         ."),
    ];

    #[test]
    fn the_life_is_the_one_drawn() {
        for (status, (code, row)) in Status::ALL.into_iter().zip(DRAWN) {
            assert_eq!(status.code(), code);
            let cells: Vec<&str> = row.split_whitespace().collect();
            assert_eq!(cells.len(), Step::ALL.len());
            for (step, cell) in Step::ALL.into_iter().zip(cells) {
                assert_eq!(next(status, step).map_or(".", Status::code), cell, "{code} {}", step.code());
            }
        }
    }

    #[test]
    fn codes_are_read_back_and_an_unknown_one_has_no_force() {
        for status in Status::ALL {
            assert_eq!(Status::read(status.code()), status);
        }
        for step in Step::ALL {
            assert_eq!(Step::read(step.code()), Some(step));
        }
        assert!(!Status::read("new").has_force() && Step::read("new").is_none());
    }

    #[test]
    fn only_what_is_or_was_in_force_has_force_and_only_the_head_signs() {
        let with: Vec<_> = Status::ALL.into_iter().filter(|status| status.has_force()).collect();
        assert_eq!(with, [Status::InForce, Status::Lapsed, Status::Archived]);
        let heads: Vec<_> = Step::ALL.into_iter().filter(|step| step.mover() == Mover::Head).collect();
        assert_eq!(heads, [Step::Sign]);
    }
}
