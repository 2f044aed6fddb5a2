//! A task as its annotation declares it, before an app's defaults are applied.

use core::fmt::Write as _;

use crate::catalog::{Condition, EnumValue, HostingModel, TriggerKind, apple_request};
use crate::model::Guid;

/// What one `#[background_task]` declares: one registration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TaskSpec<'a> {
    /// The registration's name, which an activation carries and the dispatch switch matches.
    pub name: &'a str,
    /// The name of the annotated type or function: the last part of a default entry point.
    pub type_name: &'a str,
    /// Where it was declared.
    pub place: Place<'a>,
    /// What starts it.
    pub trigger: Trigger<'a>,
    /// What must hold as well, all of it.
    pub conditions: &'a [Condition],
    /// Stop the task when a condition ceases to hold.
    pub cancel_on_condition_loss: bool,
    /// Keep the network up while the task runs in connected standby.
    pub network_requested: bool,
    /// The registration group, if any.
    pub group: Option<&'a str>,
    /// What was said for Windows alone.
    pub windows: WindowsSpec<'a>,
    /// What was said for Apple systems alone.
    pub apple: AppleSpec<'a>,
    /// Where it is meant to run; `None` where nothing was said: everywhere the app is made for.
    pub platforms: Option<Platforms>,
    /// The numbers of the warnings that are not to be told of it.
    pub allow: &'a [&'a str],
}

impl TaskSpec<'_> {
    /// A spec with nothing said, for `..TaskSpec::DEFAULT`.
    pub const DEFAULT: Self = TaskSpec {
        name: "",
        type_name: "",
        place: Place::UNKNOWN,
        trigger: Trigger::new(TriggerKind::Time),
        conditions: &[],
        cancel_on_condition_loss: false,
        network_requested: false,
        group: None,
        windows: WindowsSpec::DEFAULT,
        apple: AppleSpec::DEFAULT,
        platforms: None,
        allow: &[],
    };
}

/// Where in the source something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The module path, from the crate's name on.
    pub module: &'a str,
    /// The file, as the compiler or the finder names it.
    pub file: &'a str,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

impl Place<'_> {
    /// No place.
    pub const UNKNOWN: Self = Place { module: "", file: "", line: 0, column: 0 };
}

/// What starts a task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trigger<'a> {
    /// Which trigger.
    pub kind: TriggerKind,
    /// Its argument, of the type that the catalog gives.
    pub argument: Argument<'a>,
    /// Fires once and is then gone, where the trigger knows the difference.
    pub once: bool,
    /// A function of the app's builds the trigger object (`with(…)`).
    pub with: bool,
}

impl<'a> Trigger<'a> {
    /// The trigger `kind`, without argument, repeating.
    pub const fn new(kind: TriggerKind) -> Self {
        Self { kind, argument: Argument::None, once: false, with: false }
    }

    /// The number given, where the trigger takes one: minutes, for all that do.
    pub const fn number(&self) -> Option<u32> {
        match self.argument {
            Argument::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The enum value given, where the trigger takes one.
    pub const fn value(&self) -> Option<EnumValue> {
        match self.argument {
            Argument::Value(value) => Some(value),
            _ => None,
        }
    }

    /// The text given, where the trigger takes one.
    pub const fn text(&self) -> Option<&'a str> {
        match self.argument {
            Argument::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl core::fmt::Display for Trigger<'_> {
    /// The string form of the grammar, `time:15,once`; the Rust form where a text does not go into the string form.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let name = self.kind.facts().name;
        if self.with {
            return write!(f, "with({name:?})");
        }
        if let Argument::Text(text) = self.argument
            && (text.contains(',') || text.trim() != text)
        {
            for letter in name.chars() {
                f.write_char(if letter == '-' { '_' } else { letter })?;
            }
            return write!(f, "({text:?}{})", if self.once { ", once" } else { "" });
        }
        f.write_str(name)?;
        match self.argument {
            Argument::None => {}
            Argument::Number(number) => write!(f, ":{number}")?,
            Argument::Text(text) => write!(f, ":{text}")?,
            Argument::Value(value) => write!(f, ":{}", value.name)?,
        }
        if self.once { f.write_str(",once") } else { Ok(()) }
    }
}

/// What follows a trigger's name. No trigger that an annotation can build takes more than one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Argument<'a> {
    /// Nothing.
    None,
    /// A number, in the unit that the catalog gives.
    Number(u32),
    /// An identifier or other text.
    Text(&'a str),
    /// One of the values that the catalog lists.
    Value(EnumValue),
}

/// What a task says for Windows alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowsSpec<'a> {
    /// How the system activates it; the app's model where nothing was said.
    pub model: Option<HostingModel>,
    /// The runtime class name; the app's namespace and the type's name where nothing was said.
    pub entry_point: Option<&'a str>,
    /// The COM class, in the models that have one.
    pub clsid: Option<Guid>,
    /// Whether it may run in modern standby, where Windows can have it so.
    pub run_in_standby: bool,
}

impl WindowsSpec<'_> {
    /// Nothing said.
    pub const DEFAULT: Self = WindowsSpec { model: None, entry_point: None, clsid: None, run_in_standby: false };
}

