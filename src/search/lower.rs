//! [`Query`] to tantivy's query: the only place where the ranking is composed.

use std::collections::HashSet;
use std::ops::Range;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, Occur, Query as TantivyQuery, RangeQuery,
    TermSetQuery,
};
use tantivy::schema::Field;

use super::filter::{self, Filter};
use super::leaf::{self, Leaf};
use super::needle::{Needle, shape};
use super::query::Query;
use super::weights;
use crate::analysis::analyzer::GAP;
use crate::analysis::{self, Token, segment, stem, stop};
use crate::error::{Error, Result};
use crate::index::{Index, date_number, fold_label};

/// Most words that the last word of a phrase may stand for.
const MAX_EXPANSIONS: usize = 1000;

type Boxed = Box<dyn TantivyQuery>;

/// A query as tantivy runs it, and what to mark in its hits.
pub(super) struct Lowered {
    /// Matches and scores passages.
    pub query: Boxed,
    /// What matched in a passage's own text.
    pub needles: Vec<Needle>,
}

/// Lowers `query`, narrowed by `filters` (any of one field's, and one of every field's).
///
/// # Errors
/// Where the index cannot be read.
pub(super) fn lower(index: &Index, query: &Query, filters: &[Filter]) -> Result<Lowered> {
    let mut lowering = Lowering { index, needles: Vec::new(), asks: asks(query) };
    let mut parts = if let Query::All(parts) = query { parts.clone() } else { vec![query.clone()] };
    parts.extend(filters.iter().cloned().map(Query::Filter));
    let query = lowering.all(&parts)?;
    Ok(Lowered { query, needles: lowering.needles })
}

struct Lowering<'a> {
    index: &'a Index,
    needles: Vec<Needle>,
    /// The query is a question or a sentence, not a list of words.
    asks: bool,
}

/// An unquoted word.
enum Word {
    English { form: String },
    Han { text: String },
}

impl Word {
    fn text(&self) -> &str {
        match self {
            Self::English { form } => form,
            Self::Han { text } => text,
        }
    }
}

