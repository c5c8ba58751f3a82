//! The second wall: a fragment that holds raw HTML is parsed as a browser would, and everything we do not write
//! ourselves is dropped. What comes out is closed in itself, whatever went in.

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;

/// Every element the writer makes.
const ELEMENTS: &str = "\
    a abbr b blockquote br caption code dd del details div dl dt em h3 h4 h5 h6 hr i img ins kbd \
    li mark ol p pre s samp span strong sub summary sup table tbody td tfoot th thead tr ul var";

/// Every attribute the writer makes. Classes and ids are our own: those of authors fell at the first wall.
const ATTRIBUTES: &str = "\
    alt aria-label class colspan data-state decoding height href id loading open rel role \
    rowspan scope src start tabindex title width";

/// Every scheme a link may have; relative URLs besides.
const SCHEMES: &str = "http https mailto";

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.split(' ').collect())
        .clean_content_tags(HashSet::from(["script", "style"]))
        .generic_attributes(ATTRIBUTES.split(' ').collect())
        .url_schemes(SCHEMES.split(' ').collect())
        .link_rel(None);
    builder
});

/// A fragment with every element closed and nothing in it that the writer does not make.
pub(super) fn clean(html: &str) -> String {
    CLEANER.clean(html).to_string()
}
