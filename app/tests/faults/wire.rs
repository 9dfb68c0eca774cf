//! A signed-in person on one kept connection.

use std::io::Result;

pub use testing::Sent;

/// A signed-in person: what every request carries.
#[derive(Debug, Clone, Default)]
pub struct Person {
    pub cookies: String,
    pub csrf: String,
}

/// A connection that is kept.
pub struct Wire(testing::Wire);

impl Wire {
    pub fn to(url: &str) -> Result<Self> {
        testing::Wire::to(url).map(Self)
    }

    pub fn get(&mut self, who: &Person, path: &str) -> Result<Sent> {
        self.ask("GET", path, who, "Accept: text/html\r\n", &[])
    }

    /// A form as a page without scripts sends it.
    pub fn post(&mut self, who: &Person, path: &str, fields: &[(&str, &str)]) -> Result<Sent> {
        self.send(who, path, fields, "Accept: text/html\r\n")
    }

    /// A form as the script of the page sends it; the answer is JSON.
    pub fn fetch(&mut self, who: &Person, path: &str, fields: &[(&str, &str)]) -> Result<Sent> {
        self.send(who, path, fields, "X-Requested-With: fetch\r\n")
    }

    fn send(&mut self, who: &Person, path: &str, fields: &[(&str, &str)], more: &str) -> Result<Sent> {
        let token = [("_csrf", who.csrf.as_str())];
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(token.iter().chain(fields))
            .finish();
        let more = format!("Content-Type: application/x-www-form-urlencoded\r\n{more}");
        self.ask("POST", path, who, &more, body.as_bytes())
    }

    /// A form with one file.
    pub fn upload(
        &mut self,
        who: &Person,
        path: &str,
        fields: &[(&str, &str)],
        (name, bytes): (&str, &[u8]),
    ) -> Result<Sent> {
        let mut body = Vec::new();
        for (field, value) in [("_csrf", who.csrf.as_str())].iter().chain(fields) {
            let part =
                format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        self.ask("POST", path, who, "Content-Type: multipart/form-data; boundary=edge\r\n", &body)
    }

    pub fn ask(&mut self, method: &str, path: &str, who: &Person, more: &str, body: &[u8]) -> Result<Sent> {
        self.0.ask(method, path, &format!("Cookie: {}\r\n{more}", who.cookies), body)
    }
}

/// Signs in as a browser does: the page, its token, the form.
pub fn sign_in(url: &str, login: &str, password: &str) -> Person {
    let visitor = visitor(url);
    let mut wire = Wire::to(url).unwrap();
    let entered = wire.post(&visitor, "/sign-in", &[("login", login), ("password", password)]).unwrap();
    assert_eq!(entered.status, 303, "{login}: {}", entered.text());
    let cookies = entered.cookies();
    let page = wire.get(&Person { cookies: cookies.clone(), csrf: String::new() }, "/").unwrap();
    assert_eq!(page.status, 200, "{login}: {}", page.text());
    Person { cookies, csrf: page.csrf() }
}

/// Nobody yet: what the page of the sign-in gives along.
pub fn visitor(url: &str) -> Person {
    let page = Wire::to(url).unwrap().get(&Person::default(), "/sign-in").unwrap();
    Person { cookies: page.cookies(), csrf: page.csrf() }
}
