//! What a list calls an organisation, and which one is taken.

use super::*;

fn unit(id: i64, parent: i64, level: Level, name: &str) -> Unit {
    Unit {
        parent_id: (parent > 0).then_some(UnitId(parent)),
        name: name.to_owned(),
        short_name: name.to_owned(),
        code: format!("К-{id}"),
        ..Unit::bare(UnitId(id), &format!("/{id}/"), level)
    }
}

fn places() -> ListPlaces {
    let town = |id, name| unit(id, 1, Level::Municipality, name);
    let school = |id, parent, name| unit(id, parent, Level::Organisation, name);
    ListPlaces::of(
        &[
            unit(1, 0, Level::Region, "Приозёрная область"),
            town(2, "Город Заречный"),
            town(3, "Заречный округ"),
            school(4, 2, "Школа № 1"),
            school(5, 3, "Школа № 1"),
            school(6, 2, "Школа № 2"),
            school(7, 2, "Лицей № 2"),
        ],
        None,
    )
}

#[test]
fn the_only_organisation_a_text_may_mean_is_taken_and_told() {
    let places = places();
    let found = places.find("", "МБОУ СОШ №2 г. Заречного").unwrap();
    assert_eq!((found.unit, found.otherwise.as_deref()), (UnitId(6), Some("Школа № 2, Город Заречный")));
    assert_eq!(places.find("", "лицей 2").unwrap().unit, UnitId(7));
    for exact in ["Школа № 2", "школа №2"] {
        assert_eq!(places.find("", exact), Ok(Found::named(UnitId(6))), "{exact}");
    }
    assert_eq!(places.find("К-5", "СОШ 1"), Ok(Found::named(UnitId(5))), "a code is surest");
}

#[test]
fn a_list_of_one_organisation_knows_its_code_from_another_s() {
    let own = unit(4, 2, Level::Organisation, "Школа № 1");
    let places = ListPlaces::of(std::slice::from_ref(&own), Some(UnitId(4)));
    for (code, name) in [("К-4", ""), ("к-4", "СОШ 1"), ("", "Школа № 1"), ("—", ""), ("7701", "Школа № 1")]
    {
        assert_eq!(places.find(code, name), Ok(Found::named(UnitId(4))), "{code} {name}");
    }
    for (code, name) in [("К-5", ""), ("К-5", "МБОУ СОШ"), ("К-4", "Школа № 11")] {
        assert!(places.find(code, name).unwrap_err().contains("строка другой организации"), "{code} {name}");
    }
    let bare = Unit { code: String::new(), ..own };
    let places = ListPlaces::of(&[bare], Some(UnitId(4)));
    assert!(places.find("К-5", "").is_ok(), "without a code of its own nothing is told from it");
}

#[test]
fn a_name_of_one_that_may_be_of_another_elsewhere_is_asked_about() {
    let town = |id, name| unit(id, 1, Level::Municipality, name);
    let school = |id, parent, name| unit(id, parent, Level::Organisation, name);
    let mut units = vec![
        unit(1, 0, Level::Region, "Приозёрная область"),
        town(2, "Город Заречный"),
        town(3, "Северный округ"),
        school(4, 2, "Школа № 1"),
        school(5, 3, "МОБУ СОШ № 1"),
        school(6, 3, "Лицей № 2"),
    ];
    units[3].name = "Средняя школа № 1 имени Героя".to_owned();
    let places = ListPlaces::of(&units, None);
    let several = places.find("", "Школа № 1").unwrap_err();
    assert!(several.contains("Заречный") && several.contains("«МОБУ СОШ № 1, Северный округ»"), "{several}");
    for (code, name, id) in [
        ("К-4", "Школа № 1", 4),
        ("", "К-4", 4),
        ("", "к-5", 5),
        ("", "Школа № 1 г. Заречного", 4),
        ("", "МОБУ СОШ № 1 Северного округа", 5),
        ("", "Средняя школа № 1 имени Героя", 4),
        ("", "Лицей № 2", 6),
    ] {
        assert_eq!(places.find(code, name).map(|found| found.unit), Ok(UnitId(id)), "{code} {name}");
    }
    let told = places.find("", "К-5").unwrap().otherwise;
    assert_eq!(told.as_deref(), Some("МОБУ СОШ № 1, Северный округ"), "the row says whose code it is");
    units[3].code = String::new();
    let found = ListPlaces::of(&units, None).find("", "Школа № 1").unwrap();
    assert_eq!((found.unit, found.otherwise.as_deref()), (UnitId(4), Some("Школа № 1, Город Заречный")));
}

