//! A quick look at a whole app, for the compiler's sake.
//!
//! To tell a clash, a registration is compared with all before it. Const evaluation is slow enough for an app of some
//! hundred tasks to feel that, and nearly every app has no clash. So the app is looked at once as a whole, in about as
//! many steps as it has names.

use super::{names, same};
use crate::catalog::HostingModel;
use crate::catalog::names::FORWARDER_ENTRY_POINT;
use crate::model::{ResolvedTask, ResolvedWindows};

/// Whether no two registrations can clash: no rule that looks at several registrations has anything to say. `false` says nothing.
pub(super) const fn stand_apart(tasks: &[ResolvedTask<'_>]) -> bool {
    let mut seen = Seen::NOTHING;
    let mut limited = 0;
    let mut at = 0;
    while at < tasks.len() {
        let task = &tasks[at];
        let mut apart = seen.is_new(b'n', task.spec.name.as_bytes());
        if let Some(windows) = &task.windows {
            if let Some(entry_point) = windows.entry_point
                && !(at > 0 && has_entry_point(&tasks[at - 1], task.entry, entry_point))
            {
                // All forwarded tasks have the forwarder's, and nobody else.
                apart &= match windows.model {
                    HostingModel::Forwarded => true,
                    _ => seen.is_new(b'e', entry_point.as_bytes()) && !same(entry_point, FORWARDER_ENTRY_POINT),
                };
            }
            if let Some(clsid) = windows.clsid {
                apart &= seen.is_new(b'c', &clsid.to_u128().to_ne_bytes());
            }
        }
        if task.spec.trigger.kind.facts().registrations.is_some() {
            limited += 1;
        }
        if !apart || limited > 1 || task.spec.apple.identifier.is_some() || names::lacks_something(task) {
            return false;
        }
        at += 1;
    }
    true
}

/// Whether a registration is of the same type: the registrations of one type share their class.
const fn has_entry_point(task: &ResolvedTask<'_>, entry: u16, entry_point: &str) -> bool {
    match &task.windows {
        Some(ResolvedWindows { entry_point: Some(other), .. }) => task.entry == entry && same(other, entry_point),
        _ => false,
    }
}

/// Hashes of what was seen: an open-addressed table, in which 0 is an empty place.
struct Seen {
    hashes: [u64; Self::PLACES],
    len: usize,
}

impl Seen {
    const PLACES: usize = 4096;
    const NOTHING: Self = Self { hashes: [0; Self::PLACES], len: 0 };

    /// Whether this was surely not seen before. Two texts of one hash, and a full table, leave it open.
    #[allow(clippy::cast_possible_truncation, reason = "any bits of the hash will do")]
    const fn is_new(&mut self, kind: u8, bytes: &[u8]) -> bool {
        // FNV-1a, as in the fingerprint of a registration; what matters here is that it takes few steps.
        let mut hash = 0xCBF2_9CE4_8422_2325 ^ kind as u64;
        let mut at = 0;
        while at < bytes.len() {
            hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01B3);
            at += 1;
        }
        let hash = hash | 1;
        let mut place = (hash >> 32) as usize % Self::PLACES;
        while self.hashes[place] != 0 {
            if self.hashes[place] == hash {
                return false;
            }
            place = (place + 1) % Self::PLACES;
        }
        self.hashes[place] = hash;
        self.len += 1;
        // Half full it still finds a place in a step or two.
        self.len <= Self::PLACES / 2
    }
}

#[cfg(test)]
mod tests {
    use super::{FORWARDER_ENTRY_POINT, stand_apart};
    use crate::catalog::TriggerKind;
    use crate::model::{AppSpec, AppleSpec, Guid, Place, Platforms, ResolvedTask, TaskSpec, Trigger, WindowsSpec};
    use crate::resolve::{self, ListEntry, SharedIdentifiers};
    use crate::{catalog::HostingModel, rules};

    const SHARED: SharedIdentifiers<&str> = SharedIdentifiers {
        refresh: "a.refresh",
        processing: [["a.p", "a.pp"], ["a.pn", "a.pnp"]],
        continued: "a.c.*",
    };

