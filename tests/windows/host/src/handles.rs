//! The handles of a process.

use windows::{
    Wdk::System::SystemInformation::{NtQuerySystemInformation, SYSTEM_INFORMATION_CLASS},
    Win32::Foundation::STATUS_INFO_LENGTH_MISMATCH,
    core::Result,
};

/// `SystemHandleInformation`. `GetProcessHandleCount` is always 0 under Wine 8.
const SYSTEM_HANDLES: SYSTEM_INFORMATION_CLASS = SYSTEM_INFORMATION_CLASS(16);

/// The sizes, on 64 bits, of the count of entries with what is left free after it, and of an entry, which begins with the
/// number of its process.
const HEAD: usize = 8;
const ENTRY: usize = 24;

/// How many handles the process of this number has.
pub fn count(process: u32) -> Result<usize> {
    let mut buffer = vec![0_u64; 64 * 1024];
    loop {
        let size = u32::try_from(buffer.len() * 8).expect("it is far from as large");
        // SAFETY: the buffer is of this size, in bytes.
        let status =
            unsafe { NtQuerySystemInformation(SYSTEM_HANDLES, buffer.as_mut_ptr().cast(), size, std::ptr::null_mut()) };
        if status != STATUS_INFO_LENGTH_MISMATCH {
            status.ok()?;
            break;
        }
        buffer.resize(buffer.len() * 2, 0);
    }
    let bytes: Vec<u8> = buffer.iter().flat_map(|word| word.to_le_bytes()).collect();
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes are asked for"));
    let entries = number(0) as usize;
    Ok((0..entries).filter(|entry| number(HEAD + entry * ENTRY) & 0xFFFF == process & 0xFFFF).count())
}
