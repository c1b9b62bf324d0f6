"""Navigation: menus, breadcrumbs, the language switcher, and the registry of the dashboards' parts."""
