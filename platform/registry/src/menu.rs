//! The left menu: groups of ui.md, lines offered by areas, shown to whom the permission allows.

/// A group of the menu, in the order of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MenuGroup {
    /// Above all groups: «Мои дела».
    Top,
    /// Кадры.
    Staff,
    /// Методическая сеть.
    Network,
    /// Работа.
    Work,
    /// Ресурсы.
    Resources,
    /// Качество.
    Quality,
    /// Настройки.
    Settings,
}

impl MenuGroup {
    /// The heading; empty for the lines above all groups.
    pub fn title(self) -> &'static str {
        match self {
            Self::Top => "",
            Self::Staff => "Кадры",
            Self::Network => "Методическая сеть",
            Self::Work => "Работа",
            Self::Resources => "Ресурсы",
            Self::Quality => "Качество",
            Self::Settings => "Настройки",
        }
    }
}

/// A line of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MenuLine {
    /// Its group.
    pub group: MenuGroup,
    /// «Мониторинг»
    pub title: &'static str,
    /// `/monitoring`
    pub url: &'static str,
    /// The permission that shows it.
    pub permission: &'static str,
    /// Whether the count of duties stands beside it.
    pub badge: bool,
}

/// The lines one area offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// The area's name.
    pub area: &'static str,
    /// Its lines, the main one first.
    pub lines: Vec<MenuLine>,
}
