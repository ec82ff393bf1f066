//! The days of official pages, which have no main heading.

use super::page;

const TITLE: &str = "国务院关于加快建立健全绿色低碳循环发展经济体系的指导意见";
const TEXT: &str = "<p>各省、自治区、直辖市人民政府，国务院各部委、各直属机构：</p><p>为贯彻落实\
    部署，加快建立健全绿色低碳循环发展的经济体系，现提出如下意见，请认真贯彻执行。</p>";
const SECTIONS: &str = "<p><strong>一、总体要求</strong></p><p>全面贯彻新发展理念，坚定不移\
    推动绿色低碳循环发展，确保各项任务落到实处。</p><p><strong>二、健全生产体系</strong></p>\
    <p>推进工业绿色升级，加快农业绿色发展，提高服务业绿色发展水平。</p>";

fn day(head: &str, top: &str, end: &str) -> Option<String> {
    let html = format!(
        "<html><head><title>{TITLE}_某某网</title>{head}</head><body>{top}<p align=center><strong>\
         {TITLE}</strong></p>{TEXT}{SECTIONS}{end}</body></html>"
    );
    let brief = page(&html).brief;
    assert_eq!(brief.title, TITLE);
    brief
        .date
        .map(|day| day.to_string())
}

#[test]
fn the_day_of_publication_is_found_in_a_row_of_keys() {
    for (row, expected) in [
        (
            "<td>发文字号：</td><td>国发〔2021〕4号</td><td>发布日期：</td><td>2021年02月22日</td>",
            "2021-02-22",
        ),
        (
            "<td>成文日期：</td><td>2021年02月02日</td><td>发布日期：</td><td>2021年02月22日</td>",
            "2021-02-22",
        ),
        (
            "<td>成文日期</td><td>2021-02-02</td><td>文号</td><td>4号</td>",
            "2021-02-02",
        ),
        (
            "<td>会议日期：</td><td>2021年02月01日</td><td>印发日期：</td><td>2021年02月02日</td>",
            "2021-02-02",
        ),
    ] {
        let top = format!("<table><tr>{row}</tr></table>");
        assert_eq!(
            day("", &top, "").as_deref(),
            Some(expected),
            "{row}"
        );
    }
    let line = "<p>索引号：000014349/2021-00012　发布日期：2021-02-22</p>";
    assert_eq!(
        day("", line, "").as_deref(),
        Some("2021-02-22")
    );
}

#[test]
fn the_day_of_another_event_is_not_that_of_publication() {
    for line in [
        "<p>会议时间：2021年2月22日下午</p>",
        "<p>施行日期：2021年5月1日起</p>",
        "<p>Hearing date: 22 February 2021 in the hall</p>",
    ] {
        assert_eq!(day("", line, ""), None, "{line}");
    }
}

#[test]
fn the_day_of_a_signature_is_that_of_the_page() {
    for end in [
        "<p>国务院<br/>2021年2月2日</p>",
        "<p style='text-align: right'>国务院<br>2021年2月2日　　</p>",
        "<p>国务院　　2021年2月2日</p>",
        "<p>国务院</p><p>2021年2月2日</p>",
        "<p>国务院办公厅<br/>二〇二一年二月二日</p>",
        "<p>国务院<br/>2021年2月2日</p><p>（此件公开发布）</p>",
    ] {
        assert_eq!(
            day("", "", end).as_deref(),
            Some("2021-02-02"),
            "{end}"
        );
    }
    for end in [
        "<p>会议于上午召开。 2021年2月2日</p>",
        "<p>自2021年2月2日起施行。</p>",
    ] {
        assert_eq!(day("", "", end), None, "{end}");
    }
}

#[test]
fn names_that_chinese_sites_give_the_day_are_known() {
    for name in [
        "firstpublishedtime",
        "PubDate",
        "pubdate",
        "publishdate",
        "publish_time",
        "bytedance:published_time",
        "weibo:article:create_at",
        "article:published_time",
        "lastmodifiedtime",
    ] {
        for written in ["2021-03-05-16:30:00", "2021-03-05 16:30", "20210305"] {
            let head = format!("<meta name='{name}' content='{written}'>");
            assert_eq!(
                day(&head, "", "").as_deref(),
                Some("2021-03-05"),
                "{head}"
            );
        }
    }
    let both = "<meta name='lastmodifiedtime' content='2021-04-01'>\
        <meta name='firstpublishedtime' content='2021-03-05-16:30:00'>";
    assert_eq!(
        day(both, "", "").as_deref(),
        Some("2021-03-05")
    );
}
