use ingest::{feed,extract}; use std::time::Instant;
fn t(n:&str,f:impl FnOnce()->String){let t=Instant::now();let r=f();println!("{n}: {:?} {}",t.elapsed(),r.chars().take(150).collect::<String>());}
fn main(){
 let b=|h:String| format!("{:?}",extract::blocks(&h,None).map(|b|b.len()));
 t("page",||b(std::fs::read_to_string("/work/shared/data/pages/fundus-LBCGroup_2026_01_08.html").unwrap()));
 t("1990 divs",||b("<div>".repeat(1400)));
 t("formatting",||b((0..150).map(|i|format!("<b id={i}>")).collect::<String>()+&"<p>x".repeat(12000)));
 t("formatting50",||b((0..50).map(|i|format!("<b id={i}>")).collect::<String>()+&"<p>x".repeat(39000)));
 t("formatting+li",||b((0..100).map(|i|format!("<b id={i}>")).collect::<String>()+&"<li>x".repeat(19000)));
 t("p attr",||b(format!("<p {}>",(0..250).map(|i|format!("a{i} ")).collect::<String>()).repeat(400)));
 t("tables",||b("<table>x".repeat(1300)));
 t("table text",||b("<table>".to_string()+&"x<tr>".repeat(50000)));
 t("unclosed b /p",||b("<p><b></p>".repeat(50000)));
 let r=|h:String| format!("{:?}",feed::read(h.as_bytes(),None,None).map(|b|b.len()));
 t("open",||r("<a ".repeat(5_000_000)));
 t("open rss",||r("<rss><a x='".to_string()+&"<a x='".repeat(2_000_000)));
 t("lt",||r("<rss>".to_string()+&"<".repeat(16_000_000)));
 t("comments",||r("<rss>".to_string()+&"<!--".repeat(4_000_000)));
 t("amps",||r("<rss version='2.0'><channel><item><title>".to_string()+&"&amp;".repeat(3_000_000)+"</title></item></channel></rss>"));
 t("end tags",||r("<rss version='2.0'><channel>".to_string()+&"</a>".repeat(3_900_000)));
 t("deep64",||r("<rss version='2.0'><channel>".to_string()+&("<a>".repeat(60)+&"</a>".repeat(60)).repeat(38000)+"<item><title>x</title></item></channel></rss>"));
 let ns:String=(0..250).map(|i|format!(" xmlns:n{i}='u'")).collect();
 t("ns",||r(format!("<rss version='2.0'{ns}><channel>{}<item><title>x</title></item></channel></rss>","<zz:b/>".repeat(2_200_000))));
 t("items broken",||r(format!("<rss version='2.0'{ns}><channel>{}</channel></rss>","<item><title>x</b></item>".repeat(10_000))));
 t("json nest",||r(format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"\",\"items\":[{}1]}}","{\"id\":1},".repeat(9000))));
 t("plain",||r(format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"\",\"items\":[{{\"content_text\":\"{}\"}}]}}","a\\n\\n".repeat(3_000_000))));
}
