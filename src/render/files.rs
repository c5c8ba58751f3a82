//! Small files for hosts and machines.

use super::{Inputs, markdown::escape};
use crate::{
    library::Library,
    site::{Page, url},
};

/// What a page may load and do: nothing but its own site. No inline script or style is ever needed.
pub const POLICY: &str = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/// What never changes: its name has a hash in it.
const FOR_A_YEAR: &str = "Cache-Control: public, max-age=31536000, immutable";

/// `_headers`, as Netlify and Cloudflare Pages read it. Hashed assets and the search index may be kept for a year; what
/// names the index may not.
pub(super) fn headers(inputs: &Inputs<'_>) -> Vec<u8> {
    let search = inputs.search_build.map_or(String::new(), |build| {
        format!(
            "\n/search/{build}/*\n  {FOR_A_YEAR}\n\n/search/current.json\n  Cache-Control: no-cache\n"
        )
    });
    let noindex = match inputs.is_public() {
        true => "",
        false => "  X-Robots-Tag: noindex\n",
    };
    format!(
        "/*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: same-origin\n{noindex}\n/assets/*\n  {FOR_A_YEAR}\n{search}"
    )
    .into_bytes()
}

/// `_redirects`: former addresses of debriefs. Hosts that do not read it have a page at each of them.
pub(super) fn redirects(library: &Library) -> Vec<u8> {
    let mut lines = String::new();
    for (alias, &position) in &library.aliases {
        let (from, to) = (url::debrief(alias), &library.entries[position].debrief.id);
        lines.push_str(&format!("/{from} /{} 301\n", url::debrief(to)));
    }
    lines.into_bytes()
}

/// `robots.txt`
pub(super) fn robots(inputs: &Inputs<'_>) -> Vec<u8> {
    // A page that must not be indexed has to be fetched to be known as such, so nothing is disallowed where the
    // header or the page itself says so; crawlers that read neither are asked to stay away.
    if !inputs.is_public() {
        return b"User-agent: *\nDisallow: /\n".to_vec();
    }
    let mut text = String::from("User-agent: *\nAllow: /\n");
    if let Some(base) = &inputs.config.site.base_url {
        text.push_str(&format!("Sitemap: {base}{}\n", url::SITEMAP));
    }
    text.into_bytes()
}

/// Addresses one sitemap may hold (sitemaps.org).
const SITEMAP_LIMIT: usize = 50_000;

/// `sitemap.xml`: every page people should find.
pub(super) fn sitemap(inputs: &Inputs<'_>) -> Vec<u8> {
    let base = inputs.config.site.base_url.as_deref().unwrap_or("/");
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let pages = inputs
        .site
        .pages
        .iter()
        .filter(|page| Page::is_listed(page));
    for page in pages.take(SITEMAP_LIMIT) {
        let address = escape(&format!("{base}{}", page.address));
        xml.push_str(&format!("<url><loc>{address}</loc></url>\n"));
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}
