//! The API: its examples, its description, its cursors, its errors.

use super::server::{encoded, shared};

#[test]
fn the_examples_of_the_api_page_answer_as_described() {
    let server = shared();
    let page = server.get("/api").page();
    let schema = server.get("/schema.json").json();
    let paths = schema["paths"]
        .as_object()
        .expect("paths");
    let examples = page.select("a[data-example]");
    assert_eq!(examples.length(), paths.len());
    for link in &examples {
        let address = link
            .attr("href")
            .expect("an address")
            .to_string();
        let reply = server.get(&address);
        assert_eq!(
            reply.status, 200,
            "{address}: {}",
            reply.body
        );
        let name = address["/api/v1/".len()..]
            .split(['/', '?'])
            .next()
            .expect("a name");
        let described = paths
            .get(&format!("/{name}"))
            .or_else(|| paths.get(&format!("/{name}/{{id}}")))
            .unwrap_or_else(|| panic!("{name} is not described"));
        let answer = &described["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        check(&reply.json(), answer, &address);
    }
}

/// Checks that a value has the type of a schema, and the keys that it requires.
fn check(value: &serde_json::Value, schema: &serde_json::Value, address: &str) {
    let has_type = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "null" => value.is_null(),
        other => panic!("unknown type {other}"),
    };
    let fits = match &schema["type"] {
        serde_json::Value::String(kind) => has_type(kind),
        serde_json::Value::Array(kinds) => kinds
            .iter()
            .any(|kind| has_type(kind.as_str().expect("a type"))),
        _ => true,
    };
    assert!(
        fits,
        "{address}: {value} is not {schema}"
    );
    for key in schema["required"]
        .as_array()
        .into_iter()
        .flatten()
    {
        let key = key.as_str().expect("a key");
        let part = value
            .get(key)
            .unwrap_or_else(|| panic!("{address}: no {key}"));
        check(
            part,
            &schema["properties"][key],
            address,
        );
    }
}

#[test]
fn every_parameter_that_is_described_is_accepted() {
    let server = shared();
    let schema = server.get("/schema.json").json();
    let values = [
        ("lang", "en"),
        ("kind", "quote"),
        ("date", "2020"),
        ("since", "2019"),
        ("until", "2030"),
        ("added", "2026"),
        ("sort", "newest"),
        ("group", "issue"),
        ("by", "year"),
        ("span", "3"),
        ("least", "0.5"),
    ];
    let mut checked = 0;
    for (path, described) in schema["paths"]
        .as_object()
        .expect("paths")
    {
        for parameter in described["get"]["parameters"]
            .as_array()
            .expect("parameters")
        {
            let name = parameter["name"]
                .as_str()
                .expect("a name");
            if name == "id" || name == "cursor" {
                continue;
            }
            let is_flag = ["facets", "fuzzy", "explain", "full", "twins"].contains(&name);
            let value = match (path.as_str(), name) {
                ("/kwic", "sort") => "right",
                ("/collocates", "by") => "mi",
                _ if is_flag => "true",
                _ => values
                    .iter()
                    .find(|(other, _)| *other == name)
                    .map_or("1", |(_, value)| value),
            };
            let path = path.replace("{id}", "brief-001%233");
            let address = format!("/api/v1{path}?q=front&{name}={value}");
            let address = address.replace("?q=front&q=1", "?q=front");
            let address = if path.starts_with("/similar") {
                address.replace("q=front&", "")
            } else {
                address
            };
            let reply = server.get(&address);
            assert_eq!(
                reply.status, 200,
                "{address}: {}",
                reply.body
            );
            checked += 1;
        }
    }
    assert!(checked > 60, "only {checked}");
}

#[test]
fn cursors_lead_through_an_answer() {
    let server = shared();
    for (path, list) in [("search", "hits"), ("kwic", "rows")] {
        let start = format!("/api/v1/{path}?q=party&limit=9");
        let mut address = start.clone();
        let mut ids = Vec::new();
        for _ in 0..100 {
            let answer = server.get(&address).json();
            let items = answer[list]
                .as_array()
                .expect("items")
                .clone();
            assert!(
                !items.is_empty() && items.len() <= 9,
                "{address}"
            );
            ids.extend(items.iter().map(|item| {
                let left = item
                    .get("left")
                    .map(ToString::to_string);
                format!(
                    "{} {}",
                    item["id"],
                    left.unwrap_or_default()
                )
            }));
            match answer["next"].as_str() {
                Some(next) => address = format!("{start}&cursor={next}"),
                None => break,
            }
        }
        let all = server
            .get(&format!(
                "/api/v1/{path}?q=party&limit=0"
            ))
            .json();
        assert_eq!(
            ids.len(),
            all[list]
                .as_array()
                .expect("items")
                .len()
        );
        let total = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(
            ids.len(),
            total,
            "{path} repeats itself"
        );
    }
    let next = server
        .get("/api/v1/search?q=party&limit=2")
        .json()["next"]
        .clone();
    let next = next.as_str().expect("a cursor");
    for wrong in [
        format!("q=front&cursor={next}"),
        "q=party&cursor=5-abc".to_owned(),
    ] {
        let reply = server.get(&format!("/api/v1/search?{wrong}"));
        assert_eq!(reply.status, 400, "{wrong}");
        assert!(
            reply.body.contains("cursor"),
            "{}",
            reply.body
        );
    }
}

#[test]
fn errors_say_what_is_wrong_and_what_to_do() {
    let server = shared();
    let cases = [
        (
            "/api/v1/search?q=front&lang=fr",
            400,
            "lang",
        ),
        (
            "/api/v1/search?q=front&colour=red",
            400,
            "colour",
        ),
        (
            "/api/v1/search?q=front&limit=many",
            400,
            "limit",
        ),
        (
            "/search.json?q=front&date=tomorrow",
            400,
            "date",
        ),
        (
            "/search.json?q=date:tomorrow",
            400,
            "date",
        ),
        (
            "/api/v1/kwic?q=front&sort=up",
            400,
            "sort",
        ),
        (
            "/api/v1/kwic?q=front&facets=true",
            400,
            "facets",
        ),
        (
            "/api/v1/collocates?q=front&span=99",
            400,
            "span",
        ),
        (
            "/api/v1/trends?q=front&by=day",
            400,
            "by",
        ),
        (
            "/api/v1/brief/breif-001",
            404,
            "breif-001",
        ),
        ("/api/v1/nothing", 404, "page"),
        ("/api/v2/search?q=front", 404, "page"),
        ("/kwic.atom?q=front", 404, "format"),
        (
            "/api/v1/similar/brief-001",
            404,
            "passage",
        ),
        ("/api/v1/cite", 404, "cite"),
    ];
    for (address, status, word) in cases {
        let reply = server.get(address);
        assert_eq!(reply.status, status, "{address}");
        assert_eq!(
            reply.header("content-type"),
            "application/json",
            "{address}"
        );
        let problem = reply.json();
        let keys: Vec<&String> = problem
            .as_object()
            .expect("an object")
            .keys()
            .collect();
        assert_eq!(
            keys,
            ["error", "hint", "status"],
            "{address}"
        );
        assert_eq!(problem["status"], status);
        assert!(
            problem["error"]
                .as_str()
                .expect("words")
                .contains(word),
            "{problem}"
        );
    }
    let page = server.get(&format!(
        "/brief/{}",
        encoded("breif-001")
    ));
    assert_eq!(page.status, 404);
    assert!(
        page.body.contains("did you mean"),
        "{}",
        page.body
    );
}
