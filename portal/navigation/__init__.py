"""Finding one's way: menus, breadcrumbs, the language switcher, and what the first screens are put together from."""
