//! What the frame and the components are given: plain words and addresses, no business nouns.
//!
//! Every field is the text shown under its name; components.html says how each looks.
#![expect(missing_docs, reason = "a field is the text shown under its name")]

/// Addresses of the built files, from `web/dist/manifest.json`.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub css: String,
    pub js: String,
    pub icon: String,
    /// `golos-cyrillic.woff2` and `golos-latin.woff2`: preloaded.
    pub fonts: Vec<String>,
}

/// The signed-in person, as the top bar shows them.
#[derive(Clone, Debug)]
pub struct PersonBox {
    /// Key of unsent edits in the browser.
    pub id: String,
    pub name: String,
    /// «за Орлову Н. П.», or "".
    pub stead: String,
    pub url: String,
    pub sign_out_url: String,
}

#[derive(Clone, Debug)]
pub struct MenuGroup {
    pub title: String,
    pub items: Vec<MenuItem>,
}

#[derive(Clone, Debug)]
pub struct MenuItem {
    pub label: String,
    pub url: String,
    /// A count, or "".
    pub badge: String,
    pub active: bool,
}

#[derive(Clone, Debug)]
pub struct Notice {
    /// info, ok, warn, bad
    pub tone: &'static str,
    pub text: String,
}

#[derive(Clone, Debug, Default)]
pub struct Frame {
    pub title: String,
    /// (label, url); the last one is where the person is.
    pub crumbs: Vec<(String, String)>,
    pub year: String,
    pub person: Option<PersonBox>,
    pub menu: Vec<MenuGroup>,
    pub notices: Vec<Notice>,
    pub body: String,
    pub assets: Assets,
    pub csrf: String,
    pub low_vision: bool,
    pub low_vision_url: String,
    pub sign_in_url: String,
    /// The address of the search; empty where nobody may search.
    pub search_url: String,
    /// Pages a stranger may open: (label, url).
    pub open_pages: Vec<(String, String)>,
    /// The address of this page, for a form to return to.
    pub back: String,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub title: String,
    pub note: String,
    /// done, current, coming
    pub state: &'static str,
    pub url: String,
}

#[derive(Clone, Debug)]
pub struct Tab {
    pub label: String,
    pub url: String,
    pub count: String,
    pub active: bool,
}

#[derive(Clone, Debug)]
pub struct Figure {
    pub label: String,
    pub value: String,
    pub note: String,
    pub url: String,
}

#[derive(Clone, Debug)]
pub struct DutyGroup {
    pub title: String,
    pub items: Vec<Duty>,
}

#[derive(Clone, Debug)]
pub struct Duty {
    pub date: String,
    pub tone: &'static str,
    pub title: String,
    /// Follows the bold title as it is: begins with a space, a comma or a colon, or is "".
    pub about: String,
    pub note: String,
    pub action: String,
    pub url: String,
    pub primary: bool,
}

#[derive(Clone, Debug)]
pub struct HistoryEntry {
    pub when: String,
    pub who: String,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct AuditRow {
    pub when: String,
    pub who: String,
    pub action: String,
    pub object: String,
    pub url: String,
    pub address: String,
}

/// A heat map: objects × columns.
#[derive(Clone, Debug, Default)]
pub struct HeatMap {
    pub caption: String,
    /// What the objects are called.
    pub name: HeatHead,
    /// Heads of the columns before the name: place.
    pub before: Vec<HeatHead>,
    /// Heads over neighbouring columns; empty: none.
    pub groups: Vec<HeatGroup>,
    pub columns: Vec<HeatColumn>,
    /// Heads of the columns after the cells: total, percent, change.
    pub after: Vec<HeatHead>,
    pub rows: Vec<HeatRow>,
    /// Many narrow columns: the name stays in sight.
    pub is_narrow: bool,
}

#[derive(Clone, Debug, Default)]
pub struct HeatHead {
    pub label: String,
    /// Sorts by this column, or "".
    pub url: String,
    /// ascending, descending, or "".
    pub sorted: &'static str,
}

#[derive(Clone, Debug)]
pub struct HeatGroup {
    pub label: String,
    pub title: String,
    pub span: usize,
}

#[derive(Clone, Debug)]
pub struct HeatColumn {
    pub label: String,
    pub title: String,
    pub max: String,
    pub url: String,
}

#[derive(Clone, Debug)]
pub struct HeatRow {
    pub before: Vec<String>,
    pub name: String,
    pub url: String,
    pub cells: Vec<HeatCell>,
    pub after: Vec<HeatFigure>,
}

#[derive(Clone, Debug)]
pub struct HeatCell {
    pub value: String,
    /// 0…6: share of the criterion's maximum.
    pub level: u8,
    pub title: String,
    pub url: String,
}

#[derive(Clone, Debug, Default)]
pub struct HeatFigure {
    pub value: String,
    pub url: String,
    /// total, up, down, same, or "".
    pub kind: &'static str,
}

#[derive(Clone, Debug)]
pub struct Bar {
    pub label: String,
    pub value: String,
    /// 0…100, a decimal point if any.
    pub percent: String,
    pub url: String,
    /// accent, ok, warn, bad, muted
    pub tone: &'static str,
}

#[derive(Clone, Debug)]
pub struct Evidence {
    pub label: String,
    pub url: String,
    pub changed: bool,
}

#[derive(Clone, Debug, Default)]
pub struct SheetRow {
    pub no: String,
    pub title: String,
    /// The page of the indicator; asked with `HX-Request` it answers with the drawer's body.
    pub url: String,
    /// POST /monitoring/sheets/{id}/answers/{no}
    pub action: String,
    pub version: String,
    /// none, choice, number, share, dynamics, text
    pub input: &'static str,
    pub value: String,
    pub second: String,
    pub options: Vec<(String, String)>,
    pub evidence: Vec<Evidence>,
    /// «Добавить справку», or "".
    pub add: String,
    pub add_url: String,
    pub note: String,
    /// What the program answers by itself («есть», «12»), or "".
    pub computed: String,
    /// Fields of the form that confirms what was found; none: nothing to confirm.
    pub confirm: Vec<(String, String)>,
    /// «2 комментария», or "".
    pub comments: String,
    /// Whether the last word is another person's.
    pub comments_new: bool,
    pub points: String,
    /// «заявлен 1», or "".
    pub declared: String,
    pub tone: &'static str,
    pub state: String,
    pub current: bool,
    pub error: String,
}

#[derive(Clone, Debug, Default)]
pub struct SheetTotal {
    pub points: String,
    pub max: String,
    /// «заявлено», «принято»
    pub word: String,
    pub percent: String,
    pub level: String,
    pub left: String,
    /// Where «Что будет, если…» leads, or "".
    pub what_if: String,
    pub previous: String,
    pub change: String,
    pub trend: &'static str,
}
