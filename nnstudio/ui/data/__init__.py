"""The Data page: choose data, look at samples."""
