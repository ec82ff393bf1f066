//! Numbers in sentences.

/// Returns a count with its noun: `1 brief`, `2 briefs`, `47,820 bytes`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 {
        ""
    } else {
        "s"
    };
    format!("{} {noun}{plural}", grouped(count))
}

/// Returns a number with a comma before each group of three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        let is_group_start = (digits.len() - at).is_multiple_of(3);
        if at > 0 && is_group_start {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn counts_have_a_plural_and_groups_of_three_digits() {
        assert_eq!(counted(0, "brief"), "0 briefs");
        assert_eq!(counted(1, "brief"), "1 brief");
        assert_eq!(counted(999, "byte"), "999 bytes");
        assert_eq!(counted(47_820, "byte"), "47,820 bytes");
        assert_eq!(
            counted(1_000_000, "byte"),
            "1,000,000 bytes"
        );
    }
}
