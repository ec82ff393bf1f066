//! No file imports, directly or through others, a file that imports it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use regex::Regex;

use super::{Source, sources};

/// A module by its path from the crate's root: `["search", "plan"]`.
type Module = Vec<String>;

/// The modules of the library.
struct Modules {
    files: HashMap<Module, String>,
    /// The names that a module re-exports, and from where.
    exports: HashMap<Module, HashMap<String, Module>>,
}

/// The module of a file: `src/search/plan/mod.rs` is `search::plan`.
fn module(path: &str) -> Module {
    let path = path
        .trim_start_matches("src/")
        .trim_end_matches(".rs");
    let parts = path
        .split('/')
        .filter(|part| !matches!(*part, "mod" | "lib"));
    parts.map(str::to_owned).collect()
}

/// The paths of all `use` declarations, one for each name, that match `before` (`use`, `pub use`).
fn uses(text: &str, before: &str) -> Vec<String> {
    let pattern = format!(r"(?m)^\s*{before} ([\w:]+(?:\{{[^;]*)?);");
    let pattern = Regex::new(&pattern).expect("a pattern");
    let mut paths = Vec::new();
    for found in pattern.captures_iter(text) {
        let tree: String = found[1]
            .split_whitespace()
            .collect();
        expand("", &tree, &mut paths);
    }
    paths
}

/// Adds the paths of a tree such as `a::{b, c::{d, e}}`.
fn expand(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let Some((head, rest)) = tree.split_once('{') else {
        paths.push(format!("{prefix}{tree}"));
        return;
    };
    let inside = rest
        .strip_suffix('}')
        .unwrap_or(rest);
    let prefix = format!("{prefix}{head}");
    let (mut depth, mut start) = (0, 0);
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                expand(&prefix, &inside[start..at], paths);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start < inside.len() {
        expand(&prefix, &inside[start..], paths);
    }
}

/// Where a path leads that is written in `module`; `None` if that is outside the crate.
fn absolute(module: &[String], path: &str, modules: &Modules) -> Option<Module> {
    let mut at: Module = module.to_vec();
    let mut parts = path.split("::").peekable();
    match *parts.peek()? {
        "crate" => at.clear(),
        "self" => {}
        "super" => {
            at.pop();
        }
        first => {
            at.push(first.to_owned());
            if !modules.files.contains_key(&at) {
                return None;
            }
        }
    }
    parts.next();
    for part in parts {
        if part == "super" {
            at.pop();
        } else if part != "self" {
            at.push(part.to_owned());
        }
    }
    Some(at)
}

impl Modules {
    fn of(library: &[Source]) -> Self {
        let mut modules = Self {
            files: HashMap::new(),
            exports: HashMap::new(),
        };
        for source in library {
            modules.files.insert(
                module(&source.path),
                source.path.clone(),
            );
        }
        for source in library {
            let at = module(&source.path);
            let mut exports = HashMap::new();
            for path in uses(&source.text, r"pub(?:\([^)]*\))? use") {
                if let Some(target) = absolute(&at, &path, &modules) {
                    let name = target
                        .last()
                        .cloned()
                        .unwrap_or_default();
                    exports.insert(name, target);
                }
            }
            modules.exports.insert(at, exports);
        }
        modules
    }

    /// The file in which the item at `path` is defined, through re-exports.
    fn file(&self, path: &[String]) -> Option<&str> {
        for length in (0..=path.len()).rev() {
            let (module, rest) = path.split_at(length);
            let Some(file) = self.files.get(module) else {
                continue;
            };
            let export = rest
                .first()
                .and_then(|name| self.exports[module].get(name));
            return match export {
                Some(target) if target.as_slice() != path => self.file(target),
                _ => Some(file),
            };
        }
        None
    }
}

/// The files that each file imports. Tests inside a file don't count.
fn imports(library: &[Source]) -> BTreeMap<&str, BTreeSet<String>> {
    let modules = Modules::of(library);
    let mut imports = BTreeMap::new();
    for source in library {
        let code = source
            .text
            .split("#[cfg(test)]\nmod ")
            .next()
            .unwrap_or_default();
        let at = module(&source.path);
        let mut files = BTreeSet::new();
        for path in uses(code, "use") {
            let target = absolute(&at, &path, &modules);
            let file = target.and_then(|target| {
                modules
                    .file(&target)
                    .map(str::to_owned)
            });
            files.extend(file.filter(|file| *file != source.path));
        }
        imports.insert(source.path.as_str(), files);
    }
    imports
}

/// A way from `file` back to itself.
fn circle<'a>(
    file: &'a str,
    imports: &'a BTreeMap<&str, BTreeSet<String>>,
) -> Option<Vec<&'a str>> {
    let mut seen = BTreeSet::new();
    let mut ways = vec![vec![file]];
    while let Some(way) = ways.pop() {
        for next in &imports[way[way.len() - 1]] {
            if next == file {
                return Some(way);
            }
            if seen.insert(next.as_str()) {
                ways.push([&way[..], &[next.as_str()]].concat());
            }
        }
    }
    None
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let mut library = sources(&["src"]);
    library.retain(|source| !source.path.starts_with("src/cli/") && source.path != "src/main.rs");
    let imports = imports(&library);
    let edges: usize = imports
        .values()
        .map(BTreeSet::len)
        .sum();
    assert!(
        edges > library.len(),
        "few imports were understood: {edges}"
    );
    for file in imports.keys() {
        if let Some(way) = circle(file, &imports) {
            panic!("a circle: {}", way.join(" → "));
        }
    }
}
