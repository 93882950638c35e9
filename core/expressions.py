"""Database expressions that several apps' constraints need. Migrations name them: keep them."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func


class DateSpan(Func):
    """`daterange(from, to)`; an empty end is endless. Give `Value("[]")` for both days inside."""

    function = "DATERANGE"
    output_field = DateRangeField()
