//! Text that was hard-wrapped is read as if it had not been.

use unicode_width::UnicodeWidthStr;
use yinde::formats;
use yinde::model::Kind;

use super::project;
use crate::support::shared;

/// The kinds and the texts of the passages of a text, each on one line and without blanks.
fn passages(text: &str) -> Vec<(Kind, String)> {
    let brief = formats::parse_text("a.txt", text).brief;
    let passages = brief.passages.into_iter();
    passages
        .map(|passage| (passage.kind, bare(&passage.text)))
        .collect()
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// The pieces of a line between which a program may break it, each with the blank before it.
fn pieces(line: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for c in line.chars() {
        let last = pieces
            .last()
            .map_or("", String::as_str);
        let last_char = last
            .chars()
            .next_back()
            .unwrap_or(' ');
        let is_closing = "，。、；：？！”’）》」".contains(c);
        let is_opening = "“‘（《「".contains(last_char);
        let is_break = c == ' ' || is_han(c) || is_han(last_char) || last_char == '，';
        let starts = last.is_empty() || is_break && !is_closing && !is_opening;
        let goes_on = last == " " || !starts;
        match pieces.last_mut() {
            Some(piece) if goes_on => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    pieces
}

/// `text` with each line wrapped at `column`.
fn wrapped(text: &str, column: usize) -> String {
    wrapped_at(text, &[column])
}

/// `text` with each line wrapped at one of `columns` after the other, as by programs that make all
/// lines of a paragraph about as long.
fn wrapped_at(text: &str, columns: &[usize]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut current = String::new();
        for piece in pieces(line) {
            let column = columns[lines.len() % columns.len()];
            if !current.is_empty() && current.width() + piece.width() > column {
                lines.push(std::mem::take(&mut current));
            }
            if current.is_empty() {
                current.push_str(piece.trim_start());
            } else {
                current.push_str(&piece);
            }
        }
        lines.push(current);
    }
    lines.join("\n")
}

fn is_read_alike_wrapped(text: &str, name: &str) {
    let whole = passages(text);
    for column in [30, 40, 50, 60, 66, 72, 76, 80, 90, 100] {
        assert_eq!(
            passages(&wrapped(text, column)),
            whole,
            "{name} at column {column}"
        );
    }
}

#[test]
fn briefs_are_read_alike_at_every_column() {
    for name in ["brief-003.txt", "brief-005.txt", "brief-006.txt"] {
        let path = project().join("corpus").join(name);
        let text = std::fs::read_to_string(path).expect("a brief");
        is_read_alike_wrapped(&text, name);
    }
}

#[test]
fn the_real_brief_is_read_alike_at_every_column() {
    let Some(path) = shared("corpus/brief-042.txt") else {
        return;
    };
    let text = std::fs::read_to_string(path).expect("the real brief");
    is_read_alike_wrapped(&text, "the real brief");
}

#[test]
fn briefs_with_ragged_lines_are_read_alike() {
    let folders = [
        Some(project().join("corpus/brief-003.txt")),
        Some(project().join("corpus/brief-006.txt")),
        shared("corpus/brief-042.txt"),
    ];
    for path in folders.into_iter().flatten() {
        let text = std::fs::read_to_string(&path).expect("a brief");
        let whole = passages(&text);
        for columns in [[72, 64, 68, 61], [80, 75, 69, 72], [90, 78, 84, 86]] {
            let ragged = wrapped_at(&text, &columns);
            assert_eq!(
                passages(&ragged),
                whole,
                "{path:?} {columns:?}"
            );
        }
    }
}

/// Below a title, `paragraph` is one passage.
fn is_one(paragraph: &str) {
    let passages = passages(&format!(
        "Brief #1: Wraps\n\n{paragraph}\n"
    ));
    assert_eq!(
        passages[1..],
        [(Kind::Prose, bare(paragraph))],
        "{paragraph}"
    );
}

#[test]
fn a_number_at_the_start_of_a_wrapped_line_is_in_its_sentence() {
    is_one(
        "The river is not a lake, and to steer a ship on it is no easy task: it is home to\n\
         1.4 billion fish of every kind, which have opinions about the ferries and\n\
         about the dredging of the lower reach, as we have often said.",
    );
    is_one(
        "The toll on the lower reach rose in the third quarter of the year by no more than\n\
         2.5 per cent, which was less than the board had told the newspapers in the month\n\
         of May, and that was the end of it.",
    );
    is_one(
        "The board is bound by the law of the land, and may not do more than its Article\n\
         3. The board has met twice in the year of the tiger and will meet a third time.",
    );
    is_one(
        "The board is bound by the law of the land, and may not do what is forbidden by §\n\
         1. The board has met again, as it had promised the owners of the ferries to do in\n\
         2021. The ferries ran on all of the days on which it met.",
    );
    is_one(
        "The board is bound by two laws, of which we know (1) that of the land and of the\n\
         (2) sea, and there is no third one that it would have to keep as far as we know of\n\
         today.",
    );
    is_one(
        "The plan of the board for the lower reach of the river has these three elements:\n\
         1) lower tolls for the ferries of the town; 2) a new pier on the southern bank; 3)\n\
         a dredger.",
    );
}

#[test]
fn a_mark_at_the_start_of_a_wrapped_line_is_in_its_sentence() {
    is_one(
        "Towns should not turn this custom into a law\n\
         — giving up the ferries for the sake of a bridge is no policy.",
    );
    for mark in ["-", "–", "—", "*", "+"] {
        is_one(&format!(
            "The board has put up with the ferries for many years, and with the owners of it\n\
             {mark} which is a pity, since all of them have known for long what would come to\n\
             pass in the end."
        ));
    }
    is_one(
        "The short notice came without guidance, so it is not clear whether a pass for it\n\
         (bought at the pier) is valid. However, many of the passengers (mostly students)\n\
         are preparing for the end of the ferries.",
    );
}

#[test]
fn chinese_lines_go_on_with_numbers_and_dashes() {
    is_one(
        "渡轮数量众多，管理这样一条大河并非易事，据港务局公布的统计数据，全年旅客已经达到\n\
         1.4亿人次，其中学生占六成，工人占四成，其余的旅客来自各个地区，这是众所周知的事实\n\
         ——但是并非所有的人都同意这一说法，因为统计的口径各不相同，以前的数据只统计到\n\
         2020年，所以不能比较。",
    );
    is_one(
        "港务局对渡轮公司的检查每年进行两次，由检查员主持，检查的结果应当向社会公布，依照\n\
         第二条规定的程序办理，不得收取费用，也不得委托他人代为检查，这是本市历年来的\n\
         惯例。",
    );
}

/// Below a title and a line, each item of a list of long items is an item at every column.
fn is_a_list(intro: &str, items: &[String]) {
    let text = format!(
        "Brief #1: Lists\n\n{intro}\n{}\n",
        items.join("\n")
    );
    let items: Vec<String> = items
        .iter()
        .map(|item| bare(item))
        .collect();
    for column in [60, 66, 72, 76, 80, 90] {
        let found = passages(&wrapped(&text, column));
        let found: Vec<String> = found
            .into_iter()
            .filter(|(kind, _)| *kind == Kind::Item)
            .map(|(_, text)| text)
            .collect();
        assert_eq!(found, items, "at column {column}");
    }
}

#[test]
fn lists_of_wrapped_items_stay_lists() {
    let english = [
        "the tolls of the lower reach, which had risen every year since the board was founded",
        "a new pier on the southern bank, with a waiting room, for the use of the ferries and of \
         the passengers",
        "the dredger",
        "a timetable that the passengers can read, in both of the languages that are spoken on \
         the river and in the towns along it",
    ];
    for mark in ["-", "*", "–", "—", "•", "+"] {
        let items = english.map(|item| format!("{mark} {item}"));
        is_a_list(
            "The board spoke about these matters:",
            &items,
        );
    }
    for mark in [".", ")"] {
        let items: Vec<String> = (1..)
            .zip(english)
            .map(|(number, item)| format!("{number}{mark} {item}"))
            .collect();
        is_a_list(
            "The board spoke about these matters:",
            &items,
        );
    }
    let chinese = [
        "加强渡轮安全检查，检查每年进行两次，由检查员主持，检查的结果应当在一个月以内向社会公布",
        "修建南岸码头",
        "公布航班时刻表，时刻表应当使用两种文字，并在所有码头的候船室和沿河各镇的公告栏里张贴",
    ];
    for marks in [
        ["（一）", "（二）", "（三）"],
        ["①", "②", "③"],
        ["•", "•", "•"],
    ] {
        let items: Vec<String> = marks
            .iter()
            .zip(chinese)
            .map(|(mark, item)| format!("{mark}{item}"))
            .collect();
        is_a_list("港务局讨论了以下事项：", &items);
    }
}
