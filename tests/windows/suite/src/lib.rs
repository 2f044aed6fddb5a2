//! Apps that register tasks with the double of Windows.
