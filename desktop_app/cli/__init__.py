"""The command line: parser and one module per command. Heavy imports stay inside a command."""
