//! What a column of a staff list may hold, and the words its title is known by.

use lists::plain;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The number of the row.
    Number,
    /// The whole name in one cell.
    FullName,
    /// Фамилия.
    LastName,
    /// Имя.
    FirstName,
    /// Отчество.
    MiddleName,
    /// Прежняя фамилия.
    FormerName,
    /// Day of birth.
    BirthDate,
    /// Code of the organisation.
    UnitCode,
    /// Name of the organisation.
    Unit,
    /// Должность.
    Post,
    /// Предметы.
    Subjects,
    /// Ставка.
    Rate,
    /// Учебная нагрузка, часов в неделю.
    TeachingHours,
    /// Основное место или совместительство.
    Second,
    /// The first day of work.
    Started,
    /// The last day of work.
    Ended,
    /// The order of hiring.
    Ground,
    /// Категория.
    Category,
    /// The day it was granted.
    CategoryDate,
    /// The order it was granted by.
    CategoryDocument,
    /// Общий стаж: years or the day it counts from.
    GeneralService,
    /// Педагогический стаж: the same.
    PedagogicalService,
    /// Образование.
    Education,
    /// The year of the diploma.
    EducationDate,
    /// Курсы.
    Course,
    /// The day they ended.
    CourseDate,
    /// Their hours.
    CourseHours,
    /// Their form.
    CourseForm,
    /// Who held them.
    CoursePlace,
    /// The day they began.
    CourseBegan,
    /// The platform of a distance course.
    CoursePlatform,
    /// Their certificate.
    CourseDocument,
    /// A course that goes on.
    Going,
    /// The day it is to end.
    GoingDate,
    /// The day it began.
    GoingBegan,
    /// Its hours.
    GoingHours,
    /// Its form.
    GoingForm,
    /// Who holds it.
    GoingPlace,
    /// Its platform.
    GoingPlatform,
    /// Per cent passed of it.
    Progress,
    /// A contest, a conference, an event.
    Participation,
    /// Its day.
    ParticipationDate,
    /// Its level.
    ParticipationLevel,
    /// E-mail.
    Email,
    /// Telephone.
    Phone,
}

impl Field {
    /// All, in the order of a choice.
    pub const ALL: [Self; 45] = [
        Self::FullName,
        Self::LastName,
        Self::FirstName,
        Self::MiddleName,
        Self::FormerName,
        Self::BirthDate,
        Self::Unit,
        Self::UnitCode,
        Self::Post,
        Self::Subjects,
        Self::Rate,
        Self::TeachingHours,
        Self::Second,
        Self::Started,
        Self::Ended,
        Self::Ground,
        Self::Category,
        Self::CategoryDate,
        Self::CategoryDocument,
        Self::GeneralService,
        Self::PedagogicalService,
        Self::Education,
        Self::EducationDate,
        Self::Course,
        Self::CourseDate,
        Self::CourseHours,
        Self::CourseForm,
        Self::CoursePlace,
        Self::CourseBegan,
        Self::CoursePlatform,
        Self::CourseDocument,
        Self::Going,
        Self::GoingDate,
        Self::GoingBegan,
        Self::GoingHours,
        Self::GoingForm,
        Self::GoingPlace,
        Self::GoingPlatform,
        Self::Progress,
        Self::Participation,
        Self::ParticipationDate,
        Self::ParticipationLevel,
        Self::Email,
        Self::Phone,
        Self::Number,
    ];

