//! The shape of a planned query: what it matches, as plain data.

use tantivy::query::{AllQuery, BooleanQuery, EmptyQuery, Occur, Query, TermQuery};
use tantivy::schema::Field;
use tantivy::{Score, Term};

use super::excluded::Excluded;
use super::leaf::Leaf;
use super::parts::{BestPart, Constant, Shaped};
use super::row::Row;
use super::union::Union;
use super::weights;
use crate::index::{Phrase, Shape};

/// Returns the shape of `query`.
///
/// # Errors
/// Returns an error if it is of a kind that no plan has.
pub(in crate::search) fn shape(query: &dyn Query) -> tantivy::Result<Shape> {
    if query.is::<AllQuery>() {
        return Ok(Shape::All);
    }
    if query.is::<EmptyQuery>() {
        return Ok(Shape::Nothing);
    }
    if let Some(leaf) = query.downcast_ref::<Leaf>() {
        return Ok(of_leaf(leaf));
    }
    if let Some(row) = query.downcast_ref::<Row>() {
        return Ok(of_row(row));
    }
    if let Some(term) = query.downcast_ref::<TermQuery>() {
        return Ok(of_term(term.term()));
    }
    if let Some(shaped) = query.downcast_ref::<Shaped>() {
        return Ok(shaped.shape.clone());
    }
    of_parts(query)
}

/// Returns the shape of a query that has parts.
fn of_parts(query: &dyn Query) -> tantivy::Result<Shape> {
    if let Some(constant) = query.downcast_ref::<Constant>() {
        let inside = shape(&*constant.query)?;
        return Ok(Shape::Constant(
            Box::new(inside),
            constant.score,
        ));
    }
    if let Some(excluded) = query.downcast_ref::<Excluded>() {
        return shape(&*excluded.0);
    }
    if let Some(best) = query.downcast_ref::<BestPart>() {
        return Ok(Shape::Best(all(&best.0)?));
    }
    if let Some(union) = query.downcast_ref::<Union>() {
        return Ok(Shape::Any(all(&union.0)?));
    }
    let Some(clauses) = query.downcast_ref::<BooleanQuery>() else {
        return Err(tantivy::TantivyError::InvalidArgument(
            format!("no shape of {query:?}"),
        ));
    };
    let (mut must, mut should, mut must_not) = (Vec::new(), Vec::new(), Vec::new());
    for (occur, clause) in clauses.clauses() {
        let into = match occur {
            Occur::Must => &mut must,
            Occur::Should => &mut should,
            Occur::MustNot => &mut must_not,
        };
        into.push(shape(&**clause)?);
    }
    Ok(Shape::Bool {
        must,
        should,
        must_not,
    })
}

fn all(queries: &[Box<dyn Query>]) -> tantivy::Result<Vec<Shape>> {
    queries
        .iter()
        .map(|query| shape(&**query))
        .collect()
}

fn of_term(term: &Term) -> Shape {
    Shape::Term(term.field(), text(term))
}

/// Returns the text of a term.
pub(in crate::search) fn text(term: &Term) -> String {
    let value = term.value();
    value
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

fn of_leaf(leaf: &Leaf) -> Shape {
    let field = leaf.terms[0].1.field();
    let inside = match leaf.terms.as_slice() {
        [(_, term)] => of_term(term),
        terms if leaf.slop > 0 => near(field, terms, leaf.slop),
        terms => Shape::Phrase(phrase(field, terms, &leaf.pairs)),
    };
    scaled(inside, leaf.weight)
}

fn near(field: Field, terms: &[(usize, Term)], slop: u32) -> Shape {
    let last = terms
        .iter()
        .map(|(at, _)| *at)
        .max();
    let longest = last
        .unwrap_or_default()
        .saturating_add(slop as usize);
    let gaps = (longest + 1).saturating_sub(terms.len());
    Shape::Near {
        field,
        terms: terms
            .iter()
            .map(|(_, term)| text(term))
            .collect(),
        gaps: u32::try_from(gaps).unwrap_or(u32::MAX),
    }
}

/// Returns the phrase of terms at their positions.
pub(in crate::search) fn phrase(field: Field, terms: &[(usize, Term)], pairs: &[Term]) -> Phrase {
    let positions = || terms.iter().map(|(at, _)| *at);
    let first = positions()
        .min()
        .unwrap_or_default();
    let last = positions()
        .max()
        .unwrap_or_default();
    let mut row = vec![None; last - first + 1];
    for (at, term) in terms {
        row[at - first] = Some(text(term));
    }
    Phrase {
        field,
        terms: row,
        pairs: pairs.iter().map(text).collect(),
    }
}

/// A word by itself scores in full, one inside a longer word a part of that.
fn of_row(row: &Row) -> Shape {
    let field = row.characters[0].field();
    let characters: Vec<(usize, Term)> = row
        .characters
        .iter()
        .cloned()
        .enumerate()
        .collect();
    let in_a_row = Shape::Phrase(phrase(field, &characters, &[]));
    let inside = scaled(
        in_a_row,
        row.weight * weights::INSIDE / 2.0,
    );
    let word = scaled(of_term(&row.word), row.weight);
    Shape::Bool {
        must: vec![inside],
        should: vec![word],
        must_not: Vec::new(),
    }
}

fn scaled(shape: Shape, factor: Score) -> Shape {
    if (factor - 1.0).abs() < f32::EPSILON {
        return shape;
    }
    Shape::Scaled(Box::new(shape), factor)
}
