//! Drawing through plotters: the only file that names it.
//!
//! In: marks with places, and the two scales. Out: calls on the [`Document`]. Plotters computes with whole
//! numbers, so its canvas is ten times as large as the picture; it carries marks as sentinel colours, which are
//! turned back into marks here, so that no colour of plotters' own can reach a picture.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::font::{Fonts, Weight};
use super::layout::{Area, Spot};
use super::palette::Mark;
use super::scale::{Micros, ValueScale, YearScale};
use super::svg::{Document, Head, Hold};
use super::{ChartError, Form};

/// The sheet that everything is drawn on.
pub(super) struct Canvas<'f> {
    sheet: Sheet<'f>,
    area: DrawingArea<Sheet<'f>, Shift>,
}

/// The axes of a plot and where it stands.
pub(super) struct Axes<'a> {
    pub(super) frame: Area,
    pub(super) years: YearScale,
    pub(super) values: &'a ValueScale,
    pub(super) value_text: &'a dyn Fn(&Micros) -> String,
}

/// A plot whose marks are placed by year and value.
pub(super) struct Plot<'f> {
    context: ChartContext<'f, Sheet<'f>, Cartesian2d<YearScale, ValueScale>>,
}

impl<'f> Canvas<'f> {
    /// A sheet of this height, in tenths of a unit.
    pub(super) fn new(form: Form, fonts: &'f Fonts, height: i32) -> Canvas<'f> {
        let document = Rc::new(RefCell::new(Document::new(form)));
        let size = (form.width().unsigned_abs(), height.unsigned_abs());
        let sheet = Sheet { document, fonts, form, size };
        Canvas { area: sheet.clone().into_drawing_area(), sheet }
    }

    /// Gives the next shape a title.
    pub(super) fn title(&self, title: &str) {
        self.sheet.document.borrow_mut().title(title);
    }

    /// Begins a group.
    pub(super) fn open(&self, class: &str, title: Option<&str>) {
        self.sheet.document.borrow_mut().open(class, title);
    }

    /// Ends a group.
    pub(super) fn close(&self) {
        self.sheet.document.borrow_mut().close();
    }

    /// A line through these places.
    pub(super) fn path(&self, mark: Mark, spots: &[Spot]) -> Result<(), ChartError> {
        self.area.draw(&PathElement::new(spots.to_vec(), stroke(mark))).map_err(refused)
    }

    /// A closed shape.
    pub(super) fn polygon(&self, mark: Mark, spots: &[Spot]) -> Result<(), ChartError> {
        self.area.draw(&Polygon::new(spots.to_vec(), filled(mark))).map_err(refused)
    }

    /// A rectangle.
    pub(super) fn rectangle(&self, mark: Mark, area: Area) -> Result<(), ChartError> {
        let corners = [(area.left, area.top), (area.right, area.bottom)];
        self.area.draw(&Rectangle::new(corners, filled(mark))).map_err(refused)
    }

    /// A circle.
    pub(super) fn circle(&self, mark: Mark, middle: Spot, radius: i32) -> Result<(), ChartError> {
        self.area.draw(&Circle::new(middle, radius, filled(mark))).map_err(refused)
    }

    /// A text whose middle line runs through the place.
    pub(super) fn text(&self, mark: Mark, hold: Hold, spot: Spot, text: &str) -> Result<(), ChartError> {
        let h_pos = match hold {
            Hold::Start => HPos::Left,
            Hold::Middle => HPos::Center,
            Hold::End => HPos::Right,
        };
        let style = TextStyle { pos: Pos::new(h_pos, VPos::Center), ..self.letters(mark) };
        self.area.draw(&Text::new(text, spot, style)).map_err(refused)
    }

    /// Draws grid and tick texts, and gives the plot to draw series on.
    pub(super) fn plot(&self, axes: &Axes<'_>) -> Result<Plot<'f>, ChartError> {
        let (width, height) = self.sheet.size;
        let frame = axes.frame;
        // Plotters ends an area one pixel before its edge.
        let mut context = ChartBuilder::on(&self.area)
            .margin_right(i32::try_from(width).unwrap_or(0) - frame.right - 1)
            .margin_top(frame.top)
            .y_label_area_size(frame.left)
            .x_label_area_size(i32::try_from(height).unwrap_or(0) - frame.bottom - 1)
            .build_cartesian_2d(axes.years, axes.values.clone())
            .map_err(refused)?;
        let letters = self.letters(Mark::TickText);
        context
            .configure_mesh()
            .disable_x_mesh()
            .bold_line_style(stroke(Mark::Grid))
            .axis_style(stroke(Mark::Clear))
            .set_all_tick_mark_size(40)
            .label_style(letters)
            .y_label_formatter(&|value| (axes.value_text)(value))
            .draw()
            .map_err(refused)?;
        Ok(Plot { context })
    }

    /// The finished picture and where its texts stand.
    pub(super) fn finish(self, head: &Head<'_>) -> (String, Vec<(String, Area)>) {
        drop(self.area);
        let mut document = self.sheet.document.replace(Document::empty(self.sheet.form));
        let texts = std::mem::take(&mut document.texts);
        (document.finish(head), texts)
    }

    fn letters(&self, mark: Mark) -> TextStyle<'static> {
        let size = f64::from(self.sheet.form.size(mark));
        let font = FontDesc::new(FontFamily::SansSerif, size, FontStyle::Normal);
        TextStyle { font, color: sentinel(mark).to_backend_color(), pos: Pos::default() }
    }
}

impl Plot<'_> {
    /// A line through these years and values.
    pub(super) fn line(&mut self, mark: Mark, course: &[(i32, Micros)]) -> Result<(), ChartError> {
        let element = PathElement::new(course.to_vec(), stroke(mark));
        self.context.draw_series(std::iter::once(element)).map(|_| ()).map_err(refused)
    }

