"""The page of a plan, to be printed: the clock, what comes, what to say, what goes wrong."""

from improv.reports.page import render
from improv.scenes.plan import PlanText


def plan_page(plan: PlanText, language: str) -> str:
    """The whole page. It asks for no file and no network."""
    return render("plan-page.html", language, plan=plan)
