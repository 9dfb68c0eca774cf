//! The stage of the route tests: two regions with one object of every kind each, and addresses that name them.

use access::{Level, Role, TokenScope};
use chrono::NaiveDate;
use documents::NewDocument;
use monitoring::actions::campaign::{self, Plan};
use monitoring::actions::{fill, templates};
use monitoring::{EditTemplates, FillSheet, RunCampaign};
use testing::{Browser, Engine, TestApp};
use units::fixture::{SmallTree, plant};
use web::{Cx, Method, Route, Write};

use super::schooled::{BODY, bodied, experienced, ordered, planned, schooled};

/// An installation with two regions.
pub struct Stage {
    pub app: TestApp,
    pub own: SmallTree,
    own_ids: Ids,
    foreign_ids: Ids,
}

/// One object of every kind that a path may name.
struct Ids {
    unit: i64,
    campaign: i64,
    sheet: i64,
    link: i64,
    own: i64,
    document: i64,
    account: i64,
    session: i64,
    role: i64,
    access_token: i64,
    export_request: i64,
    recommendation: i64,
    measure: i64,
    decision: i64,
    report: i64,
    section: i64,
    archive: i64,
    person: i64,
    /// A structure, its member, link, partner, publication, task, a side of that, works over the link and with the partner.
    body: [i64; 9],
    import: i64,
    team: i64,
    item: i64,
    portfolio_link: i64,
    delegation: i64,
    invitation_sheet: i64,
    pair: i64,
    mentor: i64,
    task: i64,
    mentoring_report: i64,
    mentoring_work: i64,
    application: i64,
    experience: i64,
    consent: i64,
    visit: i64,
    matter: i64,
    group_member: i64,
    representation: i64,
    motivation_measure: i64,
    unit_order: i64,
    young_school: [i64; 6],
    training_line: i64,
}

pub fn stage() -> Stage {
    let app = TestApp::of(Engine::Sqlite, metodset::areas::all());
    let (own, elsewhere) = (plant(&app.house).unwrap(), plant(&app.house).unwrap());
    let (own_ids, foreign_ids) = (furnish(&app, &own), furnish(&app, &elsewhere));
    Stage { app, own, own_ids, foreign_ids }
}

impl Stage {
    /// The pages and forms of a method.
    pub fn routes(&self, method: Method) -> impl Iterator<Item = &Route> {
        self.app.house.routes.iter().filter(move |route| route.method == method && !route.is_api())
    }

    /// The routes of the API, all methods.
    pub fn api(&self) -> impl Iterator<Item = &Route> {
        self.app.house.routes.iter().filter(|route| route.is_api())
    }

    /// The address with objects of the first region.
    pub fn own_address(&self, path: &str) -> String {
        at(path, |name| self.own_ids.value(name))
    }

    /// The address with objects of the second region.
    pub fn foreign_address(&self, path: &str) -> String {
        at(path, |name| self.foreign_ids.value(name))
    }

    /// A browser of an administrator, who can do most.
    pub fn mighty(&self) -> Browser {
        self.app.browser_as(Role::Administrator, Level::Region, &self.own.region.path)
    }

    /// A browser of a methodist of the municipality, who fills its sheet and registers its documents.
    pub fn methodist(&self) -> Browser {
        self.app.browser_as(Role::MunicipalMethodist, Level::Municipality, &self.own.north.path)
    }

    /// A token of such a methodist that may write.
    pub fn writing_token(&self) -> String {
        let account = self.app.account(Role::MunicipalMethodist, Level::Municipality, &self.own.north.path);
        self.app.token(account, TokenScope::Write, None, day(12, 31))
    }

    /// Where a role of this level is held in the first region.
    pub fn seat(&self, level: Level) -> Option<&str> {
        match level {
            Level::Region => Some(&self.own.region.path),
            Level::Municipality => Some(&self.own.north.path),
            Level::Organisation => Some(&self.own.school.path),
            Level::Installation | Level::District => None,
        }
    }
}

