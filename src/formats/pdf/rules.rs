//! The constants of the layout rules, each with its reason.
//!
//! Lengths are in em, the size of the body's type, unless they say points. They were chosen on
//! made-up PDFs of five programs whose text is known, and on real ones.

/// Size in points that a step of two in the class of a word's box stands for: boxes of the same
/// font differ by rounding alone.
pub(super) const CLASSES_PER_POINT: f64 = 2.0;
/// Mean width of a Latin letter, as a part of an em: the em where there is no Han character.
pub(super) const LATIN_EM: f64 = 2.15;
/// Part of the words of a box size that are digits or marks, from which on that size is one of note
/// marks.
pub(super) const MARK_SIZE_SHARE: f64 = 0.7;
/// Maximum distance of the baselines of words on the same line.
pub(super) const SAME_BASELINE: f64 = 0.4;

/// Part of a page's height at either end where running heads are looked for.
pub(super) const RUNNING_ZONE: f64 = 0.25;
/// Part of a page's height at either end where a line with the shape of a page number is one.
pub(super) const PAGE_NUMBER_ZONE: f64 = 0.14;
/// Gap between a running head and the text.
pub(super) const RUNNING_GAP: f64 = 1.8;
/// Distance in points within which two pages have a line at the same height.
pub(super) const SAME_HEIGHT: f64 = 4.0;
/// Number of pages from which on a running head recurs on three pages; on fewer, on two.
pub(super) const MANY_PAGES: usize = 12;
/// Part of the pages with a line at the same height, from which on other words are a running head
/// too: chapters have their own.
pub(super) const RUNNING_SHARE: f64 = 0.5;
/// Part of these lines that stand apart from the text.
pub(super) const APART_SHARE: f64 = 0.8;

/// Minimum width of the strip between columns.
pub(super) const GUTTER: f64 = 0.4;
/// Part of a page's lines that may cross the gutter: headings, tables.
pub(super) const MAX_CROSSING: f64 = 0.25;
/// Minimum number of lines in a column.
pub(super) const COLUMN_LINES: usize = 4;
/// Part of a column's width that its median line fills. In a table it fills less.
pub(super) const COLUMN_FILL: f64 = 0.6;
/// Step in points by which gutters are looked for.
pub(super) const GUTTER_STEP: f64 = 2.0;
/// Minimum gap at which a line that poppler ran over a gutter is cut.
pub(super) const GUTTER_GAP: f64 = 0.55;

/// Distance of baselines that parts the zones of a page that has no columns as a whole.
pub(super) const ZONE_GAP: f64 = 1.8;
/// Minimum number of words in the median line of such a column. Cells of a table have fewer.
pub(super) const MIN_COLUMN_WORDS: f64 = 4.0;

/// Gap under which two pieces of a line belong together.
pub(super) const PIECE_GAP: f64 = 0.8;
/// The same after a bullet or a number.
pub(super) const BULLET_GAP: f64 = 3.0;
/// How much wider than the median a gap of a justified line may be, and how much narrower.
pub(super) const EVEN_GAPS: (f64, f64) = (0.6, 1.6);
/// The widest gap of a justified line.
pub(super) const JUSTIFIED_GAP: f64 = 2.0;

/// Size of type against the body's under which lines at a column's foot are notes.
pub(super) const NOTE_SIZE: f64 = 0.92;
/// Size of type against the body's from which on lines are headings.
pub(super) const HEADING_SIZE: f64 = 1.09;
/// Ratio of two sizes within which they are the same.
pub(super) const SAME_SIZE: (f64, f64) = (0.92, 1.09);
/// Ratio of the widths of letters within which two sizes are the same, whatever the boxes.
pub(super) const SAME_LETTERS: (f64, f64) = (0.95, 1.05);
/// Number of letters from which on their width tells a size.
pub(super) const ENOUGH_LETTERS: usize = 15;
/// Part by which boxes of the same size may differ.
pub(super) const SAME_BOX: f64 = 0.03;

