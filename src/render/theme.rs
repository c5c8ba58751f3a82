//! Templates and assets. The only part of rendering that reads files.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use tera::Tera;

use super::{
    style,
    template::{self, Mistake},
    texts::{self, Expanded, Texts},
};
use crate::{
    config::Config,
    diagnostic::{Code, Diagnostic, Outcome},
};

macro_rules! built_in {
    ($($path:literal)+) => {
        &[$((
            $path,
            include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/", $path)),
        )),+]
    };
}

/// The files of `themes/default/`, by name, so that the compiler knows when one changes.
const BUILT_IN: &[(&str, &[u8])] = built_in![
    "assets/charts.css"
    "assets/icon.svg"
    "assets/search-dialog.js"
    "assets/search-page.js"
    "assets/search.css"
    "assets/search.js"
    "assets/site.css"
    "assets/site.js"
    "assets/theme.js"
    "strings/de.toml"
    "strings/en.toml"
    "templates/404.html"
    "templates/actions.html"
    "templates/again.html"
    "templates/base.html"
    "templates/cause.html"
    "templates/causes.html"
    "templates/checkpoints.html"
    "templates/debrief.html"
    "templates/debriefs.html"
    "templates/digest.html"
    "templates/digests.html"
    "templates/group.html"
    "templates/groups.html"
    "templates/guide.html"
    "templates/home.html"
    "templates/learned.html"
    "templates/learnings.html"
    "templates/moved.html"
    "templates/parts.html"
    "templates/review.html"
    "templates/reviews.html"
    "templates/search.html"
    "templates/stats.html"
    "templates/symbols.html"
];

/// The files of the built-in theme, by their path in it, with `/`.
#[must_use]
pub fn built_in_theme() -> &'static [(&'static str, &'static [u8])] {
    BUILT_IN
}

/// Where the files of a theme are, by what they are.
const TEMPLATES: &str = "templates/";
const ASSETS: &str = "assets/";
const STRINGS: &str = "strings/";

/// Templates, assets and texts: the built-in ones, less those a project replaces.
#[derive(Debug, Default)]
pub struct Theme {
    pub(super) templates: Tera,
    assets: Vec<Asset>,
    /// Text of each template and file of texts, by the path diagnostics name.
    texts: BTreeMap<Arc<str>, Arc<str>>,
    /// The templates as they were before the texts of the site were put in, by name.
    templates_read: Templates,
    strings: Texts,
}

/// Templates with their texts put in, by name; and the path that diagnostics name.
pub(super) type Templates = BTreeMap<String, (Arc<str>, Expanded)>;

/// A file every page may need. Its name carries a hash of its bytes, so that browsers may keep it for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// What templates call it: `site.css`.
    pub name: String,
    /// Where it is written, relative to the root of the site: `assets/site.1f0c9a2b.css`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A file of a theme.
struct File {
    /// As diagnostics name it.
    shown: String,
    bytes: Vec<u8>,
}

/// Files by their path inside the theme, with `/`.
type Files = BTreeMap<String, File>;

impl Theme {
    /// Loads the built-in theme, and over it the files of `themes/<site.theme>/` beside the configuration.
    ///
    /// A theme that cannot be used is reported, and the built-in one is used in its place.
    pub fn load(config: &Config) -> Outcome<Self> {
        let mut found = Vec::new();
        let mut files = built_in();
        if let Some(folder) = folder(config, &mut found) {
            match read_folder(&folder) {
                Ok(own) => files.extend(own),
                Err(problem) => found.push(unreadable(&folder, &problem)),
            }
        }
        found.extend(style::contrast(&config.look));
        if let Some(sheet) = files.get_mut("assets/site.css") {
            sheet.bytes.extend(style::style(&config.look).into_bytes());
        }
        let strings = strings(config, &files).take(&mut found);
        let expanded = expanded(&files, &strings);
        found.extend(
            expanded
                .values()
                .flat_map(|(shown, template)| template.problems(shown)),
        );
        let theme =
            Self::new(&files, expanded.clone(), strings.clone()).unwrap_or_else(|mistake| {
                found.push(mistake.diagnostic(&expanded, None));
                let (own, files) = (texts(&files), built_in());
                let expanded = self::expanded(&files, &strings);
                let mut built_in = Self::new(&files, expanded, strings).unwrap_or_default();
                built_in.texts = own;
                built_in
            });
        Outcome::new(theme, found)
    }