impl Lowering<'_> {
    fn lower(&mut self, query: &Query) -> Result<Boxed> {
        match query {
            Query::Words(words) => self.words(&words.join(" ")),
            Query::Phrase(text, slop) => Ok(self.phrase(text, *slop)),
            Query::Prefix(text) => self.prefix(text),
            Query::Filter(filter) => Ok(unscored(self.filter(filter)?)),
            Query::Not(_) => self.all(std::slice::from_ref(query)),
            Query::All(parts) => self.all(parts),
            Query::Any(parts) => {
                let parts = parts.iter().map(|p| Ok((Occur::Should, self.lower(p)?))).collect::<Result<_>>()?;
                Ok(Box::new(BooleanQuery::new(parts)))
            }
        }
    }

    fn all(&mut self, parts: &[Query]) -> Result<Boxed> {
        let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
        let mut filters: Vec<&Filter> = Vec::new();
        for part in parts {
            match part {
                // A lone mark between words and phrases asks for nothing.
                Query::Words(words) if parts.len() > 1 && is_wordless(words) => {}
                Query::Filter(filter) => filters.push(filter),
                Query::Not(inside) => {
                    // What must not be there is not marked.
                    let marked = self.needles.len();
                    clauses.push((Occur::MustNot, self.lower(inside)?));
                    self.needles.truncate(marked);
                }
                part => clauses.push((Occur::Must, self.lower(part)?)),
            }
        }
        if !clauses.is_empty() && clauses.iter().all(|(occur, _)| *occur == Occur::MustNot)
            || clauses.is_empty() && !filters.is_empty()
        {
            clauses.push((Occur::Must, unscored(Box::new(AllQuery))));
        }
        while let Some(first) = filters.first() {
            let field = first.field();
            let (same, others): (Vec<_>, Vec<_>) = filters.iter().partition(|f| f.field() == field);
            let any = same.into_iter().map(|f| Ok((Occur::Should, self.filter(f)?))).collect::<Result<Vec<_>>>()?;
            clauses.push((Occur::Must, unscored(Box::new(BooleanQuery::new(any)))));
            filters = others;
        }
        Ok(match clauses.len() {
            0 => Box::new(EmptyQuery),
            1 => clauses.swap_remove(0).1,
            _ => Box::new(BooleanQuery::new(clauses)),
        })
    }

    fn phrase(&mut self, text: &str, slop: u32) -> Boxed {
        let folded = analysis::fold(text).text;
        let shape = shape(&analysis::tokens(&folded));
        self.needles.push(Needle::Phrase(shape.clone(), slop));
        self.exact(&shape, slop, 1.0)
    }

    /// Tokens at their positions in the exact field: what decides every phrase.
    fn exact(&self, shape: &[(u32, String)], slop: u32, weight: f32) -> Boxed {
        if shape.is_empty() {
            return Box::new(EmptyQuery);
        }
        let gaps = if slop == 0 { gaps(shape) } else { Vec::new() };
        let all = shape.iter().map(|(at, token)| (*at, token.as_str())).chain(gaps);
        let mut terms: Vec<_> =
            all.map(|(at, token)| (at as usize, Term::from_field_text(self.index.fields.exact, token))).collect();
        terms.sort_by_key(|(at, _)| *at);
        Box::new(Leaf { terms, slop, weight })
    }

    /// Words that begin like `text`. All of them are found, however many there are.
    fn prefix(&mut self, text: &str) -> Result<Boxed> {
        let folded = analysis::fold(text).text;
        let tokens = analysis::tokens(&folded);
        let shape = shape(&tokens);
        self.needles.push(Needle::Prefix(shape.clone()));
        let Some(((offset, last), before)) = shape.split_last() else { return Ok(Box::new(EmptyQuery)) };
        let words = self.words_starting(self.index.fields.exact, last)?;
        if before.is_empty() {
            let terms = words.iter().map(|w| Term::from_field_text(self.index.fields.exact, w));
            return Ok(Box::new(TermSetQuery::new(terms)));
        }
        if words.len() > MAX_EXPANSIONS {
            let problem =
                format!("{} words begin with {last:?}, too many for a phrase; type more letters", words.len());
            return Err(Error::Query { problem, query: text.to_owned(), column: 0 });
        }
        let phrases = words.into_iter().map(|word| {
            let mut shape = before.to_vec();
            shape.push((*offset, word));
            (Occur::Should, self.exact(&shape, 0, 1.0))
        });
        Ok(Box::new(BooleanQuery::new(phrases.collect())))
    }

    fn words_starting(&self, field: Field, start: &str) -> Result<Vec<String>> {
        self.terms_where(field, Some(start), |_| true)
    }

    /// The terms of `field` that start with `start` and satisfy `wanted`, sorted.
    fn terms_where(&self, field: Field, start: Option<&str>, wanted: impl Fn(&str) -> bool) -> Result<Vec<String>> {
        let mut out = std::collections::BTreeSet::new();
        for segment in self.index.searcher.segment_readers() {
            let inverted = segment.inverted_index(field).map_err(self.index.error())?;
            let range = inverted.terms().range();
            let range = if let Some(start) = start { range.ge(start) } else { range };
            let mut stream = range.into_stream().map_err(|e| self.index.error()(e.into()))?;
            while stream.advance() {
                let Ok(term) = std::str::from_utf8(stream.key()) else { continue };
                if start.is_some_and(|s| !term.starts_with(s)) {
                    break;
                }
                if wanted(term) {
                    out.insert(term.to_owned());
                }
            }
        }
        Ok(out.into_iter().collect())
    }

    fn filter(&self, filter: &Filter) -> Result<Boxed> {
        let fields = &self.index.fields;
        let day = |date| std::ops::Bound::Included(Term::from_field_u64(fields.date, date_number(date)));
        Ok(match filter {
            Filter::Lang(lang) => self.term(fields.lang, &lang.to_string(), 1.0),
            Filter::Since(date) => Box::new(RangeQuery::new(day(*date), std::ops::Bound::Unbounded)),
            // Passages of briefs without a date have no number, and so are in no range.
            Filter::Until(date) => Box::new(RangeQuery::new(std::ops::Bound::Unbounded, day(*date))),
            Filter::Label(field, value) => {
                let field = match field {
                    filter::Field::Section => fields.section,
                    filter::Field::Topic => fields.topic,
                    _ => fields.issue,
                };
                let terms = self.labels(field, &fold_label(value))?;
                Box::new(TermSetQuery::new(terms.iter().map(|label| Term::from_field_text(field, label))))
            }
        })
    }

    /// The labels that `value` (folded) means: the one that it is; else those that begin with it; else those that
    /// have it inside, at the start of a word.
    fn labels(&self, field: Field, value: &str) -> Result<Vec<String>> {
        let number = value.chars().all(|c| c.is_ascii_digit());
        if number || value.is_empty() || self.doc_freq(field, value)? > 0 {
            return Ok(vec![value.to_owned()]);
        }
        let begin = self.words_starting(field, value)?;
        if !begin.is_empty() {
            return Ok(begin);
        }
        let starts_word = |label: &str, at: usize| {
            label[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() || analysis::token::is_han(c))
        };
        self.terms_where(field, None, |label| label.match_indices(value).any(|(at, _)| starts_word(label, at)))
    }

    /// Unquoted words. Of a few, all must be there, one of them in the passage's own text; of a question, one.
    fn words(&mut self, text: &str) -> Result<Boxed> {
        let folded = analysis::fold(text).text;
        let tokens = analysis::tokens(&folded);
        let words = self.cut(&folded, &tokens)?;
        let mut content: Vec<&Word> = words.iter().filter(|w| !stop::is_function_word(w.text())).collect();
        if content.is_empty() {
            content = words.iter().collect();
        }
        let mut seen = HashSet::new();
        content.retain(|word| seen.insert(word.text()));
        self.rarest(&mut content)?;
        self.mark(&tokens, &content)?;
        if content.is_empty() {
            return Ok(Box::new(EmptyQuery));
        }
        if self.asks || is_long(&content) {
            self.question(&tokens, &content)
        } else {
            self.all_words(&folded, &tokens, &content)
        }
    }

    /// Cuts folded text into words: English ones as they stand, Han runs by the words that the index knows.
    fn cut(&self, folded: &str, tokens: &[Token<'_>]) -> Result<Vec<Word>> {
        let field = self.index.fields.chinese;
        let total = self.index.searcher.num_docs().max(1) * 100;
        let mut words: Vec<(usize, Word)> = tokens
            .iter()
            .filter(|t| !t.han)
            .map(|t| (t.range.start, Word::English { form: t.text.to_owned() }))
            .collect();
        for run in segment::han_runs(folded) {
            let mut failed = None;
            let freq = |word: &str| match self.doc_freq(field, word) {
                // Function words part a question even where the index has none.
                Ok(n) if stop::is_function_word(word) => n.max(total / 1000 + 1),
                Ok(n) => n,
                Err(e) => {
                    failed = Some(e);
                    0
                }
            };
            let path = segment::best_path(&folded[run.clone()], total, freq);
            if let Some(e) = failed {
                return Err(e);
            }
            let path = if self.asks { path } else { together(&folded[run.clone()], &path) };
            words.extend(path.into_iter().map(|r| {
                let range = run.start + r.start..run.start + r.end;
                (range.start, Word::Han { text: folded[range].to_owned() })
            }));
        }
        words.sort_by_key(|(at, _)| *at);
        Ok(words.into_iter().map(|(_, word)| word).collect())
    }

    /// Leaves out the commonest of too many words.
    fn rarest(&self, content: &mut Vec<&Word>) -> Result<()> {
        if content.len() <= weights::MOST_WORDS {
            return Ok(());
        }
        let field = self.index.fields.exact;
        let count = |word: &Word| match word {
            Word::English { form } => self.doc_freq(field, form),
            Word::Han { text } => self.doc_freq(self.index.fields.chinese, text),
        };
        let mut counts = content.iter().map(|word| count(word)).collect::<Result<Vec<_>>>()?;
        counts.sort_unstable();
        let most = counts[weights::MOST_WORDS - 1];
        let mut kept = Vec::new();
        for word in content.iter() {
            if count(word)? <= most && kept.len() < weights::MOST_WORDS {
                kept.push(*word);
            }
        }
        *content = kept;
        Ok(())
    }

    fn mark(&mut self, tokens: &[Token<'_>], content: &[&Word]) -> Result<()> {
        if tokens.len() > 1 {
            self.needles.push(Needle::phrase(tokens));
        }
        for word in content {
            match word {
                Word::English { form } => self.needles.push(Needle::Stem(stem::stem(form))),
                Word::Han { text } => {
                    self.needles.push(Needle::phrase(&analysis::tokens(text)));
                    let parts = if text.chars().nth(2).is_some() { self.parts(text)? } else { None };
                    let parts = parts.iter().flatten().map(|part| Needle::phrase(&analysis::tokens(part)));
                    self.needles.extend(parts);
                }
            }
        }
        Ok(())
    }

    fn all_words(&self, folded: &str, tokens: &[Token<'_>], content: &[&Word]) -> Result<Boxed> {
        let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
        let mut bound = 0.0;
        for word in content {
            bound += self.bound(word)?;
            let own = self.own(word)?;
            let any = if content.len() == 1 { (Occur::Must, own) } else { (Occur::Should, own) };
            let each = vec![any, (Occur::Should, self.heading(word))];
            clauses.push((Occur::Must, Box::new(BooleanQuery::new(each))));
        }
        if content.len() > 1 {
            let own = content.iter().map(|w| Ok((Occur::Should, self.own(w)?))).collect::<Result<Vec<_>>>()?;
            clauses.push((Occur::Must, unscored(Box::new(BooleanQuery::new(own)))));
        }
        // What stands verbatim comes before what has only the parts: its bonus is more than all parts can score.
        for run in verbatim_runs(folded, tokens) {
            let verbatim = self.exact(&shape(run), 0, 1.0);
            clauses.push((
                Occur::Should,
                Box::new(ConstScoreQuery::new(verbatim, leaf::round(bound / weights::LEAST_SHARE))),
            ));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn question(&self, tokens: &[Token<'_>], content: &[&Word]) -> Result<Boxed> {
        let own = content.iter().map(|w| Ok((Occur::Should, self.own(w)?))).collect::<Result<Vec<_>>>()?;
        let mut clauses: Vec<(Occur, Boxed)> = vec![(Occur::Must, Box::new(BooleanQuery::new(own)))];
        clauses.extend(content.iter().map(|w| (Occur::Should, self.heading(w))));
        for pair in tokens.windows(2).take(weights::MOST_WORDS) {
            if pair.iter().all(|t| t.han || !stop::is_function_word(t.text)) {
                clauses.push((Occur::Should, self.exact(&shape(pair), 0, weights::PAIR)));
            }
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// `word` in the passage's own text.
    fn own(&self, word: &Word) -> Result<Boxed> {
        let fields = &self.index.fields;
        Ok(match word {
            Word::English { form } => Box::new(BooleanQuery::union(vec![
                self.term(fields.english, &stem::stem(form), 1.0),
                self.term(fields.exact, form, weights::EXACT_FORM),
            ])),
            Word::Han { text } if text.chars().nth(1).is_none() => Box::new(BooleanQuery::union(vec![
                self.term(fields.exact, text, weights::CHARACTER),
                self.term(fields.chinese, text, weights::CHARACTER),
            ])),
            Word::Han { text } => {
                let known = self.doc_freq(fields.chinese, text)? > 0;
                let short = text.chars().nth(2).is_none();
                let as_word = self.term(fields.chinese, text, 1.0);
                let in_a_row = || self.exact(&shape(&analysis::tokens(text)), 0, 1.0);
                match (known, short) {
                    (true, true) => as_word,
                    (true, false) => {
                        let mut ways = vec![as_word, in_a_row()];
                        ways.extend(self.parts(text)?.map(|parts| self.all_parts(&parts)));
                        Box::new(DisjunctionMaxQuery::new(ways))
                    }
                    (false, _) => in_a_row(),
                }
            }
        })
    }

    /// The words of which a long word consists, where the index knows each.
    fn parts(&self, word: &str) -> Result<Option<Vec<String>>> {
        let field = self.index.fields.chinese;
        let total = self.index.searcher.num_docs().max(1) * 100;
        let mut failed = None;
        let freq = |part: &str| match self.doc_freq(field, part) {
            Ok(_) if part == word => 0,
            Ok(n) => n,
            Err(e) => {
                failed = Some(e);
                0
            }
        };
        let path = segment::best_path(word, total, freq);
        if let Some(e) = failed {
            return Err(e);
        }
        let parts: Vec<String> = path.into_iter().map(|r| word[r].to_owned()).collect();
        for part in &parts {
            if part.chars().nth(1).is_none() || self.doc_freq(field, part)? == 0 {
                return Ok(None);
            }
        }
        Ok(Some(parts))
    }

    fn all_parts(&self, parts: &[String]) -> Boxed {
        let all = parts.iter().map(|part| (Occur::Must, self.term(self.index.fields.chinese, part, weights::PART)));
        Box::new(BooleanQuery::new(all.collect()))
    }

    /// `word` in the headings above the passage.
    fn heading(&self, word: &Word) -> Boxed {
        let term = match word {
            Word::English { form } => stem::stem(form),
            Word::Han { text } => text.clone(),
        };
        self.term(self.index.fields.heading, &term, weights::HEADING)
    }

    /// More than [`Self::own`] and [`Self::heading`] can score for `word` together.
    fn bound(&self, word: &Word) -> Result<f32> {
        let fields = &self.index.fields;
        let (field, term) = match word {
            Word::English { form } => (fields.english, stem::stem(form)),
            Word::Han { text } => (fields.chinese, text.clone()),
        };
        let characters: Vec<String> = match word {
            Word::English { form } => vec![form.clone()],
            Word::Han { text } => text.chars().map(String::from).collect(),
        };
        let exact = characters.iter().map(|c| self.idf(fields.exact, c)).sum::<Result<f32>>()?;
        let idfs = self.idf(field, &term)? + exact + self.idf(fields.heading, &term)?;
        Ok(idfs * (weights::K1 + 1.0))
    }

    fn idf(&self, field: Field, term: &str) -> Result<f32> {
        Ok(leaf::idf(self.index.searcher.num_docs(), self.doc_freq(field, term)?))
    }

    fn doc_freq(&self, field: Field, term: &str) -> Result<u64> {
        self.index.doc_freq(&Term::from_field_text(field, term))
    }

    #[expect(clippy::unused_self, reason = "reads better beside the other parts of a query")]
    fn term(&self, field: Field, text: &str, weight: f32) -> Boxed {
        Box::new(Leaf { terms: vec![(0, Term::from_field_text(field, text))], slop: 0, weight })
    }
}

/// Puts characters that the index knows only as such together where they stand side by side: they are a word that it
/// does not know, and one of them alone would say something else. Particles at the ends of such a word are not of it.
fn together(run: &str, path: &[Range<usize>]) -> Vec<Range<usize>> {
    let single = |r: &Range<usize>| run[r.clone()].chars().nth(1).is_none();
    let particle = |r: &Range<usize>| stop::is_particle(&run[r.clone()]);
    let mut out = Vec::new();
    for group in path.chunk_by(|a, b| single(a) && single(b)) {
        let first = group.iter().position(|r| !particle(r));
        let last = group.iter().rposition(|r| !particle(r));
        match first.zip(last) {
            Some((first, last)) if single(&group[0]) && last > first => {
                out.extend_from_slice(&group[..first]);
                out.push(group[first].start..group[last].end);
                out.extend_from_slice(&group[last + 1..]);
            }
            _ => out.extend_from_slice(group),
        }
    }
    out
}

/// Somewhere in `query` stands a question word or the mark that ends a question or a sentence.
fn asks(query: &Query) -> bool {
    match query {
        Query::Words(words) => {
            let text = words.join(" ");
            let folded = analysis::fold(&text).text;
            let tokens = analysis::tokens(&folded);
            let asks = |t: &Token<'_>| !t.han && stop::is_question_word(t.text);
            folded.contains(['?', '。'])
                || tokens.len() > 3 && tokens.iter().any(asks)
                || stop::has_chinese_question(&folded)
        }
        Query::All(parts) => parts.iter().any(asks),
        _ => false,
    }
}

fn is_long(content: &[&Word]) -> bool {
    let han = content.iter().filter(|w| matches!(w, Word::Han { .. })).count();
    content.len() > weights::ALL_MUST_MATCH || han > weights::ALL_HAN_MUST_MATCH
}

fn is_wordless(words: &[String]) -> bool {
    words.iter().all(|w| analysis::tokens(&analysis::fold(w).text).is_empty())
}

/// The positions in a phrase where clause punctuation stands.
fn gaps(shape: &[(u32, String)]) -> Vec<(u32, &'static str)> {
    let parted = shape.windows(2).filter(|pair| pair[1].0 - pair[0].0 > 1);
    parted.map(|pair| (pair[0].0 + 1, GAP)).collect()
}

fn unscored(query: Boxed) -> Boxed {
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// The tokens that may stand verbatim: all of them, and each word as typed that has several (a Han run, `COVID-19`).
fn verbatim_runs<'a, 'b>(folded: &str, tokens: &'a [Token<'b>]) -> Vec<&'a [Token<'b>]> {
    let typed = tokens.chunk_by(|a, b| !folded[a.range.end..b.range.start].contains(char::is_whitespace));
    let mut runs: Vec<_> = typed.filter(|run| run.len() > 1 && run.len() < tokens.len()).collect();
    if tokens.len() > 1 {
        runs.push(tokens);
    }
    runs
}
