//! Measures text on the two bundled faces.
//!
//! In: the bytes of the font files, once. Out: widths in tenths of a unit, and the characters that the faces
//! lack. Only this file names `skrifa`; it draws nothing and reads no file.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::ChartError;

/// The two weights that are bundled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// The advance widths of the bundled faces: built once, shared by every thread.
#[derive(Debug)]
pub struct Fonts {
    regular: Face,
    bold: Face,
}

#[derive(Debug)]
struct Face {
    /// Sorted by character.
    advances: Vec<(u32, u16)>,
    units_per_em: i64,
}

impl Fonts {
    /// Reads the advance widths of both faces.
    ///
    /// # Errors
    /// [`ChartError::Font`] where the bytes are not a font with a Unicode character map.
    pub fn new(regular: &[u8], bold: &[u8]) -> Result<Fonts, ChartError> {
        Ok(Fonts { regular: Face::new(regular, "regular")?, bold: Face::new(bold, "bold")? })
    }

    /// The characters of a text that either face lacks, each once, in the order of the text. White space and
    /// control characters are not looked for: the first need no glyph, the second are never written.
    pub fn lacks(&self, text: &str) -> Vec<char> {
        let mut lacking = Vec::new();
        for c in text.chars().filter(|c| !c.is_whitespace() && !c.is_control()) {
            let known = self.regular.advance(c).is_some() && self.bold.advance(c).is_some();
            if !known && !lacking.contains(&c) {
                lacking.push(c);
            }
        }
        lacking
    }

    /// The width of a text, rounded up; `size` and result are tenths of a unit.
    pub(super) fn width(&self, text: &str, size: i32, weight: Weight) -> i32 {
        let face = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        let em = face.units_per_em;
        let units: i64 = text.chars().map(|c| face.advance(c).map_or(em, i64::from)).sum();
        let width = (units.saturating_mul(i64::from(size)) + em - 1) / em;
        i32::try_from(width).unwrap_or(i32::MAX / 4).min(i32::MAX / 4)
    }
}

impl Face {
    fn new(bytes: &[u8], name: &str) -> Result<Face, ChartError> {
        let font = FontRef::new(bytes).map_err(|error| ChartError::Font(format!("{name}: {error}")))?;
        let metrics = font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units_per_em = font.metrics(Size::unscaled(), LocationRef::default()).units_per_em;
        let mut advances: Vec<(u32, u16)> = font
            .charmap()
            .mappings()
            .filter_map(|(c, glyph)| metrics.advance_width(glyph).map(|advance| (c, advance as u16)))
            .collect();
        advances.sort_unstable();
        if advances.is_empty() || units_per_em == 0 {
            return Err(ChartError::Font(format!("{name}: no Unicode character map")));
        }
        Ok(Face { advances, units_per_em: i64::from(units_per_em) })
    }

    fn advance(&self, c: char) -> Option<u16> {
        let place = self.advances.binary_search_by_key(&u32::from(c), |(known, _)| *known).ok()?;
        self.advances.get(place).map(|(_, advance)| *advance)
    }
}
