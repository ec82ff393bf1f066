//! Subtitles (.srt, .vtt): what is said, a passage for each sentence or so, without the times.

use super::decode;
use super::read::Refusal;
use crate::layout::is_blank;
use crate::layout::page::{BlockKind, Page};

/// Pause between two cues that ends a passage, in milliseconds.
const PAUSE: u64 = 3_000;
/// Length of a passage from which on it ends with the next sentence, in characters.
const LONG: usize = 300;
/// Length of a passage at which it ends whatever is said, in characters.
const TOO_LONG: usize = 2_000;

/// A cue: the time in which it is shown, in milliseconds, and its lines.
#[derive(Default)]
struct Cue {
    start: u64,
    end: u64,
    text: String,
}

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    let decoded = decode::decode(bytes.to_vec())?;
    let warning = decoded.warning();
    let text = decoded.text;
    let cues = cues(&text);
    if cues.is_empty() && !text.chars().all(is_blank) {
        return Err(Refusal::because(
            "no subtitles: no line has the form 00:00:01,000 --> 00:00:02,000; save it as .txt",
        ));
    }
    let mut page = Page::default();
    page.warnings.extend(warning);
    let mut passage = String::new();
    let mut end = 0;
    for cue in cues {
        let is_pause = cue.start.saturating_sub(end) > PAUSE;
        let length = passage.chars().count();
        let is_whole =
            length > LONG && passage.ends_with(['.', '!', '?', '。', '！', '？', '"', '”']);
        if is_pause || is_whole || length > TOO_LONG || cue.text.starts_with("- ") {
            page.push(
                BlockKind::Prose,
                &std::mem::take(&mut passage),
            );
        }
        join(&mut passage, &cue.text);
        end = cue.end;
    }
    page.push(BlockKind::Prose, &passage);
    Ok(page)
}

/// Adds text that goes on: without a blank between Han characters.
fn join(passage: &mut String, text: &str) {
    let is_wide = |c: char| c >= '\u{2e80}';
    let is_in_han = passage.ends_with(is_wide) && text.starts_with(is_wide);
    if !passage.is_empty() && !is_in_han {
        passage.push(' ');
    }
    passage.push_str(text);
}

/// Returns the cues. Live captions repeat the last line of a cue at the start of the next: it is
/// left out there.
fn cues(text: &str) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut open: Option<Cue> = None;
    let mut last_line = String::new();
    for line in text.lines().chain([""]) {
        let line = line.trim_matches(is_blank);
        if let Some((start, end)) = times(line) {
            cues.extend(open.take());
            open = Some(Cue {
                start,
                end,
                text: String::new(),
            });
        } else if line.is_empty() {
            cues.extend(open.take());
        } else if let Some(cue) = &mut open {
            let shown = shown(line);
            if shown != last_line {
                join(&mut cue.text, &shown);
            }
            last_line = shown;
        }
    }
    cues.retain(|cue| !cue.text.is_empty());
    for cue in &mut cues {
        cue.text = cue.text.trim().to_owned();
    }
    cues
}

/// Returns the times in `00:00:01,000 --> 00:00:02,000`, in milliseconds.
fn times(line: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once("-->")?;
    let end = rest.split_whitespace().next()?;
    Some((time(start)?, time(end)?))
}

fn time(text: &str) -> Option<u64> {
    let mut seconds = 0u64;
    let (whole, fraction) = text.trim().split_once([',', '.'])?;
    for part in whole.split(':') {
        let part: u64 = part.parse().ok()?;
        seconds = seconds
            .checked_mul(60)?
            .checked_add(part)?;
    }
    let milliseconds: u64 = fraction.get(..3)?.parse().ok()?;
    seconds
        .checked_mul(1000)?
        .checked_add(milliseconds)
}

/// Returns a line without its tags: `<i>`, `<c.yellow>`, `{\an8}`. The name in `<v Ann>` is kept.
fn shown(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        out.push_str(&rest[..at]);
        let close = if rest[at..].starts_with('<') {
            '>'
        } else {
            '}'
        };
        let Some(end) = rest[at..]
            .find(close)
            .filter(|end| is_tag(&rest[at + 1..at + end]))
        else {
            out.push_str(&rest[at..=at]);
            rest = &rest[at + 1..];
            continue;
        };
        if let Some(name) = rest[at + 1..at + end].strip_prefix("v ") {
            out.push_str(name.trim());
            out.push_str(": ");
        }
        rest = &rest[at + end + 1..];
    }
    out.push_str(rest);
    let words: Vec<&str> = out.split_whitespace().collect();
    let text = words.join(" ");
    text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// Returns whether the text between brackets is a tag of subtitles.
fn is_tag(inside: &str) -> bool {
    let name = inside.trim_start_matches('/');
    let is_name = |c: char| c.is_ascii_alphabetic();
    let word = &name[..name.len()
        - name
            .trim_start_matches(is_name)
            .len()];
    let is_known = matches!(
        word,
        "i" | "b" | "u" | "c" | "v" | "font" | "lang" | "ruby" | "rt" | "s"
    );
    is_known || inside.starts_with('\\') || time(inside).is_some()
}
