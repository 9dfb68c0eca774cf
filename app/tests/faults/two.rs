//! Two servers on one PostgreSQL: what one does holds on the other, nothing is done twice, and one goes on alone.

use std::sync::Barrier;
use std::time::{Duration, Instant};

use crate::ground::{Ground, Server};
use crate::truth::{self, Things, lines, number};
use crate::wire::{Person, Sent, Wire, sign_in};

struct Pair {
    ground: Ground,
    things: Things,
    servers: [Server; 2],
}

impl Pair {
    fn new() -> Self {
        let ground = Ground::postgres();
        let things = Things::of(&ground.db());
        let servers = [ground.serve(), ground.serve()];
        Self { ground, things, servers }
    }

    /// The same request to both at one moment.
    fn at_once(&self, who: &Person, path: &str, fields: [&[(&str, &str)]; 2], is_fetch: bool) -> [Sent; 2] {
        let start = Barrier::new(2);
        let send = |at: usize| {
            let mut wire = Wire::to(&self.servers[at].url).unwrap();
            start.wait();
            if is_fetch { wire.fetch(who, path, fields[at]) } else { wire.post(who, path, fields[at]) }
                .unwrap()
        };
        std::thread::scope(|scope| {
            let other = scope.spawn(|| send(1));
            [send(0), other.join().unwrap()]
        })
    }

    fn get(&self, at: usize, who: &Person, path: &str) -> Sent {
        Wire::to(&self.servers[at].url).unwrap().get(who, path).unwrap()
    }

    fn ask(&self, query: &str) -> i64 {
        number(&self.ground.db(), query)
    }

