//! Writes the text of an SVG: the only place where markup is made.
//!
//! In: marks with places in tenths of a unit, and texts from anywhere. Out: well-formed XML whose coordinates
//! have one decimal, made from integers. Every text is escaped here; nothing is placed or decided here.

use std::fmt::Write;

use super::Form;
use super::font::{Fonts, Weight};
use super::layout::{Area, Spot};
use super::palette::{FAMILY, Ink, Mark, Paint, Type};

/// Where a text holds on to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    Start,
    Middle,
    End,
}

/// A picture while it is drawn.
#[derive(Debug)]
pub(super) struct Document {
    form: Form,
    body: String,
    /// A path that the next path of the same mark continues.
    pending: Option<(Mark, String)>,
    /// Where each text stands, by measured width.
    pub(super) texts: Vec<(String, Area)>,
}

/// What the root element needs.
pub(super) struct Head<'a> {
    pub(super) id: &'a str,
    pub(super) lang: &'a str,
    pub(super) name: &'a str,
    pub(super) reading: &'a str,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// Tenths of a unit as a number with at most one decimal.
pub(super) fn tenths(value: i32) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, tenth) = (value.unsigned_abs() / 10, value.unsigned_abs() % 10);
    if tenth == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{tenth}") }
}

/// The text with the five special characters escaped and every character dropped that XML 1.0 does not allow.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Other markup of the same picture under its own root, name and reading; none where either is not a picture.
pub(super) fn renamed(picture: &str, other: &str) -> Option<String> {
    let (head, _) = picture.split_once("</desc>")?;
    let (_, rest) = other.split_once("<svg")?;
    let (_, body) = rest.split_once('>')?;
    Some(format!("{head}</desc>\n{}\n", body.trim()))
}

impl Document {
    pub(super) fn new(form: Form) -> Document {
        Document { form, body: String::new(), pending: None, texts: Vec::new() }
    }

    /// Begins a group; its title is shown when the pointer rests on it.
    pub(super) fn open(&mut self, class: &str, title: Option<&str>) {
        self.flush();
        match self.form {
            Form::Inline => {
                let _ = write!(self.body, "<g class=\"{class}\">");
            }
            Form::File => self.body.push_str("<g>"),
        }
        if let Some(title) = title {
            let _ = write!(self.body, "<title>{}</title>", escape(title));
        }
        self.body.push('\n');
    }

    /// Ends the group that was begun last.
    pub(super) fn close(&mut self) {
        self.flush();
        self.body.push_str("</g>\n");
    }

    /// A line through these places. Paths of one mark that follow each other become one element.
    pub(super) fn path(&mut self, mark: Mark, spots: &[Spot]) {
        if self.pending.as_ref().is_some_and(|(other, _)| *other != mark) {
            self.flush();
        }
        let (_, course) = self.pending.get_or_insert((mark, String::new()));
        for (index, (x, y)) in spots.iter().enumerate() {
            let letter = if index == 0 { 'M' } else { 'L' };
            let _ = write!(course, "{letter}{} {}", tenths(*x), tenths(*y));
        }
    }

    /// A closed shape.
    pub(super) fn polygon(&mut self, mark: Mark, spots: &[Spot]) {
        self.flush();
        let corners: Vec<String> =
            spots.iter().map(|(x, y)| format!("{},{}", tenths(*x), tenths(*y))).collect();
        let look = self.look(mark);
        let _ = writeln!(self.body, "<polygon{look} points=\"{}\"/>", corners.join(" "));
    }

    /// A rectangle.
    pub(super) fn rectangle(&mut self, mark: Mark, area: Area) {
        self.flush();
        let look = self.look(mark);
        let _ = writeln!(
            self.body,
            "<rect{look} x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            tenths(area.left),
            tenths(area.top),
            tenths(area.right - area.left),
            tenths(area.bottom - area.top),
        );
    }

    /// A circle.
    pub(super) fn circle(&mut self, mark: Mark, (x, y): Spot, radius: i32) {
        self.flush();
        let look = self.look(mark);
        let (x, y, radius) = (tenths(x), tenths(y), tenths(radius));
        let _ = writeln!(self.body, "<circle{look} cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>");
    }

