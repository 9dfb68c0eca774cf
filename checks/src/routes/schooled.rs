//! A union, a school of the young teacher and an order for a unit, for the stage of the route tests.

use units::fixture::SmallTree;

/// A school of the young teacher with a participant, a session that is planned, a request without an answer, a
/// project without a word, a contact of support.
pub(super) fn schooled(
    tree: &SmallTree,
    person: i64,
    [school, member, session, request, project, contact]: [i64; 6],
) -> String {
    format!(
        "INSERT INTO structures (id, unit_id, unit_path, level, kind, block, name, name_key, directions, parent_id, \
         is_temporary, started_on, ends_on, task, document_id, resource_url, state, closed_on, result, created_at, \
         updated_at, version) VALUES ({school}, {}, '{}', 'municipality', 'young_teacher_school', 'association', 'ШМП', \
         'шмп', '', NULL, FALSE, '2025-09-01', NULL, '', NULL, '', 'active', NULL, '', 1, 1, 1); \
         INSERT INTO structure_members (id, structure_id, person_id, name, name_key, post, role, from_on, term_on, to_on, \
         basis, end_reason, created_at, updated_at) VALUES ({member}, {school}, {person}, 'Семёнова Мария', \
         'семенова мария', '', 'member', '2025-09-01', NULL, NULL, '', '', 1, 1); \
         INSERT INTO school_sessions (id, structure_id, direction, form, topic, planned_on, begins, place, led_by, state, \
         held_on, reason, created_by, created_at, updated_at, version) VALUES ({session}, {school}, 'direction_methodical', \
         'form_seminar', 'Урок', '2026-06-30', '', '', '', 'planned', NULL, '', NULL, 1, 1, 1); \
         INSERT INTO school_requests (id, structure_id, person_id, direction, body, asked_on, answered_on, answered_by, \
         answer, created_at, updated_at) VALUES ({request}, {school}, {person}, 'direction_methodical', 'Вопрос', \
         '2026-06-15', NULL, NULL, '', 1, 1); \
         INSERT INTO young_projects (id, structure_id, title, about, state, proposed_on, proposed_by, support, supported_on, \
         result, ended_on, created_at, updated_at, version) VALUES ({project}, {school}, 'Клуб', 'Для новых', 'proposed', \
         '2026-06-15', NULL, '', NULL, '', NULL, 1, 1, 1); \
         INSERT INTO young_project_authors (id, project_id, person_id) VALUES ({project}, {project}, {person}); \
         INSERT INTO young_contacts (id, structure_id, direction, who, about, phone, email, hours, ended_at, created_by, \
         created_at, updated_by, updated_at, version) VALUES ({contact}, {school}, 'direction_methodical', 'Психолог', '', \
         '12345', '', '', NULL, NULL, 1, NULL, 1, 1)",
        tree.north.id, tree.north.path
    )
}

/// A closing of the municipality ordered for a day to come.
pub(super) fn ordered(tree: &SmallTree, order: i64) -> String {
    format!(
        "INSERT INTO unit_orders (id, unit_id, kind, due_on, ground, name, short_name, into_id, state, refusal, ordered_by, \
         ordered_at, ended_at) VALUES ({order}, {}, 'closed', '2026-09-01', 'приказ № 1', '', '', NULL, 'awaiting', '', NULL, \
         1, NULL)",
        tree.north.id
    )
}

/// What stands in a path of a structure, in the order of [`bodied`].
pub(super) const BODY: [&str; 9] = [
    "structure",
    "member",
    "structure_link",
    "partner",
    "publication",
    "network_task",
    "side",
    "link_work",
    "joint_work",
];

/// A union of the municipality with its head, on the base of a school.
pub(super) fn bodied(
    tree: &SmallTree,
    [structure, member, link, partner, publication, task, side, link_work, joint_work]: [i64; 9],
) -> String {
    let (unit, school) = (&tree.north, &tree.school);
    format!(
        "INSERT INTO structures (id, unit_id, unit_path, level, kind, block, name, name_key, directions, parent_id, \
         is_temporary, started_on, ends_on, task, document_id, resource_url, state, closed_on, result, created_at, \
         updated_at, version) VALUES ({structure}, {}, '{}', 'municipality', 'municipal_union', 'association', 'РМО', 'рмо', \
         '', NULL, FALSE, '2025-09-01', NULL, '', NULL, '', 'active', NULL, '', 1, 1, 1); \
         INSERT INTO structure_members (id, structure_id, person_id, name, name_key, post, role, from_on, term_on, to_on, \
         basis, end_reason, created_at, updated_at) VALUES ({member}, {structure}, NULL, 'Осокин Глеб', 'осокин глеб', '', \
         'head', '2025-09-01', NULL, NULL, '', '', 1, 1); \
         INSERT INTO structure_links (id, structure_id, kind, to_id, unit_id, about, since, until, created_at) VALUES \
         ({link}, {structure}, 'base', NULL, {}, '', '2025-09-01', NULL, 1); \
         INSERT INTO structure_partners (id, structure_id, name, name_key, sort, document_id, about, since, until, \
         created_at) VALUES ({partner}, {structure}, 'Колледж', 'колледж', 'secondary', NULL, '', '2025-09-01', NULL, 1); \
         INSERT INTO structure_link_works (id, link_id, held_on, title, own_part, other_part, created_at) VALUES ({link_work}, \
         {link}, '2026-02-03', 'Семинар', '', '', 1); \
         INSERT INTO structure_joint_works (id, partner_id, held_on, title, created_at) VALUES ({joint_work}, {partner}, \
         '2026-02-03', 'Семинар', 1); \
         INSERT INTO structure_publications (id, structure_id, outlet, outlet_name, title, url, published_on, account_id, \
         created_at, removed_at) VALUES ({publication}, {structure}, 'site', 'Сайт института', 'О нас', '', '2026-02-02', NULL, 1, NULL); \
         INSERT INTO structure_tasks (id, structure_id, title, ground, due_on, state, result, created_at, updated_at, version) \
         VALUES ({task}, {structure}, 'Неделя', '', NULL, 'planned', '', 1, 1, 1); \
         INSERT INTO structure_task_sides (id, task_id, structure_id, is_leading, part) VALUES ({side}, {task}, {structure}, \
         TRUE, '')",
        unit.id, unit.path, school.id
    )
}

/// A positive experience of the pair that nobody else reads yet.
pub(super) fn experienced(tree: &SmallTree, id: i64, (pair, person): (i64, i64)) -> String {
    format!(
        "INSERT INTO mentoring_experiences (id, unit_id, unit_path, mentorship_id, person_id, title, subject, deficit, ground, \
         registered_on, generalised_on, text, passed_on, passed_to, created_by, created_at, updated_at, version) VALUES ({id}, {}, \
         '{}', {pair}, {person}, 'Опыт', '', 'Дефицит', 'Итоги', '2026-02-01', NULL, '', NULL, '', NULL, 1, 1, 1)",
        tree.school.id, tree.school.path
    )
}

/// A line of the school's plan of further training.
pub(super) fn planned(tree: &SmallTree, id: i64, person: i64) -> String {
    format!(
        "INSERT INTO training_lines (id, unit_id, unit_path, person_id, year, quarter, kind, theme, theme_key, hours, provider, \
         state, reason, moved_to, created_by, created_at, updated_at, version) VALUES ({id}, {}, '{}', {person}, 2026, 4, \
         'course', 'Чтение', 'чтение', 36, '', 'planned', '', NULL, NULL, 1, 1, 1)",
        tree.school.id, tree.school.path
    )
}
