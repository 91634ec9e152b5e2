//! Merging Docker's `daemon.json` without losing anything of the user's file.
