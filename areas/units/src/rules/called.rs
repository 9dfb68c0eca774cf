//! What an organisation is called in people's own words: «МОАУ СОШ № 1 г. Белогорска», «СОШ 1», «Школа № 11 города Белогорск».
//!
//! A name is its kind, its numbers and its words; the legal form says nothing, a place is a word like any other.

use std::collections::BTreeSet;

use lists::plain;

/// A word of a name whatever its form; «Белогорский» is told from «Белогорск» where both are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    stem: String,
    is_adjective: bool,
    /// «Белогорский район», «Белогорского муниципального округа»: a district is meant.
    is_district: bool,
    /// «г. Белогорск», «села Ивановка»: says where, not which.
    is_place: bool,
}

/// A name taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Called {
    kinds: BTreeSet<&'static str>,
    /// Steps of a school: средняя, основная, начальная.
    steps: BTreeSet<&'static str>,
    numbers: Vec<String>,
    words: Vec<Word>,
}

/// An organisation with both its names and the places above it.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    called: Vec<Called>,
    places: Vec<Word>,
    is_organisation: bool,
}

/// How well a name fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// By the stems of its words.
    Loose,
    /// Nouns are nouns there and adjectives adjectives.
    Close,
}

const SCHOOL: &str = "школа";
const KINDERGARTEN: &str = "детский сад";
/// The steps a school is told by: as abbreviations, by how their words begin, and in full.
const STEPS: [Step; 3] = [
    Step { shorts: &["сош", "сш"], begins: "средн", title: "средняя" },
    Step { shorts: &["оош", "ош"], begins: "основн", title: "основная" },
    Step { shorts: &["нош", "нш"], begins: "начальн", title: "начальная" },
];
/// Short words for a kind; the search knows them as well as the lists do.
const SHORTS: [(&str, &str); 8] = [
    ("дс", KINDERGARTEN),
    ("доу", KINDERGARTEN),
    ("мбдоу", KINDERGARTEN),
    ("мадоу", KINDERGARTEN),
    ("мкдоу", KINDERGARTEN),
    ("детсад", KINDERGARTEN),
    ("садик", KINDERGARTEN),
    ("гимн", "гимназия"),
];

/// A step of a school in people's own words.
struct Step {
    shorts: &'static [&'static str],
    begins: &'static str,
    title: &'static str,
}
/// Kinds by how their words begin.
const KINDS: [(&str, &str); 22] = [
    ("гимнази", "гимназия"),
    ("лицей", "лицей"),
    ("лицея", "лицей"),
    ("интернат", "интернат"),
    ("детсад", KINDERGARTEN),
    ("дошкольн", KINDERGARTEN),
    ("вечерн", "вечерняя"),
    ("сменн", "вечерняя"),
    ("открыт", "вечерняя"),
    ("коррекцион", "коррекционная"),
    ("специальн", "коррекционная"),
    ("спортивн", "спортивная"),
    ("музыкальн", "музыкальная"),
    ("художественн", "художественная"),
    ("искусств", "искусств"),
    ("кадетск", "кадетская"),
    ("филиал", "филиал"),
    ("колледж", "колледж"),
    ("техникум", "техникум"),
    ("библиотек", "библиотека"),
    ("творчеств", "творчества"),
    ("дополнительн", "дополнительное"),
];
/// «Школьный» is a settlement.
const SCHOOLS: [&str; 5] = ["школа", "школы", "школе", "школу", "школой"];
/// A word of a step is so much longer than its beginning at most: «Среднебелая» is a village.
const ENDING: usize = 3;
/// Words of legal forms, by how they begin.
const LEGAL: [&str; 13] = [
    "муниципальн",
    "государственн",
    "негосударственн",
    "федеральн",
    "бюджетн",
    "автономн",
    "казенн",
    "общеобразовательн",
    "образовательн",
    "образован",
    "учрежден",
    "организаци",
    "городск",
];
/// What stands before the name of a place.
const BEFORE_PLACE: [&str; 26] = [
    "г",
    "гор",
    "город",
    "города",
    "городе",
    "с",
    "село",
    "села",
    "селе",
    "п",
    "пос",
    "поселок",
    "поселка",
    "поселке",
    "пгт",
    "рп",
    "д",
    "дер",
    "деревня",
    "деревни",
    "ст",
    "станица",
    "станицы",
    "х",
    "хутор",
    "хутора",
];
/// After these an adjective names a district.
const DISTRICTS: [&str; 7] = ["округ", "округа", "округе", "район", "района", "районе", "мо"];
/// What says nothing at all.
const EMPTY: [&str; 9] = ["им", "имени", "номер", "n", "в", "и", "на", "ясли", "общего"];
/// Regions are named by the word before: «Амурской области».
const REGIONS: [&str; 9] =
    ["область", "области", "обл", "край", "края", "крае", "республика", "республики", "республике"];
