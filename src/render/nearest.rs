//! The path an author meant who wrote one that does not exist.

use std::sync::OnceLock;

use crate::{diagnostic::suggest, library::Library};

/// Neighbours on each side that are compared with a wrong path. Comparing it with every path would make a folder full
/// of broken links take hours.
const NEIGHBOURS: usize = 6;

/// Every path that can be linked to; sorted when the first wrong one comes up.
#[derive(Debug)]
pub(super) struct Paths<'a> {
    library: &'a Library,
    sorted: OnceLock<Sorted>,
}

#[derive(Debug)]
struct Sorted {
    by_path: Vec<String>,
    /// Positions in `by_path`, in the order of the [`name`]s.
    by_name: Vec<usize>,
}

impl<'a> Paths<'a> {
    pub(super) fn new(library: &'a Library) -> Self {
        Self {
            library,
            sorted: OnceLock::new(),
        }
    }

    /// The path most like this one: of the same name in another folder, else one that is spelt nearly the same among
    /// those that begin alike.
    pub(super) fn nearest(&self, path: &str) -> Option<&str> {
        let sorted = self.sorted.get_or_init(|| {
            let debriefs = self.library.by_source.keys();
            Sorted::new(
                debriefs
                    .chain(self.library.assets.keys())
                    .cloned()
                    .collect(),
            )
        });
        sorted.nearest(path)
    }
}

impl Sorted {
    fn new(mut by_path: Vec<String>) -> Self {
        by_path.sort_unstable();
        let mut by_name: Vec<usize> = (0..by_path.len()).collect();
        by_name.sort_by_key(|&i| name(&by_path[i]));
        Self { by_path, by_name }
    }

    fn nearest(&self, path: &str) -> Option<&str> {
        let at = self
            .by_name
            .partition_point(|&i| name(&self.by_path[i]) < name(path));
        let named = || {
            around(&self.by_name, at)
                .iter()
                .map(|&i| self.by_path[i].as_str())
        };
        let same_name = named().find(|other| name(other) == name(path));
        let spelt_alike = || {
            let at = self.by_path.partition_point(|other| other.as_str() < path);
            suggest(path, around(&self.by_path, at).iter().map(String::as_str))
        };
        let named_alike = || {
            let meant = suggest(name(path), named().map(name))?;
            named().find(|other| name(other) == meant)
        };
        same_name.or_else(spelt_alike).or_else(named_alike)
    }
}

fn around<T>(sorted: &[T], at: usize) -> &[T] {
    let end = (at + NEIGHBOURS).min(sorted.len());
    &sorted[at.saturating_sub(NEIGHBOURS)..end]
}

/// What people remember of a path: the name of the file without `.md`, of the folder for `x/index.md`.
fn name(path: &str) -> &str {
    let path = path.strip_suffix("/index.md").unwrap_or(path);
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".md").unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_meant_is_found_without_looking_at_everything() {
        let filler: Vec<String> = (0..500).map(|i| format!("2023/filler-{i}.md")).collect();
        let files = ["2024/dns-again.md", "2024/graph.png", "2025/dns/index.md"];
        let known = Sorted::new(filler.into_iter().chain(files.map(String::from)).collect());
        let cases = [
            ("2025/dns-again.md", Some("2024/dns-again.md")),
            ("2025/dns.md", Some("2025/dns/index.md")),
            ("2024/dns-agian.md", Some("2024/dns-again.md")),
            ("images/grap.png", Some("2024/graph.png")),
            ("nothing/like/this.txt", None),
        ];
        for (wrong, meant) in cases {
            assert_eq!(known.nearest(wrong), meant, "{wrong}");
        }
    }
}
