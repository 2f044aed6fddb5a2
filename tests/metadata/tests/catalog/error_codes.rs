use bgtask_core::catalog::error_code::{self, Code};
use catalog_against_metadata::numbers_of;

/// What an error of Win32 is as an HRESULT.
///
/// Source: <https://learn.microsoft.com/windows/win32/api/winerror/nf-winerror-hresult_from_win32>
fn hresult_from_win32(number: u32) -> u32 {
    0x8007_0000 | number & 0xFFFF
}

/// Names that stand in headers of other products, which the metadata leaves out: of .NET.
const ELSEWHERE: &[&str] = &["COR_E_TYPELOAD"];

#[test]
fn errors_have_the_numbers_of_windows_headers() {
    let mut looked_at = 0;
    for error in error_code::all() {
        let (Code::Hresult(code), Some(name)) = (error.code, error.name) else { continue };
        if ELSEWHERE.contains(&name) {
            continue;
        }
        let numbers = numbers_of(name);
        assert!(
            numbers.iter().any(|number| *number == code || hresult_from_win32(*number) == code),
            "{name} is {code:#X} in the catalog, and in the headers {numbers:X?}"
        );
        looked_at += 1;
    }
    assert!(looked_at > 20, "{looked_at}");
}
