//! The built binary as witness: what it says of the tasks in it, set beside the code and the files.
//!
//! A source scan can't see what macros write, may misjudge a `cfg`, and knows nothing of a binary that is older than the
//! code. The record that each app leaves in its binary ([`bgtask_core::record`]) says what was really built.

mod built;
mod compare;
mod error;
mod files;
mod read;
mod target;

pub use built::BuiltApp;
pub use compare::{Binary, compare, not_built_in, not_in_the_code};
pub use error::{WitnessError, WitnessErrorKind};
pub use files::{of_binary, with_built};
pub use read::{Format, Witness, read};
pub use target::{is_for, triple};
