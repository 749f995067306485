"""When Python looks for circles among objects, of which a build makes millions that live long."""

from __future__ import annotations

import atexit
import gc


def rest() -> None:
    """Look less often, and never at what there is by now: the catalogue lives to the end of the build.

    Of a page of 120 months, looking at Python's own pace takes two fifths of the time; looking once more at
    the end of the process, when all goes anyway, a tenth of a build.
    """
    gc.freeze()
    atexit.register(gc.freeze)
    gc.set_threshold(50_000, 20, 20)
