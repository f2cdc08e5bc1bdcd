"""The result on every page: one scene, laid out by the stage, the phones and the remote."""

from improv.phones.payloads import Payload
from improv.scenes.result import Favourite, Few, Hidden, OneCriterion, Several
from improv.scenes.survey import SurveyResult

_FORMS = {
    Hidden: "hidden",
    Few: "few",
    Favourite: "favourite",
    OneCriterion: "one",
    Several: "several",
    SurveyResult: "survey",
}
"""The names of the forms of a result in the templates."""


def scene_values(scene: object) -> Payload:
    """What a template needs of a scene: the scene, and the form of it if it is a result."""
    return {"it": scene, "result_form": _FORMS.get(type(scene), "")}
