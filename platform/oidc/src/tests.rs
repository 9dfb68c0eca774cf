//! What is not believed: a provider of the test's own signs claims, and every one that is a little wrong is refused.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreIdToken, CoreJsonWebKeySet};
use openidconnect::{
    AccessToken, Audience, EmptyAdditionalClaims, JsonWebKeyId, PrivateSigningKey, StandardClaims,
    SubjectIdentifier,
};
use serde_json::{Value, json};
use web::Provider;

use super::*;

const RETURN: &str = "https://metodset.example/sign-in/provider/return";
const NOW: Moment = Moment(1_781_751_600_000_000);
/// Made for these tests.
const OWN: &str = "MC4CAQAwBQYDK2VwBCIEIMziN5E/tafUWhwvo3JPWQOO1lPs7Y9bSLOPjDSCUEec";
const FOREIGN: &str = "MC4CAQAwBQYDK2VwBCIEIA5MYItU4lJvAftDn3rFJN28DO9wlMKBPIWqEzlOW5cf";

/// What the provider of a test does wrong.
#[derive(Clone)]
struct Claim {
    key: &'static str,
    issuer: Option<&'static str>,
    audience: &'static str,
    nonce: &'static str,
    minutes: i64,
    access_token: &'static str,
}

const RIGHT: Claim = Claim {
    key: OWN,
    issuer: None,
    audience: "metodset",
    nonce: "nonce",
    minutes: 5,
    access_token: "access",
};

struct Server {
    issuer: String,
    answer: Arc<Mutex<String>>,
    asked: Arc<Mutex<Vec<String>>>,
}

fn key(pem: &str) -> CoreEdDsaPrivateSigningKey {
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{pem}\n-----END PRIVATE KEY-----\n");
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new("1".to_owned()))).unwrap()
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let (answer, asked) = (Arc::new(Mutex::new(String::new())), Arc::new(Mutex::new(Vec::new())));
        let server = Self { issuer: issuer.clone(), answer: Arc::clone(&answer), asked: Arc::clone(&asked) };
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let (line, body) = request(&mut BufReader::new(&stream));
                asked.lock().unwrap().push(format!("{line} {body}"));
                let text = match line.split(' ').nth(1).unwrap() {
                    "/.well-known/openid-configuration" => described(&issuer).to_string(),
                    "/jwks" => {
                        let keys = CoreJsonWebKeySet::new(vec![key(OWN).as_verification_key()]);
                        serde_json::to_string(&keys).unwrap()
                    }
                    _ => answer.lock().unwrap().clone(),
                };
                let status = if text.contains("\"error\"") { "400 Bad Request" } else { "200 OK" };
                let head = "Content-Type: application/json\r\nConnection: close";
                let _ = write!(
                    stream,
                    "HTTP/1.1 {status}\r\n{head}\r\nContent-Length: {}\r\n\r\n{text}",
                    text.len()
                );
            }
        });
        server
    }

    fn provider(&self) -> Oidc {
        Oidc::over(
            Line::trusting_the_machine(),
            Registration {
                issuer: self.issuer.clone(),
                client_id: "metodset".to_owned(),
                client_secret: Some("secret".to_owned()),
                title: "Проверка".to_owned(),
            },
        )
    }

    fn arrive(&self, claim: &Claim) -> Result<Identity, Astray> {
        *self.answer.lock().unwrap() = self.tokens(claim).to_string();
        self.provider().arrive(&departure(), RETURN, "code", NOW)
    }

    fn tokens(&self, claim: &Claim) -> Value {
        let claims = CoreIdTokenClaims::new(
            IssuerUrl::new(claim.issuer.map_or(self.issuer.clone(), str::to_owned)).unwrap(),
            vec![Audience::new(claim.audience.to_owned())],
            instant(NOW) + TimeDelta::minutes(claim.minutes),
            instant(NOW),
            StandardClaims::new(SubjectIdentifier::new("vera".to_owned())),
            EmptyAdditionalClaims {},
        )
        .set_nonce(Some(Nonce::new(claim.nonce.to_owned())));
        let given = AccessToken::new("access".to_owned());
        let alg = CoreJwsSigningAlgorithm::EdDsa;
        let token = CoreIdToken::new(claims, &key(claim.key), alg, Some(&given), None).unwrap();
        json!({ "access_token": claim.access_token, "token_type": "Bearer", "id_token": token.to_string() })
    }
}

