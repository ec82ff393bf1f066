//! PDF, as plain text.
//!
//! The program `pdftotext` of poppler extracts the text, since no library in Rust reads Chinese
//! PDFs well.

use std::io::{self, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::read::Refusal;
use crate::layout::page::Page;

const PROGRAM: &str = "pdftotext";
/// Maximum time for a file.
const PATIENCE: Duration = Duration::from_secs(20);
/// Maximum size of the text of a file, in bytes.
const MAX_TEXT: u64 = 16 << 20;
/// Maximum size of the program's error messages that is read, in bytes.
const MAX_COMPLAINT: u64 = 1 << 12;

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
    let mut child = start_program()?;
    let output = exchange(&mut child, bytes);
    if output.is_err() {
        // An error means that the program has already ended.
        let _ = child.kill();
    }
    let status = child.wait();
    let output = output?;
    if status.is_ok_and(|status| status.success()) {
        return Ok(String::from_utf8_lossy(&output.text).into_owned());
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

fn start_program() -> Result<Child, Refusal> {
    // Without `-layout`, which would print columns side by side.
    let mut command = Command::new(PROGRAM);
    command.args(["-enc", "UTF-8", "-", "-"]);
    command.stdin(Stdio::piped());
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command.spawn().map_err(|e| {
        Refusal::because(format!(
            "a PDF is read by the program {PROGRAM}, which cannot be started ({e}); install \
             poppler (Debian: poppler-utils, macOS: brew install poppler), or save the text as .txt"
        ))
    })
}

/// The output of the program.
struct Output {
    text: Vec<u8>,
    complaint: Vec<u8>,
}

/// Sends the file to the program, and receives its output. The threads end when the program does.
fn exchange(child: &mut Child, bytes: &[u8]) -> Result<Output, Refusal> {
    send(child.stdin.take(), bytes.to_vec());
    let text = receive(child.stdout.take(), MAX_TEXT + 1);
    let complaint = receive(child.stderr.take(), MAX_COMPLAINT);
    let Ok(text) = text.recv_timeout(PATIENCE) else {
        let seconds = PATIENCE.as_secs();
        return Err(Refusal::because(format!(
            "{PROGRAM} took longer than {seconds} s; split it, or save its text as .txt"
        )));
    };
    if text.len() as u64 > MAX_TEXT {
        return Err(Refusal::because(format!(
            "more than {MAX_TEXT} bytes of text; split it"
        )));
    }
    let complaint = complaint
        .recv_timeout(PATIENCE)
        .unwrap_or_default();
    Ok(Output { text, complaint })
}

/// Writes `bytes` to a pipe, in a thread of its own.
fn send(pipe: Option<ChildStdin>, bytes: Vec<u8>) {
    thread::spawn(move || {
        if let Some(mut pipe) = pipe {
            // A program that fails stops reading. Its exit status tells.
            let _ = pipe.write_all(&bytes);
        }
    });
}

/// Reads a pipe to its end, in a thread of its own, and returns its first `limit` bytes.
fn receive(pipe: Option<impl Read + Send + 'static>, limit: u64) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut start = Vec::new();
        if let Some(mut pipe) = pipe {
            let mut limited = pipe.by_ref().take(limit);
            let _ = limited.read_to_end(&mut start);
            // The program would wait for ever if the rest were not read.
            let _ = io::copy(&mut pipe, &mut io::sink());
        }
        let _ = sender.send(start);
    });
    receiver
}
