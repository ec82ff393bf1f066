//! Official documents in Chinese, letters, and reports: titles over lines, addressees, dates.

use yinde::formats::{self, Parsed};
use yinde::model::Kind;

use super::bad_bytes;

fn day(parsed: &Parsed) -> String {
    parsed
        .brief
        .date
        .map_or("none".to_owned(), |day| day.to_string())
}

/// The texts of the passages of a kind.
fn texts(parsed: &Parsed, kind: Kind) -> Vec<&str> {
    let passages = parsed.brief.passages.iter();
    let of_kind = passages.filter(|p| p.kind == kind);
    of_kind
        .map(|p| p.text.as_str())
        .collect()
}

/// A notice with this title, addressee, and end.
fn notice(title: &str, addressee: &str, end: &str) -> Parsed {
    let text = format!(
        "{title}\n\n港办发〔2021〕12号\n\n{addressee}\n\n为加强渡轮管理，现就有关事项提出以下意见。\n\n\
         一、总体要求\n\n检查每年一次，由检查员主持，结果向社会公布。\n\n\
         二、工作安排\n\n各公司应当在年底以前完成水泵的检修，并报告结果。\n\n{end}\n"
    );
    formats::parse_text("notice.txt", text)
}

#[test]
fn official_titles_over_lines_are_one() {
    let titles = [
        "港务局办公室关于加强\n\n三级渡轮码头绩效考核工作的意见",
        "港务局办公室关于加强\n三级渡轮码头绩效考核\n工作的指导意见（试行）",
        "港务局\n\n关于同意设立南湾渡口的批复",
        "市政府办公室\n关于印发渡轮安全管理办法\n的通知",
        "港务局关于印发\n《渡轮安全管理\n暂行办法》的通知",
        "港务局　财政局\n关于调整渡轮票价的函",
        "关于公布第一批\n渡轮检查员名单的通告",
        "港务局关于三级渡轮码头\n\n绩效考核的若干事项",
    ];
    for title in titles {
        let parsed = notice(title, "各渡轮公司：", "港务局");
        let expected: Vec<&str> = title
            .split('\n')
            .filter(|line| !line.is_empty())
            .collect();
        assert_eq!(
            parsed
                .brief
                .title
                .replace(['\u{3000}', ' '], ""),
            expected
                .concat()
                .replace('\u{3000}', "")
        );
        assert_eq!(parsed.brief.passages[0].text, title);
        assert_eq!(
            parsed.brief.passages[0].kind,
            Kind::Heading
        );
    }
}

#[test]
fn lines_that_are_no_title_are_not_joined() {
    let cases = [
        (
            "港务局文件\n\n关于渡轮票价的通知",
            "关于渡轮票价的通知",
        ),
        (
            "渡轮工作要点\n\n本刊编辑部\n\n关于票价，编辑部收到很多来信。",
            "渡轮工作要点",
        ),
        (
            "关于渡轮票价的通知\n\n关于水泵的通知",
            "关于渡轮票价的通知",
        ),
    ];
    for (top, title) in cases {
        let text = format!("{top}\n\n渡轮票价提高一成，自明年一月一日起执行。\n");
        let parsed = formats::parse_text("a.txt", text);
        assert!(
            parsed.brief.title == title || parsed.brief.title.ends_with("文件"),
            "{}",
            parsed.brief.title
        );
    }
}

#[test]
fn an_english_title_goes_on_after_an_open_end() {
    let titles = [
        "Governing the Ferries of the\nSouthern Islands",
        "Fees and\nPumps on the Ferries of\nthe Southern Islands",
        "The Harbour Board &\nIts Critics",
    ];
    for title in titles {
        let text = format!(
            "{title}\nA Report on Fees and Pumps\n\nMay 2026\n\nAbstract\nThere is anxiety about \
             ferries.\n\n1. Introduction\nThe ferries are old.\n"
        );
        let parsed = formats::parse_text("a.txt", text);
        assert_eq!(
            parsed.brief.title,
            title.replace('\n', " ")
        );
        assert_eq!(parsed.brief.passages[0].text, title);
        assert_eq!(day(&parsed), "2026-05-01");
    }
    let parsed = formats::parse_text(
        "a.txt",
        "Ports and Rice\nFees\n\nThe fees rise.\n",
    );
    assert_eq!(parsed.brief.title, "Ports and Rice");
}

#[test]
fn a_title_over_blocks_of_a_page_is_one() {
    let pages = [
        "<p>港务局办公室关于加强</p><p>渡轮码头考核工作的意见</p><p>检查每年一次，由检查员主持。</p>",
        "<h1>港务局办公室关于加强</h1><h1>渡轮码头考核工作的意见</h1><p>检查每年一次，由检查员主持。</p>",
    ];
    for page in pages {
        let parsed = bad_bytes::read("a.html", page.as_bytes()).expect("a page");
        assert_eq!(
            parsed.brief.title,
            "港务局办公室关于加强渡轮码头考核工作的意见"
        );
        assert_eq!(parsed.brief.passages.len(), 2);
    }
}

