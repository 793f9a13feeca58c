"""The demo organisations: invented people, real pages. Run as a process of its own, with the functions' environment."""
