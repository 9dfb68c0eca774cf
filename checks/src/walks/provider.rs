//! Signing in through a real identity provider: linked once, entered by one click, with scripts and without.

use super::{Chromium, METHODIST, Stage, Walker};
use crate::demo::Demo;

const TITLE: &str = "Ключ учителя";
const BUTTON: &str = "Войти через «Ключ учителя»";

/// Says who one is at the provider, and agrees.
fn be(walker: &Walker, login: &str) {
    walker.until("the provider asks who comes", || walker.has("[name=login]"));
    walker.write("[name=login]", login);
    walker.write("[name=password]", "any");
    walker.click("button[type=submit]");
    walker.until("the provider asks for consent", || walker.text().contains("Authorize"));
    walker.click("button[type=submit]");
}

#[test]
fn a_person_links_an_identity_and_enters_by_it() {
    let (demo, _provider) = Demo::with_provider(TITLE);
    let stage = Stage { demo, chromium: Chromium::start() };
    let walker = stage.person(METHODIST);
    walker.open("/account");
    walker.sees("Не привязан");
    walker.press("Привязать");
    be(&walker, "vera-at-id");
    walker.sees("Вход привязан (Кедрова (vera-at-id)): теперь можно входить и так.");
    walker.sees("Кедрова (vera-at-id)");
    walker.picture("provider-account");

    walker.open("/account");
    walker.press("Выйти на всех устройствах");
    walker.until("the door", || walker.address().starts_with("/sign-in"));
    walker.picture("provider-sign-in");
    walker.press(BUTTON);
    walker.until("the person is in", || walker.address() == "/");

    let plain = Walker::new(&stage.chromium, &stage.demo.url, false);
    plain.open("/sign-in?back=/units");
    plain.press(BUTTON);
    plain.sees("Войдите там – и вы вернётесь сюда.");
    plain.picture("provider-way");
    plain.press("Перейти");
    be(&plain, "vera-at-id");
    plain.sees("Там вас узнали. Осталось подтвердить вход.");
    plain.picture("provider-return");
    plain.press("Продолжить");
    plain.until("the person is where they wanted", || plain.address() == "/units");

    let other = stage.stranger();
    other.open("/sign-in");
    other.press(BUTTON);
    be(&other, "nobody-here");
    other.sees("не связана с учётной записью Методсети");
    other.picture("provider-unknown");
    other.press("Войти по паролю и привязать");
    other.sees("Логин");
}

#[test]
fn a_provider_that_is_away_keeps_nobody_out() {
    let (demo, mut provider) = Demo::with_provider(TITLE);
    provider.go_away();
    let stage = Stage { demo, chromium: Chromium::start() };
    let walker = stage.stranger();
    walker.open("/sign-in");
    walker.press(BUTTON);
    walker.sees("«Ключ учителя» сейчас не отвечает. Войдите по логину и паролю или повторите через минуту.");
    walker.picture("provider-away");
    walker.press("Войти");
    stage.enter(&walker, METHODIST);
    walker.until("the person is in", || walker.address() == "/");
}
