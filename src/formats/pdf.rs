//! PDF, as plain text.
//!
//! The program `pdftotext` of poppler extracts the text, since no library in Rust reads Chinese
//! PDFs well.

use std::process::Command;
use std::time::Duration;

use super::program::{self, Failure, Limits};
use super::read::Refusal;
use crate::layout::page::Page;

const PROGRAM: &str = "pdftotext";
/// The limits of a file.
const LIMITS: Limits = Limits {
    time: Duration::from_secs(20),
    output: 16 << 20,
};

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    if !has_pdf_header(bytes) {
        return Err(Refusal::because(
            "not a PDF file: it has no PDF header; export it again",
        ));
    }
    let text = extract(bytes)?;
    let mut page = Page::default();
    page.push_plain(&text);
    if page.blocks.is_empty() {
        page.warn(
            "no text in this PDF: it may be a scan; run it through OCR, or save its text as .txt",
        );
    }
    Ok(page)
}

/// Whether the header is near the start. Readers of PDF allow other bytes before it.
fn has_pdf_header(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1024)];
    start
        .windows(5)
        .any(|window| window == b"%PDF-")
}

/// Extracts the text in reading order.
fn extract(bytes: &[u8]) -> Result<String, Refusal> {
    // Without `-layout`, which would print columns side by side.
    let mut command = Command::new(PROGRAM);
    command.args(["-enc", "UTF-8", "-", "-"]);
    let output = program::run(&mut command, bytes, LIMITS).map_err(refusal)?;
    if output.has_succeeded {
        return Ok(String::from_utf8_lossy(&output.bytes).into_owned());
    }
    let complaint = String::from_utf8_lossy(&output.complaint);
    let mut lines = complaint.lines();
    let reason = lines
        .next()
        .unwrap_or("no reason given");
    Err(Refusal::because(format!(
        "{PROGRAM} cannot read it ({reason}); export it again, without a password"
    )))
}

fn refusal(failure: Failure) -> Refusal {
    Refusal::because(match failure {
        Failure::NotStarted(e) => format!(
            "a PDF is read by the program {PROGRAM}, which cannot be started ({e}); install \
             poppler (Debian: poppler-utils, macOS: brew install poppler), or save the text as .txt"
        ),
        Failure::TooSlow => format!(
            "{PROGRAM} took longer than {} s; split it, or save its text as .txt",
            LIMITS.time.as_secs()
        ),
        Failure::TooMuchOutput => format!(
            "more than {} bytes of text; split it",
            LIMITS.output
        ),
    })
}