const ADJECTIVE: [&str; 12] = ["ий", "ый", "ой", "ого", "его", "ому", "ему", "ая", "ую", "ое", "ым", "ых"];

impl Called {
    /// The kind of units every pack inherits that a name alone tells: «СОШ», «лицей», «детский сад»; none: of none or of several –
    /// «вечерняя школа», «школа – детский сад» –, which the pack may know by their titles.
    pub(crate) fn unit_kind(&self) -> Option<&'static str> {
        let mut kinds = self.kinds.iter();
        match (kinds.next(), kinds.next()) {
            (Some(&(SCHOOL | "гимназия" | "лицей")), None) => Some("school"),
            (Some(&KINDERGARTEN), None) => Some("kindergarten"),
            (Some(&("творчества" | "дополнительное")), None) => {
                Some("extra_education")
            }
            _ => None,
        }
    }

    /// Takes a name apart.
    pub(crate) fn of(text: &str) -> Self {
        let tokens = tokens(text);
        let mut called = Self::default();
        let (mut is_place, mut is_near) = (false, false);
        for token in &tokens {
            let token = token.as_str();
            let was_place = std::mem::replace(&mut is_place, BEFORE_PLACE.contains(&token));
            if DISTRICTS.contains(&token) {
                if let Some(word) = called.words.last_mut().filter(|word| is_near && word.is_adjective) {
                    word.is_district = true;
                }
                continue;
            }
            // «Белогорский муниципальный округ»
            is_near &= begins(token, &LEGAL);
            if is_place || EMPTY.contains(&token) || begins(token, &LEGAL) {
                continue;
            }
            if token.starts_with(|c: char| c.is_ascii_digit()) {
                called.numbers.push(token.trim_start_matches('0').to_owned());
            } else if REGIONS.contains(&token) {
                called.words.pop_if(|word| word.is_adjective);
            } else if !called.kind(token) {
                called.words.push(word(token, was_place));
                is_near = true;
            }
        }
        called
    }

    /// Whether the word tells the kind or the legal form.
    fn kind(&mut self, token: &str) -> bool {
        let is_long = |long: &str| {
            let is_short = token.chars().count() <= long.chars().count() + ENDING;
            // «Среднеобразовательная школа» is written too.
            token.starts_with(long) && (is_short || token.contains("образоват"))
        };
        let is_short = |step: &&Step| step.shorts.contains(&token);
        if let Some(step) = STEPS.iter().find(|step| is_short(step) || is_long(step.begins)) {
            self.steps.insert(step.title);
            if is_short(&step) {
                self.kinds.insert(SCHOOL);
            }
            return true;
        }
        let kind = KINDS.iter().find(|(begin, _)| token.starts_with(begin)).map(|(_, kind)| *kind);
        let short = || SHORTS.iter().find(|(short, _)| token == *short).map(|(_, kind)| *kind);
        let kind = kind.or_else(short);
        let kind = kind.or_else(|| SCHOOLS.contains(&token).then_some(SCHOOL));
        if is_legal(token) {
            let is_kindergarten = ["доу", "доау", "добу", "доку"].iter().any(|end| token.ends_with(end));
            self.kinds.extend(is_kindergarten.then_some(KINDERGARTEN));
            return true;
        }
        self.kinds.extend(kind);
        kind.is_some()
    }

    /// Its first number, by which organisations are looked up; empty: it has none.
    pub(crate) fn number(&self) -> &str {
        self.numbers.first().map_or("", String::as_str)
    }

    fn is_of_kind(&self, other: &Self) -> bool {
        let bare = |one: &Self| one.kinds.iter().copied().filter(|kind| *kind != SCHOOL).collect::<Vec<_>>();
        let (own, theirs) = (bare(self), bare(other));
        own == theirs && (!own.is_empty() || self.kinds == other.kinds)
    }
}

/// What an organisation of these names is called as well: «сш», «СОШ» and «средняя общеобразовательная школа» of «Средняя школа
/// № 1». What a list reads as its kind, the search finds.
pub(crate) fn spoken<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut whole = Called::default();
    for called in names.into_iter().map(Called::of) {
        whole.kinds.extend(called.kinds);
        whole.steps.extend(called.steps);
    }
    let is_school = whole.kinds.iter().all(|kind| *kind == SCHOOL) && !whole.kinds.is_empty();
    // «Школа № 1» may be of any step.
    let is_of = |step: &&Step| is_school && (whole.steps.is_empty() || whole.steps.contains(step.title));
    let mut found: Vec<String> = Vec::new();
    for step in STEPS.iter().filter(is_of) {
        found.extend(step.shorts.iter().map(|short| (*short).to_owned()));
        if !whole.steps.is_empty() {
            found.push(format!("{} общеобразовательная школа", step.title));
        }
    }
    for kind in &whole.kinds {
        let shorts: Vec<&str> = SHORTS.iter().filter(|(_, of)| of == kind).map(|(short, _)| *short).collect();
        if !shorts.is_empty() {
            found.extend(shorts.into_iter().map(str::to_owned));
            found.push((*kind).to_owned());
        }
        // «д/с» is two words to the search.
        found.extend((*kind == KINDERGARTEN).then(|| "д/с".to_owned()));
    }
    found
}

