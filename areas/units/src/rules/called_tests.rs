//! Names as lists write them against names as the program keeps them.

use proptest::prelude::*;

use super::*;

fn school(name: &str, short: &str) -> Names {
    Names::of([name, short], ["Городской округ Белогорск", "Белогорск"], true)
}

fn is(names: &Names, asked: &str) -> bool {
    names.fit(&Called::of(asked)).is_some()
}

#[test]
fn a_school_is_known_by_its_kind_number_and_place() {
    let first =
        school("Муниципальное общеобразовательное автономное учреждение «Средняя школа № 1»", "Школа № 1");
    for asked in [
        "МОАУ СОШ № 1 г. Белогорска",
        "СОШ 1",
        "сош№1",
        "СОШ №01",
        "МАОУ \"Школа № 1 города Белогорск\"",
        "Школа 1",
        "средняя общеобразовательная школа № 1",
        "школа №1 (Белогорск)",
        "МБОУ «Средняя школа № 1 городского округа Белогорск Амурской области»",
    ] {
        assert!(is(&first, asked), "{asked}");
    }
    for asked in [
        "",
        "1",
        "№ 1",
        "СОШ",
        "школа",
        "СОШ № 11",
        "СОШ № 1 корпус 2",
        "ООШ № 1",
        "Гимназия № 1",
        "Лицей 1",
        "Детский сад № 1",
        "Школа-интернат № 1",
        "Спортивная школа № 1",
        "Вечерняя школа № 1",
        "СОШ № 1 г. Зея",
        "СОШ № 1 с. Ивановка",
        "СОШ № 1 им. Пушкина",
        "Белогорск",
        "МОАУ",
    ] {
        assert!(!is(&first, asked), "{asked}");
    }
}

#[test]
fn kindergartens_villages_and_own_names_are_known() {
    let sun = school("МБДОУ детский сад № 3 «Солнышко»", "Детский сад № 3");
    for asked in ["МАДОУ № 3", "д/с № 3", "ДОУ 3", "детсад 3 Солнышко", "МДОАУ ДС №3 г.Белогорск"]
    {
        assert!(is(&sun, asked), "{asked}");
    }
    assert!(!is(&sun, "МБОУ № 3") && !is(&sun, "школа № 3") && !is(&sun, "д/с 3 «Ромашка»"));
    let village = school("Основная школа с. Ивановка", "Школа, Ивановка");
    for asked in ["ООШ с. Ивановка", "Ивановская ООШ", "МКОУ школа села Ивановки", "ОСНОВНАЯ ШКОЛА ИВАНОВКА"]
    {
        assert_eq!(is(&village, asked), asked != "Ивановская ООШ", "{asked}");
    }
    assert!(!is(&village, "школа Белогорск") && !is(&village, "СОШ с. Ивановка") && !is(&village, "ООШ № 1"));
    let sixty = school("СОШ № 3 имени 60-летия Октября", "СОШ № 3 имени 60-летия Октября");
    assert!(is(&sixty, "сош 3") && !is(&sixty, "сош 60") && !is(&sixty, "школа Октября"));
}

#[test]
fn villages_are_no_steps_and_no_kinds() {
    let named = |name: &str, asked: &str| is(&school(name, name), asked);
    for (name, asked) in [
        ("Школа с. Среднебелая", "СОШ с. Среднебелая"),
        ("Среднебельская школа", "МОБУ Среднебельская СОШ"),
        ("ООШ п. Школьный", "основная школа п. Школьный"),
        ("Школа с. Ивановка", "Среднеобразовательная школа с. Ивановка"),
        ("Специальная (коррекционная) школа № 7", "Коррекционная школа № 7"),
        ("Коррекционная школа № 7", "Специальная школа № 7"),
        ("Вечерняя школа № 22", "Открытая (сменная) школа № 22"),
        ("Гимназия г. Белогорска", "МАОУ гимназия Белогорск"),
    ] {
        assert!(named(name, asked), "{name}: {asked}");
    }
    for (name, asked) in [
        ("Школа с. Среднебелая", "ООШ с. Ивановка"),
        ("ООШ п. Школьный", "ООШ с. Ивановка"),
        ("Школа с. Ивановка", "Школа п. Школьный"),
        ("Школа № 7", "Специальная школа № 7"),
        ("Школа № 22", "Сменная школа № 22"),
        ("Основная школа с. Ивановка городского округа Белогорск", "школа Белогорск"),
    ] {
        assert!(!named(name, asked), "{name}: {asked}");
    }
}

