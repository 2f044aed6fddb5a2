//! Background tasks for Windows and Apple apps, each declared once.
