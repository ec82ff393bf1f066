//! Office files: zips whose parts name one another by relationships (Open Packaging Conventions).

use super::read::Refusal;
use super::unzip::Zip;
use super::xml::{self, XmlEvent};

/// The first bytes of an older office file, and of a new one that is encrypted.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The name of the part of such a file that holds the encrypted one, in UTF-16.
const ENCRYPTED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
/// Maximum number of relationships of a part that are looked at.
const MAX_RELATIONS: usize = 10_000;

/// An open office file.
pub(super) struct Package<'a> {
    zip: Zip<'a>,
}

/// A part that another part names.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    pub id: String,
    /// The last part of the relationship's type: `styles`, `slide`.
    pub kind: String,
    /// The path in the zip.
    pub path: String,
}

impl<'a> Package<'a> {
    /// Opens a file. `kind` is what to call it in messages, such as "Word file".
    pub(super) fn open(bytes: &'a [u8], kind: &str) -> Result<Self, Refusal> {
        if bytes.starts_with(COMPOUND_FILE) {
            let is_encrypted = bytes
                .windows(ENCRYPTED.len())
                .any(|window| window == ENCRYPTED);
            return Err(Refusal::because(if is_encrypted {
                "password-protected; save it without a password".to_owned()
            } else {
                format!("not a {kind} but one of an older version; save it in the current format")
            }));
        }
        Ok(Self {
            zip: Zip::open(bytes, kind)?,
        })
    }

    /// Returns the path of the main part, or `usual` if none is named.
    pub(super) fn main_part(&mut self, usual: &str) -> Result<String, Refusal> {
        let relations = self.relations("")?;
        let main = relations
            .into_iter()
            .find(|relation| relation.kind == "officeDocument");
        Ok(main.map_or_else(|| usual.to_owned(), |main| main.path))
    }

    /// Returns the parts that a part names, in order. Those outside the file are left out.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Refusal> {
        let (folder, _) = split(part);
        let Some(xml) = self.relations_xml(part)? else {
            return Ok(Vec::new());
        };
        let mut relations = Vec::new();
        for event in xml::events(&xml).take(2 * MAX_RELATIONS) {
            let XmlEvent::Start(tag) = event? else {
                continue;
            };
            let attribute = |name: &str| {
                tag.attribute(name)
                    .unwrap_or_default()
            };
            if tag.name != "Relationship" || attribute("TargetMode") == "External" {
                continue;
            }
            let kind = attribute("Type");
            let kind = kind.rsplit('/').next();
            relations.push(Relation {
                id: attribute("Id"),
                kind: kind.unwrap_or_default().to_owned(),
                path: resolved(folder, &attribute("Target")),
            });
        }
        Ok(relations)
    }

    /// Returns the relationships of a part in XML, if it has any.
    pub(super) fn relations_xml(&mut self, part: &str) -> Result<Option<String>, Refusal> {
        let (folder, name) = split(part);
        self.xml(&format!("{folder}_rels/{name}.rels"))
    }

    /// Returns a part in XML, if there is one of that path.
    pub(super) fn xml(&mut self, path: &str) -> Result<Option<String>, Refusal> {
        match self.zip.read_named(path)? {
            Some(bytes) => xml::decode(bytes).map(Some),
            None => Ok(None),
        }
    }

    /// Returns the bytes of a part, if there is one of that path.
    pub(super) fn bytes(&mut self, path: &str) -> Result<Option<Vec<u8>>, Refusal> {
        self.zip.read_named(path)
    }
}

/// Splits a path into its folder, with `/` at the end, and its name.
fn split(path: &str) -> (&str, &str) {
    let name = path
        .rfind('/')
        .map_or(0, |slash| slash + 1);
    path.split_at(name)
}

/// Returns the path of a target that is written in a part of `folder`.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(path) = target.strip_prefix('/') {
        return path.to_owned();
    }
    let mut parts: Vec<&str> = folder
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}