impl Ids {
    fn value(&self, name: &str) -> String {
        match name {
            "unit" => self.unit.to_string(),
            "campaign" => self.campaign.to_string(),
            "sheet" => self.sheet.to_string(),
            "link" => self.link.to_string(),
            "own" => self.own.to_string(),
            "document" => self.document.to_string(),
            "account" => self.account.to_string(),
            "session" => self.session.to_string(),
            "role" => self.role.to_string(),
            "recommendation" => self.recommendation.to_string(),
            "measure" => self.measure.to_string(),
            "decision" => self.decision.to_string(),
            "report" => self.report.to_string(),
            "section" => self.section.to_string(),
            "archive" => self.archive.to_string(),
            "person" | "other" => self.person.to_string(),
            name if BODY.contains(&name) => {
                self.body[BODY.iter().position(|one| *one == name).unwrap()].to_string()
            }
            "import" => self.import.to_string(),
            "team" => self.team.to_string(),
            "training_line" => self.training_line.to_string(),
            "item" => self.item.to_string(),
            "portfolio_link" => self.portfolio_link.to_string(),
            "delegation" => self.delegation.to_string(),
            "invitation_sheet" => self.invitation_sheet.to_string(),
            "mentorship" => self.pair.to_string(),
            "mentor" => self.mentor.to_string(),
            "task" => self.task.to_string(),
            "mentoring_report" => self.mentoring_report.to_string(),
            "mentoring_work" => self.mentoring_work.to_string(),
            "application" => self.application.to_string(),
            "experience" => self.experience.to_string(),
            "consent" => self.consent.to_string(),
            "visit" => self.visit.to_string(),
            "matter" => self.matter.to_string(),
            "group_member" => self.group_member.to_string(),
            "representation" => self.representation.to_string(),
            "motivation_measure" => self.motivation_measure.to_string(),
            "young_school" => self.young_school[0].to_string(),
            "participant" => self.young_school[1].to_string(),
            "school_session" => self.young_school[2].to_string(),
            "school_request" => self.young_school[3].to_string(),
            "unit_order" => self.unit_order.to_string(),
            "young_project" => self.young_school[4].to_string(),
            "young_contact" => self.young_school[5].to_string(),
            "step" => "deputy".to_owned(),
            "export_request" => self.export_request.to_string(),
            "access_token" => self.access_token.to_string(),
            // No object of anybody: a number of the table, a pack of the house, a secret nobody has.
            "no" => "1.1".to_owned(),
            "act" => "fz-273".to_owned(),
            "pack" => "amur-2020".to_owned(),
            "template" => "mms".to_owned(),
            "setting" => "places".to_owned(),
            // Bodies, persons and objections lie inside a campaign or a sheet, which is what is foreign here.
            // Files lie inside a document; employments, categories and records inside a person.
            "subject" | "objection" | "criterion" | "file" | "employment" | "category" | "record"
            | "merge" | "binding" => "1".to_owned(),
            "token" | "signed" | "code" => "made-up-token".to_owned(),
            other => panic!("a path names {{{other}}}: tell checks/src/routes/stage.rs what stands there"),
        }
    }
}

