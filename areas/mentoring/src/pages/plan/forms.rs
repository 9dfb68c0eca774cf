//! The forms of a plan: lines, templates, goals, the word of the council, the agreement.

use chrono::NaiveDate;
use web::russian;

use super::Drawn;
use crate::actions::Side;
use crate::actions::planning;
use crate::pages::Choices;
use crate::pages::forms::Form;
use crate::rules::half::HALVES;
use crate::rules::{PlanState, led_by};

impl Drawn<'_> {
    /// Lines, templates, goals, the word of the council: what the reader may.
    pub(super) fn forms(&self) -> Vec<Form> {
        let (url, forms) = (self.url(), self.forms);
        let plan = self.planned.plan.as_ref();
        let version = plan.map_or(0, |plan| plan.version).to_string();
        let goals = plan.map(|plan| plan.goals.clone()).unwrap_or_default();
        let list = |name: &str| -> Choices {
            let words = self.rules.mentoring.words_of(name);
            words.map(|word| (word.id.clone(), format!("{}: {}", word.group, word.title))).collect()
        };
        // Where the rules name kinds of support, a line is for one of them.
        let functions = if self.rules.mentoring.word("support_personal").is_some() {
            "Вид поддержки"
        } else {
            "Функция наставника"
        };
        let mut all = vec![
            Form::of(format!("{url}/lines"), "Добавить дело", "Добавить")
                .asks(forms, ("text", "title".to_owned(), "Что будет сделано", ""), ("", true))
                .asks(forms, ("date", "due_on".to_owned(), "Срок", ""), ("", true))
                .asks(forms, ("select", "word".to_owned(), functions, ""), ("", false))
                .told(russian::capital(self.rules.mentoring.clause("functions")))
                .among(list("function"))
                .asks(
                    forms,
                    ("text", "component".to_owned(), "Компонент", "Предметный, методический, …"),
                    ("", false),
                )
                .asks(forms, ("text", "deficit".to_owned(), "Какой дефицит восполняет", ""), ("", false))
                .asks(forms, ("text", "evidence".to_owned(), "Что покажет результат", ""), ("", false)),
            Form::of(format!("{url}/goals"), "Записать цели", "Сохранить цели")
                .asks(forms, ("hidden", "version".to_owned(), "", ""), (&version, false))
                .asks(
                    forms,
                    ("area", "goals".to_owned(), "Цели", "Чему научится молодой педагог."),
                    (&goals, true),
                ),
        ];
        // A version that is stale must not come back with what was typed.
        if let Some(field) = all[1].fields.first_mut() {
            field.value = version;
        }
        // Templates stand beside the lines they bring.
        for (place, form) in self.template().into_iter().enumerate() {
            all.insert(1 + place, form);
        }
        all.extend(self.review());
        all
    }

    /// The lines of a template of the rules; none: they know no template.
    fn template(&self) -> Option<Form> {
        let (url, forms) = (self.url(), self.forms);
        let templates: Choices = self
            .rules
            .mentoring
            .templates
            .iter()
            .map(|one| (one.rule.id.clone(), format!("{}: {}", one.rule.component, one.rule.deficit)))
            .collect();
        if templates.is_empty() {
            return None;
        }
        let due = self
            .whole
            .pair
            .ends_on
            .map_or(self.today, |last| crate::rules::Half::at(self.today, HALVES).due().min(last));
        Some(
            Form::of(format!("{url}/templates"), "Внести дела по\u{a0}шаблону", "Внести")
                .asks(forms, ("select", "template".to_owned(), "Компонент и\u{a0}дефицит", ""), ("", true))
                .among(templates)
                .asks(forms, ("date", "template_due_on".to_owned(), "Срок", ""), (&due.to_string(), true)),
        )
    }

    /// The council's word on a plan both agreed to.
    fn review(&self) -> Option<Form> {
        let (url, forms, state) = (self.url(), self.forms, self.planned.state());
        let plan = self.planned.plan.as_ref();
        let is_asked =
            self.eye.guides && state.is_agreed() && plan.is_none_or(|plan| plan.council_on.is_none());
        is_asked.then(|| {
            Form::of(format!("{url}/review"), "Совет рассмотрел план", "Записать")
                .hinted(led_by(
                    self.rules.mentoring.clause("plan_review"),
                    "индивидуальный план работы наставника рассматривают на\u{a0}заседании.",
                ))
                .asks(
                    forms,
                    ("date", "reviewed_on".to_owned(), "День заседания", ""),
                    (&self.today.to_string(), true),
                )
                .asks(
                    forms,
                    ("text", "protocol".to_owned(), "Протокол", "«протокол № 2 от 30.09.2026»"),
                    ("", true),
                )
                .asks(
                    forms,
                    ("area", "word".to_owned() + "_council", "Что совет посоветовал", ""),
                    ("", false),
                )
        })
    }

    /// The agreement: one button for the own side, a form for whoever notes what was agreed on paper.
    pub(super) fn agreement(&self) -> Option<Form> {
        let (state, forms) = (self.planned.state(), self.forms);
        if self.planned.lines.is_empty() || matches!(state, PlanState::Agreed(_)) {
            return None;
        }
        let facts = planning::facts(self.planned.plan.as_ref(), &self.planned.lines);
        let last = facts.lines.iter().copied().chain(facts.goals_at).max();
        let lacks = |agreed: Option<(NaiveDate, db::Moment)>| agreed.map(|(_, at)| at) < last;
        let sides = [(Side::Mentor, lacks(facts.mentor)), (Side::Mentee, lacks(facts.mentee))];
        let seal = self.planned.seal();
        let form = Form::of(format!("{}/agreement", self.url()), "Согласовать план", "Согласовать");
        let is_own = |side: Side| match side {
            Side::Mentor => self.eye.is_mentor,
            Side::Mentee => self.eye.is_mentee,
        };
        let own = sides.iter().find(|(side, lacks)| *lacks && is_own(*side));
        let mut form = if let Some((side, _)) = own {
            form.hinted(format!(
                "Вы согласуете план как {}, сегодня, {}.",
                side.title(),
                russian::date(self.today)
            ))
            .asks(forms, ("hidden", "side".to_owned(), "", ""), (side.code(), false))
        } else if self.eye.keeps {
            let left = sides.iter().filter(|(_, lacks)| *lacks);
            let options = left.map(|(side, _)| (side.code().to_owned(), side.title().to_owned())).collect();
            form.hinted("Если план согласован на\u{a0}бумаге, отметьте, кто и\u{a0}когда.")
                .asks(forms, ("select", "side".to_owned(), "Кто согласовал", ""), ("", true))
                .among(options)
                .asks(forms, ("date", "agreed_on".to_owned(), "Когда", ""), (&self.today.to_string(), true))
        } else {
            return None;
        };
        form = form.asks(forms, ("hidden", "seal".to_owned(), "", ""), (&seal, false));
        if let Some(field) = form.fields.last_mut() {
            field.value = seal;
        }
        form.is_open |= own.is_some() || forms.is_under("agreed_on");
        let fault = forms.fault("agreed_on");
        if !fault.is_empty() && own.is_some() {
            fault.clone_into(&mut form.hint);
        }
        Some(form)
    }
}
