"""The sizes of bars follow from their numbers, and days become weeks when there are many."""

from datetime import date

from workshops.foundation.charts import Bar, Breakdown, Column, largest, over_days

MONDAY = date(2026, 11, 2)


def test_the_bars_of_a_breakdown_are_parts_of_the_whole() -> None:
    asia, africa = Bar("Asia", (3, 0, 3)), Bar("Africa", (1, 1, 0))
    chart = Breakdown([asia, africa])
    assert (chart.total, chart.steps) == (8, [4, 1, 3])
    assert [chart.parts(bar) for bar in chart.bars] == [[(1, 37.5), (2, 0), (3, 37.5)], [(1, 12.5), (2, 12.5), (3, 0)]]
    assert [chart.percent(bar) for bar in chart.bars] == [75, 25]


def test_the_largest_bars_come_first_and_the_others_are_set_apart() -> None:
    bars = [Bar(name, (count,)) for name, count in (("d", 1), ("b", 2), ("c", 1), ("a", 2))]
    first, others = largest(bars, 2)
    assert ([bar.label for bar in first], [bar.label for bar in others]) == (["a", "b"], ["c", "d"])


def test_a_single_bar_is_not_left_out() -> None:
    bars = [Bar(name, (1,)) for name in "abc"]
    assert largest(bars, 2) == (bars, [])


def test_each_day_has_its_column_up_to_the_last() -> None:
    days = over_days({MONDAY: 2, date(2026, 11, 4): 4}, date(2026, 11, 5))
    assert [(column.first.day, column.count, column.until_then) for column in days.columns] == [
        (2, 2, 2),
        (3, 0, 2),
        (4, 4, 6),
        (5, 0, 6),
    ]
    assert days.drawn() == [(3.125, 18.75, 50), (53.125, 18.75, 100)]
    assert (days.highest, days.are_weeks) == (4, False)


def test_many_days_become_weeks_and_the_last_may_be_short() -> None:
    days = over_days({MONDAY: 1, date(2026, 11, 8): 1, date(2026, 11, 9): 1}, date(2026, 12, 3))
    assert days.columns[:2] == [
        Column(MONDAY, date(2026, 11, 8), 2, 2),
        Column(date(2026, 11, 9), date(2026, 11, 15), 1, 3),
    ]
    assert days.columns[-1] == Column(date(2026, 11, 30), date(2026, 12, 3), 0, 3)
    assert days.are_weeks


def test_what_came_after_the_last_day_widens_the_chart() -> None:
    assert [column.count for column in over_days({MONDAY: 1}, date(2026, 10, 1)).columns] == [1]
