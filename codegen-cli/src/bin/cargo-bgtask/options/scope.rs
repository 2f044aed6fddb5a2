//! Which code a command looks at: cargo's options, with cargo's meaning.

use clap::Args;
use clap_cargo::{Features, Manifest, Workspace};

/// Which code a command looks at.
#[derive(Debug, Args)]
pub struct Scope {
    /// The app, by its type's name, where a package has several
    #[arg(long, value_name = "TYPE")]
    pub app: Option<String>,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Which packages.
    #[command(flatten, next_help_heading = "Package selection")]
    pub workspace: Workspace,
    /// Which features.
    #[command(flatten, next_help_heading = "Feature selection")]
    pub features: Features,
    /// Look at the code as it is compiled for a target triple; may be repeated
    ///
    /// Without it, the code is looked at twice: as Windows compiles it, for the manifest, and as iOS compiles it, for the
    /// property list.
    #[arg(long, value_name = "TRIPLE", help_heading = "Compilation options")]
    pub target: Vec<String>,
    /// Which project.
    #[command(flatten, next_help_heading = "Manifest options")]
    pub manifest: Manifest,
    /// How cargo is asked about it.
    #[command(flatten, next_help_heading = "Manifest options")]
    pub lock: Lock,
}

/// How cargo is asked about a project.
#[derive(Debug, Args)]
pub struct Lock {
    /// Assert that `Cargo.lock` will remain unchanged
    #[arg(long)]
    pub locked: bool,
    /// Run without accessing the network
    #[arg(long)]
    pub offline: bool,
    /// Equivalent to specifying both --locked and --offline
    #[arg(long)]
    pub frozen: bool,
}
