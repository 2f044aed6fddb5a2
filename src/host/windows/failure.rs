//! Telling Windows that a run failed, and not so often that it does harm.
//!
//! An `IBackgroundTask` can say it in one way: by the answer of `Run`. `backgroundTaskHost.exe` ends with a task that answers
//! so, as it does with an exception that nobody caught, and the system then takes the failure for a passing one and
//! activates the task again at once; of a task that can only fail, again and again:
//! <https://github.com/microsoft/WindowsAppSDK/pull/6507>.
//!
//! So a registration's failures are told once in a quarter of an hour, the least time between two firings of a time
//! trigger. The others end as if the task had succeeded, as far as Windows sees; the app sees each, by its
//! [`Completion`](crate::Completion).

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, SystemTime},
};

use bgtask_core::{catalog::limits, model::Guid};
use windows::core::{Error, Result};

use super::{error::tell_debugger, settings::LocalSettings};
use crate::host::{HostError, Settings};

/// The settings' keys: the prefix and the registration's id. Their values are seconds since 1970.
const PREFIX: &str = "bgtask.failure.";

static TOLD: AtomicBool = AtomicBool::new(true);

/// Whether Windows is told of runs that fail in this process, by the answer of `Run`; it is unless this says otherwise.
///
/// When it is told, `CheckResult` of the `Completed` event gives the app an error, and `backgroundTaskHost.exe` ends, with
/// whatever else runs in it. Windows is told once in a quarter of an hour for each registration. The app's own
/// [`Completion`](crate::Completion)s say in any case how a run ended.
///
/// To be called before the first activation: in a component by what `export_component!(App, start = …)` names. In-process
/// tasks have no way to tell Windows.
pub fn tell_failures(told: bool) {
    TOLD.store(told, Ordering::Relaxed);
}

/// The answer of `Run` for a run of `registration` that failed by `error`.
pub(super) fn answer(registration: Guid, error: Error) -> Result<()> {
    if !TOLD.load(Ordering::Relaxed) {
        tell_debugger(&format!("a run failed, of which Windows is not to be told: {error}"));
        return Ok(());
    }
    match is_first(registration, SystemTime::now()) {
        Ok(false) => {
            tell_debugger(&format!("a run failed, of whose registration Windows was told so before: {error}"));
            Ok(())
        }
        // Without settings, nothing is known of earlier failures.
        Ok(true) | Err(_) => Err(error),
    }
}

/// Whether this failure of `registration` is the first for a while; it is remembered then.
fn is_first(registration: Guid, now: SystemTime) -> std::result::Result<bool, HostError> {
    let now = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let mut first = true;
    let ours = key(registration);
    for key in LocalSettings.keys(PREFIX)? {
        let told = LocalSettings.get(&key)?.and_then(|told| told.parse().ok()).map(Duration::from_secs);
        let recent = told.is_some_and(|told| is_recent(told, now));
        if key == ours && recent {
            first = false;
        } else if !recent {
            LocalSettings.remove(&key)?;
        }
    }
    if first {
        LocalSettings.set(&ours, &now.as_secs().to_string())?;
    }
    Ok(first)
}

fn key(registration: Guid) -> String {
    format!("{PREFIX}{registration}")
}

/// A time that is yet to come is that of a clock which was set back.
fn is_recent(told: Duration, now: Duration) -> bool {
    const WHILE: Duration = Duration::from_secs(limits::TIMER_TICK_MINUTES as u64 * 60);
    now.checked_sub(told).is_some_and(|since| since < WHILE)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::is_recent;

    #[test]
    fn a_quarter_of_an_hour_is_recent() {
        let at = Duration::from_secs;
        assert!(is_recent(at(1_000), at(1_000)));
        assert!(is_recent(at(1_000), at(1_000 + 899)));
        assert!(!is_recent(at(1_000), at(1_000 + 900)));
        assert!(!is_recent(at(1_001), at(1_000)), "the clock was set back");
    }
}
