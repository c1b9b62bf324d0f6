"""Who may pass the doors that libraries bring: Wagtail's admin and wagtail-localize."""

from .table import (
    CHIEF,
    EDITING,
    EVERYBODY,
    FILES,
    MODERATING,
    NOBODY,
    OFFICE,
    PAGE_MAKERS,
    PAGE_PUBLISHERS,
    PAGES,
    SHUT,
    STAFF,
    SUPER,
    Row,
    form,
    nothing,
    reads,
    sends,
)

_PAGE, _ADD = "admin/pages/<page_id>/", "admin/pages/add/<content_type_app_name>/<content_type_model_name>/"
_USAGE = "admin/pages/usage/<content_type_app_name>/<content_type_model_name>/"
_MOVE, _STEP = "admin/pages/<page_to_move_id>/", "<page_id>/<action_name>/<task_state_id>/"
OF_PAGES = {
    "admin/pages/": reads(PAGES),
    "admin/pages/<parent_page_id>/": reads(PAGES),
    "admin/pages/<parent_page_id>/results/": reads(PAGES),
    "admin/pages/<parent_page_id>/add_subpage/": form(PAGE_MAKERS, writes=False),
    "admin/pages/create/<app_label>/<model_name>": form(PAGE_MAKERS, writes=False),
    f"{_ADD}<parent_page_id>/": form(PAGE_MAKERS),
    f"{_ADD}<parent_page_id>/preview/": form(PAGE_MAKERS, writes=False),
    _USAGE: reads(PAGES),
    f"{_USAGE}results/": reads(PAGES),
    f"{_PAGE}usage/": reads(PAGES),
    f"{_PAGE}edit/": form(PAGES),
    f"{_PAGE}edit/preview/": form(PAGES, writes=False),
    f"{_PAGE}view_draft/": form(PAGES, writes=False),
    f"{_PAGE}delete/": form(PAGE_PUBLISHERS),
    f"{_PAGE}unpublish/": form(PAGE_PUBLISHERS),
    f"{_PAGE}convert_alias/": form(PAGES),
    "admin/pages/search/": reads(PAGES),
    "admin/pages/search/results/": reads(PAGES),
    f"{_MOVE}move/": form(PAGE_PUBLISHERS, writes=False),
    f"{_MOVE}move/<destination_id>/confirm/": form(PAGE_MAKERS),
    f"{_MOVE}set_position/": sends(PAGE_MAKERS),
    f"{_PAGE}copy/": Row(PAGES, PAGES, writes=False),
    f"admin/pages/workflow/action/{_STEP}": form(MODERATING),
    f"admin/pages/workflow/collect_action_data/{_STEP}": form(MODERATING, writes=False),
    "admin/pages/workflow/confirm_cancellation/<page_id>/": form(PAGES, writes=False),
    "admin/pages/workflow/preview/<page_id>/<task_id>/": reads(MODERATING),
    f"{_PAGE}privacy/": form(PAGE_PUBLISHERS, writes=False),
    f"{_PAGE}lock/": sends(PAGE_PUBLISHERS),
    f"{_PAGE}unlock/": sends(PAGE_PUBLISHERS, writes=False),
    f"{_PAGE}revisions/": form(PAGES, writes=False),
    f"{_PAGE}revisions/<revision_id>/view/": reads(PAGES),
    f"{_PAGE}revisions/<revision_id>/revert/": form(PAGES),
    f"{_PAGE}revisions/<revision_id>/unschedule/": form(PAGE_PUBLISHERS),
    "admin/pages/<pk>/revisions/compare/<revision_id_a>...<revision_id_b>/": reads(PAGES),
    f"{_PAGE}workflow_history/": reads(PAGES),
    f"{_PAGE}workflow_history/detail/<workflow_state_id>/": reads(PAGES),
    f"{_PAGE}history/": reads(PAGES),
    f"{_PAGE}history/results/": reads(PAGES),
    "admin/bulk/wagtailcore/page/delete/": form(PAGE_PUBLISHERS),
    "admin/bulk/wagtailcore/page/move/": form(PAGE_PUBLISHERS, writes=False),
    "admin/bulk/wagtailcore/page/publish/": form(PAGE_PUBLISHERS),
    "admin/bulk/wagtailcore/page/unpublish/": form(PAGE_PUBLISHERS),
    "admin/api/main/pages/": reads(PAGES),
    "admin/api/main/pages/<pk>/": reads(PAGES),
    "admin/api/main/pages/find/": reads(PAGES),
    "admin/api/main/pages/<pk>/action/<action_name>/": sends(PAGE_PUBLISHERS),
    # Menus and notices lead to pages, too.
    "admin/choose-page/": reads(STAFF),
    "admin/choose-page/<parent_page_id>/": reads(STAFF),
    "admin/choose-page/search/": reads(STAFF),
    "admin/choose-page/chosen-multiple/": reads(STAFF),
}
_TRANSLATION = "admin/localize/translate/<translation_id>/"
OF_TRANSLATIONS = {
    "admin/localize/jsi18n/": reads(STAFF),
    "admin/localize/submit/page/<page_id>/": form(PAGES, writes=False),
    "admin/localize/update/<translation_source_id>/": form(PAGES),
    f"{_TRANSLATION}strings/<string_segment_id>/edit/": sends(PAGES),
    f"{_TRANSLATION}overrides/<overridable_segment_id>/edit/": sends(PAGES),
    f"{_TRANSLATION}pofile/download/": form(PAGES, writes=False),
    f"{_TRANSLATION}pofile/upload/": sends(PAGES),
    f"{_TRANSLATION}machine_translate/": Row(
        None, STAFF, passes="404", writes=False
    ),  # No machine is set up.
    f"{_TRANSLATION}preview/": form(PAGES, writes=False),
    f"{_TRANSLATION}preview/<mode>/": nothing(PAGES),
    f"{_TRANSLATION}left/": form(PAGES),
    f"{_TRANSLATION}disable/": sends(PAGE_PUBLISHERS),
    "admin/localize/page/<page_id>/convert_to_alias/": form(PAGE_PUBLISHERS),
    "admin/localize/reports/translations/": reads(PAGES),
    "admin/localize/reports/translations/results/": reads(PAGES),
}
# Uploads that wait are their owners': an editor's picture, and a paper of none of the thirteen.
_UPLOAD = "<uploaded_file_id>/"
OF_FILES = {
    **{
        f"admin/bulk/media/{model}/{action}/": form(FILES)
        for model in ("portaldocument", "portalimage")
        for action in ("add_tags", "add_to_collection", "delete")
    },
    **{
        f"admin/api/main/{kind}/{end}": reads(FILES)
        for kind in ("documents", "images")
        for end in ("", "<pk>/", "find/")
    },
    "admin/documents/": reads(FILES),
    "admin/documents/results/": reads(FILES),
    "admin/documents/add/": form(FILES),
    "admin/documents/edit/<document_id>/": form(FILES),
    "admin/documents/delete/<document_id>/": form(FILES),
    "admin/documents/multiple/add/": form(FILES),
    "admin/documents/multiple/<doc_id>/": sends(FILES, writes=False),
    f"admin/documents/multiple/create_from_uploaded_document/{_UPLOAD}": sends(NOBODY, writes=False),
    "admin/documents/multiple/<doc_id>/delete/": sends(FILES),
    f"admin/documents/multiple/delete_upload/{_UPLOAD}": sends(NOBODY),
    "admin/documents/usage/<document_id>/": reads(FILES),
    "admin/images/": reads(FILES),
    "admin/images/results/": reads(FILES),
    "admin/images/<image_id>/": form(FILES),
    "admin/images/<image_id>/delete/": form(FILES),
    "admin/images/<image_id>/generate_url/": Row(FILES, None, passes="404"),
    "admin/images/<image_id>/generate_url/output/": Row(FILES, None, passes="404"),
    "admin/images/<image_id>/preview/<filter_spec>/": form(FILES, writes=False),
    "admin/images/add/": form(FILES),
    "admin/images/usage/<image_id>/": reads(FILES),
    "admin/images/multiple/add/": form(FILES),
    "admin/images/multiple/<image_id>/": sends(FILES, writes=False),
    f"admin/images/multiple/create_from_uploaded_image/{_UPLOAD}": sends("editor", writes=False),
    "admin/images/multiple/<image_id>/delete/": sends(FILES),
    f"admin/images/multiple/delete_upload/{_UPLOAD}": sends("editor"),
    **{
        f"admin/{kind}/chooser/{end}": reads(PAGES)
        for kind in ("documents", "images")
        for end in ("", "results/", "chosen-multiple/")
    },
    # A translator has the form of a page; the dialog holds nothing for them.
    "admin/documents/chooser/chosen/<pk>/": reads(PAGE_PUBLISHERS),
    "admin/documents/chooser/create/": form(PAGE_PUBLISHERS),
    "admin/images/chooser/chosen/<pk>/": reads(PAGE_PUBLISHERS),
    "admin/images/chooser/create/": form(PAGE_PUBLISHERS),
    "admin/images/chooser/<image_id>/select_format/": form(PAGE_PUBLISHERS, writes=False),
}
_WORKFLOWS = "admin/workflows/"
# What nobody but a superuser needs.
OF_THE_SITE = {
    "admin/redirects/": reads(SUPER),
    "admin/redirects/results/": reads(SUPER),
    "admin/redirects/add/": form(SUPER),
    "admin/redirects/<redirect_id>/": form(SUPER),
    "admin/redirects/<redirect_id>/delete/": form(SUPER),
    "admin/redirects/import/": form(SUPER, writes=False),
    "admin/redirects/import/process/": Row(None, SUPER, passes="404", writes=False),
    "admin/collections/": reads(SUPER),
    "admin/collections/add/": form(SUPER),
    "admin/collections/<pk>/": form(SUPER),
    "admin/collections/<pk>/delete/": form(SUPER),
    "admin/collections/<collection_id>/privacy/": form(SUPER, writes=False),
    **{f"{_WORKFLOWS}{end}": reads(SUPER) for end in ("list/", "list/results/")},
    f"{_WORKFLOWS}add/": form(SUPER),
    f"{_WORKFLOWS}enable/<pk>/": sends(SUPER, writes=False),
    f"{_WORKFLOWS}disable/<pk>/": form(SUPER),
    f"{_WORKFLOWS}edit/<pk>/": form(SUPER),
    f"{_WORKFLOWS}usage/<pk>/": reads(SUPER),
    f"{_WORKFLOWS}usage/<pk>/results/": reads(SUPER),
    f"{_WORKFLOWS}remove/<page_pk>/": sends(SUPER, writes=False),
    f"{_WORKFLOWS}remove/<page_pk>/<workflow_pk>/": sends(SUPER, writes=False),
    f"{_WORKFLOWS}tasks/add/<app_label>/<model_name>/": form(SUPER, writes=False),
    f"{_WORKFLOWS}tasks/select_type/": form(SUPER, writes=False),
    f"{_WORKFLOWS}tasks/index/": reads(SUPER),
    f"{_WORKFLOWS}tasks/index/results/": reads(SUPER),
    f"{_WORKFLOWS}tasks/edit/<pk>/": form(SUPER, writes=False),
    f"{_WORKFLOWS}tasks/disable/<pk>/": form(SUPER),
    f"{_WORKFLOWS}tasks/enable/<pk>/": sends(SUPER, writes=False),
    f"{_WORKFLOWS}task_chooser/": reads(SUPER),
    f"{_WORKFLOWS}task_chooser/results/": reads(SUPER),
    f"{_WORKFLOWS}task_chooser/create/": form(SUPER, writes=False),
    f"{_WORKFLOWS}task_chooser/<task_id>/": form(SUPER, writes=False),
    **{
        f"admin/{kind}/{end}": row
        for kind in ("locales", "sites", "groups")
        for end, row in (
            ("", reads(SUPER)),
            ("results/", reads(SUPER)),
            ("new/", form(SUPER, writes=kind == "groups")),
            ("edit/<pk>/", form(SUPER)),
            ("delete/<pk>/", form(SUPER, writes=kind != "locales")),  # Pages are written in it.
            ("history/<pk>/", reads(SUPER)),
            ("history-results/<pk>/", reads(SUPER)),
            ("usage/<pk>/", reads(SUPER)),
        )
    },
    # The one page of settings that there is: the operator of personal data.
    "admin/settings/<app_name>/<model_name>/": form(OFFICE, writes=False),
    "admin/settings/<app_name>/<model_name>/<pk>/": form(OFFICE),
    "admin/settings/<app_name>/<model_name>/<pk>/preview/": nothing(SUPER),
}
OF_USERS = {
    "admin/users/": reads(CHIEF),
    "admin/users/results/": reads(CHIEF),
    "admin/users/new/": form(CHIEF),
    "admin/users/edit/<pk>/": form(CHIEF),
    "admin/users/delete/<pk>/": form(CHIEF),
    "admin/users/history/<pk>/": reads(CHIEF),
    "admin/users/history-results/<pk>/": reads(CHIEF),
    "admin/users/usage/<pk>/": reads(CHIEF),
    "admin/users/edit/<pk>/ of a superuser": form(SUPER),
    "admin/users/delete/<pk>/ of a superuser": SHUT,  # Nobody deletes themselves here.
    **{
        f"admin/bulk/accounts/user/{action}/": form(CHIEF, writes=action != "set_active_state")
        for action in ("assign_role", "delete", "set_active_state")
    },
}
_REPORTS = {
    "locked": PAGE_PUBLISHERS,
    "workflow": PAGES,
    "workflow_tasks": PAGES,
    "site-history": STAFF,
    "aging-pages": PAGES,
    "page-types-usage": PAGES,
    "outdated-translations": PAGES,
}
_NEWS_CHOOSERS = ("news_organisation_chooser", "news_workshop_chooser", "news_material_chooser")
OF_THE_ADMIN = {
    **{
        f"admin/reports/{name}/{end}": reads(who)
        for name, who in _REPORTS.items()
        for end in ("", "results/")
    },
    **{
        f"admin/{chooser}/{end}": reads(STAFF)
        for chooser in _NEWS_CHOOSERS
        for end in ("", "results/", "chosen/<pk>/", "chosen-multiple/")
    },
    **{f"admin/{chooser}/create/": SHUT for chooser in _NEWS_CHOOSERS},
    # It leads on to the portal's own door.
    "admin/login/": form(STAFF, writes=False),
    "admin/": reads(STAFF),
    "admin/test404/": reads(STAFF),
    "admin/failwhale/": nothing(STAFF),
    "admin/choose-external-link/": form(STAFF, writes=False),
    "admin/choose-email-link/": form(STAFF, writes=False),
    "admin/choose-phone-link/": form(STAFF, writes=False),
    "admin/choose-anchor-link/": form(STAFF, writes=False),
    "admin/tag-autocomplete/": form(FILES, writes=False),
    "admin/tag-autocomplete/<app_name>/<model_name>/": form(FILES, writes=False),
    "admin/account/": form(STAFF),
    "admin/logout/": form(EVERYBODY, writes=False),
    "admin/dismissibles/": reads(STAFF),
    "admin/editing-sessions/ping/<app_label>/<model_name>/<object_id>/<session_id>/": sends(PAGES),
    "admin/editing-sessions/release/<session_id>/": sends(STAFF),
    "admin/block-preview/": Row(PAGES, None, passes="404"),
    "admin/embeds/chooser/": form(PAGES, writes=False),
    "admin/embeds/chooser/upload/": form(PAGES, writes=False),
    "admin/search/queries/": reads(EDITING),
    "admin/search/queries/results/": reads(EDITING),
    "admin/search/why/": reads(EDITING),
    "admin/search/index/": reads(EDITING),
    "admin/search/index/rebuild/": sends(CHIEF),
    "admin/sprite/": form(EVERYBODY, writes=False),
    "admin/password_reset/": nothing(EVERYBODY),
    "admin/password_reset/done/": nothing(EVERYBODY),
    "admin/password_reset/confirm/<uidb64>/<token>/": nothing(EVERYBODY),
    "admin/password_reset/complete/": nothing(EVERYBODY),
    "admin/jsi18n/": reads(EVERYBODY),
    "admin/.*/": nothing(STAFF),
}
