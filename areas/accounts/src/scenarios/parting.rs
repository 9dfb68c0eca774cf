//! Around the provider: parting is told by letter, and a code is exchanged once however often its transaction runs.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use db::{Clock, Moment};
use testing::{Engine, Sink, both_databases};

use super::providing::{Believing, come_back, leave, linked, through, with_provider};
use super::{Stage, stage_at};

both_databases! {
    fn parting_is_told_to_the_confirmed_address(engine) {
        let (sink, known) = (Sink::start(), Arc::new(Believing::default()));
        let clock = Clock::turned_by_hand(Moment(1_781_751_600_000_000));
        let stage = stage_at(engine, clock, |settings| {
            settings.provider = Some(known);
            settings.post = Some(sink.post());
            "https://metodset.example".clone_into(&mut settings.public_address);
        });
        let vera = linked(&stage, "vera", "vera-at-id");
        stage.address(vera, "vera@school.example");
        let browser = stage.entered("vera");
        browser.page("/account");
        browser.done("/account/provider/removal", &[]);
        let text = last_letter(&stage, &sink);
        assert!(text.contains("Вход через «Ключ учителя» отвязан от учётной записи «vera»"), "{text}");
        assert!(text.contains("Если это сделали не вы"), "{text}");
        // By an administrator: whoever reads it is not asked whether it was them.
        browser.page("/account");
        let state = leave(&browser, "/account/provider", &[]);
        assert_eq!(come_back(&browser, &state, "vera-at-id").location, "/account");
        let administrator = stage.administrator();
        administrator.page("/accounts");
        administrator.done(&format!("/accounts/{vera}/provider/removal"), &[]);
        let text = last_letter(&stage, &sink);
        assert!(text.contains("Это сделано администратором") && !text.contains("не вы"), "{text}");
    }
}

fn last_letter(stage: &Stage, sink: &Sink) -> String {
    stage.app.run_jobs();
    let last = sink.letters().pop().unwrap();
    assert_eq!(
        (&last["to"], &last["subject"]),
        (&"vera@school.example".into(), &"Способ входа отвязан".into())
    );
    last["text"].as_str().unwrap().replace(['\u{a0}', '\n'], " ")
}

/// PostgreSQL ends a transaction that lost a race, and it is run again. A sequence is not rolled back with it.
#[test]
fn a_transaction_run_again_exchanges_the_code_once() {
    let (stage, provider, _) = with_provider(Engine::Postgres);
    linked(&stage, "vera", "vera-at-id");
    stage.sql(
        "CREATE SEQUENCE tries;
         CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF nextval('tries') < 3 THEN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END IF;
             RETURN NEW;
         END $$;
         CREATE TRIGGER lose BEFORE UPDATE ON provider_journeys FOR EACH ROW EXECUTE FUNCTION lose();",
    );
    let before = provider.asked.load(Ordering::Relaxed);
    let (browser, entered) = through(&stage, "vera-at-id");
    assert_eq!(entered.status, 303, "{}", entered.body);
    assert!(browser.page("/account").says("Кедрова Вера Ильинична"));
    assert_eq!(provider.asked.load(Ordering::Relaxed), before + 1, "a code is good once");
    stage.sql("DO $$ BEGIN ASSERT (SELECT last_value FROM tries) = 3; END $$");
}
