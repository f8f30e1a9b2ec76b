"""Filter clauses to SQL to results. Imports storage and below."""
