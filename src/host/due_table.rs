//! When tasks that share one request of the system's are due.

use std::{ops::Add, time::Duration};

/// The tasks that stand behind shared requests, and when each is due.
///
/// An Apple system takes one refresh and ten processing requests of an app, knows no periodic ones and starts the app
/// for an identifier, not for a task. So a request is made for the task of an identifier that is due first, and when the
/// app is started for it, all tasks of the identifier run that are due by then. `T` is a point in time.
#[derive(Clone, Debug)]
pub(crate) struct DueTable<K, T> {
    entries: Vec<Due<K, T>>,
}

#[derive(Clone, Debug)]
struct Due<K, T> {
    task: K,
    identifier: &'static str,
    at: T,
    /// How long after one start the next is due; `None` for a task that runs once.
    interval: Option<Duration>,
}

impl<K, T> Default for DueTable<K, T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<K: Copy + PartialEq, T: Copy + Ord + Add<Duration, Output = T>> DueTable<K, T> {
    /// Puts a task in, due at `at`; in place of an earlier entry for it.
    pub(crate) fn put(&mut self, task: K, identifier: &'static str, at: T, interval: Option<Duration>) {
        self.remove(task);
        self.entries.push(Due { task, identifier, at, interval });
    }

    /// Takes a task out.
    pub(crate) fn remove(&mut self, task: K) {
        self.entries.retain(|entry| entry.task != task);
    }

    /// When the first task of an identifier is due: the earliest time to ask the system for.
    pub(crate) fn earliest(&self, identifier: &str) -> Option<T> {
        self.entries.iter().filter(|entry| entry.identifier == identifier).map(|entry| entry.at).min()
    }

    /// The tasks of an identifier that are due by `now`, in the order in which they are due. Each is then due again an
    /// interval from now, or taken out when it was to run once.
    pub(crate) fn start_due(&mut self, identifier: &str, now: T) -> Vec<K> {
        let mut due: Vec<(T, K)> = Vec::new();
        self.entries.retain_mut(|entry| {
            if entry.identifier != identifier || entry.at > now {
                return true;
            }
            due.push((entry.at, entry.task));
            if let Some(interval) = entry.interval {
                entry.at = now + interval;
            }
            entry.interval.is_some()
        });
        due.sort_by_key(|(at, _)| *at);
        due.into_iter().map(|(_, task)| task).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::DueTable;

    const fn minutes(minutes: u64) -> Duration {
        Duration::from_secs(minutes * 60)
    }

    #[test]
    fn the_request_is_for_the_first_task_and_starts_all_that_are_due() {
        let mut table = DueTable::default();
        table.put("slow", "refresh", minutes(60), Some(minutes(60)));
        table.put("fast", "refresh", minutes(15), Some(minutes(15)));
        table.put("once", "refresh", minutes(20), None);
        table.put("other", "processing", minutes(5), Some(minutes(5)));
        assert_eq!(table.earliest("refresh"), Some(minutes(15)));
        assert_eq!(table.start_due("refresh", minutes(25)), ["fast", "once"]);
        assert_eq!(table.earliest("refresh"), Some(minutes(40)), "fast again, a quarter of an hour after its start");
        assert_eq!(table.start_due("refresh", minutes(90)), ["fast", "slow"]);
        table.remove("fast");
        assert_eq!(table.earliest("refresh"), Some(minutes(150)));
        assert_eq!(table.earliest("processing"), Some(minutes(5)));
    }
}
