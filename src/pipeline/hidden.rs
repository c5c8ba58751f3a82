//! The reading of an edition that shows no names.

use std::sync::Arc;

use rayon::prelude::*;

use crate::{
    config::Config,
    diagnostic::Sources,
    library::{
        Entry,
        roles::{self, Names},
    },
    model::Review,
    parse::{self, Parsed},
    source::{SourceFile, Tree},
};

/// Who was named in the texts.
pub(super) struct Hidden(Names);

/// The tree with the names taken out of its texts. What findings quote has none either.
pub(super) fn hide(tree: Tree, config: &Config, sources: &mut Sources) -> (Tree, Hidden) {
    let Tree {
        files,
        assets,
        reviews,
    } = tree;
    let read = |file: &SourceFile| parse::debrief(file, config).value;
    let parsed: Vec<Option<Parsed>> = files.par_iter().map(read).collect();
    let names = Names::of(&files, &parsed);
    let files = files.par_iter().zip(&parsed);
    let files = files.map(|(file, parsed)| roles::without_names(file, parsed.as_ref(), &names));
    let files: Vec<SourceFile> = files.collect();
    let reviews = reviews.iter();
    let reviews = reviews.map(|file| roles::review_without_names(file, &names));
    let reviews: Vec<SourceFile> = reviews.collect();
    for file in files.iter().chain(&reviews) {
        sources.insert(Arc::clone(&file.shown), Arc::clone(&file.text));
    }
    let tree = Tree {
        files,
        assets,
        reviews,
    };
    (tree, Hidden(names))
}

impl Hidden {
    /// Takes the names out of fields of their own.
    pub(super) fn seal(&self, entries: &mut [Entry]) {
        for entry in entries {
            roles::seal(Arc::make_mut(&mut entry.debrief), &self.0);
        }
    }

    /// The same for reviews.
    pub(super) fn seal_reviews(&self, reviews: &mut [Review]) {
        for line in reviews.iter_mut().flat_map(|review| &mut review.lines) {
            roles::seal_line(line, &self.0);
        }
    }
}
