//! A process of an app whose `CoreApplication.Run` is the double's.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
};

use serde::de::DeserializeOwned;

use crate::Request;

/// A process of an app, which has handed itself over to the double. Dropped, it is ended.
pub struct Process {
    child: Child,
    /// Until the app is to go on.
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Process {
    /// Starts it.
    ///
    /// # Panics
    ///
    /// When it can't be started.
    pub fn start(command: &mut Command) -> Self {
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let requests = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().expect("it is piped"));
        Self { child, requests, answers }
    }

    /// Asks the double in the process, and waits for the answer: first of all, until the app has called `Run`.
    ///
    /// # Panics
    ///
    /// When the process ended, or the double does not do as asked.
    pub fn ask<T: DeserializeOwned>(&mut self, request: &Request) -> T {
        let line = serde_json::to_string(request).expect("every request is JSON");
        let requests = self.requests.as_mut().expect("it was not ended");
        writeln!(requests, "{line}").expect("the app runs");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("the double writes text");
        assert!(!answer.is_empty(), "the app ended over {line}");
        let answer: Result<T, String> = serde_json::from_str(&answer).expect("the double speaks as agreed");
        answer.unwrap_or_else(|error| panic!("{line}: {error}"))
    }

    /// Has `Run` return, and waits until the app has ended.
    ///
    /// # Panics
    ///
    /// When the system does not know how it ended.
    pub fn end(mut self) -> ExitStatus {
        self.requests = None;
        self.child.wait().expect("it was started")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
