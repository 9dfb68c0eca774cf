//! kill -9 at a random moment of filling, submitting and publishing: nothing acknowledged is lost, nothing is half done.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::chance::{Chance, rounds, seed};
use crate::clients::{self, Key, Said, Step, Try, Upload};
use crate::ground::{Ground, Server};
use crate::truth::{self, Kept, Stored, Things, lines, number};
use crate::wire::{Person, Wire, sign_in};

const YES: &str = "{\"present\":true}";
const NO: &str = "{\"present\":false}";
/// The blow falls within so many milliseconds: an unoptimised build answers slower.
const WITHIN: u64 = if cfg!(debug_assertions) { 1200 } else { 300 };
/// The longest a server may take to its first page, on a machine that does other work beside.
const START: Duration = Duration::from_secs(10);

#[test]
fn nothing_acknowledged_is_lost_by_kill_on_sqlite() {
    Siege::of(Ground::sqlite()).run("SQLite", rounds(8));
}

#[test]
fn nothing_acknowledged_is_lost_by_kill_on_postgres() {
    Siege::of(Ground::postgres()).run("PostgreSQL", rounds(8));
}

/// What dies in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blow {
    Server,
    /// PostgreSQL as a whole, and the server with it.
    Cluster,
    /// One process of PostgreSQL, which ends all its connections, and the server with it.
    Backend,
}

/// What the checks would say of a loss: without it a green run proves nothing.
#[test]
fn a_loss_is_seen_by_the_checks() {
    let ground = Ground::sqlite();
    let db = ground.db();
    let things = Things::of(&db);
    let found = |ground: &Ground| {
        let db = ground.db();
        [
            truth::halves_of_submission(&db, &things),
            truth::halves_of_publication(&db, &things),
            truth::lost_files(ground, &db),
        ]
        .map(|found| found.len())
    };
    assert_eq!(found(&ground), [0, 0, 0]);
    let (handed, campaign) = (things.handed, things.campaign);
    let damage = [
        format!("UPDATE sheets SET state = 'submitted' WHERE id = {handed}"),
        format!(
            "UPDATE evidence SET frozen_at = NULL WHERE id = (SELECT min(id) FROM evidence WHERE sheet_id = {handed})"
        ),
        // The head of a revision without its objects.
        format!(
            "INSERT INTO publications SELECT id + 1, campaign_id, 2, template_hash, mean_percent, median_percent, \
             reason, published_at, published_by, places_by, groups_by, bands_by FROM publications \
             WHERE campaign_id = {campaign}"
        ),
        "UPDATE files SET sha256 = replace(sha256, 'a', 'b') WHERE id = (SELECT min(id) FROM files)"
            .to_owned(),
    ];
    let written: db::Result<()> = db.write(|tx| damage.iter().try_for_each(|sql| tx.batch(sql)));
    written.unwrap();
    drop(db);
    let seen = found(&ground);
    assert!(seen[0] > 0 && seen[1] > 0 && seen[2] > 0, "{seen:?}");
}

struct Siege {
    ground: Ground,
    things: Things,
    institute: Person,
    methodists: BTreeMap<i64, Person>,
    numbers: Vec<String>,
    table: Table,
}

/// What is printed at the end.
#[derive(Debug, Default)]
struct Table {
    kept: usize,
    uploads: usize,
    steps: BTreeMap<&'static str, usize>,
    unanswered: usize,
    unanswered_and_kept: usize,
    slowest_start: Duration,
}

/// What the clients of a round were told.
struct Told {
    tries: Vec<Try>,
    sheet: Vec<(Step, Said)>,
    campaign: Vec<(Step, Said)>,
    uploads: Vec<Upload>,
}

impl Siege {
    fn of(ground: Ground) -> Self {
        let things = Things::of(&ground.db());
        let server = ground.serve();
        let institute = sign_in(&server.url, "institute", "зелёная лампа");
        let logins =
            [(things.handed, "mikhaylovsky"), (things.filled, "belogorsk"), (things.proved, "selemdzhinsky")];
        let methodists =
            logins.map(|(sheet, login)| (sheet, sign_in(&server.url, login, "таблица в июне"))).into();
        let numbers = numbers(&ground, &things);
        assert!(numbers.len() > 10, "{numbers:?}");
        let siege = Self { ground, things, institute, methodists, numbers, table: Table::default() };
        siege.open_verified(&server);
        assert_eq!(server.running.stop(), Some(0));
        // By the demo's clock, which every start moves on, the rounds last longer than a proof of who somebody is.
        let proved: db::Result<()> =
            siege.ground.db().write(|tx| tx.batch("UPDATE sessions SET proved_at = expires_at"));
        proved.unwrap();
        siege
    }

