//! Units in sentences: a noun before the name, so that a name that is not declined reads well, and quotes inside quotes.

use access::Level;

use crate::Unit;

/// A name in quotes: those inside become „…“.
pub(crate) fn quoted(name: &str) -> String {
    format!("«{}»", name.replace('«', "„").replace('»', "“"))
}

/// «организации «Школа № 5»»: to it, of it.
pub(crate) fn of_unit(unit: &Unit) -> String {
    format!("{} {}", genitive(unit.level()), quoted(&unit.short_name))
}

/// «к организации», «муниципалитету»: to it.
pub(crate) fn to_unit(unit: &Unit) -> String {
    format!("{} {}", dative(unit.level()), quoted(&unit.short_name))
}

/// «организации»: of one of this level.
pub(crate) fn genitive(level: Level) -> &'static str {
    match level {
        Level::Installation | Level::Region => "региона",
        Level::Municipality => "муниципалитета",
        Level::District => "округа",
        Level::Organisation => "организации",
    }
}

/// «организации»: to one of this level.
pub(crate) fn dative(level: Level) -> &'static str {
    match level {
        Level::Installation | Level::Region => "региону",
        Level::Municipality => "муниципалитету",
        Level::District => "округу",
        Level::Organisation => "организации",
    }
}

/// «новую организацию», «другую организацию»: the adjective agrees.
pub(crate) fn another(level: Level, (feminine, masculine): (&str, &str)) -> String {
    match level {
        Level::Organisation => format!("{feminine} организацию"),
        Level::Municipality => format!("{masculine} муниципалитет"),
        Level::District => format!("{masculine} округ"),
        Level::Installation | Level::Region => format!("{masculine} регион"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::UnitId;

    #[test]
    fn a_name_stands_behind_its_noun_and_inner_quotes_are_others() {
        let unit = Unit {
            short_name: "Школа «Росток»".to_owned(),
            ..Unit::bare(UnitId(1), "/1/", Level::Organisation)
        };
        assert_eq!(of_unit(&unit), "организации «Школа „Росток“»");
        let town = Unit {
            short_name: "Белогорск".to_owned(),
            ..Unit::bare(UnitId(2), "/2/", Level::Municipality)
        };
        assert_eq!(to_unit(&town), "муниципалитету «Белогорск»");
        assert_eq!(another(Level::Municipality, ("новую", "новый")), "новый муниципалитет");
    }
}
