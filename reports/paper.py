"""The papers a report is printed on."""

from typing import Literal

Paper = Literal["a4", "us-letter"]