/// Distance of the left edges of cells in a column.
pub(super) const CELL_LEFT: f64 = 0.5;
/// Distance of the right edges of numbers in a column.
pub(super) const CELL_RIGHT: f64 = 0.4;
/// Distance of the middles of numbers in a column.
pub(super) const CELL_MIDDLE: f64 = 0.3;
/// Maximum width of a cell that holds a number.
pub(super) const NUMBER_WIDTH: f64 = 8.0;
/// Maximum distance of a table's lines.
pub(super) const ROW_PITCH: f64 = 3.5;
/// Minimum distance of a table's columns.
pub(super) const COLUMN_PITCH: f64 = 1.2;
/// Distance of two lines from which on the second is a row of its own.
pub(super) const NEW_ROW: f64 = 1.6;
/// Gap of a line that alone makes it a row of a table.
pub(super) const WIDE_GAP: f64 = 2.0;
/// Maximum number of a table's columns.
pub(super) const MAX_COLUMNS: usize = 64;

/// Gap between words of one word's parts, as a part of the box's height. Poppler cuts words where
/// the font changes.
pub(super) const NO_GAP: (f64, f64) = (-0.3, 0.05);
/// Gap between Han characters in which there is a blank, as a part of a Han character's width.
pub(super) const HAN_GAP: f64 = 0.15;
/// Height of a note's mark against the word beside it, and how far it is raised.
pub(super) const MARK_HEIGHT: f64 = 0.85;
pub(super) const MARK_RAISE: f64 = 0.08;
/// Gap before a note's mark.
pub(super) const MARK_GAP: f64 = 0.3;
/// Gap before a hyphen that is a word of its own, against the hyphen's width.
pub(super) const HYPHEN_GAP: f64 = 0.4;

/// How far the distance of two lines may exceed the usual one before a paragraph ends, as a part of
/// that: after a sentence's end; after one with a note's mark, which may raise the line, or a
/// change of script; else.
pub(super) const LOOSE_AFTER_END: f64 = 0.07;
pub(super) const LOOSE_AFTER_MARK: f64 = 0.14;
pub(super) const LOOSE: f64 = 0.22;
/// The least that the distance exceeds the usual one by, in points.
pub(super) const LOOSE_POINTS: f64 = 0.8;
/// Distances of lines, from which the usual one is taken. Theses and judgments are typed with two
/// lines between each two.
pub(super) const PITCHES: (f64, f64) = (0.8, 3.2);
/// Number of lines of a column that go on in small letters at a distance, from which on this
/// distance parts no paragraphs there: a judgment is typed with wide lines and quotes with narrow
/// ones.
pub(super) const KNOWN_DISTANCE: usize = 3;
/// The usual distance where there are too few lines to tell.
pub(super) const DEFAULT_PITCH: f64 = 1.3;

/// Minimum and maximum of the indent of a paragraph's first line.
pub(super) const INDENT: (f64, f64) = (0.7, 3.2);
/// Maximum of the indent of a first line that is full and has no sentence's end: a tab is half an
/// inch or an inch wide, however small the type.
pub(super) const WIDE_INDENT: f64 = 7.5;
/// Distance of the right edges of lines that are set flush right, the part of a region's lines that
/// have this edge, and the part that may start at the left edge.
pub(super) const FLUSH: (f64, f64, f64) = (0.2, 0.8, 0.4);
/// The width that must be left free beside the next word, so that a line was ended on purpose.
pub(super) const FREE: f64 = 0.45;
/// The same in Chinese, where lines end unevenly before a closing mark.
pub(super) const FREE_HAN: f64 = 0.9;
/// Number of Han characters that would have to fit.
pub(super) const HAN_TO_FIT: f64 = 2.0;
/// Distance of the middles of centred lines.
pub(super) const SAME_MIDDLE: f64 = 0.4;
/// Part of the width that a centred line of the body's size fills if the next one goes on.
pub(super) const FULL_LINE: f64 = 0.6;
/// Part of the width that a heading in the body's type leaves free.
pub(super) const SHORT_LINE: f64 = 0.45;

/// Maximum number of lines of a heading in larger type, and its maximum length in bytes.
pub(super) const HEADING_LINES: usize = 3;
pub(super) const HEADING_BYTES: usize = 300;
/// Maximum number of lines of a heading that is one by standing alone, and its maximum length in
/// characters.
pub(super) const LONE_LINES: usize = 2;
pub(super) const LONE_CHARS: usize = 90;

/// Maximum number of lines of a page that is looked at. More are no page of a brief.
pub(super) const MAX_PAGE_LINES: usize = 4000;