    /// The demo's verified sheet goes back to its municipality, so that it can be filled.
    fn open_verified(&self, server: &Server) {
        let mut wire = Wire::to(&server.url).unwrap();
        let sheet = self.things.proved;
        let reason = [("reason", "проверка сбоев"), ("no", "1.1"), ("until", "2026-07-20")];
        for step in ["verification", "return"] {
            let sent =
                wire.post(&self.institute, &format!("/monitoring/sheets/{sheet}/{step}"), &reason).unwrap();
            assert_eq!(sent.status, 303, "{step}: {}", sent.text());
        }
    }

    fn run(mut self, name: &str, rounds: u64) {
        let begun = Instant::now();
        let seed = seed();
        println!("{name}: {rounds} rounds, METODSET_FAULT_SEED={seed}");
        for round in 0..rounds {
            let mut chance = Chance::of(seed.wrapping_add(round));
            let moment = Duration::from_millis(chance.below(WITHIN));
            let blow = self.blow(round);
            let before = Kept::of(&self.ground.db(), &self.things);
            let told = self.round(&before, blow, moment, &mut chance);
            let what = format!("{name}, round {round}, {blow:?} after {} ms", moment.as_millis());
            self.check(&before, &told, blow, &what);
        }
        self.seal_again();
        self.verify_journal(name);
        assert!(!self.ground.log().contains("panicked"), "{}", self.ground.log());
        self.print(name, rounds, begun.elapsed());
        assert!(self.table.kept > 0 && self.table.uploads > 0, "nothing was acknowledged: {:?}", self.table);
        let steps = ["Submit", "Return", "Reopen", "Publish"].map(|step| self.table.steps.get(step).copied());
        assert!(steps.iter().all(Option::is_some), "a step was never taken: {:?}", self.table.steps);
    }

    fn blow(&self, round: u64) -> Blow {
        match (self.ground.cluster.is_some(), round % 4) {
            (true, 1) => Blow::Cluster,
            (true, 3) => Blow::Backend,
            _ => Blow::Server,
        }
    }

    /// Everybody works; the blow falls; who was not answered falls silent.
    fn round(&mut self, before: &Kept, blow: Blow, moment: Duration, chance: &mut Chance) -> Told {
        let mut server = self.ground.serve();
        self.table.slowest_start = self.table.slowest_start.max(server.started);
        assert!(server.started < START, "the server took {:?} to start", server.started);
        let this = &*self;
        std::thread::scope(|scope| {
            let url = server.url.clone();
            let fillers: Vec<_> = this
                .fillers(before)
                .into_iter()
                .map(|(sheet, keys)| {
                    let (url, chance) = (url.clone(), Chance::of(chance.next()));
                    scope.spawn(move || clients::fill(&url, &this.methodists[&sheet], sheet, keys, chance))
                })
                .collect();
            let (url_one, one) = (url.clone(), Chance::of(chance.next()));
            let people = [&this.methodists[&this.things.handed], &this.institute];
            let is_submitted = before.sheet_state == "submitted";
            let sheet = scope
                .spawn(move || clients::hand_over(&url_one, people, this.things.handed, one, is_submitted));
            let (url_two, two) = (url.clone(), Chance::of(chance.next()));
            let is_published = before.campaign_state == "published";
            let campaign = scope.spawn(move || {
                clients::publish(&url_two, &this.institute, this.things.campaign, two, is_published)
            });
            let (url_three, three) = (url, Chance::of(chance.next()));
            let proved = this.things.proved;
            let uploads = scope.spawn(move || {
                clients::attach(&url_three, &this.methodists[&proved], proved, &this.numbers, three)
            });
            std::thread::sleep(moment);
            this.strike(blow, &mut server);
            Told {
                tries: fillers.into_iter().flat_map(|one| one.join().unwrap()).collect(),
                sheet: sheet.join().unwrap(),
                campaign: campaign.join().unwrap(),
                uploads: uploads.join().unwrap(),
            }
        })
    }

    fn strike(&self, blow: Blow, server: &mut Server) {
        match (blow, &self.ground.cluster) {
            (Blow::Cluster, Some(cluster)) => cluster.crash(),
            (Blow::Backend, Some(cluster)) => {
                cluster.kill_backend();
                // PostgreSQL notices in its own time; the server lives on that long.
                std::thread::sleep(Duration::from_millis(50));
            }
            _ => {}
        }
        server.running.kill();
        if let (Blow::Cluster, Some(cluster)) = (blow, &self.ground.cluster) {
            cluster.resume();
        }
        self.ground.settle();
    }

