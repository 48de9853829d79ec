"""Questions to the floors above."""

from workshops.foundation.questions import Question


def test_nobody_need_answer() -> None:
    question: Question[[int], str] = Question()
    assert question(1) == []


def test_all_answer_once_in_the_order_of_the_wiring() -> None:
    question: Question[[int], str] = Question()
    for answer in (str, oct, str):
        question.answered_by(answer)
    assert question(8) == ["8", "0o10"]
