//! A static host on this machine, as plain as the plainest real one: it knows files, content
//! types and a 404 page. Stopping it frees the port, so that a browser is refused a connection
//! as it is without a network.

mod http;
mod mime;
mod path;

use http::Response;
pub use path::normal_base;
use path::{Target, resolve};
use std::{
    collections::HashMap,
    fs, io,
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// How long a client may stay silent. Browsers open connections ahead of need.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct StaticServer {
    address: SocketAddr,
    base: String,
    shared: Arc<Shared>,
    listener: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    base: String,
    stopping: AtomicBool,
    /// The connections in use, to end them with the server.
    open: Mutex<HashMap<u64, TcpStream>>,
}

impl StaticServer {
    /// Serves `folder` at `http://127.0.0.1:<port><base>`. Port 0 takes a free one; `base` may
    /// come with or without its slashes.
    ///
    /// # Errors
    /// When the folder does not exist or the port is taken.
    pub fn start(folder: &Path, base: &str, port: u16) -> io::Result<Self> {
        let base = normal_base(base);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            folder: folder.canonicalize()?,
            base: base.clone(),
            stopping: AtomicBool::new(false),
            open: Mutex::default(),
        });
        let for_thread = Arc::clone(&shared);
        let listener = thread::spawn(move || {
            listen(&listener, &for_thread);
            close(listener);
        });
        Ok(Self { address, base, shared, listener: Some(listener) })
    }

    /// The address of the site, ending in a slash.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.base)
    }

    /// The port in use.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(listener) = self.listener.take() {
            // The thread ends only with a panic, which has been printed by then.
            let _ = listener.join();
        }
    }

    /// Closes the port and every connection. When this returns, connecting is refused, and
    /// the port may be used again.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for StaticServer {
    fn drop(&mut self) {
        let Some(listener) = self.listener.take() else {
            return;
        };
        self.shared.stopping.store(true, Ordering::SeqCst);
        // Wakes the thread out of its wait for a connection, so that it lets go of the port.
        if TcpStream::connect(self.address).is_ok() {
            let _ = listener.join();
        }
        for stream in self.shared.open().values() {
            // Fails for a connection the client has closed already, which is as good.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

impl Shared {
    fn open(&self) -> MutexGuard<'_, HashMap<u64, TcpStream>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stopping(&self) -> bool {
        self.stopping.load(Ordering::SeqCst)
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    for (id, stream) in (0..).zip(listener.incoming()) {
        if shared.stopping() {
            return;
        }
        // One that failed before it began concerns its client only.
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        thread::spawn(move || {
            if let Ok(handle) = stream.try_clone() {
                shared.open().insert(id, handle);
                // A client that hangs up midway is no error of the server.
                let _ = converse(stream, &shared);
                shared.open().remove(&id);
            }
        });
    }
}

/// Closes the port. A process being started at this moment has a copy of the socket until it
/// runs its program, so letting go of ours would not be enough.
#[cfg(unix)]
fn close(listener: TcpListener) {
    let socket = TcpStream::from(std::os::fd::OwnedFd::from(listener));
    // Not every system can shut down a listening socket; dropping it is then all there is.
    let _ = socket.shutdown(Shutdown::Both);
}

#[cfg(not(unix))]
fn close(listener: TcpListener) {
    drop(listener);
}

fn converse(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    if shared.stopping() {
        return Ok(());
    }
    let Some(request) = http::read(&mut stream)? else {
        return Ok(());
    };
    let response = match request.method.as_str() {
        "GET" | "HEAD" => answer(shared, &request.path)?,
        _ => plain("405 Method Not Allowed", vec![("Allow", "GET, HEAD".to_owned())]),
    };
    http::write(&mut stream, &response, request.method != "HEAD")?;
    stream.shutdown(Shutdown::Write)
}

fn answer(shared: &Shared, path: &str) -> io::Result<Response> {
    Ok(match resolve(&shared.folder, &shared.base, path) {
        Target::File(file) => contents("200 OK", &file)?,
        Target::Moved(to) => plain("301 Moved Permanently", vec![("Location", to)]),
        Target::Missing => {
            let page = shared.folder.join("404.html");
            if page.is_file() {
                contents("404 Not Found", &page)?
            } else {
                plain("404 Not Found", Vec::new())
            }
        }
        Target::Elsewhere => plain("404 Not Found", Vec::new()),
    })
}

fn contents(status: &'static str, file: &Path) -> io::Result<Response> {
    Ok(Response {
        status,
        headers: vec![("Content-Type", mime::content_type(file).to_owned())],
        body: fs::read(file)?,
    })
}

fn plain(status: &'static str, mut headers: Vec<(&'static str, String)>) -> Response {
    headers.push(("Content-Type", "text/plain; charset=utf-8".to_owned()));
    Response { status, headers, body: format!("{status}\n").into_bytes() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::StaticServer;
    use std::{
        fs,
        io::{ErrorKind, Read, Write},
        net::TcpStream,
        process::Command,
        sync::atomic::{AtomicBool, Ordering},
        thread,
    };

    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("index.html"), "<p>home</p>").unwrap();
        fs::write(folder.path().join("404.html"), "<p>lost</p>").unwrap();
        fs::write(folder.path().join("a.wasm"), "\0asm").unwrap();
        folder
    }

    fn ask(server: &StaticServer, method: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn serves_files_with_their_types_under_its_base() {
        let folder = site();
        let server = StaticServer::start(folder.path(), "a/b", 0).unwrap();
        assert_eq!(server.url(), format!("http://127.0.0.1:{}/a/b/", server.port()));
        let home = ask(&server, "GET", "/a/b/");
        assert!(home.starts_with("HTTP/1.1 200 OK\r\n"), "{home}");
        assert!(home.contains("Content-Type: text/html; charset=utf-8\r\n"));
        assert!(home.ends_with("\r\n\r\n<p>home</p>"));
        let wasm = ask(&server, "GET", "/a/b/a.wasm");
        assert!(wasm.contains("Content-Type: application/wasm\r\n"));
        assert!(ask(&server, "GET", "/a/b").contains("301 Moved Permanently"));
        assert!(ask(&server, "GET", "/a/b").contains("Location: /a/b/\r\n"));
    }

    #[test]
    fn answers_an_unknown_path_with_the_sites_page_and_a_foreign_one_without() {
        let folder = site();
        let server = StaticServer::start(folder.path(), "/a/", 0).unwrap();
        let lost = ask(&server, "GET", "/a/customers/7");
        assert!(lost.starts_with("HTTP/1.1 404 Not Found\r\n"));
        assert!(lost.ends_with("<p>lost</p>"));
        assert!(!ask(&server, "GET", "/").contains("<p>"));
    }

    #[test]
    fn a_head_request_gets_no_body_and_others_are_refused() {
        let folder = site();
        let server = StaticServer::start(folder.path(), "/", 0).unwrap();
        let head = ask(&server, "HEAD", "/");
        assert!(head.contains("Content-Length: 11\r\n") && head.ends_with("\r\n\r\n"));
        assert!(ask(&server, "POST", "/").starts_with("HTTP/1.1 405 "));
    }

    #[test]
    fn stopping_refuses_connections_and_frees_the_port() {
        let folder = site();
        let server = StaticServer::start(folder.path(), "/", 0).unwrap();
        let port = server.port();
        // A connection opened ahead of need, as browsers do, ends too.
        let mut idle = TcpStream::connect(("127.0.0.1", port)).unwrap();
        assert!(ask(&server, "GET", "/").contains("home"));
        server.stop();
        let refused = TcpStream::connect(("127.0.0.1", port)).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
        assert!(matches!(idle.read(&mut [0]), Ok(0) | Err(_)));
        let again = StaticServer::start(folder.path(), "/", port).unwrap();
        assert!(ask(&again, "GET", "/").contains("home"));
    }

    // Between fork and exec a child process has a copy of every socket.
    #[cfg(unix)]
    #[test]
    fn a_process_being_started_does_not_keep_the_port_open() {
        let folder = site();
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    while !done.load(Ordering::Relaxed) {
                        Command::new("true").current_dir("/").status().unwrap();
                    }
                });
            }
            let refused = (0..200).filter(|_| {
                let server = StaticServer::start(folder.path(), "/", 0).unwrap();
                let port = server.port();
                server.stop();
                TcpStream::connect(("127.0.0.1", port)).is_err()
            });
            let refused = refused.count();
            done.store(true, Ordering::Relaxed);
            assert_eq!(refused, 200);
        });
    }
}
