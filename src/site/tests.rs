use super::*;

#[test]
fn a_list_is_cut_into_pages_of_two_hundred_rows() {
    let rows: Vec<Range<usize>> = Slice::all(401).map(|slice| slice.rows(401)).collect();
    assert_eq!(rows, [0..200, 200..400, 400..401]);
    assert_eq!(Slice::all(200).count(), 1);
}

#[test]
fn an_empty_list_has_one_empty_page() {
    let slices: Vec<Slice> = Slice::all(0).collect();
    assert_eq!(slices, [Slice { number: 1, of: 1 }]);
    assert_eq!(slices[0].rows(0), 0..0);
}

#[test]
fn an_empty_library_still_has_every_standing_page() {
    let site = plan(&Library::default(), &Insight::default(), &Config::default());
    let addresses: Vec<&str> = site
        .pages
        .iter()
        .map(|page| page.address.as_str())
        .collect();
    for address in [
        "",
        "debriefs/",
        "actions/",
        "actions/overdue/",
        "learnings/",
        "404.html",
    ] {
        assert!(addresses.contains(&address), "{address}");
    }
    assert!(
        !addresses.contains(&url::SITEMAP),
        "a sitemap needs a base URL"
    );
    assert!(addresses.is_sorted());
}
