//! What bgtask keeps in the app's settings: the version and the specs that were registered, and how runs ended.

use std::{
    sync::Mutex,
    time::{Duration, SystemTime},
};

use bgtask_core::{catalog::CancellationReason, model::Guid};

use crate::{
    Completion, Outcome,
    host::{HostError, Settings},
    lock::lock,
};

const VERSION: &str = "bgtask.version";
const FINGERPRINT: &str = "bgtask.fingerprint.";
const COMPLETION: &str = "bgtask.completion.";
const SEEN: &str = "bgtask.seen.";
#[cfg(feature = "serde")]
const RESULT: &str = "bgtask.result.";

/// The app's version when its tasks were last registered.
pub(crate) fn version(settings: &dyn Settings) -> Result<Option<String>, HostError> {
    settings.get(VERSION)
}

pub(crate) fn keep_version(settings: &dyn Settings, version: &str) -> Result<(), HostError> {
    settings.set(VERSION, version)
}

/// The fingerprint of the spec that a registration was made from; `None` when bgtask did not make it.
pub(crate) fn fingerprint(settings: &dyn Settings, registration: Guid) -> Result<Option<u64>, HostError> {
    let text = settings.get(&by_id(FINGERPRINT, registration))?;
    Ok(text.and_then(|text| u64::from_str_radix(&text, 16).ok()))
}

pub(crate) fn keep_fingerprint(settings: &dyn Settings, registration: Guid, fingerprint: u64) -> Result<(), HostError> {
    settings.set(&by_id(FINGERPRINT, registration), &format!("{fingerprint:016x}"))
}

pub(crate) fn forget_fingerprint(settings: &dyn Settings, registration: Guid) -> Result<(), HostError> {
    settings.remove(&by_id(FINGERPRINT, registration))
}

/// Forgets the fingerprints of all registrations but these: the system removes some by itself, as one-shot ones that
/// fired.
pub(crate) fn forget_other_fingerprints(
    settings: &dyn Settings,
    registrations: impl Iterator<Item = Guid>,
) -> Result<(), HostError> {
    let keep: Vec<String> = registrations.map(|registration| by_id(FINGERPRINT, registration)).collect();
    for key in settings.keys(FINGERPRINT)? {
        if !keep.contains(&key) {
            settings.remove(&key)?;
        }
    }
    Ok(())
}

/// Keeps how a run ended, for an app that is away; of several runs of one name the last is kept, and their number. Of those
/// that end at once in several processes, one may not be counted.
pub(crate) fn keep_completion(settings: &dyn Settings, completion: &Completion) -> Result<(), HostError> {
    // Each counts from what the one before has written.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = lock(&TURN);
    let key = by_name(COMPLETION, &completion.name);
    let runs = settings.get(&key)?.and_then(|text| Some(read(&text)?.0)).unwrap_or(0) + 1;
    settings.set(&key, &write(runs, completion))
}

/// How the last run of a name ended, and how many have ended by now.
pub(crate) fn last_completion(settings: &dyn Settings, name: &str) -> Result<Option<(u64, Completion)>, HostError> {
    let text = settings.get(&by_name(COMPLETION, name))?;
    Ok(text.and_then(|text| {
        let (runs, completion) = read(&text)?;
        Some((runs, Completion { name: name.to_owned(), ..completion }))
    }))
}

/// How many runs of a name had ended when somebody last heard of them.
pub(crate) fn runs_seen(settings: &dyn Settings, name: &str) -> Result<u64, HostError> {
    let text = settings.get(&by_name(SEEN, name))?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or(0))
}

pub(crate) fn keep_runs_seen(settings: &dyn Settings, name: &str, runs: u64) -> Result<(), HostError> {
    settings.set(&by_name(SEEN, name), &runs.to_string())
}

/// What the last run of a name that left something left, and which run that was.
#[cfg(feature = "serde")]
pub(crate) fn result(settings: &dyn Settings, name: &str) -> Result<Option<(Guid, String)>, HostError> {
    let text = settings.get(&by_name(RESULT, name))?;
    Ok(text.and_then(|text| {
        let (instance, value) = text.split_once('\n')?;
        Some((Guid::parse(instance)?, value.to_owned()))
    }))
}

#[cfg(feature = "serde")]
pub(crate) fn keep_result(settings: &dyn Settings, name: &str, instance: Guid, value: &str) -> Result<(), HostError> {
    settings.set(&by_name(RESULT, name), &format!("{instance}\n{value}"))
}

fn by_id(prefix: &str, registration: Guid) -> String {
    format!("{prefix}{registration}")
}

/// The most bytes of a name that are part of a settings key as they are. Windows allows 255 characters in a key.
const NAME_LENGTH: usize = 180;

fn by_name(prefix: &str, name: &str) -> String {
    if name.len() <= NAME_LENGTH {
        return format!("{prefix}{name}");
    }
    // FNV-1a: only a few names of one app must be told apart. http://www.isthe.com/chongo/tech/comp/fnv/
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{prefix}#{hash:016x}")
}

