//! What changed in a passport, in words: for the history and for two people who wrote at once.

use crate::model::Passport;

/// A field that differs: its label, what it was, what it is.
pub(crate) type Change = (&'static str, String, String);

/// The fields in which two passports differ; `titled` calls a kind or a form of service by its name.
pub(crate) fn changes(was: &Passport, now: &Passport, titled: &dyn Fn(&str) -> String) -> Vec<Change> {
    let form = |value: &Option<String>| value.as_deref().map(titled).unwrap_or_default();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let mark = |is: bool| if is { "да" } else { "нет" }.to_owned();
    let group = |code: &str| match code {
        "city" => "город".to_owned(),
        "district" => "район".to_owned(),
        other => other.to_owned(),
    };
    let all = [
        ("Вид", titled(&was.kind), titled(&now.kind)),
        ("Код", was.code.clone(), now.code.clone()),
        ("Часовой пояс", text(&was.zone), text(&now.zone)),
        ("Группа", group(&was.size_group), group(&now.size_group)),
        ("Орган управления образованием", text(&was.authority), text(&now.authority)),
        ("Форма методической службы", form(&was.service_form), form(&now.service_form)),
        ("Штат службы", number(was.service_staff), number(now.service_staff)),
        ("Информационный ресурс", text(&was.resource_url), text(&now.resource_url)),
        ("Малокомплектная", mark(was.is_small), mark(now.is_small)),
        ("Отдалённая", mark(was.is_remote), mark(now.is_remote)),
        ("Труднодоступная", mark(was.is_hard_to_reach), mark(now.is_hard_to_reach)),
        ("До центра, км", number(was.distance_km), number(now.distance_km)),
        ("Обучающихся", number(was.pupils), number(now.pupils)),
        ("Педагогов", number(was.teachers), number(now.teachers)),
    ];
    all.into_iter().filter(|(_, was, now)| was != now).collect()
}
