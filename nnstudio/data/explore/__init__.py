"""What can be found out of data by looking at all of it: figures, samples that are alike, doubtful labels, maps."""
