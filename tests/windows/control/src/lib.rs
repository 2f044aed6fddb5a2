//! How a test tells the double of Windows what to do, and learns what happened.
