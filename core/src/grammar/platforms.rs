//! The platforms that a task or an app is for.

use syn::Meta;

use super::arguments::single;
use super::{Diagnostics, Region, value};
use crate::model::{Platform, Platforms};
use crate::rules::annotation;

/// `platforms("windows", "apple")`. What could not be read says nothing.
pub(super) fn read(arguments: &[Meta], errors: &mut Diagnostics) -> Option<Platforms> {
    let meta = single(arguments, errors)?;
    let before = errors.len();
    let mut platforms = Platforms::NONE;
    let values = value::list(meta, errors);
    for value in &values {
        match value::one_of(value, "platform", Platform::ALL, Platform::name, errors).map(|platform| platform.value) {
            Some(Platform::Windows) => platforms.windows = true,
            Some(Platform::Apple) => platforms.apple = true,
            None => {}
        }
    }
    if errors.len() > before {
        return None;
    }
    if values.is_empty() {
        let message = "`platforms` lists no platform";
        errors.add(annotation::MALFORMED_VALUE, Region::of(meta), message, "name `\"windows\"`, `\"apple\"` or both");
        return None;
    }
    Some(platforms)
}
