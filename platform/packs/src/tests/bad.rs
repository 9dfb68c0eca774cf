//! Bad packs: each mistake is told with its exact file, line and sentence, and all of them at once.

use super::FACTS;
use crate::check;
use std::fs;
use std::path::Path;

const MANIFEST: &str = "id = \"bad\"\ntitle = \"Проба\"\nversion = \"1\"\nsource = \"приказ\"\n";

const TABLE: &str = r#"id = "t"
title = "Таблица"
clause = "п. 1"
period = "school_year"
max = 2

[[level]]
id = "municipality"
title = "Служба"

[[criterion]]
no = "1"
title = "Критерий"
short = "К"
clause = "п. 2"
max = 2

[[criterion.indicator]]
no = "1.1"
title = "Первый"
source = "Первый"
clause = "п. 2"
max = 1
scoring = { kind = "presence" }
assessment = "auto"

[[criterion.indicator]]
no = "1.2"
title = "Второй"
source = "Второй"
clause = "п. 2"
max = 1
scoring = { kind = "presence" }
assessment = "auto"
"#;

fn write(dir: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Checks a pack of these files; returns the lines as the command prints them.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    let pack = dir.path().join("bad");
    write(&pack, &[("pack.toml", MANIFEST)]);
    write(&pack, files);
    check(&pack, &FACTS).iter().map(ToString::to_string).collect()
}

fn table(from: &str, to: &str) -> Vec<String> {
    assert!(TABLE.contains(from), "{from}");
    told(&[("monitoring/t.toml", &TABLE.replacen(from, to, 1))])
}

#[test]
fn a_good_pack_has_no_problems() {
    assert!(told(&[("monitoring/t.toml", TABLE)]).is_empty());
}

#[test]
fn a_gap_between_bands() {
    let bands = "max = 2\n\n[[band]]\ntitle = \"низкий\"\nfrom = 0\nto = 50\n\n[[band]]\ntitle = \"высокий\"\nfrom = 51\nto = 100\n";
    let expected = "monitoring/t.toml:14: Разрыв: уровни «низкий» и «высокий» не сходятся, процент от 50 до 51 не попадает никуда.";
    assert_eq!(table("max = 2\n", bands), [expected]);
}

#[test]
fn an_overlap_of_steps() {
    let steps = "max = 1\nscoring = { kind = \"steps\", of = \"percent\", steps = [{ to = 60, points = 0 }, { from = 50, points = 1 }] }";
    let expected = "monitoring/t.toml:24: Перекрываются ступени: значение от 50 до 60 попадает в оба места.";
    assert_eq!(table("max = 1\nscoring = { kind = \"presence\" }", steps), [expected]);
}

#[test]
fn a_gap_between_steps_and_an_open_end() {
    let steps = "max = 1\nscoring = { kind = \"steps\", of = \"number\", steps = [{ to = 3, points = 0 }, { from = 4, to = 9, points = 1 }] }";
    let expected = [
        "monitoring/t.toml:24: Последняя ступень кончается на 9: значение больше не получит оценки.",
        "monitoring/t.toml:24: Разрыв: ступени не сходятся, значение от 3 до 4 не попадает никуда.",
    ];
    assert_eq!(table("max = 1\nscoring = { kind = \"presence\" }", steps), expected);
}

#[test]
fn a_wrong_sum() {
    let expected = ["monitoring/t.toml:5: Максимум таблицы объявлен 61, а сумма по критериям – 2."];
    assert_eq!(table("max = 2\n", "max = 61\n"), expected);
    let expected = [
        "monitoring/t.toml:16: Максимум критерия 1 объявлен 2, а сумма по показателям – 3.",
        "monitoring/t.toml:23: Максимум показателя 1.1 объявлен 2, а правило «presence» даёт до 1.",
    ];
    assert_eq!(table("max = 1\n", "max = 2\n"), expected);
}

#[test]
fn an_unknown_fact() {
    let fact = "assessment = \"auto\"\nfact = \"planning.in_force\"\nwith = { kind = \"x\" }";
    let expected = "monitoring/t.toml:26: Факта «planning.in_force» программа не знает. Есть: documents.in_force, documents.exists, decisions.taken, decisions.recommended, units.information_resource, \
         people.trained, people.attested, mentoring.young_teachers, mentoring.retention, mentoring.adaptation_studied, structures.resource, structures.joined, schooling.events, schooling.materials, units.count, people.count, structures.linked.";
    assert_eq!(table("assessment = \"auto\"", fact), [expected]);
}

