//! As much of HTTP/1.1 as a static host needs: one request a connection, GET and HEAD.

use std::io::{self, Read, Write};

/// Longer request heads are refused.
const HEAD_LIMIT: usize = 64 * 1024;

/// The parts of a request that matter here.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD` or what else the client said.
    pub method: String,
    /// The path and query, as they stand in the request line.
    pub path: String,
}

/// Reads the head of a request; `None` when the client goes away or does not speak HTTP.
///
/// # Errors
/// When the connection fails.
pub fn read(stream: &mut impl Read) -> io::Result<Option<Request>> {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer)?;
        if count == 0 || head.len() > HEAD_LIMIT {
            return Ok(None);
        }
        head.extend(buffer.iter().take(count));
        let mut headers = [httparse::EMPTY_HEADER; 128];
        let mut request = httparse::Request::new(&mut headers);
        match request.parse(&head) {
            Ok(httparse::Status::Partial) => {}
            Ok(httparse::Status::Complete(_)) => {
                let (method, path) = (request.method, request.path);
                return Ok(method.zip(path).map(|(method, path)| Request {
                    method: method.to_owned(),
                    path: path.to_owned(),
                }));
            }
            Err(_) => return Ok(None),
        }
    }
}

/// An answer with its whole body.
#[derive(Debug)]
pub struct Response {
    /// Status code and reason, such as `200 OK`.
    pub status: &'static str,
    /// Headers besides those every answer has.
    pub headers: Vec<(&'static str, String)>,
    /// The body; a HEAD request gets its length only.
    pub body: Vec<u8>,
}

/// Sends an answer.
///
/// # Errors
/// When the connection fails.
pub fn write(stream: &mut impl Write, response: &Response, body: bool) -> io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Length: {}\r\nConnection: close\r\nCache-Control: no-cache\r\n\
         X-Content-Type-Options: nosniff\r\n",
        response.status,
        response.body.len()
    );
    for (name, value) in &response.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    if body {
        stream.write_all(&response.body)?;
    }
    stream.flush()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::read;

    #[test]
    fn reads_a_request_and_refuses_noise() {
        let request = read(&mut &b"GET /a?b=%20 HTTP/1.1\r\nHost: x\r\n\r\n"[..]).unwrap();
        let request = request.unwrap();
        assert_eq!((request.method.as_str(), request.path.as_str()), ("GET", "/a?b=%20"));
        assert_eq!(read(&mut &b"\x16\x03\x01 hello"[..]).unwrap(), None);
        assert_eq!(read(&mut &b"GET / HTTP/1.1\r\nHost"[..]).unwrap(), None);
        let endless = [b"GET / HTTP/1.1\r\nA: ".to_vec(), vec![b'a'; 200_000]].concat();
        assert_eq!(read(&mut &endless[..]).unwrap(), None);
    }
}
