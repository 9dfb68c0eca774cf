//! A program for tests: asks the API with an access token and reads JSON.

use std::sync::Arc;

use access::store::tokens;
use access::{AccessToken, AccessTokenId, AccountId, Token, TokenScope};
use axum::body::Body;
use axum::http::{Request, header, request};
use chrono::NaiveDate;
use web::House;

use crate::{Shown, TestApp};

/// A program with one access token, or with none.
pub struct Client {
    house: Arc<House>,
    token: String,
}

impl TestApp {
    /// A program that holds a fresh token of the account, good for a year of tests.
    pub fn client(&self, account: AccountId, scope: TokenScope) -> Client {
        let secret = self.token(account, scope, None, NaiveDate::from_ymd_opt(2099, 12, 31).unwrap());
        self.client_with(&secret)
    }

    /// A program with this secret; an empty one is none.
    pub fn client_with(&self, secret: &str) -> Client {
        Client { house: Arc::clone(&self.house), token: secret.to_owned() }
    }

    /// The secret of a fresh token.
    pub fn token(
        &self,
        account: AccountId,
        scope: TokenScope,
        unit: Option<(i64, String)>,
        expires_on: NaiveDate,
    ) -> String {
        let (secret, created_at) = (Token::for_program(), self.house.now());
        let (id, name) = (AccessTokenId(self.house.id()), "тест".to_owned());
        let token = AccessToken {
            id,
            account,
            name,
            scope,
            unit,
            expires_on,
            created_at,
            last_used_at: None,
            revoked_at: None,
        };
        self.write(|tx| tokens::add(tx, &token, &secret.hash(), None));
        secret.reveal().to_owned()
    }
}

impl Client {
    /// Asks.
    pub fn get(&self, address: &str) -> Shown {
        self.send(Request::get(address), "")
    }

    /// Asks and says it must be there.
    pub fn read(&self, address: &str) -> serde_json::Value {
        let shown = self.get(address);
        assert_eq!(shown.status, 200, "GET {address}: {}", shown.body);
        shown.json()
    }

    /// Writes a record whole; an empty version sends no `If-Match`.
    pub fn put(&self, address: &str, version: &str, body: &str) -> Shown {
        let request = Request::put(address).header(header::CONTENT_TYPE, "application/json");
        let is_conditional = !version.is_empty();
        let request = if is_conditional { request.header(header::IF_MATCH, version) } else { request };
        self.send(request, body)
    }

    /// Sends any method with these headers.
    pub fn ask(&self, method: &str, address: &str, headers: &[(&str, &str)], body: &str) -> Shown {
        let request = Request::builder().method(method).uri(address);
        self.send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)), body)
    }

    fn send(&self, request: request::Builder, body: &str) -> Shown {
        let request = match self.token.as_str() {
            "" => request,
            token => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        };
        crate::browser::sent(&self.house, request.body(Body::from(body.to_owned())).unwrap())
    }
}
