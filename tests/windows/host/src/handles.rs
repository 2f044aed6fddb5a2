//! Processes, and their handles.

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

/// `SystemProcessInformation`.
const SYSTEM_PROCESSES: SYSTEM_INFORMATION_CLASS = SYSTEM_INFORMATION_CLASS(5);

/// How many processes there are of the program of this name.
pub fn processes(program: &str) -> Result<usize> {
    let mut buffer = vec![0_u64; 64 * 1024];
    let size = u32::try_from(buffer.len() * 8).expect("it is far from as large");
    // SAFETY: the buffer is of this size, in bytes.
    unsafe {
        NtQuerySystemInformation(SYSTEM_PROCESSES, buffer.as_mut_ptr().cast(), size, std::ptr::null_mut()).ok()?;
    }
    let bytes: Vec<u8> = buffer.iter().flat_map(|word| word.to_le_bytes()).collect();
    let (mut at, mut found) = (0, 0);
    loop {
        // On 64 bits an entry begins with how far the next one is; its name is a length, at 56, and a place, at 64.
        let next = u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
        let length = usize::from(u16::from_le_bytes([bytes[at + 56], bytes[at + 57]]));
        let place = u64::from_le_bytes(bytes[at + 64..at + 72].try_into().expect("eight bytes"));
        if let Some(begin) = usize::try_from(place).ok().and_then(|place| place.checked_sub(buffer.as_ptr() as usize)) {
            let name: Vec<_> =
                bytes[begin..begin + length].chunks(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
            found += usize::from(String::from_utf16_lossy(&name).eq_ignore_ascii_case(program));
        }
        if next == 0 {
            return Ok(found);
        }
        at += next;
    }
}
