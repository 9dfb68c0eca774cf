//! What is raised round a pair and answered: who raises it, who answers, who sees it. Приложение 2, пп. 4.2, 4.3, 4.6, 5.1,
//! 5.2, 7.1, 7.3, 8.2, 8.3.

use packs::MentoringRules;

/// Something raised round a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// Another worker is to help the mentee (п. 5.1).
    Help,
    /// A working report asked of the mentee (п. 5.2).
    Report,
    /// The mentor's proposal to reward or to discipline the mentee (п. 4.3).
    Reward,
    /// The mentee's proposal on mentoring (п. 7.1).
    Idea,
    /// A complaint or another document that assesses the mentee (п. 7.3).
    Assessment,
    /// A condition made for the joint work (пп. 8.2, 8.3).
    Condition,
    /// The result of a psychological test of the mentee (п. 4.6).
    Testing,
    /// A contact with a structure of the school (п. 4.2).
    Contact,
    /// Participation in an event for beginners, in innovation (п. 4.6).
    Event,
    /// The consultant's recommendation after the growth card was looked at (п. 4.6).
    Advice,
}

/// Who looks at a pair, or acts in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a tie of its own, several hold at once")]
pub struct Eye {
    /// One of its mentors now.
    pub is_mentor: bool,
    /// Its mentor, and the kind of mentor is the consultant.
    pub is_consultant: bool,
    /// Its mentee.
    pub is_mentee: bool,
    /// Head or deputy of the school.
    pub keeps: bool,
    /// The deputy.
    pub is_deputy: bool,
    /// Chair of the school's council, head or deputy.
    pub guides: bool,
}

