//! What a binary was compiled for, as far as `cfg` can ask.

/// The values of `target_env` and `target_abi` that tell targets of one system and architecture apart, with whether this
/// crate is compiled for them.
const ENVIRONMENTS: &[(&str, bool)] = &[
    ("gnu", cfg!(target_env = "gnu")),
    ("msvc", cfg!(target_env = "msvc")),
    ("musl", cfg!(target_env = "musl")),
    ("ohos", cfg!(target_env = "ohos")),
    ("uclibc", cfg!(target_env = "uclibc")),
    ("sim", cfg!(target_abi = "sim")),
    ("macabi", cfg!(target_abi = "macabi")),
];

/// What a binary was compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedTarget<'a> {
    /// `target_os`
    pub system: &'a str,
    /// `target_arch`
    pub architecture: &'a str,
    /// `target_env`; for simulators of Apple's `sim`, for Catalyst `macabi`; empty where there is nothing to tell.
    pub environment: &'a str,
    /// `debug_assertions`, as the app's own crate has it.
    pub debug_assertions: bool,
}

impl RecordedTarget<'static> {
    /// What this crate is compiled for.
    pub const fn this(debug_assertions: bool) -> Self {
        let mut environment = "";
        let mut at = 0;
        while at < ENVIRONMENTS.len() {
            if ENVIRONMENTS[at].1 {
                environment = ENVIRONMENTS[at].0;
            }
            at += 1;
        }
        Self { system: std::env::consts::OS, architecture: std::env::consts::ARCH, environment, debug_assertions }
    }
}