    /// Two clients a sheet, each with answers of its own.
    fn fillers(&self, before: &Kept) -> Vec<(i64, Vec<Key>)> {
        let mut fillers = Vec::new();
        for sheet in self.methodists.keys() {
            let keys = self.numbers.iter().filter_map(|no| {
                let stored = before.answers.get(&(*sheet, no.clone()))?;
                Some(Key { no: no.clone(), version: stored.version, is_yes: stored.json == YES })
            });
            let (odd, even): (Vec<_>, Vec<_>) = (0..).zip(keys).partition(|(place, _)| place % 2 == 1);
            fillers.extend([odd, even].map(|half| (*sheet, half.into_iter().map(|(_, key)| key).collect())));
        }
        fillers
    }

    fn check(&mut self, before: &Kept, told: &Told, blow: Blow, what: &str) {
        let db = self.ground.db();
        let after = Kept::of(&db, &self.things);
        self.check_answers(before, &after, told, blow, what);
        self.check_steps(before, &after, told, what);
        self.check_uploads(&after, told, what);
        let mut found = truth::halves_of_submission(&db, &self.things);
        found.extend(truth::halves_of_publication(&db, &self.things));
        found.extend(truth::lost_files(&self.ground, &db));
        assert!(found.is_empty(), "{what}: {found:#?}");
        let changed: i64 = after.answers.iter().map(|(key, one)| one.version - version(before, key)).sum();
        let computed: i64 = after
            .answers
            .iter()
            .filter(|(key, _)| !self.numbers.contains(&key.1))
            .map(|(key, one)| one.version - version(before, key))
            .sum();
        let expected = changed - computed + after.links - before.links;
        assert_eq!(after.told - before.told, expected, "{what}: lines of the journal about answers");
    }

    /// Each answer has the value acknowledged last, or the one that was under way; all others are as they were.
    fn check_answers(&mut self, before: &Kept, after: &Kept, told: &Told, blow: Blow, what: &str) {
        let mut expected = before.answers.clone();
        let mut open: BTreeMap<(i64, String), Stored> = BTreeMap::new();
        for one in &told.tries {
            let key = (one.sheet, one.no.clone());
            let json = if one.is_yes { YES } else { NO }.to_owned();
            let next = Stored { version: one.version + 1, json, origin: "person".to_owned() };
            match one.said {
                Said::Kept(version) => {
                    assert_eq!(version, next.version, "{what}: {one:?}");
                    expected.insert(key, next);
                    self.table.kept += 1;
                }
                Said::Refused(422) if one.sheet == self.things.handed => {}
                Said::Silent(status) if status == 0 || blow != Blow::Server => {
                    self.table.unanswered += 1;
                    open.insert(key, next);
                }
                Said::Refused(_) | Said::Silent(_) => panic!("{what}: {one:?}"),
            }
        }
        for (key, stored) in &after.answers {
            let is_computed = key.0 == self.things.handed && stored.origin == "fact";
            let is_ours = self.numbers.contains(&key.1);
            if expected.get(key) == Some(stored) || (!is_ours && (is_computed || key.1 == "1.1")) {
                continue;
            }
            assert_eq!(open.get(key), Some(stored), "{what}: {key:?} was {:?}", expected.get(key));
            self.table.unanswered_and_kept += 1;
        }
        assert!(expected.keys().all(|key| after.answers.contains_key(key)), "{what}: an answer is gone");
    }

