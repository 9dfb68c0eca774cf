//! What is kept, as the database and the folder of files have it after a fault.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use db::Db;
use diesel::prelude::*;
use sha2::{Digest, Sha256};

use crate::ground::Ground;

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

/// The column `line` of a query.
pub fn lines(db: &Db, query: &str) -> Vec<String> {
    ask(db, query).unwrap()
}

/// The same of a database that may be away.
pub fn ask(db: &Db, query: &str) -> db::Result<Vec<String>> {
    let found: Vec<Line> = db.read(|conn| Ok::<_, db::Error>(diesel::sql_query(query).load(conn)?))?;
    Ok(found.into_iter().map(|one| one.line).collect())
}

/// The one number a query answers in the column `line`.
pub fn number(db: &Db, query: &str) -> i64 {
    lines(db, query)[0].parse().unwrap()
}

/// The things a round works on.
#[derive(Debug, Clone)]
pub struct Things {
    /// Handed over and given back.
    pub handed: i64,
    /// Only filled.
    pub filled: i64,
    /// Filled, and evidence attached.
    pub proved: i64,
    /// Last year's campaign: reopened and published again.
    pub campaign: i64,
}

impl Things {
    pub fn of(db: &Db) -> Self {
        let sheet = |login: &str| {
            number(
                db,
                &format!(
                    "SELECT CAST(s.id AS TEXT) AS line FROM sheets s JOIN role_grants g ON g.unit_id = s.unit_id \
                     JOIN accounts a ON a.id = g.account_id JOIN campaigns c ON c.id = s.campaign_id \
                     WHERE a.login = '{login}' AND c.period = '2026'"
                ),
            )
        };
        let campaign = number(db, "SELECT CAST(id AS TEXT) AS line FROM campaigns WHERE period = '2025'");
        Self {
            handed: sheet("mikhaylovsky"),
            filled: sheet("belogorsk"),
            proved: sheet("selemdzhinsky"),
            campaign,
        }
    }

    fn sheets(&self) -> String {
        format!("{}, {}, {}", self.handed, self.filled, self.proved)
    }
}

/// One answer as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub version: i64,
    pub json: String,
    pub origin: String,
}

/// Everything a round can change.
#[derive(Debug, Clone)]
pub struct Kept {
    pub answers: BTreeMap<(i64, String), Stored>,
    pub sheet_state: String,
    pub campaign_state: String,
    pub submissions: i64,
    pub returns: i64,
    pub reopenings: i64,
    pub publications: i64,
    /// Lines of the journal about answers.
    pub told: i64,
    /// Documents linked to the sheet that is proved.
    pub links: i64,
    /// Hash by title of the documents with files.
    pub documents: BTreeMap<String, String>,
}

impl Kept {
    pub fn of(db: &Db, things: &Things) -> Self {
        let count = |what: &str| number(db, &format!("SELECT CAST(count(*) AS TEXT) AS line FROM {what}"));
        let state = |table: &str, id: i64| {
            lines(db, &format!("SELECT state AS line FROM {table} WHERE id = {id}")).remove(0)
        };
        let (handed, campaign) = (things.handed, things.campaign);
        let journal = |text: &str, object: i64| {
            count(&format!("audit_entries WHERE object_id = {object} AND text LIKE '{text}%'"))
        };
        Self {
            answers: answers(db, things),
            sheet_state: state("sheets", handed),
            campaign_state: state("campaigns", campaign),
            submissions: journal("Таблица отправлена на проверку", handed),
            returns: journal("таблица возвращена", handed),
            reopenings: journal("Мониторинг: идёт проверка –", campaign),
            publications: journal("Результаты опубликованы", campaign),
            told: count(&format!(
                "audit_entries WHERE kind = 'answer' AND object_id IN ({})",
                things.sheets()
            )),
            links: count(&format!("evidence WHERE sheet_id = {}", things.proved)),
            documents: pairs(
                db,
                "SELECT title || '|' || sha256 AS line FROM documents WHERE sha256 IS NOT NULL",
            ),
        }
    }
}

fn answers(db: &Db, things: &Things) -> BTreeMap<(i64, String), Stored> {
    let query = format!(
        "SELECT CAST(sheet_id AS TEXT) || '|' || no || '|' || CAST(version AS TEXT) || '|' || origin || '|' || declared \
         AS line FROM answers WHERE sheet_id IN ({})",
        things.sheets()
    );
    let read = |line: String| {
        let mut parts = line.splitn(5, '|').map(str::to_owned);
        let mut part = || parts.next().unwrap();
        let key = (part().parse().unwrap(), part());
        (key, Stored { version: part().parse().unwrap(), origin: part(), json: part() })
    };
    lines(db, &query).into_iter().map(read).collect()
}

