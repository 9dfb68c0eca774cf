//! The OpenAPI 3.1 document, built from the routes that describe themselves.

use std::collections::BTreeMap;

use access::{Anyone, Permission};
use serde_json::{Map, Value, json};

use super::doc::{Doc, Parameter, problem};
use crate::{Method, Route};

type Schemas = BTreeMap<String, Value>;

const ABOUT: &str = "Числа с\u{a0}баллами и\u{a0}процентами – строки с\u{a0}точкой, номера записей – строки, \
                     моменты – RFC 3339 в\u{a0}UTC. Списки выдаются страницами: «next» передают как «after».";

/// The document of these routes; those that are no API are passed over.
pub fn document(routes: &[Route]) -> Value {
    let mut schemas = Schemas::new();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    for route in routes {
        if let Some(doc) = &route.doc {
            let method = method(route.method).to_owned();
            paths.entry(route.path).or_default().insert(method, operation(route, doc, &mut schemas));
        }
    }
    schemas.values_mut().for_each(without_null_sign);
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Методсеть", "version": "1", "description": ABOUT },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer", "description": "Ключ доступа mst_…" } },
        },
    })
}

/// Says of every text what the house holds of all: the sign U+0000 is in none, be it a value or the key of a map.
fn without_null_sign(schema: &mut Value) {
    let Value::Object(parts) = schema else {
        if let Value::Array(all) = schema {
            all.iter_mut().for_each(without_null_sign);
        }
        return;
    };
    let is = |kind: &str| match parts.get("type") {
        Some(Value::String(only)) => only == kind,
        Some(Value::Array(several)) => several.iter().any(|one| one == kind),
        _ => false,
    };
    let is_told = ["pattern", "enum", "format", "const"].iter().any(|word| parts.contains_key(*word));
    let is_map = is("object") && parts.get("additionalProperties").is_some_and(Value::is_object);
    if is("string") && !is_told {
        parts.insert("pattern".to_owned(), NO_NULL.into());
    }
    if is_map {
        parts.insert("propertyNames".to_owned(), json!({ "pattern": NO_NULL }));
    }
    parts.values_mut().for_each(without_null_sign);
}

const NO_NULL: &str = "^[^\\u0000]*$";

fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "get",
        Method::Post => "post",
        Method::Put => "put",
    }
}

fn operation(route: &Route, doc: &Doc, schemas: &mut Schemas) -> Value {
    let mut operation = json!({
        "operationId": doc.id,
        "summary": doc.summary,
        "tags": [doc.tag],
        "parameters": parameters(doc),
        "responses": responses(route, doc, schemas),
    });
    if route.permission != Anyone::NAME {
        operation["security"] = json!([{ "bearer": [] }]);
    }
    if let Some(takes) = &doc.takes {
        let content = json!({ "application/json": { "schema": takes.reference(schemas) } });
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    operation
}

fn parameters(doc: &Doc) -> Vec<Value> {
    let parameter = |one: &Parameter, place: &str| {
        let required = place == "path";
        json!({ "name": one.name, "in": place, "description": one.about, "required": required, "schema": one.schema })
    };
    let mut all: Vec<Value> = doc.path.iter().map(|one| parameter(one, "path")).collect();
    // An empty one is not asked for: forms and templates send them.
    all.extend(doc.query.iter().map(|one| {
        let mut told = parameter(one, "query");
        told["allowEmptyValue"] = true.into();
        told
    }));
    if doc.conflict.is_some() {
        let about = "Версия, на\u{a0}которой основано изменение: ETag ответа в\u{a0}кавычках";
        let schema = json!({ "type": "string", "pattern": "^\"[0-9]{1,18}\"$" });
        all.push(
            json!({ "name": "If-Match", "in": "header", "description": about, "required": true, "schema": schema }),
        );
    }
    all
}

fn responses(route: &Route, doc: &Doc, schemas: &mut Schemas) -> Map<String, Value> {
    let schema =
        doc.answers.as_ref().map_or_else(|| json!({ "type": "object" }), |one| one.reference(schemas));
    let mut ok = json!({ "description": "Сделано", "content": { "application/json": { "schema": schema } } });
    if doc.is_tagged {
        let about = "Версия для\u{a0}If-Match";
        ok["headers"] = json!({ "ETag": { "description": about, "schema": { "type": "string" } } });
    }
    let mut all = Map::from_iter([("200".to_owned(), ok)]);
    let plain = problem().reference(schemas);
    for (status, about) in statuses(route, doc) {
        let conflict = doc.conflict.as_ref().filter(|_| status == 409);
        let schema = conflict.map_or_else(|| plain.clone(), |shape| shape.reference(schemas));
        let content = json!({ "application/problem+json": { "schema": schema } });
        all.insert(status.to_string(), json!({ "description": about, "content": content }));
    }
    all
}

/// What can go wrong, by what the operation takes.
fn statuses(route: &Route, doc: &Doc) -> Vec<(u16, &'static str)> {
    let is_open = route.permission == Anyone::NAME;
    let (writes, asks_version) = (doc.takes.is_some(), doc.conflict.is_some());
    let all = [
        (writes, 400, "Тело запроса или\u{a0}If-Match не\u{a0}прочитаны"),
        (!is_open, 401, "Нет ключа, он не\u{a0}подходит или\u{a0}закончился"),
        (!is_open, 403, "У\u{a0}владельца ключа нет такого права, или\u{a0}ключ только читает"),
        (
            !doc.path.is_empty() || doc.query.iter().any(|one| one.name == "unit"),
            404,
            "Нет такой записи в\u{a0}пределах ключа",
        ),
        (asks_version, 409, "Изменено другим: оба значения"),
        (writes, 413, "Тело больше 1\u{a0}МБ"),
        (writes, 415, "Тело – не\u{a0}application/json"),
        (writes || !doc.query.is_empty(), 422, "Неверные данные или\u{a0}отказ по\u{a0}правилу"),
        (asks_version, 428, "Нет заголовка If-Match"),
        (true, 500, "Ошибка программы"),
        (true, 503, "База данных не\u{a0}отвечает"),
    ];
    all.into_iter().filter(|(can, _, _)| *can).map(|(_, status, about)| (status, about)).collect()
}