#[test]
fn wrong_parameters_of_a_fact() {
    let fact = "assessment = \"auto\"\nfact = \"documents.in_force\"\nwith = { kind = \"x\", year = 2026 }";
    let expected = [
        "monitoring/t.toml:27: Вида документа «x» нет в documents.toml этого набора и его родителей.",
        "monitoring/t.toml:27: У факта «documents.in_force» нет параметра «year».",
    ];
    assert_eq!(table("assessment = \"auto\"", fact), expected);
    let fact = "assessment = \"auto\"\nfact = \"documents.in_force\"";
    let expected = "monitoring/t.toml:26: Факту «documents.in_force» нужен параметр «kind».";
    assert_eq!(table("assessment = \"auto\"", fact), [expected]);
}

#[test]
fn a_cycle_of_parents() {
    let dir = tempfile::tempdir().unwrap();
    let child = |id: &str, parent: &str| {
        MANIFEST.replace("\"bad\"", &format!("\"{id}\"")) + &format!("parent = \"{parent}\"\n")
    };
    write(&dir.path().join("a"), &[("pack.toml", &child("a", "b"))]);
    write(&dir.path().join("b"), &[("pack.toml", &child("b", "a"))]);
    let told: Vec<String> = check(&dir.path().join("a"), &FACTS).iter().map(ToString::to_string).collect();
    let expected = "pack.toml:5: Наборы наследуют друг другу по кругу: a → b → a. Уберите одного родителя.";
    assert_eq!(told, [expected]);
}

#[test]
fn a_parent_that_is_nowhere() {
    let manifest = format!("{MANIFEST}parent = \"tula\"\n");
    let expected = "pack.toml:5: Родителя «tula» нет ни рядом с этой папкой, ни среди встроенных наборов: проверьте имя.";
    assert_eq!(told(&[("pack.toml", &manifest)]), [expected]);
}

#[test]
fn a_duplicate_number() {
    let expected = "monitoring/t.toml:28: Показатель 1.1 указан дважды: первый раз в строке 19.";
    assert_eq!(table("no = \"1.2\"", "no = \"1.1\""), [expected]);
}

#[test]
fn a_quorum_of_120_percent() {
    let meetings = "[[body]]\nid = \"council\"\ntitle = \"Совет\"\nclause = \"п. 6\"\nquorum = { share = \"120 %\", comparison = \">=\" }\n";
    let expected = "meetings.toml:5: Кворум 120 % больше 100 %: столько голосов не бывает.";
    assert_eq!(told(&[("meetings.toml", meetings)]), [expected]);
}

#[test]
fn an_unknown_key_and_a_missing_clause_together() {
    let text = TABLE.replacen("no = \"1.1\"", "no = \"1.1\"\nbonus = 3", 1).replacen(
        "source = \"Второй\"\nclause = \"п. 2\"\n",
        "source = \"Второй\"\n",
        1,
    );
    let told = told(&[("monitoring/t.toml", &text)]);
    let expected = [
        "monitoring/t.toml:20: Неизвестный ключ «bonus». Здесь бывают: no, title, source, group, clause, purpose, scoring, max, condition, weight, assessment, evidence, rollup, fact, with.",
        "monitoring/t.toml:28: Не указан пункт положения: добавьте clause = «…», у каждого правила должен быть источник.",
    ];
    assert_eq!(told, expected);
}

#[test]
fn an_unknown_scoring_kind() {
    let told = table("scoring = { kind = \"presence\" }", "scoring = { kind = \"luck\" }");
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].starts_with(
            "monitoring/t.toml:24: Неизвестное правило оценки «luck». Бывают: presence, parts, bonus,"
        ),
        "{told:?}"
    );
}

#[test]
fn conditions_that_cannot_be_met() {
    let expected = "monitoring/t.toml:26: Показатель 1.1 зависит от показателя 9.9, которого в таблице нет.";
    assert_eq!(table("assessment = \"auto\"", "assessment = \"auto\"\ncondition = \"9.9\""), [expected]);
    let expected = "monitoring/t.toml:26: Показатель 1.1 зависит сам от себя: балла по нему не получить.";
    assert_eq!(table("assessment = \"auto\"", "assessment = \"auto\"\ncondition = \"1.1\""), [expected]);
    let circle = TABLE.replacen("no = \"1.1\"", "no = \"1.1\"\ncondition = \"1.2\"", 1).replacen(
        "no = \"1.2\"",
        "no = \"1.2\"\ncondition = \"1.1\"",
        1,
    );
    let expected = [
        "monitoring/t.toml:20: Показатели зависят друг от друга по кругу: 1.1 → 1.2 → 1.1.",
        "monitoring/t.toml:30: Показатели зависят друг от друга по кругу: 1.2 → 1.1 → 1.2.",
    ];
    assert_eq!(told(&[("monitoring/t.toml", &circle)]), expected);
}