impl Names {
    /// Of an organisation or a territory: its names, and the names above it.
    pub(crate) fn of<'n>(
        names: impl IntoIterator<Item = &'n str>,
        above: impl IntoIterator<Item = &'n str>,
        is_organisation: bool,
    ) -> Self {
        let called: Vec<Called> = names.into_iter().map(Called::of).collect();
        let places = above.into_iter().flat_map(|name| Called::of(name).words).collect();
        Self { called, places, is_organisation }
    }

    /// The numbers it is looked up by.
    pub(crate) fn numbers(&self) -> BTreeSet<&str> {
        self.called.iter().map(Called::number).collect()
    }

    /// Whether it may be what is asked for.
    pub(crate) fn fit(&self, asked: &Called) -> Option<Fit> {
        let own = || self.called.iter().flat_map(|name| &name.words);
        let has = |word: &Word, is_close: bool| {
            let mut all = own().chain(&self.places);
            // «Белогорская СОШ» may be of the city and of the district.
            let says_which = is_close && (!word.is_adjective || word.is_district || !self.is_organisation);
            all.any(|one| one.stem == word.stem && (!says_which || one.is_adjective == word.is_adjective))
        };
        let steps = || self.called.iter().flat_map(|name| &name.steps);
        let is_step = asked.steps.is_empty()
            || steps().next().is_none()
            || steps().any(|step| asked.steps.contains(step));
        let is_it = is_step
            && asked.words.iter().all(|word| has(word, false))
            && self.called.iter().any(|name| self.is_named(name, asked));
        let is_close = || asked.words.iter().all(|word| has(word, true));
        is_it.then(|| if is_close() { Fit::Close } else { Fit::Loose })
    }

    fn is_named(&self, name: &Called, asked: &Called) -> bool {
        let is_number = name.numbers.first() == asked.numbers.first()
            && asked.numbers.iter().all(|number| name.numbers.contains(number));
        let says = |word: &Word| asked.words.iter().any(|one| one.stem == word.stem);
        if !is_number {
            return false;
        }
        let is_above = |word: &&Word| self.places.iter().any(|one| one.stem == word.stem);
        if !asked.kinds.is_empty() {
            // «Школа» alone is none of them, and a place above tells one only where its name has nothing else.
            let is_told = || {
                let mut own = name.words.iter().filter(|word| !is_above(word)).peekable();
                if own.peek().is_some() { own.any(says) } else { name.words.iter().any(says) }
            };
            return name.is_of_kind(asked) && (!asked.numbers.is_empty() || is_told());
        }
        let is_place = |word: &Word| word.is_place || is_above(&word);
        let mut telling =
            name.words.iter().filter(|word| !self.is_organisation || !is_place(word)).peekable();
        asked.steps.is_empty() && telling.peek().is_some() && telling.all(says)
    }
}

fn begins(token: &str, all: &[&str]) -> bool {
    all.iter().any(|begin| token.starts_with(begin))
}

/// «МБОУ», «МОАУ», «МБДОУ», «КГБОУ», «МБУДО».
fn is_legal(token: &str) -> bool {
    let of = |letters: &str| token.chars().all(|c| letters.contains(c));
    let size = token.chars().count();
    (3..=8).contains(&size)
        && of("мгфчнкобадуп")
        && token.starts_with(|c| "мгфчнок".contains(c))
        && ["оу", "оау", "обу", "оку", "удо"].iter().any(|end| token.ends_with(end))
}

/// Words and numbers apart; «д/с» and «р-н» are one word.
fn tokens(text: &str) -> Vec<String> {
    let mut parted = String::new();
    let mut last = ' ';
    for c in plain(text).chars() {
        if c.is_ascii_digit() != last.is_ascii_digit() {
            parted.push(' ');
        }
        parted.push(c);
        last = c;
    }
    let mut found: Vec<String> = Vec::new();
    for token in parted.split_whitespace() {
        match (found.last().map(String::as_str), token) {
            (Some("д"), "с") => {
                found.pop();
                found.push("дс".to_owned());
            }
            (Some("р"), "н" | "на" | "не") => {
                found.pop();
                found.push("район".to_owned());
            }
            (Some("детский" | "детского" | "детском"), "сад" | "сада" | "саду") =>
            {
                found.pop();
                found.push("детсад".to_owned());
            }
            _ => found.push(token.to_owned()),
        }
    }
    found
}

fn word(token: &str, is_place: bool) -> Word {
    let is_adjective = token.chars().count() > 4 && ADJECTIVE.iter().any(|end| token.ends_with(end));
    Word { stem: search::stem(token), is_adjective, is_district: false, is_place }
}

#[cfg(test)]
#[path = "called_tests.rs"]
mod tests;
