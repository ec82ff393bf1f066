//! Who we are to the cluster, and whom we trust: from the environment or files, never from
//! arguments, which other users of the machine can see.

use std::env;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine};
use ureq::tls::{Certificate, PemItem, RootCerts, parse_pem};

use super::address::Address;
use super::trouble;
use crate::error::{Error, Result};

const USER: &str = "YINDE_CLUSTER_USER";
const PASSWORD: &str = "YINDE_CLUSTER_PASSWORD";
const CREDENTIALS: &str = "YINDE_CLUSTER_CREDENTIALS";
const CA: &str = "YINDE_CLUSTER_CA";

/// The value of the header that says who we are. It is never printed.
pub(super) struct Authorization(String);

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Authorization(…)")
    }
}

impl Authorization {
    fn new(user: &str, password: &str) -> Self {
        let both = BASE64_STANDARD.encode(format!("{user}:{password}"));
        Self(format!("Basic {both}"))
    }

    /// Returns the header's value.
    pub(super) fn header(&self) -> &str {
        &self.0
    }
}

/// Returns who we are to the cluster at `address`, if the environment says so.
///
/// # Errors
/// Returns an error if only a part is set, or the file that is named cannot be read, or if others
/// could read the password on its way.
pub(super) fn authorization(address: &Address) -> Result<Option<Authorization>> {
    let problem = |problem: String| trouble::error(&address.shown, "password", problem);
    let set = |name| {
        env::var(name)
            .ok()
            .filter(|value| !value.is_empty())
    };
    let found = match (
        set(USER),
        set(PASSWORD),
        set(CREDENTIALS),
    ) {
        (None, None, None) => return Ok(None),
        (Some(user), Some(password), _) => Authorization::new(&user, &password),
        (None, None, Some(file)) => from_file(Path::new(&file))?,
        (Some(_), None, _) => {
            return Err(problem(format!(
                "{USER} is set, but {PASSWORD} is not; set both"
            )));
        }
        (None, Some(_), _) => {
            return Err(problem(format!(
                "{PASSWORD} is set, but {USER} is not; set both"
            )));
        }
    };
    if !address.is_private() {
        return Err(problem(
            "a password is not sent over http://, where others can read it; write https://"
                .to_owned(),
        ));
    }
    Ok(Some(found))
}

/// Reads a file whose first line is `USER:PASSWORD`.
fn from_file(path: &Path) -> Result<Authorization> {
    let text = fs::read_to_string(path).map_err(Error::io(path, "read"))?;
    let line = text
        .lines()
        .next()
        .unwrap_or_default();
    let Some((user, password)) = line.trim_end().split_once(':') else {
        return Err(trouble::error(
            path,
            "password",
            "the first line is not USER:PASSWORD; write it so",
        ));
    };
    Ok(Authorization::new(user, password))
}

/// Returns the authorities whose certificates are trusted: those of the file that the environment
/// names, or the public ones.
///
/// # Errors
/// Returns an error if the file cannot be read or contains no certificate.
pub(super) fn authorities() -> Result<RootCerts> {
    let Some(path) = env::var_os(CA).filter(|path| !path.is_empty()) else {
        return Ok(RootCerts::WebPki);
    };
    let path = PathBuf::from(path);
    let bytes = fs::read(&path).map_err(Error::io(&path, "read"))?;
    let mut found: Vec<Certificate<'static>> = Vec::new();
    for item in parse_pem(&bytes) {
        if let Ok(PemItem::Certificate(certificate)) = item {
            found.push(certificate);
        }
    }
    if found.is_empty() {
        return Err(trouble::error(
            &path,
            "certificate",
            format!("no certificate is in this file; name a file in PEM form in {CA}"),
        ));
    }
    Ok(RootCerts::Specific(Arc::new(found)))
}
