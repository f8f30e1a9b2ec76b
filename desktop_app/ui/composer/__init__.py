"""The figure composer: a page that is edited by hand, and the files that are made of it."""
