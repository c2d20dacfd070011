//! What a test begins with: a newsroom, articles in it, and people who look at it.

use desk::machine::Machine;
use serde_json::{Value, json};

use crate::{
    newsroom::{Newsroom, Service, until},
    person::Person,
    tools::{Chromium, chromium},
    window::Window,
};

/// A newsroom of its own and a browser to look at it.
pub struct Stage {
    pub newsroom: Newsroom,
    pub chromium: Chromium,
    _seat: tokio::sync::SemaphorePermit<'static>,
}

/// So many tests have browsers open at one time, however many cores there are: each has a server, services and one or two
/// browsers.
static SEATS: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(3);

impl Stage {
    /// None where there is no browser; that is said.
    pub async fn set(name: &str) -> Option<Self> {
        let stage = Self::open(name, |_| {}).await?;
        stage.newsroom.settle().await;
        Some(stage)
    }

    /// The same before anything has happened: nobody but an administrator, no policy, no source.
    pub async fn bare(name: &str) -> Option<Self> {
        let stage = Self::open(name, |_| {}).await?;
        stage.newsroom.begin().await;
        Some(stage)
    }

    /// The same, with a machine that translators may ask.
    pub async fn with_machine(name: &str, machine: Machine) -> Option<Self> {
        let stage = Self::open(name, |newsroom| newsroom.machine = Some(machine)).await?;
        stage.newsroom.settle().await;
        Some(stage)
    }

    async fn open(name: &str, prepare: impl FnOnce(&mut Newsroom)) -> Option<Self> {
        let chromium = chromium()?;
        let seat = SEATS.acquire().await.unwrap();
        let mut newsroom = Newsroom::closed(&format!("pages-{name}")).await;
        newsroom.access.one_click = true;
        prepare(&mut newsroom);
        newsroom.open_desk().await;
        newsroom.open(&Service::ALL).await;
        Some(Self { newsroom, chromium, _seat: seat })
    }

    pub fn person(&self, member: &str) -> Person {
        self.newsroom.person(member)
    }

    /// A window of its own in which this member is signed in.
    pub async fn window(&self, member: &str) -> Window {
        Window::of(&self.chromium, &self.newsroom.address, member).await
    }

    /// The same for two people.
    pub async fn windows(&self, members: [&str; 2]) -> (Window, Window) {
        tokio::join!(self.window(members[0]), self.window(members[1]))
    }

    /// Takes in articles of the source with this id.
    pub async fn take(&self, source: &str, articles: &[Article<'_>]) {
        let path = format!("/api/sources/{source}/feed");
        self.person("adam").post_bytes(&path, "application/rss+xml", feed(articles)).await.done();
    }

    /// Takes in one article, which is routed into English, and gives its piece.
    pub async fn piece(&self, article: &Article<'_>) -> String {
        self.take("wadi", std::slice::from_ref(article)).await;
        self.piece_of(article.name).await
    }

    /// The piece of the article with this name, once it is there.
    pub async fn piece_of(&self, name: &str) -> String {
        format!("{}_en", self.article_with_piece(name).await)
    }

    /// The article with this name, once the desk has it.
    pub async fn article(&self, name: &str) -> String {
        self.article_at(&address(name)).await
    }

    /// The same, once it has a piece.
    pub async fn article_with_piece(&self, name: &str) -> String {
        let article = self.article(name).await;
        self.person("adam").piece(&format!("{article}_en")).await;
        article
    }

    async fn article_at(&self, address: &str) -> String {
        let adam = self.person("adam");
        until(async || {
            let rows = adam.get("/api/articles?limit=200").await.done();
            let there = |row: &&Value| row["address"] == address;
            Some(rows["rows"].as_array().unwrap().iter().find(there)?["id"].as_str()?.to_owned())
        })
        .await
    }

    /// The article of the demonstration by which newcomers are led, once the desk has it.
    pub async fn first_piece(&self) -> String {
        self.source_without_route(desk::guide::SOURCE).await;
        let path = format!("/api/sources/{}/feed", desk::guide::SOURCE);
        let feed = include_bytes!("../../services/dragoman/samples/first-piece.xml").to_vec();
        self.person("adam").post_bytes(&path, "application/rss+xml", feed).await.done();
        self.article_at("https://first-piece.example/akhbar/maktaba").await
    }

    /// A source whose articles nobody commissions but an editor.
    pub async fn source_without_route(&self, id: &str) {
        let source = json!({
            "id": id, "name": "Sawt al-Madina", "feed": null, "language": "ar", "section": "world",
            "rights": "by agreement", "routes": [], "every_minutes": 15
        });
        self.person("adam").until_done("POST", "/api/sources", &source).await;
    }

    /// The words saved so far, by the number of their block.
    pub async fn saved(&self, piece: &str, block: u64) -> String {
        let piece = self.person("adam").piece(piece).await;
        let drafts = piece["drafts"].as_array().unwrap();
        let draft = drafts.iter().find(|draft| draft["block"] == block);
        draft.map_or(String::new(), |draft| draft["text"].as_str().unwrap().to_owned())
    }

    /// Waits until these words are saved in this block.
    pub async fn has_saved(&self, piece: &str, block: u64, words: &str) {
        until(async || (self.saved(piece, block).await == words).then_some(())).await;
    }

    /// The stage at which a piece stands.
    pub async fn stands(&self, piece: &str) -> String {
        let row = self.person("adam").piece(piece).await;
        row["state"].as_str().unwrap().to_owned()
    }
}

/// One article of a feed.
pub struct Article<'a> {
    /// By which it is recognised when it comes again.
    pub name: &'a str,
    pub headline: &'a str,
    /// As HTML.
    pub text: &'a str,
}

pub const BRIDGE: Article<'static> = Article {
    name: "bridge",
    headline: "فتح الجسر القديم",
    text: "<p>أعيد فتح الجسر صباح اليوم.</p><p>حضر الافتتاح مئة شخص.</p><p>وتعود الحافلات غدا.</p>",
};

/// The same after its source has corrected the second paragraph.
pub const BRIDGE_CORRECTED: Article<'static> = Article {
    text: "<p>أعيد فتح الجسر صباح اليوم.</p><p>حضر الافتتاح مئتا شخص.</p><p>وتعود الحافلات غدا.</p>",
    ..BRIDGE
};

/// What its blocks are in English.
pub const IN_ENGLISH: [&str; 4] = [
    "The old bridge reopens",
    "The bridge was reopened this morning.",
    "One hundred people came to the opening.",
    "Buses return tomorrow.",
];

fn address(name: &str) -> String {
    format!("https://wadi.example/{name}")
}

fn feed(articles: &[Article<'_>]) -> Vec<u8> {
    let item = |article: &Article<'_>| {
        format!(
            "<item><title>{}</title><guid>{}</guid><link>{}</link><description><![CDATA[{}]]></description></item>",
            article.headline,
            article.name,
            address(article.name),
            article.text
        )
    };
    let items: String = articles.iter().map(item).collect();
    format!("<rss version=\"2.0\"><channel><title>الوادي</title>{items}</channel></rss>").into_bytes()
}
