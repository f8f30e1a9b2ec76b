"""Help pages: how results come about, told as cards with links to the rows of the case they rest on."""
