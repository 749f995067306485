"""Draw diagrams in a separate process: reads one request and writes one answer a line, as JSON.

It is run as a file, not imported, so that whatever a diagram does to the engine ends with this process.
"""

import json
import signal
import sys

import mermaidx


def main() -> None:
    """Answer until there are no more requests."""
    answers = sys.stdout
    sys.stdout = sys.stderr  # keep output of the engine out of the answers
    for line in sys.stdin:
        request = json.loads(line)
        # Limit the processor time, since a busy machine is no fault of a diagram. When it is used up, the
        # system ends this process.
        signal.setitimer(signal.ITIMER_PROF, request["seconds"])
        try:
            drawn = mermaidx.render(request["source"], theme=request["theme"], config=request["config"])
            answer: dict[str, object] = {"svg": str(drawn.svg())}
        except Exception as error:
            answer = {"error": str(error) or type(error).__name__}
        left, _ = signal.setitimer(signal.ITIMER_PROF, 0)
        answer["seconds"] = request["seconds"] - left
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
