"""Form renderer: `{{ form }}` and `{{ field.as_field_group }}` come out as our components."""

from django.forms.renderers import TemplatesSetting


class LookRenderer(TemplatesSetting):
    """The form renderer of the portal's own pages; FORM_RENDERER names it."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
