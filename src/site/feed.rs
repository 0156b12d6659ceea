//! What programs follow: an Atom feed for each plan, and the sitemap. Both need the address of the site.
//!
//! In: the scene. Out: XML. Times are those of the site and of its documents, never of the build.

use std::collections::BTreeSet;

use super::markdown::attribute;
use super::route::{Form, Route};
use super::scene::Scene;
use crate::assess::{Evidence, Tally};
use crate::model::{Date, Document, Plan, Ref};

/// The most addresses of one sitemap, as sitemaps.org has it.
const MOST: usize = 50_000;

/// The path of the sitemap, or of its index.
const SITEMAP: &str = "sitemap.xml";

/// One entry of a feed.
struct Entry {
    address: String,
    id: String,
    title: String,
    updated: Date,
    summary: String,
}

/// The feed of a plan: how it stands as of the day of the site, and the documents that report on it, the latest first.
/// None where the site has no address.
pub(super) fn feed(scene: &Scene<'_>, reference: Ref<Plan>) -> Option<String> {
    let site = &scene.project.site;
    let plan = &scene.project.plans[reference];
    let page = scene.absolute(&scene.path(Route::Plan(plan)))?;
    let own = scene.absolute(&Route::Plan(plan).path(scene.prefix, Form::Feed))?;
    let as_of = scene.phrase.date(site.as_of);
    let mut entries = vec![Entry {
        id: format!("{page}#{}", site.as_of),
        title: scene.say("feed.state", &[("plan", &scene.text(&plan.short)), ("date", &as_of)]),
        address: page.clone(),
        updated: site.as_of,
        summary: scene.tally_sentence(&Tally::of(scene.verdicts_of(reference))),
    }];
    entries.extend(reports(scene, reference).into_iter().filter_map(|document| report(scene, document)));
    entries[1..].sort_by(|a, b| (b.updated, &a.id).cmp(&(a.updated, &b.id)));
    let author = site.publisher.as_ref().unwrap_or(&site.title);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n",
        scene.tag
    );
    let mut line = |text: String| xml.push_str(&(text + "\n"));
    line(format!("<id>{}</id>", attribute(&page)));
    line(format!("<title>{}</title>", attribute(&scene.text(&plan.title))));
    line(format!("<updated>{}T00:00:00Z</updated>", site.as_of));
    line(format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", attribute(&own)));
    line(format!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", attribute(&page)));
    line(format!("<author><name>{}</name></author>", attribute(&scene.text(author))));
    for entry in &entries {
        line("<entry>".to_owned());
        line(format!("<id>{}</id>", attribute(&entry.id)));
        line(format!("<title>{}</title>", attribute(&entry.title)));
        line(format!("<updated>{}T00:00:00Z</updated>", entry.updated));
        line(format!("<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", attribute(&entry.address)));
        line(format!("<summary>{}</summary>", attribute(&entry.summary)));
        line("</entry>".to_owned());
    }
    line("</feed>".to_owned());
    Some(xml)
}

/// The documents behind the verdicts on a plan.
fn reports(scene: &Scene<'_>, plan: Ref<Plan>) -> BTreeSet<Ref<Document>> {
    let project = scene.project;
    let evidence = scene.verdicts_of(plan).flat_map(|verdict| &verdict.evidence);
    let document = |evidence: &Evidence| match evidence {
        Evidence::Observation(observation) => project.observations[*observation].source.document,
        Evidence::Finding(finding) => project.findings[*finding].source.document,
    };
    evidence.map(document).collect()
}

fn report(scene: &Scene<'_>, reference: Ref<Document>) -> Option<Entry> {
    let as_of = scene.project.site.as_of;
    let document = &scene.project.documents[reference];
    let address = scene.absolute(&scene.path(Route::Document(document)))?;
    let issued = document.issued.as_ref().and_then(crate::model::Period::last_day);
    Some(Entry {
        id: address.clone(),
        title: scene.text(&document.title),
        address,
        updated: issued.map_or(as_of, |issued| issued.min(as_of)),
        summary: scene.say("feed.document", &[("document", &scene.titled(reference))]),
    })
}

/// The sitemap of these addresses: one file, or an index with its parts.
pub(super) fn sitemap(base_url: &str, as_of: Date, addresses: &[String]) -> Vec<(String, String)> {
    let parts: Vec<&[String]> = addresses.chunks(MOST).collect();
    let url = |address: &String| {
        format!("<url><loc>{}</loc><lastmod>{as_of}</lastmod></url>\n", attribute(address))
    };
    let whole = |part: &[String]| framed("urlset", &part.iter().map(url).collect::<String>());
    if let [part] = parts[..] {
        return vec![(SITEMAP.to_owned(), whole(part))];
    }
    let name = |place: usize| format!("sitemap-{}.xml", place + 1);
    let base = base_url.trim_end_matches('/');
    let entry = |place: usize| {
        let address = attribute(&format!("{base}/{}", name(place)));
        format!("<sitemap><loc>{address}</loc><lastmod>{as_of}</lastmod></sitemap>\n")
    };
    let index = framed("sitemapindex", &(0..parts.len()).map(entry).collect::<String>());
    let parts = parts.iter().enumerate().map(|(place, part)| (name(place), whole(part)));
    std::iter::once((SITEMAP.to_owned(), index)).chain(parts).collect()
}

fn framed(root: &str, rows: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{rows}</{root}>\n"
    )
}
