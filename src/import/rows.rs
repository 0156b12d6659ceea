//! Rows become records: each cell is read, or a fault says why not.
//!
//! In: a sheet with its columns, the names of the project, and what is given for all rows. Out: [`Draft`]s and faults. It must not
//! write, and takes no value that a cell does not hold: an empty cell is no zero.

use std::collections::BTreeMap;

use super::amount::{self, Amount, Meant};
use super::columns::{self, Column, Columns, Holds};
use super::moment;
use super::names::{Found, Register};
use super::{Draft, Given, Item};
use crate::bilingual::{Bilingual, Lang, both};
use crate::diagnostic::{Diagnostic, Fault, Origin, catalogue};
use crate::language::{Field, Kind, Literal, Type, folded};
use crate::model::{Decimal, Indicator, Project, Quantity, Unit};
use crate::read::book::{Cell, CellValue, Place, Sheet, cell_name};

/// What is needed to read the rows of a sheet.
pub(super) struct Reading<'r> {
    pub(super) kind: &'static Kind,
    pub(super) sheet: &'r Sheet,
    pub(super) columns: &'r Columns,
    pub(super) project: &'r Project,
    pub(super) register: &'r Register,
    pub(super) given: &'r Given,
    /// Where a row and a column stand in the text that shows the sheet.
    pub(super) at: &'r dyn Fn(u32, u32) -> Origin,
    /// Whether texts are all that the table can hold, so that a number in a text is nothing to speak of.
    pub(super) is_text: bool,
}

/// A cell with the words that it shows.
struct Shown<'s> {
    place: Place,
    cell: &'s Cell,
    text: String,
}

