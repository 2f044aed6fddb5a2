//! Class identifiers.

use super::Text;

/// A GUID: the CLSID of a COM class, or a task id given by Windows.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Guid(u128);

impl Guid {
    /// The GUID with this value, whose first hexadecimal digit is the most significant.
    pub const fn from_u128(value: u128) -> Self {
        Self(value)
    }

    /// The value, as [`Guid::from_u128`] takes it.
    pub const fn to_u128(self) -> u128 {
        self.0
    }

    /// Reads `8-4-4-4-12` hexadecimal digits, in either case. Braces, which Windows prints in places but a manifest
    /// refuses, are taken too. `None` for anything else.
    pub const fn parse(text: &str) -> Option<Self> {
        let mut bytes = text.as_bytes();
        if let [b'{', inner @ .., b'}'] = bytes {
            bytes = inner;
        }
        if bytes.len() != 36 {
            return None;
        }
        let mut value = 0_u128;
        let mut at = 0;
        while at < 36 {
            let byte = bytes[at];
            if matches!(at, 8 | 13 | 18 | 23) {
                if byte != b'-' {
                    return None;
                }
            } else {
                let digit = match byte {
                    b'0'..=b'9' => byte - b'0',
                    b'a'..=b'f' => byte - b'a' + 10,
                    b'A'..=b'F' => byte - b'A' + 10,
                    _ => return None,
                };
                value = value << 4 | digit as u128;
            }
            at += 1;
        }
        Some(Self(value))
    }

    /// The form a manifest takes: upper case, hyphens, no braces.
    pub const fn text(self) -> Text<36> {
        const DIGITS: &str = "0123456789ABCDEF";
        let mut text = Text::EMPTY;
        let mut nibble = 0;
        while nibble < 32 {
            if matches!(nibble, 8 | 12 | 16 | 20) {
                text = text.with("-");
            }
            let digit = (self.0 >> (124 - 4 * nibble) & 0xF) as usize;
            text = text.with(DIGITS.split_at(digit).1.split_at(1).0);
            nibble += 1;
        }
        text
    }
}

impl core::fmt::Display for Guid {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(self.text().as_str())
    }
}

impl core::fmt::Debug for Guid {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        core::fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Guid;

    const TEXT: &str = "7D13D534-FD12-43CE-8C22-EA1FF13C06DF";

    #[test]
    fn a_guid_is_read_and_written() {
        for form in [TEXT, "7d13d534-fd12-43ce-8c22-ea1ff13c06df", "{7d13d534-FD12-43ce-8c22-ea1ff13c06df}"] {
            assert_eq!(Guid::parse(form).map(|guid| guid.to_string()).as_deref(), Some(TEXT));
        }
    }

    #[test]
    fn what_is_no_guid_is_refused() {
        for text in [
            "",
            "7D13D534",
            "7D13D534-FD12-43CE-8C22-EA1FF13C06D",
            "7D13D534-FD12-43CE-8C22-EA1FF13C06DG",
            "{7D13D534-FD12-43CE-8C22-EA1FF13C06DF",
        ] {
            assert_eq!(Guid::parse(text), None, "{text}");
        }
    }
}