    /// Where a year and value stand.
    pub(super) fn spot(&self, year: i32, value: Micros) -> Spot {
        self.context.backend_coord(&(year, value))
    }
}

impl Ranged for YearScale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = i32;

    fn map(&self, value: &i32, limit: (i32, i32)) -> i32 {
        self.place(*value, limit.0, limit.1)
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<i32> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.ticks() }
    }

    fn range(&self) -> Range<i32> {
        self.first..self.last
    }
}

impl ValueFormatter<i32> for YearScale {
    fn format(value: &i32) -> String {
        value.to_string()
    }
}

impl Ranged for ValueScale {
    type FormatOption = NoDefaultFormatting;
    type ValueType = Micros;

    fn map(&self, value: &Micros, limit: (i32, i32)) -> i32 {
        self.place(*value, limit.0, limit.1)
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<Micros> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.ticks() }
    }

    fn range(&self) -> Range<Micros> {
        self.low..self.high
    }
}

impl ValueFormatter<Micros> for ValueScale {
    fn format(value: &Micros) -> String {
        super::scale::tick_text(*value, 0, "", "")
    }
}

/// The colour that stands for a mark while plotters carries it.
fn sentinel(mark: Mark) -> RGBColor {
    RGBColor(0, 0, mark as u8)
}

fn stroke(mark: Mark) -> ShapeStyle {
    Color::stroke_width(&sentinel(mark), 1)
}

fn filled(mark: Mark) -> ShapeStyle {
    sentinel(mark).filled()
}

fn refused<E: std::error::Error + Send + Sync>(error: DrawingAreaErrorKind<E>) -> ChartError {
    ChartError::Drawing(error.to_string())
}

/// Plotters' view of the document: a handle that it may clone.
#[derive(Clone)]
struct Sheet<'f> {
    document: Rc<RefCell<Document>>,
    fonts: &'f Fonts,
    form: Form,
    size: (u32, u32),
}

/// Plotters asked for something that has no mark.
#[derive(Debug)]
struct NoMark;

impl fmt::Display for NoMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a colour that is no mark, or single pixels")
    }
}

impl std::error::Error for NoMark {}

type Outcome = Result<(), DrawingErrorKind<NoMark>>;

/// The mark that a colour stands for.
fn mark_of(color: BackendColor) -> Result<Mark, DrawingErrorKind<NoMark>> {
    let mark = match color.rgb {
        (0, 0, place) => Mark::ALL.get(usize::from(place)),
        _ => None,
    };
    mark.copied().ok_or(DrawingErrorKind::DrawingError(NoMark))
}

impl DrawingBackend for Sheet<'_> {
    type ErrorType = NoMark;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Outcome {
        Err(DrawingErrorKind::DrawingError(NoMark))
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        let mark = mark_of(style.color())?;
        if mark != Mark::Clear {
            self.document.borrow_mut().path(mark, path.into_iter());
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        _: bool,
    ) -> Outcome {
        let mark = mark_of(style.color())?;
        self.document.borrow_mut().rectangle(mark, Area { left, top, right, bottom });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Outcome {
        let mark = mark_of(style.color())?;
        self.document.borrow_mut().circle(mark, center, i32::try_from(radius).unwrap_or(0));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Outcome {
        let mark = mark_of(style.color())?;
        self.document.borrow_mut().polygon(mark, vert.into_iter());
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, spot: BackendCoord) -> Outcome {
        use plotters_backend::text_anchor::{HPos, VPos};
        let mark = mark_of(style.color())?;
        let hold = match style.anchor().h_pos {
            HPos::Left => Hold::Start,
            HPos::Center => Hold::Middle,
            HPos::Right => Hold::End,
        };
        let half = self.form.size(mark) / 2;
        let middle = match style.anchor().v_pos {
            VPos::Top => spot.1 + half,
            VPos::Center => spot.1,
            VPos::Bottom => spot.1 - half,
        };
        self.document.borrow_mut().text(self.fonts, mark, hold, (spot.0, middle), text);
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<NoMark>> {
        let mark = mark_of(style.color())?;
        let size = self.form.size(mark);
        let weight = mark.letters().map_or(Weight::Regular, |letters| letters.weight);
        let width = self.fonts.width(text, size, weight);
        Ok((width.unsigned_abs(), size.unsigned_abs()))
    }
}