impl Reading<'_> {
    /// The records of all rows.
    pub(super) fn all(&self, faults: &mut Vec<Diagnostic>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let Some((last, _)) = self.sheet.extent() else { return drafts };
        let mut merged = BTreeMap::new();
        for row in self.columns.row + 1..=last {
            if self.sheet.cells.range((row, 0)..=(row, u32::MAX)).next().is_none() && !self.is_covered(row) {
                continue;
            }
            if !self.sheet.hidden_rows.contains(&row) {
                self.row(row, &mut merged, &mut drafts, faults);
            }
        }
        drafts
    }

    /// Whether a merged cell that begins above reaches into a row.
    fn is_covered(&self, row: u32) -> bool {
        self.sheet.merged.iter().any(|area| area.first.0 < row && row <= area.last.0)
    }

    fn fault(&self, fault: &'static Fault, place: Place) -> Diagnostic {
        let sheet = &self.sheet.name;
        let cell = cell_name(place);
        let named = if sheet.is_empty() { cell } else { format!("{sheet}!{cell}") };
        Diagnostic::new(fault, (self.at)(place.0, place.1)).with("cell", named)
    }

    /// What a cell shows: of merged cells, what stands in the first.
    fn shown(&self, row: u32, column: &Column) -> Option<Shown<'_>> {
        let place = self.sheet.shown((row, column.number));
        let cell = self.sheet.cells.get(&place)?;
        let text = match &cell.value {
            CellValue::Text(text) => text.trim().to_owned(),
            CellValue::Number(digits) => amount::stored(digits).unwrap_or_else(|| digits.clone()),
            CellValue::Day(year, month, day) => {
                moment::shown_day(*year, *month, *day, cell.format.as_deref()).unwrap_or_default()
            }
            CellValue::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
            CellValue::Error(error) => error.clone(),
            CellValue::Empty => String::new(),
        };
        (!text.is_empty()).then_some(Shown { place, cell, text })
    }

    /// Reads a row: into a record for each of its figures, or for the task that it is.
    fn row(
        &self,
        row: u32,
        merged: &mut BTreeMap<Place, u32>,
        drafts: &mut Vec<Draft>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let own: Vec<Place> =
            self.sheet.cells.range((row, 0)..=(row, u32::MAX)).map(|(place, _)| *place).collect();
        if let [only] = own[..]
            && !self.is_covered(row)
            && self.columns.columns.len() > 1
            && matches!(self.sheet.cells[&only].value, CellValue::Text(_))
        {
            faults.push(self.fault(&catalogue::ROW_UNREAD, only));
            return;
        }
        let before = faults.len();
        let shared = self.shared(row, faults);
        let is_sound = faults.len() == before || !faults[before..].iter().any(Diagnostic::is_error);
        let Some(key) = columns::figure_key(self.kind) else {
            drafts.extend(shared.filter(|_| is_sound).map(|items| self.draft(row, items)));
            return;
        };
        let mut figures = 0;
        for column in self.columns.figures(key) {
            let Some(shown) = self.shown(row, column) else {
                // A formula that was never calculated looks empty.
                let place = (row, column.number);
                if self.sheet.cells.get(&place).is_some_and(|cell| cell.value == CellValue::Empty) {
                    faults.push(self.fault(&catalogue::FORMULA_WITHOUT_VALUE, place));
                    figures += 1;
                }
                continue;
            };
            figures += 1;
            if let Some(first) = merged.insert(shown.place, row).filter(|first| *first != row) {
                let _ = first;
                faults.push(self.fault(&catalogue::MERGED_FIGURE, (row, column.number)));
                continue;
            }
            let before = faults.len();
            let figure = self.figure(row, column, &shown, shared.as_deref(), faults);
            let is_good = !faults[before..].iter().any(Diagnostic::is_error);
            if let (Some(figure), Some(shared), true, true) = (figure, &shared, is_sound, is_good) {
                drafts.push(self.figure_draft(column, &shown, shared, figure));
            }
        }
        if figures == 0 && is_sound {
            let place = self.columns.figures(key).first().map_or((row, 0), |column| (row, column.number));
            faults.push(self.fault(&catalogue::NO_FIGURE, place));
        }
    }

    /// What all records of a row have in common: every key but the figure.
    fn shared(&self, row: u32, faults: &mut Vec<Diagnostic>) -> Option<Vec<(&'static Field, Item)>> {
        let figure = columns::figure_key(self.kind);
        let has_times = self.columns.columns.iter().any(|column| matches!(column.holds, Holds::Time(_)));
        let mut items: Vec<(&'static Field, Item)> = Vec::new();
        for column in &self.columns.columns {
            let Holds::Field(field) = column.holds else { continue };
            if Some(field.key) == figure || field.key == "unit" {
                continue;
            }
            let Some(shown) = self.shown(row, column) else { continue };
            items.extend(
                self.item(field, &shown, faults).map(|items| items.into_iter()).into_iter().flatten(),
            );
        }
        for field in self.kind.fields.iter().filter(|field| field.need.is_required() && field.key != "id") {
            let is_later =
                field.key == "at" || field.key == "printed" || (has_times && field.key == "period");
            if is_later || items.iter().any(|(known, _)| known.key == field.key) {
                continue;
            }
            match self.given.of(field.key) {
                Some(value) => items.push((field, Item::of(field, value))),
                // Without any column the table as a whole lacks it, which is said once.
                None if self.columns.of(field.key).is_none() => {}
                None => {
                    let column = self.columns.of(field.key).map_or(0, |column| column.number);
                    let is_told = faults.iter().any(|fault| fault.origin == (self.at)(row, column));
                    if !is_told {
                        faults.push(
                            self.fault(&catalogue::CELL_EMPTY, (row, column))
                                .with_each("words", |lang| field.words.get(lang).to_owned()),
                        );
                    }
                }
            }
        }
        Some(items)
    }

    /// Reads a cell as the value of a key; none where a fault says why not.
    fn item(
        &self,
        field: &'static Field,
        shown: &Shown<'_>,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Vec<(&'static Field, Item)>> {
        if let CellValue::Error(error) = &shown.cell.value {
            faults.push(self.fault(&catalogue::CELL_ERROR, shown.place).with("error", error));
            return None;
        }
        let text = shown.text.as_str();
        let item = match field.of {
            Type::Ref(kinds) => return self.reference(field, kinds, shown, faults),
            Type::OneOrMore(Type::Ref(kinds)) => {
                let parts: Vec<&str> = match self.register.find(kinds[0], text) {
                    Found::One(..) => vec![text],
                    _ => {
                        text.split([';', '；', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect()
                    }
                };
                let mut ids = Vec::new();
                for part in parts {
                    ids.push(self.named(kinds, part, shown.place, faults)?.0);
                }
                Item::Texts(ids)
            }
            Type::Period => match moment::text(text) {
                Some(time) => Item::time(&time),
                None => return self.refused(&catalogue::NO_TIME, shown, faults),
            },
            Type::Choice(choices) => {
                let meant = |choice: &&crate::model::Choice| {
                    folded(choice.key) == folded(text)
                        || Lang::ALL.iter().any(|lang| folded(choice.words.get(*lang)) == folded(text))
                };
                match choices.iter().find(meant) {
                    Some(choice) => Item::Text(choice.key.to_owned()),
                    None => return self.refused(&catalogue::NO_CHOICE, shown, faults),
                }
            }
            Type::Integer | Type::Decimal => match amount::text(text) {
                Ok(Some(Amount { meant: Meant::Exactly(number), unit, note: None })) if unit.is_empty() => {
                    Item::Bare(number.to_string())
                }
                _ => return self.refused(&catalogue::NO_AMOUNT, shown, faults),
            },
            Type::Text | Type::Line | Type::Id => {
                let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if field.of.read(Literal::Text(&line)).is_err() {
                    return self.refused(&catalogue::NO_TEXT, shown, faults);
                }
                Item::Text(line)
            }
            _ => return self.refused(&catalogue::NO_TEXT, shown, faults),
        };
        Some(vec![(field, item)])
    }

    fn refused<T>(
        &self,
        fault: &'static Fault,
        shown: &Shown<'_>,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<T> {
        let reason = both("不是数字", "it is no number");
        faults.push(
            self.fault(fault, shown.place)
                .with("text", &shown.text)
                .with_each("reason", |lang| reason.get(lang).to_owned()),
        );
        None
    }

    /// The id that a cell names, and its other name where it is one.
    fn named(
        &self,
        kinds: &'static [&'static str],
        text: &str,
        place: Place,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<(String, bool)> {
        let words = crate::language::kind(kinds[0]).map_or(both("记录", "record"), |kind| kind.words);
        let fault = match self.register.find(kinds[0], text) {
            Found::One(id, is_own) => return Some((id.to_owned(), is_own)),
            Found::Several => self.fault(&catalogue::NAME_OF_SEVERAL, place),
            Found::None(near) => self.fault(&catalogue::NAME_UNKNOWN, place).near(near),
        };
        faults.push(fault.with("text", text).with_each("kind", |lang| words.get(lang).to_owned()));
        None
    }

    fn reference(
        &self,
        field: &'static Field,
        kinds: &'static [&'static str],
        shown: &Shown<'_>,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Vec<(&'static Field, Item)>> {
        let is_indicator = field.key == "indicator";
        let (bare, unit) = columns::apart(&shown.text);
        // A name may itself end with parentheses: only where it is unknown as a whole do they hold a unit.
        let whole = matches!(self.register.find(kinds[0], &shown.text), Found::One(..));
        let text = if is_indicator && !whole && unit.is_some() { bare } else { shown.text.as_str() };
        let (id, is_own) = self.named(kinds, text, shown.place, faults)?;
        let mut items = vec![(field, Item::Text(id))];
        if is_indicator && !is_own {
            items.extend(self.kind.field("name").map(|(_, name)| (name, Item::Text(text.to_owned()))));
        }
        Some(items)
    }

    /// The units that a row, its headings and its figure give: where they stand, and what they say.
    fn unit(&self, row: u32, column: &Column, behind: &str) -> Vec<(Place, String)> {
        let mut units = Vec::new();
        if !behind.is_empty() {
            units.push(((row, column.number), behind.to_owned()));
        }
        if let Some(of) = self.columns.of("unit")
            && let Some(shown) = self.shown(row, of)
        {
            units.push((shown.place, amount::narrow(&shown.text)));
        }
        if let Some(of) = self.columns.of("indicator")
            && let Some(shown) = self.shown(row, of)
            && !matches!(self.register.find("indicator", &shown.text), Found::One(..))
            && let (_, Some(unit)) = columns::apart(&shown.text)
        {
            units.push((shown.place, unit));
        }
        units.extend(column.unit.clone().map(|unit| ((self.columns.row, column.number), unit)));
        units
    }
}

/// A figure that was read, in its unit.
pub(super) struct Figure {
    meant: Meant,
    /// The unit, where it is not the indicator's.
    unit: Option<Unit>,
    note: Option<String>,
    /// The words of the cell, where they say more than digits.
    printed: Option<String>,
}

impl Reading<'_> {
    fn figure(
        &self,
        row: u32,
        column: &Column,
        shown: &Shown<'_>,
        shared: Option<&[(&'static Field, Item)]>,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Figure> {
        let amount = self.amount(shown, faults)?;
        if let Some(note) = &amount.note {
            faults.push(self.fault(&catalogue::NOTE_TAKEN, shown.place).with("note", note));
        }
        if let Some(formula) = &shown.cell.formula {
            faults.push(
                self.fault(&catalogue::FORMULA_VALUE, shown.place)
                    .with("formula", formula.chars().take(60).collect::<String>())
                    .with("value", &shown.text),
            );
        }
        let id =
            shared?.iter().find(|(field, _)| field.key == "indicator").and_then(|(_, item)| item.text())?;
        let indicator = &self.project.indicators[self.project.indicators.find(id)?];
        let units = self.unit(row, column, &amount.unit);
        let unit = self.settled(&units, indicator, shown.place, faults)?;
        let printed = match (&shown.cell.value, &amount.meant) {
            (CellValue::Text(_), _) => Some(amount::narrow(&shown.text)),
            (_, Meant::Exactly(number)) => {
                Some(format!("{number}{}", unit.as_ref().unwrap_or(&indicator.unit).printed()))
            }
            _ => None,
        };
        let is_share = unit.as_ref().unwrap_or(&indicator.unit).printed() == "%" && amount.unit.is_empty();
        if let Meant::Exactly(number) = amount.meant
            && is_share
            && !number.is_zero()
            && number.abs() < Decimal::from_integer(1)
        {
            faults.push(self.fault(&catalogue::FRACTION, shown.place).with("value", number.to_string()));
        }
        Some(Figure { meant: amount.meant, unit, note: amount.note, printed })
    }

    /// The amount that a cell says; none where it says none, or a fault why it cannot be read.
    fn amount(&self, shown: &Shown<'_>, faults: &mut Vec<Diagnostic>) -> Option<Amount> {
        let refuse = |reason: Bilingual, faults: &mut Vec<Diagnostic>| {
            let fault = self.fault(&catalogue::NO_AMOUNT, shown.place).with("text", &shown.text);
            faults.push(fault.with_each("reason", |lang| reason.get(lang).to_owned()));
            None
        };
        match &shown.cell.value {
            CellValue::Error(error) => {
                faults.push(self.fault(&catalogue::CELL_ERROR, shown.place).with("error", error));
                None
            }
            CellValue::Text(text) if text.trim_start().starts_with('#') => {
                faults.push(self.fault(&catalogue::CELL_ERROR, shown.place).with("error", text.trim()));
                None
            }
            CellValue::Day(..) => {
                faults.push(self.fault(&catalogue::DAY_FOR_FIGURE, shown.place).with("text", &shown.text));
                None
            }
            CellValue::Flag(_) | CellValue::Empty => refuse(both("不是数字", "it is no number"), faults),
            CellValue::Text(text) => match amount::text(text) {
                Ok(Some(amount)) => {
                    if !self.is_text && amount.note.is_none() && amount.is_bare() {
                        faults.push(
                            self.fault(&catalogue::NUMBER_AS_TEXT, shown.place).with("text", text.trim()),
                        );
                    }
                    Some(amount)
                }
                Ok(None) => {
                    faults.push(self.fault(&catalogue::NO_VALUE, shown.place).with("text", text.trim()));
                    None
                }
                Err(reason) if moment::text(text).is_some_and(|time| time.len() == 10) => {
                    let _ = reason;
                    faults
                        .push(self.fault(&catalogue::DAY_FOR_FIGURE, shown.place).with("text", text.trim()));
                    None
                }
                Err(reason) => refuse(reason, faults),
            },
            CellValue::Number(digits) => self.stored(digits, shown, faults),
        }
    }

    /// A stored number, as its format shows it.
    fn stored(&self, digits: &str, shown: &Shown<'_>, faults: &mut Vec<Diagnostic>) -> Option<Amount> {
        let refuse = |fault: &'static Fault, faults: &mut Vec<Diagnostic>| {
            let format = shown.cell.format.as_deref().unwrap_or("General");
            faults.push(self.fault(fault, shown.place).with("text", &shown.text).with("format", format));
            None
        };
        let format = shown.cell.format.as_deref().map(amount::shown).unwrap_or_default();
        if format.is_scaled {
            return refuse(&catalogue::FORMAT_SCALED, faults);
        }
        let plain = amount::stored(digits)?;
        // Two digits move over the point: nothing is calculated.
        let plain = if format.is_percent { amount::stored(&format!("{plain}e2"))? } else { plain };
        let Ok(number) = Decimal::parse(&plain) else { return refuse(&catalogue::TOO_MANY_DIGITS, faults) };
        let is_rounded = format.decimals.is_some_and(|decimals| decimals < number.decimals());
        if is_rounded {
            let _ = refuse(&catalogue::FORMAT_ROUNDS, faults);
        }
        let unit = if format.is_percent { "%".to_owned() } else { format.unit };
        Some(Amount { meant: Meant::Exactly(number), unit, note: None })
    }

    /// The unit of a figure where it is not the indicator's: all that give one have to agree, and it has to fit the indicator.
    fn settled(
        &self,
        units: &[(Place, String)],
        indicator: &Indicator,
        place: Place,
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Option<Unit>> {
        let of = indicator.unit.printed();
        let mut disagree = |place: Place, unit: &str, other: &str| {
            let fault = self.fault(&catalogue::UNIT_DISAGREES, place);
            faults.push(fault.with("unit", unit).with("other", other));
        };
        // 1.2万 behind which the thing is left out: 万人, by the unit beside it.
        let is_scale = |unit: &str| matches!(unit, "万" | "亿" | "万亿");
        let things: Vec<&str> =
            units.iter().map(|(_, unit)| unit.as_str()).filter(|unit| !is_scale(unit)).collect();
        let thing = things.first().copied().unwrap_or(of);
        let mut settled: Option<String> = None;
        for (place, unit) in units {
            let unit = if is_scale(unit) { format!("{unit}{thing}") } else { unit.clone() };
            let is_carrier = unit == thing && units.iter().any(|(_, other)| is_scale(other));
            match &settled {
                None => settled = Some(unit),
                Some(known) if *known == unit || is_carrier => {}
                Some(known) => {
                    disagree(*place, &unit, known);
                    return None;
                }
            }
        }
        let Some(written) = settled else { return Some(None) };
        match Unit::parse(&written) {
            Some(unit) if unit.is_commensurable(&indicator.unit) && !(is_scale(thing)) => {
                Some((unit.printed() != of).then_some(unit))
            }
            _ => {
                disagree(units.first().map_or(place, |(place, _)| *place), &written, of);
                None
            }
        }
    }

    /// A record of a figure.
    fn figure_draft(
        &self,
        column: &Column,
        shown: &Shown<'_>,
        shared: &[(&'static Field, Item)],
        figure: Figure,
    ) -> Draft {
        let mut items = shared.to_vec();
        let mut put =
            |key: &str, item: Item| items.extend(self.kind.field(key).map(|(_, field)| (field, item)));
        if let Holds::Time(time) = &column.holds {
            put("period", Item::time(time));
        }
        if let Some(status) = column.status {
            put("status", Item::Text(status.to_owned()));
        }
        let is_target = self.kind.key == "target";
        let plain = if is_target { "reach" } else { "value" };
        let scaled = |number: Decimal| match (&figure.unit, is_target) {
            // A target has no unit of its own.
            (Some(unit), true) => self.on_scale(number, unit, shared).unwrap_or(number),
            _ => number,
        };
        let is_plain = matches!(figure.meant, Meant::Exactly(_));
        match figure.meant {
            Meant::Exactly(number) => put(plain, Item::Bare(scaled(number).to_string())),
            Meant::Bound(key, number) => put(key, Item::Bare(scaled(number).to_string())),
            Meant::Between(low, high) => {
                put("between", Item::Pair(scaled(low).to_string(), scaled(high).to_string()))
            }
        }
        if let (Some(unit), false) = (&figure.unit, is_target) {
            put("unit", Item::Text(unit.printed().to_owned()));
        }
        let mut add = |key: &str, item: Item| {
            let is_free = items.iter().all(|(known, _)| known.key != key);
            items.extend(self.kind.field(key).filter(|_| is_free).map(|(_, field)| (field, item)));
        };
        if let Some(note) = figure.note {
            add("note", Item::Text(note));
        }
        if let Some(printed) = figure.printed.filter(|_| is_target || !is_plain) {
            add("printed", Item::Text(printed));
        }
        let mut draft = self.draft(shown.place.0, items);
        draft.place = shown.place;
        draft
    }

    fn on_scale(&self, number: Decimal, unit: &Unit, shared: &[(&'static Field, Item)]) -> Option<Decimal> {
        let id =
            shared.iter().find(|(field, _)| field.key == "indicator").and_then(|(_, item)| item.text())?;
        let indicator = &self.project.indicators[self.project.indicators.find(id)?];
        Quantity { value: number, unit: unit.clone() }.on_scale_of(&indicator.unit)
    }

    fn draft(&self, row: u32, items: Vec<(&'static Field, Item)>) -> Draft {
        let column = self.columns.of("title").map_or(0, |column| column.number);
        Draft { sheet: self.sheet.name.clone(), place: (row, column), items, origin: (self.at)(row, column) }
    }
}
