"""The case file's tables, declared once: DDL, descriptions and forms are made from these values."""