    /// The code kept in a layout, and the words of a choice.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Number => ("number", "номер строки"),
            Self::FullName => ("full_name", "фамилия, имя, отчество"),
            Self::LastName => ("last_name", "фамилия"),
            Self::FirstName => ("first_name", "имя"),
            Self::MiddleName => ("middle_name", "отчество"),
            Self::FormerName => ("former_name", "прежняя фамилия"),
            Self::BirthDate => ("birth_date", "дата рождения"),
            Self::UnitCode => ("unit_code", "код организации"),
            Self::Unit => ("unit", "организация"),
            Self::Post => ("post", "должность"),
            Self::Subjects => ("subjects", "предметы"),
            Self::Rate => ("rate", "ставка"),
            Self::TeachingHours => ("teaching_hours", "учебная нагрузка, часов в\u{a0}неделю"),
            Self::Second => ("second", "основное место или совместительство"),
            Self::Started => ("started_on", "дата приёма"),
            Self::Ended => ("ended_on", "дата увольнения"),
            Self::Ground => ("ground", "приказ о приёме"),
            Self::Category => ("category", "категория"),
            Self::CategoryDate => ("granted_on", "дата присвоения категории"),
            Self::CategoryDocument => ("document", "приказ о категории"),
            Self::GeneralService => ("general_since", "общий стаж"),
            Self::PedagogicalService => ("pedagogical_since", "педагогический стаж"),
            Self::Education => ("education", "образование"),
            Self::EducationDate => ("education_date", "год окончания"),
            Self::Course => ("course", "курсы"),
            Self::CourseDate => ("course_date", "дата курсов"),
            Self::CourseHours => ("course_hours", "часы курсов"),
            Self::CourseForm => ("course_form", "форма курсов"),
            Self::CoursePlace => ("course_place", "кто провёл курсы"),
            Self::CourseBegan => ("course_began", "дата начала курсов"),
            Self::CoursePlatform => ("course_platform", "платформа дистанционных курсов"),
            Self::CourseDocument => ("course_document", "удостоверение о\u{a0}курсах"),
            Self::Going => ("going", "идущий курс"),
            Self::GoingDate => ("going_date", "окончание идущего курса"),
            Self::GoingBegan => ("going_began", "начало идущего курса"),
            Self::GoingHours => ("going_hours", "часы идущего курса"),
            Self::GoingForm => ("going_form", "форма идущего курса"),
            Self::GoingPlace => ("going_place", "кто ведёт идущий курс"),
            Self::GoingPlatform => ("going_platform", "платформа идущего курса"),
            Self::Progress => ("progress", "пройдено идущего курса, %"),
            Self::Participation => ("participation", "участие в\u{a0}конкурсе или мероприятии"),
            Self::ParticipationDate => ("participation_date", "дата участия"),
            Self::ParticipationLevel => ("participation_level", "уровень участия"),
            Self::Email => ("email", "почта"),
            Self::Phone => ("phone", "телефон"),
        }
    }

    /// The code kept in a layout.
    pub const fn code(self) -> &'static str {
        self.words().0
    }

    /// The field of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }

    /// The field a title of a column names.
    pub fn of_title(title: &str) -> Option<Self> {
        let text = plain(title);
        if text.is_empty() {
            return matches!(title.trim(), "№" | "#").then_some(Self::Number);
        }
        let by_rules = || RULES.iter().find(|(_, rule)| rule(&text)).map(|(field, _)| *field);
        part_of_name(&text).or_else(by_rules)
    }
}

/// «Ф.И.О.» over «фамилия», «имя» and «отчество»: two rows of titles read together.
fn part_of_name(text: &str) -> Option<Field> {
    let (over, part) = text.rsplit_once(' ')?;
    let field = match part {
        "фамилия" | "ф" => Field::LastName,
        "имя" | "и" => Field::FirstName,
        "отчество" | "о" => Field::MiddleName,
        _ => return None,
    };
    let parts = ["фамил", "имя", "отчеств"].map(|part| over.contains(part));
    let is_short = words(over, &["фио"]) || over.contains("ф и о");
    let is_one = is_short && !parts.contains(&true) || parts == [true; 3] && part.chars().count() > 1;
    (is_one || is_person(over) && part.chars().count() > 1).then_some(field)
}

/// A column that is called by who stands in it.
fn is_person(text: &str) -> bool {
    matches!(
        text,
        "педагог"
            | "сотрудник"
            | "работник"
            | "учитель"
            | "воспитатель"
            | "педагоги"
            | "сотрудники"
            | "работники"
            | "учителя"
            | "преподаватель"
            | "педагогический работник"
            | "полное имя"
    )
}

impl Field {
    /// The field of a title whose first meaning has a column already: under «Категория» stand «какая» and «дата».
    pub fn of_second_title(title: &str) -> Option<Self> {
        let text = plain(title);
        let is_day = is_attested(&text) && words(&text, &["дата", "когда"]) && !is_to_come(&text);
        is_day.then_some(Self::CategoryDate)
    }
}

type Rule = fn(&str) -> bool;

