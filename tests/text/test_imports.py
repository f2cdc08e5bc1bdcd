"""What showing the first text costs to import."""

import subprocess
import sys

PROGRAM = """
import sys
from improv.text.fit import fit
from improv.text.layout import layout
from improv.text.paint import paint
box = {"width": 300, "height": 200, "largest": 40, "least": 9}
paint(layout("How many joined: 12", size=40), (0, 0, 0))
paint(fit("Please, (re-order #4521) take 30% off!", **box), (0, 0, 0))
paint(fit("سلام، سفارش \u2068#4521\u2069 نرسید!", **box), (0, 0, 0))
print(*sorted({name.partition(".")[0] for name in sys.modules} & {"uniseg", "pygame", "fpdf"}))
"""


def test_plain_text_loads_nothing_slow() -> None:
    """Everyday sentences in English and Persian need neither the break tables nor pygame."""
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == ""
