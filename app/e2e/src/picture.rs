use std::{
    fmt, fs,
    io::BufWriter,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use color_quant::NeuQuant;
use image::{ImageFormat, Rgb, RgbImage, imageops};

/// Colours of a stored picture.
const COLOURS: usize = 32;

/// Side of a tile. Its mean colour hardly depends on how a machine smooths the edges of letters. Unit: pixels.
const TILE: u32 = 8;

/// How far the mean of a tile may be from what it was, in its worst channel. Unit: of 255.
const TOLERANCE: u8 = 20;

/// One tile in so many may be further away all the same.
const STRAY: usize = 400;

/// What a page looks like.
#[derive(Clone, Debug)]
pub struct Picture(RgbImage);

/// Two pictures of one page that are not alike.
#[derive(Debug)]
pub struct Difference {
    tiles: Vec<(u32, u32)>,
    of: usize,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (x, y) = self.tiles.first().copied().unwrap_or_default();
        let (x, y) = (x * TILE, y * TILE);
        write!(f, "{} of {} tiles differ, the first at {x},{y}", self.tiles.len(), self.of)
    }
}

impl Picture {
    /// A picture as the browser gives it.
    ///
    /// # Errors
    /// It is no PNG.
    pub fn from_png(png: &[u8]) -> Result<Self> {
        Ok(Self(image::load_from_memory_with_format(png, ImageFormat::Png)?.into_rgb8()))
    }

    /// A stored picture.
    ///
    /// # Errors
    /// There is none.
    pub fn open(file: &Path) -> Result<Self> {
        let png = fs::read(file).with_context(|| {
            format!("{}: make it with `cargo xtask shots --accept`", file.display())
        })?;
        Self::from_png(&png)
    }

    /// Stores the picture in few colours.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn store(&self, file: &Path) -> Result<()> {
        let pixels: Vec<u8> =
            self.0.pixels().flat_map(|Rgb([r, g, b])| [*r, *g, *b, 255]).collect();
        let colours = NeuQuant::new(10, COLOURS, &pixels);
        let indices: Vec<u8> = pixels
            .chunks_exact(4)
            .map(|pixel| colours.index_of(pixel))
            .map(u8::try_from)
            .collect::<Result<_, _>>()?;
        let out = BufWriter::new(fs::File::create(file)?);
        let mut encoder = png::Encoder::new(out, self.0.width(), self.0.height());
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(colours.color_map_rgb());
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        Ok(encoder.write_header()?.write_image_data(&indices)?)
    }

    /// Whether another picture shows something else, as a person would see it: means of tiles are compared.
    ///
    /// # Errors
    /// The two are not of one size.
    pub fn compare(&self, other: &Self) -> Result<Option<Difference>> {
        let (width, height) = self.0.dimensions();
        ensure!(
            other.0.dimensions() == (width, height),
            "{}x{} pixels, and {}x{} before",
            other.0.width(),
            other.0.height(),
            width,
            height
        );
        let means = |of: &RgbImage| imageops::thumbnail(of, width / TILE, height / TILE);
        let (one, two) = (means(&self.0), means(&other.0));
        let far =
            |a: &Rgb<u8>, b: &Rgb<u8>| a.0.iter().zip(b.0).any(|(a, b)| a.abs_diff(b) > TOLERANCE);
        let tiles: Vec<(u32, u32)> = one
            .enumerate_pixels()
            .filter(|(x, y, pixel)| far(pixel, two.get_pixel(*x, *y)))
            .map(|(x, y, _)| (x, y))
            .collect();
        let of = one.pixels().len();
        Ok((tiles.len() > of / STRAY).then_some(Difference { tiles, of }))
    }

    /// Stores before, now, and now with all that is alike faded: side by side.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn store_difference(
        &self,
        now: &Self,
        difference: &Difference,
        file: &Path,
    ) -> Result<PathBuf> {
        let (width, height) = now.0.dimensions();
        let mut faded = now.0.clone();
        for (x, y, pixel) in faded.enumerate_pixels_mut() {
            if !difference.tiles.contains(&(x / TILE, y / TILE)) {
                pixel.0 = pixel.0.map(|channel| 204 + channel / 5);
            }
        }
        let mut all = RgbImage::new(width * 3 + 16, height);
        for (place, picture) in [&self.0, &now.0, &faded].into_iter().enumerate() {
            let left = i64::try_from(place)? * i64::from(width + 8);
            imageops::replace(&mut all, picture, left, 0);
        }
        all.save_with_format(file, ImageFormat::Png)?;
        Ok(file.to_owned())
    }
}
