//! The files beside pages: data as CSV, JSON and for spreadsheets, charts as drawings and in pixels, pages for embedding.
//!
//! In: what the views made. Out: files in the sink, those that the site asks for. It must not decide what a figure shows.

use std::cell::Cell;
use std::io::Write;

use super::data;
use super::picture::Picture;
use super::route::{Form, Route};
use super::view::FigurePage;
use super::{Failure, Pages, Sink};
use crate::chart::{self, Caption};
use crate::model::{FigureFile, Indicator, Place, Ref, SvgText};

impl<S: Sink> Pages<'_, '_, S> {
    /// A CSV, and its variant for spreadsheets where the site has them.
    pub(super) fn csv(&self, path: &str, bytes: &[u8]) -> Result<(), Failure<S::Error>> {
        self.put(path, bytes)?;
        match data::spreadsheet_path(path).filter(|_| self.scene.project.site.spreadsheets) {
            Some(variant) => self.put(&variant, &data::spreadsheet(bytes)),
            None => Ok(()),
        }
    }

    /// The files of a chart.
    pub(super) fn picture(&self, picture: &Picture) -> Result<(), Failure<S::Error>> {
        let scene = self.scene;
        let Some(file) = picture.file.as_ref().map(|file| file.svg.as_str()) else {
            self.note_missing(&picture.inline);
            return Ok(());
        };
        self.note_missing(file);
        if scene.has_file(FigureFile::Svg) {
            let path = scene.file_of(picture, Form::Svg);
            match scene.project.site.svg_text {
                SvgText::Text => self.put(&path, file.as_bytes())?,
                SvgText::Outlines => self.put(&path, drawn(chart::outlined(file, scene.fonts)).as_bytes())?,
            }
        }
        let path = scene.file_of(picture, Form::Png);
        if scene.has_file(FigureFile::Png) && self.sink.wants(&path) {
            let licence = scene.licence();
            let caption = Caption {
                title: &picture.title,
                description: &picture.sentence,
                source: &picture.source,
                licence: &licence,
            };
            let earlier = || self.sink.earlier(&path);
            self.put(&path, &drawn(chart::png(file, caption, scene.fonts, earlier)))?;
        }
        Ok(())
    }

    /// Characters of a chart that no font has; they are reported together.
    fn note_missing(&self, svg: &str) {
        let missing = self.scene.fonts.lacks(svg);
        if !missing.is_empty() {
            // A thread that panicked here left the set whole.
            self.missing.lock().unwrap_or_else(std::sync::PoisonError::into_inner).extend(missing);
        }
    }

    /// The files beside the page of a figure.
    pub(super) fn beside_figure(
        &self,
        (place, indicator): (Ref<Place>, Ref<Indicator>),
        csv: &[u8],
        page: &FigurePage,
    ) -> Result<(), Failure<S::Error>> {
        let scene = self.scene;
        let route = Route::Figure(&scene.project.places[place], &scene.project.indicators[indicator]);
        self.csv(&route.path(scene.prefix, Form::Csv), csv)?;
        if scene.has_file(FigureFile::Json) {
            let reason = |verdict: &_| scene.phrase.reason(verdict);
            let json = data::json(scene.assessment, (place, indicator), &page.about, scene.lang, &reason);
            self.put(&route.path(scene.prefix, Form::Json), &json)?;
        }
        if let Some(embed) = &page.embed {
            self.put_page(&route.path(scene.prefix, Form::Embed), "embed.html", embed)?;
        }
        page.picture.iter().try_for_each(|picture| self.picture(picture))
    }

    /// The data files, which stand once for all languages.
    pub(super) fn data_files(&self, files: &data::Files<'_>) -> Result<Vec<data::Table>, Failure<S::Error>> {
        let scene = self.scene;
        let tables = files.each(|file| self.data_file(file))?;
        let package = data::package(scene.project, scene.lang, &tables);
        self.put(data::PACKAGE, &package)?;
        if scene.project.site.archive {
            let all = files.in_turn().chain([(data::PACKAGE.to_owned(), package)]);
            self.put(data::ARCHIVE, &data::archive(all))?;
        }
        Ok(tables)
    }

    /// A data file, which may be that of a nation: it is never held whole, unless there is a variant for spreadsheets.
    fn data_file(&self, file: &data::File<'_>) -> Result<data::Table, Failure<S::Error>> {
        let (path, table) = (file.path(), Cell::new(None));
        let write = |to: &mut dyn Write| file.write(to).map(|written| table.set(Some(written)));
        self.sink.put_pieces(&path, &write).map_err(Failure::Sink)?;
        if let Some(variant) = data::spreadsheet_path(&path).filter(|_| self.scene.project.site.spreadsheets)
        {
            self.put(&variant, &data::spreadsheet(&file.bytes()))?;
        }
        Ok(table.take().unwrap_or_else(|| panic!("{path} was put and not written")))
    }

    /// The data files and, beside them, the data as an edition keeps them.
    pub(super) fn data(&self, files: &data::Files<'_>) -> Result<Vec<data::Table>, Failure<S::Error>> {
        let edition = || match self.sink.wants(data::EDITION) {
            true => self.sink.put_pieces(data::EDITION, &|to| data::write_edition(files, to)),
            false => Ok(()),
        };
        let (edition, tables) = rayon::join(edition, || self.data_files(files));
        edition.map_err(Failure::Sink)?;
        tables
    }
}

/// What the rasteriser made of a picture of our own: that it refuses one is a bug, and a lost file would hide it.
fn drawn<T>(result: Result<T, chart::ChartError>) -> T {
    result.unwrap_or_else(|bug| panic!("a picture of our own: {bug}"))
}
