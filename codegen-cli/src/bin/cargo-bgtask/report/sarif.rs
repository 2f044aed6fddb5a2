//! Problems, and what could not be used, as a SARIF 2.1.0 log.
//!
//! Format: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use std::fmt::Write as _;

use bgtask_codegen::problem::Problem;
use bgtask_codegen::source::Sources;
use bgtask_core::rules::{Rule, Severity};
use serde::Serialize;

use super::Failure;
use super::diagnostic::{Diagnostic, Location};

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Vec<Finding>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text<'static>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Place>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    information_uri: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Text<'static>,
    full_description: Text<'static>,
    help_uri: &'static str,
    default_configuration: Level,
}

#[derive(Serialize)]
struct Level {
    level: &'static str,
}

#[derive(Serialize)]
struct Text<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Text<'static>,
    locations: Vec<Place>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Place>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'static>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// The log of one run, that was a success unless something could not be used: findings are what it is for.
pub(super) fn text(problems: &[Problem], sources: &Sources, failures: &[anyhow::Error]) -> String {
    let mut broken: Vec<&'static Rule> = Vec::new();
    let results = problems.iter().map(|problem| finding(problem, sources, &mut broken)).collect();
    super::json::text(&Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "cargo-bgtask",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    information_uri: env!("CARGO_PKG_REPOSITORY"),
                    rules: broken.into_iter().map(descriptor).collect(),
                },
            },
            invocations: [Invocation {
                execution_successful: failures.is_empty(),
                tool_execution_notifications: failures.iter().map(notification).collect(),
            }],
            column_kind: "unicodeCodePoints",
            results,
        }],
    })
}

fn notification(error: &anyhow::Error) -> Notification {
    Notification {
        level: Severity::Error.name(),
        message: Text { text: super::failure_text(error).into() },
        locations: Failure::new(error).location.iter().map(|location| place(location, None)).collect(),
    }
}

fn finding(problem: &Problem, sources: &Sources, broken: &mut Vec<&'static Rule>) -> Finding {
    let Diagnostic { message, help, location, related, .. } = Diagnostic::new(problem, sources);
    let rule_index = broken.iter().position(|rule| rule.id == problem.rule.id).unwrap_or_else(|| {
        broken.push(problem.rule);
        broken.len() - 1
    });
    let message = match help {
        Some(help) => format!("{message}\n{help}"),
        None => message,
    };
    Finding {
        rule_id: problem.rule.id,
        rule_index,
        level: problem.severity.name(),
        message: Text { text: message.into() },
        locations: location.iter().map(|location| place(location, None)).collect(),
        related_locations: related.into_iter().map(|other| place(&other.location, Some(other.label))).collect(),
    }
}

fn descriptor(rule: &'static Rule) -> Descriptor {
    Descriptor {
        id: rule.id,
        short_description: Text { text: rule.title.into() },
        full_description: Text { text: rule.explanation.into() },
        help_uri: rule.source,
        default_configuration: Level { level: rule.severity.name() },
    }
}

fn place(location: &Location, label: Option<String>) -> Place {
    Place {
        physical_location: Physical {
            artifact_location: Artifact { uri: uri(&location.file) },
            region: Region {
                start_line: location.line,
                start_column: location.column,
                end_line: location.end_line,
                end_column: location.end_column,
            },
        },
        message: label.map(|label| Text { text: label.into() }),
    }
}

/// A path as a URI reference: relative to where the run took place, or a `file` URI.
fn uri(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if cfg!(windows) && path.as_bytes().get(1) == Some(&b':') {
        uri.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            // The colon of a drive; in a relative reference it would end a scheme.
            b':' if cfg!(windows) && uri.starts_with("file:///") => uri.push(':'),
            _ => {
                // Writing to a string does not fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uri_references() {
        assert_eq!(uri("src/lib.rs"), "src/lib.rs");
        assert_eq!(uri("a b/ü.rs"), "a%20b/%C3%BC.rs");
        assert_eq!(uri("/a/b"), "file:///a/b");
        if cfg!(windows) {
            assert_eq!(uri("C:\\a.rs"), "file:///C:/a.rs");
        } else {
            assert_eq!(uri("a:b.rs"), "a%3Ab.rs");
        }
    }
}
