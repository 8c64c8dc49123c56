//! A server on a port of its own: it answers, and it stops when told to, with what runs finished and the log closed.

use hanhtrinh_domain::unit::UnitCode;
use hanhtrinh_server::accounts::Accounts;
use hanhtrinh_server::app::{Host, NewRegistry, Registry};
use hanhtrinh_server::http::serve;
use hanhtrinh_server::settings::Settings;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

async fn ask(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: registry\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_server_stops_when_told_to_and_the_folder_can_be_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let new = NewRegistry {
        province: UnitCode::parse("25").unwrap(),
        demo: true,
        name: "test.example".to_owned(),
    };
    let registry = Arc::new(Registry::create(&data, &new, Host::system()).unwrap());
    let accounts = Accounts::open(&data).unwrap();
    let settings = Settings {
        listen: "127.0.0.1:0".parse().unwrap(),
        ..Settings::default()
    };
    let (tell, told) = oneshot::channel();
    let server = tokio::spawn(async move {
        serve(registry, accounts, &settings, |address| {
            tell.send(address).unwrap();
        })
        .await
    });
    let address = told.await.unwrap();
    assert!(ask(address, "/healthz").await.starts_with("HTTP/1.1 200"));
    assert!(ask(address, "/api/v1/session").await.starts_with("HTTP/1.1 401"));
    let pid = std::process::id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    server.await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
    let again = Registry::open(&data, Host::system()).unwrap();
    assert!(again.info().demo);
}
