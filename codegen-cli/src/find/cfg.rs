//! What a `cfg` is worth on the platforms that a run looks at.

mod build;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use bgtask_core::grammar::closest;
use bgtask_core::model::Platforms;
use cfg_expr::expr::{Expression, Logic, Predicate, TargetMatcher, TargetPredicate};
use cfg_expr::targets::{ALL_BUILTINS, Os, TargetInfo, get_builtin_target_by_triple};

/// The target that stands for Windows.
pub const WINDOWS_TARGET: &str = "x86_64-pc-windows-msvc";

/// The target that stands for Apple systems.
pub const APPLE_TARGET: &str = "aarch64-apple-ios";

/// The systems of Apple that have BackgroundTasks.
///
/// Source: <https://developer.apple.com/documentation/backgroundtasks>
const APPLE_SYSTEMS: &[&str] = &["ios", "tvos", "visionos"];

/// What is known of the compilations that a run is about: one or several targets.
#[derive(Clone, Debug)]
pub struct Cfg {
    targets: Vec<Cow<'static, TargetInfo>>,
    debug_assertions: Option<bool>,
    /// Whether conditions are kept for the compiler where they may differ between the compilations of one build.
    keeps_guards: bool,
}

/// A target that rustc does not know.
#[derive(Clone, Debug)]
pub struct UnknownTarget(pub String);

impl fmt::Display for UnknownTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(triple) = self;
        write!(f, "rustc has no target `{triple}`")?;
        match closest(triple, ALL_BUILTINS.iter().map(|target| target.triple.as_str())) {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => f.write_str(": `rustc --print target-list` has them all"),
        }
    }
}

impl std::error::Error for UnknownTarget {}

impl Cfg {
    /// As compiled for one target, given by its triple.
    ///
    /// # Errors
    ///
    /// When rustc has no such target.
    pub fn target(triple: &str) -> Result<Self, UnknownTarget> {
        Self::targets([triple])
    }

    /// As compiled for each of several targets; what is there for any of them is there.
    ///
    /// # Errors
    ///
    /// When rustc has no such target.
    pub fn targets<'t>(triples: impl IntoIterator<Item = &'t str>) -> Result<Self, UnknownTarget> {
        let targets = triples
            .into_iter()
            .map(|triple| {
                let target = get_builtin_target_by_triple(triple).ok_or_else(|| UnknownTarget(String::from(triple)))?;
                Ok(Cow::Borrowed(target))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self { targets, debug_assertions: None, keeps_guards: false })
    }

    /// As compiled for Windows, Apple systems, or each of them.
    pub fn platforms(platforms: Platforms) -> Self {
        let triples = [(platforms.windows, WINDOWS_TARGET), (platforms.apple, APPLE_TARGET)];
        let targets = triples
            .into_iter()
            .filter(|(wanted, _)| *wanted)
            .filter_map(|(_, triple)| get_builtin_target_by_triple(triple).map(Cow::Borrowed))
            .collect();
        Self { targets, debug_assertions: None, keeps_guards: false }
    }

    /// Says what `debug_assertions` is worth, which depends on the profile and is else not known.
    pub fn with_debug_assertions(mut self, on: bool) -> Self {
        self.debug_assertions = Some(on);
        self
    }

    /// The triples of the targets.
    pub fn triples(&self) -> impl Iterator<Item = &str> {
        self.targets.iter().map(|target| target.triple.as_str())
    }

    /// The families of systems that the targets belong to.
    pub fn families(&self) -> Platforms {
        let families = (0..self.targets.len()).map(|target| self.family(target));
        families.fold(Platforms::NONE, |all, family| Platforms {
            windows: all.windows || family.windows,
            apple: all.apple || family.apple,
        })
    }

    /// Whether conditions are kept for the compiler.
    pub(super) fn keeps_guards(&self) -> bool {
        self.keeps_guards
    }

    /// How many targets there are.
    pub(super) fn len(&self) -> usize {
        self.targets.len()
    }

    /// The family of systems that a target belongs to.
    pub(super) fn family(&self, target: usize) -> Platforms {
        let system = self.targets.get(target).and_then(|target| target.os.as_ref()).map(Os::as_str);
        Platforms {
            windows: system == Some("windows"),
            apple: system.is_some_and(|system| APPLE_SYSTEMS.contains(&system)),
        }
    }

    /// Whether a dependency for a platform, `cfg(…)` or a triple, is linked on a target. What can't be judged is.
    pub(super) fn is_platform(&self, target: usize, platform: &str) -> bool {
        let features = BTreeSet::new();
        if platform.starts_with("cfg(") {
            self.environment(target, &features, true)
                .is_some_and(|environment| environment.judge(platform) != Truth::No)
        } else {
            self.targets.get(target).is_some_and(|target| target.triple.as_str() == platform)
        }
    }

    /// What is known of one of the targets and one package, of which these features are enabled, and maybe no others.
    pub(super) fn environment<'e>(
        &'e self,
        target: usize,
        features: &'e BTreeSet<String>,
        knows_features: bool,
    ) -> Option<Environment<'e>> {
        let target = self.targets.get(target)?;
        let (debug_assertions, keeps_guards) = (self.debug_assertions, self.keeps_guards);
        Some(Environment { target, features, knows_features, debug_assertions, keeps_guards })
    }
}