#[test]
fn dates_and_terms() {
    let manifest = format!("{MANIFEST}date = \"13.07.2020\"\n");
    let expected = "pack.toml:5: «13.07.2020» – не дата. Пишите год-месяц-день: 2020-07-13.";
    assert_eq!(told(&[("pack.toml", &manifest)]), [expected]);
    let manifest = format!("{MANIFEST}in_force_from = 2021-09-01\nin_force_to = 2020-09-01\n");
    let expected = "pack.toml:6: Срок действия кончается (01.09.2020) раньше, чем начинается (01.09.2021).";
    assert_eq!(told(&[("pack.toml", &manifest)]), [expected]);
}

#[test]
fn advice_for_an_unknown_indicator() {
    let advice = "[[advice]]\ntemplate = \"t\"\nindicator = \"7.7\"\ntext = \"Сделайте.\"\naction = { kind = \"talk\" }\nclause = \"п. 2\"\n";
    let expected = "advice.toml:3: Показателя 7.7 в таблице «t» нет.";
    assert_eq!(told(&[("monitoring/t.toml", TABLE), ("advice.toml", advice)]), [expected]);
}

#[test]
fn several_schema_errors_in_one_file_are_all_told() {
    let text = TABLE.replacen("max = 1", "max = \"много\"", 1).replacen("title = \"Второй\"\n", "", 1);
    let expected =
        ["monitoring/t.toml:23: «много» – не число.", "monitoring/t.toml:27: Не хватает ключа «title»."];
    assert_eq!(told(&[("monitoring/t.toml", &text)]), expected);
}

#[test]
fn a_file_that_is_not_toml() {
    let expected = "levels.toml:2: Строка не читается: проверьте кавычки, скобки и знак «=».";
    assert_eq!(told(&[("levels.toml", "[[level]]\nid = \"region\n")]), [expected]);
    assert_eq!(
        told(&[("level.toml", "")]),
        ["level.toml: Такого файла в наборе правил не бывает: проверьте имя."]
    );
}

#[test]
fn a_format_of_numbers_that_loses_the_number() {
    let text = "[numbers]\norder = \"№ {m}\"\ninvoice = \"{n}\"\n";
    let expected = [
        "documents.toml:2: Образец номера «№ {m}» не годится: нужен ровно один {n}, ещё можно {year} и {yy}, всего до 30 знаков.",
        "documents.toml:3: Рода документов «invoice» нет. Бывают: regulation, programme, plan, order, analysis, protocol, materials, act, letter.",
    ];
    assert_eq!(told(&[("documents.toml", text)]), expected);
}

#[test]
fn a_folder_without_a_manifest() {
    let dir = tempfile::tempdir().unwrap();
    let told = check(dir.path(), &FACTS);
    assert_eq!(told[0].to_string(), "pack.toml: Нет файла pack.toml: в папке набора правил он обязателен.");
}

#[test]
fn a_folder_and_a_term_name_what_there_is() {
    let text = "[[folder]]\nid = \"f\"\ntitle = \"Папка\"\nlevel = \"moon\"\nkinds = [\"x\"]\nclause = \"п. 1\"\n\
                asked_where = \"rain\"\noptional = [\"y\"]\n\
                [[keeping]]\nid = \"invoice\"\nyears = 3\nclause = \"п. 2\"\n";
    let told = told(&[("documents.toml", text)]);
    assert_eq!(told.len(), 5, "{told:?}");
    assert!(told[0].starts_with("documents.toml:4:") && told[0].contains("moon"), "{told:?}");
    assert!(told[1].starts_with("documents.toml:5: Вида документа «x» нет"), "{told:?}");
    assert!(told[2].starts_with("documents.toml:7: Условия «rain» нет. Бывают: mentoring"), "{told:?}");
    assert!(told[3].starts_with("documents.toml:8: Вида «y» в\u{a0}этой папке нет"), "{told:?}");
    assert!(told[4].starts_with("documents.toml:10: Рода документов «invoice» нет"), "{told:?}");
}

