//! Markdown whose headings are all of one rank.

use yinde::formats;

#[test]
fn the_first_of_several_headings_of_a_rank_may_be_the_title() {
    let texts = [
        "# Brief #42: Ports and rice\n\nA lede.\n\n# Ports\n\nThey rise.\n\n# Rice\n\nIt falls.\n",
        "# Fees and ferries\n\nA lede.\n\n# 1. Ports\n\nThey rise.\n\n# 2. Rice\n\nIt falls.\n",
        "# 渡轮简报\n\n导语。\n\n# 一、港口\n\n上涨。\n\n# 二、稻米\n\n下跌。\n\n# 附录\n\n没有。\n",
    ];
    for text in texts {
        let brief = formats::parse_text("a.md", text).brief;
        let first = text.lines().next().expect("a line");
        assert_eq!(format!("# {}", brief.title), first);
        assert!(brief.sections.len() >= 2);
        assert_eq!(brief.passages[1].section, None);
    }
    let sections = [
        "# Ports\n\nThey rise.\n\n# Rice\n\nIt falls.\n",
        "# 1. Ports\n\nThey rise.\n\n# 2. Rice\n\nIt falls.\n\n# 3. Fees\n\nThey stay.\n",
        "# Brief #1\n\nPorts rise.\n\n# Brief #2\n\nRice falls.\n",
    ];
    for text in sections {
        let brief = formats::parse_text("a.md", text).brief;
        assert_eq!(brief.title, "a");
        assert_eq!(brief.passages[0].section, Some(0));
    }
}