/// The surest first: «Стаж работы в организации» is no organisation, «Образовательная организация» no education.
const RULES: [(Field, Rule); 49] = [
    (Field::Number, |t| matches!(t, "п п" | "пп" | "n" | "n п п" | "номер" | "номер п п" | "no")),
    (Field::FormerName, |t| t.contains("фамил") && has(t, &["прежн", "девич", "предыд", "до брак", "бывш"])),
    (Field::FullName, |t| t.contains("фамил") && has(t, &["имя", "отчеств", "инициал"])),
    (Field::FullName, |t| words(t, &["фио"]) || t.contains("ф и о")),
    (Field::LastName, |t| t.contains("фамил")),
    (Field::BirthDate, |t| has(t, &["рожд"]) || matches!(t, "д р" | "др")),
    (Field::MiddleName, |t| t.contains("отчеств")),
    (Field::FirstName, |t| t == "имя" || t.starts_with("имя ")),
    (Field::PedagogicalService, |t| t.contains("стаж") && has(t, &["пед", "специальн"])),
    (Field::GeneralService, |t| {
        t.contains("стаж") && (t.contains("общ") || t == "стаж" || t == "стаж работы")
    }),
    (Field::ParticipationLevel, |t| t.contains("уровень") && has(t, &PART)),
    (Field::ParticipationDate, |t| starts(t, &["дата", "когда"]) && has(t, &PART)),
    (Field::Participation, |t| has(t, &PART)),
    (Field::Progress, |t| {
        has(t, &PASSED) && (t.contains('%') || has(t, &["процент"]) || is_course(t) || t == "прогресс")
    }),
    (Field::GoingBegan, |t| is_going(t) && has(t, &BEGUN)),
    (Field::GoingDate, |t| is_going(t) && has(t, &["окончан", "дата", "когда", "срок"])),
    (Field::GoingHours, |t| is_going(t) && has(t, &["час"])),
    (Field::GoingForm, |t| is_going(t) && starts(t, &["форма", "вид"])),
    (Field::GoingPlace, |t| is_going(t) && starts(t, &HELD)),
    (Field::GoingPlatform, |t| is_going(t) && has(t, &["платформ"])),
    (Field::Going, is_going),
    (Field::CoursePlatform, |t| {
        t.contains("платформ") && (is_course(t) || t == "платформа" || has(t, &["дистанц", "обучен"]))
    }),
    (Field::CourseDocument, |t| {
        has(t, &["удостоверен", "сертификат", "реквизит", "документ"])
            && is_course(t)
            && !has(t, &TOPIC)
    }),
    (Field::CourseDocument, |t| matches!(t, "удостоверение" | "номер удостоверения" | "удостоверение номер")),
    (Field::CourseBegan, |t| has(t, &BEGUN) && is_course(t)),
    (Field::CourseForm, |t| starts(t, &["форма", "вид"]) && is_course(t)),
    (Field::CoursePlace, |t| starts(t, &HELD) && is_course(t)),
    (Field::CourseHours, |t| has_hours(t) && is_course(t) && !has(t, &TOPIC) && !has_day(t)),
    (Field::CourseDate, |t| has_day(t) && is_course(t) && !has(t, &TOPIC) && !has_hours(t)),
    (Field::Course, |t| is_course(t) && (!starts(t, &PAPERS) || has(t, &TOPIC))),
    (Field::CategoryDate, |t| {
        starts(t, &["дата", "когда"]) && is_attested(t) && !is_to_come(t)
            || matches!(t, "дата присвоения" | "дата присв" | "дата установления" | "дата уст")
    }),
    (Field::CategoryDocument, |t| has(t, &["приказ", "реквизит", "документ"]) && is_attested(t)),
    (Field::Category, |t| {
        is_attested(t) && !starts(t, &TO_COME) && !(starts(t, &["дата", "когда"]) && is_to_come(t))
    }),
    (Field::Email, |t| has(t, &["почт", "e mail", "email"])),
    (Field::Phone, |t| has(t, &["телефон", "мобил"]) || words(t, &["тел"])),
    (Field::Ended, |t| has(t, &["увол"])),
    (Field::Ground, |t| has(t, &["приказ", "основание"]) && !has(t, &["награ"])),
    (Field::Second, |t| has(t, &["совмест", "вид занят", "основное место", "основной работник", "внешн"])),
    (Field::Started, |t| {
        has(t, &["дата прием", "принят", "прием на работ", "начала работ", "работает с", "дата трудоустр"])
    }),
    (Field::Rate, |t| has(t, &["ставк", "ставок"])),
    (Field::TeachingHours, |t| {
        let is_other = has(t, &["должност", "предмет", "дисциплин"]) && !starts(t, &LOAD);
        let is_load = t.contains("нагрузк") && (has(t, &["час", "учебн", "недел"]) || words(t, &["ч"]));
        !is_other && (is_load || (t.contains("час") && t.contains("недел")))
    }),
    (Field::Post, |t| t.contains("должност")),
    (Field::Subjects, |t| has(t, &["предмет", "дисциплин", "что преподает"])),
    (Field::UnitCode, |t| words(t, &["код"]) && has(t, &UNITS)),
    (Field::Unit, |t| {
        !t.contains("стаж") && has(t, &UNITS) && !t.contains("окончил") && !t.contains("образование")
    }),
    (Field::EducationDate, |t| {
        has(t, &["год окончан", "дата окончан", "дата выдачи диплом"]) && !is_attested(t)
    }),
    (Field::Education, |t| t.starts_with("образован") || t.contains("уровень образован") || t == "диплом"),
    (Field::FullName, is_person),
    (Field::Unit, |t| matches!(t, "оо" | "оу" | "доу" | "место работы")),
];
const COURSES: [&str; 3] = ["курс", "повышен", "переподготов"];
/// What a title of courses says beside their day and hours: then it is all of them in one cell.
const TOPIC: [&str; 5] = ["тема", "темы", "назван", "наимен", "программ"];
/// A paper of courses is not the courses.
const PAPERS: [&str; 5] = ["документ", "удостовер", "номер", "реквизит", "серия"];
/// Of courses not passed yet.
const AHEAD: [&str; 6] = ["следующ", "план", "очередн", "потребн", "необходим", "предстоя"];
/// «Конкурс» holds the letters of «курс»: participation is asked first.
const PART: [&str; 3] = ["участи", "конкурс", "конференц"];
const HELD: [&str; 7] =
    ["кто пров", "кто вед", "где прой", "где прош", "место прох", "организатор", "провайдер"];
