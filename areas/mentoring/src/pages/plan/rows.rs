//! The lines of a plan under the functions of the mentor, each with what may be done with it.

use std::collections::BTreeMap;

use web::russian::{self, capital};

use super::Drawn;
use crate::model::Task;
use crate::model::around::Aim;
use crate::pages::forms::Form;
use crate::rules::is_overdue;

/// Lines of one group of functions.
pub(super) struct Group {
    pub name: String,
    pub rows: Vec<Row>,
}

/// A line.
pub(super) struct Row {
    pub what: String,
    pub about: String,
    pub due: String,
    pub mark: (&'static str, &'static str),
    pub proof: String,
    pub forms: Vec<Form>,
    pub id: i64,
    /// The proposal it came from: word, address.
    pub from: Option<(String, String)>,
}

/// The group of lines that are tasks of the mentor by the regulation.
const TASKS: &str = "задачи наставника";

impl Drawn<'_> {
    /// Lines under the tasks of the mentor and the groups of the functions; those of none last.
    pub(super) fn groups(&self, aims: &BTreeMap<i64, Aim>, can_work: bool) -> Vec<Group> {
        let mut names: Vec<String> = Vec::new();
        for word in self.rules.mentoring.words_of("function") {
            if !names.contains(&word.group) {
                names.push(word.group.clone());
            }
        }
        names.insert(0, TASKS.to_owned());
        names.push(String::new());
        // The tasks of a kind of mentor stand in clauses of their own, before the functions (пп. 2.3.1, 2.3.2).
        let is_task =
            |line: &Task| self.rules.mentoring.kinds.iter().any(|kind| kind.rule.tasks.contains(&line.title));
        let group_of = |line: &Task| {
            let word = aims.get(&line.id.0).and_then(|aim| self.rules.mentoring.word(&aim.word));
            match word {
                Some(word) => word.group.clone(),
                None if is_task(line) => TASKS.to_owned(),
                None => String::new(),
            }
        };
        let group = |name: String| {
            let of = self.planned.lines.iter().filter(|line| group_of(line) == name);
            let rows: Vec<Row> = of.map(|line| self.row(line, aims.get(&line.id.0), can_work)).collect();
            let name = if name.is_empty() { "Другие дела".to_owned() } else { capital(&name) };
            Group { name, rows }
        };
        names.into_iter().map(group).filter(|group| !group.rows.is_empty()).collect()
    }

    fn row(&self, line: &Task, aim: Option<&Aim>, can_work: bool) -> Row {
        // A function that only repeats its group says nothing more.
        let word = aim.and_then(|aim| self.rules.mentoring.word(&aim.word));
        let word = word.filter(|word| !word.title.starts_with(&word.group)).map(|word| word.title.clone());
        let deficit = aim.filter(|aim| !aim.deficit.is_empty()).map(|aim| match aim.component.as_str() {
            "" => format!("дефицит: {}", aim.deficit),
            component => format!("{component} компонент: {}", aim.deficit),
        });
        let evidence =
            aim.filter(|aim| !aim.evidence.is_empty()).map(|aim| format!("покажет: {}", aim.evidence));
        let about: Vec<String> = [word, deficit, evidence].into_iter().flatten().collect();
        let mark = match line.done_on {
            Some(_) => ("выполнено", "ok"),
            None if is_overdue(line.due_on, line.done_on, self.today) => ("просрочено", "bad"),
            None => ("впереди", "muted"),
        };
        let done = line.done_on.map(|day| format!("выполнено {}; ", russian::date(day))).unwrap_or_default();
        Row {
            what: line.title.clone(),
            about: about.join(" · "),
            due: russian::date(line.due_on),
            mark,
            proof: format!("{done}{}", line.proof).trim_end_matches("; ").to_owned(),
            forms: match line.done_on {
                _ if !can_work => Vec::new(),
                None => self.row_forms(line),
                Some(_) => vec![self.reopening(line)],
            },
            id: line.id.0,
            from: self.ways.back.get(&line.id.0).cloned(),
        }
    }

    /// «Выполнено» by mistake.
    fn reopening(&self, line: &Task) -> Form {
        let id = line.id;
        Form::of(format!("{}/lines/{id}/reopening", self.url()), "Снять отметку", "Снять отметку").asks(
            self.forms,
            ("text", format!("{id}-why"), "Почему", ""),
            ("", true),
        )
    }

    fn row_forms(&self, line: &Task) -> Vec<Form> {
        let (id, url) = (line.id, self.url());
        let done = Form::of(format!("{url}/lines/{id}/completion"), "Выполнено", "Отметить")
            .asks(self.forms, ("date", format!("{id}-done_on"), "Когда", ""), (&self.today.to_string(), true))
            .asks(self.forms, ("text", format!("{id}-proof"), "Чем подтверждается", ""), ("", false));
        let mut drop = Form::of(format!("{url}/lines/{id}/removal"), "Убрать", "Убрать из\u{a0}плана")
            .hinted("Дело, с\u{a0}которым согласились оба, не\u{a0}убирают.");
        drop.is_open = self.forms.is_under(&format!("{id}-line"));
        let fault = self.forms.fault(&format!("{id}-line"));
        if !fault.is_empty() {
            fault.clone_into(&mut drop.hint);
        }
        vec![done, drop]
    }
}