/// What a task says for Apple systems alone. What is `None` follows from trigger and conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AppleSpec<'a> {
    /// The kind of request.
    pub kind: Option<AppleKind>,
    /// An identifier of its own, instead of the shared one.
    pub identifier: Option<&'a str>,
    /// Runs only on external power.
    pub external_power: Option<bool>,
    /// Runs only with a network.
    pub network: Option<bool>,
}

impl AppleSpec<'_> {
    /// Nothing said.
    pub const DEFAULT: Self = AppleSpec { kind: None, identifier: None, external_power: None, network: None };
}

/// The kind of BackgroundTasks request that stands for a task.
///
/// Source: <https://developer.apple.com/documentation/backgroundtasks/choosing-background-strategies-for-your-app>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppleKind {
    /// `BGAppRefreshTaskRequest`: short, when the system thinks that the user will open the app.
    Refresh,
    /// `BGProcessingTaskRequest`: minutes, while the device is idle.
    Processing,
    /// `BGContinuedProcessingTaskRequest`: started by the user, with visible progress (iOS 26).
    Continued,
    /// BackgroundTasks does not start it.
    None,
}

impl AppleKind {
    /// Every kind, as the grammar lists them.
    pub const ALL: &'static [Self] = &[Self::Refresh, Self::Processing, Self::Continued, Self::None];

    /// The word for it in `apple(kind = "…")` and in the tools' output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refresh => "refresh",
            Self::Processing => "processing",
            Self::Continued => "continued",
            Self::None => "none",
        }
    }

    /// The `UIBackgroundModes` that its request needs.
    pub const fn modes(self) -> &'static [&'static str] {
        match apple_request::of_kind(self) {
            Some(facts) => facts.mode.as_slice(),
            None => &[],
        }
    }
}

/// A family of systems that bgtask serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Platform {
    /// Windows 10 and later.
    Windows,
    /// iOS, iPadOS, tvOS, visionOS.
    Apple,
}

impl Platform {
    /// Every platform, as the grammar lists them.
    pub const ALL: &'static [Self] = &[Self::Windows, Self::Apple];

    /// The word for it in `platforms("…")` and in the tools' output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Windows => "windows",
            Self::Apple => "apple",
        }
    }
}

/// A set of platforms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Platforms {
    /// Windows is among them.
    pub windows: bool,
    /// Apple systems are among them.
    pub apple: bool,
}

impl Platforms {
    /// Windows alone.
    pub const WINDOWS: Self = Self { windows: true, apple: false };
    /// Apple systems alone.
    pub const APPLE: Self = Self { windows: false, apple: true };
    /// Both.
    pub const ALL: Self = Self { windows: true, apple: true };
    /// None of them.
    pub const NONE: Self = Self { windows: false, apple: false };

    /// What is in both sets.
    pub const fn and(self, other: Self) -> Self {
        Self { windows: self.windows && other.windows, apple: self.apple && other.apple }
    }

    /// Whether `platform` is among them.
    pub const fn contains(self, platform: Platform) -> bool {
        match platform {
            Platform::Windows => self.windows,
            Platform::Apple => self.apple,
        }
    }

    /// The platforms, in the grammar's order.
    pub fn iter(self) -> impl Iterator<Item = Platform> {
        Platform::ALL.iter().copied().filter(move |platform| self.contains(*platform))
    }
}
