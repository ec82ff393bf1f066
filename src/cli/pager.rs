//! The user's pager, for long texts.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::process::{Child, Command, Stdio};

/// Height of a terminal that does not tell its height, in lines.
const ROWS: usize = 24;
/// The pager if `$PAGER` is not set.
const DEFAULT_PAGER: &str = "less -FRX";
/// The shell's exit codes for a program that it cannot run or does not find.
const NOT_RUN: [i32; 2] = [126, 127];

/// Shows `text` in a pager if it is longer than the terminal. Returns whether it was shown.
///
/// # Errors
/// Returns an error if the pager takes no text. That the user quits the pager is not an error.
pub(super) fn page(text: &[u8]) -> io::Result<bool> {
    if !io::stdout().is_terminal() || fits_terminal(text) {
        return Ok(false);
    }
    let Some(mut pager) = command() else {
        return Ok(false);
    };
    let Ok(mut child) = pager.stdin(Stdio::piped()).spawn() else {
        return Ok(false);
    };
    // Ctrl-C is for the pager. If it ended this process, the pager would be left alone with the
    // terminal. Paging works without the handler too.
    let _ = ctrlc::set_handler(|| {});
    let written = write_to(&mut child, text);
    let code = child.wait()?.code();
    if code.is_some_and(|code| NOT_RUN.contains(&code)) {
        return Ok(false);
    }
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(true),
    }
}

fn fits_terminal(text: &[u8]) -> bool {
    let terminal = terminal_size::terminal_size();
    let rows = terminal.map_or(ROWS, |(_, height)| {
        usize::from(height.0)
    });
    let lines = text
        .split(|&byte| byte == b'\n')
        .count();
    lines <= rows
}

/// Writes `text` to the standard input of `child` and closes it, so that the pager sees the end.
fn write_to(child: &mut Child, text: &[u8]) -> io::Result<()> {
    match child.stdin.take() {
        Some(mut stdin) => stdin.write_all(text),
        None => Ok(()),
    }
}

/// Returns the command in `$PAGER`, as a shell reads it. `None` if that is empty or cat.
fn command() -> Option<Command> {
    let pager = env::var("PAGER").unwrap_or_else(|_| DEFAULT_PAGER.to_owned());
    if matches!(pager.trim(), "" | "cat") {
        return None;
    }
    let mut command = Command::new("sh");
    command.arg("-c").arg(pager);
    // Texts have colours and are UTF-8, for which less needs these.
    for (name, value) in [("LESS", "FRX"), ("LESSCHARSET", "utf-8")] {
        if env::var_os(name).is_none() {
            command.env(name, value);
        }
    }
    Some(command)
}
