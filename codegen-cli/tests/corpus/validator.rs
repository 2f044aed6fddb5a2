//! The schemas' own judgement, where they and what runs them are at hand.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// Manifests to be judged together: starting the judge takes longer than judging.
pub struct Batch {
    program: PathBuf,
    folder: tempfile::TempDir,
    names: Vec<String>,
}

impl Batch {
    /// None, with a message, where the schemas or xmllint are not at hand.
    pub fn new() -> Option<Self> {
        let program = crate::workspace().join("../shared/reference/schemas/validate-appxmanifest");
        if !program.is_file() {
            println!("skipped: no schemas at {}", program.display());
            return None;
        }
        for needed in ["xmllint", "python3"] {
            if Command::new(needed).arg("--version").output().is_err() {
                println!("skipped: no {needed} to check against the schemas");
                return None;
            }
        }
        let folder = tempfile::tempdir().expect("a temporary folder");
        Some(Self { program, folder, names: Vec::new() })
    }

    /// Adds a manifest under a name of its own.
    pub fn add(&mut self, bytes: &[u8]) -> usize {
        let name = format!("{}.xml", self.names.len());
        fs::write(self.folder.path().join(&name), bytes).expect("written");
        self.names.push(name);
        self.names.len() - 1
    }

    /// What is wrong with each manifest; nothing for those that pass.
    pub fn judge(&self) -> Vec<Option<String>> {
        let mut verdicts = vec![None; self.names.len()];
        for chunk in self.names.chunks(200) {
            let mut command = Command::new(&self.program);
            let output = command.arg("-q").args(chunk).current_dir(self.folder.path()).output().expect("started");
            let problems = String::from_utf8_lossy(&output.stderr);
            assert!(output.status.code().is_some_and(|code| code < 2), "the validator failed: {problems}");
            let mut current = None;
            for line in String::from_utf8_lossy(&output.stdout).lines() {
                match line.strip_suffix(".xml: INVALID") {
                    Some(name) => current = name.parse::<usize>().ok(),
                    None => {
                        if let Some(verdict) = current.and_then(|index| verdicts.get_mut(index)) {
                            let verdict: &mut String = verdict.get_or_insert_default();
                            verdict.push_str(line);
                            verdict.push('\n');
                        }
                    }
                }
            }
        }
        verdicts
    }
}
