"""Publication: a built site put in the place of the one that readers see, at once and as a whole, the
last ones kept to go back to.

A folder that is published to holds `releases/<name>/`, each with the SHA-256 of its files in
`releases/<name>.sha256`, and `current`, a link to one of them, which the web server serves.
"""
