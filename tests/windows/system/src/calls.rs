//! What was called, in words that C# could have.

use std::sync::Mutex;

use crate::{lock, store};

static CALLS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Remembers a call; what the test wants to fail fails here.
pub fn called(method: &str, arguments: &[String]) -> windows_core::Result<()> {
    remember(format!("{method}({})", arguments.join(", ")));
    store::with(|state| state.failure(method))
}

/// Remembers a call of a certain object, in words that tell which; what the test wants to fail fails by `method`.
pub fn called_of(object: &str, method: &str, arguments: &[String]) -> windows_core::Result<()> {
    remember(format!("{object}({})", arguments.join(", ")));
    store::with(|state| state.failure(method))
}

/// Remembers a property that was read.
pub fn read(property: &str) -> windows_core::Result<()> {
    remember(property.to_owned());
    store::with(|state| state.failure(property))
}

/// Remembers that an object was made.
pub fn made(class: &str, arguments: &[String]) -> windows_core::Result<()> {
    remember(format!("new {class}({})", arguments.join(", ")));
    store::with(|state| state.failure(class))
}

/// Remembers a call of an object that the double of an instance is.
pub fn step(step: windows_instance::Step) {
    remember(step.to_string());
}

fn remember(call: String) {
    windows_control::log(&call);
    lock(&CALLS).push(call);
}

/// The calls since the last time.
pub fn take() -> Vec<String> {
    std::mem::take(&mut lock(&CALLS))
}

/// A text as source code has it.
pub fn text(text: &windows_core::HSTRING) -> String {
    format!("{:?}", text.to_string_lossy())
}