#[test]
fn a_demand_that_nobody_could_meet() {
    let text = "[[structure]]\nid = \"centre\"\ntitle = \"Центр\"\nlevels = [\"municipality\"]\nblock = \"service\"\nclause = \"п. 1\"\n\
                [[structure.role]]\nid = \"methodist\"\ntitle = \"Методист\"\n\
                [[structure.demand]]\ntitle = \"стаж\"\nroles = [\"nobody\"]\nover_years = 3\ngroup = \"wizards\"\nclause = \"п. 2\"\n\
                [[structure.demand]]\ntitle = \"всё\"\nroles = [\"methodist\"]\nclause = \"п. 3\"\n";
    let told = told(&[("structures.toml", text)]);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told.iter().any(|one| one.contains("Роли «nobody» у этой структуры нет")), "{told:?}");
    assert!(told.iter().any(|one| one.contains("Группы должностей «wizards» нет")), "{told:?}");
    assert!(told.iter().any(|one| one.contains("нужно одно из двух")), "{told:?}");
}

#[test]
fn a_kind_of_structure_that_cannot_be() {
    let text = "[[structure]]\nid = \"union\"\ntitle = \"Объединение\"\nlevels = [\"moon\"]\nblock = \"association\"\n\
                under = [\"nobody\"]\ndocuments = [\"x\"]\nmin_members = 1\nclause = \"п. 1\"\n\
                [[structure.role]]\nid = \"head\"\ntitle = \"Руководитель\"\nrequired = true\nholders = 0\n\
                [[structure.role]]\nid = \"head\"\ntitle = \"Ещё один\"\nrequired = true\nterm_months = 0\n";
    let expected = [
        "structures.toml:4: Уровня «moon» нет в levels.toml этого набора и его родителей.",
        "structures.toml:6: Вида структуры «nobody» нет в structures.toml этого набора и его родителей.",
        "structures.toml:7: Вида документа «x» нет в documents.toml этого набора и его родителей.",
        "structures.toml:8: Наименьшее число членов – 1, а обязательных ролей – 2: столько людей не поместится.",
        "structures.toml:14: Роль «Руководитель» не может занимать никто: holders – от 1.",
        "structures.toml:16: Роль «head» описана у этой структуры дважды.",
        "structures.toml:19: Срок роли «Ещё один» – 0 месяцев: укажите хотя бы один.",
    ];
    assert_eq!(told(&[("structures.toml", text)]), expected);
    let block = "[[structure]]\nid = \"a\"\ntitle = \"А\"\nlevels = [\"region\"]\nblock = \"club\"\nclause = \"п. 1\"\n";
    let told = told(&[("structures.toml", block)]);
    assert!(told.len() == 1 && told[0].starts_with("structures.toml:5:"), "{told:?}");
}

#[test]
fn a_function_of_nobody() {
    let text = "[[function]]\nid = \"1\"\ndirection = \"Д\"\nlevel = \"moon\"\nstructures = [\"nobody\"]\n\
                title = \"делает\"\narea = \"magic\"\nclause = \"п. 1\"\n";
    let told = told(&[("functions.toml", text)]);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].starts_with("functions.toml:4: Уровня «moon»"), "{told:?}");
    assert!(told[1].starts_with("functions.toml:5: Вида структуры «nobody»"), "{told:?}");
    assert!(
        told[2].starts_with("functions.toml:7: Раздела «magic» в программе нет. Бывают: units,"),
        "{told:?}"
    );
}

#[test]
fn incentives_name_levels_deeds_documents_and_months_there_are() {
    let incentives = r#"[[award]]
id = "medal"
title = "медаль"
level = "planet"
clause = "п. 1"

[[activity]]
id = "singing"
title = "пение"
weight = 101
clause = "п. 2"

[[system]]
id = "no_such_kind"
level = "organisation"
month = 13
clause = "п. 3"
"#;
    let all = told(&[("incentives.toml", incentives)]).join("\n");
    for (line, said) in [
        (4, "Уровня «planet» у наград нет"),
        (8, "Работы «singing» программа не считает"),
        (10, "Вес не больше 100"),
        (14, "no_such_kind"),
        (16, "Месяц – число от 1 до 12"),
    ] {
        let here = all.lines().find(|told| told.contains(said));
        assert!(here.is_some_and(|told| told.contains(&format!("incentives.toml:{line}"))), "{said}: {all}");
    }
}

#[test]
fn a_yearly_duty_of_a_wrong_month_that_nothing_closes() {
    let duty = "[[yearly]]\nid = \"x\"\ntitle = \"Дело\"\nshort = \"дело\"\nlevel = \"region\"\nmonth = 13\nresponsible = \"служба\"\nclause = \"п. 1\"\n";
    let expected = [
        "mentoring.toml:2: Дело «x» нечем закрыть: назовите documents или studied.",
        "mentoring.toml:5: Уровня «region» у ежегодного дела нет: возможны municipality, organisation.",
        "mentoring.toml:6: Месяц – число от 1 до 12.",
    ];
    assert_eq!(told(&[("mentoring.toml", duty)]), expected);
    let kind = duty.replace("\"region\"", "\"municipality\"").replace("13", "9") + "documents = [\"none\"]\n";
    assert_eq!(
        told(&[("mentoring.toml", &kind)]),
        ["mentoring.toml:9: Вида документа «none» нет в documents.toml этого набора и его родителей."]
    );
}

