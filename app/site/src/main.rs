//! Writes the files of the site.

fn main() {}
