//! The cluster's indices behind the name of an address: `briefs` is an alias of `briefs-1`, and
//! after a rebuild of `briefs-2`.

use std::thread::sleep;

use serde_json::{Value, json};

use super::address::Address;
use super::client::{Body, Client, Method};
use super::mapping::{self, SINCE};
use super::trouble;
use crate::error::{Error, Result};
use crate::index;

/// Returns the path of an index or an alias.
pub(crate) fn path(name: &str) -> String {
    format!("/{}", Address::encoded(name))
}

/// Returns the alias through which an index is written. A request that requires it never creates an
/// index by mistake, after this one was deleted.
pub(super) fn write_alias(index: &str) -> String {
    format!("{index}.write")
}

/// Returns the index that the address names, or `None` if there is none.
///
/// # Errors
/// Returns an error if the name is that of something else.
pub(super) fn current(client: &Client) -> Result<Option<String>> {
    let name = &client.address.name;
    let aliases = format!("/_alias/{}", Address::encoded(name));
    let answer = client.ask(Method::Get, &aliases, Body::Nothing)?;
    if answer.status == 404 {
        return refuse_index_of_that_name(client).map(|()| None);
    }
    if !answer.is_success() {
        return Err(client.refusal(&answer));
    }
    let indices = answer.body.as_object();
    let mut indices = indices.into_iter().flatten();
    match (indices.next(), indices.next()) {
        (None, _) => Ok(None),
        (Some((index, _)), None) if owns(client, index)? => Ok(Some(index.clone())),
        _ => Err(foreign(client)),
    }
}

/// Refuses an index that has the address's name itself.
fn refuse_index_of_that_name(client: &Client) -> Result<()> {
    let index = path(&client.address.name);
    let answer = client.ask(Method::Get, &index, Body::Nothing)?;
    match answer.status {
        404 => Ok(()),
        _ if answer.is_success() => Err(foreign(client)),
        _ => Err(client.refusal(&answer)),
    }
}

/// Returns the error for a name that is that of something else.
pub(super) fn foreign(client: &Client) -> Error {
    trouble::error(
        &client.address.shown,
        "foreign-index",
        "the cluster has something else of this name, which yinde did not make and leaves alone; \
        write another name",
    )
}

/// Returns whether yinde made this index for the address's name.
fn owns(client: &Client, index: &str) -> Result<bool> {
    let mark = format!(
        "{}/_mapping?filter_path=*.mappings._meta",
        path(index)
    );
    let answer = client.get(&mark)?;
    let name = &client.address.name;
    Ok(answer[index]["mappings"]["_meta"]["yinde"]["name"] == name.as_str())
}

/// Returns the indices that yinde made for the address's name, with their numbers.
fn all(client: &Client) -> Result<Vec<(u64, String)>> {
    let name = &client.address.name;
    let pattern = format!(
        "{}/_mapping?filter_path=*.mappings._meta",
        path(&format!("{name}-*"))
    );
    let answer = client.get(&pattern)?;
    let mut found = Vec::new();
    for (index, mappings) in answer
        .as_object()
        .into_iter()
        .flatten()
    {
        let number = index
            .strip_prefix(name.as_str())
            .and_then(|rest| rest.strip_prefix('-'))
            .and_then(|number| number.parse().ok());
        let is_own = mappings["mappings"]["_meta"]["yinde"]["name"] == name.as_str();
        if let Some(number) = number.filter(|_| is_own) {
            found.push((number, index.clone()));
        }
    }
    Ok(found)
}

/// Creates the next index for the address's name. If it is the first, the name is given to it, and
/// if another run is quicker, `None` is returned.
pub(super) fn create(client: &Client, is_first: bool) -> Result<Option<String>> {
    let name = &client.address.name;
    let numbers = all(client)?.into_iter();
    let last = numbers
        .map(|(number, _)| number)
        .max();
    let index = format!("{name}-{}", last.unwrap_or(0) + 1);
    let (schema, _) = index::schema::schema();
    let mut body = mapping::index(name, &write_alias(&index), &schema);
    if is_first {
        body["aliases"][name] = json!({});
    }
    let answer = client.ask(
        Method::Put,
        &path(&index),
        Body::Json(&body),
    )?;
    if answer.is_success() {
        return Ok(Some(index));
    }
    if answer.error_type() == "resource_already_exists_exception" {
        return Ok(None);
    }
    Err(client.refusal(&answer))
}

/// Gives the address's name to the index `new` instead of `old`, in one step.
pub(super) fn swap(client: &Client, old: &str, new: &str) -> Result<()> {
    let name = &client.address.name;
    let actions: Value = json!({"actions": [
        {"remove": {"index": old, "alias": name}},
        {"add": {"index": new, "alias": name}},
    ]});
    match client.post("/_aliases", &actions) {
        // If the answer to an earlier try got lost, the name is the new one's already.
        Err(error) if current(client)?.as_deref() != Some(new) => Err(error),
        _ => Ok(()),
    }
}

/// Deletes the indices that yinde made for the address's name, but `kept`.
pub(super) fn delete_others(client: &Client, kept: &str) -> Result<()> {
    for (_, index) in all(client)? {
        if index != kept {
            delete(client, &index)?;
        }
    }
    Ok(())
}

/// Deletes an index, unless it is gone, as after a try whose answer got lost.
pub(super) fn delete(client: &Client, index: &str) -> Result<()> {
    let answer = client.ask(
        Method::Delete,
        &path(index),
        Body::Nothing,
    )?;
    if answer.is_success() || answer.error_type() == "index_not_found_exception" {
        return Ok(());
    }
    Err(client.refusal(&answer))
}

/// Makes all that was written to `index` visible to searches. If a shard cannot be reached, it is
/// tried again for a while: a copy of it may take the place of one that was lost.
///
/// # Errors
/// Returns an error if a shard cannot be reached.
pub(super) fn refresh(client: &Client, index: &str) -> Result<()> {
    let refresh = format!("{}/_refresh", path(index));
    let mut waits = client.waits();
    loop {
        let answer = client.post(&refresh, &Value::Null)?;
        if answer["_shards"]["failed"] == 0 {
            return Ok(());
        }
        match waits.next() {
            Some(wait) => sleep(wait),
            None => return Err(not_written(client)),
        }
    }
}

fn not_written(client: &Client) -> Error {
    trouble::error(
        &client.address.shown,
        "unavailable",
        "a shard could not be written, so nothing of this run is seen; \
        see whether all nodes of the cluster run, and run again",
    )
}

/// Checks that all documents of a run are there to be searched: a node that is lost takes those
/// with it of which there is no other copy.
///
/// # Errors
/// Returns an error if there are not as many as `expected`.
pub(super) fn count(client: &Client, index: &str, run: u64, expected: u64) -> Result<()> {
    let search = format!("{}/_search", path(index));
    let body = json!({
        "query": {"term": {SINCE: run}},
        "size": 0,
        "track_total_hits": true,
    });
    let answer = client.search(&search, &body)?;
    let found = answer["hits"]["total"]["value"].as_u64();
    if found == Some(expected) {
        return Ok(());
    }
    Err(trouble::error(
        &client.address.shown,
        "unavailable",
        format!(
            "the cluster took {expected} documents of this run and has {}, so nothing of it is \
            seen; see whether all nodes of the cluster run, and run again",
            found.unwrap_or(0)
        ),
    ))
}
