//! The passage or brief that an address names, and the addresses of passages.

use crate::error::Result;
use crate::index::{BriefRecord, Opened, StoredPassage};
use crate::search::ids::{self, Named};
use crate::search::{self, State, stable_id};
use crate::web::address::{Params, page_of};

/// A brief, and a passage of it if the address names one.
pub(super) struct Target<'a> {
    pub record: &'a BriefRecord,
    /// The id of the passage, without a hash.
    pub passage: Option<String>,
    /// Whether the passage is where its id says, and as it was.
    pub state: State,
}

/// Returns what `id` names. A slash may separate the passage's number from the brief's id.
pub(super) fn find<'a>(opened: &'a Opened, id: &str) -> Result<Target<'a>> {
    let found = named(opened, id);
    if found.is_ok() {
        return found;
    }
    match id.rsplit_once('/') {
        Some((brief, number)) => named(opened, &format!("{brief}#{number}")).or(found),
        None => found,
    }
}

fn named<'a>(opened: &'a Opened, id: &str) -> Result<Target<'a>> {
    let (plain, state) = match search::resolve(&opened.index, id) {
        Ok(found) => (found.id, found.state),
        // A brief's id may look like that of a passage.
        Err(_) => (id.to_owned(), State::Same),
    };
    Ok(
        match ids::named(&opened.briefs, &plain)? {
            Named::Brief(record) => Target {
                record,
                passage: None,
                state,
            },
            Named::Passage(record) => Target {
                record,
                passage: Some(plain),
                state,
            },
        },
    )
}

/// Returns the address at which a passage is read in its brief. It stays right when text before the
/// passage is changed.
pub(super) fn address(passage: &StoredPassage, shared: &Params) -> String {
    let path = page_of("brief", &stable_id(passage));
    shared.address(&path) + "#here"
}
