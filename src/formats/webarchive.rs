//! Web pages saved by Safari (.webarchive): a property list in binary, with the page in it.
//!
//! Only what leads to the page is read: a library for property lists would bring another version of
//! the XML library.

use super::html;
use super::read::Refusal;
use crate::layout::page::Page;

/// Length of the record at the end, in bytes.
const TRAILER: usize = 32;
/// Marks bytes as UTF-8, whatever encoding the page declares.
const BYTE_ORDER_MARK: &str = "\u{feff}";

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let Some((page, encoding)) = main_page(bytes) else {
        return Err(Refusal::because(
            "not a web archive, or a damaged one; save the page again, as HTML",
        ));
    };
    let label = encoding.unwrap_or_default();
    match encoding_rs::Encoding::for_label(&label) {
        Some(encoding) => {
            let (html, ..) = encoding.decode(page);
            html::read(format!("{BYTE_ORDER_MARK}{html}").as_bytes())
        }
        None => html::read(page),
    }
}

/// Returns the bytes of the page and the name of their encoding.
fn main_page(bytes: &[u8]) -> Option<(&[u8], Option<Vec<u8>>)> {
    let list = PropertyList::open(bytes)?;
    let resource = list.value(list.top, "WebMainResource")?;
    let data = list.object(list.value(resource, "WebResourceData")?)?;
    let encoding = list.value(resource, "WebResourceTextEncodingName");
    let encoding = encoding.and_then(|at| list.object(at));
    Some((
        data.bytes,
        encoding.map(|name| name.bytes.to_vec()),
    ))
}

/// A property list in binary.
struct PropertyList<'a> {
    bytes: &'a [u8],
    /// The table of places of objects, and the length of each place.
    places: &'a [u8],
    place_length: usize,
    /// Length of a number that names an object.
    name_length: usize,
    /// The number of the first object.
    top: usize,
}

/// An object of a property list.
struct Object<'a> {
    /// The upper half of its first byte: 4 for data, 5 for text, 13 for a dictionary.
    kind: u8,
    /// Number of bytes or entries.
    count: usize,
    /// The bytes of data or text; for others, all that follow.
    bytes: &'a [u8],
}

const DICTIONARY: u8 = 13;

impl<'a> PropertyList<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let body = bytes.len().checked_sub(TRAILER)?;
        let (body, trailer) = bytes.split_at(body);
        if !body.starts_with(b"bplist00") {
            return None;
        }
        let start = number(&trailer[24..32])?;
        Some(Self {
            bytes: body,
            places: body.get(start..)?,
            place_length: usize::from(trailer[6]),
            name_length: usize::from(trailer[7]),
            top: number(&trailer[16..24])?,
        })
    }

    fn object(&self, index: usize) -> Option<Object<'a>> {
        let from = index.checked_mul(self.place_length)?;
        let place = self
            .places
            .get(from..from.checked_add(self.place_length)?)?;
        let at = number(place)?;
        let (first, rest) = self
            .bytes
            .get(at..)?
            .split_first()?;
        let (mut count, mut rest) = (usize::from(first & 15), rest);
        if count == 15 {
            // The count is an object of its own: a number of 1, 2, 4 or 8 bytes.
            let (size, after) = rest.split_first()?;
            let length = 1usize << (size & 3);
            count = number(after.get(..length)?)?;
            rest = &after[length..];
        }
        let kind = first >> 4;
        let bytes = if kind == DICTIONARY {
            rest
        } else {
            rest.get(..count)?
        };
        Some(Object { kind, count, bytes })
    }

    /// Returns the number of the object that a dictionary has under a name.
    fn value(&self, dictionary: usize, name: &str) -> Option<usize> {
        let object = self
            .object(dictionary)
            .filter(|object| object.kind == DICTIONARY)?;
        let length = object
            .count
            .checked_mul(self.name_length)?;
        let keys = object.bytes.get(..length)?;
        let values = object
            .bytes
            .get(length..length.checked_mul(2)?)?;
        let size = self.name_length.max(1);
        for (key, value) in keys
            .chunks(size)
            .zip(values.chunks(size))
        {
            let key = self.object(number(key)?)?;
            if key.bytes == name.as_bytes() {
                return number(value);
            }
        }
        None
    }
}

/// Returns a number that is written with its highest byte first.
fn number(bytes: &[u8]) -> Option<usize> {
    let mut number = 0usize;
    for byte in bytes {
        number = number
            .checked_mul(256)?
            .checked_add(usize::from(*byte))?;
    }
    Some(number)
}
