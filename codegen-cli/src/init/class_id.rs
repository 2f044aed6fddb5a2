//! A COM class's identifier that nobody else has.

use std::hash::{BuildHasher, RandomState};
use std::time::SystemTime;

use bgtask_core::model::Guid;

/// An identifier made of chance, of version 4.
///
/// Format: <https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4>
pub fn new_class_id() -> Guid {
    // Hash tables get keys from the system's chance; the time sets two runs apart where the system has none.
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_nanos());
    let half = || u128::from(RandomState::new().hash_one((now, std::process::id())));
    let chance = half() << 64 | half();
    let version = 0x4_u128 << 76;
    let variant = 0x8_u128 << 60;
    Guid::from_u128(chance & !(0xF << 76) & !(0xC << 60) | version | variant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_another_and_well_formed() {
        let ids: Vec<String> = (0..50).map(|_| new_class_id().to_string()).collect();
        for (at, id) in ids.iter().enumerate() {
            assert!(!ids[..at].contains(id), "{id} came twice");
            let parts: Vec<&str> = id.split('-').collect();
            assert!(parts[2].starts_with('4') && parts[3].starts_with(['8', '9', 'A', 'B']), "{id}");
            assert!(Guid::parse(id).is_some());
        }
    }
}
