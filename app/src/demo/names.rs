//! Invented people: a surname, a given name and a patronymic from small lists, by chance.

use super::chance::Chance;

/// Surnames a woman's form of which ends in «а».
const SURNAMES: [&str; 40] = [
    "Берестов",
    "Боровиков",
    "Вересов",
    "Ветров",
    "Вьюгин",
    "Горицветов",
    "Дождев",
    "Жаворонков",
    "Заречин",
    "Зарницын",
    "Звенигоров",
    "Земляникин",
    "Зимородков",
    "Иволгин",
    "Калинов",
    "Камышев",
    "Кипреев",
    "Клевцов",
    "Ковылёв",
    "Кувшинкин",
    "Лесавин",
    "Листопадов",
    "Луговцев",
    "Малинин",
    "Метелицын",
    "Незабудкин",
    "Облепихин",
    "Осокин",
    "Перелесков",
    "Подснежников",
    "Пригорков",
    "Ракитин",
    "Росинкин",
    "Рябинкин",
    "Снегирёв",
    "Солнцев",
    "Тростников",
    "Туманцев",
    "Черникин",
    "Ясенев",
];
const WOMEN: [&str; 20] = [
    "Алла",
    "Анна",
    "Валентина",
    "Вера",
    "Галина",
    "Дарья",
    "Екатерина",
    "Елена",
    "Зинаида",
    "Инна",
    "Ирина",
    "Лидия",
    "Любовь",
    "Марина",
    "Надежда",
    "Нина",
    "Ольга",
    "Полина",
    "Светлана",
    "Татьяна",
];
const MEN: [&str; 10] =
    ["Андрей", "Борис", "Виктор", "Глеб", "Денис", "Егор", "Матвей", "Олег", "Павел", "Степан"];
/// A woman's patronymic ends in «вна», a man's in «вич».
const PATRONYMICS: [&str; 16] = [
    "Аркадье",
    "Борисо",
    "Викторо",
    "Глебо",
    "Денисо",
    "Егоро",
    "Захаро",
    "Ивано",
    "Льво",
    "Матвее",
    "Макаро",
    "Олего",
    "Павло",
    "Семёно",
    "Тимофее",
    "Фёдоро",
];

/// A name of an invented person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub last: String,
    pub first: String,
    pub middle: String,
}

/// The next invented person; teachers are mostly women.
pub(super) fn next(chance: &mut Chance) -> Name {
    let is_woman = chance.percent(86);
    let last = *chance.one_of(&SURNAMES);
    let middle = *chance.one_of(&PATRONYMICS);
    if is_woman {
        let first = (*chance.one_of(&WOMEN)).to_owned();
        Name { last: format!("{last}а"), first, middle: format!("{middle}вна") }
    } else {
        let first = (*chance.one_of(&MEN)).to_owned();
        Name { last: last.to_owned(), first, middle: format!("{middle}вич") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cyrillic_and_agree_in_gender() {
        let mut chance = Chance::of(1, 9);
        for _ in 0..500 {
            let name = next(&mut chance);
            let whole = format!("{}{}{}", name.last, name.first, name.middle);
            assert!(
                whole
                    .chars()
                    .all(|c| ('а'..='я').contains(&c.to_lowercase().next().unwrap()) || "ёЁ".contains(c)),
                "{whole}"
            );
            assert_eq!(name.last.ends_with('а'), name.middle.ends_with("вна"), "{whole}");
        }
    }
}
