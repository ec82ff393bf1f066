//! PDF: the text that poppler's `pdftotext` reads from it, as plain text. It runs a program, since
//! no library in Rust reads Chinese PDFs well.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use super::read::Refusal;
use crate::layout::page::Page;

const PROGRAM: &str = "pdftotext";
/// How long the program may take for a file.
const PATIENCE: Duration = Duration::from_secs(20);
/// Most bytes of text that are taken from a file.
const MAX_TEXT: u64 = 16 << 20;
/// Most bytes of its complaints.
const MAX_COMPLAINT: u64 = 1 << 12;

pub(super) fn read(bytes: &[u8]) -> Result<Page, Refusal> {
    if !bytes[..bytes.len().min(1024)]
        .windows(5)
        .any(|start| start == b"%PDF-")
    {
        return Err(Refusal::because(
            "not a PDF file: it does not start like one; export it again",
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

/// Reading order (no `-layout`): a text in columns stays a text, and paragraphs stay apart.
fn extract(bytes: &[u8]) -> Result<String, Refusal> {
    let started = Command::new(PROGRAM)
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = started.map_err(|e| {
        Refusal::because(format!(
            "a PDF is read by the program {PROGRAM}, which does not start ({e}); install poppler (Debian: \
             poppler-utils, macOS: brew install poppler), or save the text as .txt"
        ))
    })?;
    let outcome = talk(&mut child, bytes);
    if outcome.is_err() {
        let _ = child.kill();
    }
    let ended = child.wait();
    let (text, complaint) = outcome?;
    match ended {
        Ok(status) if status.success() => Ok(String::from_utf8_lossy(&text).into_owned()),
        _ => {
            let complaint = String::from_utf8_lossy(&complaint);
            let first = complaint.lines().next().unwrap_or("no reason given");
            Err(Refusal::because(format!(
                "{PROGRAM} cannot read it ({first}); export it again, without a password"
            )))
        }
    }
}

/// Gives the program the file and takes what it says. The threads end when the program does.
fn talk(child: &mut Child, bytes: &[u8]) -> Result<(Vec<u8>, Vec<u8>), Refusal> {
    let (mut to, out, err) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let input = bytes.to_vec();
    std::thread::spawn(move || to.as_mut().map(|pipe| pipe.write_all(&input)));
    let said = start_of(out, MAX_TEXT + 1);
    let complaint = start_of(err, MAX_COMPLAINT);
    match said.recv_timeout(PATIENCE) {
        Ok(text) if text.len() as u64 > MAX_TEXT => Err(Refusal::because(format!(
            "more than {MAX_TEXT} bytes of text; split it"
        ))),
        Ok(text) => Ok((text, complaint.recv_timeout(PATIENCE).unwrap_or_default())),
        Err(_) => {
            let seconds = PATIENCE.as_secs();
            Err(Refusal::because(format!(
                "{PROGRAM} took longer than {seconds} s; split it, or save its text as .txt"
            )))
        }
    }
}

/// Reads a pipe to its end in a thread of its own, and gives the first `limit` bytes.
fn start_of(pipe: Option<impl Read + Send + 'static>, limit: u64) -> mpsc::Receiver<Vec<u8>> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut start = Vec::new();
        if let Some(mut pipe) = pipe {
            let _ = pipe.by_ref().take(limit).read_to_end(&mut start);
            let _ = std::io::copy(&mut pipe, &mut std::io::sink());
        }
        let _ = send.send(start);
    });
    receive
}
