"""The language of a report: what was asked for, the system's, or English."""

from improv.locale.phrases import interface_languages
from improv.locale.system import system_language
from improv.locale.tags import primary_language
from improv.wiring.errors import WrongUsage, listed


def report_language(wanted: str | None) -> str:
    """The language that a page is written in. Raises WrongUsage for one that we do not speak."""
    spoken = interface_languages()
    if wanted is None:
        return next(tag for tag in (system_language(), "en") if tag in spoken)
    if (tag := primary_language(wanted)) in spoken:
        return tag
    raise WrongUsage("wrong.language", language=wanted, listed=listed(spoken))
