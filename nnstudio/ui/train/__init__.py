"""The Train page: settings, live charts, log; and the training worker."""
