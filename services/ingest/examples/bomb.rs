use ingest::{feed,extract}; use std::time::Instant;
fn t(n:&str,f:impl FnOnce()->String){let t=Instant::now();let r=f();println!("{n}: {:?} {}",t.elapsed(),r.chars().take(150).collect::<String>());}
fn main(){
 let b=|h:String| format!("{:?}",extract::blocks(&h,None).map(|b|b.len()));

 for n in [20_000,40_000] {
 t("blocks amp",||format!("{:?}",extract::blocks(&"&".repeat(n),None).map(|b|b.len())));
 t("blocks amp;",||format!("{:?}",extract::blocks(&"&amp;".repeat(n),None).map(|b|b.len())));
 t("feed title",||format!("{:?}",feed::read(("<rss version='2.0'><channel><item><title>".to_string()+&"&#1576;".repeat(n)+"</title></item></channel></rss>").as_bytes(),None,None).map(|b|b.len())));
 t("feed other",||format!("{:?}",feed::read(("<rss version='2.0'><channel><x>".to_string()+&"&#1576;".repeat(n)+"</x><item><title>a</title></item></channel></rss>").as_bytes(),None,None).map(|b|b.len())));
 }
}
