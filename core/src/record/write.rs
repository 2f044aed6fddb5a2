//! Writing a record, in const evaluation.

use super::{FIRST, MAGIC, RecordedTarget, SECOND, VERSION};
use crate::catalog::Condition;
use crate::model::{AppSpec, Argument, Guid, ResolvedApple, ResolvedTask, ResolvedWindows, Trigger};

/// The length of the record of an app, in bytes.
pub const fn length(target: &RecordedTarget<'_>, app: &AppSpec<'_>, tasks: &[ResolvedTask<'_>]) -> usize {
    // Nothing fits, and all is counted.
    let mut written = Writer::<0>::new();
    written.record(target, app, tasks, 0);
    written.length
}

/// The record of an app. `N` is its [`length`].
///
/// # Panics
///
/// When it is not. That and a text of more than 65,535 bytes are errors of the compiler's where a record is a constant.
pub const fn write<const N: usize>(
    target: &RecordedTarget<'_>,
    app: &AppSpec<'_>,
    tasks: &[ResolvedTask<'_>],
) -> [u8; N] {
    let head = MAGIC.len() + 1 + size_of::<u32>();
    let mut written = Writer::<N>::new();
    written.record(target, app, tasks, N - head);
    assert!(written.length == N, "the length of a record is another");
    written.bytes
}

/// What was written so far. What does not fit any more is counted all the same.
struct Writer<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Writer<N> {
    const fn new() -> Self {
        Self { bytes: [0; N], length: 0 }
    }

    const fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        let mut at = 0;
        while at < bytes.len() {
            if self.length < N {
                self.bytes[self.length] = bytes[at];
            }
            self.length += 1;
            at += 1;
        }
        self
    }

    const fn byte(&mut self, byte: u8) -> &mut Self {
        self.bytes(&[byte])
    }

    #[allow(clippy::cast_possible_truncation, reason = "it is looked at first")]
    const fn count(&mut self, count: usize) -> &mut Self {
        assert!(count <= u16::MAX as usize, "a text or a list of a record is too long");
        self.bytes(&(count as u16).to_le_bytes())
    }

    const fn text(&mut self, text: &str) -> &mut Self {
        self.count(text.len()).bytes(text.as_bytes())
    }

    const fn optional_text(&mut self, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.byte(1).text(text),
            None => self.byte(0),
        }
    }

    const fn texts(&mut self, texts: &[&str]) -> &mut Self {
        self.count(texts.len());
        let mut at = 0;
        while at < texts.len() {
            self.text(texts[at]);
            at += 1;
        }
        self
    }

    #[allow(clippy::cast_possible_truncation, reason = "no constant is as long")]
    const fn record(
        &mut self,
        target: &RecordedTarget<'_>,
        app: &AppSpec<'_>,
        tasks: &[ResolvedTask<'_>],
        rest: usize,
    ) -> &mut Self {
        self.bytes(MAGIC)
            .byte(VERSION)
            .bytes(&(rest as u32).to_le_bytes())
            .text(target.system)
            .text(target.architecture)
            .text(target.environment)
            .byte(flags(target.debug_assertions, false))
            .text(app.place.module)
            .text(app.type_name)
            .optional_text(app.identifier_prefix)
            .texts(app.modes)
            .count(tasks.len());
        let mut at = 0;
        while at < tasks.len() {
            self.task(&tasks[at]);
            at += 1;
        }
        self
    }

    const fn task(&mut self, task: &ResolvedTask<'_>) -> &mut Self {
        let spec = &task.spec;
        self.text(spec.place.module)
            .text(spec.type_name)
            .text(spec.name)
            .trigger(&spec.trigger)
            .conditions(spec.conditions)
            .byte(flags(spec.cancel_on_condition_loss, spec.network_requested))
            .optional_text(spec.group)
            .windows(task.windows.as_ref())
            .apple(task.apple.as_ref())
    }

    const fn trigger(&mut self, trigger: &Trigger<'_>) -> &mut Self {
        self.text(trigger.kind.facts().name);
        match trigger.argument {
            Argument::None => self.byte(0),
            Argument::Number(number) => self.byte(1).bytes(&number.to_le_bytes()),
            Argument::Text(text) => self.byte(2).text(text),
            Argument::Value(value) => self.byte(3).text(value.name),
        };
        self.byte(flags(trigger.once, trigger.with))
    }

    const fn conditions(&mut self, conditions: &[Condition]) -> &mut Self {
        self.count(conditions.len());
        let mut at = 0;
        while at < conditions.len() {
            self.text(conditions[at].facts().name);
            at += 1;
        }
        self
    }

    const fn windows(&mut self, windows: Option<&ResolvedWindows<'_>>) -> &mut Self {
        let Some(windows) = windows else { return self.byte(0) };
        self.byte(1).text(windows.model.name()).optional_text(windows.entry_point).class(windows.clsid)
    }

    const fn class(&mut self, class: Option<Guid>) -> &mut Self {
        match class {
            Some(class) => self.byte(1).bytes(&class.to_u128().to_be_bytes()),
            None => self.byte(0),
        }
    }

    const fn apple(&mut self, apple: Option<&ResolvedApple<'_>>) -> &mut Self {
        let Some(apple) = apple else { return self.byte(0) };
        self.byte(1)
            .text(apple.kind.name())
            .optional_text(apple.identifier)
            .byte(flags(apple.external_power, apple.network))
            .texts(apple.modes)
    }
}

const fn flags(first: bool, second: bool) -> u8 {
    (if first { FIRST } else { 0 }) | (if second { SECOND } else { 0 })
}