    fn new(files: &Files, templates: Templates, strings: Texts) -> Result<Self, Mistake> {
        let named =
            (templates.iter()).map(|(name, (_, template))| (name.clone(), template.text.clone()));
        Ok(Self {
            templates: template::engine(named.collect())?,
            assets: assets(files, &strings),
            texts: texts(files),
            templates_read: templates,
            strings,
        })
    }

    /// What the site itself says.
    #[must_use]
    pub fn strings(&self) -> &Texts {
        &self.strings
    }

    /// The files to write beside the pages, by path.
    #[must_use]
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The texts of the templates by the path diagnostics name, for their line numbers and quoted lines.
    pub fn texts(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.texts.iter()
    }

    /// The templates, to say where one is wrong.
    pub(super) fn read(&self) -> &Templates {
        &self.templates_read
    }
}

/// The texts in the language of the site.
fn strings(config: &Config, files: &Files) -> Outcome<Texts> {
    texts::load(config, |language| {
        let file = files.get(&format!("{STRINGS}{language}.toml"))?;
        let text = std::str::from_utf8(&file.bytes).ok()?;
        let shown = &file.shown;
        Some(texts::File { shown, text })
    })
}

fn expanded(files: &Files, strings: &Texts) -> Templates {
    let expand = |(name, file): (&str, &File)| {
        let template = texts::expand_template(&text(file), strings);
        (name.to_owned(), (Arc::from(file.shown.as_str()), template))
    };
    templates(files).map(expand).collect()
}

/// The templates of a theme by their names.
fn templates(files: &Files) -> impl Iterator<Item = (&str, &File)> {
    files
        .iter()
        .filter_map(|(path, file)| Some((path.strip_prefix(TEMPLATES)?, file)))
}

fn text(file: &File) -> String {
    String::from_utf8_lossy(&file.bytes).into_owned()
}

fn texts(files: &Files) -> BTreeMap<Arc<str>, Arc<str>> {
    let read = |path: &str| path.starts_with(TEMPLATES) || path.starts_with(STRINGS);
    (files.iter().filter(|(path, _)| read(path)))
        .map(|(_, file)| (Arc::from(file.shown.as_str()), Arc::from(text(file))))
        .collect()
}

fn built_in() -> Files {
    let file = |(path, bytes): &(&str, &[u8])| {
        let shown = format!("themes/default/{path}");
        let bytes = bytes.to_vec();
        ((*path).to_owned(), File { shown, bytes })
    };
    BUILT_IN.iter().map(file).collect()
}

/// The project's own theme, when it names one that can be a folder under `themes/`.
fn folder(config: &Config, found: &mut Vec<Diagnostic>) -> Option<PathBuf> {
    let name = config.site.theme.as_deref()?;
    let beside = config.file.as_deref()?.parent()?;
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\']) {
        let message = format!("`{name}` cannot be the name of a theme");
        found.push(
            Diagnostic::new(Code::ConfigWrongValue, message)
                .help("a theme is a folder under `themes/`; name that folder alone"),
        );
        return None;
    }
    Some(beside.join("themes").join(name))
}

fn unreadable(folder: &Path, problem: &io::Error) -> Diagnostic {
    let message = format!(
        "the theme in `{}` cannot be read: {problem}",
        folder.display()
    );
    Diagnostic::new(Code::UnreadableFile, message)
        .help("the built-in theme is used; remove `theme` from `[site]` if that is what you want")
}

