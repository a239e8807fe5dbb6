"""The only place that imports Keras. The engine's child loads `service` by name; nobody else imports this."""