#[test]
fn a_census_names_facts_that_count_and_things_there_are() {
    let census = r#"[[count]]
id = "a"
group = "Организации"
title = "Школы"
declared = 3
fact = "units.count"
with = { kind = ["school", "castle"] }
clause = "п. 1"

[[count]]
id = "b"
group = ""
title = "Учителя"
declared = 5
fact = "people.count"
with = { post = "wizard" }
clause = "п. 1"

[[count]]
id = "b"
group = "Сеть"
title = "Площадки"
declared = -1
fact = "structures.linked"
with = { kind = "tower" }
clause = "п. 1"
"#;
    let told = |text: &str| told(&[("census.toml", text)]);
    assert!(
        told(census)[0].starts_with("census.toml:23: "),
        "a number is not below nought: {:?}",
        told(census)
    );
    let whole = census.replace("-1", "1");
    let expected = [
        "census.toml:7: Вида организации «castle» нет в levels.toml этого набора и его родителей.",
        "census.toml:12: Ключ «group» пуст.",
        "census.toml:16: Должности «wizard» нет в people.toml этого набора и его родителей.",
        "census.toml:20: «b» описан дважды: первый раз в строке 11.",
        "census.toml:24: Факту «structures.linked» нужен параметр «link».",
        "census.toml:25: Вида структуры «tower» нет в structures.toml этого набора и его родителей.",
    ];
    assert_eq!(told(&whole), expected);
    let present = whole
        .replace("people.count", "units.information_resource")
        .replace("with = { post = \"wizard\" }", "");
    assert!(
        told(&present).iter().any(|one| one.starts_with("census.toml:15:") && one.contains("нужно число"))
    );
}

#[test]
fn a_form_of_the_service_is_of_a_level_there_is() {
    let levels = "[[service_form]]\nid = \"x\"\ntitle = \"Форма\"\nshort = \"ф\"\nlevels = [\"planet\"]\nclause = \"п. 1\"\n";
    let expected = ["levels.toml:5: Уровня «planet» нет в levels.toml этого набора и его родителей."];
    assert_eq!(told(&[("levels.toml", levels)]), expected);
}

#[test]
fn a_way_to_the_order_that_leads_nowhere() {
    let step = |id: &str, more: &str| format!("[[step]]\nid = \"{id}\"\nclause = \"п. 1\"\n{more}");
    let way = "council, deputy, mentor, mentee, agreement, order, announcement";
    let unknown = step("blessing", "");
    assert_eq!(
        told(&[("mentoring.toml", &unknown)]),
        [format!("mentoring.toml:2: Шага «blessing» у наставничества нет: возможны {way}.")]
    );
    let twice = step("council", "") + &step("council", "");
    assert_eq!(
        told(&[("mentoring.toml", &twice)]),
        ["mentoring.toml:5: «council» описан дважды: первый раз в строке 2."]
    );
    let reversed = step("order", "") + &step("council", "");
    assert_eq!(
        told(&[("mentoring.toml", &reversed)]),
        [format!(
            "mentoring.toml:5: Шаг «council» стоит после «order», а делают его раньше: порядок – {way}."
        )]
    );
    let orderless = step("mentor", "") + &step("order", "absent = true\n");
    assert_eq!(
        told(&[("mentoring.toml", &orderless)]),
        ["mentoring.toml:5: Нет шага «order»: без приказа пара не начинается."]
    );
    let two = step("agreement", "absent = true\n");
    assert!(told(&[("mentoring.toml", &two)]).is_empty(), "a step of the parent may be let go");
}

#[test]
fn a_clause_of_mentoring_nobody_names() {
    let clause =
        "[[clause]]\nid = \"weather\"\nclause = \"п. 9\"\n[[clause]]\nid = \"goals\"\nclause = \"\"\n";
    let all = told(&[("mentoring.toml", clause)]).join("\n");
    assert!(all.contains("mentoring.toml:2: Пункт «weather» нигде не называют: возможны goals, "), "{all}");
    assert!(all.contains("mentoring.toml:6: Пункт положения пуст"), "{all}");
}
