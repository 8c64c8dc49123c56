//! The simulated disk: files and folders as a trace changed them, and what of it survives a power cut.
//!
//! What a file holds is durable after its own sync; that it has a name is durable after a sync of its folder. Until then a name may
//! be there or not: names change in order, over all folders (as a journaling file system does) or in each folder for itself.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::chance::Chance;
use crate::file::{Fate, File};
use crate::trace::Line;

type Id = usize;

/// A change of names that nobody has waited for yet.
#[derive(Debug, Clone)]
struct Naming {
    /// Its place among all changes of names.
    order: u64,
    removes: Option<String>,
    adds: Option<(String, Id)>,
}

#[derive(Debug, Clone, Default)]
struct Folder {
    durable: BTreeMap<String, Id>,
    live: BTreeMap<String, Id>,
    changes: Vec<Naming>,
}

#[derive(Debug, Clone)]
enum Node {
    File(File),
    Folder(Folder),
}

/// A disk.
#[derive(Debug, Clone)]
pub struct Disk {
    nodes: Vec<Node>,
    inodes: HashMap<u64, Id>,
    /// Syncs that wait for their answer: token, what, changes that were there when it began.
    syncs: Vec<(u64, Id, usize)>,
    order: u64,
    acks: Vec<String>,
}

/// The folder that is watched.
const ROOT: Id = 0;

impl Disk {
    /// A disk that holds a folder durably; an absent one is empty.
    pub fn of(folder: &Path) -> Result<Self> {
        let mut disk = Self {
            nodes: vec![Node::Folder(Folder::default())],
            inodes: HashMap::new(),
            syncs: Vec::new(),
            order: 0,
            acks: Vec::new(),
        };
        if folder.is_dir() {
            disk.load(ROOT, folder)?;
        }
        Ok(disk)
    }

    fn load(&mut self, into: Id, folder: &Path) -> Result<()> {
        for file in std::fs::read_dir(folder)? {
            let file = file?;
            let name = file.file_name().to_string_lossy().into_owned();
            let id = self.nodes.len();
            if file.file_type()?.is_dir() {
                self.nodes.push(Node::Folder(Folder::default()));
                self.load(id, &file.path())?;
            } else {
                self.nodes
                    .push(Node::File(File::durable(std::fs::read(file.path())?)));
            }
            let folder = self.folder(into)?;
            folder.durable.insert(name.clone(), id);
            folder.live.insert(name, id);
        }
        Ok(())
    }

    /// The same disk with what was told before it came to be.
    pub fn told(mut self, acks: &[String]) -> Self {
        self.acks = acks.to_vec();
        self
    }

    /// What the process told others so far.
    pub fn acks(&self) -> &[String] {
        &self.acks
    }

    /// Another process begins on the same disk: nobody waits any more, and what was told is kept.
    pub fn next_process(&mut self) {
        self.syncs.clear();
        self.inodes.clear();
    }

    /// Does what a line of the trace says.
    pub fn apply(&mut self, line: &Line) -> Result<()> {
        match line {
            Line::Open {
                inode,
                created,
                emptied,
                path,
            } => {
                let id = if *created {
                    let id = self.nodes.len();
                    self.nodes.push(Node::File(File::default()));
                    let (folder, name) = self.place(path)?;
                    self.rename(folder, None, Some((name, id)))?;
                    id
                } else {
                    self.find(path)?
                };
                self.inodes.insert(*inode, id);
                if *emptied {
                    self.file(*inode)?.set_length(0);
                }
            }
            Line::Write { inode, offset, bytes } => self.file(*inode)?.write(*offset, bytes),
            Line::Length { inode, length } => self.file(*inode)?.set_length(*length),
            // A socket is no file: it was bound, not opened.
            Line::Rename { from, .. } if self.find(from).is_err() => {}
            Line::Remove { path } if self.find(path).is_err() => {}
            Line::Rename { from, to } => {
                let id = self.find(from)?;
                let ((old, from), (new, to)) = (self.place(from)?, self.place(to)?);
                if old == new {
                    self.rename(old, Some(from), Some((to, id)))?;
                } else {
                    self.rename(new, None, Some((to, id)))?;
                    self.rename(old, Some(from), None)?;
                }
            }
            Line::Remove { path } => {
                let (folder, name) = self.place(path)?;
                self.rename(folder, Some(name), None)?;
            }
            Line::MakeFolder { path } => {
                let id = self.nodes.len();
                self.nodes.push(Node::Folder(Folder::default()));
                let (folder, name) = self.place(path)?;
                self.rename(folder, None, Some((name, id)))?;
            }
            Line::SyncBegins { inode, token } => {
                let id = self.known(*inode)?;
                let waiting = match &self.nodes[id] {
                    Node::File(file) => file.waiting(),
                    Node::Folder(folder) => folder.changes.len(),
                };
                self.syncs.push((*token, id, waiting));
            }
            Line::SyncEnds { token } => {
                let at = self.syncs.iter().position(|(known, ..)| known == token);
                let (_, id, count) = self.syncs.remove(at.context("a sync ends that never began")?);
                match &mut self.nodes[id] {
                    Node::File(file) => file.sync(count),
                    Node::Folder(folder) => {
                        let done: Vec<Naming> =
                            folder.changes.drain(..count.min(folder.changes.len())).collect();
                        done.iter().for_each(|change| change.apply(&mut folder.durable));
                    }
                }
                // Another wait for the same file began with the same changes before it.
                for (_, other, waiting) in &mut self.syncs {
                    if *other == id {
                        *waiting = waiting.saturating_sub(count);
                    }
                }
            }
            Line::SyncFails { inode } => {
                let id = self.known(*inode)?;
                if let Node::File(file) = &mut self.nodes[id] {
                    file.lose();
                }
                self.syncs.retain(|(_, other, _)| *other != id);
            }
            Line::Ack(text) | Line::Answer(text) => self.acks.push(text.clone()),
        }
        Ok(())
    }

