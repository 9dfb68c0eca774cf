//! What the program says in each section before a person edits it: plain sentences whose figures are named, not typed.

use monitoring::rules::Tally;

use crate::rules::Topic;
use crate::source::{Source, View};

/// The words of a section; empty where its table speaks for itself.
pub(crate) fn draft(view: View<'_>, code: &str) -> String {
    let paragraphs = match code {
        "basis" => basis(view),
        "method" => method(view.source),
        "summary" => summary(view),
        "criteria" => criteria(view),
        "leaders" => vec![format!("Места включены актом: {}.", view.source.now.publication.places_by)],
        "deficits" => deficits(view),
        "dynamics" => dynamics(view),
        "measures" => measures(view),
        "effect" => effect(view),
        "procedures" => vec![NO_CAUSE_OF_RESULTS.to_owned()],
        "forecast" => forecast(view),
        "conclusions" => conclusions(view),
        _ => Topic::from_code(code).map(topic).unwrap_or_default(),
    };
    paragraphs.join("\n\n")
}

const NO_CAUSE_OF_RESULTS: &str = "Результаты процедур показаны рядом с\u{a0}баллами мониторинга за\u{a0}те\u{a0}же годы. Причинной связи между ними отчёт не\u{a0}утверждает.";

fn topic(topic: Topic) -> Vec<String> {
    let name = topic.title().to_lowercase();
    let decided = if topic.of_decisions().is_empty() {
        String::new()
    } else {
        format!(" За\u{a0}учебный год по\u{a0}этой теме принято: {{{name}: решений}}.")
    };
    vec![format!("По\u{a0}показателям раздела подтверждено {{{name}: подтверждено}}.{decided}")]
}

fn basis(view: View<'_>) -> Vec<String> {
    let source = view.source;
    let campaign = &source.now.campaign;
    let about = match view.object {
        Some(_) => "{название}: справка подготовлена",
        None => "Аналитический отчёт подготовлен",
    };
    let ground = match (source.act.as_str(), source.now.table.clause.as_str()) {
        ("", "") => String::new(),
        ("", clause) => format!(" Основание: {clause}."),
        (act, "") => format!(" Основание: {act}."),
        (act, clause) => format!(" Основание: {act}, {clause}."),
    };
    vec![
        format!(
            "{about} по\u{a0}итогам мониторинга «{}» за\u{a0}{{год}} учебный год. Результаты опубликованы {{дата публикации}}, редакция {{редакция}}.{ground}",
            campaign.title
        ),
        "Цель – показать состояние методической работы, назвать дефициты и\u{a0}определить, что\u{a0}делать дальше."
            .to_owned(),
    ]
}

fn method(source: &Source) -> Vec<String> {
    let publication = &source.now.publication;
    let places = if publication.places_by.is_empty() {
        "Места не\u{a0}определялись: положение их не\u{a0}вводит, отдельного акта нет."
    } else {
        "Места определены по\u{a0}проценту от\u{a0}максимума; при\u{a0}равном проценте место общее."
    };
    vec![
        "Оценивались {критериев} и {показателей}; наибольшая сумма – {максимум}. Балл даётся за\u{a0}подтверждённый показатель. Процент – доля набранных баллов от\u{a0}собственного максимума объекта."
            .to_owned(),
        format!("Результат получили: {{всего объектов}}. {places}"),
    ]
}

fn summary(view: View<'_>) -> Vec<String> {
    if view.object.is_some() {
        let place = if view.source.has_places() { ", место – {место}" } else { "" };
        return vec![format!(
            "Набрано {{баллы}}, это {{процент}} от\u{a0}максимума{place}. В\u{a0}среднем по\u{a0}всем – {{средний процент}}, медиана – {{медиана}}."
        )];
    }
    vec!["В\u{a0}среднем набрано {средний процент} от\u{a0}максимума, медиана – {медиана}. Наименьший результат – {наименьший процент}, наибольший – {наибольший процент}."
        .to_owned()]
}

fn criteria(view: View<'_>) -> Vec<String> {
    let source = view.source;
    let part = |criterion: &packs::Criterion| match view.object {
        Some(_) => format!("«{}» – {{критерий {}: баллы}}", criterion.title, criterion.no),
        None => format!("«{}» – {{критерий {}: средний процент}}", criterion.title, criterion.no),
    };
    let is_scored = |criterion: &&packs::Criterion| {
        let mut totals = source.now.objects.iter().map(|one| source.now.matrix.criterion(one.id, criterion));
        match view.object {
            Some(object) => !source.now.matrix.criterion(object.id, criterion).max.is_zero(),
            None => totals.any(|one| !one.max.is_zero()),
        }
    };
    let parts: Vec<String> = source.criteria().filter(is_scored).map(part).collect();
    let head = if view.object.is_some() {
        "По\u{a0}критериям"
    } else {
        "В\u{a0}среднем по\u{a0}критериям"
    };
    vec![format!("{head}: {}.", parts.join("; "))]
}