/// The most bytes of a failure's text that are kept: Windows allows 8 KB in a setting.
const TEXT_LENGTH: usize = 2048;

/// A line for each value, and the text last, as it may have lines of its own.
fn write(runs: u64, completion: &Completion) -> String {
    let (kind, text) = match &completion.outcome {
        Outcome::Completed => ("completed", ""),
        Outcome::Failed(text) => ("failed", text.as_str()),
        Outcome::Panicked(text) => ("panicked", text.as_str()),
        Outcome::NotStarted(text) => ("not started", text.as_str()),
        Outcome::Dropped => ("dropped", ""),
        Outcome::Abandoned => ("abandoned", ""),
        Outcome::Killed => ("killed", ""),
    };
    let cut = (0..=TEXT_LENGTH.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let reason = completion.cancellation.map_or("", CancellationReason::name);
    let milliseconds = completion.at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    format!(
        "{runs}\n{}\n{}\n{}\n{reason}\n{milliseconds}\n{kind}\n{}",
        completion.registration,
        completion.instance,
        completion.progress,
        &text[..cut]
    )
}

fn read(text: &str) -> Option<(u64, Completion)> {
    let mut lines = text.splitn(8, '\n');
    let runs = lines.next()?.parse().ok()?;
    let registration = Guid::parse(lines.next()?)?;
    let instance = Guid::parse(lines.next()?)?;
    let progress = lines.next()?.parse().ok()?;
    let reason = lines.next()?;
    let milliseconds = lines.next()?.parse().ok()?;
    let kind = lines.next()?;
    let text = lines.next()?.to_owned();
    let outcome = match kind {
        "completed" => Outcome::Completed,
        "failed" => Outcome::Failed(text),
        "panicked" => Outcome::Panicked(text),
        "not started" => Outcome::NotStarted(text),
        "dropped" => Outcome::Dropped,
        "abandoned" => Outcome::Abandoned,
        "killed" => Outcome::Killed,
        _ => return None,
    };
    let completion = Completion {
        name: String::new(),
        registration,
        instance,
        outcome,
        cancellation: CancellationReason::ALL.iter().copied().find(|known| known.name() == reason),
        progress,
        at: SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(milliseconds))?,
        while_away: None,
    };
    Some((runs, completion))
}

#[cfg(test)]
mod tests {
    use std::{
        sync::Barrier,
        thread,
        time::{Duration, SystemTime},
    };

    use bgtask_core::{catalog::CancellationReason, model::Guid};

    use super::{TEXT_LENGTH, by_name, keep_completion, last_completion, read, write};
    use crate::{Completion, Outcome, host::slow::Slow};

    fn completion(outcome: Outcome) -> Completion {
        Completion {
            name: String::new(),
            registration: Guid::from_u128(1),
            instance: Guid::from_u128(2),
            outcome,
            cancellation: Some(CancellationReason::ConditionLoss),
            progress: 7,
            at: SystemTime::UNIX_EPOCH + Duration::from_millis(1_700_000_000_123),
            while_away: None,
        }
    }

    #[test]
    fn a_completion_is_read_back_as_it_was_kept() {
        for outcome in [
            Outcome::Completed,
            Outcome::Failed("the feed\nis gone".into()),
            Outcome::Panicked(String::new()),
            Outcome::NotStarted("no such task".into()),
            Outcome::Dropped,
            Outcome::Abandoned,
        ] {
            let kept = completion(outcome);
            assert_eq!(read(&write(3, &kept)), Some((3, kept)));
        }
        let without_reason = Completion { cancellation: None, ..completion(Outcome::Completed) };
        assert_eq!(read(&write(1, &without_reason)), Some((1, without_reason)));
    }

    #[test]
    fn runs_that_end_at_once_are_all_counted() {
        let (settings, start) = (Slow::default(), Barrier::new(8));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    start.wait();
                    keep_completion(&settings, &completion(Outcome::Completed)).expect("they are there");
                });
            }
        });
        let last = last_completion(&settings, "").expect("they are there");
        assert_eq!(last.map(|(runs, _)| runs), Some(8));
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        let long = "é".repeat(TEXT_LENGTH);
        let Some((_, Completion { outcome: Outcome::Failed(text), .. })) =
            read(&write(1, &completion(Outcome::Failed(format!("x{long}")))))
        else {
            panic!("it is a failure");
        };
        assert_eq!(text.len(), TEXT_LENGTH - 1);
    }

    #[test]
    fn what_is_no_record_is_no_completion() {
        for text in ["", "1", "1\n2\n3\n4\n5\n6\n7\n8", "x\n\n\n\n\n\n\n"] {
            assert_eq!(read(text), None);
        }
    }

    #[test]
    fn a_long_name_makes_a_short_key_of_its_own() {
        let (one, other) = ("n".repeat(300), "n".repeat(301));
        assert!(by_name("bgtask.completion.", &one).len() < 255);
        assert_ne!(by_name("", &one), by_name("", &other));
        assert_eq!(by_name("a.", "RefreshFeed"), "a.RefreshFeed");
    }
}