    /// The acknowledged steps were taken, at most one more of each that nobody was told of, and the states follow.
    fn check_steps(&mut self, before: &Kept, after: &Kept, told: &Told, what: &str) {
        let steps = [
            (Step::Submit, "Submit", after.submissions - before.submissions),
            (Step::Return, "Return", after.returns - before.returns),
            (Step::Reopen, "Reopen", after.reopenings - before.reopenings),
            (Step::Publish, "Publish", after.publications - before.publications),
        ];
        let mut all = told.sheet.iter().chain(&told.campaign);
        assert!(
            !all.any(|(_, said)| matches!(said, Said::Refused(_))),
            "{what}: {:?} {:?}",
            told.sheet,
            told.campaign
        );
        for (step, name, counted) in steps {
            let all = || told.sheet.iter().chain(&told.campaign).filter(|(one, _)| *one == step);
            let kept =
                i64::try_from(all().filter(|(_, said)| matches!(said, Said::Kept(_))).count()).unwrap();
            let open = i64::try_from(all().count()).unwrap() - kept;
            assert!(
                (kept..=kept + open).contains(&counted),
                "{what}: {counted} of {name}, {kept} acknowledged, {open} open"
            );
            if kept > 0 {
                *self.table.steps.entry(name).or_default() += usize::try_from(kept).unwrap();
            }
        }
        let handed_over = (after.submissions - before.submissions) - (after.returns - before.returns);
        let was = i64::from(before.sheet_state == "submitted");
        assert_eq!(
            i64::from(after.sheet_state == "submitted"),
            was + handed_over,
            "{what}: {}",
            after.sheet_state
        );
    }

    fn check_uploads(&mut self, after: &Kept, told: &Told, what: &str) {
        for upload in told.uploads.iter().filter(|upload| matches!(upload.said, Said::Kept(_))) {
            let kept = after.documents.get(&upload.title);
            assert_eq!(kept, Some(&truth::sha256(&upload.bytes)), "{what}: {}", upload.title);
            self.table.uploads += 1;
        }
    }

    /// Sealing that was killed in the middle is taken again once its lease is over: everything is sealed, in one chain.
    fn seal_again(&self) {
        let db = self.ground.db();
        let over: db::Result<()> =
            db.write(|tx| tx.batch("UPDATE jobs SET lease_until = 0 WHERE state = 'running'"));
        over.unwrap();
        let server = self.ground.serve();
        let begun = Instant::now();
        while number(&db, "SELECT CAST(count(*) AS TEXT) AS line FROM audit_entries WHERE block IS NULL") > 0
        {
            assert!(
                begun.elapsed() < Duration::from_secs(25),
                "sealing does not go on: {}",
                self.ground.log()
            );
            std::thread::sleep(Duration::from_millis(100));
        }
        assert_eq!(server.running.stop(), Some(0));
    }

    fn verify_journal(&self, name: &str) {
        let verdict = self.ground.run(&["audit", "verify"]);
        let text = crate::program::text(&verdict.stdout);
        assert_eq!(verdict.status.code(), Some(0), "{name}: {text}");
        println!("{name}: {}", text.trim().replace('\n', "; "));
    }

    fn print(&self, name: &str, rounds: u64, took: Duration) {
        let table = &self.table;
        println!(
            "| database | rounds | acknowledged answers | lost | half publications | files | submitted | published | unanswered (kept) | slowest start, s | seconds |"
        );
        println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        println!(
            "| {name} | {rounds} | {} | 0 | 0 | {} | {} | {} | {} ({}) | {:.2} | {:.0} |",
            table.kept,
            table.uploads,
            table.steps.get("Submit").copied().unwrap_or(0),
            table.steps.get("Publish").copied().unwrap_or(0),
            table.unanswered,
            table.unanswered_and_kept,
            table.slowest_start.as_secs_f64(),
            took.as_secs_f64()
        );
    }
}

fn version(kept: &Kept, key: &(i64, String)) -> i64 {
    kept.answers.get(key).map_or(0, |one| one.version)
}

/// Indicators a person answers with «есть» or «нет», which stand proved in the sheet that is handed over.
fn numbers(ground: &Ground, things: &Things) -> Vec<String> {
    let packs = packs::Library::embedded().unwrap_or_else(|problems| panic!("{problems:?}"));
    let template = packs.template("amur-2020/mms").unwrap();
    let by_hand = |no: &String| {
        template.indicators().any(|(_, one)| one.no == *no && one.assessment == packs::Assessment::Semi)
    };
    let query = format!(
        "SELECT DISTINCT a.no AS line FROM answers a JOIN evidence e ON e.sheet_id = a.sheet_id AND e.no = a.no \
         WHERE a.sheet_id = {} AND a.origin = 'person' AND e.added_by IS NOT NULL ORDER BY 1",
        things.handed
    );
    let in_all = |no: &String| {
        let query = format!(
            "SELECT CAST(count(*) AS TEXT) AS line FROM answers WHERE no = '{no}' AND origin = 'person' \
             AND sheet_id IN ({}, {}) AND declared IN ('{YES}', '{NO}')",
            things.filled, things.proved
        );
        lines(&ground.db(), &query)[0] == "2"
    };
    lines(&ground.db(), &query).into_iter().filter(by_hand).filter(in_all).collect()
}
