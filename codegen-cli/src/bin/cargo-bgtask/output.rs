//! Standard output and standard error.

use std::fmt;
use std::io::{self, ErrorKind, Stderr, Stdout, Write};

use anstream::adapter::strip_bytes;
use anstream::{AutoStream, ColorChoice};

use crate::options::Display;
use crate::report::{Count, failure_text};

/// The two streams. A reader that goes away, as `head` does, is no error: what is left to say is dropped.
pub struct Output {
    out: Stream<Stdout>,
    err: Stream<Stderr>,
}

struct Stream<S: anstream::stream::RawStream> {
    to: AutoStream<S>,
    state: State,
}

enum State {
    Open,
    Closed,
    Failed(io::Error),
}

impl Output {
    /// The streams, with color where `choice` lets them have it.
    pub fn new(choice: ColorChoice) -> Self {
        Self {
            out: Stream { to: AutoStream::new(io::stdout(), choice), state: State::Open },
            err: Stream { to: AutoStream::new(io::stderr(), choice), state: State::Open },
        }
    }

    /// A line on standard output: a result. Its styles are left out where there is no color.
    pub fn result(&mut self, line: impl fmt::Display) {
        self.out.write(format!("{line}\n").as_bytes());
    }

    /// A file on standard output: its bytes, as they are, past what takes styles out of text.
    pub fn file(&mut self, bytes: &[u8]) {
        self.out.flush();
        if matches!(self.out.state, State::Open) {
            let written = io::stdout().write_all(bytes);
            self.out.note(written);
        }
    }

    /// Text of several lines on standard output, with its own line ends.
    pub fn text(&mut self, text: impl fmt::Display) {
        self.out.write(text.to_string().as_bytes());
    }

    /// A line on standard error: a problem, or what is being done.
    pub fn message(&mut self, line: impl fmt::Display) {
        self.err.write(format!("{line}\n").as_bytes());
    }

    /// Why a command could not do its work: one line, and the causes below it.
    pub fn fail(&mut self, error: &anyhow::Error) {
        let style = annotate_snippets::renderer::DEFAULT_ERROR_STYLE;
        self.message(format_args!("{style}error{style:#}: {}", failure_text(error)));
    }

    /// Warnings that belong to no rule, such as of an option that means nothing here.
    pub fn warnings(&mut self, warnings: &[String]) {
        let style = annotate_snippets::renderer::DEFAULT_WARNING_STYLE;
        for warning in warnings {
            self.message(format_args!("{style}warning{style:#}: {warning}"));
        }
    }

    /// How many problems there were, if any.
    pub fn summary(&mut self, count: Count, display: &Display) {
        let (style, word) = match count {
            Count { errors: 0, warnings: 0 } => return,
            Count { errors: 0, .. } => (annotate_snippets::renderer::DEFAULT_WARNING_STYLE, "warning"),
            Count { .. } => (annotate_snippets::renderer::DEFAULT_ERROR_STYLE, "error"),
        };
        if !display.quiet {
            self.message(format_args!("{style}{word}{style:#}: {count}"));
        }
    }

    /// Sends off what is still waiting.
    ///
    /// # Errors
    ///
    /// If standard output could not be written, for example because the disk is full. What happens to standard error, nobody
    /// could be told.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush();
        self.err.flush();
        match self.out.state {
            State::Open | State::Closed => Ok(()),
            State::Failed(error) => Err(error),
        }
    }
}

impl<S: anstream::stream::RawStream + anstream::stream::AsLockedWrite> Stream<S> {
    fn write(&mut self, bytes: &[u8]) {
        if matches!(self.state, State::Open) {
            // A stream that takes styles out would ask the system to write each piece between them.
            let written = match self.to.current_choice() {
                ColorChoice::Never => self.to.write_all(&strip_bytes(bytes).into_vec()),
                _ => self.to.write_all(bytes),
            };
            self.note(written);
        }
    }

    fn flush(&mut self) {
        if matches!(self.state, State::Open) {
            let flushed = self.to.flush();
            self.note(flushed);
        }
    }

    fn note(&mut self, done: io::Result<()>) {
        match done {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.state = State::Closed,
            Err(error) => self.state = State::Failed(error),
        }
    }
}
