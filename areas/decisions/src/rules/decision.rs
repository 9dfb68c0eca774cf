//! A management decision: its kinds (Владимир, п. 5.10), topics (п. 2.2, приложение, п. 9), the levels it may be delegated to
//! (Терский район, паспорт), and its life: drafted, taken with the document that holds it, closed when every point has ended.

use super::codes::codes;

codes! {
    /// What form a decision has.
    DecisionKind {
        /// Приказ.
        Order = "order", "Приказ";
        /// Распоряжение.
        Directive = "directive", "Распоряжение";
        /// Указание.
        Instruction = "instruction", "Указание";
        /// Решение, записанное в протоколе.
        Protocol = "protocol", "Решение по протоколу";
        /// Рекомендация: советует и не обязывает.
        Recommendation = "recommendation", "Рекомендация";
    }
}

codes! {
    /// What a decision is about.
    Topic {
        /// Приложение, п. 9 Владимира: качество сопровождения.
        Support = "support", "Качество методического сопровождения педагогов";
        /// Молодые педагоги.
        Young = "young", "Поддержка молодых педагогов";
        /// Наставничество.
        Mentoring = "mentoring", "Наставничество";
        /// Объединения и сообщества.
        Associations = "associations", "Методические объединения и сообщества";
        /// Методическая работа в целом.
        Work = "work", "Организация методической работы";
        /// Другое.
        Other = "other", "Другое";
    }
}

codes! {
    /// The level a decision is taken at.
    TakenAt {
        /// Руководитель: не делегировано.
        Head = "head", "Руководитель";
        /// Заместитель руководителя.
        Deputy = "deputy", "Заместитель руководителя";
        /// Руководитель методической службы.
        Service = "service", "Руководитель методической службы";
        /// Руководитель РМО, ГМО.
        MunicipalUnion = "municipal_union", "Руководитель РМО";
        /// Руководитель ШМО.
        SchoolUnion = "school_union", "Руководитель ШМО";
        /// Руководитель проекта.
        Project = "project", "Руководитель проекта";
        /// Педагог.
        Teacher = "teacher", "Педагог";
    }
}

codes! {
    /// Where a decision stands.
    Stage {
        /// Seen where it is drafted alone.
        Draft = "draft", "проект";
        /// Taken: its points are being carried out.
        Taken = "taken", "на\u{a0}контроле";
        /// Every point ended; taken off control.
        Closed = "closed", "исполнено";
        /// Cancelled for a reason.
        Cancelled = "cancelled", "отменено";
    }
}

impl TakenAt {
    /// Whether somebody below the head takes it.
    pub fn is_below(self) -> bool {
        self != Self::Head
    }
}

impl Stage {
    /// «принято и на контроле»: in a sentence about the decision.
    pub(crate) fn said(self) -> &'static str {
        match self {
            Self::Draft => "в\u{a0}проекте",
            Self::Taken => "принято и\u{a0}на\u{a0}контроле",
            Self::Closed => "исполнено и\u{a0}снято с\u{a0}контроля",
            Self::Cancelled => "отменено",
        }
    }

    /// The tone of its badge.
    pub fn tone(self) -> &'static str {
        match self {
            Self::Draft | Self::Cancelled => "muted",
            Self::Taken => "info",
            Self::Closed => "ok",
        }
    }
}

/// Whether a kind may bind: a recommendation advises.
pub fn may_bind(kind: DecisionKind) -> bool {
    kind != DecisionKind::Recommendation
}

/// The numbers of indicators typed into one line: «1.3, 2.1; 2.4».
pub fn numbers(typed: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for no in typed.split([',', ';', ' ', '\n']).map(str::trim).filter(|no| !no.is_empty()) {
        if !found.iter().any(|known| known == no) {
            found.push(no.to_owned());
        }
    }
    found
}

/// «40 %» of decisions taken below the head; none: nothing was decided.
pub fn share_below(below: i64, all: i64) -> Option<i64> {
    (all > 0).then(|| (below * 100 + all / 2) / all)
}