#[test]
fn addressees_announce_no_quotation() {
    let addressees = [
        "各渡轮公司：",
        "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
        "市财政局：",
        "南湾渡轮有限公司：",
        "各区（县）港务局、各有关单位:",
        "机关各处室，局属各单位：",
        "各位代表：",
        "同志们：",
        "尊敬的各位来宾、女士们、先生们：",
    ];
    for addressee in addressees {
        let parsed = notice(
            "港务局关于加强渡轮管理的意见",
            addressee,
            "港务局",
        );
        assert_eq!(
            texts(&parsed, Kind::Quote),
            Vec::<&str>::new(),
            "{addressee}"
        );
    }
}

#[test]
fn salutations_announce_no_quotation() {
    let salutations = [
        "Dear colleagues:",
        "Dear Sir or Madam:",
        "To the owners of all ferries of the southern islands:",
        "To All Members of the Harbour Board:",
        "To whom it may concern:",
        "Ladies and Gentlemen:",
        "Honourable members of the board:",
        "Mr. President:",
        "Attention: Harbour Office:",
        "Comrades:",
        "同志们：",
        "各位来宾：",
        "尊敬的王主席：",
    ];
    for salutation in salutations {
        let text = format!(
            "Fees and Pumps\n\nThe board sent a letter in May, of which we have a copy here.\n\n\
             {salutation}\n\nPlease have your pumps tested before the end of May.\n\n\
             The office says this:\n\nPumps are old.\n"
        );
        let parsed = formats::parse_text("a.txt", text);
        assert_eq!(
            texts(&parsed, Kind::Quote).last(),
            Some(&"Pumps are old."),
            "{salutation}"
        );
        assert!(
            !texts(&parsed, Kind::Quote)
                .iter()
                .any(|text| text.starts_with("Please")),
            "{salutation}"
        );
    }
}

#[test]
fn announcements_that_look_like_addresses_announce() {
    let announcements = [
        "To quote the minister:",
        "To sum up, the board said:",
        "The members of the board wrote:",
        "Members of the board said:",
        "The owners:",
        "港务局指出：",
        "各公司表示：",
        "通知要求：",
        "他说：",
        "该局负责人：",
    ];
    for announcement in announcements {
        let text = format!(
            "Fees and Pumps\n\nThe board sent a letter in May, of which we have a copy here.\n\n\
             More of it will be printed in the next issue of this letter.\n\n\
             And that is not all that there is to be said on it, by far.\n\n\
             Another paragraph of prose is here, before the announcement.\n\n\
             {announcement}\n\nPumps are old.\n"
        );
        let parsed = formats::parse_text("a.txt", text);
        assert_eq!(
            texts(&parsed, Kind::Quote).last(),
            Some(&"Pumps are old."),
            "{announcement}"
        );
    }
}

#[test]
fn a_signing_day_before_annexes_is_the_date() {
    let annexes = [
        "附件\n\n收费标准表\n\n大船十元。\n\n小船五元。\n\n舢板一元。",
        "（此件公开发布）\n\n附件1\n\n收费标准表\n\n大船十元。\n\n小船五元。",
        "附件：1．收费标准表\n\n大船十元。\n\n小船五元。\n\n舢板一元。\n\n木筏不收费。",
        "抄送：各区县港务局，市财政局，市交通局。\n\n港务局办公室印发\n\n校对：甲\n\n共印五十份",
    ];
    let days = [
        ("2021年1月16日", "2021-01-16"),
        ("二○二一年一月十六日", "2021-01-16"),
        ("二〇二一年十二月二十五日", "2021-12-25"),
        ("一九九六年一月二十五日", "1996-01-25"),
    ];
    for annex in annexes {
        for (written, date) in days {
            let end = format!("港务局\n\n{written}\n\n{annex}");
            let parsed = notice(
                "港务局关于收费的意见",
                "各渡轮公司：",
                &end,
            );
            assert_eq!(day(&parsed), date, "{annex}");
            assert!(
                !texts(&parsed, Kind::Heading).contains(&"港务局"),
                "{annex}"
            );
        }
    }
    let parsed = notice(
        "港务局关于收费的意见",
        "各渡轮公司：",
        "附件：收费标准表\n\n港务局\n\n一九九六年一月二十五日",
    );
    assert_eq!(day(&parsed), "1996-01-25");
}

#[test]
fn a_month_on_top_is_the_date_if_nothing_else_is() {
    for (line, date) in [
        ("May 2026", "2026-05-01"),
        ("2026年5月", "2026-05-01"),
        ("二〇二六年五月", "2026-05-01"),
    ] {
        let text = format!("Fees and Pumps\n\n{line}\n\nThe fees of the harbour rise in summer.\n");
        assert_eq!(
            day(&formats::parse_text("a.txt", text)),
            date
        );
    }
    let text = "Fees and Pumps\n\nMay 2026\n\n3 May 2026\n\nThe fees of the harbour rise.\n";
    assert_eq!(
        day(&formats::parse_text("a.txt", text)),
        "2026-05-03"
    );
}