/// The path with every `{name}` filled.
pub fn at(path: &str, value: impl Fn(&str) -> String) -> String {
    let fill = |part: &str| match part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(name) => value(name),
        None => part.to_owned(),
    };
    path.split('/').map(fill).collect::<Vec<_>>().join("/")
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// A campaign being collected, a document shown as evidence in a sheet, an account with its role and session.
fn furnish(app: &TestApp, tree: &SmallTree) -> Ids {
    let account = app.account(Role::MunicipalMethodist, Level::Municipality, &tree.north.path);
    app.signed_in(account);
    app.token(account, TokenScope::Write, None, day(12, 31));
    let mut cx = Cx::<Write>::outside(&app.house, None).unwrap();
    let (run, fill) = (cx.operator::<RunCampaign>().unwrap(), cx.operator::<FillSheet>().unwrap());
    let plan = Plan {
        template: "amur-2020/mms",
        period: "2026",
        days: [day(6, 1), day(6, 30), day(7, 31), day(8, 20)],
        hour: None,
    };
    let campaign = campaign::plan(&mut cx, &run, &tree.region, &plan).unwrap();
    campaign::open(&mut cx, &run, campaign).unwrap();
    let document = documents::actions::register(&mut cx, &tree.north, paper()).unwrap();
    let sheets = monitoring::store::sheets::of_campaign(cx.conn(), campaign, fill.ranges()).unwrap();
    let sheet = sheets.iter().find(|sheet| sheet.unit_id == tree.north.id).unwrap().id;
    fill::add_evidence(&mut cx, &fill, sheet, "1.1", document.id).unwrap();
    let links = monitoring::store::evidence::of_sheets(cx.conn(), &[sheet]).unwrap();
    let edit = cx.operator::<EditTemplates>().unwrap();
    let table = packs::Template::clone(app.house.packs.template("amur-2020/mms").unwrap());
    let own = templates::add(&mut cx, &edit, &tree.north, table, "amur-2020/mms").unwrap();
    cx.tx().batch(&asked(account.0)).unwrap();
    let (recommendation, measure, decision) = (cx.id(), cx.id(), cx.id());
    cx.tx().batch(&recommended(tree, campaign.0, recommendation, measure)).unwrap();
    cx.tx().batch(&decided(tree, decision)).unwrap();
    let [report, section, archive] = [cx.id(), cx.id(), cx.id()];
    cx.tx().batch(&reported(tree, campaign.0, [report, section, archive])).unwrap();
    let person = people::fixture::hire_within(&mut cx, &tree.school, "Семёнова Мария Петровна").unwrap().id.0;
    let body = [(); 9].map(|()| cx.id());
    cx.tx().batch(&bodied(tree, body)).unwrap();
    let import = cx.id();
    cx.tx().batch(&listed(tree, import)).unwrap();
    let [team, item, portfolio_link] = [cx.id(), cx.id(), cx.id()];
    cx.tx().batch(&shown(tree, person, [team, item, portfolio_link])).unwrap();
    let [pair, mentor, task, mentoring_report] = [cx.id(), cx.id(), cx.id(), cx.id()];
    cx.tx().batch(&paired(tree, person, [pair, mentor, task, mentoring_report])).unwrap();
    let [mentoring_work, application, experience] = [cx.id(), cx.id(), cx.id()];
    cx.tx().batch(&experienced(tree, experience, (pair, person))).unwrap();
    cx.tx().batch(&written(mentoring_work, pair)).unwrap();
    cx.tx().batch(&applied(application, (pair, mentor, person))).unwrap();
    let consent = cx.id();
    cx.tx().batch(&agreed(tree, person, consent)).unwrap();
    let [visit, matter, group_member] = [cx.id(), cx.id(), cx.id()];
    cx.tx().batch(&around(tree, (person, pair), [visit, matter, group_member])).unwrap();
    let [representation, motivation_measure] = [cx.id(), cx.id()];
    cx.tx().batch(&praised(tree, person, [representation, motivation_measure])).unwrap();
    let young_school = [cx.id(), cx.id(), cx.id(), cx.id(), cx.id(), cx.id()];
    cx.tx().batch(&schooled(tree, person, young_school)).unwrap();
    let [unit_order, training_line] = [cx.id(), cx.id()];
    cx.tx().batch(&ordered(tree, unit_order)).unwrap();
    cx.tx().batch(&planned(tree, training_line, person)).unwrap();
    let [session, role, access_token, export_request] = own_rows(&mut cx, account.0);
    let [delegation, invitation_sheet] = [cx.id(), cx.id()];
    cx.tx().batch(&lent(tree, (account.0, role), [delegation, invitation_sheet])).unwrap();
    cx.finish().unwrap();
    Ids {
        unit: tree.north.id.0,
        campaign: campaign.0,
        sheet: sheet.0,
        link: links[0].id,
        own: own.0,
        document: document.id.0,
        account: account.0,
        session,
        role,
        access_token,
        export_request,
        recommendation,
        measure,
        decision,
        report,
        section,
        archive,
        person,
        body,
        import,
        team,
        item,
        portfolio_link,
        delegation,
        invitation_sheet,
        pair,
        mentor,
        task,
        mentoring_report,
        mentoring_work,
        application,
        experience,
        consent,
        visit,
        matter,
        group_member,
        representation,
        motivation_measure,
        young_school,
        unit_order,
        training_line,
    }
}

/// An export asked for and not decided.
fn asked(account: i64) -> String {
    format!(
        "INSERT INTO export_requests (id, account_id, at, objects, reason, state, answer) \
         VALUES ({account}, {account}, 1, 500, 'отчёт', 'asked', '')"
    )
}

