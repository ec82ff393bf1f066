//! The groups of rich text that are not its text.

/// The place where the text of a group goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    Text,
    /// A note, which is shown after the text.
    Note,
    /// The bullet or number of a list item.
    ListText,
    Title,
    Keywords,
    FontTable,
    StyleSheet,
    /// Text that is not shown.
    Skipped,
}

/// Returns the destination that a control word opens.
pub(super) fn destination(word: &str) -> Option<Destination> {
    Some(match word {
        "footnote" => Destination::Note,
        "listtext" | "pntext" => Destination::ListText,
        "title" => Destination::Title,
        "keywords" => Destination::Keywords,
        "fonttbl" => Destination::FontTable,
        "stylesheet" => Destination::StyleSheet,
        "colortbl" | "info" | "pict" | "object" | "fldinst" | "header" | "headerl" | "headerr"
        | "headerf" | "footer" | "footerl" | "footerr" | "footerf" | "ftnsep" | "ftnsepc"
        | "aftnsep" | "aftnsepc" | "annotation" | "atnid" | "atnauthor" | "xe" | "tc"
        | "bkmkstart" | "bkmkend" | "datafield" | "themedata" | "listtable"
        | "listoverridetable" | "rsidtbl" | "generator" | "filetbl" | "revtbl" | "nonshppict"
        | "shpinst" => Destination::Skipped,
        _ => return None,
    })
}