    /// Writes what survives a power cut now into an empty folder.
    pub fn cut(&self, into: &Path, chance: &mut Chance) -> Result<()> {
        let together = chance.percent(60).then(|| Fate::any(chance));
        let whole = match chance.below(4) {
            0 => Some(self.order),
            1 => None,
            _ => Some(self.order.saturating_sub(chance.below(12))),
        };
        self.write_out(ROOT, into, together, whole, chance)
    }

    /// Writes everything out as the cache has it: the process died, the power did not.
    pub fn killed(&self, into: &Path) -> Result<()> {
        self.write_out(
            ROOT,
            into,
            Some(Fate::Kept),
            Some(self.order),
            &mut Chance::new(0),
        )
    }

    fn write_out(
        &self,
        id: Id,
        into: &Path,
        together: Option<Fate>,
        whole: Option<u64>,
        chance: &mut Chance,
    ) -> Result<()> {
        match &self.nodes[id] {
            Node::File(file) => {
                let fate = together.unwrap_or_else(|| Fate::any(chance));
                Ok(std::fs::write(into, file.after(fate))?)
            }
            Node::Folder(folder) => {
                std::fs::create_dir_all(into)?;
                let count = folder.changes.len() as u64 + 1;
                let kept = match whole {
                    Some(order) => folder
                        .changes
                        .iter()
                        .take_while(|change| change.order <= order)
                        .count(),
                    None => chance.below(count) as usize,
                };
                let mut names = folder.durable.clone();
                folder.changes[..kept]
                    .iter()
                    .for_each(|change| change.apply(&mut names));
                for (name, id) in &names {
                    self.write_out(*id, &into.join(name), together, whole, chance)?;
                }
                Ok(())
            }
        }
    }

    fn rename(&mut self, folder: Id, removes: Option<String>, adds: Option<(String, Id)>) -> Result<()> {
        self.order += 1;
        let change = Naming {
            order: self.order,
            removes,
            adds,
        };
        let folder = self.folder(folder)?;
        change.apply(&mut folder.live);
        folder.changes.push(change);
        Ok(())
    }

    fn folder(&mut self, id: Id) -> Result<&mut Folder> {
        match self.nodes.get_mut(id) {
            Some(Node::Folder(folder)) => Ok(folder),
            _ => bail!("node {id} is no folder"),
        }
    }

    fn file(&mut self, inode: u64) -> Result<&mut File> {
        let id = self.known(inode)?;
        match &mut self.nodes[id] {
            Node::File(file) => Ok(file),
            Node::Folder(_) => bail!("inode {inode} is no file"),
        }
    }

    fn known(&self, inode: u64) -> Result<Id> {
        self.inodes
            .get(&inode)
            .copied()
            .with_context(|| format!("inode {inode} was never opened"))
    }

    /// The folder that a path lies in, and its name there.
    fn place(&self, path: &str) -> Result<(Id, String)> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        Ok((self.find(folder)?, name.to_owned()))
    }

    fn find(&self, path: &str) -> Result<Id> {
        let mut at = ROOT;
        for name in path.split('/').filter(|name| !name.is_empty()) {
            let Node::Folder(folder) = &self.nodes[at] else {
                bail!("{path} leads through a file");
            };
            at = *folder
                .live
                .get(name)
                .with_context(|| format!("{path} is not there"))?;
        }
        Ok(at)
    }
}

impl Naming {
    fn apply(&self, names: &mut BTreeMap<String, Id>) {
        if let Some(name) = &self.removes {
            names.remove(name);
        }
        if let Some((name, id)) = &self.adds {
            names.insert(name.clone(), *id);
        }
    }
}
