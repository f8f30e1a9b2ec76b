"""One open case as a read-only SQLite database, with thread-local readers. Imports domain and below."""