    fn named(name: &str) -> TaskSpec<'_> {
        TaskSpec { name, type_name: name, place: Place::UNKNOWN, ..TaskSpec::DEFAULT }
    }

    /// Resolves one type for each of `types`, and looks at them both ways.
    fn apart(model: HostingModel, types: &[(&[TaskSpec<'_>], &str)]) -> bool {
        let app = AppSpec {
            model,
            namespace: Some("Tasks"),
            identifier_prefix: Some("a"),
            platforms: Some(Platforms::ALL),
            ..AppSpec::DEFAULT
        };
        let mut tasks: Vec<ResolvedTask<'_>> = Vec::new();
        for (entry, (specs, entry_point)) in (0..).zip(types) {
            let entry = ListEntry { entry, specs, entry_point };
            tasks.extend(
                entry.specs.iter().map(|spec| resolve::task(&app, *spec, entry.entry, entry.entry_point, &SHARED)),
            );
        }
        let clashes = (0..tasks.len()).any(|index| rules::check_among(&tasks, index).iter().next().is_some());
        let apart = stand_apart(&tasks);
        assert!(!(apart && clashes), "a clash was overlooked: {tasks:?}");
        apart
    }

    #[test]
    fn tasks_that_share_nothing_stand_apart() {
        for model in HostingModel::ALL {
            let (feed, mail) = (named("feed"), named("mail"));
            assert!(apart(*model, &[(&[feed], "Tasks.feed"), (&[mail], "Tasks.mail")]), "{model:?}");
            assert!(apart(*model, &[(&[feed, mail], "Tasks.feed")]), "registrations of one type, {model:?}");
        }
    }

    #[test]
    fn whatever_may_clash_is_noticed() {
        let (feed, mail) = (named("feed"), named("mail"));
        let out_of_process = HostingModel::OutOfProcess;
        assert!(!apart(out_of_process, &[(&[feed], "Tasks.feed"), (&[feed], "Tasks.other")]), "names");
        assert!(!apart(out_of_process, &[(&[feed, feed], "Tasks.feed")]), "names of one type");
        assert!(!apart(out_of_process, &[(&[feed], "Tasks.feed"), (&[mail], "Tasks.feed")]), "entry points");
        let own = |entry_point| WindowsSpec { entry_point: Some(entry_point), ..WindowsSpec::DEFAULT };
        let second = TaskSpec { windows: own("Tasks.mail"), ..named("second") };
        assert!(
            !apart(out_of_process, &[(&[feed, second], "Tasks.feed"), (&[mail], "Tasks.mail")]),
            "the entry point of a second registration"
        );
        let forwarder = TaskSpec {
            windows: WindowsSpec { model: Some(out_of_process), ..own(FORWARDER_ENTRY_POINT) },
            ..named("mail")
        };
        assert!(!apart(HostingModel::Forwarded, &[(&[forwarder], ""), (&[feed], "")]), "the forwarder's entry point");
        assert!(!apart(out_of_process, &[(&[feed], "")]), "an entry point that is missing");
        let clsid = Some(Guid::from_u128(7));
        let com = |name| TaskSpec { windows: WindowsSpec { clsid, ..WindowsSpec::DEFAULT }, ..named(name) };
        assert!(!apart(HostingModel::Com, &[(&[com("feed")], ""), (&[com("mail")], "")]), "CLSIDs");
        let trigger = Trigger::new(TriggerKind::Application);
        let application = |name| TaskSpec { trigger, ..named(name) };
        assert!(
            !apart(out_of_process, &[(&[application("feed")], "Tasks.feed"), (&[application("mail")], "Tasks.mail")]),
            "a trigger that may be registered once"
        );
        let apple = AppleSpec { identifier: Some("a.refresh"), ..AppleSpec::DEFAULT };
        let own = TaskSpec { apple, ..mail };
        assert!(!apart(out_of_process, &[(&[feed], "Tasks.feed"), (&[own], "Tasks.mail")]), "identifiers");
    }
}
