use jiff::Timestamp;

use super::*;
use crate::{
    diagnostic::Code,
    insight,
    library::{self, Entry, Selection},
    parse, site,
    source::SourceFile,
};

/// A site of a few debriefs, as the pipeline would make it on 22 November 2026.
struct World {
    library: Library,
    insight: Insight,
    site: Site,
    config: Config,
    edition: Edition,
    now: Timestamp,
}

impl World {
    fn new(files: &[(&str, &str)]) -> Self {
        let config = Config::default();
        let now: Timestamp = "2026-11-22T00:00:00Z".parse().unwrap();
        let selection = Selection {
            edition: Edition::company(),
            drafts: false,
            today: insight::today(now),
        };
        let entries = files.iter().map(|(rel, text)| entry(rel, text)).collect();
        let library = library::build(entries, Vec::new(), &selection).value;
        let mut insight = insight::derive(&library, &config, now);
        let settings = insight::causes::Settings {
            config: &config.causes,
            lexicon: None,
            lock: &insight::causes::Lock::default(),
        };
        insight.causes =
            std::sync::Arc::new(insight::causes::derive(&library, &insight, settings).value);
        let site = site::plan(&library, &insight, &config);
        let edition = selection.edition;
        Self {
            library,
            insight,
            site,
            config,
            edition,
            now,
        }
    }

    fn inputs(&self) -> Inputs<'_> {
        Inputs {
            library: &self.library,
            insight: &self.insight,
            config: &self.config,
            edition: &self.edition,
            site: &self.site,
            texts: texts::english(),
            search_build: None,
            now: self.now,
        }
    }

    fn try_page(&self, theme: &Theme, address: &str) -> Result<Rendered, Box<Diagnostic>> {
        let mut pages = self.site.pages.iter();
        let page = pages.find(|page| page.address == address).unwrap();
        Renderer::new(theme, self.inputs()).render(page)
    }

    fn page(&self, address: &str) -> String {
        let theme = Theme::load(&self.config).value;
        String::from_utf8(self.try_page(&theme, address).unwrap().bytes).unwrap()
    }
}

fn entry(rel: &str, text: &str) -> Entry {
    let file = SourceFile {
        rel: rel.into(),
        shown: rel.into(),
        text: text.into(),
        hash: [0; 32],
    };
    let parsed = parse::debrief(&file, &Config::default()).value.unwrap();
    Entry {
        debrief: parsed.debrief.into(),
        text: file.text,
        body: parsed.body,
        shown: file.shown,
        changed: None,
    }
}

#[test]
fn words_of_an_author_never_become_markup() {
    let world = World::new(&[(
        "x.md",
        "---\ntitle: '<b>&\"{{ 7777*7777 }}'\nservices: ['<i>']\npeople: {owner: '<u>'}\ndate: 2026-01-02\n---\nText\n\n\
         ## Action items\n\n- [ ] Close it @ana due:2026-02-01\n",
    )]);
    // A calendar is plain text: nothing in it is markup.
    let is_markup = |page: &&site::Page| !page.address.ends_with(".ics");
    for page in world.site.pages.iter().filter(is_markup) {
        let html = world.page(&page.address);
        for tag in ["<b>", "<i>", "<u>"] {
            assert!(!html.contains(tag), "{tag} in {}", page.address);
        }
        assert!(
            !html.contains("60481729"),
            "a template ran in {}",
            page.address
        );
    }
    assert!(world.page("debriefs/x/").contains("&lt;b&gt;&amp;"));
}

#[test]
fn an_empty_site_has_every_page() {
    let world = World::new(&[]);
    assert!(world.page("").contains("No debrief yet"));
    for page in &world.site.pages {
        world.page(&page.address);
    }
}

#[test]
fn home_says_in_a_sentence_what_is_open_and_late() {
    let item = "## Action items\n\n- [ ] One @a due:2026-11-12 ^a1\n- [ ] Two @a due:2026-12-12 ^a2\n- [x] Three ^a3\n";
    let first = format!("---\ndate: 2026-01-02\n---\n{item}");
    let world = World::new(&[
        ("first.md", &first),
        (
            "second.md",
            "---\ndate: 2026-03-02\nrecurs: [first]\n---\nAgain.\n",
        ),
    ]);
    let home = world.page("");
    let said = [
        "Two debriefs</a> since January 2026. One of them had happened before. ",
        "Two actions are open</a>, ",
        "one of them late</a>.",
        "10 days late",
        "8 weeks after",
    ];
    for text in said {
        assert!(home.contains(text), "{text}");
    }
}

