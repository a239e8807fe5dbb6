"""Every way to touch a disk: files of a project, files that the person chose, and who holds what."""
