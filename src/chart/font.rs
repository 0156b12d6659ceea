//! The faces of charts: the two bundled ones, and a project's own behind them.
//!
//! In: the bytes of the font files, once. Out: widths in tenths of a unit, the characters that the faces
//! lack, and the bytes again for who draws glyphs. Only this file names `skrifa`; it draws nothing and reads no file.

use std::fmt;
use std::sync::{Arc, OnceLock};

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::ChartError;

/// The two weights that are bundled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// The bytes of a font file, shared by those who read it.
pub type FontBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The faces that charts are measured and drawn with: built once, shared by every thread.
pub struct Fonts {
    regular: Face,
    bold: Face,
    /// Stands in for both where they lack a character.
    further: Option<Face>,
    /// Whether the bundled faces have every printable character of ASCII, of which pictures mostly consist.
    has_ascii: bool,
    bytes: Vec<FontBytes>,
    drawn: OnceLock<super::raster::Faces>,
}

struct Face {
    /// By character; those of the basic plane, where nearly all text is.
    plane: Box<[u16]>,
    /// Sorted by character; those beyond.
    beyond: Vec<(u32, u16)>,
    units_per_em: i64,
}

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("files", &self.bytes.len()).finish_non_exhaustive()
    }
}

impl Fonts {
    /// Reads the advance widths of both faces, and of one that has the characters that they lack.
    ///
    /// # Errors
    /// [`ChartError::Font`] where the bytes are not a font with a Unicode character map.
    pub fn new(
        regular: &'static [u8],
        bold: &'static [u8],
        further: Option<Vec<u8>>,
    ) -> Result<Fonts, ChartError> {
        let mut bytes: Vec<FontBytes> = vec![Arc::new(regular), Arc::new(bold)];
        let (regular, bold) = (Face::new(regular, "regular")?, Face::new(bold, "bold")?);
        let own = further.as_ref().map(|further| Face::new(further, "font")).transpose()?;
        bytes.extend(further.map(|further| Arc::new(further) as FontBytes));
        let has_ascii = ('!'..='~').all(|c| regular.advance(c).is_some() && bold.advance(c).is_some());
        Ok(Fonts { regular, bold, further: own, has_ascii, bytes, drawn: OnceLock::new() })
    }

    /// The files, the bundled ones first.
    pub(super) fn bytes(&self) -> &[FontBytes] {
        &self.bytes
    }

    /// The faces as the rasteriser takes them, made when they are first needed.
    pub(super) fn drawn(&self) -> &super::raster::Faces {
        self.drawn.get_or_init(|| super::raster::Faces::new(self))
    }

    /// The characters of a text that the faces lack, each once, in the order of the text. White space and
    /// control characters are not looked for: the first need no glyph, the second are never written.
    pub fn lacks(&self, text: &str) -> Vec<char> {
        let mut lacking = Vec::new();
        let mut rest = text.chars();
        let wanted = std::iter::from_fn(|| {
            if self.has_ascii {
                rest = rest.as_str()[ascii(rest.as_str())..].chars();
            }
            rest.next()
        });
        for c in wanted.filter(|c| !c.is_whitespace() && !c.is_control()) {
            let bundled = self.regular.advance(c).is_some() && self.bold.advance(c).is_some();
            let known = bundled || self.further.as_ref().is_some_and(|face| face.advance(c).is_some());
            if !known && !lacking.contains(&c) {
                lacking.push(c);
            }
        }
        lacking
    }

    /// The width of a text, rounded up; `size` and result are tenths of a unit.
    pub(super) fn width(&self, text: &str, size: i32, weight: Weight) -> i32 {
        self.scaled(self.units(text, weight), size, weight)
    }

    fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The width of so many units of a face, as [`Fonts::width`] gives it.
    pub(super) fn scaled(&self, units: i64, size: i32, weight: Weight) -> i32 {
        let em = self.face(weight).units_per_em;
        let width = (units.saturating_mul(i64::from(size)) + em - 1) / em;
        i32::try_from(width).unwrap_or(i32::MAX / 4).min(i32::MAX / 4)
    }

    /// The width of a text in units of its face: of two texts that follow each other, the sum of both.
    pub(super) fn units(&self, text: &str, weight: Weight) -> i64 {
        let face = self.face(weight);
        let em = face.units_per_em;
        let elsewhere = |c: char| {
            let further = self.further.as_ref()?;
            Some(i64::from(further.advance(c)?) * em / further.units_per_em)
        };
        let advance = |c: char| face.advance(c).map(i64::from).or_else(|| elsewhere(c)).unwrap_or(em);
        text.chars().map(advance).sum()
    }
}

/// How many bytes of ASCII a text begins with. Markup is mostly that: it is looked at in pieces, which is faster.
fn ascii(text: &str) -> usize {
    let bytes = text.as_bytes();
    let whole = bytes.chunks_exact(32).take_while(|piece| piece.is_ascii()).count() * 32;
    whole + bytes[whole..].iter().take_while(|byte| byte.is_ascii()).count()
}

/// Stands for a character that a face lacks.
const NONE: u16 = u16::MAX;

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
        if advances.is_empty() || units_per_em == 0 {
            return Err(ChartError::Font(format!("{name}: no Unicode character map")));
        }
        let mut plane = vec![NONE; 1 << 16].into_boxed_slice();
        advances.retain(|(c, advance)| match plane.get_mut(*c as usize) {
            Some(place) => {
                *place = (*advance).min(NONE - 1);
                false
            }
            None => true,
        });
        advances.sort_unstable();
        Ok(Face { plane, beyond: advances, units_per_em: i64::from(units_per_em) })
    }

    fn advance(&self, c: char) -> Option<u16> {
        match self.plane.get(c as usize) {
            Some(advance) => Some(*advance).filter(|advance| *advance != NONE),
            None => {
                let place = self.beyond.binary_search_by_key(&u32::from(c), |(known, _)| *known).ok()?;
                self.beyond.get(place).map(|(_, advance)| *advance)
            }
        }
    }
}
