//! Writing an archive: a ZIP with a manifest, a part for the lines of each table and a part for each file, sealed at its
//! end. It is written beside its name and renamed when it is whole.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::fault::Result;
use crate::manifest::{MANIFEST, Manifest, file_part, table_part};
use crate::outlet::Outlet;
use crate::{Fault, seal};

/// Files above this are stored as they are, bytes.
const LARGE: u64 = 1_000_000;

/// An archive being written.
pub(crate) struct Writer {
    zip: Option<ZipWriter<BufWriter<Outlet>>>,
    is_given_up: Rc<Cell<bool>>,
    path: PathBuf,
    part: PathBuf,
}

impl Writer {
    /// Begins `<path>.part`; an archive that is there is replaced only when that was said, and only at the end.
    pub(crate) fn begin(path: &Path, is_forced: bool) -> Result<Self> {
        if path.exists() && !is_forced {
            let text = format!("{} is there already: name another file, or say --force", path.display());
            return Err(Fault::Refused(text));
        }
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let fault = Fault::disk(part.display().to_string());
        // It holds password hashes and personal data: for its owner alone.
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(0o600);
        let file = options.open(&part).map_err(&fault)?;
        if file.try_lock().is_err() {
            return Err(Fault::Refused(format!("{} is being written by another backup", part.display())));
        }
        file.set_len(0).map_err(&fault)?;
        let (outlet, is_given_up) = Outlet::of(file);
        let zip = Some(ZipWriter::new(BufWriter::new(outlet)));
        Ok(Self { zip, is_given_up, path: path.to_owned(), part })
    }

    /// Begins the lines of a table.
    pub(crate) fn start_table(&mut self, name: &str) -> Result<()> {
        self.start(&table_part(name), CompressionMethod::Deflated, true)
    }

    /// Begins a file. A large one is a scan, packed already: packing it again costs time and saves nothing.
    pub(crate) fn start_file(&mut self, sha256: &str, size: u64) -> Result<()> {
        let method = if size > LARGE { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        self.start(&file_part(sha256), method, size >= u64::from(u32::MAX))
    }

    fn start(&mut self, name: &str, method: CompressionMethod, is_large: bool) -> Result<()> {
        let options = SimpleFileOptions::default().compression_method(method).large_file(is_large);
        let begun = self.zip.as_mut().map_or(Ok(()), |zip| zip.start_file(name, options));
        begun.map_err(|e| self.fault(e))
    }

    /// Takes back the part begun last.
    pub(crate) fn abort(&mut self) -> Result<()> {
        let aborted = self.zip.as_mut().map_or(Ok(()), ZipWriter::abort_file);
        aborted.map_err(|e| self.fault(e))
    }

    pub(crate) fn fault(&self, error: impl Into<io::Error>) -> Fault {
        Fault::disk(self.path.display())(error.into())
    }

    /// Writes the manifest and the seal, puts all on the disk and gives the archive its name; returns its size.
    pub(crate) fn finish(mut self, manifest: &Manifest) -> Result<u64> {
        self.start(MANIFEST, CompressionMethod::Deflated, false)?;
        serde_json::to_writer_pretty(&mut self, manifest).map_err(|e| self.fault(e))?;
        let fault = Fault::disk(self.path.display().to_string());
        let Some(mut zip) = self.zip.take() else {
            return Err(self.fault(io::Error::from(io::ErrorKind::NotConnected)));
        };
        let outlet = zip
            .set_comment(seal::blank())
            .and_then(|()| zip.finish())
            .map_err(|e| fault(e.into()))
            .and_then(|whole| whole.into_inner().map_err(|e| fault(e.into_error())))?;
        let mut file = outlet.file;
        seal::close(&mut file, &fault)?;
        file.sync_all().map_err(&fault)?;
        fs::rename(&self.part, &self.path).map_err(&fault)?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = File::open(folder.unwrap_or(Path::new("."))).map_err(&fault)?;
        folder.sync_all().map_err(&fault)?;
        Ok(file.metadata().map_err(&fault)?.len())
    }
}

/// Into the part begun last.
impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.zip.as_mut().map_or(Ok(0), |zip| zip.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.zip.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.is_given_up.set(true);
        // Nobody can use half an archive; a whole one has another name by now, and a failure to remove leaves a name that
        // says what it is.
        let _ = fs::remove_file(&self.part);
    }
}