/// A recommendation that was answered with a measure, still to be taken.
fn recommended(tree: &SmallTree, campaign: i64, recommendation: i64, measure: i64) -> String {
    let (owner, unit) = (&tree.region, &tree.north);
    format!(
        "INSERT INTO recommendations (id, campaign_id, owner_id, owner_path, unit_id, unit_path, unit_name, subject, \
         subject_key, level, no, title, score, max, finding, revision, addressee, text, clause, status, reply_by, word, \
         sent_at, ended_at, created_at, updated_at, version) VALUES ({recommendation}, {campaign}, {}, '{}', {}, '{}', \
         'Северный округ', '', '', 'municipality', '1.3', 'План-график', '0', '1', 'absent', 1, '', 'Утвердите.', '', \
         'acknowledged', '2026-07-20', '', 1, NULL, 1, 1, 1); \
         INSERT INTO measures (id, recommendation_id, decision_id, ordinal, unit_id, unit_path, title, responsible, due_on, \
         prolonged, status, done_on, outcome, document_id, created_at, updated_at, version) VALUES ({measure}, \
         {recommendation}, NULL, 0, {}, '{}', 'План', 'методист', '2026-09-01', 0, 'planned', NULL, '', NULL, 1, 1, 1)",
        owner.id, owner.path, unit.id, unit.path, unit.id, unit.path
    )
}

/// A decision of the municipality on control.
fn decided(tree: &SmallTree, decision: i64) -> String {
    format!(
        "INSERT INTO decisions (id, unit_id, unit_path, kind, is_binding, topic, title, title_key, decided_on, \
         taken_at_level, taken_by, document_id, audience, controller, controller_role, plan_id, plan_item, status, word, \
         ended_at, created_by, created_at, updated_at, version) VALUES ({decision}, {}, '{}', 'order', TRUE, 'support', \
         'О мерах', 'о мерах', '2026-06-10', 'head', '', NULL, '', 'начальник', '', NULL, '', 'taken', '', NULL, NULL, 1, \
         1, 1)",
        tree.north.id, tree.north.path
    )
}

/// A draft of a report about the municipality with one section, and an archive being made.
fn reported(tree: &SmallTree, campaign: i64, [report, section, archive]: [i64; 3]) -> String {
    let (owner, unit) = (&tree.region, &tree.north);
    format!(
        "INSERT INTO reports (id, campaign_id, issuer_id, issuer_path, unit_id, unit_path, unit_name, is_whole, edition, \
         reason, begun_on, revision, status, document_id, frozen, approved_at, created_at, updated_at, version) VALUES \
         ({report}, {campaign}, {}, '{}', {}, '{}', 'Северный округ', FALSE, 1, '', 1, 0, 'draft', NULL, '', NULL, 1, 1, 1); \
         INSERT INTO report_sections (id, report_id, place, code, title, body, updated_at, updated_by, version) VALUES \
         ({section}, {report}, 1, 'basis', 'Цель', 'Слова.', 1, NULL, 1); \
         INSERT INTO report_batches (id, campaign_id, issuer_id, issuer_path, form, status, done, total, fault, file_id, \
         created_at, created_by, finished_at) VALUES ({archive}, {campaign}, {}, '{}', 'pdf', 'queued', 0, 2, '', NULL, 1, \
         NULL, NULL)",
        owner.id, owner.path, unit.id, unit.path, owner.id, owner.path
    )
}

/// A team of the school, an own item of a portfolio and a private link to it.
fn shown(tree: &SmallTree, person: i64, [team, item, link]: [i64; 3]) -> String {
    format!(
        "INSERT INTO teams (id, unit_id, unit_path, name, name_key, purpose, started_on, ends_on, state, created_at, \
         updated_at, version) VALUES ({team}, {}, '{}', 'Команда', 'команда', '', '2026-01-01', NULL, 'active', 1, 1, 1); \
         INSERT INTO portfolio_items (id, person_id, section, title, about, happened_on, link, file_id, confirmed_by, \
         confirmed_at, created_at, updated_at, version) VALUES ({item}, {person}, 'awards', 'Победа', '', NULL, \
         'https://edu.example/1', NULL, NULL, NULL, 1, 1, 1); \
         INSERT INTO portfolio_links (id, person_id, token_hash, purpose, has_files, last_day, created_at, revoked_at) \
         VALUES ({link}, {person}, 'hash {link}', '', FALSE, '2026-12-31', 1, NULL)",
        tree.school.id, tree.school.path
    )
}

