//! From attributes to the model.
//!
//! [`TaskItem`] and [`AppItem`] read `#[background_task]` and `#[background_app]` from tokens, in a macro and in a tool
//! alike. Every value keeps its place; every mistake is gathered, so that a user sees all of them at once.

mod allow;
mod app;
mod arguments;
mod depth;
mod diagnostic;
mod item;
mod parts;
mod platforms;
mod suggestion;
mod task;
mod text;
mod trigger;
mod value;

pub use app::{AppItem, ListedTask};
pub use diagnostic::{Diagnostic, Diagnostics, Region};
pub use item::{Head, HeadKind};
pub use suggestion::closest;
pub use task::{Registration, TaskItem, is_background_task};
pub use trigger::OwnedArgument;

/// The attribute on tasks.
pub const TASK_ATTRIBUTE: &str = "background_task";

/// The attribute on apps.
pub const APP_ATTRIBUTE: &str = "background_app";