#[test]
fn an_adjective_names_a_district_only_where_it_says_so() {
    let of = |place: &str| Names::of(["Школа № 1"], [place], true);
    let (city, district) = (of("Городской округ Белогорск"), of("Белогорский муниципальный округ"));
    let fits = |asked: &str| (city.fit(&Called::of(asked)), district.fit(&Called::of(asked)));
    let (close, loose) = (Some(Fit::Close), Some(Fit::Loose));
    assert_eq!(fits("Белогорская СОШ № 1"), (close, close));
    assert_eq!(fits("Белогорская СОШ № 1, Амурский район").0, None);
    for asked in [
        "СОШ № 1 Белогорского района",
        "СОШ 1 Белогорский р-н",
        "Белогорская СОШ № 1 Белогорского р-на",
        "Школа № 1 Белогорского муниципального округа",
    ] {
        assert_eq!(fits(asked), (loose, close), "{asked}");
    }
    assert_eq!(fits("СОШ № 1 г. Белогорска"), (close, loose));
}

#[test]
fn territories_are_known_by_their_whole_name_and_a_city_is_told_from_the_district_of_its_name() {
    let city = Names::of(["Городской округ Белогорск", "Белогорск"], ["Амурская область"], false);
    let district =
        Names::of(["Белогорский муниципальный округ", "Белогорский округ"], ["Амурская область"], false);
    let fit = |names: &Names, asked: &str| names.fit(&Called::of(asked));
    assert_eq!(
        (fit(&city, "г. Белогорск"), fit(&district, "г. Белогорск")),
        (Some(Fit::Close), Some(Fit::Loose))
    );
    assert_eq!(
        (fit(&city, "Белогорский р-н"), fit(&district, "Белогорский р-н")),
        (Some(Fit::Loose), Some(Fit::Close))
    );
    assert_eq!(fit(&city, "СОШ г. Белогорск"), None);
    assert_eq!(fit(&city, "Амурская область"), None);
}

proptest! {
    #[test]
    fn nothing_typed_breaks_it_and_a_name_fits_itself_when_it_says_anything(text in "\\PC{0,40}", number in 1_u32..200) {
        let (called, names) = (Called::of(&text), Names::of([text.as_str()], [], true));
        let _ = (called.number(), names.numbers(), names.fit(&called));
        let named = format!("СОШ № {number}");
        let asked = format!("МБОУ {named}");
        prop_assert!(is(&Names::of([named.as_str()], [], true), &asked));
    }
}

#[test]
fn the_search_knows_the_short_words_lists_know() {
    for (name, asked) in [
        ("Средняя школа № 1", "сш сош"),
        ("МОАУ СОШ № 1 г. Белогорска", "сш средняя общеобразовательная школа"),
        ("Основная школа села Ивановка", "оош"),
        ("Начальная школа № 55", "нош"),
        ("Детский сад № 3 «Солнышко»", "доу дс детсад д/с"),
        ("МБДОУ № 3", "детский сад"),
        ("Гимназия № 1", "гимн"),
        ("Школа № 5", "сош оош"),
    ] {
        let spoken = spoken([name]).join(" ");
        for word in asked.split(' ') {
            assert!(spoken.split(' ').any(|one| one == word), "{name}: {spoken}");
        }
    }
    let of = |name: &str| spoken([name]);
    assert!(!of("Основная школа № 2").iter().any(|one| one.contains("сош") || one == "сш"));
    assert!(
        of("Лицей № 2").is_empty() && of("Белогорск").is_empty() && of("Музыкальная школа № 1").is_empty()
    );
}
