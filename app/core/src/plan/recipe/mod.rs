//! The commands themselves, one file a subject. Nothing outside this folder spells a command.
