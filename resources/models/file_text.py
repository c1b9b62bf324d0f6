"""The texts of files, for search."""

from django.db import models

from .material_file import MaterialFile


class FileText(models.Model):
    """The text of one page, slide or sheet of a file, as `resources.reading` read it; search finds it."""

    file = models.ForeignKey(MaterialFile, on_delete=models.CASCADE, related_name="texts")
    unit = models.CharField(
        max_length=10, blank=True
    )  # "page", "slide", "sheet"; empty: a stretch of the text.
    number = models.PositiveIntegerField()  # From 1, as readers count.
    text = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="resources_one_text_per_part_of_a_file")
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.unit} {self.number}"
