//! The versions of OpenSearch that are supported: 2.19 and 3.

use std::path::Path;

use serde_json::Value;

use super::trouble;
use crate::error::Result;

/// The first version that is supported.
const FIRST: (u32, u32) = (2, 19);
/// The last major version that is supported.
const LAST: u32 = 3;

/// Checks what the cluster tells about itself.
///
/// # Errors
/// Returns an error if it is not OpenSearch, or of a version that is not supported.
pub(super) fn check(shown: &Path, about: &Value) -> Result<()> {
    let version = &about["version"];
    let Some(number) = version["number"].as_str() else {
        return Err(trouble::odd(shown, "version"));
    };
    if version["distribution"] != "opensearch" {
        return Err(trouble::error(
            shown,
            "cluster-version",
            format!(
                "this is Elasticsearch {number} or the like, and only OpenSearch 2.19 and 3 are \
                supported; name a cluster of OpenSearch"
            ),
        ));
    }
    match major_and_minor(number) {
        Some(version) if version >= FIRST && version.0 <= LAST => Ok(()),
        _ => Err(trouble::error(
            shown,
            "cluster-version",
            format!(
                "OpenSearch {number} is not supported, only 2.19 and 3; update the cluster or \
                yinde"
            ),
        )),
    }
}

fn major_and_minor(number: &str) -> Option<(u32, u32)> {
    let mut parts = number.split('.');
    let major = parts.next()?.parse().ok()?;
    let minor = parts.next()?.parse().ok()?;
    Some((major, minor))
}
