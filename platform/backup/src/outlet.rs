//! Where an archive's bytes go. Given up, it takes what still comes and writes nothing: the library ends an archive also
//! when it is dropped half-way.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::rc::Rc;

/// The file of an archive being written.
pub(crate) struct Outlet {
    pub(crate) file: File,
    is_given_up: Rc<Cell<bool>>,
}

impl Outlet {
    /// An outlet, and the way to give it up.
    pub(crate) fn of(file: File) -> (Self, Rc<Cell<bool>>) {
        let is_given_up = Rc::new(Cell::new(false));
        (Self { file, is_given_up: Rc::clone(&is_given_up) }, is_given_up)
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_given_up.get() {
            return self.file.write(bytes);
        }
        // Passed over: the library checks that it stands where it wrote.
        self.file.seek_relative(i64::try_from(bytes.len()).unwrap_or_default())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Outlet {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
