"""Addresses of the directory that its page does not serve: those with a file's name at the end."""

from django.urls import path

from .views.open_data import (
    card,
    data_csv,
    data_csv_metadata,
    data_json,
    data_xlsx,
    regions_csv,
    regions_xlsx,
)

urlpatterns = [
    path("data.csv", data_csv, name="directory_csv"),
    path("data.csv-metadata.json", data_csv_metadata, name="directory_csv_metadata"),
    path("data.xlsx", data_xlsx, name="directory_xlsx"),
    path("regions.csv", regions_csv, name="directory_regions_csv"),
    path("regions.xlsx", regions_xlsx, name="directory_regions_xlsx"),
    path("data.json", data_json, name="directory_json"),
    path("<slug:slug>/card.vcf", card, name="organisation_card"),
]
