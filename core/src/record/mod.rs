//! What a built binary says of the app in it: one record for each `#[background_app]`, as plain bytes in a section of its own.
//!
//! An app writes its record while it is compiled; tools read it back from programs, libraries and object files, of every
//! system, without running them. Everything is said in words of the annotations and not in numbers of ours, so that a tool
//! and a binary of different versions understand each other as far as they can.
//!
//! # Form
//!
//! Records stand one after another in the section, in any order. Between them, and after the last, there may be zeros: that is
//! how linkers fill. Numbers are little-endian. A *text* is its length in bytes, in two bytes, and UTF-8. An *optional* thing
//! is a byte, 0 or 1, and the thing if it is 1. A *list* is its length, in two bytes, and its members.
//!
//! ```text
//! record    = MAGIC, version (1 byte), length of the rest (4 bytes), target, app, list of task
//! target    = system (text), architecture (text), environment (text), flags (1 byte: 1 debug assertions)
//! app       = module (text), type name (text), optional identifier prefix (text), list of mode (text)
//! task      = module (text), type name (text), name (text), trigger, list of condition (text),
//!             options (1 byte: 1 cancel on condition loss, 2 network requested), optional group (text),
//!             optional windows, optional apple
//! trigger   = name (text), argument, flags (1 byte: 1 once, 2 with)
//! argument  = 0 | 1, number (4 bytes) | 2, text | 3, name of an enum value (text)
//! windows   = model (text), optional entry point (text), optional class id (16 bytes, as it is written)
//! apple     = kind (text), optional identifier (text), flags (1 byte: 1 external power, 2 network), list of mode (text)
//! ```
//!
//! A reader refuses a version that it does not know. Within a version, bytes that follow a record's tasks are for later
//! versions to use, and skipped.
//!
//! # What is in it, and what is not
//!
//! What the system is told of the app anyway, the paths of the types in the code, and what the code was compiled for. No file,
//! no user, no time: the same code gives the same bytes on every machine. A task takes some hundred bytes.

mod read;
mod target;
mod write;

pub use read::{
    Record, RecordError, RecordedApple, RecordedArgument, RecordedTask, RecordedTrigger, RecordedWindows, read,
};
pub use target::RecordedTarget;
pub use write::{length, write};

/// The section of ELF and PE files that records stand in.
pub const SECTION: &str = ".bgtask";

/// The segment and section of Mach-O files that records stand in.
pub const MACH_O_SECTION: (&str, &str) = ("__DATA", "__bgtask");

/// How a record begins: no byte of it is zero.
pub const MAGIC: &[u8; 7] = b"\x7Fbgtask";

/// The version that is written.
pub const VERSION: u8 = 1;

/// The first bits of options and flags.
const FIRST: u8 = 1;
/// The second bits.
const SECOND: u8 = 2;

#[cfg(test)]
mod tests {
    use super::{MAGIC, RecordError, RecordedArgument, RecordedTarget, length, read, write};
    use crate::catalog::{Condition, HostingModel, TriggerKind};
    use crate::model::{
        AppSpec, AppleKind, Argument, Guid, Place, ResolvedApple, ResolvedTask, ResolvedWindows, TaskSpec, Trigger,
    };