#[test]
fn several_that_fit_are_named_and_none_is_said() {
    let places = places();
    for asked in ["СОШ 1", "Школа № 1"] {
        let several = places.find("", asked).unwrap_err();
        assert!(
            several.contains("«Школа № 1, Город Заречный»")
                && several.contains("«Школа № 1, Заречный округ»"),
            "{several}"
        );
    }
    for none in ["СОШ 3", "Гимназия № 2", "школа", "Приозёрная область"] {
        assert_eq!(places.find("", none).is_ok(), none == "Приозёрная область", "{none}");
    }
    assert!(places.find("", "").unwrap_err().contains("указана"));
    let given = ListPlaces::of(&[unit(4, 2, Level::Organisation, "Школа № 1")], Some(UnitId(4)));
    assert_eq!(given.find("", "МБОУ СОШ № 1"), Ok(Found::named(UnitId(4))));
    assert!(given.find("", "МБОУ СОШ № 2").unwrap_err().contains("другой организации"));
}

#[test]
fn the_nearest_are_named_where_none_is_called_so() {
    let mut units = vec![
        unit(1, 0, Level::Region, "Приозёрная область"),
        unit(2, 1, Level::Municipality, "Город Заречный"),
        unit(3, 2, Level::Organisation, "Школа-интернат № 10"),
    ];
    units.extend((4..20).map(|id| unit(id, 2, Level::Organisation, &format!("Гимназия № {id}"))));
    let places = ListPlaces::of(&units, None);
    let said = |text: &str| places.find("", text).unwrap_err();
    assert!(
        said("Интернат").contains("похожи: «Школа-интернат № 10, Город Заречный»"),
        "{}",
        said("Интернат")
    );
    assert!(!said("Школа").contains("похожи") && !said("Гимназия").contains("похожи"), "many are none");
}

#[test]
fn a_name_of_before_is_taken_and_told_and_asked_where_two_had_it() {
    let former = |all: &[(i64, &str)]| {
        let all: Vec<(UnitId, String)> =
            all.iter().map(|(id, name)| (UnitId(*id), (*name).to_owned())).collect();
        places().remembering(&all)
    };
    let one = former(&[(6, "Гимназия имени Пушкина"), (6, "Школа № 2"), (7, "Школа № 9")]);
    let found = one.find("", "гимназия имени ПУШКИНА").unwrap();
    assert_eq!(
        (found.unit, found.otherwise.as_deref(), found.is_former),
        (UnitId(6), Some("Школа № 2, Город Заречный"), true)
    );
    assert_eq!(one.find("", "Школа № 9").unwrap().unit, UnitId(7));
    assert_eq!(one.find("", "Школа № 2"), Ok(Found::named(UnitId(6))), "it is called so now");
    let two = former(&[(6, "Школа № 9"), (7, "Школа № 9")]);
    let asked = two.find("", "Школа № 9").unwrap_err();
    assert!(asked.contains("может быть одной") && asked.contains("Лицей № 2"), "{asked}");
    // Another may be meant by the same words now.
    let meant = former(&[(7, "СОШ № 2")]);
    assert!(meant.find("", "СОШ № 2").unwrap_err().contains("Школа № 2"));

    let own = unit(4, 2, Level::Organisation, "Гимназия № 5");
    let given = ListPlaces::of(std::slice::from_ref(&own), Some(UnitId(4)));
    assert!(given.find("", "Школа № 1").is_err());
    let given = given.remembering(&[(UnitId(4), "Школа № 1".to_owned())]);
    let found = given.find("", "Школа № 1").unwrap();
    assert_eq!((found.otherwise.as_deref(), found.is_former), (Some("Гимназия № 5"), true));
    assert!(given.find("", "Школа № 3").is_err());
    assert!(given.find("К-9", "Школа № 1").is_err(), "the code is another's");
}
