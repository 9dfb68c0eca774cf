//! Secrets of second factors at rest: sealed with the installation's key, whatever they were before, and not lost with it.

use access::{AccountId, Keyring, Role, Sealing, Token, store::factors};
use db::{Clock, Moment};
use testing::{Engine, both_databases};

use super::factor::{code, set_up};
use super::{PASSWORD, Stage, stage_at};

fn ticking(engine: Engine, keys: &Keyring) -> (Stage, Clock) {
    let clock = Clock::turned_by_hand(Moment(1_781_751_600_000_000));
    (stage_at(engine, clock, |settings| settings.keys = keys.clone()), clock)
}

fn ring(keys: &[&Token]) -> Keyring {
    let words: Vec<&str> = keys.iter().map(|key| key.reveal()).collect();
    Keyring::read(&words.join(",")).unwrap()
}

/// How the one secret stands to these keys.
fn standing(stage: &Stage, keys: &Keyring) -> Sealing {
    let found = stage.app.house.db.read(|conn| factors::standings(conn, keys)).unwrap();
    assert_eq!(found.len(), 1);
    found[0].1
}

/// Puts the secret of the account as it would be with other keys.
fn keep_with(stage: &Stage, keys: &Keyring, account: AccountId) {
    let known = &stage.app.house.settings.keys;
    let factor = stage.app.house.db.read(|conn| factors::find(conn, known, account)).unwrap().unwrap();
    stage.app.write(|tx| factors::seal(tx, keys, account, &factor.secret.clone().unwrap()));
}

/// Both steps of a sign-in with this code; whether they lead in.
fn enters(stage: &Stage, typed: &str) -> bool {
    let browser = stage.app.stranger();
    browser.page("/sign-in");
    let half = browser.post("/sign-in", &[("login", "vera"), ("password", PASSWORD)]);
    assert!(half.says("Код для входа"), "{}", half.body);
    browser.post("/sign-in/code", &[("one_time_code", typed)]).status == 303
}

both_databases! {
    fn a_secret_is_sealed_from_the_first_moment_and_at_its_next_use(engine) {
        let (old, new) = (Token::random(), Token::random());
        let keys = ring(&[&new, &old]);
        let (stage, clock) = ticking(engine, &keys);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        set_up(&stage, &stage.entered("vera"), vera);
        assert_eq!(standing(&stage, &keys), Sealing::Present);
        // As it was before the installation had keys, and as an earlier key left it.
        for (kept, before) in [(Keyring::default(), Sealing::Open), (ring(&[&old]), Sealing::Earlier)] {
            keep_with(&stage, &kept, vera);
            assert_eq!(standing(&stage, &keys), before);
            clock.turn_to(clock.now().plus_seconds(60));
            assert!(!enters(&stage, "000000"), "a wrong code opens nothing");
            assert_eq!(standing(&stage, &keys), before, "and seals nothing");
            clock.turn_to(clock.now().plus_seconds(60));
            assert!(enters(&stage, &code(&stage, vera, 0)));
            assert_eq!(standing(&stage, &keys), Sealing::Present);
        }
        assert_eq!(standing(&stage, &ring(&[&old])), Sealing::Lost, "the earlier key opens it no more");
    }

    fn with_the_key_lost_a_recovery_code_still_opens(engine) {
        let keys = ring(&[&Token::random()]);
        let (stage, clock) = ticking(engine, &keys);
        let vera = stage.settled("vera", Role::ServiceHead, &stage.tree.north);
        let codes = set_up(&stage, &stage.entered("vera"), vera);
        clock.turn_to(clock.now().plus_seconds(60));
        let shown = code(&stage, vera, 0);
        keep_with(&stage, &ring(&[&Token::random()]), vera);
        assert_eq!(standing(&stage, &keys), Sealing::Lost);
        assert!(!enters(&stage, &shown), "nobody knows what the device shows");
        clock.turn_to(clock.now().plus_seconds(60));
        assert!(enters(&stage, &codes[0]));
    }
}
