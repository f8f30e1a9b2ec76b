"""What `check` looks for in a case, by theme: each check reads one connection and tells what it finds."""
