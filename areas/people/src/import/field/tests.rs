//! Titles as people write them.

use super::*;

#[test]
fn titles_are_known_in_the_ways_people_write_them() {
    for (title, field) in [
        ("№ п/п", Field::Number),
        ("№", Field::Number),
        ("ФИО", Field::FullName),
        ("Ф.И.О. педагога", Field::FullName),
        ("Фамилия, имя, отчество (полностью)", Field::FullName),
        ("Педагог", Field::FullName),
        ("Фамилия", Field::LastName),
        ("Имя", Field::FirstName),
        ("Отчество\n(при наличии)", Field::MiddleName),
        ("Девичья фамилия", Field::FormerName),
        ("Дата рождения", Field::BirthDate),
        ("Д.р.", Field::BirthDate),
        ("Занимаемая должность", Field::Post),
        ("Должность, предмет", Field::Post),
        ("Преподаваемые предметы", Field::Subjects),
        ("Квалификационная категория", Field::Category),
        ("Кат.", Field::Category),
        ("Кв. кат.", Field::Category),
        ("Дата присв. кат.", Field::CategoryDate),
        ("Приказ о кат.", Field::CategoryDocument),
        ("Дата присвоения категории", Field::CategoryDate),
        ("Дата аттестации", Field::CategoryDate),
        ("Дата присвоения", Field::CategoryDate),
        ("Дата присвоения категории, срок действия", Field::CategoryDate),
        ("Квалификационная категория, срок действия", Field::Category),
        ("Количество часов в неделю по предметам", Field::TeachingHours),
        ("Предмет, количество часов в неделю", Field::Subjects),
        ("Должность, учебная нагрузка", Field::Post),
        ("Приказ о присвоении категории", Field::CategoryDocument),
        ("Общий стаж", Field::GeneralService),
        ("Стаж", Field::GeneralService),
        ("Пед. стаж", Field::PedagogicalService),
        ("Стаж работы по специальности", Field::PedagogicalService),
        ("Курсы повышения квалификации", Field::Course),
        ("Дата курсов", Field::CourseDate),
        ("Дата КПК", Field::CourseDate),
        ("Год прохождения КПК", Field::CourseDate),
        ("Сроки КПК", Field::CourseDate),
        ("КПК, год", Field::CourseDate),
        ("Часы КПК", Field::CourseHours),
        ("КПК (ч)", Field::CourseHours),
        ("Количество часов КПК", Field::CourseHours),
        ("Форма КПК", Field::CourseForm),
        ("Место прохождения КПК", Field::CoursePlace),
        ("КПК", Field::Course),
        ("Тема КПК", Field::Course),
        ("КПК (тема, часы)", Field::Course),
        ("КПК: дата, количество часов", Field::Course),
        ("Курсы повышения квалификации (название, дата, часы)", Field::Course),
        ("Документ о прохождении КПК (тема)", Field::Course),
        ("Ф.И.О. фамилия", Field::LastName),
        ("ФИО педагога Имя", Field::FirstName),
        ("Ф.И.О. О.", Field::MiddleName),
        ("Фамилия, имя, отчество имя", Field::FirstName),
        ("Сотрудник имя", Field::FirstName),
        ("Ф. И. О.", Field::FullName),
        ("Ф.И.О. (фамилия, имя, отчество)", Field::FullName),
        ("Фамилия Имя Отчество", Field::FullName),
        ("Количество часов (курсы)", Field::CourseHours),
        ("Форма курсов", Field::CourseForm),
        ("Кто провёл курсы", Field::CoursePlace),
        ("Дата начала курсов", Field::CourseBegan),
        ("Платформа", Field::CoursePlatform),
        ("Платформа курсов", Field::CoursePlatform),
        ("Удостоверение о курсах", Field::CourseDocument),
        ("Документ о повышении квалификации", Field::CourseDocument),
        ("Удостоверение о повышении квалификации", Field::CourseDocument),
        ("Прогресс", Field::Progress),
        ("Пройдено идущего курса, %", Field::Progress),
        ("Идущий курс", Field::Going),
        ("Начало идущего курса", Field::GoingBegan),
        ("Окончание идущего курса", Field::GoingDate),
        ("Часы идущего курса", Field::GoingHours),
        ("Форма идущего курса", Field::GoingForm),
        ("Кто ведёт идущий курс", Field::GoingPlace),
        ("Платформа идущего курса", Field::GoingPlatform),
        ("Участие в конкурсах", Field::Participation),
        ("Дата участия", Field::ParticipationDate),
        ("Уровень конкурса", Field::ParticipationLevel),
        ("Образовательная организация", Field::Unit),
        ("Школа", Field::Unit),
        ("Код ОО / организации", Field::UnitCode),
        ("Образование", Field::Education),
        ("Дата приёма на работу", Field::Started),
        ("Внутр./внешн. совместительство", Field::Second),
        ("Кол-во ставок", Field::Rate),
        ("Учебная нагрузка, ч в неделю", Field::TeachingHours),
        ("Нагрузка (ч)", Field::TeachingHours),
        ("Часов в неделю", Field::TeachingHours),
        ("Нагрузка в ставках", Field::Rate),
        ("Адрес эл. почты", Field::Email),
        ("Teл.", Field::Phone),
    ] {
        assert_eq!(Field::of_title(title), Some(field), "{title}");
    }
}

#[test]
fn what_is_no_field_of_the_card_is_left_to_the_person() {
    for title in [
        "Стаж в данной организации",
        "Дата следующих КПК",
        "План прохождения КПК",
        "Потребность в курсах",
        "Срок действия категории",
        "Срок действия категории (дата)",
        "Планируемая дата аттестации",
        "Следующая аттестация, дата",
        "Дата следующей аттестации",
        "Дата окончания действия категории",
        "Примечание",
        "Иванова Мария Петровна",
        "Награды",
    ] {
        assert_eq!(Field::of_title(title), None, "{title}");
    }
}

#[test]
fn a_day_to_come_is_no_second_title_of_a_category() {
    assert_eq!(Field::of_second_title("Категория: дата"), Some(Field::CategoryDate));
    for title in
        ["Планируемая дата аттестации", "Срок действия категории (дата)", "Следующая аттестация, дата"]
    {
        assert_eq!(Field::of_second_title(title), None, "{title}");
    }
}

#[test]
fn every_field_has_a_code_of_its_own() {
    for field in Field::ALL {
        assert_eq!(Field::of_code(field.code()), Some(field));
    }
}