    /// The answer as it stands: its version, and two values that would change it.
    fn stand(&self, no: &str) -> (String, [&'static str; 2]) {
        let query = format!(
            "SELECT CAST(version AS TEXT) || '|' || declared AS line FROM answers WHERE no = '{no}' AND sheet_id = {}",
            self.things.filled
        );
        let line = lines(&self.ground.db(), &query).remove(0);
        let (version, declared) = line.split_once('|').unwrap();
        let others = match declared {
            "" => ["yes", "no"],
            yes if yes.contains("true") => ["no", ""],
            _ => ["yes", ""],
        };
        (version.to_owned(), others)
    }

    /// A session is the installation's, not the server's.
    fn share_sessions(&self) {
        let person = sign_in(&self.servers[0].url, "belogorsk", "таблица в июне");
        assert_eq!(self.get(1, &person, "/monitoring").status, 200);
        let left = Wire::to(&self.servers[1].url).unwrap().post(&person, "/sign-out", &[]).unwrap();
        assert_eq!(left.status, 303, "{}", left.text());
        assert_eq!(
            [self.get(0, &person, "/monitoring").status, self.get(1, &person, "/monitoring").status],
            [303, 303]
        );
    }

    /// Two saves of one version: one is kept, the other is shown both values.
    fn find_conflicts(&self, methodist: &Person) {
        for _ in 0..12 {
            let (version, [one, other]) = self.stand("2.3");
            let path = format!("/monitoring/sheets/{}/answers/2.3", self.things.filled);
            let fields = [
                &[("value", one), ("version", &*version)][..],
                &[("value", other), ("version", &*version)][..],
            ];
            let sent = self.at_once(methodist, &path, fields, true);
            let mut statuses = sent.each_ref().map(|one| one.status);
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 409], "{} {}", sent[0].text(), sent[1].text());
            let (next, _) = self.stand("2.3");
            assert_eq!(next.parse::<i64>().unwrap(), version.parse::<i64>().unwrap() + 1);
        }
    }

    /// Both publish at one moment: one publication.
    fn publish_once(&self, institute: &Person) {
        for _ in 0..6 {
            let campaign = format!("/monitoring/{}", self.things.campaign);
            let count = format!(
                "SELECT CAST(count(*) AS TEXT) AS line FROM publications WHERE campaign_id = {}",
                self.things.campaign
            );
            let before = self.ask(&count);
            let reason = [("reason", "проверка двух серверов")];
            let mut wire = Wire::to(&self.servers[0].url).unwrap();
            assert_eq!(wire.post(institute, &format!("{campaign}/reopening"), &reason).unwrap().status, 303);
            let sent = self.at_once(institute, &format!("{campaign}/publication"), [&reason, &reason], false);
            let mut statuses = sent.each_ref().map(|one| one.status);
            statuses.sort_unstable();
            assert_eq!(statuses, [303, 422], "{} {}", sent[0].text(), sent[1].text());
            assert_eq!(self.ask(&count), before + 1);
        }
        let halves = truth::halves_of_publication(&self.ground.db(), &self.things);
        assert!(halves.is_empty(), "{halves:#?}");
    }

    /// Answers of one person go to both servers in turn; each line of the journal has its own id, of one of two nodes.
    fn fill_on_both(&self, methodist: &Person) {
        let mut wires = self.servers.each_ref().map(|server| Wire::to(&server.url).unwrap());
        for turn in 0..20 {
            let (version, [value, _]) = self.stand("2.4");
            let path = format!("/monitoring/sheets/{}/answers/2.4", self.things.filled);
            let fields = [("value", value), ("version", &*version)];
            assert_eq!(wires[turn % 2].fetch(methodist, &path, &fields).unwrap().status, 200);
        }
        let nodes = "SELECT CAST(count(DISTINCT (id / 4096) % 1024) AS TEXT) AS line FROM audit_entries \
                     WHERE text LIKE 'Показатель 2.4%'";
        assert_eq!(self.ask(nodes), 2, "the servers share a node, or one has written nothing");
        assert_eq!(self.ask("SELECT CAST(count(*) AS TEXT) AS line FROM nodes"), 2);
    }

    /// Everything written is sealed in one chain, and recurring work stands in the queue once.
    fn seal_in_one_chain(&self) {
        let open = "SELECT CAST(count(*) AS TEXT) AS line FROM audit_entries WHERE block IS NULL";
        let begun = Instant::now();
        while self.ask(open) > 0 {
            assert!(
                begun.elapsed() < Duration::from_secs(25),
                "something is not sealed: {}",
                self.ground.log()
            );
            std::thread::sleep(Duration::from_millis(200));
        }
        let twice = "SELECT kind AS line FROM jobs GROUP BY kind, job_key HAVING count(*) > 1";
        assert!(lines(&self.ground.db(), twice).is_empty());
        assert!(self.ask("SELECT CAST(count(*) AS TEXT) AS line FROM jobs") >= 3);
        assert_eq!(self.ground.run(&["audit", "verify"]).status.code(), Some(0));
    }
}

#[test]
fn two_servers_on_one_database_are_one_installation() {
    let mut pair = Pair::new();
    pair.share_sessions();
    let methodist = sign_in(&pair.servers[0].url, "belogorsk", "таблица в июне");
    let institute = sign_in(&pair.servers[1].url, "institute", "зелёная лампа");
    pair.fill_on_both(&methodist);
    pair.find_conflicts(&methodist);
    pair.publish_once(&institute);
    pair.seal_in_one_chain();
    // One dies: the other goes on with everything, the session made on the dead one too.
    pair.servers[0].running.kill();
    let (version, [value, _]) = pair.stand("2.4");
    let path = format!("/monitoring/sheets/{}/answers/2.4", pair.things.filled);
    let fields = [("value", value), ("version", &*version)];
    let sent = Wire::to(&pair.servers[1].url).unwrap().fetch(&methodist, &path, &fields).unwrap();
    assert_eq!(sent.status, 200, "{}", sent.text());
    // Sealing the dead one may have been at is taken over when its lease is over.
    let mine = "UPDATE jobs SET lease_until = 0 WHERE state = 'running'";
    let ended: db::Result<()> = pair.ground.db().write(|tx| tx.batch(mine));
    ended.unwrap();
    pair.seal_in_one_chain();
    assert!(!pair.ground.log().contains("panicked"), "{}", pair.ground.log());
}
