//! Pairs as a translation memory, TMX 1.4, which translators' tools open.

use std::io::{self, Write};

use crate::across::Pair;
use crate::render::{Style, safe};

/// Writes `pairs`, a translation unit each.
pub(super) fn render(pairs: &[Pair], _: Style, out: &mut dyn Write) -> io::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
    )?;
    writeln!(out, "<tmx version=\"1.4\">")?;
    writeln!(
        out,
        "  <header creationtool=\"yinde\" creationtoolversion=\"{version}\" \
         datatype=\"plaintext\" segtype=\"paragraph\" adminlang=\"en\" srclang=\"zh\" \
         o-tmf=\"yinde\"/>"
    )?;
    writeln!(out, "  <body>")?;
    for pair in pairs {
        unit(pair, out)?;
    }
    writeln!(out, "  </body>\n</tmx>")
}

fn unit(pair: &Pair, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "    <tu>")?;
    for passages in [&pair.zh_passages, &pair.en_passages] {
        for passage in passages {
            property("source", &passage.label.id, out)?;
        }
        if pair.inside {
            break;
        }
    }
    property("score", &pair.score.to_string(), out)?;
    if pair.probable {
        property("probable", "true", out)?;
    }
    for (lang, text) in [("zh", &pair.zh), ("en", &pair.en)] {
        let text = escaped(text);
        writeln!(
            out,
            "      <tuv xml:lang=\"{lang}\"><seg>{text}</seg></tuv>"
        )?;
    }
    writeln!(out, "    </tu>")
}

fn property(name: &str, value: &str, out: &mut dyn Write) -> io::Result<()> {
    let value = escaped(value);
    writeln!(
        out,
        "      <prop type=\"x-{name}\">{value}</prop>"
    )
}

/// Returns `text` as the content of an element, without characters that XML doesn't allow.
fn escaped(text: &str) -> String {
    let text = safe(text);
    let text = text.replace('&', "&amp;");
    let text = text
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
