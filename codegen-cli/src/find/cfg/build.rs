//! The target of a build, as cargo describes it to build scripts.
//!
//! Source: <https://doc.rust-lang.org/cargo/reference/environment-variables.html#environment-variables-cargo-sets-for-build-scripts>

use std::borrow::Cow;

#[cfg(feature = "packaging")]
use bgtask_core::model::Platforms;
use cfg_expr::targets::{Abi, Arch, Endian, Env, Families, Family, HasAtomics, Os, Panic, TargetInfo, Triple, Vendor};

use super::Cfg;

impl Cfg {
    /// As compiled for the target of a build. `triple` names it, and `value` gives the value of a `CARGO_CFG_…` variable by
    /// the part of its name behind that.
    ///
    /// Only what holds for every compilation of the build is judged: the target and the features. What a flag or the
    /// profile decides is left to the compiler.
    pub fn of_build(triple: &str, value: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| value(name).filter(|value| !value.is_empty());
        let list = |name: &str| -> Vec<String> {
            text(name).into_iter().flat_map(|list| list.split(',').map(String::from).collect::<Vec<_>>()).collect()
        };
        let target = TargetInfo {
            triple: Triple::new(String::from(triple)),
            os: text("TARGET_OS").map(Os::new),
            abi: text("TARGET_ABI").map(Abi::new),
            arch: Arch::new(text("TARGET_ARCH").unwrap_or_default()),
            env: text("TARGET_ENV").map(Env::new),
            vendor: text("TARGET_VENDOR").map(Vendor::new),
            families: Families::new(list("TARGET_FAMILY").into_iter().map(Family::new)),
            pointer_width: text("TARGET_POINTER_WIDTH").and_then(|width| width.parse().ok()).unwrap_or_default(),
            endian: if text("TARGET_ENDIAN").as_deref() == Some("big") { Endian::big } else { Endian::little },
            has_atomics: HasAtomics::new(list("TARGET_HAS_ATOMIC").iter().filter_map(|size| size.parse().ok())),
            // It depends on the profile, and is never judged.
            panic: Panic::unwind,
        };
        Self { targets: vec![Cow::Owned(target)], debug_assertions: None, keeps_guards: true }
    }

    /// For the files of a package for these platforms: as this build's target has it, where that is one of the platform's,
    /// and else the target that stands for it. Nothing is left to the compiler.
    #[cfg(feature = "packaging")]
    pub fn for_files(&self, platforms: Platforms) -> Self {
        let own = |belongs: fn(Platforms) -> bool| (0..self.len()).find(|target| belongs(self.family(*target)));
        let wanted = [
            (platforms.windows, own(|family| family.windows), Platforms::WINDOWS),
            (platforms.apple, own(|family| family.apple), Platforms::APPLE),
        ];
        let targets = wanted.into_iter().filter(|(is_wanted, ..)| *is_wanted);
        let targets = targets.flat_map(|(_, own, other)| match own {
            Some(own) => vec![self.targets[own].clone()],
            None => Self::platforms(other).targets,
        });
        Self { targets: targets.collect(), debug_assertions: None, keeps_guards: false }
    }
}