fn deficits(view: View<'_>) -> Vec<String> {
    if view.object.is_some() {
        return vec!["Без баллов: {показателей без баллов}. Что\u{a0}сделать по\u{a0}каждому, сказано в\u{a0}адресных рекомендациях."
            .to_owned()];
    }
    let source = view.source;
    let tallies = source.now.matrix.tallies(source.now.objects.iter().map(|one| one.id));
    let lines = source.criteria().flat_map(|one| &one.indicators);
    let typical = lines.filter(|one| tallies.get(one.no.as_str()).is_some_and(Tally::is_deficit));
    let typical: Vec<String> = typical
        .take(5)
        .map(|one| format!("{} «{}» – подтвердили {{показатель {}: подтвердили}}", one.no, one.title, one.no))
        .collect();
    let told = if typical.is_empty() {
        "Показателей, по\u{a0}которым без баллов больше половины, нет.".to_owned()
    } else {
        format!(
            "Типовой дефицит – показатель, по\u{a0}которому без баллов больше половины. Таких {{типовых дефицитов}}, среди них: {}.",
            typical.join("; ")
        )
    };
    vec![told]
}

fn dynamics(view: View<'_>) -> Vec<String> {
    let Some(before) = view.source.before.last() else {
        return vec![
            "Прошлого опубликованного мониторинга по\u{a0}этой таблице нет: сравнивать не\u{a0}с\u{a0}чем."
                .to_owned(),
        ];
    };
    match view.object {
        Some(object) if before.same(object).is_none() => {
            vec!["В\u{a0}прошлом мониторинге результата не\u{a0}было: сравнивать не\u{a0}с\u{a0}чем.".to_owned()]
        }
        Some(_) => vec!["За\u{a0}{прошлый год} учебный год было {прошлый год: баллы} ({прошлый год: процент}), за\u{a0}{год} – {баллы} ({процент})."
            .to_owned()],
        None => vec!["За\u{a0}{прошлый год} учебный год средний процент был {прошлый год: средний процент}, за\u{a0}{год} – {средний процент}; изменение – {изменение среднего процента}. Результат стал выше: {стало выше}; ниже: {стало ниже}; не\u{a0}изменился: {не изменилось}."
            .to_owned()],
    }
}

fn measures(view: View<'_>) -> Vec<String> {
    let source = view.source;
    let is_own = |unit| view.object.is_none_or(|one| one.unit_id == unit);
    if !source.followed.keys().any(|unit| is_own(*unit)) {
        return vec![
            "Адресные рекомендации по\u{a0}итогам этого мониторинга ещё не\u{a0}направлены.".to_owned(),
        ];
    }
    vec!["Направлено: {направлено рекомендаций}. Ждут ответа: {ждут ответа}; выполняются: {выполняются}; отклонено: {отклонено}; исполнено: {исполнено}. Выполнено {мер выполнено}, в\u{a0}плане {мер в плане}, просрочено {мер просрочено}."
        .to_owned()]
}

fn effect(view: View<'_>) -> Vec<String> {
    if view.source.effects.is_none() {
        return vec!["Прошлого периода с\u{a0}мерами нет: эффективность мер станет видна после следующего мониторинга.".to_owned()];
    }
    vec!["После мер, принятых по\u{a0}итогам прошлого периода: улучшилось – {с мерами улучшилось}, без изменений – {с мерами без изменений}, стало хуже – {с мерами стало хуже}. Там, где мер не\u{a0}было, те\u{a0}же показатели улучшились в {без мер улучшилось} случаев. Изменение рядом с\u{a0}мерой ещё не\u{a0}значит, что его дала мера."
        .to_owned()]
}

fn forecast(view: View<'_>) -> Vec<String> {
    if crate::compose::trend::next_percent(view).is_none() {
        return vec![
            "Для прогноза нужны хотя\u{a0}бы два опубликованных года по\u{a0}одной таблице.".to_owned(),
        ];
    }
    let whose = if view.object.is_some() { "процент" } else { "средний процент" };
    vec![format!(
        "Если изменение останется таким\u{a0}же, в\u{a0}{{следующий год}} учебном году {whose} составит {{продолжение линии}}. Это продолжение линии через опубликованные годы, а\u{a0}не\u{a0}предсказание: причин изменения оно не\u{a0}называет."
    )]
}

fn conclusions(view: View<'_>) -> Vec<String> {
    if view.object.is_some() {
        return vec![
            "Результат – {процент} от\u{a0}максимума при\u{a0}среднем {средний процент}; без баллов {показателей без баллов}.".to_owned(),
            "Предложения: принять меры по\u{a0}показателям без баллов, назначить ответственных и\u{a0}сроки.".to_owned(),
        ];
    }
    vec![
        "Средний результат – {средний процент} от\u{a0}максимума; типовых дефицитов – {типовых дефицитов}.".to_owned(),
        "Предложения: обсудить типовые дефициты на\u{a0}методическом совете, направить адресные рекомендации, учесть итоги в\u{a0}плане работы на\u{a0}следующий год.".to_owned(),
    ]
}