    /// A text whose middle line runs through `y`; the baseline lies 0.37 em below it.
    pub(super) fn text(&mut self, fonts: &Fonts, mark: Mark, hold: Hold, (x, y): Spot, text: &str) {
        self.flush();
        let size = self.form.size(mark);
        let weight = mark.letters().map_or(Weight::Regular, |letters| letters.weight);
        let width = fonts.width(text, size, weight);
        let (left, anchor) = match hold {
            Hold::Start => (x, ""),
            Hold::Middle => (x - width / 2, " text-anchor=\"middle\""),
            Hold::End => (x - width, " text-anchor=\"end\""),
        };
        let area = Area { left, top: y - size / 2, right: left + width, bottom: y + size / 2 };
        self.texts.push((text.to_owned(), area));
        let look = self.look(mark);
        let baseline = y + size * 37 / 100;
        let (x, y) = (tenths(x), tenths(baseline));
        let _ = writeln!(self.body, "<text{look} x=\"{x}\" y=\"{y}\"{anchor}>{}</text>", escape(text));
    }

    /// The finished picture.
    pub(super) fn finish(mut self, head: &Head<'_>) -> String {
        self.flush();
        let id = escape(head.id);
        let (width, height) = (tenths(head.width), tenths(head.height));
        let own = match self.form {
            Form::Inline => " class=\"c-chart\"".to_owned(),
            Form::File => {
                format!(" xml:lang=\"{}\" font-family=\"{}\"", escape(head.lang), escape(FAMILY))
            }
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" \
             aria-labelledby=\"{id}-t {id}-d\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" focusable=\"false\"{own} font-size=\"{}\">\n\
             <title id=\"{id}-t\">{}</title>\n<desc id=\"{id}-d\">{}</desc>\n{}</svg>\n",
            tenths(self.form.base_size()),
            escape(head.name),
            escape(head.reading),
            self.body,
        )
    }

    fn flush(&mut self) {
        if let Some((mark, course)) = self.pending.take() {
            let look = self.look(mark);
            let _ = writeln!(self.body, "<path{look} d=\"{course}\"/>");
        }
    }

    /// The attributes that make a mark look as it should: a class, or paint from the light palette.
    fn look(&self, mark: Mark) -> String {
        let scenery = mark.scenery();
        let mut look = match (self.form, scenery) {
            (Form::Inline, Some(word)) => return format!(" class=\"{} {word}\"", mark.class()),
            (Form::Inline, None) => return format!(" class=\"{}\"", mark.class()),
            (Form::File, Some(word)) => format!(" class=\"{word}\""),
            (Form::File, None) => String::new(),
        };
        if let Some(paint) = mark.paint() {
            push_paint(&mut look, paint);
        }
        if let Some(letters) = mark.letters() {
            push_type(&mut look, letters);
            if self.form.size(mark) != self.form.base_size() {
                let _ = write!(look, " font-size=\"{}\"", tenths(self.form.size(mark)));
            }
        }
        look
    }
}

fn push_paint(look: &mut String, paint: Paint) {
    let _ = write!(look, " fill=\"{}\"", paint.fill.map_or("none", Ink::light));
    if let Some(stroke) = paint.stroke {
        let _ = write!(look, " stroke=\"{}\" stroke-width=\"{}\"", stroke.light(), tenths(paint.width));
    }
    if !paint.dash.is_empty() {
        let _ = write!(look, " stroke-dasharray=\"{}\"", paint.dash);
    }
}

fn push_type(look: &mut String, letters: Type) {
    let _ = write!(look, " fill=\"{}\"", letters.ink.light());
    if letters.weight == Weight::Bold {
        look.push_str(" font-weight=\"700\"");
    }
    if letters.halo {
        let ground = Ink::Ground.light();
        let _ = write!(
            look,
            " stroke=\"{ground}\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\""
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_have_one_decimal_at_most() {
        let texts = [0, 5, 10, 123, -4, -10, -25].map(tenths);
        assert_eq!(texts, ["0", "0.5", "1", "12.3", "-0.4", "-1", "-2.5"]);
    }

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(
            escape("</title><script>\"&'\u{0}\u{1b}\u{ffff}\n"),
            "&lt;/title&gt;&lt;script&gt;&quot;&amp;&#39; "
        );
    }
}
