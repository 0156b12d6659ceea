//! How a table was understood, as a text to be read before anything is written.
//!
//! In: an [`Import`]. Out: its columns with the keys that they fill, and its records. It must not say what is wrong: that are faults.

use super::{Holds, Import};
use crate::bilingual::Lang;
use crate::read::book::column_name;

/// The most records that are shown.
const MOST_ROWS: usize = 40;

impl Import {
    /// Columns and records in one language.
    pub fn table(&self, lang: Lang) -> String {
        let zh = lang == Lang::Zh;
        let mut text = String::new();
        for (sheet, columns) in &self.sheets {
            let row = u64::from(columns.row) + 1;
            text.push_str(&match (zh, sheet.is_empty()) {
                (true, true) => format!("表头在第 {row} 行：\n"),
                (true, false) => format!("工作表“{sheet}”，表头在第 {row} 行：\n"),
                (false, true) => format!("headings in row {row}:\n"),
                (false, false) => format!("sheet “{sheet}”, headings in row {row}:\n"),
            });
            for column in &columns.columns {
                let unit = column.unit.as_ref().map(|unit| format!(" [{unit}]")).unwrap_or_default();
                let holds = match &column.holds {
                    Holds::Field(field) => format!("{} ({})", field.key, field.words.get(lang)),
                    Holds::Time(time) => format!("period = {time}"),
                    Holds::Nothing => if zh { "（没有用上）" } else { "(not used)" }.to_owned(),
                };
                text.push_str(&format!(
                    "  {:<3} {} → {holds}{unit}\n",
                    column_name(column.number),
                    column.heading
                ));
            }
        }
        text.push_str(&match zh {
            true => format!("{} 条记录：\n", self.rows.len()),
            false => format!("{} records:\n", self.rows.len()),
        });
        for row in self.rows.iter().take(MOST_ROWS) {
            let values = row.values.iter().map(|(key, value)| format!("{key} = {value}"));
            text.push_str(&format!("  {}: {}\n", row.cell, values.collect::<Vec<_>>().join(", ")));
        }
        if self.rows.len() > MOST_ROWS {
            text.push_str("  …\n");
        }
        // What stands in cells may try to steer a terminal.
        let plain = |c: char| if c.is_control() && c != '\n' { '\u{FFFD}' } else { c };
        text.chars().map(plain).collect()
    }
}
