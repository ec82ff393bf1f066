//! Numbers as laws and books write them for their parts.

use super::english::cardinal;

/// Maximum number that is written in Roman numerals.
const MAX_ROMAN: u16 = 89;
const ROMAN: [(u16, &str); 7] = [
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];
const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const UNITS: [&str; 4] = ["千", "百", "十", ""];

/// Returns the spellings of a number from 1 to 9999 in Chinese: 105 is 105, 一百零五, 一百〇五 and
/// 一〇五.
#[must_use]
pub fn chinese_spellings(number: u16) -> Vec<String> {
    let numeral = numeral(number);
    let row: String = digits(number)
        .iter()
        .map(|digit| DIGITS[usize::from(*digit)])
        .collect();
    let round = |text: &str| text.replace('零', "〇");
    let mut spellings = vec![number.to_string(), numeral.clone(), round(&numeral)];
    // 二十 is no row of digits, and 二四 is not usual.
    if number > 99 {
        spellings.extend([round(&row), row]);
    }
    let mut known = Vec::new();
    for spelling in spellings {
        if !known.contains(&spelling) {
            known.push(spelling);
        }
    }
    known
}

/// Returns the spellings of a number from 1 to 9999 in English: 24 is 24, XXIV and twenty-four.
#[must_use]
pub fn english_spellings(number: u16) -> Vec<String> {
    let mut spellings = vec![number.to_string()];
    spellings.extend(roman(number));
    spellings.extend(cardinal(number));
    spellings
}

/// Returns a number as a Roman numeral; `None` if it is larger than those of chapters are.
fn roman(number: u16) -> Option<String> {
    if !(1..=MAX_ROMAN).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut numeral = String::new();
    for (value, letters) in ROMAN {
        while rest >= value {
            numeral += letters;
            rest -= value;
        }
    }
    Some(numeral)
}

/// Returns the number that a word spells in English, as [`english_spellings`] does.
#[must_use]
pub fn english_number(word: &str) -> Option<u16> {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    if word
        .bytes()
        .all(|byte| byte.is_ascii_digit())
    {
        let number = word.parse().ok();
        return number.filter(|number| (1..=9999).contains(number));
    }
    let lower = word
        .to_lowercase()
        .replace(' ', "-");
    let spells = |number: &u16| {
        let is_roman = roman(*number).is_some_and(|roman| roman == word);
        is_roman || cardinal(*number).is_some_and(|cardinal| cardinal == lower)
    };
    (1..=99).find(spells)
}

/// Returns the digits of a number, without zeros before it.
fn digits(number: u16) -> Vec<u8> {
    let digits = number.to_string();
    digits
        .bytes()
        .map(|byte| byte - b'0')
        .collect()
}

/// Returns 一百零五 for 105; 十五 for 15.
fn numeral(number: u16) -> String {
    let digits = digits(number);
    let units = &UNITS[UNITS
        .len()
        .saturating_sub(digits.len())..];
    let mut numeral = String::new();
    let mut is_gap = false;
    for (digit, unit) in digits.iter().zip(units) {
        if *digit == 0 {
            is_gap = true;
            continue;
        }
        if is_gap {
            numeral.push(DIGITS[0]);
            is_gap = false;
        }
        numeral.push(DIGITS[usize::from(*digit)]);
        numeral += unit;
    }
    match numeral.strip_prefix("一十") {
        Some(ones) => format!("十{ones}"),
        None => numeral,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{in_chinese, leading_chinese};
    use super::*;

    #[test]
    fn every_number_reads_back_in_all_of_its_spellings() {
        for number in 1..=9999 {
            for spelling in chinese_spellings(number) {
                let length = spelling.len();
                assert_eq!(
                    leading_chinese(&spelling),
                    Some((number, length))
                );
                let ordinal = format!("第{spelling}条");
                assert_eq!(
                    in_chinese(&ordinal),
                    [i64::from(number) * 1000],
                    "{ordinal}"
                );
            }
            for spelling in english_spellings(number) {
                assert_eq!(
                    english_number(&spelling),
                    Some(number),
                    "{spelling}"
                );
            }
        }
    }

    #[test]
    fn numbers_are_spelled_as_laws_do() {
        let spellings = |number: u16| chinese_spellings(number).join(" ");
        assert_eq!(spellings(10), "10 十");
        assert_eq!(spellings(24), "24 二十四");
        assert_eq!(
            spellings(105),
            "105 一百零五 一百〇五 一〇五 一零五"
        );
        assert_eq!(
            spellings(1010),
            "1010 一千零一十 一千〇一十 一〇一〇 一零一零"
        );
        assert_eq!(
            spellings(2000),
            "2000 二千 二〇〇〇 二零零零"
        );
        assert_eq!(
            english_spellings(49).join(" "),
            "49 XLIX forty-nine"
        );
        assert_eq!(english_spellings(101), ["101"]);
    }
}
