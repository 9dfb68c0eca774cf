//! Pictures in dots: what an area asks for and the program provides, so that areas build without a drawing machine.

/// Turns a picture made as SVG into PNG.
pub trait Press: Send + Sync {
    /// The picture in dots; the error says why not.
    fn png(&self, svg: &str) -> Result<Vec<u8>, String>;
}

/// For houses that print nothing: tests of areas.
#[derive(Debug, Clone, Copy)]
pub struct NoPress;

impl Press for NoPress {
    fn png(&self, _svg: &str) -> Result<Vec<u8>, String> {
        Err("this house has no press".to_owned())
    }
}
