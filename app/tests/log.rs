//! The log of the real program, everything of it: one line a request, and not a name, a password or a secret.

mod program;

use program::visitor::Visitor;
use program::{Running, demo_small, run};

/// Typed on every page of this test, in its own and in the escaped writing of an address.
const SURNAME: &str = "Секретарёва";

/// The value of the first attribute `name` behind `start`.
fn value<'a>(page: &'a str, start: &str) -> &'a str {
    page.split(start)
        .nth(1)
        .and_then(|rest| rest.split("value=\"").nth(1))
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_else(|| panic!("no {start} in {page}"))
}

/// The request's id, as its reply tells it.
fn id(reply: &str) -> i64 {
    header(reply, "x-request-id").trim().parse().unwrap_or_else(|error| panic!("{error}: {reply}"))
}

fn header<'a>(reply: &'a str, name: &str) -> &'a str {
    let found = reply.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    found.unwrap_or_else(|| panic!("no {name} in {reply}"))
}

/// Registers a document with the surname in its title and in the name of its file; the request's id.
fn uploaded(person: &mut Visitor) -> i64 {
    let form = person.get("/documents/new");
    let (unit, kind) = (value(&form, "name=\"unit\""), value(&form, "<option value=\"\""));
    let fields = [
        ("unit", unit),
        ("kind", kind),
        ("title", SURNAME),
        ("number", "7"),
        ("signed_on", "2026-06-01"),
        ("issuer", SURNAME),
        ("topic", ""),
    ];
    let name = format!("приказ {SURNAME}.pdf");
    let kept = person.upload("/documents", &fields, ("file", &name, b"%PDF-1.7\nstartxref\n0\n%%EOF"));
    assert!(kept.starts_with("HTTP/1.1 303"), "the document is not registered: {kept}");
    id(&kept)
}

#[test]
fn the_log_tells_requests_and_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().to_str().unwrap();
    let sign_ins = demo_small(dir)["sign_ins"].clone();
    let of = |role: &str, what: &str| {
        let all = sign_ins.as_array().unwrap();
        all.iter().find(|one| one["role"] == role).unwrap()[what].as_str().unwrap().to_owned()
    };
    let made = run(&["token", "create", "--dir", dir, "--login", "institute", "--name", SURNAME, "--json"]);
    let bearer = program::json(&made.stdout)["secret"].as_str().unwrap().to_owned();
    let log = folder.path().join("log");
    let arguments = ["demo", "--dir", dir, "--listen", "127.0.0.1:0", "--log-format", "json", "--json"];
    let mut running = Running::start_logged(&arguments, &log);
    let url = running.document()["url"].as_str().unwrap().to_owned();

    let mut secrets = vec![bearer.clone(), SURNAME.to_owned(), SURNAME.to_lowercase()];
    let encoded: String = url::form_urlencoded::byte_serialize(SURNAME.as_bytes()).collect();
    secrets.extend([encoded.clone(), encoded.to_lowercase(), "jwt-like-invitation".to_owned()]);
    let mut requests = Vec::new();

    let mut person = Visitor::of(&url);
    for role in ["administrator", "municipal_methodist"] {
        let (login, password) = (of(role, "login"), of(role, "password"));
        person.get("/sign-in");
        secrets.push(person.token.clone());
        let wrong = person.post("/sign-in", &[("login", &login), ("password", SURNAME)]);
        assert!(wrong.starts_with("HTTP/1.1 422"), "{wrong}");
        let entered = person.post("/sign-in", &[("login", &login), ("password", &password)]);
        assert!(entered.starts_with("HTTP/1.1 303"), "{entered}");
        requests.push(id(&entered));
        secrets.extend([login, password]);
        secrets.extend(person.secrets().map(str::to_owned));
        person.get("/");
        secrets.push(person.token.clone());

        // A search, a typed name, a page that is not there, a secret address.
        let found = person.get(&format!("/accounts?name={encoded}"));
        requests.push(id(&found));
        person.post("/accounts", &[("login", "new.one"), ("last_name", SURNAME), ("first_name", "Анна")]);
        person.get(&format!("/{encoded}?back={encoded}"));
        person.get("/invitations/jwt-like-invitation");

        // An upload whose file is called by a name; the administrator registers no documents.
        if role == "municipal_methodist" {
            requests.push(uploaded(&mut person));
        }
        person.send(
            "GET /sign-in",
            &format!("Authorization: Bearer {bearer}\r\nUser-Agent: {encoded}\r\n"),
            b"",
        );
    }
    let asked = format!("Authorization: Bearer {bearer}\r\n");
    let api = person.send(&format!("GET /api/v1/units?name={encoded}"), &asked, b"");
    requests.push(id(&api));
    assert_eq!(running.stop(), Some(0));

    let told = std::fs::read_to_string(&log).unwrap();
    let lines: Vec<serde_json::Value> = told.lines().map(|line| program::json(line.as_bytes())).collect();
    for secret in secrets.iter().filter(|secret| secret.len() > 3) {
        assert!(!told.contains(secret.as_str()), "the log holds «{secret}»:\n{told}");
    }
    for request in &requests {
        let own: Vec<_> = lines.iter().filter(|line| line["request"] == *request).collect();
        let [line] = own[..] else { panic!("{} lines of the request {request}:\n{told}", own.len()) };
        assert_eq!(line["target"], "access", "{line}");
        assert!(line["status"].is_u64() && line["ms"].is_u64() && line["node"].is_u64(), "{line}");
    }
    assert!(lines.iter().any(|line| line["route"] == "/invitations/{token}"), "{told}");
    assert!(lines.iter().any(|line| line["route"] == "none" && line["status"] == 404), "{told}");
}
