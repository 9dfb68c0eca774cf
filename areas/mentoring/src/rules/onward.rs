//! What may follow something that was accepted: it does not end in a word (пп. 4.5, 5.1, 7.1).

use super::{Eye, Matter};

/// A step that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onward {
    /// A line of the plan.
    Line,
    /// A visit to a lesson.
    Visit,
    /// The help of another worker, with the consent of whoever agrees to it.
    Help,
}

impl Onward {
    /// All, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Line, Self::Visit, Self::Help];

    /// The code stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Visit => "visit",
            Self::Help => "help",
        }
    }

    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What may follow a matter with this decision, for who looks at it.
pub fn onward(matter: Matter, decision: &str, eye: Eye) -> Vec<Onward> {
    let is_accepted = match matter {
        Matter::Idea => matches!(decision, "accepted" | "noted"),
        // What the consultant advises waits for nobody's word.
        Matter::Advice => true,
        _ => false,
    };
    let works = eye.keeps || eye.is_mentor || eye.is_mentee;
    let may = |step: &Onward| match step {
        Onward::Line | Onward::Visit => works,
        // Nobody consents to the own request: the head and the deputy answer for the help, so they alone begin it here.
        Onward::Help => eye.keeps && matter == Matter::Idea,
    };
    Onward::ALL.into_iter().filter(|step| is_accepted && may(step)).collect()
}

/// Whether an accepted proposal of the mentor leads to a representation (п. 4.3).
pub fn leads_to_praise(matter: Matter, variety: &str, decision: &str, eye: Eye) -> bool {
    matter == Matter::Reward && variety == "reward" && decision == "accepted" && eye.keeps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accepted_proposal_leads_on_and_a_declined_one_does_not() {
        let deputy = Eye { keeps: true, guides: true, is_deputy: true, ..Eye::default() };
        let mentee = Eye { is_mentee: true, ..Eye::default() };
        let chair = Eye { guides: true, ..Eye::default() };
        assert_eq!(onward(Matter::Idea, "accepted", deputy), Onward::ALL);
        assert_eq!(onward(Matter::Idea, "noted", mentee), [Onward::Line, Onward::Visit]);
        assert!(onward(Matter::Idea, "declined", deputy).is_empty());
        assert!(onward(Matter::Idea, "", deputy).is_empty(), "nobody answered yet");
        assert!(onward(Matter::Idea, "accepted", chair).is_empty(), "the chair writes no plan of a pair");
        assert_eq!(onward(Matter::Advice, "", mentee), [Onward::Line, Onward::Visit]);
        assert!(onward(Matter::Reward, "accepted", deputy).is_empty());
        assert!(leads_to_praise(Matter::Reward, "reward", "accepted", deputy));
        assert!(!leads_to_praise(Matter::Reward, "discipline", "accepted", deputy));
        assert!(!leads_to_praise(Matter::Reward, "reward", "declined", deputy));
    }
}
