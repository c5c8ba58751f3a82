/// How a column of a table is set.
pub(super) struct Column {
    name: &'static str,
    right: bool,
    /// Letters it shows at most.
    most: usize,
}

impl Column {
    /// Words.
    pub(super) fn left(name: &'static str) -> Self {
        Self::cut(name, usize::MAX)
    }

    /// Numbers.
    pub(super) fn right(name: &'static str) -> Self {
        Self {
            right: true,
            ..Self::left(name)
        }
    }

    /// Words of which only so many letters are shown.
    pub(super) fn cut(name: &'static str, most: usize) -> Self {
        Self {
            name,
            right: false,
            most,
        }
    }

    fn cell(&self, text: &str) -> String {
        // What a file holds must not move the cursor.
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        if text.chars().count() <= self.most {
            return text;
        }
        let cut: String = text.chars().take(self.most - 1).collect();
        format!("{}…", cut.trim_end())
    }
}

/// Rows below the names of their columns; nothing at all when there is no row.
pub(super) fn table(columns: &[Column], rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let names = columns
        .iter()
        .map(|column| column.name.to_owned())
        .collect();
    let cells = rows.iter().map(|row| {
        let cells = columns.iter().zip(row);
        cells.map(|(column, text)| column.cell(text)).collect()
    });
    let lines: Vec<Vec<String>> = std::iter::once(names).chain(cells).collect();
    let widths: Vec<usize> = (0..columns.len())
        .map(|i| {
            let cells = lines.iter().filter_map(|line| line.get(i));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    lines
        .iter()
        .map(|line| row(columns, &widths, line))
        .collect()
}

fn row(columns: &[Column], widths: &[usize], cells: &[String]) -> String {
    let cells = columns.iter().zip(widths).zip(cells);
    let padded = cells.map(|((column, &width), cell)| match column.right {
        true => format!("{cell:>width$}"),
        false => format!("{cell:<width$}"),
    });
    let line = padded.collect::<Vec<_>>().join("  ");
    format!("{}\n", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_cell() {
        let columns = [
            Column::right("AGE"),
            Column::cut("TEXT", 5),
            Column::left("ID"),
        ];
        let rows = [
            vec!["1 d".into(), "übermäßig".into(), "a".into()],
            vec!["1204 d".into(), "x\u{1b}[31m".into(), String::new()],
        ];
        let expected = "   AGE  TEXT   ID\n   1 d  über…  a\n1204 d  x[31m\n";
        assert_eq!(table(&columns, &rows), expected);
        assert_eq!(table(&columns, &[]), "");
    }
}
