//! The headless commands: `extract` and `render`.
