//! A table for people: columns as wide as their widest cell.

/// Rows of as many cells as there are headings, as lines.
pub fn lines<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> Vec<String> {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([headings[column].chars().count()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let line = |cells: &[String; N]| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let headings = headings.map(str::to_owned);
    std::iter::once(&headings).chain(rows).map(line).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_are_aligned() {
        let rows = [["a".to_owned(), "bb".to_owned()], ["aaaaé".to_owned(), "b".to_owned()]];
        assert_eq!(super::lines(["one", "two"], &rows), ["one    two", "a      bb", "aaaaé  b"]);
    }
}
