//! Who answers for mentoring in a school: the deputy «в должностные обязанности которого входят вопросы организации методической
//! деятельности» (п. 3.1, 8.1).

use packs::Post;

/// Whether a post answers. Reading: the duties of a deputy stand in their own instruction, which the program does not know; a post
/// whose name tells of another work – upbringing – is none, every other deputy may be.
pub fn answers(post: &Post) -> bool {
    post.group == "deputy" && !post.other_work
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clause_8_1_a_deputy_answers_unless_the_post_names_another_work() {
        let rules = packs::Library::embedded().unwrap().effective(&["amur-2020"]).unwrap();
        let is = |id: &str| answers(&rules.post(id).unwrap().rule);
        assert!(is("deputy_methodical") && is("deputy_teaching"));
        assert!(is("deputy"), "a deputy of whom nothing is told may be the one");
        assert!(!is("deputy_upbringing") && !is("teacher") && !is("methodist"));
        let mut heads = rules.posts.iter().filter(|post| post.rule.group == "head");
        assert!(heads.all(|post| !answers(&post.rule)), "a head leads through a deputy");
    }
}
