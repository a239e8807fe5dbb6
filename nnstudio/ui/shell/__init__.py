"""The window around the pages: menus, toolbar, status bar, preferences."""
