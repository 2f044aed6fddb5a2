//! Which program COM starts for a class.

use windows::{
    Win32::System::Registry::{HKEY_CLASSES_ROOT, REG_SZ, RegDeleteTreeW, RegSetKeyValueW},
    core::{HSTRING, PCWSTR, Result},
};

fn key(class: &str) -> HSTRING {
    format!("CLSID\\{{{class}}}").into()
}

/// Has COM start a command line for a class.
pub fn register(class: &str, command: &str) -> Result<()> {
    let key: HSTRING = format!("{}\\LocalServer32", key(class)).into();
    let value: Vec<u16> = command.encode_utf16().chain([0]).collect();
    let size = u32::try_from(value.len() * 2).expect("a command line is short");
    // SAFETY: the value is a text that ends with a zero, of this size in bytes.
    unsafe {
        RegSetKeyValueW(HKEY_CLASSES_ROOT, &key, PCWSTR::null(), REG_SZ.0, Some(value.as_ptr().cast()), size).ok()
    }
}

/// Has COM start nothing for a class.
pub fn unregister(class: &str) {
    // SAFETY: the key's name is a text that ends with a zero. A key that is not there is as good.
    let _ = unsafe { RegDeleteTreeW(HKEY_CLASSES_ROOT, &key(class)) };
}
