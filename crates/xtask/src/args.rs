//! Options of a command: `--name value`, `--name=value` and bare flags, with unknown ones refused.

use anyhow::{Result, anyhow, bail};

/// The words after the command, taken one option at a time; what is left over is an error.
#[derive(Debug)]
pub struct Args {
    options: Vec<(String, Option<String>)>,
}

impl Args {
    /// Splits the words into options; a word that belongs to no option is refused.
    pub fn parse(words: impl Iterator<Item = String>) -> Result<Self> {
        let mut options: Vec<(String, Option<String>)> = Vec::new();
        for word in words {
            if word == "-h" {
                options.push(("help".into(), None));
            } else if let Some(option) = word.strip_prefix("--") {
                match option.split_once('=') {
                    Some((name, value)) => options.push((name.into(), Some(value.into()))),
                    None => options.push((option.into(), None)),
                }
            } else {
                match options.last_mut() {
                    Some((_, value @ None)) => *value = Some(word),
                    _ => bail!("`{word}` belongs to no option\n  remedy: see `cargo xtask help`"),
                }
            }
        }
        Ok(Self { options })
    }

    /// Whether the options ask for the help page.
    pub fn wants_help(&self) -> bool {
        self.options.iter().any(|(name, _)| name == "help")
    }

    /// Takes a flag without a value.
    pub fn flag(&mut self, name: &str) -> Result<bool> {
        match self.take(name) {
            None => Ok(false),
            Some(None) => Ok(true),
            Some(Some(value)) => {
                bail!("--{name} takes no value, `{value}` was given\n  remedy: see `cargo xtask help`")
            }
        }
    }

    /// Takes an option with a value.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        match self.take(name) {
            None => Ok(None),
            Some(Some(value)) => Ok(Some(value)),
            Some(None) => Err(anyhow!(
                "--{name} needs a value\n  remedy: see `cargo xtask help`"
            )),
        }
    }

    /// Takes an option whose value is a list with commas.
    pub fn list(&mut self, name: &str) -> Result<Vec<String>> {
        let value = self.value(name)?.unwrap_or_default();
        Ok(value
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(String::from)
            .collect())
    }

    /// Refuses what no one took.
    pub fn finish(self) -> Result<()> {
        match self.options.first() {
            None => Ok(()),
            Some((name, _)) => {
                bail!("this command knows no --{name}\n  remedy: see `cargo xtask help`")
            }
        }
    }

    fn take(&mut self, name: &str) -> Option<Option<String>> {
        let at = self.options.iter().position(|(option, _)| option == name)?;
        Some(self.options.remove(at).1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        Args::parse(line.split_whitespace().map(String::from)).unwrap()
    }

    #[test]
    fn takes_flags_values_and_lists() {
        let mut args = args("--fresh --data here --port=81 --only fmt,doc");
        assert!(args.flag("fresh").unwrap());
        assert_eq!(args.value("data").unwrap().as_deref(), Some("here"));
        assert_eq!(args.value("port").unwrap().as_deref(), Some("81"));
        assert_eq!(args.list("only").unwrap(), ["fmt", "doc"]);
        assert!(args.list("skip").unwrap().is_empty());
        args.finish().unwrap();
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(args("--quick").finish().is_err());
        assert!(args("--data").value("data").is_err());
        assert!(args("--fresh yes").flag("fresh").is_err());
        assert!(Args::parse(["stray".to_string()].into_iter()).is_err());
    }
}
