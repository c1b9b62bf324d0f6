"""One table of every address of the portal: who may pass, and what keeps the others out."""
