//! A number two orders of one calendar year would bear, or that follows one of a later day, is told before the order is issued
//! (decision 13).

use testing::both_databases;

use super::stage::stage;

/// An order of an early end under a number of its own.
const END: [(&str, &str); 6] = [
    ("ground", "incompatibility"),
    ("day", "2026-06-18"),
    ("signed_on", "2026-06-18"),
    ("note", "докладная записка от 17.06.2026"),
    ("numbering", "external"),
    ("number", " 15-ОД "),
];

both_databases! {
    fn a_number_taken_by_an_order_of_another_kind_is_told_and_taken_all_the_same(engine) {
        let stage = stage(engine);
        let card = stage.working();
        let end = format!("{card}/end");
        assert!(!stage.principal.page(&end).says("Всё равно"));
        let told = stage.principal.post(&end, &END);
        assert!(told.status == 422 && told.body.contains("id=\"e-number_anyway\""), "{}", told.body);
        assert!(told.says("Номер 15-ОД в 2026 году здесь уже есть: Приказ № 15-од от 15.06.2026"), "{}", told.body);
        assert!(told.says("докладная записка от 17.06.2026") && told.body.contains("15-ОД"), "typed stays: {}", told.body);
        assert!(!stage.deputy.page(&card).says("Приказ о прекращении"), "nothing was done by halves");
        let number = told.input("number_told").unwrap();
        let anyway: Vec<(&str, &str)> =
            END.into_iter().chain([("number_anyway", "1"), ("number_told", &number)]).collect();
        assert_eq!(stage.principal.post(&end, &anyway).status, 303);
    }

    fn a_number_of_the_journal_after_one_of_a_later_day_is_told_and_taken_all_the_same(engine) {
        let stage = stage(engine);
        let card = stage.working();
        stage.sql("UPDATE documents SET signed_on = '2026-06-18' WHERE kind = 'mentoring_order'");
        stage.sql("INSERT INTO document_numbers (id, unit_id, genus, year, n) \
                   SELECT id, unit_id, genus, 2026, 7 FROM documents WHERE kind = 'mentoring_order'");
        let end = format!("{card}/end");
        stage.principal.page(&end);
        let of = |day: &'static str| -> Vec<(&'static str, &'static str)> {
            let own = END.into_iter().filter(|(name, _)| !["signed_on", "numbering", "number"].contains(name));
            own.chain([("signed_on", day), ("numbering", "own"), ("number", "")]).collect()
        };
        let told = stage.principal.post(&end, &of("2026-06-17"));
        let said = "По журналу уже зарегистрирован документ более позднего дня: Приказ № 15-од от 18.06.2026";
        assert!(told.status == 422 && told.says(said) && told.says("Документ от 17.06.2026 получит следующий номер"), "{}", told.body);
        assert!(told.says("Всё равно: номера пойдут не по дням"), "{}", told.body);
        let day = told.input("number_told").unwrap();
        let said = |day: &'static str| -> Vec<(&'static str, &'static str)> {
            of(day).into_iter().chain([("number_anyway", "1"), ("number_told", "2026-06-17")]).collect()
        };
        assert_eq!(day, "2026-06-17");
        let other = stage.principal.post(&end, &said("2026-06-16"));
        assert!(other.status == 422 && other.says("Документ от 16.06.2026"), "said of another day: {}", other.body);
        assert_eq!(stage.principal.post(&end, &said("2026-06-17")).status, 303);
    }

    fn the_same_number_of_another_year_and_one_of_the_journal_are_not_told(engine) {
        let stage = stage(engine);
        let card = stage.working();
        stage.sql("UPDATE documents SET signed_on = '2025-12-31' WHERE kind = 'mentoring_order'");
        let end = format!("{card}/end");
        stage.principal.page(&end);
        assert_eq!(stage.principal.post(&end, &END).status, 303);
    }
}
