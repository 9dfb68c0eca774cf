//! Organisations whose names are near each other, and cells mixed from the words they are called by.

use access::Level;
use units::{ListPlaces, Unit, UnitId};

/// Two municipalities of one name, their schools and kindergartens, one of them closed to numbers.
const ORGANISATIONS: [(i64, i64, &str, &str, &str); 10] = [
    (
        10,
        1,
        "Муниципальное общеобразовательное автономное учреждение «Средняя школа № 1 города Белогорска»",
        "Школа № 1",
        "28-1",
    ),
    (11, 1, "МАОУ «Школа № 11 города Белогорск»", "Школа № 11", "28-11"),
    (12, 1, "Детский сад № 1 «Берёзка»", "Детский сад № 1", ""),
    (13, 1, "Гимназия имени А. С. Пушкина", "Гимназия", "28-13"),
    (14, 2, "МБОУ СОШ № 1 с. Васильевка", "СОШ с. Васильевка", "29-1"),
    (15, 2, "МБОУ «ООШ с. Возжаевка»", "ООШ с. Возжаевка", ""),
    (16, 2, "Детский сад № 1 «Берёзка»", "Детский сад «Берёзка»", "29-6"),
    (17, 2, "Филиал МБОУ СОШ № 1 в с. Пригородное", "Филиал в с. Пригородное", ""),
    (18, 2, "Школа № 1-2 (начальная)", "Школа № 1-2", "29-8"),
    (19, 2, "Центр развития «Лицей № 11»", "Лицей № 11", "29-9"),
];
/// What stands between the words of a name, and what people write instead of them.
const OWN: [&str; 26] = [
    "МОАУ",
    "мбоу",
    "СОШ",
    "сош",
    "ООШ",
    "д/с",
    "ДОУ",
    "детсад",
    "школа",
    "лицей",
    "№",
    "№1",
    "1",
    "11",
    "1-2",
    "г.",
    "гор.",
    "с.",
    "село",
    "район",
    "округ",
    "Белогорского",
    "«",
    "»",
    "им.",
    ",",
];

fn unit(id: i64, above: i64, level: Level, (name, short, code): (&str, &str, &str)) -> Unit {
    let path = if above == 0 { format!("/9/{id}/") } else { format!("/9/{above}/{id}/") };
    Unit {
        parent_id: Some(UnitId(if above == 0 { 9 } else { above })),
        kind: "school".to_owned(),
        code: code.to_owned(),
        name: name.to_owned(),
        short_name: short.to_owned(),
        ..Unit::bare(UnitId(id), &path, level)
    }
}

/// All of them, the territories first.
fn all() -> Vec<Unit> {
    let town = unit(1, 0, Level::Municipality, ("Городской округ город Белогорск", "Белогорск", "28"));
    let district =
        unit(2, 0, Level::Municipality, ("Белогорский муниципальный округ", "Белогорский округ", "29"));
    let schools = ORGANISATIONS
        .map(|(id, above, name, short, code)| unit(id, above, Level::Organisation, (name, short, code)));
    [town, district].into_iter().chain(schools).collect()
}

/// As a list of both finds them, in one order and in the other: the order may not decide.
pub fn both_ways() -> [ListPlaces; 2] {
    let mut units = all();
    let one = ListPlaces::of(&units, None);
    units.reverse();
    [one, ListPlaces::of(&units, None)]
}

/// The words of all names and what people write instead.
fn words() -> Vec<String> {
    let units = all();
    let names = units.iter().flat_map(|unit| [unit.name.clone(), unit.short_name.clone(), unit.code.clone()]);
    let mut words: Vec<String> =
        names.flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    words.extend(OWN.map(str::to_owned));
    words.retain(|word| !word.is_empty());
    words.sort();
    words.dedup();
    words
}

/// A list whose cells of organisations the bytes mix: a byte is a word, those behind the words end the cell.
pub fn spelled(head: &str, row: &str, bytes: &[u8]) -> String {
    let words = words();
    let mut cells = vec![String::new()];
    for byte in bytes.iter().take(400) {
        match (words.get(usize::from(*byte)), cells.last_mut()) {
            (Some(word), Some(cell)) => {
                cell.push(' ');
                cell.push_str(word);
            }
            _ => cells.push(String::new()),
        }
    }
    let rows = cells.iter().map(|cell| row.replace("{}", cell.trim()));
    std::iter::once(head.to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
}

/// Bytes that spell every name whole, and names with a word of another.
pub fn seeds() -> Vec<Vec<u8>> {
    let words = words();
    let byte = |word: &str| words.iter().position(|known| known == word).and_then(|at| u8::try_from(at).ok());
    let spell = |text: &str| text.split(' ').filter_map(byte).collect::<Vec<u8>>();
    let mut seeds: Vec<Vec<u8>> =
        all().iter().flat_map(|unit| [spell(&unit.name), spell(&unit.short_name)]).collect();
    seeds.extend(
        ["СОШ № 1 Белогорск", "МОАУ сош №1 г. Белогорска", "д/с № 1 Белогорского округ", "школа 11"]
            .map(spell),
    );
    let several = seeds.iter().step_by(3).fold(Vec::new(), |mut all: Vec<u8>, one| {
        all.extend(one);
        all.push(u8::MAX);
        all
    });
    seeds.push(several);
    seeds
}
