//! [`FORMAT`] names the form in which an index is stored. The test holds it to a hash of that form:
//! the schema, a passage, the list of briefs, the manifest and the checksums.

use tantivy::directory::OwnedBytes;

use super::checksum::{self, FileRecord};
use super::manifest::{FORMAT, Manifest};
use super::passage;
use super::record::{BriefRecord, Origin};
use super::schema::schema;
use super::statistics::TokenCounts;
use crate::formats;

const RECORDED_FORMAT: u32 = 7;
const RECORDED_HASH: &str = "b6c2fa08d3ac3e7c348ef26263ee3f19b0ff69a37cb91bde15ea1d5fd039aeb9";

/// A brief with something in every part of a record.
const BRIEF: &str = "Brief #42: Ports, Fees\n\n20 September 2020\n\n1. Fees\n\nOutlook\n\n\
    The board spoke of 港口收费 today, and of much else besides.\n";

fn stored() -> Vec<u8> {
    let brief = formats::parse_text("brief-042.txt", BRIEF).brief;
    let mut bytes = serde_json::to_vec(&schema().0).expect("a schema");
    for passage in &brief.passages {
        let label = passage::brief_label(&brief);
        let section = passage
            .section
            .map(|at| &brief.sections[at]);
        bytes.extend(passage::stored(
            &label,
            "brief-042",
            section,
            passage,
        ));
    }
    let origin = Origin {
        id: "brief-042",
        root: "corpus",
        container: None,
        bytes: BRIEF.len(),
        hash: "hash".to_owned(),
    };
    let record = BriefRecord::of(&brief, origin);
    bytes.extend(postcard::to_allocvec(&[record]).expect("plain data"));
    let file = FileRecord {
        name: "segment.store".to_owned(),
        bytes: 8193,
        hash: "hash".to_owned(),
        blocks: OwnedBytes::new(vec![1, 2, 3, 4, 5, 6, 7, 8]),
    };
    let manifest = Manifest {
        format: FORMAT,
        fingerprint: String::new(),
        files: vec![file.clone()],
        briefs: 1,
        passages: brief.passages.len(),
        bytes: BRIEF.len(),
        lengths: TokenCounts::default(),
        in_order: vec!["segment".to_owned()],
        made: String::new(),
        keep: 0,
        earlier: Vec::new(),
    };
    bytes.extend(serde_json::to_vec(&manifest).expect("plain data"));
    bytes.extend(checksum::pack(&[file]));
    bytes
}

#[test]
fn changed_storage_needs_a_new_format() {
    let hash = blake3::hash(&stored()).to_hex();
    let is_same = hash.as_str() == RECORDED_HASH;
    assert!(
        is_same || FORMAT != RECORDED_FORMAT,
        "the stored form changed: bump FORMAT, then set this hash to {hash}"
    );
    assert!(
        is_same,
        "FORMAT changed: record it here, with the hash {hash}"
    );
}