/// What is known of one compilation of one package.
#[derive(Clone, Copy, Debug)]
pub(super) struct Environment<'e> {
    target: &'e TargetInfo,
    features: &'e BTreeSet<String>,
    /// Whether no other features are enabled.
    knows_features: bool,
    debug_assertions: Option<bool>,
    /// Whether conditions are kept for the compiler.
    pub keeps_guards: bool,
}

/// What a `cfg` is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    /// It does not hold.
    No,
    /// It can't be judged from outside.
    Unknown,
    /// It holds.
    Yes,
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

impl Logic for Truth {
    fn top() -> Self {
        Self::Yes
    }

    fn bottom() -> Self {
        Self::No
    }

    fn and(self, other: Self) -> Self {
        self.min(other)
    }

    fn or(self, other: Self) -> Self {
        self.max(other)
    }

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

/// The most predicates in one `cfg` that are judged; the crate that judges them counts in a byte.
const MOST_PREDICATES: usize = 250;

impl Environment<'_> {
    /// Judges what stands in `cfg(…)`.
    pub fn judge(&self, predicate: &str) -> Truth {
        // Of all there are, this is every other one.
        if predicate == "test" {
            return self.judge_one(&Predicate::Test);
        }
        if predicate.bytes().filter(|byte| matches!(byte, b'(' | b',')).count() > MOST_PREDICATES {
            return Truth::Unknown;
        }
        // What is malformed is rustc's to refuse, and what this crate does not know yet may be anything.
        Expression::parse(predicate).map_or(Truth::Unknown, |predicate| predicate.eval(|one| self.judge_one(one)))
    }

    /// Judges what stands in `cfg(…)` for every compilation that a build may have of the package: for its tests too, for
    /// its documentation, and for clippy.
    pub fn judge_for_all(&self, predicate: &str) -> Truth {
        if predicate.bytes().filter(|byte| matches!(byte, b'(' | b',')).count() > MOST_PREDICATES {
            return Truth::Unknown;
        }
        let judge_one = |one: &Predicate<'_>| match one {
            Predicate::Test => Truth::Unknown,
            Predicate::Flag(name) if !matches!(*name, "true" | "false") => Truth::Unknown,
            one => self.judge_one(one),
        };
        Expression::parse(predicate).map_or(Truth::Unknown, |predicate| predicate.eval(judge_one))
    }

    /// Source: <https://doc.rust-lang.org/reference/conditional-compilation.html#set-configuration-options>
    fn judge_one(&self, predicate: &Predicate<'_>) -> Truth {
        match predicate {
            // What the profile says.
            Predicate::Target(TargetPredicate::Panic(_)) => Truth::Unknown,
            Predicate::Target(target) => Truth::from(self.target.matches(target)),
            Predicate::DebugAssertions => self.debug_assertions.map_or(Truth::Unknown, Truth::from),
            Predicate::Feature(name) if self.features.contains(*name) => Truth::Yes,
            Predicate::Feature(_) if self.knows_features => Truth::No,
            // What is packaged is neither a test nor a procedural macro, and was compiled by rustc itself.
            Predicate::Test
            | Predicate::ProcMacro
            | Predicate::Flag(
                "false" | "doc" | "doctest" | "docsrs" | "miri" | "clippy" | "rustfmt" | "rust_analyzer",
            ) => Truth::No,
            Predicate::Flag("true") => Truth::Yes,
            Predicate::Feature(_) | Predicate::TargetFeature(_) | Predicate::Flag(_) | Predicate::KeyValue { .. } => {
                Truth::Unknown
            }
        }
    }
}