fn pairs(db: &Db, query: &str) -> BTreeMap<String, String> {
    let split = |line: String| line.rsplit_once('|').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    lines(db, query).into_iter().map(split).collect()
}

/// A submitted sheet is frozen as a whole: every link at the instant of the submission, with the hash of its document.
pub fn halves_of_submission(db: &Db, things: &Things) -> Vec<String> {
    let sheet = things.handed;
    let query = format!(
        "SELECT 'link ' || CAST(e.id AS TEXT) || ' of the submitted sheet is not frozen with it' AS line \
         FROM evidence e JOIN sheets s ON s.id = e.sheet_id JOIN documents d ON d.id = e.document_id \
         WHERE s.id = {sheet} AND s.state = 'submitted' AND (e.frozen_at IS NULL OR e.frozen_at <> s.submitted_at \
         OR e.sha256 <> COALESCE(d.sha256, ''))"
    );
    let history = format!(
        "SELECT 'the history tells of ' || CAST(count(*) AS TEXT) AS line FROM sheet_events \
         WHERE sheet_id = {sheet} AND text = 'таблица отправлена на проверку'"
    );
    let journal = format!(
        "SELECT 'the history tells of ' || CAST(count(*) AS TEXT) AS line FROM audit_entries \
         WHERE object_id = {sheet} AND text = 'Таблица отправлена на проверку'"
    );
    let mut found = lines(db, &query);
    // The demo's own handing over is in both.
    if lines(db, &history) != lines(db, &journal) {
        found.push(format!(
            "{:?} in the history, {:?} in the journal",
            lines(db, &history),
            lines(db, &journal)
        ));
    }
    found
}

/// Every revision has the same objects and scores as the first, none is missing, each is told of in the journal.
pub fn halves_of_publication(db: &Db, things: &Things) -> Vec<String> {
    let query = format!(
        "SELECT CAST(p.revision AS TEXT) || '|' || CAST(count(DISTINCT o.id) AS TEXT) || ' objects, ' || \
         CAST(count(s.id) AS TEXT) || ' scores' AS line FROM publications p \
         LEFT JOIN published_objects o ON o.publication_id = p.id LEFT JOIN published_scores s ON s.object_id = o.id \
         WHERE p.campaign_id = {} GROUP BY p.revision ORDER BY p.revision",
        things.campaign
    );
    let revisions: Vec<(String, String)> = lines(db, &query)
        .iter()
        .map(|line| line.split_once('|').unwrap())
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .collect();
    let whole = &revisions[0].1;
    assert!(!whole.contains(" 0 scores"), "the first revision is empty: the check would find nothing");
    let mut found: Vec<String> = (1..)
        .zip(&revisions)
        .filter(|(place, (revision, content))| place.to_string() != *revision || content != whole)
        .map(|(_, (revision, content))| format!("revision {revision} has {content}, the first {whole}"))
        .collect();
    let told = Kept::of(db, things);
    if usize::try_from(told.publications) != Ok(revisions.len()) {
        found.push(format!("{} revisions, {} told of in the journal", revisions.len(), told.publications));
    }
    let is_published = told.campaign_state == "published";
    if i64::from(is_published) != told.publications - told.reopenings {
        found.push(format!("{} after {} publications", told.campaign_state, told.publications));
    }
    found
}

/// Files without their object or with another content, documents without their file.
pub fn lost_files(ground: &Ground, db: &Db) -> Vec<String> {
    let objects = ground.folder.path().join("files/objects");
    let hashes = lines(db, "SELECT DISTINCT sha256 AS line FROM files");
    let is_lost = |sha256: &String| hash(&objects.join(&sha256[..2]).join(&sha256[2..])) != *sha256;
    let mut found: Vec<String> =
        hashes.into_iter().filter(is_lost).map(|sha256| format!("file {sha256}")).collect();
    found.extend(lines(
        db,
        "SELECT 'document ' || CAST(d.id AS TEXT) AS line FROM documents d LEFT JOIN files f ON f.id = d.file_id \
         WHERE d.file_id IS NOT NULL AND (f.id IS NULL OR f.sha256 <> d.sha256)",
    ));
    found
}

fn hash(path: &Path) -> String {
    sha256(&std::fs::read(path).unwrap_or_default())
}

/// SHA-256, hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
