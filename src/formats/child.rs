//! Runs another program that reads its input from a pipe, within limits of time and memory.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// Maximum size of the program's error messages that is kept, in bytes.
const MAX_COMPLAINT: usize = 1 << 12;
/// Length of the pieces in which output is read, in bytes.
const PIECE: usize = 1 << 16;
/// Time between two looks at whether the program has ended.
const PAUSE: Duration = Duration::from_millis(20);
/// Time that output may take to arrive after the program has ended. Another program that it
/// started may keep its pipes open for ever.
const GRACE: Duration = Duration::from_secs(1);

/// The limits of a program.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Maximum time.
    pub(super) time: Duration,
    /// Maximum size of its output, in bytes.
    pub(super) output: usize,
}

/// The outcome of a program that ended within its limits.
pub(super) struct Output {
    pub(super) bytes: Vec<u8>,
    /// The start of its error messages.
    pub(super) complaint: Vec<u8>,
    pub(super) has_succeeded: bool,
}

/// The reason why a program has no outcome.
pub(super) enum Failure {
    NotStarted(io::Error),
    TooSlow,
    TooMuchOutput,
}

/// A piece of what the program writes, or the end of one of its pipes.
enum Event {
    Output(Vec<u8>),
    OutputEnd,
    Complaint(Vec<u8>),
}

/// Runs `command` with `input` on its standard input. It is killed when it reaches a limit.
pub(super) fn run(command: &mut Command, input: &[u8], limits: Limits) -> Result<Output, Failure> {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(Failure::NotStarted)?;
    let outcome = exchange(&mut child, input, limits);
    // If it has ended, this does nothing.
    let _ = child.kill();
    let status = child.wait();
    let mut output = outcome?;
    output.has_succeeded = status.is_ok_and(|status| status.success());
    Ok(output)
}

/// Sends `input` to the program and receives its output, until it closes its output or ends.
fn exchange(child: &mut Child, input: &[u8], limits: Limits) -> Result<Output, Failure> {
    let events = start_threads(child, input).map_err(Failure::NotStarted)?;
    let mut output = Output {
        bytes: Vec::new(),
        complaint: Vec::new(),
        has_succeeded: false,
    };
    let start = Instant::now();
    let mut ended = None;
    let mut is_open = true;
    loop {
        match events.recv_timeout(PAUSE) {
            Ok(Event::Output(piece)) => output.bytes.extend(piece),
            Ok(Event::Complaint(piece)) => add_complaint(&mut output.complaint, &piece),
            Ok(Event::OutputEnd) => is_open = false,
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        if output.bytes.len() > limits.output {
            return Err(Failure::TooMuchOutput);
        }
        if ended.is_none() && matches!(child.try_wait(), Ok(Some(_))) {
            ended = Some(Instant::now());
        }
        let is_late = |end: Instant| end.elapsed() > GRACE;
        if ended.is_some_and(is_late) {
            break;
        }
        if start.elapsed() > limits.time && (is_open || ended.is_none()) {
            return Err(Failure::TooSlow);
        }
    }
    Ok(output)
}

/// Keeps the start of the error messages.
fn add_complaint(complaint: &mut Vec<u8>, piece: &[u8]) {
    let room = MAX_COMPLAINT - complaint.len();
    complaint.extend(&piece[..piece.len().min(room)]);
}

/// Starts a thread for each pipe of the program. They end when it does.
fn start_threads(child: &mut Child, input: &[u8]) -> io::Result<Receiver<Event>> {
    let (sender, events) = mpsc::channel();
    let input = input.to_vec();
    let stdin = child.stdin.take();
    start_thread(move || {
        if let Some(mut stdin) = stdin {
            // A program that fails stops reading. Its exit status tells.
            let _ = stdin.write_all(&input);
        }
    })?;
    let stdout = child.stdout.take();
    let of_output = sender.clone();
    start_thread(move || {
        read_pieces(stdout, &of_output, Event::Output);
        let _ = of_output.send(Event::OutputEnd);
    })?;
    let stderr = child.stderr.take();
    start_thread(move || read_pieces(stderr, &sender, Event::Complaint))?;
    Ok(events)
}

fn start_thread(run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    thread::Builder::new()
        .spawn(run)
        .map(drop)
}

/// Sends what comes from a pipe, until its end or until nobody receives it.
fn read_pieces(pipe: Option<impl Read>, events: &Sender<Event>, event: fn(Vec<u8>) -> Event) {
    let Some(mut pipe) = pipe else {
        return;
    };
    let mut piece = vec![0; PIECE];
    loop {
        match pipe.read(&mut piece) {
            Ok(0) => return,
            Ok(length) => {
                let sent = events.send(event(piece[..length].to_vec()));
                if sent.is_err() {
                    return;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}
