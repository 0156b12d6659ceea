//! What a government's site says of itself: the page tags of the guideline, and the foot of pages.
//!
//! In: the scene, and the path, title and description of a page. Out: [`Official`] and [`Foot`], for the template of all pages.
//! A tag says what the page shows, and is left out where there is nothing to say.

use serde::Serialize;

use super::route::Route;
use super::scene::{Link, Scene};
use crate::model::Government;

/// Where registrations of internet services are looked up.
const ICP: &str = "https://beian.miit.gov.cn/";
/// Where registrations with the police are looked up; the digits of the number follow.
const POLICE: &str = "https://beian.mps.gov.cn/#/query/webSearch?code=";

/// The pages that list others: columns, in the words of the guideline.
const COLUMNS: [Route<'static>; 13] = [
    Route::Plans,
    Route::Levels,
    Route::Deadlines,
    Route::Duties,
    Route::Bodies,
    Route::Indicators,
    Route::Places,
    Route::Documents,
    Route::Names,
    Route::Strokes,
    Route::Data,
    Route::Editions,
    Route::Changes,
];

/// The tags of a page and the line that shows them.
#[derive(Debug, Serialize)]
pub(crate) struct Official {
    tags: Vec<Tag>,
    /// The column and its kind; none on the home page, the search and the book.
    column: Option<String>,
    /// Of a page with content of its own: whom it is from and when it was published.
    issue: Option<Issue>,
}

#[derive(Debug, Serialize)]
struct Tag {
    key: &'static str,
    content: String,
}

#[derive(Debug, Serialize)]
struct Issue {
    source: String,
    published: String,
}

/// What the foot of each page names beside publisher, licence and contact.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Foot {
    lines: Vec<String>,
    registrations: Vec<Link>,
    links: Vec<Link>,
}

/// What a page is in the words of the guideline.
enum Page {
    /// The home page, and what is neither column nor content.
    Site,
    Column,
    Content,
}

impl Scene<'_> {
    /// The tags of a page; none where the site is no government's.
    pub(crate) fn official(
        &self,
        path: &str,
        title: &str,
        description: &str,
        crumbs: &[Link],
    ) -> Option<Official> {
        let government = self.project.site.government.as_ref()?;
        let mut tags = Vec::new();
        let mut put = |key, content: &str| tags.push(Tag { key, content: content.to_owned() });
        put("SiteName", &self.site_name(government));
        put("SiteDomain", &government.domain);
        put("SiteIDCode", &government.id_code);
        let page = self.kind_of_page(path, crumbs);
        let site = self.text(&self.project.site.title);
        // Below the home page stand plans and pages of prose: their column is the report.
        let column = match (&page, crumbs.get(1)) {
            (Page::Column, _) => title,
            (_, Some(section)) => &section.text,
            (_, None) => &site,
        };
        let column_type = self.text(&government.column_type);
        let is_site = matches!(page, Page::Site);
        if !is_site {
            put("ColumnName", column);
            put("ColumnType", &column_type);
        }
        if matches!(page, Page::Column) {
            put("ColumnDescription", description);
        }
        let source = self.text(&government.source);
        if matches!(page, Page::Content) {
            put("ArticleTitle", title);
            put("PubDate", &government.published);
            put("ContentSource", &source);
            let above = crumbs.iter().skip(1).map(|crumb| crumb.text.as_str());
            put("Keywords", &above.chain([title]).collect::<Vec<_>>().join(","));
            if let Some(address) = self.absolute(path).filter(|_| self.is_about_one_thing(path)) {
                put("Url", &address);
            }
        }
        let kind = self.say("bracket", &[("words", &column_type)]);
        let is_content = matches!(page, Page::Content);
        Some(Official {
            tags,
            column: (!is_site).then(|| format!("{column}{kind}")),
            issue: is_content.then(|| Issue { source, published: government.published.to_string() }),
        })
    }

    fn kind_of_page(&self, path: &str, crumbs: &[Link]) -> Page {
        let stem = path.strip_suffix(".html").unwrap_or(path);
        let part = stem.rsplit_once('-').filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit()));
        let first = part.map_or(path.to_owned(), |(stem, _)| format!("{stem}.html"));
        let is_column = |route: &Route<'_>| {
            let own = self.path(*route);
            own == path || own == first
        };
        let is_year = path.starts_with(&self.prefix.below("years/"));
        if crumbs.is_empty() || [Route::Search, Route::Book].iter().any(|route| path == self.path(*route)) {
            Page::Site
        } else if is_year || COLUMNS.iter().any(is_column) {
            Page::Column
        } else {
            Page::Content
        }
    }

    fn site_name(&self, government: &Government) -> String {
        self.text(government.site_name.as_ref().unwrap_or(&self.project.site.title))
    }

    /// The foot of every page.
    pub(crate) fn foot(&self) -> Foot {
        let site = &self.project.site;
        let footer = &site.footer;
        let line = |key: &str, words: &str| format!("{}{words}", self.say(key, &[]));
        let bodies = [("foot.sponsor", &footer.sponsor), ("foot.undertaker", &footer.undertaker)];
        let mut lines: Vec<String> =
            bodies.iter().filter_map(|(key, body)| Some(line(key, &self.text((*body).as_ref()?)))).collect();
        if let Some(government) = &site.government {
            lines.push(line("foot.site-name", &self.site_name(government)));
            lines.push(line("foot.domain", &government.domain));
            lines.push(line("foot.id-code", &government.id_code));
        }
        let icp = footer.icp.iter().map(|number| Link { href: ICP.to_owned(), text: number.to_string() });
        let police = footer.police.iter().map(|number| {
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            Link { href: format!("{POLICE}{digits}"), text: number.to_string() }
        });
        let link = |(text, url): &(_, Box<str>)| Link { href: url.to_string(), text: self.text(text) };
        Foot {
            lines,
            registrations: icp.chain(police).collect(),
            links: footer.links.iter().map(link).collect(),
        }
    }
}
