//! The target that a binary was compiled for, as a triple.

use bgtask_core::record::RecordedTarget;
use cfg_expr::targets::{ALL_BUILTINS, TargetInfo};

use super::error::{WitnessError, WitnessErrorKind};

/// The vendors of the targets that are meant where several differ in nothing else.
const USUAL_VENDORS: &[&str] = &["pc", "unknown", "apple"];

/// The triple of the target that a record names. Of several that it fits, which differ in what records do not say, the usual
/// one.
///
/// # Errors
///
/// When it fits none.
pub fn triple(target: &RecordedTarget<'_>) -> Result<&'static str, WitnessError> {
    // The triple's word, as the vendor that code sees is often `unknown` where the triple has another.
    let is_usual = |known: &TargetInfo| {
        known.triple.as_str().split('-').nth(1).is_some_and(|vendor| USUAL_VENDORS.contains(&vendor))
    };
    let mut fitting: Vec<_> = ALL_BUILTINS.iter().filter(|known| fits(target, known)).collect();
    // `arm64e-apple-ios` is of the architecture `aarch64` too.
    let is_plain = |known: &TargetInfo| known.triple.as_str().split('-').next() == Some(target.architecture);
    // Among usual ones the shortest name is the plain one: `x86_64-unknown-linux-gnu`, not `…-gnux32`.
    fitting.sort_by_key(|known| (!is_usual(known), !is_plain(known), known.triple.as_str().len()));
    let RecordedTarget { system, architecture, environment, .. } = target;
    let name =
        || format!("`{system}` on `{architecture}`{}{environment}", if environment.is_empty() { "" } else { ", " });
    let unknown = || WitnessError::of_whole(WitnessErrorKind::UnknownTarget(name()));
    fitting.first().map(|known| known.triple.as_str()).ok_or_else(unknown)
}

/// Whether a record is of what was compiled for the target of a triple, as far as records say. Of a triple that is not known it
/// may be.
pub fn is_for(target: &RecordedTarget<'_>, triple: &str) -> bool {
    let known = ALL_BUILTINS.iter().find(|known| known.triple.as_str() == triple);
    known.is_none_or(|known| fits(target, known))
}

fn fits(target: &RecordedTarget<'_>, known: &TargetInfo) -> bool {
    let environment = known.env.as_ref().map(|env| env.0.as_ref());
    let abi = known.abi.as_ref().map(|abi| abi.0.as_ref());
    let is_environment = if target.environment.is_empty() {
        environment.is_none_or(str::is_empty) && abi.is_none_or(|abi| abi != "sim" && abi != "macabi")
    } else {
        environment == Some(target.environment) || abi == Some(target.environment)
    };
    known.os.as_ref().is_some_and(|system| system.0 == target.system)
        && known.arch.0 == target.architecture
        && is_environment
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(system: &str, architecture: &str, environment: &str) -> Result<&'static str, WitnessError> {
        triple(&RecordedTarget { system, architecture, environment, debug_assertions: false })
    }

    #[test]
    fn what_code_knows_of_its_target_leads_to_the_triple() {
        for (system, architecture, environment, expected) in [
            ("windows", "x86_64", "msvc", "x86_64-pc-windows-msvc"),
            ("windows", "x86_64", "gnu", "x86_64-pc-windows-gnu"),
            ("windows", "aarch64", "msvc", "aarch64-pc-windows-msvc"),
            ("windows", "x86", "msvc", "i686-pc-windows-msvc"),
            ("ios", "aarch64", "", "aarch64-apple-ios"),
            ("ios", "aarch64", "sim", "aarch64-apple-ios-sim"),
            ("ios", "aarch64", "macabi", "aarch64-apple-ios-macabi"),
            ("tvos", "aarch64", "", "aarch64-apple-tvos"),
            ("macos", "aarch64", "", "aarch64-apple-darwin"),
            ("linux", "x86_64", "gnu", "x86_64-unknown-linux-gnu"),
            ("linux", "aarch64", "musl", "aarch64-unknown-linux-musl"),
        ] {
            assert_eq!(of(system, architecture, environment), Ok(expected));
        }
        let error = of("plan9", "x86_64", "").expect_err("rustc has no such target");
        assert_eq!(error.to_string(), "it was built for a target that is not known: `plan9` on `x86_64`");
        assert!(error.help().contains("--target"));
    }
}
