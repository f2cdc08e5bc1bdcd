"""What the games are called in the lists from which the facilitator chooses the next one."""

from collections.abc import Mapping

from improv.core.view_models import HostView
from improv.scenes.words import Names


def format_names(host: HostView, names: Names) -> Mapping[str, str]:
    """Id -> name, in their order; of a survey, too, that it is one: it is no scene."""
    return {
        id_: names.say("facilitator.survey", title=name) if id_ in host.survey_ids else name
        for id_, words in host.formats.items()
        for name in (words.get("name", id_),)
    }
