//! The grammar: every form of every trigger, and any input at all.
#![cfg(feature = "syntax")]

mod depth;
mod forms;
mod groups;
mod soup;

use bgtask_core::grammar::{AppItem, Diagnostic, TaskItem};
use proc_macro2::TokenStream;

fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_else(|error| panic!("the test's own text is tokens: {error}: {text}"))
}

/// Reads a task that nothing is wrong with.
fn good_task(arguments: &str) -> TaskItem {
    let mut task = TaskItem::read(tokens(arguments), tokens("struct Refresh;")).expect("its head is Rust");
    let told = core::mem::take(&mut task.diagnostics).into_vec();
    assert!(!told.iter().any(Diagnostic::is_error), "{arguments}: {told:?}");
    task
}

/// Reads an app that nothing is wrong with.
fn good_app(arguments: &str) -> AppItem {
    let mut app = AppItem::read(&tokens(arguments), tokens("struct App;")).expect("its head is Rust");
    let told = core::mem::take(&mut app.diagnostics).into_vec();
    assert!(!told.iter().any(Diagnostic::is_error), "{arguments}: {told:?}");
    app
}
