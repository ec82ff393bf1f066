//! The reader's own program for long texts.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

/// What a terminal has where it doesn't say.
const ROWS: usize = 24;
/// The shell's exit codes for a program that it cannot run, or doesn't find.
const NOT_RUN: [i32; 2] = [126, 127];

/// Shows `text` in a pager if it is longer than the terminal. Gives whether it was shown.
///
/// # Errors
/// Where the pager takes no text. That it is closed is no error.
pub(super) fn page(text: &[u8]) -> io::Result<bool> {
    let rows = terminal_size::terminal_size().map_or(ROWS, |(_, height)| usize::from(height.0));
    let lines = text.split(|&byte| byte == b'\n').count();
    let Some(mut pager) = command().filter(|_| io::stdout().is_terminal() && lines > rows) else {
        return Ok(false);
    };
    let Ok(mut child) = pager.stdin(Stdio::piped()).spawn() else {
        return Ok(false);
    };
    // Ctrl-C means the pager, which would otherwise be left alone with the terminal. Where that
    // cannot be had, so be it.
    let _ = ctrlc::set_handler(|| {});
    // The pipe ends with this statement, so the pager sees the text's end.
    let written = child
        .stdin
        .take()
        .map_or(Ok(()), |mut stdin| stdin.write_all(text));
    let status = child.wait()?;
    match written {
        _ if status.code().is_some_and(|code| NOT_RUN.contains(&code)) => Ok(false),
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(e),
        _ => Ok(true),
    }
}

/// `$PAGER` as a shell reads it, or less; none where that is empty or cat. The texts are UTF-8, and
/// have colours.
fn command() -> Option<Command> {
    let pager = env::var("PAGER").unwrap_or_else(|_| "less -FRX".into());
    if matches!(pager.trim(), "" | "cat") {
        return None;
    }
    let mut command = Command::new("sh");
    command.arg("-c").arg(pager);
    for (name, value) in [("LESS", "FRX"), ("LESSCHARSET", "utf-8")] {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    Some(command)
}
