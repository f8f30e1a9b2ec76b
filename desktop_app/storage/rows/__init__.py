"""Values of the domain from and to rows of the declared tables, both ways, one module a theme."""