/// The templates, assets and texts of a folder.
fn read_folder(folder: &Path) -> io::Result<Files> {
    fs::metadata(folder)?;
    let mut files = Files::new();
    for part in [TEMPLATES, ASSETS, STRINGS] {
        let root = folder.join(part);
        if !root.is_dir() {
            continue;
        }
        for entry in walkdir::WalkDir::new(&root).sort_by_file_name() {
            let entry = entry.map_err(io::Error::other)?;
            let Ok(path) = entry.path().strip_prefix(folder) else {
                continue;
            };
            if entry.file_type().is_file() {
                let path = path.to_string_lossy().replace('\\', "/");
                let shown = entry.path().display().to_string();
                let bytes = fs::read(entry.path())?;
                files.insert(path, File { shown, bytes });
            }
        }
    }
    Ok(files)
}

fn assets(files: &Files, strings: &Texts) -> Vec<Asset> {
    let mut assets: Vec<Asset> = files
        .iter()
        .filter_map(|(path, file)| {
            let name = path.strip_prefix(ASSETS)?;
            let bytes = match std::str::from_utf8(&file.bytes) {
                Ok(script) if name.ends_with(".js") => {
                    texts::expand_script(script, strings).into_bytes()
                }
                _ => file.bytes.clone(),
            };
            Some(Asset {
                name: name.to_owned(),
                path: format!("{ASSETS}{}", hashed_name(name, &bytes)),
                bytes,
            })
        })
        .collect();
    assets.sort_by(|a, b| a.path.cmp(&b.path));
    assets
}

/// `site.css` becomes `site.1f0c9a2b.css`: 32 bits of the hash, enough to tell one version of a file from the next.
fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    let hash = &hash[..8];
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(files: &[(&str, &str)]) -> (tempfile::TempDir, Config) {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join("themes/own").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut config = Config::default();
        config.site.theme = Some("own".into());
        config.file = Some(root.path().join("debriefs.toml"));
        (root, config)
    }

    fn asset<'a>(theme: &'a Theme, name: &str) -> &'a Asset {
        theme
            .assets()
            .iter()
            .find(|asset| asset.name == name)
            .unwrap()
    }

    #[test]
    fn the_built_in_theme_is_sound() {
        let loaded = Theme::load(&Config::default());
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        assert!(loaded.value.templates.contains_template("debrief.html"));
    }

    #[test]
    fn every_file_of_the_folder_is_built_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
        let on_disk = read_folder(&folder).unwrap();
        let listed: Vec<&str> = BUILT_IN.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, on_disk.keys().collect::<Vec<_>>());
    }

    #[test]
    fn a_file_of_the_same_name_replaces_the_built_in_one() {
        let (_root, config) =
            project(&[("templates/guide.html", "mine"), ("assets/site.css", "p{}")]);
        let loaded = Theme::load(&config);
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        assert_eq!(asset(&loaded.value, "site.css").bytes, b"p{}");
        let guide = loaded
            .value
            .templates
            .render("guide.html", &tera::Context::new());
        assert_eq!(guide.unwrap(), "mine");
        assert!(loaded.value.templates.contains_template("home.html"));
    }

    #[test]
    fn a_broken_template_is_named_with_its_place_and_the_built_in_theme_used() {
        let (_root, config) = project(&[("templates/guide.html", "fine\n{% if %}")]);
        let loaded = Theme::load(&config);
        let [problem] = &loaded.diagnostics[..] else {
            panic!("{:?}", loaded.diagnostics);
        };
        assert_eq!(problem.code, Code::TemplateError);
        assert!(problem.places[0].file.ends_with("guide.html"));
        assert!(problem.places[0].span.unwrap().start >= 5, "{problem:?}");
        assert!(loaded.value.templates.contains_template("guide.html"));
    }

    #[test]
    fn the_name_of_an_asset_follows_its_bytes() {
        assert_ne!(hashed_name("a.css", b"1"), hashed_name("a.css", b"2"));
        let name = hashed_name("a.css", b"1");
        assert!(name.starts_with("a.") && name.ends_with(".css") && name.len() == 14);
    }

    #[test]
    fn a_theme_outside_the_project_is_refused() {
        let (_root, mut config) = project(&[]);
        config.site.theme = Some("../elsewhere".into());
        assert_eq!(
            Theme::load(&config).diagnostics[0].code,
            Code::ConfigWrongValue
        );
    }
}