    const APP: AppSpec<'static> = AppSpec {
        type_name: "App",
        place: Place { module: "feed", ..Place::UNKNOWN },
        identifier_prefix: Some("com.contoso.feed"),
        modes: &["audio"],
        ..AppSpec::DEFAULT
    };

    const TASKS: &[ResolvedTask<'static>] = &[
        ResolvedTask {
            spec: TaskSpec {
                name: "Refresh",
                type_name: "RefreshFeed",
                place: Place { module: "feed::tasks", ..Place::UNKNOWN },
                trigger: Trigger { argument: Argument::Number(15), once: true, ..Trigger::new(TriggerKind::Time) },
                conditions: &[Condition::UserPresent, Condition::InternetAvailable],
                cancel_on_condition_loss: true,
                group: Some("com.contoso"),
                ..TaskSpec::DEFAULT
            },
            entry: 0,
            windows: Some(ResolvedWindows {
                model: HostingModel::OutOfProcess,
                entry_point: Some("Tasks.RefreshFeed"),
                clsid: None,
            }),
            apple: Some(ResolvedApple {
                kind: AppleKind::Refresh,
                identifier: Some("com.contoso.feed.refresh"),
                external_power: false,
                network: true,
                modes: &["fetch"],
            }),
        },
        ResolvedTask {
            spec: TaskSpec {
                name: "tidy — täglich",
                type_name: "tidy",
                trigger: Trigger {
                    argument: Argument::Text("an-event"),
                    ..Trigger::new(TriggerKind::CustomSystemEvent)
                },
                network_requested: true,
                ..TaskSpec::DEFAULT
            },
            entry: 1,
            windows: Some(ResolvedWindows {
                model: HostingModel::Com,
                entry_point: None,
                clsid: Some(Guid::from_u128(0x0102_0304_0506_0708_090A_0B0C_0D0E_0F10)),
            }),
            apple: None,
        },
    ];

    const TARGET: RecordedTarget<'static> =
        RecordedTarget { system: "windows", architecture: "aarch64", environment: "msvc", debug_assertions: true };
    const LENGTH: usize = length(&TARGET, &APP, TASKS);
    static RECORD: [u8; LENGTH] = write(&TARGET, &APP, TASKS);

    #[test]
    fn what_is_written_is_read_back() {
        let records = read(&RECORD).expect("it was just written");
        let [record] = records.as_slice() else { panic!("{records:?}") };
        assert_eq!(record.target, TARGET);
        assert_eq!((record.module, record.type_name), ("feed", "App"));
        assert_eq!(
            (record.identifier_prefix, record.modes.as_slice()),
            (Some("com.contoso.feed"), ["audio"].as_slice())
        );
        let [refresh, tidy] = record.tasks.as_slice() else { panic!("{:?}", record.tasks) };
        assert_eq!((refresh.module, refresh.type_name, refresh.name), ("feed::tasks", "RefreshFeed", "Refresh"));
        assert_eq!(refresh.trigger.name, "time");
        assert_eq!((refresh.trigger.argument, refresh.trigger.once), (RecordedArgument::Number(15), true));
        assert_eq!(refresh.conditions, ["UserPresent", "InternetAvailable"]);
        assert_eq!((refresh.cancel_on_condition_loss, refresh.network_requested), (true, false));
        assert_eq!(refresh.group, Some("com.contoso"));
        let windows = refresh.windows.as_ref().expect("it is meant for Windows");
        assert_eq!((windows.model, windows.entry_point), ("out-of-process", Some("Tasks.RefreshFeed")));
        let apple = refresh.apple.as_ref().expect("it is meant for Apple systems");
        assert_eq!((apple.kind, apple.identifier), ("refresh", Some("com.contoso.feed.refresh")));
        assert_eq!((apple.external_power, apple.network, apple.modes.as_slice()), (false, true, ["fetch"].as_slice()));
        assert_eq!(tidy.name, "tidy — täglich");
        assert_eq!(tidy.trigger.argument, RecordedArgument::Text("an-event"));
        let clsid = tidy.windows.as_ref().and_then(|windows| windows.clsid);
        assert_eq!(clsid, Some(Guid::from_u128(0x0102_0304_0506_0708_090A_0B0C_0D0E_0F10)));
        assert!(tidy.apple.is_none());
    }

    #[test]
    fn records_may_stand_among_zeros() {
        let section = [[0; 5].as_slice(), &RECORD, &RECORD, &[0; 3], &RECORD, &[0]].concat();
        assert_eq!(read(&section).map(|records| records.len()), Ok(3));
        assert_eq!(read(&[]).map(|records| records.len()), Ok(0));
    }

    #[test]
    fn what_is_no_record_is_an_error_with_its_place() {
        assert_eq!(read(b"\0\0x"), Err(RecordError::NotARecord { at: 2 }));
        let mut later = RECORD;
        later[MAGIC.len()] = 9;
        assert_eq!(read(&later), Err(RecordError::UnknownVersion { at: 0, version: 9 }));
        for end in 1..RECORD.len() {
            assert!(read(&RECORD[..end]).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn no_changed_byte_leads_out_of_the_record() {
        for at in 0..RECORD.len() {
            for change in [0, 1, 0x7F, 0x80, 0xFF] {
                let mut changed = RECORD;
                changed[at] = change;
                // Some changes are other words, which is no business of the reader's.
                let _ = read(&changed);
            }
        }
    }

    #[test]
    fn what_follows_the_tasks_is_for_later_versions() {
        let mut longer = RECORD.to_vec();
        longer.extend(b"more");
        let length = u32::try_from(longer.len() - MAGIC.len() - 5).expect("it is short").to_le_bytes();
        longer[MAGIC.len() + 1..MAGIC.len() + 5].copy_from_slice(&length);
        assert_eq!(read(&longer).map(|records| records[0].tasks.len()), Ok(2));
    }

    #[test]
    fn what_is_compiled_here_is_known() {
        let here = RecordedTarget::this(false);
        assert_eq!((here.system, here.architecture), (std::env::consts::OS, std::env::consts::ARCH));
        assert!(!here.debug_assertions && RecordedTarget::this(true).debug_assertions);
        if cfg!(all(target_os = "linux", target_env = "gnu")) {
            assert_eq!(here.environment, "gnu");
        }
    }
}
