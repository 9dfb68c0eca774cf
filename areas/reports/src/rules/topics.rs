//! What an analysis of methodical work in schools must tell of, each in a section of its own (Владимир, п. 4.1.4: наставничество,
//! молодые специалисты, объединения, сообщества; Ижморский округ, п. 3.5, подп. 2 дефис 3: events, routes). An indicator belongs to
//! a topic by the words of its title.

/// A topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Наставничество.
    Mentoring,
    /// Молодые специалисты.
    Young,
    /// Методические объединения.
    Associations,
    /// Профессиональные сообщества.
    Communities,
    /// Мероприятия.
    Events,
    /// Индивидуальные маршруты.
    Routes,
}

impl Topic {
    /// All, in the order of sections.
    pub const ALL: [Self; 6] =
        [Self::Mentoring, Self::Young, Self::Associations, Self::Communities, Self::Events, Self::Routes];

    /// The code of its section.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mentoring => "mentoring",
            Self::Young => "young",
            Self::Associations => "associations",
            Self::Communities => "communities",
            Self::Events => "events",
            Self::Routes => "routes",
        }
    }

    /// The topic of a section's code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.code() == code)
    }

    /// Its heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Mentoring => "Наставничество",
            Self::Young => "Работа с\u{a0}молодыми специалистами",
            Self::Associations => "Методические объединения",
            Self::Communities => "Профессиональные сообщества",
            Self::Events => "Методические мероприятия",
            Self::Routes => "Индивидуальные маршруты педагогов",
        }
    }

    /// The topic of decisions that are about the same; none: no decision names it.
    pub fn of_decisions(self) -> &'static [decisions::rules::Topic] {
        use decisions::rules::Topic as Of;
        match self {
            Self::Mentoring => &[Of::Mentoring],
            Self::Young => &[Of::Young],
            Self::Associations | Self::Communities => &[Of::Associations],
            Self::Events | Self::Routes => &[],
        }
    }

    /// Whether a text speaks of it; several topics may claim one text.
    pub fn is_in(self, text: &str) -> bool {
        let text = db::fold(text);
        let has = |word: &&str| text.contains(*word);
        match self {
            Self::Mentoring => ["наставн"].iter().any(has),
            Self::Young => ["молоды", "молодог", "молодой"].iter().any(has),
            Self::Associations => {
                ["методических объединен", "методические объединен", "методического объединен", "шмо", "рмо"]
                    .iter()
                    .any(has)
            }
            Self::Communities => ["сообществ"].iter().any(has),
            Self::Events => ["мероприят", "семинар", "конкурс", "мастер-класс", "конференц"].iter().any(has),
            Self::Routes => ["маршрут"].iter().any(has),
        }
    }
}
