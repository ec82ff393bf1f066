//! Front matter in YAML, as its standard reads it.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, StrInput};

use super::value::{Content, Value};

/// Maximum number of lists and maps inside one another.
const MAX_DEPTH: usize = 32;
/// Maximum number of values that stand in the place of other names, with those in them.
const MAX_REPEATED: usize = 10_000;

/// A key with the byte at which it starts, and its value.
pub(super) type Pair = (String, usize, Value);

/// Returns the keys and values of the map that `yaml` is, in order, with places in its bytes.
///
/// # Errors
/// Returns an error if `yaml` is not a map, or not YAML.
pub(super) fn pairs(yaml: &str) -> Result<Vec<Pair>, String> {
    let mut nodes = Nodes {
        parser: Parser::new_from_str(yaml),
        named: HashMap::new(),
        repeated: 0,
    };
    let pairs = match nodes.next()? {
        (Event::MappingStart(..), _) => nodes.pairs(1)?,
        (Event::StreamEnd, _) => return Ok(Vec::new()),
        _ => return Err(NO_MAP.to_owned()),
    };
    match nodes.next()? {
        (Event::StreamEnd, _) => Ok(pairs),
        _ => Err(NO_MAP.to_owned()),
    }
}

const NO_MAP: &str = "it is not a list of keys and values";

/// The nodes of a text.
struct Nodes<'y> {
    parser: Parser<'y, StrInput<'y>>,
    /// The values that have a name (`&name`), by the number of the name.
    named: HashMap<usize, Value>,
    /// Number of values that names stood for so far.
    repeated: usize,
}

impl<'y> Nodes<'y> {
    /// Returns the next event that belongs to a node, or the end.
    fn next(&mut self) -> Result<(Event<'y>, Range<usize>), String> {
        loop {
            let Some(next) = self.parser.next_event() else {
                return Ok((Event::StreamEnd, 0..0));
            };
            let (event, span) = next.map_err(|e| first_line(&e.to_string()))?;
            if is_of_node(&event) {
                let range = span
                    .byte_range()
                    .unwrap_or_default();
                return Ok((event, range));
            }
        }
    }

    /// Returns the keys and values up to the end of a map.
    fn pairs(&mut self, depth: usize) -> Result<Vec<Pair>, String> {
        let mut pairs = Vec::new();
        loop {
            match self.next()? {
                (Event::MappingEnd, _) => return Ok(pairs),
                (Event::Scalar(key, ..), span) => {
                    let (event, value_span) = self.next()?;
                    let value = self.value(event, value_span, depth)?;
                    pairs.push((key.into_owned(), span.start, value));
                }
                _ => return Err("a key is no text".to_owned()),
            }
        }
    }

    /// Returns the value that `event` starts.
    fn value(
        &mut self,
        event: Event<'y>,
        span: Range<usize>,
        depth: usize,
    ) -> Result<Value, String> {
        if depth > MAX_DEPTH {
            return Err(format!(
                "more than {MAX_DEPTH} lists inside one another"
            ));
        }
        let mut end = span.end;
        let name = name_of(&event);
        let content = match event {
            Event::Scalar(text, ScalarStyle::Plain, ..) => Content::Plain(text.into_owned()),
            Event::Scalar(text, ..) => Content::Quoted(text.into_owned()),
            Event::MappingStart(..) => {
                let pairs = self.pairs(depth + 1)?;
                end = pairs
                    .last()
                    .map_or(end, |(_, _, value)| value.span.end);
                let pairs = pairs
                    .into_iter()
                    .map(|(key, _, value)| (key, value));
                Content::Map(pairs.collect())
            }
            Event::SequenceStart(..) => {
                let items = self.items(depth + 1, &mut end)?;
                Content::List(items)
            }
            Event::Alias(name) => self.repeat(name)?,
            _ => return Err("no value where there should be one".to_owned()),
        };
        let span = span.start..end.max(span.start);
        let value = Value { content, span };
        if name > 0 {
            self.named
                .insert(name, value.clone());
        }
        Ok(value)
    }

    /// Returns the value that a name stands for. Names of names can grow without end.
    fn repeat(&mut self, name: usize) -> Result<Content, String> {
        let Some(value) = self.named.get(&name) else {
            return Err("a name of a value that it is in".to_owned());
        };
        self.repeated += value.count();
        if self.repeated > MAX_REPEATED {
            return Err(format!(
                "names stand for more than {MAX_REPEATED} values"
            ));
        }
        Ok(value.content.clone())
    }

    /// Returns the items up to the end of a list, and sets `end` to the byte after it.
    fn items(&mut self, depth: usize, end: &mut usize) -> Result<Vec<Value>, String> {
        let mut items = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                *end = span.end;
                return Ok(items);
            }
            items.push(self.value(event, span, depth)?);
        }
    }
}

/// Returns the number of the name that a value has, or 0.
fn name_of(event: &Event<'_>) -> usize {
    match event {
        Event::Scalar(_, _, name, _)
        | Event::SequenceStart(_, name, _)
        | Event::MappingStart(_, name, _) => *name,
        _ => 0,
    }
}

fn is_of_node(event: &Event<'_>) -> bool {
    event.is_node()
        || matches!(
            event,
            Event::MappingEnd | Event::SequenceEnd | Event::StreamEnd
        )
}

fn first_line(problem: &str) -> String {
    let first = problem.lines().next();
    first.unwrap_or_default().to_owned()
}
