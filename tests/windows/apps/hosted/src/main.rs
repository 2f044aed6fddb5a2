//! The app's executable, which Windows starts for tasks as well as a user does.

use std::{env, error::Error, fs, io::Write, process::ExitCode};

#[cfg(windows)]
use bgtask::host::windows::StartedFor;

/// The environment variable that names the file in which the process tells of its beginning and end.
const DIARY: &str = "HOSTED_DIARY";

fn main() -> Result<ExitCode, Box<dyn Error>> {
    hosted::prepare();
    tell("started")?;
    #[cfg(windows)]
    if hosted::App::serve_com()? == StartedFor::Tasks {
        tell("served")?;
        linger();
        return Ok(ExitCode::SUCCESS);
    }
    // What the app shows to a user.
    tell("shown")?;
    println!("shown");
    if env::args().any(|argument| argument == "--stay") {
        // As a window does, until it is closed.
        std::io::stdin().read_line(&mut String::new())?;
        tell("closed")?;
    }
    #[cfg(windows)]
    if env::args().any(|argument| argument == hosted::follow::ARGUMENT) {
        hosted::follow::follow()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The environment variable that names a file as long as which is there a process does not end, when it has served.
const LINGER: &str = "HOSTED_LINGER";

#[cfg(windows)]
fn linger() {
    let Some(file) = env::var_os(LINGER).map(std::path::PathBuf::from) else { return };
    let end = std::time::Instant::now() + std::time::Duration::from_mins(2);
    while file.exists() && std::time::Instant::now() < end {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

fn tell(what: &str) -> Result<(), Box<dyn Error>> {
    if let Some(path) = env::var_os(DIARY) {
        let mut diary = fs::OpenOptions::new().create(true).append(true).open(path)?;
        // In one piece, as several processes write.
        diary.write_all(format!("{} {what}\n", std::process::id()).as_bytes())?;
    }
    Ok(())
}