/// A staff list that was taken in.
fn listed(tree: &SmallTree, import: i64) -> String {
    format!(
        "INSERT INTO list_imports (id, kind, unit_id, unit_path, is_whole, file_id, file_name, layout, choices, started_on, \
         state, told, created_by, created_at, updated_at, version) VALUES \
         ({import}, 'people', {}, '{}', TRUE, 1, 'a.csv', '{{}}', '{{}}', '2026-01-01', 'applied', '{{}}', NULL, 1, 1, 1)",
        tree.north.id, tree.north.path
    )
}

/// A role handed over by the account, and a sheet of codes of the school.
fn lent(tree: &SmallTree, (account, role): (i64, i64), [delegation, sheet]: [i64; 2]) -> String {
    let (unit, path) = (tree.school.id, &tree.school.path);
    format!(
        "INSERT INTO delegations (id, grant_id, absent_id, deputy_id, valid_from, valid_to, reason, ground, duties, created_at) \
         VALUES ({delegation}, {role}, {account}, {account}, '2026-06-01', '2026-07-01', 'trip', '', '', 1); \
         INSERT INTO invitation_sheets (id, unit_id, unit_path, created_at, printed_at, expires_at) \
         VALUES ({sheet}, {unit}, '{path}', 1, 1, 2)"
    )
}

/// A line of the pair's journal.
fn written(id: i64, pair: i64) -> String {
    format!(
        "INSERT INTO mentorship_works (id, mentorship_id, work, held_on, topic, outcome, written_by, created_at) VALUES \
         ({id}, {pair}, 'consultation', '2025-10-14', 'Журнал класса', '', NULL, 1)"
    )
}

/// An application for another mentor.
fn applied(id: i64, (pair, mentor, person): (i64, i64, i64)) -> String {
    format!(
        "INSERT INTO mentorship_applications (id, mentorship_id, mentor_id, person_id, side, ground, words, applied_on, state, \
         file_id, file_name, answered_on, answered_by, answer, document_id, created_by, created_at, updated_at) VALUES ({id}, \
         {pair}, {mentor}, {person}, 'mentee', 'application:1', 'Не сработались', '2026-02-01', 'submitted', NULL, '', NULL, NULL, \
         '', NULL, NULL, 1, 1)"
    )
}

/// A pair at work with a line of its plan and a report that waits for the council; the same card stands for both.
fn paired(tree: &SmallTree, person: i64, [pair, mentor, task, report]: [i64; 4]) -> String {
    format!(
        "INSERT INTO mentorships (id, unit_id, unit_path, mentee_id, category, kind, state, hired_on, graduates_on, \
         starts_on, ends_on, council_on, council_document_id, council_note, deputy_on, deputy_account, mentee_on, \
         mentee_way, order_on, order_document_id, announced_on, reason, ended_on, end_ground, end_note, result, created_by, \
         created_at, updated_at, version) VALUES ({pair}, {}, '{}', {person}, 'young_specialist', 'subject', 'active', \
         '2025-09-01', NULL, '2025-10-01', '2028-09-30', '2025-09-04', NULL, 'протокол № 1', '2025-09-04', NULL, \
         '2025-09-05', 'oral', '2025-09-10', NULL, NULL, '', NULL, '', '', '', NULL, 1, 1, 1); \
         INSERT INTO mentorship_mentors (id, mentorship_id, person_id, agreement, consent_on, consent_way, terms_on, \
         terms_way, terms_note, from_on, to_on, end_ground, end_note, created_at, updated_at) VALUES ({mentor}, {pair}, {person}, '', \
         '2025-09-05', 'paper', '2025-09-05', 'agreement', '№ 1', '2025-09-10', NULL, '', '', 1, 1); \
         INSERT INTO mentorship_tasks (id, mentorship_id, title, due_on, done_on, proof, created_at, updated_at) VALUES \
         ({task}, {pair}, 'Посетить урок', '2026-09-30', NULL, '', 1, 1); \
         INSERT INTO mentorship_reports (id, mentorship_id, side, half, body, state, submitted_on, heard_on, protocol, word, \
         written_by, created_at, updated_at, version) VALUES ({report}, {pair}, 'mentor', '2025-1', 'Сделано.', 'submitted', \
         '2025-12-20', NULL, '', '', NULL, 1, 1, 1)",
        tree.school.id, tree.school.path
    )
}

