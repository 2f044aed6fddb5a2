//! A background task and an app, as plain data that can be built in const evaluation.
//!
//! Every type borrows its text, so the same types serve a macro (which writes them as `const`), an app (which carries
//! them as `'static`) and a tool (which borrows from what it parsed).

mod app;
mod guid;
mod resolved;
mod task;
mod text;

pub use app::AppSpec;
pub use guid::Guid;
pub use resolved::{ResolvedApple, ResolvedTask, ResolvedWindows};
pub use task::{AppleKind, AppleSpec, Argument, Place, Platform, Platforms, TaskSpec, Trigger, WindowsSpec};
pub use text::Text;
