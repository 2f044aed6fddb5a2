//! Conditions that are the compiler's to judge: a build script runs once for several compilations of its package, with and
//! without `cfg(test)`, and does not know what flags and profile say. What it writes repeats such a condition.

use crate::find::attributes::Attribute;
use crate::find::cfg::{Environment, Truth};

/// What must hold for an item with these attributes to be there and annotated, where that is not settled for all
/// compilations.
pub(super) fn of(environment: &Environment<'_>, attributes: &[Attribute]) -> Vec<String> {
    let mut guards = Vec::new();
    let mut marks = Vec::new();
    collect(environment, attributes, None, &mut guards, &mut marks);
    // With one annotation that always holds, it is annotated.
    if !marks.is_empty() && !marks.contains(&None) {
        let marks: Vec<String> = marks.into_iter().flatten().collect();
        guards.push(match marks.as_slice() {
            [only] => only.clone(),
            several => format!("any({})", several.join(", ")),
        });
    }
    guards
}

/// `under` is the predicate of the `cfg_attr` that the attributes stand in, where that is not settled.
fn collect(
    environment: &Environment<'_>,
    attributes: &[Attribute],
    under: Option<&str>,
    guards: &mut Vec<String>,
    marks: &mut Vec<Option<String>>,
) {
    for attribute in attributes {
        match attribute {
            Attribute::Cfg(predicate) if environment.judge_for_all(&predicate.text) == Truth::Yes => {}
            Attribute::Cfg(predicate) => guards.push(match under {
                Some(under) => format!("any(not({under}), {})", predicate.text),
                None => predicate.text.clone(),
            }),
            Attribute::CfgAttr(predicate, inner) => match environment.judge_for_all(&predicate.text) {
                Truth::No => {}
                Truth::Yes => collect(environment, inner, under, guards, marks),
                Truth::Unknown => {
                    let both = both(under, &predicate.text);
                    let mut own = Vec::new();
                    collect(environment, inner, Some(&both), guards, &mut own);
                    // An annotation that is for tests alone was left out.
                    if environment.judge(&predicate.text) != Truth::No {
                        marks.append(&mut own);
                    }
                }
            },
            Attribute::Mark(_) => marks.push(under.map(String::from)),
            Attribute::Path(..) | Attribute::MacroUse => {}
        }
    }
}

/// What must hold for a module to be in the file that its attributes give it: in that of the `path` attribute with this
/// value, or, without one, in that of its name. Of several `path`s the first that holds counts.
pub(in crate::find) fn of_path(
    environment: &Environment<'_>,
    attributes: &[Attribute],
    value: Option<&str>,
) -> Vec<String> {
    if !environment.keeps_guards {
        return Vec::new();
    }
    let mut paths = Vec::new();
    collect_paths(environment, attributes, None, &mut paths);
    let mut guards = Vec::new();
    for (under, path) in paths {
        let is_it = value.is_some() && path == value;
        match (under, is_it) {
            (None, _) => break,
            (Some(under), true) => {
                guards.push(under);
                break;
            }
            (Some(under), false) => guards.push(format!("not({under})")),
        }
    }
    guards
}

fn collect_paths<'a>(
    environment: &Environment<'_>,
    attributes: &'a [Attribute],
    under: Option<&str>,
    paths: &mut Vec<(Option<String>, Option<&'a str>)>,
) {
    for attribute in attributes {
        match attribute {
            Attribute::Path(value, _) => paths.push((under.map(String::from), value.as_deref())),
            Attribute::CfgAttr(predicate, inner) => match environment.judge_for_all(&predicate.text) {
                Truth::No => {}
                Truth::Yes => collect_paths(environment, inner, under, paths),
                Truth::Unknown => {
                    let both = both(under, &predicate.text);
                    collect_paths(environment, inner, Some(&both), paths);
                }
            },
            Attribute::Cfg(_) | Attribute::MacroUse | Attribute::Mark(_) => {}
        }
    }
}

fn both(under: Option<&str>, predicate: &str) -> String {
    match under {
        Some(under) => format!("all({under}, {predicate})"),
        None => String::from(predicate),
    }
}