impl Matter {
    /// All, in the order of the page.
    pub const ALL: [Self; 10] = [
        Self::Condition,
        Self::Help,
        Self::Contact,
        Self::Event,
        Self::Advice,
        Self::Report,
        Self::Assessment,
        Self::Idea,
        Self::Reward,
        Self::Testing,
    ];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Help => "help",
            Self::Report => "report",
            Self::Reward => "reward",
            Self::Idea => "idea",
            Self::Assessment => "assessment",
            Self::Condition => "condition",
            Self::Testing => "testing",
            Self::Contact => "contact",
            Self::Event => "event",
            Self::Advice => "advice",
        }
    }

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The clause it comes from; empty: the rules name none.
    pub fn clause(self, rules: &MentoringRules) -> &str {
        rules.clause(match self {
            Self::Help => "help",
            Self::Report => "working_report",
            Self::Reward => "reward",
            Self::Idea => "idea",
            Self::Assessment => "assessment",
            Self::Condition => "conditions",
            Self::Testing | Self::Event | Self::Advice => "consultant",
            Self::Contact => "contacts",
        })
    }

    /// Whether this person may raise it.
    pub fn may_raise(self, eye: Eye) -> bool {
        match self {
            Self::Help | Self::Report | Self::Reward => eye.is_mentor,
            Self::Idea => eye.is_mentee,
            Self::Assessment | Self::Contact => eye.is_mentor || eye.keeps,
            Self::Condition => eye.guides,
            Self::Testing => eye.is_deputy,
            Self::Advice => eye.is_consultant,
            Self::Event => eye.is_mentor || eye.is_mentee || eye.keeps,
        }
    }

    /// Whether this person may answer it; `is_own`: raised it.
    pub fn may_answer(self, eye: Eye, is_own: bool) -> bool {
        match self {
            // Nobody consents to the own request: where the mentor is the deputy, the head answers.
            Self::Help | Self::Reward => eye.keeps && !is_own,
            Self::Idea => eye.guides && !is_own,
            // An oral report is noted by the mentor who heard it.
            Self::Report => eye.is_mentee || eye.is_mentor,
            Self::Assessment => eye.is_mentee,
            // The deputy erases what a withdrawal on paper asks to be erased.
            Self::Testing => eye.is_mentee || eye.is_deputy,
            Self::Condition | Self::Contact | Self::Event | Self::Advice => false,
        }
    }

    /// Whether this person sees it; `is_own`: raised it.
    pub fn is_seen(self, eye: Eye, is_own: bool) -> bool {
        match self {
            Self::Help | Self::Condition | Self::Contact | Self::Event | Self::Advice => true,
            Self::Report => eye.is_mentor || eye.is_mentee || eye.keeps,
            Self::Reward => eye.keeps || (eye.is_mentor && is_own),
            Self::Idea => eye.guides || eye.is_mentee,
            Self::Assessment => eye.keeps || eye.is_mentee || (eye.is_mentor && is_own),
            Self::Testing => eye.is_deputy || eye.is_consultant || eye.is_mentee,
        }
    }

    /// Whether the history everybody of the pair reads may tell of it.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Help | Self::Report | Self::Condition | Self::Contact | Self::Event | Self::Advice
        )
    }

    /// Whether it waits for an answer until it gets one.
    pub fn waits(self) -> bool {
        matches!(self, Self::Help | Self::Report | Self::Reward | Self::Idea | Self::Assessment)
    }

    /// The answers there are: code, button, what is told afterwards.
    pub fn decisions(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Help => &[("agreed", "согласовано"), ("refused", "отказано")],
            Self::Report => &[("written", "сдан письменно"), ("oral", "сделан устно")],
            Self::Reward => &[("accepted", "принято"), ("declined", "отклонено")],
            Self::Idea => &[("accepted", "принято"), ("noted", "учтено"), ("declined", "отклонено")],
            Self::Assessment => &[("acquainted", "ознакомлен(а)")],
            Self::Testing => &[("withdrawn", "согласие отозвано")],
            Self::Condition | Self::Contact | Self::Event | Self::Advice => &[],
        }
    }

    /// Whether a decision needs words with it.
    pub fn asks_words(decision: &str) -> bool {
        matches!(decision, "refused" | "declined" | "written")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn eyes() -> [(&'static str, Eye); 8] {
        let none = Eye::default();
        [
            ("mentor", Eye { is_mentor: true, ..none }),
            ("consultant", Eye { is_mentor: true, is_consultant: true, ..none }),
            ("mentee", Eye { is_mentee: true, ..none }),
            ("head", Eye { keeps: true, guides: true, ..none }),
            ("deputy", Eye { keeps: true, guides: true, is_deputy: true, ..none }),
            ("chair", Eye { guides: true, ..none }),
            ("methodist", none),
            (
                "mentor and deputy",
                Eye { is_mentor: true, keeps: true, guides: true, is_deputy: true, ..none },
            ),
        ]
    }

    fn who(may: impl Fn(Eye) -> bool) -> String {
        let all = eyes().into_iter().filter(|(_, eye)| may(*eye)).map(|(name, _)| name);
        all.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn each_matter_is_seen_by_whom_its_clause_names() {
        let everybody = "mentor, consultant, mentee, head, deputy, chair, methodist, mentor and deputy";
        for (matter, seen) in [
            (Matter::Help, everybody),
            (Matter::Condition, everybody),
            (Matter::Contact, everybody),
            (Matter::Event, everybody),
            (Matter::Advice, everybody),
            (Matter::Report, "mentor, consultant, mentee, head, deputy, mentor and deputy"),
            (Matter::Reward, "head, deputy, mentor and deputy"),
            (Matter::Idea, "mentee, head, deputy, chair, mentor and deputy"),
            (Matter::Assessment, "mentee, head, deputy, mentor and deputy"),
            (Matter::Testing, "consultant, mentee, deputy, mentor and deputy"),
        ] {
            assert_eq!(who(|eye| matter.is_seen(eye, false)), seen, "{matter:?}");
        }
        let own = who(|eye| Matter::Reward.is_seen(eye, true));
        assert_eq!(
            own, "mentor, consultant, head, deputy, mentor and deputy",
            "the mentor reads the own proposal"
        );
        assert!(!who(|eye| Matter::Assessment.is_seen(eye, true)).contains("chair"));
    }

    #[test]
    fn each_matter_is_raised_by_whom_its_clause_names() {
        let mentors = "mentor, consultant, mentor and deputy";
        for (matter, raised) in [
            (Matter::Help, mentors),
            (Matter::Report, mentors),
            (Matter::Reward, mentors),
            (Matter::Idea, "mentee"),
            (Matter::Assessment, "mentor, consultant, head, deputy, mentor and deputy"),
            (Matter::Contact, "mentor, consultant, head, deputy, mentor and deputy"),
            (Matter::Condition, "head, deputy, chair, mentor and deputy"),
            (Matter::Testing, "deputy, mentor and deputy"),
            (Matter::Advice, "consultant"),
            (Matter::Event, "mentor, consultant, mentee, head, deputy, mentor and deputy"),
        ] {
            assert_eq!(who(|eye| matter.may_raise(eye)), raised, "{matter:?}");
        }
    }

    #[test]
    fn clause_5_1_nobody_consents_to_the_own_request() {
        let keepers = "head, deputy, mentor and deputy";
        assert_eq!(who(|eye| Matter::Help.may_answer(eye, false)), keepers);
        assert_eq!(who(|eye| Matter::Reward.may_answer(eye, false)), keepers);
        assert_eq!(who(|eye| Matter::Help.may_answer(eye, true)), "");
        assert_eq!(who(|eye| Matter::Reward.may_answer(eye, true)), "");
    }

    #[test]
    fn clause_7_the_mentee_is_acquainted_and_gets_answers() {
        assert_eq!(who(|eye| Matter::Assessment.may_answer(eye, false)), "mentee");
        assert_eq!(who(|eye| Matter::Idea.may_answer(eye, false)), "head, deputy, chair, mentor and deputy");
        assert_eq!(
            who(|eye| Matter::Testing.may_answer(eye, false)),
            "mentee, deputy, mentor and deputy",
            "a consent is withdrawn"
        );
    }

    #[test]
    fn what_only_some_may_see_is_not_told_in_the_history_of_all() {
        let nobody = Eye { is_mentor: true, ..Eye::default() };
        let mentee = Eye { is_mentee: true, ..Eye::default() };
        for matter in Matter::ALL {
            let both = matter.is_seen(nobody, false) && matter.is_seen(mentee, false);
            assert!(both || !matter.is_open(), "{matter:?}");
            assert_eq!(
                matter.waits(),
                !matter.decisions().is_empty() && matter != Matter::Testing,
                "{matter:?}"
            );
            assert_eq!(Matter::of(matter.code()), Some(matter));
        }
    }
}
