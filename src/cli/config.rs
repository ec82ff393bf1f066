//! `yinde.toml`: the corpus, the index, and facts for citations; and `yinde config`.

use std::collections::BTreeMap;
use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::Deserialize;
use yinde::place;
use yinde::render::cite::Reference;
use yinde::render::safe;

use super::args::ColorWhen;
use super::exit::{FOUND, Stop};
use super::named_file;
use super::output::stdout;

/// The name of the file.
const NAME: &str = "yinde.toml";

/// The settings of a `yinde.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Config {
    /// The file; none if there is none.
    #[serde(skip)]
    file: Option<PathBuf>,
    /// Folders of briefs.
    #[serde(default)]
    corpus: Vec<PathBuf>,
    /// Folder of the index, or its address in a cluster.
    index: Option<PathBuf>,
    /// A list of terms in both languages.
    glossary: Option<PathBuf>,
    /// Facts for citations.
    #[serde(default)]
    citation: Citation,
}

/// Facts that citations have if a brief does not.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Citation {
    /// The series of briefs without one.
    series: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    publisher: Option<String>,
    /// Facts for the briefs of a series, which come before those for all.
    #[serde(default, rename = "of")]
    of_series: BTreeMap<String, SeriesCitation>,
}

/// Facts for the briefs of a series.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SeriesCitation {
    #[serde(default)]
    authors: Vec<String>,
    publisher: Option<String>,
    /// The address of the series.
    url: Option<String>,
}

/// The settings, or what is wrong with their file.
static CONFIG: LazyLock<Result<Config, String>> = LazyLock::new(read);

/// Returns the settings: those of the folder that the program runs in or else of the user.
///
/// # Errors
/// Returns an error if the file cannot be read.
pub(super) fn config() -> Result<&'static Config, Stop> {
    let config = CONFIG.as_ref();
    config.map_err(|problem| Stop::Config(problem.clone()))
}

fn read() -> Result<Config, String> {
    for path in candidates() {
        let text = match named_file::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        let config = toml::from_str::<Config>(&text);
        let config = config.map_err(|error| format!("{}: {error}", path.display()))?;
        return Ok(config.beside(path));
    }
    Ok(Config::default())
}

fn candidates() -> Vec<PathBuf> {
    let user = env::var_os("XDG_CONFIG_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(Path::new(&env::var_os("HOME")?).join(".config")));
    let user = user.map(|folder| folder.join("yinde").join(NAME));
    [PathBuf::from(NAME)]
        .into_iter()
        .chain(user)
        .collect()
}

impl Config {
    /// Returns these settings with paths from the folder of `file`, in which they were.
    fn beside(mut self, file: PathBuf) -> Self {
        let folder = file
            .parent()
            .unwrap_or(Path::new(""))
            .to_owned();
        let paths = self
            .corpus
            .iter_mut()
            .chain(&mut self.index)
            .chain(&mut self.glossary);
        for path in paths.filter(|path| !place::is_address(path)) {
            *path = folder.join(&path);
        }
        self.file = Some(file);
        self
    }

    /// Returns the list of terms.
    pub(super) fn glossary(&self) -> Option<&Path> {
        self.glossary.as_deref()
    }

    /// Adds the facts that `reference` lacks.
    pub(super) fn complete(&self, reference: &mut Reference) {
        let citation = &self.citation;
        let brief = &mut reference.brief;
        if brief.series.is_none() {
            brief
                .series
                .clone_from(&citation.series);
        }
        let series = brief
            .series
            .as_deref()
            .unwrap_or_default();
        let facts = citation.of_series.get(series);
        let data = &mut reference.data;
        let lists = [facts.map(|facts| &facts.authors), Some(&citation.authors)];
        for authors in lists.into_iter().flatten() {
            if data.authors.is_empty() {
                data.authors.clone_from(authors);
            }
        }
        if data.publisher.is_none() {
            let of_series = facts.and_then(|facts| facts.publisher.clone());
            data.publisher = of_series.or_else(|| citation.publisher.clone());
        }
        if data.url.is_none() {
            data.url = facts.and_then(|facts| facts.url.clone());
        }
    }
}

/// Returns the folder of the index if the command line names none.
pub(super) fn default_index() -> PathBuf {
    let config = CONFIG.as_ref().ok();
    let index = config.and_then(|config| config.index.clone());
    index.unwrap_or_else(|| PathBuf::from("index"))
}

/// Returns the folders of briefs if the command line names none.
pub(super) fn default_corpus() -> Vec<PathBuf> {
    match CONFIG.as_ref() {
        Ok(config) if !config.corpus.is_empty() => config.corpus.clone(),
        _ => vec![PathBuf::from("corpus")],
    }
}

/// Prints the file of settings and what is in force.
pub(super) fn run() -> Result<u8, Stop> {
    let config = config()?;
    let mut out = stdout(ColorWhen::Auto);
    let shown = |path: &Path| safe(&path.display().to_string()).into_owned();
    let file = config.file.as_deref().map_or_else(
        || {
            let places: Vec<String> = candidates()
                .iter()
                .map(|path| shown(path))
                .collect();
            format!(
                "none; looked for {}",
                places.join(" and ")
            )
        },
        shown,
    );
    let index = env::var_os("YINDE_INDEX").map_or_else(default_index, PathBuf::from);
    let corpus = match env::var_os("YINDE_CORPUS") {
        Some(corpus) => vec![PathBuf::from(corpus)],
        None => default_corpus(),
    };
    let corpus: Vec<String> = corpus
        .iter()
        .map(|path| shown(path))
        .collect();
    writeln!(out, "file    {file}")?;
    writeln!(out, "corpus  {}", corpus.join(", "))?;
    writeln!(out, "index   {}", shown(&index))?;
    if let Some(glossary) = config.glossary() {
        writeln!(out, "terms   {}", shown(glossary))?;
    }
    let citation = &config.citation;
    let series = citation
        .series
        .iter()
        .chain(citation.of_series.keys());
    let series: Vec<String> = series
        .map(|name| safe(name).into_owned())
        .collect();
    if !series.is_empty() {
        writeln!(out, "series  {}", series.join(", "))?;
    }
    out.flush()?;
    Ok(FOUND)
}
