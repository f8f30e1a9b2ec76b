"""What lies behind a name: files, folders, archives, packed files; and what each of them is."""
