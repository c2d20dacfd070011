//! What a server tells about itself on its monitoring port.

use std::io;
use std::net::Ipv4Addr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The body of the page at `path`; `None` if the server answers anything but 200. Waits as long as a server that
/// hangs does.
pub(crate) async fn get(port: u16, path: &str) -> io::Result<Option<Vec<u8>>> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await?;
    stream.write_all(format!("GET {path} HTTP/1.0\r\n\r\n").as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(body(&answer).map(<[u8]>::to_vec))
}

fn body(answer: &[u8]) -> Option<&[u8]> {
    const END_OF_HEAD: &[u8] = b"\r\n\r\n";
    let head = answer.windows(END_OF_HEAD.len()).position(|bytes| bytes == END_OF_HEAD)?;
    answer.starts_with(b"HTTP/1.0 200 ").then(|| &answer[head + END_OF_HEAD.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_answer_of_success_has_a_body() {
        assert_eq!(body(b"HTTP/1.0 200 OK\r\nA: b\r\n\r\n{}"), Some(&b"{}"[..]));
        assert_eq!(body(b"HTTP/1.0 200 OK\r\nA: b\r\n"), None);
        assert_eq!(body(b"HTTP/1.0 503 Service Unavailable\r\n\r\n{}"), None);
    }
}
