//! A demo on either database, and the program serving it as a process of its own.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use testing::Wire;

use crate::{Arguments, Outcome, machine};

/// Which database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// A filled demo.
pub struct Installation {
    /// Where it lies.
    pub engine: Engine,
    /// The built program.
    pub program: PathBuf,
    folder: PathBuf,
    database: Option<String>,
    cluster: Option<u32>,
    sign_ins: Vec<(String, String)>,
    _temporary: Option<TempDir>,
}

impl Installation {
    /// Fills it, or takes the one that is in the folder already.
    pub fn fill(arguments: &Arguments, engine: Engine) -> Outcome<Self> {
        let temporary = arguments.dir.is_none().then(tempfile::tempdir).transpose()?;
        let folder = match (&arguments.dir, &temporary) {
            (Some(dir), _) => dir.join(engine.name()),
            (None, Some(temporary)) => temporary.path().join(engine.name()),
            (None, None) => return Err("no folder".into()),
        };
        let mut made = Self {
            engine,
            program: arguments.program.clone(),
            folder,
            database: None,
            cluster: None,
            sign_ins: Vec::new(),
            _temporary: temporary,
        };
        if engine == Engine::Postgres {
            made.take_database(arguments)?;
        }
        println!("\nfilling the {} demo on {} …", arguments.scale, engine.name());
        let begun = Instant::now();
        let mut command = made.command("demo");
        let output = command
            .args(["--scale", &arguments.scale, "--no-serve", "--json"])
            .stderr(Stdio::inherit())
            .output()?;
        if !output.status.success() {
            return Err("the demo could not be filled".into());
        }
        println!("  {:.1} s", begun.elapsed().as_secs_f64());
        let told: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        let text = |one: &serde_json::Value, name: &str| one[name].as_str().unwrap_or_default().to_owned();
        let all = told["sign_ins"].as_array().cloned().unwrap_or_default();
        made.sign_ins = all.iter().map(|one| (text(one, "login"), text(one, "password"))).collect();
        Ok(made)
    }

    fn take_database(&mut self, arguments: &Arguments) -> Outcome<()> {
        let cluster = arguments.postgres.clone().ok_or("no PostgreSQL cluster was named")?;
        let data = arguments.postgres_data.clone().ok_or("name its folder with --postgres-data")?;
        self.cluster = machine::process_in(&data.join("postmaster.pid"));
        let name = format!("bench_{}", arguments.scale);
        let made = Command::new("psql")
            .args([&format!("{cluster}postgres"), "--quiet", "--command"])
            .arg(format!("CREATE DATABASE {name} TEMPLATE template0 LOCALE 'C' ENCODING 'UTF8'"))
            .stderr(Stdio::null())
            .status()?;
        if !made.success() && arguments.dir.is_none() {
            return Err(format!("{name} cannot be made at {cluster}").into());
        }
        self.database = Some(format!("{cluster}{name}"));
        Ok(())
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(name).arg("--dir").arg(&self.folder).env("METODSET_LOG", "warn");
        if let Some(database) = &self.database {
            command.args(["--database", database]);
        }
        command
    }

    /// Starts the program on it.
    pub fn serve(&self) -> Outcome<Server> {
        let begun = Instant::now();
        let mut command = self.command("serve");
        let mut child = command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn()?;
        let url = first_line(&mut child)?;
        let server = Server { child, url, cluster: self.cluster, begun };
        Ok(server)
    }

    /// The header of a signed-in person's requests.
    pub fn sign_in(&self, server: &Server, login: &str) -> Outcome<String> {
        let password = self.sign_ins.iter().find(|one| one.0 == login).map(|one| one.1.clone());
        let password = password.ok_or_else(|| format!("nobody signs in as {login}"))?;
        let mut line = Wire::to(&server.url)?;
        let page = line.get("/sign-in", "")?;
        let form = format!("_csrf={}&login={login}&password={}", escaped(&page.csrf()), escaped(&password));
        let entered = line.post("/sign-in", &format!("Cookie: {}\r\n", page.cookies()), &form)?;
        if entered.status != 303 {
            return Err(format!("{login} cannot sign in: status {}", entered.status).into());
        }
        Ok(format!("Cookie: {}\r\n", entered.cookies()))
    }
}

/// Percent-encoded, every byte: the shortest rule that is always right.
fn escaped(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

/// The program at work; it ends when dropped.
pub struct Server {
    child: Child,
    /// Where it answers.
    pub url: String,
    cluster: Option<u32>,
    /// When it was started.
    pub begun: Instant,
}

impl Server {
    /// CPU time so far, its database's included.
    pub fn cpu(&self) -> Duration {
        machine::cpu_of(self.child.id()) + self.cluster.map(machine::cpu_of_tree).unwrap_or_default()
    }

    /// Waits until its queue is empty: ten quiet looks in a row, each of two tenths of a second, three minutes at most.
    pub fn settle(&self) -> Outcome<()> {
        let mut quiet = 0;
        for _ in 0..900 {
            let before = self.cpu();
            thread::sleep(Duration::from_millis(200));
            quiet = if self.cpu().saturating_sub(before) < Duration::from_millis(20) { quiet + 1 } else { 0 };
            if quiet == 10 {
                return Ok(());
            }
        }
        Err("its jobs do not end".into())
    }

    /// (memory now, the most it was), megabytes.
    pub fn memory(&self) -> (f64, f64) {
        machine::memory_of(self.child.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A signal lets it give its node back; whether it was heard does not matter here.
        let _ = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

/// The first line a process prints.
pub fn first_line(child: &mut Child) -> Outcome<String> {
    let out = child.stdout.take().ok_or("no output")?;
    let mut line = String::new();
    BufReader::new(out).read_line(&mut line)?;
    if line.is_empty() { Err("it ended before it was ready".into()) } else { Ok(line.trim().to_owned()) }
}
