"""What the frame of every page shows: menus, notices, the editors' bar."""
