"""From the form to a seat: register, decide, wait, offer, withdraw, cancel."""