/// «Прогресс», «Пройдено, %».
const PASSED: [&str; 3] = ["прогресс", "пройден", "выполнен"];
const BEGUN: [&str; 2] = ["начал", "первый день"];
const ATTESTED: [&str; 2] = ["катег", "аттест"];
/// Words of a day to come: when a category ends, when the next one is asked for.
const TO_COME: [&str; 6] = ["срок", "действ", "следующ", "планир", "окончан", "очередн"];
/// Titles of a load begin with these, whatever they say of posts and subjects.
const LOAD: [&str; 7] = ["нагрузк", "учебн", "недельн", "колич", "кол во", "час", "объем"];
const UNITS: [&str; 4] = ["организац", "учрежден", "школ", "наименование оо"];

impl Field {
    /// The field of a title that says it only together with the column on its left: «Курсы», «Кол-во часов».
    pub fn beside(left: Self, title: &str) -> Option<Self> {
        let is_of_course =
            matches!(left, Self::Course | Self::CourseDate | Self::CourseBegan | Self::CoursePlace);
        let text = plain(title);
        let is_hours = matches!(text.as_str(), "часы" | "часов")
            || has_hours(&text) && starts(&text, &["кол", "объем", "число"]);
        (is_of_course && is_hours).then_some(Self::CourseHours)
    }
}

/// «Дата окончания действия категории»; what tells the day of granting first is of that day: «Дата присвоения, срок действия».
fn is_to_come(text: &str) -> bool {
    has(text, &TO_COME) && !has(text, &["присв", "установл"])
}

/// «Идущий курс», «Окончание идущего курса по плану».
fn is_going(text: &str) -> bool {
    has(text, &COURSES) && words(text, &["идущий", "идущего", "идущие", "идущих", "текущий", "текущего"])
}

/// Of courses that were passed: «Курсы», «КПК», «Повышение квалификации».
fn is_course(text: &str) -> bool {
    (has(text, &COURSES) || words(text, &["пк", "кпк"])) && !has(text, &AHEAD)
}

fn has_day(text: &str) -> bool {
    has(text, &["дата", "когда", "срок"]) || words(text, &["год", "году", "месяц"])
}

fn has_hours(text: &str) -> bool {
    has(text, &["час"]) || words(text, &["ч"])
}

/// Of a category: «Квалификационная категория», «Аттестация», «Кат.», «КК».
fn is_attested(text: &str) -> bool {
    has(text, &ATTESTED) || words(text, &["кат", "кк", "аттест"])
}

fn has(text: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| text.contains(part))
}

fn starts(text: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| text.starts_with(part))
}

fn words(text: &str, all: &[&str]) -> bool {
    text.split(' ').any(|word| all.contains(&word))
}

impl From<Field> for &'static str {
    fn from(field: Field) -> Self {
        field.code()
    }
}

#[cfg(test)]
mod tests;
