//! A provider that can state whatever it is told to, for tests of what is believed.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use axum::{
    Form, Json, Router,
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use futures_util::stream;
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey,
    core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm},
};
use runtime::clock;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// What is wrong with a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lie {
    None,
    Nonce,
    NoNonce,
    Audience,
    AnotherAudienceToo,
    Issuer,
    Expired,
    FromTheFuture,
    AnothersKey,
    Changed,
    Unsigned,
    /// Signed with the secret that both sides share.
    Shared,
    NoStatement,
    /// No lies: what an honest provider may say.
    ClockBehind,
    NewKey,
    /// Nothing is said to its end.
    BreaksOff,
}

impl Lie {
    pub const ALL: [Self; 12] = [
        Self::Nonce,
        Self::NoNonce,
        Self::Audience,
        Self::AnotherAudienceToo,
        Self::Issuer,
        Self::Expired,
        Self::FromTheFuture,
        Self::AnothersKey,
        Self::Changed,
        Self::Unsigned,
        Self::Shared,
        Self::NoStatement,
    ];
}

/// Which lie a code stands for, the nonce of its way, and the challenge that its verifier must answer.
#[derive(Clone)]
struct Code {
    lie: Lie,
    nonce: String,
    challenge: String,
}

#[derive(Clone)]
pub struct Liar {
    pub issuer: String,
    codes: Arc<Mutex<HashMap<String, Code>>>,
    /// Whether it has taken a new key into use.
    has_new_key: Arc<Mutex<bool>>,
}

impl Liar {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let liar = Self { issuer, codes: Arc::default(), has_new_key: Arc::default() };
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .with_state(liar.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        liar
    }

    /// The path and query with which a browser that was sent here comes back, and is lied to.
    pub fn returns(&self, begun: &str, lie: Lie) -> String {
        let url = reqwest::Url::parse(begun).unwrap();
        let asked: HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(
            (asked["response_type"].as_str(), asked["code_challenge_method"].as_str()),
            ("code", "S256")
        );
        assert!(asked["scope"].split(' ').any(|scope| scope == "openid"), "{asked:?}");
        let code = format!("code-{}", clock::command_id());
        let kept = Code { lie, nonce: asked["nonce"].clone(), challenge: asked["code_challenge"].clone() };
        self.codes.lock().unwrap().insert(code.clone(), kept);
        format!("/sign-in/provider/return?code={code}&state={}", asked["state"])
    }

    fn statement(&self, Code { lie, nonce, .. }: &Code) -> String {
        let now = clock::now().timestamp();
        let mut claims = json!({
            "iss": self.issuer, "aud": "desk", "sub": "account-7", "nonce": nonce, "iat": now, "exp": now + 300,
            "email": "salma@news.example", "email_verified": true
        });
        match lie {
            Lie::Nonce => claims["nonce"] = json!("another"),
            Lie::NoNonce => drop(claims.as_object_mut().unwrap().remove("nonce")),
            Lie::Audience => claims["aud"] = json!("another"),
            Lie::AnotherAudienceToo => claims["aud"] = json!(["desk", "another"]),
            Lie::Issuer => claims["iss"] = json!("https://evil.example"),
            Lie::Expired => (claims["iat"], claims["exp"]) = (json!(now - 900), json!(now - 300)),
            Lie::FromTheFuture => (claims["iat"], claims["exp"]) = (json!(now + 600), json!(now + 900)),
            Lie::ClockBehind => (claims["iat"], claims["exp"]) = (json!(now - 300), json!(now - 5)),
            Lie::NewKey => *self.has_new_key.lock().unwrap() = true,
            Lie::None
            | Lie::AnothersKey
            | Lie::Changed
            | Lie::Unsigned
            | Lie::Shared
            | Lie::NoStatement
            | Lie::BreaksOff => {}
        }
        let (algorithm, key) = match lie {
            Lie::Unsigned => ("none", "first"),
            Lie::Shared => ("HS256", "first"),
            Lie::NewKey => ("EdDSA", "second"),
            Lie::AnothersKey
            | Lie::None
            | Lie::Nonce
            | Lie::NoNonce
            | Lie::Audience
            | Lie::AnotherAudienceToo
            | Lie::Issuer
            | Lie::Expired
            | Lie::FromTheFuture
            | Lie::Changed
            | Lie::NoStatement
            | Lie::BreaksOff
            | Lie::ClockBehind => ("EdDSA", "first"),
        };
        let part = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", part(&json!({ "alg": algorithm, "kid": key })), part(&claims));
        let signature = match lie {
            Lie::Unsigned => String::new(),
            Lie::Shared => URL_SAFE_NO_PAD.encode([7; 32]),
            Lie::AnothersKey => signature(9, key, &signed),
            Lie::NewKey => signature(8, key, &signed),
            Lie::None
            | Lie::Nonce
            | Lie::NoNonce
            | Lie::Audience
            | Lie::AnotherAudienceToo
            | Lie::Issuer
            | Lie::Expired
            | Lie::FromTheFuture
            | Lie::Changed
            | Lie::NoStatement
            | Lie::BreaksOff
            | Lie::ClockBehind => signature(7, key, &signed),
        };
        if *lie == Lie::Changed {
            claims["email"] = json!("adam@news.example");
            let header = signed.split('.').next().unwrap();
            return format!("{header}.{}.{signature}", part(&claims));
        }
        format!("{signed}.{signature}")
    }
}

/// A key that follows from a number, in the form in which keys are exchanged (RFC 8410).
fn key(number: u8, name: &str) -> CoreEdDsaPrivateSigningKey {
    let mut der = vec![0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    der.extend([number; 32]);
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(name.to_owned()))).unwrap()
}

fn signature(number: u8, name: &str, signed: &str) -> String {
    let signature = key(number, name).sign(&CoreJwsSigningAlgorithm::EdDsa, signed.as_bytes());
    URL_SAFE_NO_PAD.encode(signature.unwrap())
}

async fn configuration(State(liar): State<Liar>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", liar.issuer);
    Json(json!({
        "issuer": liar.issuer, "authorization_endpoint": at("/auth"), "token_endpoint": at("/token"),
        "jwks_uri": at("/jwks"), "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"]
    }))
}

async fn keys(State(liar): State<Liar>) -> Json<Value> {
    let first = json!(key(7, "first").as_verification_key());
    let second = json!(key(8, "second").as_verification_key());
    let has_new_key = *liar.has_new_key.lock().unwrap();
    Json(json!({ "keys": if has_new_key { vec![first, second] } else { vec![first] } }))
}

async fn token(State(liar): State<Liar>, Form(asked): Form<HashMap<String, String>>) -> Response {
    let code = liar.codes.lock().unwrap().remove(&asked["code"]).expect("a code is asked about once");
    let challenge = openidconnect::PkceCodeChallenge::from_code_verifier_sha256(
        &openidconnect::PkceCodeVerifier::new(asked["code_verifier"].clone()),
    );
    assert_eq!(challenge.as_str(), code.challenge, "the verifier answers the challenge");
    if code.lie == Lie::BreaksOff {
        let broken = Err::<bytes::Bytes, _>(std::io::Error::other("the connection is gone"));
        return Body::from_stream(stream::iter([broken])).into_response();
    }
    let mut answer = json!({ "access_token": "x", "token_type": "Bearer", "expires_in": 60 });
    if code.lie != Lie::NoStatement {
        answer["id_token"] = json!(liar.statement(&code));
    }
    Json(answer).into_response()
}
