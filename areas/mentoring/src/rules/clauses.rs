//! Clauses of приложение 2 that are lists of the pack – tasks, functions, kinds of work, documents – and those that say who does what:
//! nothing of the regulation is missing, nothing is somebody else's to do. Which test belongs to which clause: docs/mentoring-clauses.md.

use std::collections::{BTreeMap, BTreeSet};

use super::term::tests::{amur, federal};
use super::*;

/// Titles of a list of the pack by the clause each carries.
fn listed(list: &str) -> BTreeMap<String, usize> {
    let (rules, _) = amur();
    let mut found = BTreeMap::new();
    for word in rules.words.iter().filter(|one| one.rule.list == list) {
        *found.entry(word.rule.clause.split(':').next().unwrap_or_default().to_owned()).or_default() += 1;
    }
    found
}

fn works_of(clause: &str) -> BTreeSet<String> {
    let (rules, _) = amur();
    let all = rules.works.iter().map(|one| &one.rule).filter(|one| one.clause.contains(clause));
    all.map(|one| one.id.clone()).collect()
}

fn set(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

fn eye(change: fn(&mut Eye)) -> Eye {
    let mut eye = Eye::default();
    change(&mut eye);
    eye
}

#[test]
fn clause_2_3_1_a_consultant_has_five_tasks_and_none_of_the_subject_mentor() {
    let (rules, _) = amur();
    let (own, other) = (rules.kind("consultant").unwrap(), rules.kind("subject").unwrap());
    assert_eq!(own.tasks.len(), 5);
    assert!(own.clause.contains("2.3.1") && own.tasks.iter().all(|task| !other.tasks.contains(task)));
    assert!(own.tasks.iter().any(|task| task.contains("ситуации успеха")));
}

#[test]
fn clause_2_3_2_a_subject_mentor_has_three_tasks_and_the_duties_of_clause_4_5() {
    let (rules, _) = amur();
    let kind = rules.kind("subject").unwrap();
    assert!(kind.clause.contains("2.3.2") && kind.clause.contains("4.5") && kind.same_subject);
    for task in [
        "подготовку молодого учителя",
        "системе оценки качества",
        "методическую помощь",
        "поурочное",
        "все виды анализа",
        "взаимопосещение",
    ] {
        assert_eq!(kind.tasks.iter().filter(|told| told.contains(task)).count(), 1, "{task}");
    }
    assert!(federal().0.kind("subject").is_none(), "the law alone names no kinds");
}

#[test]
fn clause_2_3_3_the_functions_are_five_social_and_nine_didactic() {
    let found = listed("function");
    assert_eq!(found.len(), 2);
    assert_eq!((found["приложение 2, п. 2.3.3.1"], found["приложение 2, п. 2.3.3.2"]), (5, 9));
}

#[test]
fn clause_4_2_four_structures_are_named_and_the_contact_is_the_mentor_s() {
    assert_eq!(listed("contact")["приложение 2, п. 4.2"], 4);
    assert!(Matter::Contact.may_raise(eye(|eye| eye.is_mentor = true)));
    assert!(!Matter::Contact.may_raise(eye(|eye| eye.is_mentee = true)));
    assert!(!Matter::Contact.waits(), "nobody is asked");
}

#[test]
fn clause_4_3_the_mentor_alone_proposes_a_reward_or_a_measure() {
    assert!(Matter::Reward.may_raise(eye(|eye| eye.is_mentor = true)));
    for other in [eye(|eye| eye.is_mentee = true), eye(|eye| eye.keeps = true), eye(|eye| eye.guides = true)]
    {
        assert!(!Matter::Reward.may_raise(other));
    }
    let mentee = eye(|eye| eye.is_mentee = true);
    assert!(
        !Matter::Reward.is_seen(mentee, false) && !Matter::Reward.is_open(),
        "the mentee does not read it"
    );
}

#[test]
fn clause_4_5_lessons_are_visited_three_ways_and_analysed_in_every_kind() {
    let own =
        ["mentor_visit", "mentee_visit", "peer_visit", "lesson_analysis", "plan_analysis", "preparation"];
    assert!(set(&own).is_subset(&works_of("п. 4.5")), "{:?}", works_of("п. 4.5"));
    let kinds = listed("analysis");
    assert!(kinds["приложение 2, п. 4.5"] >= 2, "one kind would be no choice: {kinds:?}");
    assert!(listed("contact").keys().all(|clause| !clause.contains("4.5")));
}

#[test]
fn clause_4_6_tests_and_advice_are_of_the_consultant_and_the_deputy() {
    let (consultant, mentor) =
        (eye(|eye| (eye.is_mentor, eye.is_consultant) = (true, true)), eye(|eye| eye.is_mentor = true));
    assert!(Matter::Advice.may_raise(consultant) && !Matter::Advice.may_raise(mentor));
    assert!(Matter::Testing.is_seen(consultant, false) && !Matter::Testing.is_seen(mentor, false));
    assert!(
        Matter::Testing.may_raise(eye(|eye| eye.is_deputy = true)) && !Matter::Testing.may_raise(consultant)
    );
    assert!(listed("event")["приложение 2, п. 4.6"] >= 4, "rallies, conferences, forums and others");
    assert_eq!(works_of("п. 4.6"), set(&["event"]));
}

#[test]
fn clause_5_2_a_working_report_is_asked_by_the_mentor_oral_or_written() {
    let decisions: Vec<&str> = Matter::Report.decisions().iter().map(|(code, _)| *code).collect();
    assert_eq!(decisions, ["written", "oral"]);
    assert!(Matter::asks_words("written") && !Matter::asks_words("oral"));
    assert!(
        Matter::Report.may_raise(eye(|eye| eye.is_mentor = true))
            && !Matter::Report.may_raise(eye(|eye| eye.keeps = true))
    );
    assert_eq!(works_of("п. 5.2"), set(&["working_report"]));
}

#[test]
fn clauses_6_1_and_6_3_to_6_5_what_the_mentee_studies_is_a_line_of_the_journal() {
    let study = amur().0.work("study").unwrap().clone();
    assert!(study.clause.contains("6.1") && study.clause.contains("6.3–6.5"));
    assert!(federal().0.work("study").is_none(), "the law alone asks for none");
}

#[test]
fn clause_7_2_what_assesses_the_mentee_is_hidden_from_everybody_else() {
    let strangers = [Eye::default(), eye(|eye| eye.guides = true), eye(|eye| eye.is_mentor = true)];
    assert!(strangers.into_iter().all(|other| !Matter::Assessment.is_seen(other, false)));
    assert!(!Matter::Assessment.is_open() && !Matter::Testing.is_open(), "the history of the pair is silent");
    assert!(
        Matter::Assessment.is_seen(eye(|eye| eye.is_mentee = true), false),
        "the mentee reads it (п. 7.3)"
    );
}

#[test]
fn clause_7_4_another_organisation_is_visited_as_a_work_of_its_own() {
    assert_eq!(works_of("п. 7.4"), set(&["study_visit"]));
}

#[test]
fn clause_8_2_the_group_is_taught_methods_pedagogy_psychology_and_plans() {
    assert_eq!(listed("session")["приложение 2, п. 8.2"], 4);
    assert_eq!(works_of("п. 8.2"), set(&["presentation", "deputy_visit"]));
    assert!(
        Matter::Condition.may_raise(eye(|eye| eye.guides = true))
            && !Matter::Condition.may_raise(eye(|eye| eye.is_mentor = true))
    );
}

#[test]
fn clause_8_3_the_council_briefs_reviews_and_hears_where_the_pack_says_so() {
    let (own, law) = (amur().0, federal().0);
    for clause in ["briefing", "plan_review", "hearing"] {
        assert!(own.clause(clause).contains("8.3") && law.clause(clause).is_empty(), "{clause}");
    }
    assert_eq!(works_of("п. 8.3"), set(&["briefing"]));
}

#[test]
fn section_9_every_document_has_a_kind_at_the_level_of_the_school() {
    let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
    for kind in [
        "mentoring_local_act",
        "mentoring_order",
        "school_council_plan",
        "school_council_protocol",
        "mentoring_review",
    ] {
        assert!(rules.document_kind(kind).is_some_and(|one| one.rule.level == "organisation"), "{kind}");
    }
}
