"""How gunicorn serves the portal when it is started in this folder. What the command line says goes before."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WORKERS", "2"))
threads = 8  # Enough to serve static files and /health/ while others wait for the database.
loglevel = "warning"
