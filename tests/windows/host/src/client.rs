//! The test's end.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde::de::DeserializeOwned;

use crate::protocol::{Live, Request, Run, Start, What};

/// A host that runs. Dropped, it is ended.
pub struct Host {
    process: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Host {
    /// Starts the program, with these environment variables for it and what it starts.
    pub fn start(program: &Path, environment: &[(&str, &OsStr)]) -> Self {
        let mut command = Command::new(program);
        command.envs(environment.iter().copied()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        let requests = process.stdin.take().expect("it is piped");
        let answers = BufReader::new(process.stdout.take().expect("it is piped"));
        Self { process, requests, answers }
    }

    /// Asks, and waits for the answer.
    pub fn ask<T: DeserializeOwned>(&mut self, request: &Request) -> T {
        let line = serde_json::to_string(request).expect("it is plain data");
        writeln!(self.requests, "{line}").expect("the host runs");
        let mut answer = String::new();
        self.answers.read_line(&mut answer).expect("the host writes text");
        assert!(!answer.is_empty(), "the host ended over {line}");
        let answer: Result<T, String> =
            serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{line}: {answer}: {error}"));
        answer.unwrap_or_else(|error| panic!("{line}: {error}"))
    }

    /// Asks the double of Windows' classes, as the host has it.
    pub fn windows<T: DeserializeOwned>(&mut self, request: windows_control::Request) -> T {
        self.ask(&Request::Windows(request))
    }

    /// Starts a run.
    pub fn run(&mut self, start: Start) -> usize {
        self.ask(&Request::Run(start))
    }

    /// Waits for something to happen to a run.
    pub fn wait(&mut self, run: usize, what: What) {
        let happened: bool = self.ask(&Request::Wait { run, what });
        assert!(happened, "{what:?} did not happen in time: {:?}", self.state(run));
    }

    /// Cancels a run.
    pub fn cancel(&mut self, run: usize, reason: i32) {
        let () = self.ask(&Request::Cancel { run, reason });
    }

    /// What became of a run so far.
    pub fn state(&mut self, run: usize) -> Run {
        self.ask(&Request::State(run))
    }

    /// What became of a run when it was over: `Run` returned, and every deferral was completed.
    pub fn ended(&mut self, run: usize) -> Run {
        self.wait(run, What::Returned);
        self.wait(run, What::Completed);
        self.state(run)
    }

    /// What is alive in the host, but for what it holds itself.
    pub fn live(&mut self) -> Live {
        let () = self.ask(&Request::Forget);
        self.ask(&Request::Live)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // It may have ended, and what it answers is nobody's concern.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