#[test]
fn what_was_inferred_says_from_where() {
    let world = World::new(&[(
        "x.md",
        "# Broken\n\n## Timeline (UTC)\n\n- 2026-01-02 10:00 START of it\n- 2026-01-02 10:20 DETECTED by us\n",
    )]);
    let page = world.page("debriefs/x/");
    assert!(page.contains("No, it took 20 min"));
    assert!(
        page.contains("read from the timeline, line 5 of the file"),
        "{page}"
    );
}

#[test]
fn a_mistake_met_while_rendering_names_the_template_and_the_page() {
    let world = World::new(&[("x.md", "# X\n")]);
    let mut theme = Theme::load(&world.config).value;
    let guide = "fine\n{{ page.nothing.more }}";
    theme
        .templates
        .add_raw_template("guide.html", guide)
        .unwrap();
    let problem = world.try_page(&theme, "guide/").unwrap_err();
    assert_eq!(problem.code, Code::TemplateError);
    assert!(problem.places[0].file.ends_with("templates/guide.html"));
    assert_eq!(
        problem.places[0].span.map(|span| span.start >= 5),
        Some(true)
    );
    assert_eq!(
        problem.help.as_deref(),
        Some("found while making the page `/guide/`")
    );
}

#[test]
fn pages_of_a_company_are_not_for_search_engines() {
    let mut world = World::new(&[("x.md", "# X\n")]);
    assert!(world.page("debriefs/x/").contains("noindex"));
    assert!(world.page("_headers").contains("X-Robots-Tag: noindex"));
    world.edition.visibility = vec![Visibility::Public];
    assert!(!world.page("debriefs/x/").contains("noindex"));
    assert!(!world.page("_headers").contains("X-Robots-Tag"));
}

#[test]
fn only_files_a_page_shows_are_named_for_publishing() {
    let mut world = World::new(&[("a/x.md", "# X\n\n![Seen](seen.png)\n")]);
    for name in ["a/seen.png", "a/unseen.png"] {
        let asset = crate::source::Asset {
            rel: name.into(),
            path: name.into(),
            len: 1,
            dimensions: Some((4, 3)),
        };
        world.library.assets.insert(name.into(), asset);
    }
    let theme = Theme::load(&world.config).value;
    let made = world.try_page(&theme, "debriefs/x/").unwrap();
    assert_eq!(made.files, ["a/seen.png"]);
    assert!(made.diagnostics.is_empty(), "{:?}", made.diagnostics);
}

/// A debrief of a day with one learning.
fn taught(date: &str, service: &str, learning: &str) -> String {
    format!(
        "---\ndate: {date}\nservices: [{service}]\ncauses: [full-disk]\n---\n## Learnings\n\n- {learning}\n"
    )
}

#[test]
fn learnings_are_listed_by_theme_service_cause_and_year() {
    let one = taught(
        "2024-03-01",
        "shop",
        "A flag can be switched off in seconds.",
    );
    let two = taught("2025-03-01", "post", "Flags can be switched off in seconds");
    let world = World::new(&[("one.md", &one), ("two.md", &two)]);
    for address in [
        "learnings/",
        "learnings/all/",
        "learnings/repeated/",
        "learnings/theme/feature-flag/",
        "learnings/service/shop/",
        "learnings/cause/full-disk/",
        "learnings/year/2024/",
    ] {
        let page = world.page(address);
        assert!(page.contains("learned twice"), "{address}");
        assert!(page.contains("debriefs/one/#l1\""), "{address}");
        assert!(page.contains("debriefs/two/#l1\""), "{address}");
    }
    assert!(world.page("learnings/").contains("Switch off in seconds"));
    let addresses = world.site.pages.iter().map(|page| &page.address);
    let others = addresses.filter(|address| address.starts_with("learnings/theme/"));
    assert_eq!(others.count(), 1, "no theme without learnings");
}

#[test]
fn home_brings_back_what_was_learned_at_this_time_of_year() {
    let heading = |date: &str| {
        let text = taught(date, "shop", "Look at the clock.");
        let home = World::new(&[("one.md", &text)]).page("");
        ["this week", "around this time", "Do we still know this?"]
            .into_iter()
            .find(|title| home.contains(title))
    };
    assert_eq!(heading("2025-11-20"), Some("this week"));
    assert_eq!(heading("2023-12-01"), Some("around this time"));
    assert_eq!(heading("2025-06-01"), Some("Do we still know this?"));
    assert_eq!(heading("2026-11-20"), None, "it is not old");
}
