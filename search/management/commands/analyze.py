"""Shows under which terms search knows a word."""

import sys

from django.core.management.base import BaseCommand

from portal.language import LANGUAGES, terms_of


class Command(BaseCommand):
    help = "Reads words from standard input and prints for each the terms that search indexes, tab-separated."

    def add_arguments(self, parser):
        parser.add_argument("--language", choices=LANGUAGES, required=True, help="The language of the words.")

    def handle(self, *_args, **options):
        for line in sys.stdin:
            tokens = terms_of(line, options["language"])
            self.stdout.write(
                "\t".join(dict.fromkeys(term for token in tokens for term in token.terms.all()))
            )