/// A consent of the person to be shown to everybody.
fn agreed(tree: &SmallTree, person: i64, consent: i64) -> String {
    format!(
        "INSERT INTO consents (id, person_id, unit_id, unit_path, kind, fields, aim, wording, source, way, given_on, last_day, \
         file_id, recorded_by, recorded_at, replaced_on, withdrawn_on, withdrawn_way, withdrawal_file_id, withdrawal_by, \
         erase_by, erased_on, erasure_note, version) VALUES ({consent}, {person}, {}, '{}', 'directory', 'name', '', '', '', \
         'electronic', '2026-01-01', NULL, NULL, NULL, 1, NULL, NULL, '', NULL, NULL, NULL, NULL, '', 1)",
        tree.school.id, tree.school.path
    )
}

/// Around the pair: a visit that is planned, a request that waits, somebody of the creative group.
fn around(tree: &SmallTree, (person, pair): (i64, i64), [visit, matter, group_member]: [i64; 3]) -> String {
    format!(
        "INSERT INTO mentorship_visits (id, mentorship_id, work, planned_on, host, lesson, held_on, analysis, response, off_on, \
         planned_by, held_by, created_at, updated_at) VALUES ({visit}, {pair}, 'mentor_visit', '2026-09-30', '', '5 «А»', NULL, \
         '', '', NULL, NULL, NULL, 1, 1); \
         INSERT INTO mentorship_matters (id, mentorship_id, matter, variety, subject, body, on_day, due_on, consent_on, \
         consent_way, raised_by, answered_on, answered_by, decision, answer, created_at, updated_at, version) VALUES ({matter}, \
         {pair}, 'help', '', 'Учитель физики', 'Помочь', '2026-02-01', NULL, NULL, '', NULL, NULL, NULL, '', '', 1, 1, 1); \
         INSERT INTO mentoring_group_members (id, unit_id, unit_path, person_id, from_on, to_on, created_at, updated_at) VALUES \
         ({group_member}, {}, '{}', {person}, '2025-09-29', NULL, 1, 1)",
        tree.school.id, tree.school.path
    )
}

/// A representation that waits for the head, and a measure of the school.
fn praised(tree: &SmallTree, person: i64, [representation, measure]: [i64; 2]) -> String {
    let (unit, path) = (tree.school.id, &tree.school.path);
    format!(
        "INSERT INTO motivation_measures (id, unit_id, unit_path, document_id, kind, title, criterion, recipients, from_on, \
         to_on, end_reason, created_by, created_at, updated_at, version) VALUES ({measure}, {unit}, '{path}', NULL, 'moral', \
         'Благодарность', 'за работу', 'педагоги', '2026-01-10', NULL, '', NULL, 1, 1, 1); \
         INSERT INTO representations (id, unit_id, unit_path, person_id, kind, kind_title, at_level, state, ground, \
         ground_note, merits, measure_id, proposed_on, proposed_by, waits_since, decided_on, decided_note, act_unit_id, \
         act_document_id, act_note, awarded_on, record_id, created_at, updated_by, updated_at, version) VALUES \
         ({representation}, {unit}, '{path}', {person}, 'gratitude', 'благодарность организации', 'organisation', \
         'proposed', 'labour', '', 'Работает.', {measure}, '2026-06-10', NULL, '2026-06-10', NULL, '', NULL, NULL, '', NULL, \
         NULL, 1, NULL, 1, 1)"
    )
}

fn own_rows(cx: &mut Cx<Write>, account: i64) -> [i64; 4] {
    let id = |cx: &mut Cx<Write>, table: &str| -> i64 {
        let query = format!("SELECT CAST(max(id) AS TEXT) AS line FROM {table} WHERE account_id = {account}");
        crate::tables::lines(cx.conn(), &query)[0].parse().unwrap()
    };
    ["sessions", "role_grants", "access_tokens", "export_requests"].map(|table| id(cx, table))
}

fn paper() -> NewDocument {
    NewDocument {
        kind: "mms_regulation".to_owned(),
        title: "Положение о муниципальной методической службе".to_owned(),
        number: "114".to_owned(),
        signed_on: day(2, 3),
        issuer: String::new(),
        valid_to: None,
        topic: String::new(),
        file: None,
        link: Some("https://metod.example/114".to_owned()),
    }
}
