//! Other programs that read a format: one is sent a file and returns its text, within limits of
//! time and size. No such program outlives the call.

use std::io::{self, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::read::Refusal;

/// Maximum time for a file.
const PATIENCE: Duration = Duration::from_secs(20);
/// Time that output may take to arrive after the program has ended.
const GRACE: Duration = Duration::from_secs(1);
/// Time between two looks at whether the program has ended.
const PAUSE: Duration = Duration::from_millis(20);
/// Maximum size of the error messages that are read, in bytes.
const MAX_COMPLAINT: u64 = 1 << 12;

/// A program that reads a format.
pub(super) struct Program {
    /// The files that it reads: "a PDF".
    pub reads: &'static str,
    pub name: &'static str,
    pub arguments: &'static [&'static str],
    /// Advice if the program cannot be started.
    pub remedy: &'static str,
}

/// The output of a program that ended in time.
pub(super) struct Output<T> {
    /// The value made of the output.
    pub result: T,
    /// Why the program failed, if it did.
    pub complaint: Option<String>,
}

/// Reads the output of a program as it comes.
pub(super) type OutputReader = BufReader<Box<dyn Read + Send>>;

impl Program {
    /// Sends `bytes` to the program and returns what `read` makes of its output.
    ///
    /// # Errors
    /// Returns an error if the program cannot be started or takes too long. That it fails is no
    /// error here.
    pub(super) fn run<T: Send + 'static>(
        &self,
        bytes: &[u8],
        read: fn(&mut OutputReader) -> io::Result<T>,
    ) -> Result<Output<T>, Refusal> {
        let mut child = self.start()?;
        let result = self.exchange(&mut child, bytes, read);
        if result.is_err() {
            // An error means that the program has already ended.
            let _ = child.kill();
        }
        let status = child.wait();
        let (result, complaint) = result?;
        let failed = !status.is_ok_and(|status| status.success());
        Ok(Output {
            result,
            complaint: failed.then_some(complaint),
        })
    }

    fn start(&self) -> Result<Child, Refusal> {
        let mut command = Command::new(self.name);
        command
            .args(self.arguments)
            .stdin(Stdio::piped());
        command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command.spawn().map_err(|e| {
            Refusal::because(format!(
                "{} is read by the program {}, which cannot be started ({e}); {}",
                self.reads, self.name, self.remedy
            ))
        })
    }

    /// Sends the file, and receives what `read` makes of the output, and the first error message.
    /// The threads end when the program does.
    fn exchange<T: Send + 'static>(
        &self,
        child: &mut Child,
        bytes: &[u8],
        read: fn(&mut OutputReader) -> io::Result<T>,
    ) -> Result<(T, String), Refusal> {
        send(child.stdin.take(), bytes.to_vec());
        let result = receive(child.stdout.take(), read);
        let complaint = receive(child.stderr.take(), first_line);
        let result = self.wait(child, &result)?;
        let complaint = complaint
            .recv_timeout(GRACE)
            .unwrap_or_else(|_| Ok(String::new()));
        match result {
            Ok(result) => Ok((result, complaint.unwrap_or_default())),
            Err(problem) => Err(Refusal::because(problem.to_string())),
        }
    }

    /// Waits for the result, until the program takes too long. Another program that it started may
    /// keep its output open for ever after it has ended.
    fn wait<T>(
        &self,
        child: &mut Child,
        result: &mpsc::Receiver<io::Result<T>>,
    ) -> Result<io::Result<T>, Refusal> {
        let start = Instant::now();
        let mut ended: Option<Instant> = None;
        loop {
            match result.recv_timeout(PAUSE) {
                Ok(result) => return Ok(result),
                Err(mpsc::RecvTimeoutError::Disconnected) => return Err(self.too_slow()),
                Err(mpsc::RecvTimeoutError::Timeout) => {}
            }
            if ended.is_none() && matches!(child.try_wait(), Ok(Some(_))) {
                ended = Some(Instant::now());
            }
            if ended.is_some_and(|end| end.elapsed() > GRACE) {
                return Err(Refusal::because(format!(
                    "{} ended without closing its output; save its text as .txt",
                    self.name
                )));
            }
            if start.elapsed() > PATIENCE {
                return Err(self.too_slow());
            }
        }
    }

    fn too_slow(&self) -> Refusal {
        Refusal::because(format!(
            "{} took longer than {} s; split it, or save its text as .txt",
            self.name,
            PATIENCE.as_secs()
        ))
    }
}

/// Reads the output as text.
///
/// # Errors
/// Returns an error if there are more than `LIMIT` bytes of it.
pub(super) fn read_text<const LIMIT: u64>(output: &mut OutputReader) -> io::Result<String> {
    let mut text = Vec::new();
    output
        .take(LIMIT + 1)
        .read_to_end(&mut text)?;
    if text.len() as u64 > LIMIT {
        return Err(io::Error::other(format!(
            "more than {LIMIT} bytes of text; split it"
        )));
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Returns the first line of an error message.
fn first_line(output: &mut OutputReader) -> io::Result<String> {
    let mut complaint = Vec::new();
    output
        .take(MAX_COMPLAINT)
        .read_to_end(&mut complaint)?;
    let complaint = String::from_utf8_lossy(&complaint);
    let first = complaint.lines().next();
    Ok(first
        .unwrap_or("no reason given")
        .to_owned())
}

/// Writes `bytes` to a pipe, in a thread of its own.
fn send(pipe: Option<ChildStdin>, bytes: Vec<u8>) {
    // Without a thread, the program gets nothing to read, and says so.
    let _ = thread::Builder::new().spawn(move || {
        if let Some(mut pipe) = pipe {
            // A program that fails stops reading. Its exit status tells.
            let _ = pipe.write_all(&bytes);
        }
    });
}

/// Reads a pipe to its end, in a thread of its own, and returns what `read` makes of it.
fn receive<T: Send + 'static>(
    pipe: Option<impl Read + Send + 'static>,
    read: fn(&mut OutputReader) -> io::Result<T>,
) -> mpsc::Receiver<io::Result<T>> {
    let (sender, receiver) = mpsc::channel();
    let pipe: Box<dyn Read + Send> = match pipe {
        Some(pipe) => Box::new(pipe),
        None => Box::new(io::empty()),
    };
    // Without a thread, nobody sends a result.
    let _ = thread::Builder::new().spawn(move || {
        let mut output = BufReader::new(pipe);
        let result = read(&mut output);
        if result.is_ok() {
            // The program would wait for ever if the rest were not read.
            let _ = io::copy(&mut output, &mut io::sink());
        }
        let _ = sender.send(result);
    });
    receiver
}