fn request(reader: &mut BufReader<&std::net::TcpStream>) -> (String, String) {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        lines.push(line.trim().to_owned());
    }
    let length = |line: &String| line.to_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok();
    let mut body = vec![0; lines.iter().find_map(length).unwrap_or(0)];
    reader.read_exact(&mut body).unwrap();
    (lines.remove(0), String::from_utf8(body).unwrap())
}

fn described(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
    })
}

fn departure() -> Departure {
    let text = |text: &str| text.to_owned();
    Departure { state: text("state"), nonce: text("nonce"), verifier: "v".repeat(43), asks_anew: false }
}

#[test]
fn a_right_claim_says_who_came() {
    let server = Server::start();
    let identity = server.arrive(&RIGHT).unwrap();
    let (issuer, subject) = (server.issuer.clone(), "vera".to_owned());
    assert_eq!(identity, Identity { issuer, subject, name: String::new() });
    let asked = server.asked.lock().unwrap().join("\n");
    assert!(asked.contains("code_verifier=vvv") && asked.contains("client_secret=secret"), "{asked}");
}

#[test]
fn a_claim_that_is_a_little_wrong_is_refused() {
    let server = Server::start();
    let wrong = [
        Claim { key: FOREIGN, ..RIGHT },
        Claim { issuer: Some("https://id.example"), ..RIGHT },
        Claim { audience: "another", ..RIGHT },
        Claim { nonce: "of another way", ..RIGHT },
        Claim { minutes: 0, ..RIGHT },
        Claim { access_token: "of somebody else", ..RIGHT },
    ];
    for (which, claim) in wrong.iter().enumerate() {
        let outcome = server.arrive(claim);
        assert!(matches!(outcome, Err(Astray::Refused(_))), "{which}: {outcome:?}");
    }
}

#[test]
fn nothing_unsigned_or_signed_with_a_shared_secret_is_believed() {
    let server = Server::start();
    let right = server.tokens(&RIGHT)["id_token"].as_str().unwrap().to_owned();
    let body = right.split('.').nth(1).unwrap();
    // {"alg":"none"} and {"alg":"HS256"}
    for head in ["eyJhbGciOiJub25lIn0", "eyJhbGciOiJIUzI1NiJ9"] {
        let token = format!("{head}.{body}.");
        *server.answer.lock().unwrap() =
            json!({ "access_token": "access", "token_type": "Bearer", "id_token": token }).to_string();
        let outcome = server.provider().arrive(&departure(), RETURN, "code", NOW);
        assert!(matches!(outcome, Err(Astray::Refused(_))), "{outcome:?}");
    }
}

#[test]
fn a_refused_code_and_an_answer_without_a_claim_are_refusals() {
    let server = Server::start();
    for answer in
        [json!({ "error": "invalid_grant" }), json!({ "access_token": "a", "token_type": "Bearer" })]
    {
        *server.answer.lock().unwrap() = answer.to_string();
        let outcome = server.provider().arrive(&departure(), RETURN, "code", NOW);
        assert!(matches!(outcome, Err(Astray::Refused(_))), "{outcome:?}");
    }
}

#[test]
fn the_way_there_carries_the_challenge_and_never_the_verifier() {
    let server = Server::start();
    let way = server.provider().way(&departure(), RETURN).unwrap();
    for part in [
        "code_challenge_method=S256",
        "state=state",
        "nonce=nonce",
        "response_type=code",
        "scope=openid+profile",
    ] {
        assert!(way.contains(part), "{part}: {way}");
    }
    assert!(!way.contains("vvv") && !way.contains("secret") && !way.contains("prompt"), "{way}");
    let anew = Departure { asks_anew: true, ..departure() };
    assert!(server.provider().way(&anew, RETURN).unwrap().contains("prompt=login"));
}

#[test]
fn a_provider_that_is_away_or_calls_itself_otherwise_gives_no_way() {
    let gone = Server { issuer: "http://127.0.0.1:1".to_owned(), ..Server::start() };
    assert!(matches!(gone.provider().way(&departure(), RETURN), Err(Astray::Unreachable(_))));
    let server = Server::start();
    let other = Server { issuer: format!("{}/realms/other", server.issuer), ..Server::start() };
    assert!(other.provider().way(&departure(), RETURN).is_err());
}
