//! Settings of the server: built-in values, then a TOML file, then the environment and the command line, each over the
//! one before. A key or value that is not understood is refused, never skipped.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Where the server listens unless told otherwise.
pub const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 8080);

/// Why settings are refused.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("{path}: {error}")]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// The file is not what is expected.
    #[error("{path}: {error}")]
    Toml {
        /// Which file.
        path: PathBuf,
        /// Where and why.
        error: Box<toml::de::Error>,
    },
    /// A trusted origin is not an origin.
    #[error("trusted_origins: {0:?} is not an origin such as https://example.vn")]
    Origin(String),
    /// The folder of the interface is not there.
    #[error("ui: {0} has no index.html; build the interface first")]
    NoInterface(PathBuf),
    /// A number is outside its limits.
    #[error("{name}: {value} is outside {low} to {high}")]
    Outside {
        /// Name of the setting.
        name: &'static str,
        /// Its value.
        value: u64,
        /// Least.
        low: u64,
        /// Most.
        high: u64,
    },
}

/// What the command line and the environment can say about the server.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct Options {
    /// Settings file (TOML)
    #[arg(long, value_name = "FILE", env = "HANHTRINH_CONFIG")]
    pub config: Option<PathBuf>,
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS:PORT", env = "HANHTRINH_LISTEN")]
    pub listen: Option<SocketAddr>,
    /// Folder of the built interface, in place of the one inside this program
    #[arg(long, value_name = "DIR", env = "HANHTRINH_UI")]
    pub ui: Option<PathBuf>,
    /// Send session cookies over HTTPS only
    #[arg(long, env = "HANHTRINH_SECURE_COOKIES")]
    pub secure_cookies: bool,
    /// Take the client's address and scheme from the X-Forwarded headers of a proxy in front
    #[arg(long, env = "HANHTRINH_BEHIND_PROXY")]
    pub behind_proxy: bool,
}

/// The settings file. Every key may be left out.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    data: Option<PathBuf>,
    listen: Option<SocketAddr>,
    ui: Option<PathBuf>,
    secure_cookies: Option<bool>,
    behind_proxy: Option<bool>,
    trusted_origins: Vec<String>,
    request_timeout_seconds: Option<u64>,
    max_event_streams: Option<u64>,
    checkpoint_seconds: Option<u64>,
    log: LogFile,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct LogFile {
    filter: Option<String>,
    json: Option<bool>,
}

/// The settings of a server, complete and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The data folder, if the file names one; `--data` goes before it.
    pub data: Option<PathBuf>,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Folder of the built interface; without it, the one inside the program is served, if there is one.
    pub ui: Option<PathBuf>,
    /// Whether session cookies carry `Secure` whatever the request looks like.
    pub secure_cookies: bool,
    /// Whether `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub behind_proxy: bool,
    /// Origins whose pages may send commands, beside the server's own.
    pub trusted_origins: Vec<String>,
    /// Longest time for one request, in seconds; files and event streams have their own.
    pub request_timeout_seconds: u64,
    /// Most open event streams.
    pub max_event_streams: u64,
    /// How often the log is signed while it grows, in seconds.
    pub checkpoint_seconds: u64,
    /// Filter of the server's log, in the words of `tracing`.
    pub log_filter: String,
    /// Whether the server's log is JSON.
    pub log_json: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data: None,
            listen: LISTEN,
            ui: None,
            secure_cookies: false,
            behind_proxy: false,
            trusted_origins: Vec::new(),
            request_timeout_seconds: 30,
            max_event_streams: 1_000,
            checkpoint_seconds: 5,
            log_filter: "info".to_owned(),
            log_json: false,
        }
    }
}

impl Settings {
    /// Puts the settings together and checks them.
    pub fn load(options: &Options) -> Result<Self, SettingsError> {
        let file = match &options.config {
            Some(path) => read(path)?,
            None => File::default(),
        };
        let default = Self::default();
        let settings = Self {
            data: file.data,
            listen: options.listen.or(file.listen).unwrap_or(default.listen),
            ui: options.ui.clone().or(file.ui),
            secure_cookies: options.secure_cookies || file.secure_cookies.unwrap_or(default.secure_cookies),
            behind_proxy: options.behind_proxy || file.behind_proxy.unwrap_or(default.behind_proxy),
            trusted_origins: file.trusted_origins,
            request_timeout_seconds: file
                .request_timeout_seconds
                .unwrap_or(default.request_timeout_seconds),
            max_event_streams: file.max_event_streams.unwrap_or(default.max_event_streams),
            checkpoint_seconds: file.checkpoint_seconds.unwrap_or(default.checkpoint_seconds),
            log_filter: file.log.filter.unwrap_or(default.log_filter),
            log_json: file.log.json.unwrap_or(default.log_json),
        };
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), SettingsError> {
        for origin in &self.trusted_origins {
            let host = origin
                .strip_prefix("https://")
                .or_else(|| origin.strip_prefix("http://"));
            let sound = host.is_some_and(|host| {
                !host.is_empty()
                    && host
                        .bytes()
                        .all(|b| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b))
            });
            if !sound {
                return Err(SettingsError::Origin(origin.clone()));
            }
        }
        if let Some(ui) = &self.ui
            && !ui.join("index.html").is_file()
        {
            return Err(SettingsError::NoInterface(ui.clone()));
        }
        within("request_timeout_seconds", self.request_timeout_seconds, 1, 600)?;
        within("max_event_streams", self.max_event_streams, 1, 100_000)?;
        within("checkpoint_seconds", self.checkpoint_seconds, 1, 3_600)
    }
}

fn within(name: &'static str, value: u64, low: u64, high: u64) -> Result<(), SettingsError> {
    if (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(SettingsError::Outside {
            name,
            value,
            low,
            high,
        })
    }
}

fn read(path: &Path) -> Result<File, SettingsError> {
    let text = std::fs::read_to_string(path).map_err(|error| SettingsError::Read {
        path: path.to_owned(),
        error,
    })?;
    toml::from_str(&text).map_err(|error| SettingsError::Toml {
        path: path.to_owned(),
        error: Box::new(error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Settings, SettingsError> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("hanhtrinh.toml");
        std::fs::write(&path, text).unwrap();
        Settings::load(&Options {
            config: Some(path),
            ..Options::default()
        })
    }

    #[test]
    fn a_file_says_what_the_command_line_leaves_open() {
        assert_eq!(Settings::load(&Options::default()).unwrap(), Settings::default());
        let settings = load(
            "listen = \"0.0.0.0:80\"\nbehind_proxy = true\ntrusted_origins = [\"https://a.vn\"]\n[log]\njson = true\n",
        )
        .unwrap();
        assert_eq!(settings.listen.port(), 80);
        assert!(settings.behind_proxy && settings.log_json && !settings.secure_cookies);
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert!(matches!(
            load("listne = \"0.0.0.0:80\""),
            Err(SettingsError::Toml { .. })
        ));
        assert!(matches!(
            load("listen = \"here\""),
            Err(SettingsError::Toml { .. })
        ));
        assert!(matches!(
            load("trusted_origins = [\"a.vn\"]"),
            Err(SettingsError::Origin(_))
        ));
        assert!(matches!(
            load("request_timeout_seconds = 0"),
            Err(SettingsError::Outside { .. })
        ));
        assert!(matches!(
            load("checkpoint_seconds = 0"),
            Err(SettingsError::Outside { .. })
        ));
        assert!(matches!(
            load("ui = \"/nowhere/at/all\""),
            Err(SettingsError::NoInterface(_))
        ));
    }
}
