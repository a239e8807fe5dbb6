"""What turns a clone into a working studio: `bootstrap.py`, the dependency locks, and what makes them."""
