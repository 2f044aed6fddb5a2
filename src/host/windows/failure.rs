//! Telling Windows that a run failed, and not so often that it does harm.
//!
//! An `IBackgroundTask` can say it in one way: by the answer of `Run`. `backgroundTaskHost.exe` ends with a task that answers
//! so, as it does with an exception that nobody caught: <https://github.com/microsoft/microsoft-ui-xaml/issues/10769>. The
//! system then takes the failure for a passing one and activates the task again at once; of a task that can only fail, again
//! and again: <https://github.com/microsoft/WindowsAppSDK/pull/6507>.
//!
//! So a registration's failures are told once in a quarter of an hour, the least time between two firings of a time
//! trigger. The others end as if the task had succeeded, as far as Windows sees; the app sees each, by its
//! [`Completion`](crate::Completion).
//!
//! - When Windows was told is kept in the app's settings: the process that told it is gone when it matters. Where they can't
//!   be read or written, Windows is not told: nobody would know of it the next time.
//! - A COM server's failures are told as seldom. What is known is known of components; but it is the same part of Windows
//!   that activates both, what it does about a COM class that fails is written down nowhere, and an app loses nothing by it.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, SystemTime},
};

use bgtask_core::{catalog::limits, model::Guid};
use windows::core::{Error, Result};

use super::{error::tell_debugger, settings::LocalSettings};
use crate::{
    host::{HostError, Settings},
    lock::lock,
};

/// The settings' keys: the prefix and the registration's id. Their values are seconds since 1970.
const PREFIX: &str = "bgtask.failure.";

static TOLD: AtomicBool = AtomicBool::new(true);

/// Whether Windows is told of runs that fail in this process, by the answer of `Run`; it is unless this says otherwise.
///
/// When it is told, `CheckResult` of the `Completed` event gives the app an error, and `backgroundTaskHost.exe` ends, with
/// whatever else runs in it. Windows is told once in a quarter of an hour for each registration, and never while the app's
/// settings, which remember it, are out of reach. The app's own [`Completion`](crate::Completion)s say in any case how a run
/// ended.
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
    match is_first(&LocalSettings, registration, SystemTime::now()) {
        Ok(true) => Err(error),
        Ok(false) => {
            tell_debugger(&format!("a run failed, of whose registration Windows was told so before: {error}"));
            Ok(())
        }
        Err(refused) => {
            tell_debugger(&format!(
                "a run failed, of which Windows is not told, as nobody could remember: {error}; {refused}"
            ));
            Ok(())
        }
    }
}

/// Whether this failure of `registration` is the first for a while; it is remembered then.
fn is_first(settings: &dyn Settings, registration: Guid, now: SystemTime) -> std::result::Result<bool, HostError> {
    // Of runs that fail at the same moment one is the first.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = lock(&TURN);
    let now = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let mut first = true;
    let ours = key(registration);
    for key in settings.keys(PREFIX)? {
        let told = settings.get(&key)?.and_then(|told| told.parse().ok()).map(Duration::from_secs);
        let recent = told.is_some_and(|told| is_recent(told, now));
        if key == ours && recent {
            first = false;
        } else if !recent {
            settings.remove(&key)?;
        }
    }
    if first {
        settings.set(&ours, &now.as_secs().to_string())?;
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
    use std::{
        sync::Barrier,
        thread,
        time::{Duration, SystemTime},
    };

    use bgtask_core::model::Guid;

    use super::{is_first, is_recent};
    use crate::host::{HostError, HostErrorKind, Settings, slow::Slow};

    /// Settings that can be read and not written.
    #[derive(Debug)]
    struct Full;

    impl Settings for Full {
        fn get(&self, _: &str) -> Result<Option<String>, HostError> {
            Ok(None)
        }

        fn set(&self, _: &str, _: &str) -> Result<(), HostError> {
            Err(HostError::new(HostErrorKind::Other, "they are full"))
        }

        fn remove(&self, _: &str) -> Result<(), HostError> {
            Ok(())
        }

        fn keys(&self, _: &str) -> Result<Vec<String>, HostError> {
            Ok(Vec::new())
        }
    }

    const REGISTRATION: Guid = Guid::from_u128(1);

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn a_quarter_of_an_hour_is_recent() {
        let at = Duration::from_secs;
        assert!(is_recent(at(1_000), at(1_000)));
        assert!(is_recent(at(1_000), at(1_000 + 899)));
        assert!(!is_recent(at(1_000), at(1_000 + 900)));
        assert!(!is_recent(at(1_001), at(1_000)), "the clock was set back");
    }

    #[test]
    fn of_failures_at_once_one_is_the_first() {
        let settings = Slow::default();
        let start = Barrier::new(8);
        let fail = || {
            start.wait();
            is_first(&settings, REGISTRATION, at(1_000)).expect("they are there")
        };
        let first = thread::scope(|scope| {
            let failing: Vec<_> = (0..8).map(|_| scope.spawn(fail)).collect();
            failing.into_iter().map(|run| run.join().expect("it does not panic")).filter(|first| *first).count()
        });
        assert_eq!(first, 1);
    }

    #[test]
    fn what_is_long_ago_is_forgotten() {
        let settings = Slow::default();
        for registration in 1..4 {
            assert_eq!(is_first(&settings, Guid::from_u128(registration), at(1_000)), Ok(true));
        }
        assert_eq!(is_first(&settings, REGISTRATION, at(1_899)), Ok(false));
        assert_eq!(is_first(&settings, REGISTRATION, at(1_900)), Ok(true));
        assert_eq!(settings.keys("").map(|keys| keys.len()), Ok(1), "the others' are removed");
    }

    #[test]
    fn what_cannot_be_remembered_is_not_said_to_be_first() {
        assert!(is_first(&Full, REGISTRATION, at(1_000)).is_err());
    }
}
